//! The facts over which definitions speak: one list of names and types, and what each is on a record. What the record does not say is
//! unknown, and then a person looks. `assets/services/README.md` has them in words; a test holds both equal.

use std::collections::BTreeMap;

use jiff::{Unit, civil::Date};
use portal_forms::{Evaluation, Fact, FactKind, Micros, Over, Value};

use crate::{
    College, Record,
    college::{Class, RenewalYear},
    eastern_day,
    parameter::Parameter,
    registration::Status,
};

/// What the facts begin with that say when it is in the year of the case, and nothing of the person.
pub(super) const OF_THE_YEAR: &str = "year.";

/// What is told of a fact while it is unknown.
const UNKNOWN: &str = "fact-unknown";

/// What facts are read from.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The record.
    pub record: &'a Record,
    /// What the College publishes.
    pub college: &'a College,
    /// When it is asked: what binds is the instant of receipt.
    pub at: Micros,
    /// The renewal year that the case is about, where it is about one.
    pub year: Option<u16>,
    /// What only staff may know.
    pub flags: Option<&'a Flags>,
}

/// What only staff may know, by the fact's name, as they flagged it. Nothing of it is on a registrant's computer.
pub type Flags = BTreeMap<String, bool>;

macro_rules! facts {
    ($($name:literal: $kind:ident = $read:ident;)+) => {
        /// Every fact, by name and type.
        pub const FACTS: &[Fact] = &[$(Fact { name: $name, kind: FactKind::$kind }),+];

        impl Facts<'_> {
            /// The value of a fact; none while it is unknown, or when there is no such fact.
            pub fn value(&self, name: &str) -> Option<Value> {
                match name {
                    $($name => self.$read().map(Into::into),)+
                    _ => None,
                }
            }
        }
    };
}

facts! {
    "registrant.class": Code = class;
    "registrant.renews": Boolean = renews;
    "registrant.since": Date = since;
    "registrant.status": Code = status;
    "registrant.leaves": Date = leaves;
    "registrant.stays": Boolean = stays;
    "registrant.yearsContinuous": Number = years_continuous;
    "registrant.hasMinc": Boolean = has_minc;
    "registrant.hasPrivileges": Boolean = has_privileges;
    "ledger.due": Boolean = due;
    "ledger.overdue": Boolean = overdue;
    "renewal.open": Boolean = renewal_open;
    "renewal.begins": Date = renewal_begins;
    "year.opened": Boolean = year_opened;
    "year.open": Boolean = year_open;
    "year.over": Boolean = year_over;
    "year.opens": Date = year_opens;
    "year.deadline": Date = year_deadline;
    "year.ends": Date = year_ends;
    "corporation.held": Boolean = corporation_held;
    "corporation.soleVoting": Boolean = corporation_sole_voting;
    "conduct.open": Boolean = conduct_open;
}

impl<'a> Facts<'a> {
    /// The day on which it is asked, Eastern.
    pub fn day(&self) -> Date {
        eastern_day(self.at)
    }

    /// Has a formula asked over these facts, and over the answers where they are at hand.
    pub(super) fn ask<T>(
        &self,
        answers: Option<&Evaluation>,
        ask: impl FnOnce(&Over<'_>) -> Option<T>,
    ) -> Option<T> {
        let today = self.day().to_string().parse().ok()?;
        ask(&Over { facts: &|name| self.value(name), answers, today })
    }

    /// A fact as a sentence tells it: a code by what it is called, the window of a year to the minute.
    pub(super) fn told(&self, name: &str) -> Parameter {
        let year = self.of_case();
        let named = match name {
            "registrant.class" => self.held().map(|class| Parameter::Words(class.name.clone())),
            "registrant.status" => self.status().map(|code| Parameter::Texts(vec![format!("status-{code}")])),
            "year.opens" => year.map(|year| Parameter::Instant(year.opens())),
            "year.deadline" => year.map(|year| Parameter::Instant(year.deadline())),
            _ => match self.value(name) {
                Some(Value::Date(date)) => date.to_string().parse().ok().map(Parameter::Day),
                Some(Value::Integer(number)) => Some(Parameter::Words(number.to_string())),
                Some(Value::String(text)) => Some(Parameter::Words(text)),
                _ => None,
            },
        };
        named.unwrap_or_else(|| Parameter::Texts(vec![UNKNOWN.to_owned()]))
    }

    fn class(&self) -> Option<&'a str> {
        self.record.registration.class_on(self.day()).map(|held| &*held.class)
    }

