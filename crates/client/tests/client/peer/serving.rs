//! The protocol's requests off the wire, and the replies onto it: what they mean is the College's.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::State;

pub(super) async fn serve(mut connection: TcpStream, state: Arc<Mutex<State>>) {
    while let Some((head, body)) = read(&mut connection).await {
        let (reply, time) = {
            let mut state = state.lock().unwrap();
            if !state.online {
                return;
            }
            let instead =
                state.instead.as_ref().and_then(|instead| instead(&head, &String::from_utf8_lossy(&body)));
            let reply = match instead {
                Some(instead) => instead,
                None => {
                    let (status, content) = state.answer(&head, &body);
                    (status, content.to_string())
                }
            };
            if head.starts_with("PUT") && std::mem::take(&mut state.lose_reply) {
                return;
            }
            (reply, state.time.clone())
        };
        let (status, content) = reply;
        let time = time.map(|time| format!("{time}\r\n")).unwrap_or_default();
        let response = format!(
            "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{time}Content-Length: {}\r\n\r\n{content}",
            content.len()
        );
        if connection.write_all(response.as_bytes()).await.is_err() {
            return;
        }
    }
}

async fn read(connection: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut piece = [0; 8192];
    loop {
        if let Some(end) = bytes.windows(4).position(|end| end == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
            let length: usize =
                header(&head, "content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
            if bytes.len() >= end + 4 + length {
                return Some((head, bytes[end + 4..end + 4 + length].to_vec()));
            }
        }
        match connection.read(&mut piece).await {
            Ok(0) | Err(_) => return None,
            Ok(count) => bytes.extend_from_slice(&piece[..count]),
        }
    }
}

pub(super) fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines().skip(1).find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then_some(value.trim())
    })
}
