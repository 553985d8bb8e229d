//! Real servers on real sockets, each with something wrong with it.

use std::sync::Arc;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, SanType};
use reqwest::Certificate;
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::*;
use crate::remote::{Remote, client};
use crate::sync::Failed;
use portal_texts::{Language, Texts};

const CALENDAR: [(i32, u8, u8); 2] = [(2020, 1, 1), (2120, 1, 1)];

/// An authority; those who trust it hold its certificate.
fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, "An authority of the test");
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn params(name: SanType, [from, to]: [(i32, u8, u8); 2]) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.subject_alt_names = vec![name];
    params.not_before = rcgen::date_time_ymd(from.0, from.1, from.2);
    params.not_after = rcgen::date_time_ymd(to.0, to.1, to.2);
    params
}

fn here() -> SanType {
    SanType::IpAddress([127, 0, 0, 1].into())
}

/// A server that shows this certificate; what it would answer is never asked for.
async fn shows(certificate: CertificateDer<'static>, key: &KeyPair) -> String {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    serves("https", move |connection| {
        let acceptor = acceptor.clone();
        async move {
            if let Ok(mut connection) = acceptor.accept(connection).await {
                let _ = connection.read(&mut [0; 4096]).await;
                let _ =
                    connection.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"keys\":[]}").await;
            }
        }
    })
    .await
}

/// A server that does this with whoever connects.
async fn serves<F: Future<Output = ()> + Send + 'static>(
    scheme: &str,
    serve: impl Fn(TcpStream) -> F + Send + 'static,
) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("{scheme}://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            tokio::spawn(serve(connection));
        }
    });
    address
}

/// A server that answers everything with this.
async fn answers(scheme: &str, answer: &'static str) -> String {
    serves(scheme, move |mut connection| async move {
        let _ = connection.read(&mut [0; 4096]).await;
        let _ = connection.write_all(answer.as_bytes()).await;
        let _ = connection.shutdown().await;
    })
    .await
}

/// What a look at this server comes to, for somebody who trusts this authority.
async fn seen(address: &str, trusted: Option<&CertifiedIssuer<'static, KeyPair>>) -> Result<(), Failed> {
    let remote = match trusted {
        None => Remote::new(address, crate::Clock::system()).unwrap(),
        Some(authority) => {
            let root = Certificate::from_der(authority.der()).unwrap();
            let client = client(false).tls_certs_only([root]).build().unwrap();
            Remote::with(client, address, crate::Clock::system())
        }
    };
    remote.probe().await
}

fn obstructed(obstacle: Obstacle) -> Result<(), Failed> {
    Err(Failed::Obstructed(obstacle))
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_told_by_what_is_wrong_with_it() {
    let authority = authority();
    let elsewhere = || SanType::DnsName("elsewhere.example.org".try_into().unwrap());
    let cases = [
        (params(here(), CALENDAR), Ok(())),
        (params(here(), [(2020, 1, 1), (2021, 1, 1)]), obstructed(Obstacle::CertificateExpired)),
        (params(here(), [(2119, 1, 1), (2120, 1, 1)]), obstructed(Obstacle::CertificateNotYetValid)),
        (params(elsewhere(), CALENDAR), obstructed(Obstacle::CertificateOfAnother)),
    ];
    for (params, expected) in cases {
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &authority).unwrap();
        let address = shows(certificate.der().clone(), &key).await;
        assert_eq!(seen(&address, Some(&authority)).await, expected);
        if expected.is_ok() {
            let unknown = seen(&address, None).await;
            assert_eq!(
                unknown,
                obstructed(Obstacle::AuthorityUnknown),
                "to whoever does not know the authority"
            );
        }
    }
    let key = KeyPair::generate().unwrap();
    let certificate = params(here(), CALENDAR).self_signed(&key).unwrap();
    let address = shows(certificate.der().clone(), &key).await;
    for trusted in [None, Some(&authority)] {
        assert_eq!(seen(&address, trusted).await, obstructed(Obstacle::AuthorityUnknown), "signed by itself");
    }
}

#[tokio::test]
async fn what_is_not_the_college_is_told_apart() {
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("https://{}", listener.local_addr().unwrap())
    };
    let plain = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
    let cases = [
        (closed, obstructed(Obstacle::NotListening)),
        ("https://portal.invalid".to_owned(), obstructed(Obstacle::NameUnknown)),
        (answers("https", plain).await, obstructed(Obstacle::NotEncrypted)),
        (answers("https", "SSH-2.0-OpenSSH_9.7\r\n").await, obstructed(Obstacle::NotEncrypted)),
        (
            answers(
                "http",
                "HTTP/1.1 302 Found\r\nLocation: http://hotel.example.org/\r\nContent-Length: 0\r\n\r\n",
            )
            .await,
            obstructed(Obstacle::NetworkSignIn),
        ),
        (
            answers("http", "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>").await,
            obstructed(Obstacle::NotTheCollege),
        ),
    ];
    for (address, expected) in cases {
        assert_eq!(seen(&address, None).await, expected, "{address}");
    }
}

#[tokio::test]
async fn a_proxy_that_wants_a_password_or_does_not_get_through_is_told() {
    for (answer, obstacle) in [
        ("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", Obstacle::ProxySignIn),
        ("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", Obstacle::Gateway),
    ] {
        let proxy = reqwest::Proxy::all(answers("http", answer).await).unwrap();
        let client = client(false).proxy(proxy).build().unwrap();
        let remote = Remote::with(client, "https://portal.example.org", crate::Clock::system());
        assert_eq!(remote.probe().await, obstructed(obstacle));
    }
}

#[tokio::test]
async fn a_server_that_never_answers_is_silent() {
    let address = serves("http", |connection| async move {
        let _connection = connection;
        std::future::pending::<()>().await;
    })
    .await;
    let client = client(true).timeout(Duration::from_millis(50)).build().unwrap();
    let remote = Remote::with(client, &address, crate::Clock::system());
    assert_eq!(remote.probe().await, obstructed(Obstacle::Silent));
}

#[test]
fn each_has_a_sentence_that_says_what_it_is() {
    use Obstacle::{
        AuthorityUnknown, Busy, CertificateBad, CertificateExpired, CertificateNotYetValid,
        CertificateOfAnother, Gateway, NameUnknown, NetworkSignIn, NotEncrypted, NotListening, NotTheCollege,
        ProxySignIn, Silent,
    };
    let cases = [
        (NameUnknown, "cannot be found", true),
        (NotListening, "takes no connections", true),
        (Silent, "does not answer", true),
        (AuthorityUnknown, "authority that this computer does not trust", false),
        (CertificateExpired, "has expired", false),
        (CertificateNotYetValid, "not valid yet", false),
        (CertificateOfAnother, "belongs to another server", false),
        (CertificateBad, "cannot be trusted", false),
        (NotEncrypted, "does not speak", false),
        (ProxySignIn, "a name and a password", false),
        (Gateway, "proxy or gateway", false),
        (NetworkSignIn, "asks you to sign in", false),
        (NotTheCollege, "other than the College", false),
        (Busy, "just now", false),
    ];
    for (obstacle, words, offline) in cases {
        assert!(
            obstacle.sentence(Texts::of(Language::English)).contains(words),
            "{obstacle:?}: {}",
            obstacle.sentence(Texts::of(Language::English))
        );
        assert_eq!(obstacle.is_offline(), offline, "{obstacle:?}");
    }
}
