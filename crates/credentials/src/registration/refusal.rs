//! Why something that claims to be signed by the College is not trusted.

/// The first reason found, from the outside in. What it says is read only after the signature holds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Marked as of a kind that this program does not know yet. Nothing can be said of it, except that a newer one may know.
    #[error("of a newer kind than this program knows")]
    Newer,
    /// Not the shape of it: cut short, too long, something else, or altered outside what is signed.
    #[error("not a signed credential or list: {0}")]
    Malformed(&'static str),
    /// It says to be signed in another way than ES256.
    #[error("signed under {0}, which is not ES256")]
    Algorithm(String),
    /// Its header asks for more than is understood, or is that of another signed thing.
    #[error("a header of another kind: {0}")]
    Header(&'static str),
    /// No key of this name is in the set, in hexadecimal: a stranger's, or the set is older.
    #[error("no key is named {0}")]
    UnknownKey(String),
    /// The content is not what the College signed.
    #[error("the signature does not belong to the content")]
    Signature,
    /// Signed by the College, but not understood: perhaps it is newer than this program.
    #[error("the claims are not understood: {0}")]
    Claims(&'static str),
}
