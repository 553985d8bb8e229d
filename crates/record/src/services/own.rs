//! What a service has of its own: what a definition cannot say. Most have nothing.

use jiff::civil::Date;
use portal_forms::Micros;

use super::{Definition, Facts, ServiceKey, renewal};
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

    /// Its effects that no other has, by their names in definitions.
    fn effects(&self) -> &'static [&'static str] {
        &[]
    }

    /// Why a definition cannot have this effect of its own.
    fn not_of(&self, _name: &str, _: &Definition) -> Option<&'static str> {
        None
    }

    /// What an effect of its own comes to; none where it has none of this name, or it cannot be now.
    fn effect(&self, _name: &str, _: &Effecting<'_>) -> Option<Vec<Body>> {
        None
    }

    /// The case that this event decides, where it is one of its own.
    fn decided_by(&self, _: &Body) -> Option<CaseId> {
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

/// What an effect of a service's own is judged by.
pub(crate) struct Effecting<'a> {
    /// The record and the day.
    pub(crate) facts: &'a Facts<'a>,
    /// The day on which what was decided takes effect.
    pub(crate) effective: Option<Date>,
}

/// Those that have something of their own.
const OWN: &[(&str, &dyn Own)] = &[(renewal::KEY, &renewal::OfRenewal)];

/// What this service has of its own.
pub(crate) fn own(service: &ServiceKey) -> &'static dyn Own {
    OWN.iter().find(|(key, _)| *service == **key).map_or(&Nothing, |(_, own)| *own)
}

/// The case that this event decides, where it is one of a service's own.
pub(crate) fn decided_by(body: &Body) -> Option<CaseId> {
    OWN.iter().find_map(|(_, own)| own.decided_by(body))
}

/// The effect of a service's own that has this name in definitions.
pub(super) fn effect_named(name: &str) -> Option<&'static str> {
    OWN.iter().flat_map(|(_, own)| own.effects()).copied().find(|known| *known == name)
}

/// Why a definition cannot have it.
pub(super) fn not_of(name: &str, definition: &Definition) -> Option<&'static str> {
    OWN.iter().find_map(|(_, own)| own.not_of(name, definition))
}

/// What it comes to.
pub(super) fn effect(name: &str, effecting: &Effecting<'_>) -> Option<Vec<Body>> {
    OWN.iter().find_map(|(_, own)| own.effect(name, effecting))
}
