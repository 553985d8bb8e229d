//! What stands between this computer and the College, as far as errors and answers tell: each kind has a sentence of its own,
//! and none is a word of the College.

use std::error::Error;
use std::io::ErrorKind;

use portal_texts::Texts;
use reqwest::StatusCode;
use rustls::CertificateError;

/// What is in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// The server's name is not known here: mostly, there is no internet.
    NameUnknown,
    /// Its computer, or the proxy, takes no connections.
    NotListening,
    /// Nothing came back in time.
    Silent,
    /// The certificate is signed by nobody whom this computer trusts, or by itself.
    AuthorityUnknown,
    /// The certificate has run out, or the computer's date is wrong.
    CertificateExpired,
    /// The certificate does not hold yet, or the computer's date is wrong.
    CertificateNotYetValid,
    /// The certificate is another server's.
    CertificateOfAnother,
    /// The certificate is not good for another reason.
    CertificateBad,
    /// Whatever answers does not speak the encrypted protocol, or none that is safe.
    NotEncrypted,
    /// A proxy wants a name and a password.
    ProxySignIn,
    /// A proxy or gateway does not get through to the College.
    Gateway,
    /// A network wants to be signed in to, and answers in the College's place.
    NetworkSignIn,
    /// Something else answers in the College's place.
    NotTheCollege,
    /// The College itself cannot serve now.
    Busy,
    /// The College itself does not answer what it is asked, with this status.
    Refused(u16),
    /// The College answers what this version of the application cannot read.
    Unreadable,
}

/// A name could not be looked up; made by the client's resolver, so that it can be told from other errors.
#[derive(Debug, thiserror::Error)]
#[error("the name could not be looked up")]
pub(crate) struct NameNotFound;

impl Obstacle {
    /// Whether the person is simply not connected, so that nothing needs them.
    pub(crate) fn is_offline(self) -> bool {
        matches!(self, Obstacle::NameUnknown | Obstacle::NotListening | Obstacle::Silent)
    }

    /// Whether it is the College that answers, be it that it cannot serve.
    pub(crate) fn is_of_college(self) -> bool {
        matches!(self, Obstacle::Busy | Obstacle::Refused(_) | Obstacle::Unreadable)
    }

    /// What it is and what to do.
    pub(crate) fn sentence(self, texts: &Texts) -> String {
        texts.get(match self {
            Obstacle::NameUnknown => "obstacle-name-unknown",
            Obstacle::NotListening => "obstacle-not-listening",
            Obstacle::Silent => "obstacle-silent",
            Obstacle::AuthorityUnknown => "obstacle-authority-unknown",
            Obstacle::CertificateExpired => "obstacle-certificate-expired",
            Obstacle::CertificateNotYetValid => "obstacle-certificate-not-yet-valid",
            Obstacle::CertificateOfAnother => "obstacle-certificate-of-another",
            Obstacle::CertificateBad => "obstacle-certificate-bad",
            Obstacle::NotEncrypted => "obstacle-not-encrypted",
            Obstacle::ProxySignIn => "obstacle-proxy-sign-in",
            Obstacle::Gateway => "obstacle-gateway",
            Obstacle::NetworkSignIn => "obstacle-network-sign-in",
            Obstacle::NotTheCollege => "obstacle-not-the-college",
            Obstacle::Busy => "obstacle-busy",
            Obstacle::Unreadable => "obstacle-unreadable",
            Obstacle::Refused(status) => {
                return texts.format("obstacle-refused", &[("status", status.to_string())]);
            }
        })
    }

    /// Why a request got no answer; nothing when no more is known than that there was none.
    pub(crate) fn of_error(error: &reqwest::Error) -> Option<Obstacle> {
        causes(error).find_map(of_cause).or_else(|| error.is_timeout().then_some(Obstacle::Silent))
    }

    /// What an answer that is not the College's says by its status.
    pub(crate) fn of_status(status: StatusCode) -> Obstacle {
        match status.as_u16() {
            407 => Obstacle::ProxySignIn,
            502..=504 => Obstacle::Gateway,
            300..=399 | 511 => Obstacle::NetworkSignIn,
            _ => Obstacle::NotTheCollege,
        }
    }
}

/// The error and what lies below it. An `io::Error` hides what it was made of from `source`.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| {
        let error: &'a (dyn Error + 'static) = *error;
        let hidden = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        match hidden {
            Some(hidden) => Some(hidden as &(dyn Error + 'static)),
            None => error.source(),
        }
    })
}

fn of_cause(cause: &(dyn Error + 'static)) -> Option<Obstacle> {
    if let Some(error) = cause.downcast_ref::<rustls::Error>() {
        return Some(of_tls(error));
    }
    if cause.is::<NameNotFound>() {
        return Some(Obstacle::NameUnknown);
    }
    if cause
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == ErrorKind::ConnectionRefused)
    {
        return Some(Obstacle::NotListening);
    }
    // What a proxy answers before there is a connection has no type of its own.
    match cause.to_string().as_str() {
        "tunnel error: proxy authorization required" => Some(Obstacle::ProxySignIn),
        "tunnel error: unsuccessful" => Some(Obstacle::Gateway),
        _ => None,
    }
}

fn of_tls(error: &rustls::Error) -> Obstacle {
    match error {
        rustls::Error::InvalidCertificate(error) => match error {
            CertificateError::UnknownIssuer => Obstacle::AuthorityUnknown,
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                Obstacle::CertificateExpired
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                Obstacle::CertificateNotYetValid
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                Obstacle::CertificateOfAnother
            }
            _ => Obstacle::CertificateBad,
        },
        _ => Obstacle::NotEncrypted,
    }
}

#[cfg(test)]
mod tests;
