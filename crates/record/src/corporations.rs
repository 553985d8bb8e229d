//! Professional corporations of the registrant.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A corporation was authorised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorporationAuthorized {
    /// Number of the certificate of authorization.
    pub number: String,
    /// Registered name.
    pub name: String,
    /// The first day on which it counts.
    pub effective: Date,
    /// The last day on which it is valid.
    pub expires: Date,
}
