//! The facts over which definitions speak: one list of names and types, and what each is on a record. What the record does not say is
//! unknown, and then a person looks. `assets/services/README.md` has them in words; a test holds both equal.

use std::collections::BTreeMap;

use jiff::{Unit, civil::Date};
use portal_forms::{Evaluation, Fact, FactKind, Micros, Over, Value};

use crate::{College, Record, college::RenewalYear, eastern_day, registration::Status};

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
    "registrant.status": Code = status;
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
    "year.filed": Boolean = year_filed;
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

    fn class(&self) -> Option<&'a str> {
        self.record.registration.class_on(self.day()).map(|held| &*held.class)
    }

    fn renews(&self) -> Option<bool> {
        let class = self.class().and_then(|code| self.college.class(code));
        Some(class.is_some_and(|class| class.annual_fee.is_some()))
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
        self.renewing()?.registration.from.to_string().parse().ok()
    }

    fn of_year(&self, ask: impl FnOnce(&RenewalYear) -> bool) -> Option<bool> {
        Some(self.college.renewal_year(self.year?).is_some_and(ask))
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

    fn year_filed(&self) -> Option<bool> {
        Some(self.record.renewal(self.year?).filed.is_some())
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
