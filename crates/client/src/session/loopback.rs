//! The loopback address to which the browser comes back (RFC 8252, 7.3): any free port on 127.0.0.1, for one answer.
//!
//! Only a request with the right `state`, of the issuer that was asked, ends the wait. Anything else (a favicon, a stale tab, another
//! program) gets a page and changes nothing.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use portal_texts::Texts;
use reqwest::Url;
use ring::digest::{SHA256, digest};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Largest request head that is read.
const HEAD_BYTES_MAX: usize = 16 * 1024;
/// A connection that says nothing is dropped after this time, so that it can't keep the browser's one out.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) struct Loopback {
    listener: TcpListener,
    port: u16,
}

/// With what the browser came back.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Returned {
    Code {
        code: String,
        /// The issuer's name, if it came (RFC 9207).
        issuer: Option<String>,
    },
    Denied(String),
}

impl Loopback {
    pub(super) async fn listen() -> std::io::Result<Loopback> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        Ok(Loopback { listener, port })
    }

    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/signed-in", self.port)
    }

    /// Answers requests until one brings this state, and no other issuer's name.
    pub(super) async fn wait_for(
        &self,
        texts: &Texts,
        state: &str,
        is_issuer: impl Fn(&str) -> bool,
    ) -> std::io::Result<Returned> {
        loop {
            let (mut connection, _) = self.listener.accept().await?;
            let head = tokio::time::timeout(PATIENCE, read_head(&mut connection)).await;
            let returned = match head {
                Ok(Ok(head)) => understand(&head, state, &is_issuer),
                // A connection that broke or said nothing.
                Ok(Err(_)) | Err(_) => continue,
            };
            // The person's window must not wait for a page that can't be delivered.
            let _ = tokio::time::timeout(PATIENCE, answer(texts, &mut connection, returned.as_ref())).await;
            if let Some(returned) = returned {
                return Ok(returned);
            }
        }
    }
}

async fn read_head(connection: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let mut piece = [0; 2048];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = connection.read(&mut piece).await?;
        if read == 0 || head.len() + read > HEAD_BYTES_MAX {
            return Err(std::io::ErrorKind::InvalidData.into());
        }
        head.extend_from_slice(&piece[..read]);
    }
    Ok(head)
}

/// What a request brings, if it is the one that is waited for.
fn understand(head: &[u8], state: &str, is_issuer: impl Fn(&str) -> bool) -> Option<Returned> {
    let line = std::str::from_utf8(head).ok()?.lines().next()?;
    let target = line.strip_prefix("GET ")?.split(' ').next()?;
    let url = Url::parse("http://127.0.0.1").ok()?.join(target).ok()?;
    let field =
        |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let issuer = field("iss");
    if url.path() != "/signed-in" || field("state")? != state || !issuer.as_deref().is_none_or(is_issuer) {
        return None;
    }
    match (field("code"), field("error")) {
        (Some(code), None) => Some(Returned::Code { code, issuer }),
        (_, Some(error)) => Some(Returned::Denied(error)),
        (None, None) => None,
    }
}

async fn answer(
    texts: &Texts,
    connection: &mut TcpStream,
    returned: Option<&Returned>,
) -> std::io::Result<()> {
    let (status, page) = match returned {
        Some(Returned::Code { .. }) => ("200 OK", "signed-in-page"),
        Some(Returned::Denied(_)) => ("200 OK", "sign-in-denied-page"),
        None => ("404 Not Found", "sign-in-stale-page"),
    };
    let body = page_html(texts, page);
    let response = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
         Content-Security-Policy: default-src 'none'; style-src 'sha256-{}'\r\nCache-Control: no-store\r\n\
         Referrer-Policy: no-referrer\r\nConnection: close\r\n\r\n{body}",
        body.len(),
        STANDARD.encode(digest(&SHA256, STYLE.as_bytes()))
    );
    connection.write_all(response.as_bytes()).await?;
    connection.shutdown().await
}

/// The page's only style; the page allows what has this hash, and nothing else.
const STYLE: &str = ":root{color-scheme:light dark;--ink:#16212b;--ground:#f4f6f7;--paper:#fff;--line:#d5dce1;--accent:#0a5f73}\
    @media(prefers-color-scheme:dark){:root{--ink:#e8edf0;--ground:#11181e;--paper:#1a232b;--line:#33414c;--accent:#6cc3d5}}\
    body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--ground);color:var(--ink);\
    font:17px/1.5 \"Source Sans 3\",system-ui,sans-serif}\
    main{max-width:26rem;margin:1rem;padding:2.5rem;background:var(--paper);border:1px solid var(--line);\
    border-top:4px solid var(--accent);border-radius:4px}\
    h1{margin:0 0 .5rem;font:600 1.5rem/1.25 \"Source Serif 4\",Georgia,serif}p{margin:0}";

/// A calm page in the application's colours. Its sentences hold no markup.
fn page_html(texts: &Texts, page: &str) -> String {
    let (title, sentence) = (texts.get(page), texts.get(&format!("{page}.sentence")));
    let product = texts.get("product-name");
    format!(
        "<!doctype html><html lang=\"en-CA\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title} · {product}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1><p>{sentence}</p></main></body></html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_awaited_answer_is_taken() {
        let code = |code: &str, issuer: Option<&str>| {
            Some(Returned::Code { code: code.into(), issuer: issuer.map(str::to_owned) })
        };
        let cases = [
            ("GET /signed-in?code=c1&state=s HTTP/1.1", code("c1", None)),
            ("GET /signed-in?state=s&code=a%2Bb HTTP/1.1", code("a+b", None)),
            (
                "GET /signed-in?code=c1&state=s&iss=https%3A%2F%2Fcollege.example HTTP/1.1",
                code("c1", Some("https://college.example")),
            ),
            ("GET /signed-in?code=c1&state=s&iss=https%3A%2F%2Felsewhere.example HTTP/1.1", None),
            ("GET /signed-in?error=access_denied&state=s&iss=elsewhere HTTP/1.1", None),
            ("GET /signed-in?code=c1&state=s&iss= HTTP/1.1", None),
            (
                "GET /signed-in?error=access_denied&state=s HTTP/1.1",
                Some(Returned::Denied("access_denied".into())),
            ),
            ("GET /signed-in?code=c1&state=other HTTP/1.1", None),
            ("GET /signed-in?code=c1 HTTP/1.1", None),
            ("GET /favicon.ico HTTP/1.1", None),
            ("POST /signed-in?code=c1&state=s HTTP/1.1", None),
            ("\u{fffd}", None),
        ];
        for (line, expected) in cases {
            let is_issuer = |name: &str| name == "https://college.example";
            let head = format!("{line}\r\n\r\n");
            assert_eq!(understand(head.as_bytes(), "s", is_issuer), expected, "{line}");
        }
    }
}
