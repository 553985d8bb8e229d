//! Where a request comes from. Behind a proxy every connection comes from the proxy, which says in a header for whom; anybody can
//! write such a header, so it counts from proxies that the College names, and of what it says only what they wrote.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use ipnet::IpNet;

const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// The proxies in front of the server: addresses, or networks of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies(Arc<[IpNet]>);

/// An address or a network, like 10.0.0.7 or 2001:db8::/48.
#[derive(Debug, thiserror::Error)]
#[error("'{0}' is neither an address like 10.0.0.7 nor a network like 10.0.0.0/24 or 2001:db8::/48")]
pub struct NotANetwork(String);

impl FromStr for Proxies {
    type Err = NotANetwork;

    /// Reads addresses and networks with commas between them.
    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let given = text.split(',').map(str::trim).filter(|given| !given.is_empty());
        let network = |given: &str| {
            let address = given.parse::<IpAddr>().map(|address| IpNet::from(address.to_canonical()));
            address.or_else(|_| given.parse()).map_err(|_| NotANetwork(given.to_owned()))
        };
        given.map(network).collect::<Result<_, _>>().map(Self)
    }
}

impl Proxies {
    /// Whether none is named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn has(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// For whom a request was made, that a connection from `peer` brought: the right-most address that is no proxy's. What stands
    /// left of it was written by nobody that is trusted.
    pub fn origin(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.has(peer) {
            return peer;
        }
        let (standard, usual) = (forwarded(headers), x_forwarded_for(headers));
        match (standard.is_empty(), usual.is_empty()) {
            (true, _) => self.right_most(peer, &usual),
            (_, true) => self.right_most(peer, &standard),
            // A proxy writes one of the two and may pass on the other as it came: where they differ, neither is known to be its own.
            (false, false) => {
                let (one, other) = (self.right_most(peer, &standard), self.right_most(peer, &usual));
                if one == other { one } else { peer }
            }
        }
    }

    fn right_most(&self, peer: IpAddr, told: &[Option<IpAddr>]) -> IpAddr {
        let mut nearest = peer;
        for address in told.iter().rev() {
            // Who is not named, or not as an address, is behind the last one that is.
            let Some(address) = *address else { break };
            nearest = address;
            if !self.has(address) {
                break;
            }
        }
        nearest
    }
}

/// The addresses of all `X-Forwarded-For`, from left to right.
fn x_forwarded_for(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let lines = headers.get_all(X_FORWARDED_FOR).iter();
    lines.flat_map(|line| line.to_str().unwrap_or("?").split(',').map(node)).collect()
}

/// The addresses of all `Forwarded` (RFC 7239), from left to right.
fn forwarded(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let lines = headers.get_all(header::FORWARDED).iter();
    let elements = lines.flat_map(|line| line.to_str().unwrap_or("?").split(','));
    let address = |element: &str| {
        let mut pairs = element.split(';').filter_map(|pair| pair.split_once('='));
        pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("for")).and_then(|(_, value)| node(value))
    };
    elements.map(address).collect()
}

/// An address, with or without a port and quotes; nothing when it is hidden or unknown.
fn node(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let address = match text.strip_prefix('[') {
        Some(rest) => rest.split(']').next()?.parse::<Ipv6Addr>().ok().map(IpAddr::V6),
        None => text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|with_port| with_port.ip())),
    };
    address.map(|address| address.to_canonical())
}

/// The address that a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin(pub IpAddr);

impl<S> FromRequestParts<S> for Origin
where
    Proxies: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        // Every connection says where it comes from; one that did not would be counted with all others that do not.
        let peer = peer.map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
        Ok(Self(Proxies::from_ref(state).origin(peer, &parts.headers)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn headers(lines: &[(&str, &str)]) -> HeaderMap {
        let line = |(name, value): &(&str, &str)| {
            (name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap())
        };
        lines.iter().map(line).collect()
    }

    fn origin(peer: &str, lines: &[(&str, &str)]) -> String {
        let proxies: Proxies = "10.0.0.0/24, 2001:db8:1::7".parse().unwrap();
        proxies.origin(peer.parse().unwrap(), &headers(lines)).to_string()
    }

    const XFF: &str = "X-Forwarded-For";

    #[test]
    fn a_header_counts_from_a_named_proxy_only() {
        for line in [(XFF, "198.51.100.1"), ("Forwarded", "for=198.51.100.1")] {
            assert_eq!(origin("203.0.113.9", &[line]), "203.0.113.9", "a stranger's header changes nothing");
            assert_eq!(origin("10.0.1.7", &[line]), "10.0.1.7", "nor that of a neighbouring network");
            assert_eq!(origin("10.0.0.7", &[line]), "198.51.100.1");
            assert_eq!(origin("::ffff:10.0.0.7", &[line]), "198.51.100.1", "IPv4 over an IPv6 socket");
            assert_eq!(origin("2001:db8:1::7", &[line]), "198.51.100.1");
        }
        assert_eq!(origin("10.0.0.7", &[]), "10.0.0.7", "a proxy that says nothing speaks for itself");
    }

    #[test]
    fn the_right_most_address_that_is_no_proxys_counts() {
        for (lines, expected) in [
            (&[(XFF, "1.1.1.1, 198.51.100.1")][..], "198.51.100.1"),
            (&[(XFF, "1.1.1.1, 198.51.100.1, 10.0.0.8")], "198.51.100.1"),
            (&[(XFF, "1.1.1.1"), (XFF, "198.51.100.1,10.0.0.8")], "198.51.100.1"),
            (&[(XFF, "10.0.0.9, 10.0.0.8")], "10.0.0.9"),
            (&[(XFF, "1.1.1.1, unknown, 10.0.0.8")], "10.0.0.8"),
            (&[(XFF, "1.1.1.1, ")], "10.0.0.7"),
            (&[(XFF, "198.51.100.1:4711")], "198.51.100.1"),
            (&[(XFF, "2001:db8:2::1")], "2001:db8:2::1"),
            (&[(XFF, "::ffff:198.51.100.1")], "198.51.100.1"),
            (&[("Forwarded", "for=1.1.1.1, For=\"[2001:db8:2::1]:4711\";proto=https")], "2001:db8:2::1"),
            (&[("Forwarded", "proto=https;for=198.51.100.1;by=10.0.0.7")], "198.51.100.1"),
            (&[("Forwarded", "for=1.1.1.1, for=_hidden")], "10.0.0.7"),
            (&[("Forwarded", "for=1.1.1.1, proto=https")], "10.0.0.7"),
        ] {
            assert_eq!(origin("10.0.0.7", lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn of_two_headers_that_differ_one_was_forged() {
        let same = [(XFF, "198.51.100.1"), ("Forwarded", "for=198.51.100.1")];
        assert_eq!(origin("10.0.0.7", &same), "198.51.100.1");
        for forged in [("Forwarded", "for=1.1.1.1"), ("Forwarded", "for=unknown"), ("Forwarded", "")] {
            assert_eq!(origin("10.0.0.7", &[(XFF, "198.51.100.1"), forged]), "10.0.0.7", "{forged:?}");
        }
    }

    #[test]
    fn networks_are_read_or_named_as_wrong() {
        assert!("".parse::<Proxies>().unwrap().is_empty());
        for wrong in ["10.0.0", "10.0.0.0/33", "proxy.example", "10.0.0.1 10.0.0.2"] {
            let error = wrong.parse::<Proxies>().unwrap_err().to_string();
            assert!(error.contains(wrong), "{error}");
        }
    }
}
