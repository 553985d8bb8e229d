//! The registration credential: what the College says of a registration, signed so that a stranger can check it without a
//! network, small enough for a printed code. That it was issued is proved by it; whether it still holds is told by the status
//! list and by the College's page.

mod claims;
mod id;

pub use claims::{CredentialClaims, SignedCredential};
pub use id::{CredentialId, NotACredentialId};
