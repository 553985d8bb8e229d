//! Registrants of the demonstration college, as `portal-server demo` seeds and prints them.

/// Somebody who signs in.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// As on the register.
    pub name: &'static str,
    /// CPSO number.
    pub number: &'static str,
    /// The e-mail address to sign in with.
    pub email: &'static str,
}

/// The password of them all.
pub const PASSWORD: &str = "maple-lantern-42";

/// Family physician with an independent practice certificate, ready to renew.
pub const LAVOIE: Person =
    Person { name: "Zoé Marguerite Lavoie", number: "900001", email: "zoe.lavoie@example.org" };

/// The same kind of practice, with another history.
pub const OKAFOR: Person =
    Person { name: "Amara Chidinma Okafor", number: "900002", email: "amara.okafor@example.org" };
