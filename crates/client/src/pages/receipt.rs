//! The College's receipt of a filing, as it is shown: verified here, or derived while the signed one is still to come.

use portal_credentials::receipt::{ReceiptClaims, receipt_code};
use portal_forms::Micros;
use portal_ipc::Receipt;
use portal_record::cases::Case;
use portal_record::services::renewal;
use portal_record::{CaseId, Command, CommandId, eastern_day};
use portal_texts::Texts;

use crate::clock::timestamp;
use crate::replica::Replica;
use crate::store::outbox::{CommandState, OutboxRow};

/// The receipt of a filing. Its code follows from the command, so it is known even before the signed one is here.
pub(super) fn receipt(texts: &Texts, replica: &Replica, case: &Case) -> Receipt {
    let claims = case.command.and_then(|command| claims(replica, command, &case.filed.response_hash));
    match claims {
        Some(claims) => Receipt {
            code: claims.receipt_code.clone(),
            received: claims.received_eastern.clone(),
            verified: true,
        },
        None => Receipt {
            code: case.command.map(|command| code(case.id(), command, case.filed_at)).unwrap_or_default(),
            received: texts.instant_eastern(timestamp(case.filed_at)),
            verified: false,
        },
    }
}

/// What the College signed of this command. A receipt for other answers than those that were filed proves nothing about them.
fn claims<'a>(replica: &'a Replica, command: CommandId, response_hash: &str) -> Option<&'a ReceiptClaims> {
    replica.signed.receipt_of(command).filter(|claims| claims.response_sha256 == response_hash)
}

/// The College has accepted it, and its events are still to be fetched.
pub(super) fn early_receipt(texts: &Texts, replica: &Replica, case: &CaseId, row: &OutboxRow) -> Receipt {
    let claims = match &*row.envelope.command {
        Command::File(file) => claims(replica, row.envelope.id, &file.response_hash),
        _ => None,
    };
    let received_at = match &row.state {
        CommandState::Accepted { reply } => reply.received_at,
        _ => row.envelope.claimed_at,
    };
    let derived = || code(case, row.envelope.id, received_at);
    Receipt {
        code: claims.map_or_else(derived, |claims| claims.receipt_code.clone()),
        received: texts.instant_eastern(timestamp(received_at)),
        verified: claims.is_some(),
    }
}

/// The code of a receipt: by the year that it is about, or in which it was received.
pub(super) fn code(case: &CaseId, command: CommandId, received_at: Micros) -> String {
    let about = renewal::year_of(case).and_then(|year| i16::try_from(year).ok());
    receipt_code(about.unwrap_or_else(|| eastern_day(received_at).year()), command.0)
}
