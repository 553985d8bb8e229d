//! The signed receipt of a submission: what the College received, and when, in a form that the desktop keeps and checks
//! without a network. It says nothing about whether the submission was complete or the fee paid.
//!
//! A receipt is a compact JWS (RFC 7515) under ES256. One algorithm, one kind of key: there is nothing to negotiate, and
//! so nothing to confuse.

mod claims;
mod code;
mod jws;

pub use claims::ReceiptClaims;
pub use code::receipt_code;
pub use jws::{SignedReceipt, Untrusted, verify};
