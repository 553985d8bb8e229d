//! Whether a credential that was given out is valid on a day, by what it says and by what the record says now. What is
//! certified in the first place is `portal_record::documents::certified`.

use jiff::civil::Date;
use portal_credentials::registration::status::CredentialStatus as Listed;
use portal_record::Record;
use portal_record::documents::{Certified, certified};
use portal_record::registration::Status;

/// Whether a credential is valid, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// It says what the record says, and its days are now.
    Valid,
    /// It says what the record says of its first day, which is to come.
    NotYet,
    /// The registration is suspended: it may become valid again.
    Suspended,
    /// The registrant resigned.
    Resigned,
    /// Something else took its place: a name, a class, other days.
    Superseded,
    /// Its last day, or the registration's, is over.
    Expired,
}

impl Validity {
    /// How sentences about it are named.
    pub fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::NotYet => "not-yet",
            Self::Suspended => "suspended",
            Self::Resigned => "resigned",
            Self::Superseded => "superseded",
            Self::Expired => "expired",
        }
    }
}

/// Whether a credential that says this is valid on this day. Its own last day comes first: nothing that happens afterwards
/// changes that.
pub fn validity(said: &Certified, record: &Record, day: Date) -> Validity {
    if said.valid_until.is_some_and(|last| day > last) {
        return Validity::Expired;
    }
    let seen = day.max(said.valid_from);
    match record.registration.status_on(seen) {
        Some(Status::Active) if !certified(record, day).iter().any(|now| now.bears_out(said)) => {
            Validity::Superseded
        }
        Some(Status::Active) if day < said.valid_from => Validity::NotYet,
        Some(Status::Active) => Validity::Valid,
        Some(Status::Suspended) => Validity::Suspended,
        Some(Status::Resigned) => Validity::Resigned,
        Some(Status::Expired) => Validity::Expired,
        None => Validity::Superseded,
    }
}

/// How the status list has it: whether it was withdrawn while its days lasted. What its days are, it says itself.
pub fn listed(said: &Certified, record: &Record, day: Date) -> Listed {
    match validity(said, record, said.valid_until.map_or(day, |last| day.min(last))) {
        Validity::Valid | Validity::NotYet => Listed::Valid,
        Validity::Suspended => Listed::Suspended,
        Validity::Superseded => Listed::Superseded,
        Validity::Resigned | Validity::Expired => Listed::Withdrawn,
    }
}

