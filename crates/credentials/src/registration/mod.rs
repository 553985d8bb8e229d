//! The registration credential: what the College says of a registration, signed so that a stranger can check it without a
//! network, small enough for a printed code. That it was issued is proved by it; whether it still holds is told by the status
//! list and by the College's page.

mod base45;
mod claims;
mod cose;
mod id;
mod refusal;
pub mod status;
#[cfg(test)]
mod tests;
mod token;
mod versions;

pub use claims::{Class, CredentialClaims, Details, Kind, SignedCredential, Term, Terms};
pub use id::{CredentialId, NotACredentialId};
pub use refusal::Refusal;
pub use token::verify;
