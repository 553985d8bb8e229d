//! The one beginning of every HTTP client here. A test that is built together with the application gets the
//! application's reqwest, which has TLS but leaves the choice of its cryptography to the program.

use reqwest::ClientBuilder;

/// A client to be finished by its user.
pub fn client() -> ClientBuilder {
    // The application may have chosen before; one is as good as the other.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
}