/// The next day on which the list may have it otherwise although nothing is recorded.
pub fn relisted_on(said: &Certified, record: &Record, day: Date) -> Option<Date> {
    let names = record.identity.iter().flat_map(|identity| &identity.name_changes).map(|name| name.effective);
    let classes = record.registration.classes.iter().map(|class| class.effective);
    let statuses = record.registration.statuses.iter().map(|status| status.effective);
    let days = names.chain(classes).chain(statuses);
    days.filter(|other| *other > day && said.valid_until.is_none_or(|last| *other <= last)).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;
    use portal_forms::Micros;
    use portal_record::documents::Kind;
    use portal_record::identity::{Name, NameChanged};
    use portal_record::registration::{ClassGranted, StatusSet};
    use portal_record::services::renewal::RenewalCompleted;
    use portal_record::{Actor, Body, Rule};
    use portal_testkit::events::{practising, record as record_of};

    use crate::demo::tests::timelines;
    use crate::rules::judge::numbered;

    const BOUGHT: Date = date(2027, 5, 20);

    fn name(family: &str) -> Name {
        Name { given: "Zoé".to_owned(), family: family.to_owned() }
    }

    fn class(class: &str, effective: Date, expires: Option<Date>) -> Body {
        ClassGranted { class: class.to_owned(), effective, expires, terms: Vec::new() }.into()
    }

    fn set(status: Status, effective: Date) -> Body {
        StatusSet { status, effective }.into()
    }

    fn renamed(effective: Date) -> Body {
        NameChanged { name: name("Lavoie-Roy"), effective }.into()
    }

    /// Renewed on 20 May 2027 for the year from 1 June, and then this happened.
    fn renewed(then: Vec<Body>) -> Record {
        let mut bodies = practising(("Zoé", "Lavoie"), 900_001, "independent", date(2011, 7, 4));
        let (valid_from, valid_to) = (date(2027, 6, 1), date(2028, 5, 31));
        bodies.push(RenewalCompleted { year: 2027, valid_from, valid_to }.into());
        bodies.extend(then);
        record_of(bodies)
    }

    fn given_out() -> Certified {
        certified(&renewed(vec![]), BOUGHT).remove(0)
    }

    #[test]
    fn a_credential_is_as_valid_as_the_record_says() {
        use Validity::{Expired, NotYet, Resigned, Superseded, Suspended, Valid};
        let (may, june, october) = (date(2027, 5, 25), date(2027, 6, 1), date(2027, 10, 4));
        let lifted = || vec![set(Status::Suspended, october), set(Status::Active, date(2027, 12, 1))];
        for (then, day, expected, why) in [
            (vec![], BOUGHT, NotYet, "the card is printed before its year"),
            (vec![], june, Valid, "from its first day"),
            (vec![], date(2028, 5, 31), Valid, "to its last"),
            (vec![], date(2028, 6, 1), Expired, "and no longer"),
            (lifted(), date(2027, 10, 3), Valid, "a suspension to come"),
            (lifted(), october, Suspended, "has come"),
            (lifted(), date(2027, 12, 1), Valid, "and is over: the same says the same again"),
            (lifted(), date(2028, 6, 1), Expired, "whatever happened"),
            (vec![set(Status::Suspended, may)], BOUGHT, Suspended, "before its first day: known already"),
            (
                vec![set(Status::Suspended, may), set(Status::Active, june)],
                may,
                NotYet,
                "on its first day it will hold",
            ),
            (vec![set(Status::Resigned, october)], october, Resigned, "resigned"),
            (vec![set(Status::Expired, october)], october, Expired, "the certificate of registration ended"),
            (vec![renamed(october)], date(2027, 10, 3), Valid, "a name to come"),
            (vec![renamed(october)], october, Superseded, "another name"),
            (vec![renamed(BOUGHT)], BOUGHT, Superseded, "another name before its first day"),
            (vec![class("restricted", october, None)], october, Superseded, "another class"),
            (
                vec![class("independent", date(2011, 7, 4), Some(date(2027, 12, 31)))],
                october,
                Superseded,
                "other days",
            ),
        ] {
            let said = given_out();
            assert_eq!(validity(&said, &renewed(then), day), expected, "{day}: {why}");
        }
    }

    #[test]
    fn what_was_issued_before_there_were_details_is_as_valid_as_its_year_is() {
        let said = Certified { details: None, ..given_out() };
        let (june, october) = (date(2027, 6, 1), date(2027, 10, 4));
        assert_eq!(validity(&said, &renewed(vec![]), june), Validity::Valid);
        assert_eq!(validity(&said, &renewed(vec![renamed(october)]), october), Validity::Superseded);
        // It says nothing of terms: others do not change what it says.
        let other = ClassGranted {
            class: "independent".to_owned(),
            effective: october,
            expires: None,
            terms: vec!["Under supervision.".to_owned()],
        };
        let record = renewed(vec![other.into()]);
        assert_eq!(validity(&said, &record, october), Validity::Valid);
        assert_eq!(
            validity(&given_out(), &record, october),
            Validity::Superseded,
            "where it says, it counts"
        );
    }

    #[test]
    fn a_diploma_lasts_as_long_as_the_registration_and_its_class() {
        let diploma = certified(&renewed(vec![]), BOUGHT).pop().unwrap();
        assert!(diploma.is_of(Kind::Diploma) && diploma.valid_until.is_none(), "{diploma:?}");
        let later = date(2040, 1, 1);
        let of = |then: Vec<Body>| validity(&diploma, &renewed(then), later);
        assert_eq!(of(vec![]), Validity::Valid);
        assert_eq!(of(vec![set(Status::Suspended, later)]), Validity::Suspended);
        assert_eq!(of(vec![set(Status::Resigned, later)]), Validity::Resigned);
        assert_eq!(of(vec![class("restricted", later, None)]), Validity::Superseded);
        assert_eq!(of(vec![renamed(later)]), Validity::Superseded);
    }

    #[test]
    fn of_somebody_whom_the_record_does_not_know_nothing_holds() {
        assert_eq!(validity(&given_out(), &Record::default(), BOUGHT), Validity::Superseded);
    }

    #[test]
    fn the_list_says_what_happened_and_leaves_days_to_the_credential() {
        let october = date(2027, 10, 4);
        let ended = date(2030, 1, 1);
        for (then, day, expected, why) in [
            (vec![], BOUGHT, Listed::Valid, "its days are in it"),
            (vec![], ended, Listed::Valid, "those that are over too"),
            (vec![set(Status::Suspended, october)], october, Listed::Suspended, "suspended"),
            (vec![set(Status::Suspended, october)], ended, Listed::Suspended, "as it was at its end"),
            (
                vec![set(Status::Suspended, ended)],
                ended,
                Listed::Valid,
                "after its end nothing happens to it",
            ),
            (vec![set(Status::Resigned, october)], october, Listed::Withdrawn, "resigned"),
            (vec![set(Status::Expired, october)], october, Listed::Withdrawn, "the certificate ended"),
            (vec![renamed(october)], october, Listed::Superseded, "another name"),
        ] {
            assert_eq!(listed(&given_out(), &renewed(then), day), expected, "{day}: {why}");
        }
    }

    #[test]
    fn it_is_listed_otherwise_by_itself_only_on_the_days_that_are_told() {
        let (first, last) = (date(2018, 1, 1), date(2028, 12, 31));
        let mut changes = 0;
        let mut streams = timelines();
        // What is to come: nobody of the demonstration has it.
        let to_come = vec![renamed(date(2027, 7, 1)), set(Status::Suspended, date(2027, 11, 1))];
        for events in &mut streams {
            let version = events.last().map_or(0, |event| event.version);
            events.extend(numbered(
                version,
                to_come.clone(),
                Actor::System { rule: Rule::Register },
                Micros(1),
                Micros(1),
                None,
            ));
        }
        for events in streams {
            let record = Record::replay(&events);
            let days: Vec<Date> = first.series(1.day()).take_while(|day| *day < last).collect();
            let mut given_out: Vec<Certified> = Vec::new();
            for day in days.iter().copied().step_by(28) {
                for said in certified(&record, day) {
                    if !given_out.contains(&said) {
                        given_out.push(said);
                    }
                }
            }
            for said in given_out {
                let (mut kept, mut until) =
                    (listed(&said, &record, first), relisted_on(&said, &record, first));
                for day in &days {
                    if until.is_some_and(|until| *day >= until) {
                        kept = listed(&said, &record, *day);
                        until = relisted_on(&said, &record, *day);
                        changes += 1;
                    }
                    assert_eq!(kept, listed(&said, &record, *day), "{} on {day}", said.cpso_number);
                }
            }
        }
        assert!(changes > 30, "{changes}");
    }
}
