//! The signed receipt of a filing: what was received, and when, in Eastern time.

use portal_credentials::receipt::{ReceiptClaims, receipt_code};
use portal_record::{Record, cases::Filed, eastern_day, services::renewal};

use crate::app::App;
use crate::clock::timestamp;
use crate::language;
use crate::rules::admit::Intake;

/// A receipt and the code that people name it by.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// For example `R27-7F3K-9QMD`.
    pub code: String,
    /// Compact JWS.
    pub signed: String,
}

/// The receipt of what this command filed.
pub fn of_filing(app: &App, record: &Record, filed: &Filed, intake: &Intake) -> Option<Receipt> {
    let renewal_year = renewal::year_of(&filed.case).and_then(|year| i16::try_from(year).ok());
    let year = renewal_year.unwrap_or_else(|| eastern_day(intake.received_at).year());
    let received = timestamp(intake.received_at);
    let code = receipt_code(year, intake.id.0);
    let claims = ReceiptClaims {
        receipt_code: code.clone(),
        registrant: record.identity.as_ref()?.cpso_number.to_string(),
        form_url: filed.form.clone(),
        form_version: filed.form_version.clone(),
        renewal_year,
        response_sha256: filed.response_hash.clone(),
        received_at: format!("{received:.6}"),
        received_eastern: language::of_person().instant_eastern(received),
        command_id: intake.id.0,
        issuer: app.public_url.clone(),
    };
    Some(Receipt { code, signed: app.keys.signing.now().current.sign(&claims).0 })
}
