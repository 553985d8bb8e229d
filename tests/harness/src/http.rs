//! The one beginning of every HTTP client here. A test that is built together with the application gets the
//! application's reqwest, which has TLS but leaves the choice of its cryptography to the program.

use std::collections::BTreeMap;

use reqwest::{Client, ClientBuilder, StatusCode, Url, header};

use crate::{Failure, Outcome};

/// A client to be finished by its user.
pub fn client() -> ClientBuilder {
    // The application may have chosen before; one is as good as the other.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
}

/// Signs in on the College's page as a browser does, and says where the browser is sent back to. The client must follow no
/// redirect.
pub async fn sign_in(client: &Client, link: &str, email: &str, password: &str) -> Outcome<Url> {
    let failed = |source| Failure::Unanswered { what: "signing in on the College's page".to_owned(), source };
    let unexpected = |what: &str| Failure::Unexpected(format!("signing in: {what}"));
    let page = client.get(link).send().await.map_err(failed)?;
    let cookie = page.headers().get(header::SET_COOKIE).and_then(|cookie| cookie.to_str().ok());
    let cookie = cookie.and_then(|cookie| cookie.split(';').next()).unwrap_or_default().to_owned();
    let mut fields = hidden_fields(&page.text().await.map_err(failed)?);
    fields.insert("email".to_owned(), email.to_owned());
    fields.insert("password".to_owned(), password.to_owned());
    let action = Url::parse(link).and_then(|link| link.join("/authorize"));
    let action = action.map_err(|_| unexpected("the link is no address"))?;
    let reply =
        client.post(action).header(header::COOKIE, cookie).form(&fields).send().await.map_err(failed)?;
    let back = reply.headers().get(header::LOCATION).and_then(|to| Url::parse(to.to_str().ok()?).ok());
    match back {
        Some(back) if reply.status() == StatusCode::SEE_OTHER => Ok(back),
        _ => Err(unexpected("the browser is not sent back")),
    }
}

/// The fields that the form carries, its anti-forgery seal among them.
fn hidden_fields(page: &str) -> BTreeMap<String, String> {
    let attribute = |input: &str, name: &str| {
        let (_, rest) = input.split_once(&format!("{name}=\""))?;
        let value = rest.split('"').next()?;
        Some(value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    };
    let inputs = page.split("<input").skip(1).filter(|input| input.contains("type=\"hidden\""));
    inputs.filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value")?))).collect()
}
