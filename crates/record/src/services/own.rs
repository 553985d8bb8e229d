//! What a service has of its own: what a definition cannot say. Most have nothing.

use jiff::civil::Date;
use portal_forms::Micros;

use super::{ServiceKey, renewal};
use crate::{
    Body, CaseId, Context, CpsoNumber, InvoiceId, Record, Rejection, eastern_day,
    ledger::{Invoice, Line},
};

/// When and by which fee table a fee falls due.
pub(crate) struct Terms {
    /// The day of the fee table.
    pub(crate) day: Date,
    /// Until when it is paid in time.
    pub(crate) due: Micros,
}

/// What a service has of its own. Where it says nothing, the definition is all.
pub(crate) trait Own {
    /// What stands against filing it now.
    fn allow(&self, _: &Record, _: &CaseId, _: &Context<'_>) -> Result<(), Rejection> {
        Ok(())
    }

    /// The terms of its fee: those of the day on which it is filed.
    fn terms(&self, _: &CaseId, context: &Context<'_>) -> Terms {
        Terms { day: eastern_day(context.received_at), due: context.received_at }
    }

    /// The number of its invoice.
    fn invoice(&self, case: &CaseId, number: CpsoNumber) -> InvoiceId {
        InvoiceId::of_case(case, number)
    }

    /// What is added to its fee when it is filed now.
    fn surcharge(&self, _fee: &Line, _: &CaseId, _: &Context<'_>) -> Option<Line> {
        None
    }

    /// What is added to its invoice when it is paid now.
    fn penalty(&self, _: &Invoice, _: &CaseId, _: &Context<'_>) -> Option<Line> {
        None
    }

    /// What follows when its invoice is paid.
    fn paid(&self, _: &Record, _: &CaseId, _: &Context<'_>) -> Option<Body> {
        None
    }
}

/// Nothing.
struct Nothing;

impl Own for Nothing {}

/// What this service has of its own.
pub(crate) fn own(service: &ServiceKey) -> &'static dyn Own {
    match service.as_str() {
        renewal::KEY => &renewal::OfRenewal,
        _ => &Nothing,
    }
}
