//! An authorization request, as the desktop's browser brings it. What names the client and its address must be right
//! before anything is sent there; the rest is reported back to it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::CLIENT_ID;

/// Longest `state` that is carried.
const STATE_CHARS_MAX: usize = 512;
/// Longest name of a device.
const DEVICE_NAME_CHARS_MAX: usize = 80;
/// A SHA-256 in base64url without padding.
const CHALLENGE_CHARS: usize = 43;

/// The parameters as they came. They travel through the sign-in form and are checked again when it comes back.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Parameters {
    pub response_type: String,
    pub client_id: String,
    pub redirect_uri: String,
    pub code_challenge: String,
    pub code_challenge_method: String,
    pub state: String,
    pub device_id: String,
    pub device_name: String,
}

/// A request that can be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizationRequest {
    /// Where the desktop listens.
    pub redirect: Redirect,
    /// PKCE S256 challenge.
    pub challenge: String,
    /// The device that asks, if it said so.
    pub device: Option<Uuid>,
    /// What it is called.
    pub device_name: String,
}

/// A loopback address with the state to bring back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    uri: String,
    state: String,
}

/// Why a request can't be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invalid {
    /// The client or its address is not known: nothing may be sent there.
    Untrusted,
    /// Something else is wrong; the client is told.
    Reported(Redirect, &'static str),
}

impl Parameters {
    /// Checks the request.
    pub fn check(&self) -> Result<AuthorizationRequest, Invalid> {
        if self.client_id != CLIENT_ID || !is_loopback(&self.redirect_uri) {
            return Err(Invalid::Untrusted);
        }
        let state = if self.state.len() <= STATE_CHARS_MAX { self.state.clone() } else { String::new() };
        let redirect = Redirect { uri: self.redirect_uri.clone(), state };
        let device = match self.device_id.as_str() {
            "" => Ok(None),
            given => Uuid::parse_str(given).map(Some),
        };
        if self.response_type != "code" {
            return Err(Invalid::Reported(redirect, "unsupported_response_type"));
        }
        let is_sound = self.code_challenge_method == "S256"
            && is_challenge(&self.code_challenge)
            && (1..=STATE_CHARS_MAX).contains(&self.state.len());
        match device {
            Ok(device) if is_sound => {
                let device_name = self.device_name.trim().chars().filter(|c| !c.is_control());
                let device_name = device_name.take(DEVICE_NAME_CHARS_MAX).collect();
                Ok(AuthorizationRequest {
                    redirect,
                    challenge: self.code_challenge.clone(),
                    device,
                    device_name,
                })
            }
            _ => Err(Invalid::Reported(redirect, "invalid_request")),
        }
    }

    /// Everything that the form's CSRF token must cover.
    pub fn parts(&self) -> [&[u8]; 8] {
        [
            self.response_type.as_bytes(),
            self.client_id.as_bytes(),
            self.redirect_uri.as_bytes(),
            self.code_challenge.as_bytes(),
            self.code_challenge_method.as_bytes(),
            self.state.as_bytes(),
            self.device_id.as_bytes(),
            self.device_name.as_bytes(),
        ]
    }
}

impl Redirect {
    /// The address itself, without what is brought back.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// Scheme, host and port, for the page's content security policy.
    pub fn origin(&self) -> &str {
        let host = self.uri.strip_prefix("http://").unwrap_or_default();
        let end = host.find('/').unwrap_or(host.len());
        self.uri.get(.."http://".len() + end).unwrap_or_default()
    }

    /// The address that brings the code back.
    pub fn with_code(&self, code: &str, issuer: &str) -> String {
        self.with(&[("code", code), ("state", &self.state), ("iss", issuer)])
    }

    /// The address that brings an error back.
    pub fn with_error(&self, error: &str, issuer: &str) -> String {
        self.with(&[("error", error), ("state", &self.state), ("iss", issuer)])
    }

    fn with(&self, pairs: &[(&str, &str)]) -> String {
        let query: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", percent_encoded(value)))
            .collect();
        format!("{}?{}", self.uri, query.join("&"))
    }
}

/// `http://127.0.0.1:PORT/path`, any port (RFC 8252, section 7.3). No query and no fragment: they would be sent back.
fn is_loopback(uri: &str) -> bool {
    let Some(rest) = uri.strip_prefix("http://127.0.0.1:") else { return false };
    let (port, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let is_port =
        port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0);
    is_port && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte))
}

fn is_challenge(text: &str) -> bool {
    text.len() == CHALLENGE_CHARS
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

fn percent_encoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::with_capacity(text.len()), |mut encoded, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte))
            }
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> Parameters {
        Parameters {
            response_type: "code".into(),
            client_id: CLIENT_ID.into(),
            redirect_uri: "http://127.0.0.1:49152/signed-in".into(),
            code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".into(),
            code_challenge_method: "S256".into(),
            state: "a state".into(),
            device_id: String::new(),
            device_name: " Zoé's\tlaptop ".into(),
        }
    }

    #[test]
    fn a_good_request_is_taken_whatever_its_port() {
        for port in ["1", "80", "65535"] {
            let uri = format!("http://127.0.0.1:{port}/cb");
            let request = Parameters { redirect_uri: uri, ..good() }.check().unwrap();
            assert_eq!(request.device_name, "Zoé'slaptop", "control characters are left out");
            assert_eq!(request.redirect.origin(), format!("http://127.0.0.1:{port}"));
        }
    }

    #[test]
    fn nothing_is_sent_to_an_address_that_is_not_the_computers_own() {
        for uri in [
            "",
            "https://127.0.0.1:5000/",
            "http://localhost:5000/",
            "http://127.0.0.1/",
            "http://127.0.0.1:0/",
            "http://127.0.0.1:70000/",
            "http://127.0.0.1:+80/",
            "http://127.0.0.1:5000@evil.example/",
            "http://127.0.0.1:5000.evil.example/",
            "http://127.0.0.1:5000/cb?x=1",
            "http://127.0.0.1:5000/cb#x",
            "http://evil.example/http://127.0.0.1:5000/",
        ] {
            let request = Parameters { redirect_uri: uri.into(), ..good() };
            assert_eq!(request.check(), Err(Invalid::Untrusted), "{uri}");
        }
        let other = Parameters { client_id: "portal".into(), ..good() };
        assert_eq!(other.check(), Err(Invalid::Untrusted), "another client");
    }

    #[test]
    fn other_faults_are_reported_to_the_client_with_its_state() {
        let plain = Parameters { code_challenge_method: "plain".into(), ..good() };
        let token = Parameters { response_type: "token".into(), ..good() };
        let short = Parameters { code_challenge: "short".into(), ..good() };
        let device = Parameters { device_id: "mine".into(), ..good() };
        let stateless = Parameters { state: String::new(), ..good() };
        for (request, expected) in [
            (plain, "invalid_request"),
            (token, "unsupported_response_type"),
            (short, "invalid_request"),
            (device, "invalid_request"),
            (stateless, "invalid_request"),
        ] {
            let Err(Invalid::Reported(redirect, error)) = request.check() else { panic!("{expected}") };
            assert_eq!(error, expected);
            let back = redirect.with_error(error, "http://issuer");
            assert!(back.starts_with("http://127.0.0.1:49152/signed-in?error="), "{back}");
            assert!(request.state.is_empty() || back.contains("&state=a%20state&"), "{back}");
        }
    }
}
