mod get;
mod post;
mod sending;
mod undo;

use std::path::PathBuf;

use portal_server::demo::PASSWORD;
use reqwest::{Response, StatusCode, Url};
use serde_json::json;
use uuid::Uuid;

use crate::college::College;
use crate::computer::Computer;
use crate::profile::accepted;

pub const NEW: &str = "zoe@elmstreet.example";

/// Asks for a new College e-mail; the request's id.
pub async fn ask(college: &College, computer: &Computer, address: &str) -> Uuid {
    let request = Uuid::now_v7();
    accepted(
        college,
        computer,
        json!({ "command": "request-email-change", "request": request, "address": address }),
    )
    .await;
    request
}

/// The mails that lie in the data folder, each once it is whole.
pub fn mails(college: &College) -> Vec<(PathBuf, String)> {
    let entries = std::fs::read_dir(college.data.path().join("mail")).unwrap();
    let files = entries.map(|entry| entry.unwrap().path());
    let whole = files.filter(|file| file.extension().is_some_and(|extension| extension == "eml"));
    whole.map(|file| (file.clone(), std::fs::read_to_string(file).unwrap())).collect()
}

/// The text of the mail to this address that says this.
pub async fn mail(college: &College, to: &str, saying: &str) -> String {
    let wanted = format!("To: {to}\r\n");
    let there = async || {
        let fits = |text: &String| text.contains(&wanted) && text.contains(saying);
        mails(college).into_iter().map(|(_, text)| text).find(fits)
    };
    college.until("the mail", there).await
}

/// The link of a mail, at the address at which the College listens now.
pub fn link(college: &College, mail: &str) -> Url {
    let link = mail.lines().map(str::trim).find(|line| line.contains("?token=")).unwrap();
    let link = Url::parse(link).unwrap();
    let mut here = college.url(link.path());
    here.set_query(link.query());
    here
}

pub async fn open(college: &College, link: &Url) -> String {
    text(college.http.get(link.clone()).send().await.unwrap()).await
}

/// Enters the password, where the page asks for it, and presses its button.
pub async fn press(college: &College, link: &Url) -> String {
    text(try_password(college, link, PASSWORD).await).await
}

/// The same with this password; whatever is answered.
pub async fn try_password(college: &College, link: &Url, password: &str) -> Response {
    let (_, token) = link.query_pairs().find(|(name, _)| name == "token").unwrap();
    let form = [("token", token.as_ref()), ("password", password)];
    college.http.post(college.url(link.path())).form(&form).send().await.unwrap()
}

async fn text(reply: Response) -> String {
    assert_eq!(reply.status(), StatusCode::OK);
    let policy = reply.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'none'"), "no scripts: {policy}");
    assert_eq!(reply.headers()["referrer-policy"], "no-referrer", "the link is told to nobody");
    reply.text().await.unwrap()
}