    /// The class that is held, as the College publishes it.
    fn held(&self) -> Option<&'a Class> {
        self.college.class(self.class()?)
    }

    pub(super) fn annual_fee(&self) -> Option<&'a str> {
        self.held()?.annual_fee.as_deref()
    }

    fn renews(&self) -> Option<bool> {
        Some(self.annual_fee().is_some())
    }

    /// The first day of the first class that was ever held.
    fn since(&self) -> Option<portal_forms::Date> {
        date(self.record.registration.classes.iter().map(|class| class.effective).min()?)
    }

    /// The day from which on it is resigned, if that day is not changed again.
    fn resigned_from(&self) -> Option<Date> {
        let registration = &self.record.registration;
        let set = registration.statuses.iter().filter(|set| set.status == Status::Resigned);
        let stands = |day: &Date| registration.status_on(*day) == Some(Status::Resigned);
        set.map(|set| set.effective).filter(stands).max()
    }

    fn leaves(&self) -> Option<portal_forms::Date> {
        date(self.resigned_from()?)
    }

    fn stays(&self) -> Option<bool> {
        let begins = self.of_case()?.registration.from;
        Some(self.record.registration.status_on(begins) != Some(Status::Resigned))
    }

    fn status(&self) -> Option<&'static str> {
        self.record.registration.status_on(self.day()).map(Status::code)
    }

    /// Whole years of the time without a break in which the registration is active, or was last.
    fn years_continuous(&self) -> Option<i64> {
        let on = self.record.registration.seen_on(self.day());
        let (mut since, mut last) = (None, None);
        for set in &on.statuses {
            if set.status == Status::Active {
                since.get_or_insert(set.effective);
            } else if let Some(from) = since.take() {
                last = Some((from, set.effective));
            }
        }
        let (from, until) = since.map(|from| (from, self.day())).or(last)?;
        from.until((Unit::Year, until)).ok().map(|span| i64::from(span.get_years()))
    }

    fn has_minc(&self) -> Option<bool> {
        self.record.identity.as_ref().map(|identity| identity.minc.is_some())
    }

    fn has_privileges(&self) -> Option<bool> {
        Some(self.record.practice.privileges.on(self.day()).next().is_some())
    }

    fn due(&self) -> Option<bool> {
        Some(self.is_owed(|_| true))
    }

    fn overdue(&self) -> Option<bool> {
        Some(self.is_owed(|due| due < self.at))
    }

    fn is_owed(&self, is_meant: impl Fn(Micros) -> bool) -> bool {
        let invoices = &self.record.ledger.invoices;
        invoices.values().any(|invoice| invoice.is_owed() && is_meant(invoice.issued.due))
    }

    /// The year whose renewal goes on: from the day on which its window opens to the day of its deadline.
    fn renewing(&self) -> Option<&'a RenewalYear> {
        let (college, day) = (self.college, self.day());
        let goes_on =
            |year: &&RenewalYear| (eastern_day(year.opens())..=eastern_day(year.deadline())).contains(&day);
        college.years().iter().find(goes_on)
    }

    fn renewal_open(&self) -> Option<bool> {
        Some(self.renewing().is_some())
    }

    fn renewal_begins(&self) -> Option<portal_forms::Date> {
        date(self.renewing()?.registration.from)
    }

    /// The year that the case is about.
    fn of_case(&self) -> Option<&'a RenewalYear> {
        self.college.renewal_year(self.year?)
    }

    fn of_year(&self, ask: impl FnOnce(&RenewalYear) -> bool) -> Option<bool> {
        self.year?;
        Some(self.of_case().is_some_and(ask))
    }

    fn year_opened(&self) -> Option<bool> {
        self.of_year(|year| year.opens() <= self.at)
    }

    fn year_open(&self) -> Option<bool> {
        self.of_year(|year| year.opens() <= self.at && self.at < year.over())
    }

    fn year_over(&self) -> Option<bool> {
        self.of_year(|year| year.over() <= self.at)
    }

    fn year_opens(&self) -> Option<portal_forms::Date> {
        date(eastern_day(self.of_case()?.opens()))
    }

    fn year_deadline(&self) -> Option<portal_forms::Date> {
        date(eastern_day(self.of_case()?.deadline()))
    }

    fn year_ends(&self) -> Option<portal_forms::Date> {
        date(self.of_case()?.registration.to)
    }

    fn corporation_held(&self) -> Option<bool> {
        let is_held = |from: Date, to: Date| (from..=to).contains(&self.day());
        Some(self.record.corporations.iter().any(|held| is_held(held.effective, held.expires)))
    }

    /// Whose shares they are is not on the record: only where there is no corporation it is known.
    fn corporation_sole_voting(&self) -> Option<bool> {
        self.corporation_held().filter(|is_held| !is_held)
    }

    fn conduct_open(&self) -> Option<bool> {
        self.flags?.get("conduct.open").copied()
    }
}

/// A day, as the rule language has it.
fn date(day: Date) -> Option<portal_forms::Date> {
    day.to_string().parse().ok()
}
