//! What the College offers: who may ask, what is checked when it is filed, and what a decision changes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use portal_forms::{Answers, Context, Evaluation, ItemPath, Prefill, ResponseMeta, Value};
use portal_record::{
    Body, Cents, College, Json as Written, Published, Record,
    college::FormVersion,
    corporations::CorporationAuthorized,
    parameter::filled,
    registration::{Status, StatusSet},
    services::{
        Checked, Code, Definition, Eligibility, Facts, Flags, FormOf, Given, NotGiven, ServiceKey, Step,
        answers, checks, effects, eligibility, fee_lines,
    },
};
use portal_texts::{Language, Texts};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::builder::{REGISTRANT, Stream, at, day, submission};

pub(crate) static COLLEGE: LazyLock<College> = LazyLock::new(|| College::published().unwrap());

fn service(key: &str) -> &'static Definition {
    COLLEGE.services().newest(&key.parse::<ServiceKey>().unwrap()).unwrap()
}

fn facts<'a>(record: &'a Record, instant: &str) -> Facts<'a> {
    Facts { record, college: &COLLEGE, at: at(instant), year: None, flags: None }
}

/// The file of a definition, as it is published.
pub(crate) fn file(key: &str) -> Json {
    let name = format!("services/{key}.json");
    let (_, text) = Published::compiled().folder("services").find(|(found, _)| *found == name).unwrap();
    serde_json::from_str(text).unwrap()
}

fn value(stream: &Stream, instant: &str, name: &str) -> Option<Value> {
    facts(&stream.record, instant).value(name)
}

#[test]
fn facts_are_those_of_the_record_on_the_day() {
    let mut stream = Stream::of_class("independent");
    let corporation = CorporationAuthorized {
        number: "12345".into(),
        name: "Zoé Tremblay Medicine Professional Corporation".into(),
        effective: day("2020-01-01"),
        expires: day("2027-03-31"),
    };
    stream.happen(corporation.into());
    for (instant, name, expected) in [
        ("2027-05-20T12:00:00Z", "registrant.class", Some(Value::text("independent"))),
        ("2027-05-20T12:00:00Z", "registrant.renews", Some(true.into())),
        ("2027-05-20T12:00:00Z", "registrant.since", Some(date("2015-07-02"))),
        ("2027-05-20T12:00:00Z", "registrant.leaves", None),
        ("2027-05-20T12:00:00Z", "registrant.status", Some(Value::text("active"))),
        ("2014-05-20T12:00:00Z", "registrant.status", None),
        ("2027-07-02T03:59:00Z", "registrant.yearsContinuous", Some(11.into())),
        ("2027-07-02T04:00:00Z", "registrant.yearsContinuous", Some(12.into())),
        ("2027-05-20T12:00:00Z", "registrant.hasMinc", Some(false.into())),
        ("2027-05-20T12:00:00Z", "registrant.hasPrivileges", Some(false.into())),
        ("2027-03-31T23:00:00Z", "corporation.held", Some(true.into())),
        ("2027-04-01T12:00:00Z", "corporation.held", Some(false.into())),
        ("2027-03-31T23:00:00Z", "corporation.soleVoting", None),
        ("2027-04-01T12:00:00Z", "corporation.soleVoting", Some(false.into())),
        ("2027-04-12T03:59:00Z", "renewal.open", Some(false.into())),
        ("2027-04-12T04:00:00Z", "renewal.open", Some(true.into())),
        ("2027-06-02T03:59:00Z", "renewal.open", Some(true.into())),
        ("2027-06-02T04:00:00Z", "renewal.open", Some(false.into())),
        ("2027-05-20T12:00:00Z", "renewal.begins", Some(Value::Date("2027-06-01".parse().unwrap()))),
        ("2027-07-20T12:00:00Z", "renewal.begins", None),
        ("2027-05-20T12:00:00Z", "year.open", None),
        ("2027-05-20T12:00:00Z", "conduct.open", None),
        ("2027-05-20T12:00:00Z", "registrant.shoeSize", None),
    ] {
        assert_eq!(value(&stream, instant, name), expected, "{name} at {instant}");
    }
}

#[test]
fn years_are_continuous_until_they_are_broken() {
    let mut stream = Stream::of_class("independent");
    let mut set = |status, effective: &str| {
        stream.happen(StatusSet { status, effective: day(effective) }.into());
        value(&stream, "2027-05-20T12:00:00Z", "registrant.yearsContinuous")
    };
    assert_eq!(set(Status::Suspended, "2020-07-02"), Some(5.into()), "until it was suspended");
    assert_eq!(set(Status::Active, "2021-05-21"), Some(5.into()), "it begins anew");
    assert_eq!(set(Status::Active, "2023-01-01"), Some(5.into()), "said again it goes on");
    assert_eq!(set(Status::Resigned, "2026-05-21"), Some(5.into()), "and is counted to its end");
    assert_eq!(set(Status::Resigned, "2028-01-01"), Some(5.into()), "what is to come does not count yet");
}

#[test]
fn what_is_owed_is_overdue_once_its_day_is_over() {
    let mut stream = Stream::of_class("independent");
    let asked = "2027-05-20T12:00:00Z";
    assert_eq!(value(&stream, asked, "ledger.due"), Some(false.into()));
    stream.ask(at(asked), REGISTRANT, &submission()).unwrap();
    assert_eq!(value(&stream, asked, "ledger.due"), Some(true.into()));
    assert_eq!(value(&stream, "2027-06-01T21:00:00Z", "ledger.overdue"), Some(false.into()));
    assert_eq!(value(&stream, "2027-06-01T21:00:01Z", "ledger.overdue"), Some(true.into()));
}

/// Which clauses fail, or of which it is not known.
fn outcome(definition: &Definition, facts: &Facts<'_>) -> (&'static str, Vec<String>) {
    match eligibility(definition, facts) {
        Eligibility::May => ("may", Vec::new()),
        Eligibility::MayNot(why) => {
            assert!(
                why.iter().all(|why| Texts::of(Language::English).has(&why.text)),
                "each has its sentence"
            );
            ("may not", why.iter().map(|why| why.clause.clause.to_string()).collect())
        }
        Eligibility::PersonLooks(unknown) => {
            ("a person looks", unknown.iter().map(|clause| clause.clause.to_string()).collect())
        }
    }
}

#[test]
fn who_may_renew_is_said_with_every_reason_why_not() {
    let renewal = service("renewal");
    let asked = |stream: &Stream, instant: &str, year| {
        outcome(renewal, &Facts { year, ..facts(&stream.record, instant) })
    };
    let of = |standing: &'static str, clauses: &[&str]| {
        (standing, clauses.iter().map(|clause| (*clause).to_owned()).collect::<Vec<_>>())
    };
    let mut stream = Stream::of_class("independent");
    assert_eq!(asked(&stream, "2027-05-20T12:00:00Z", Some(2027)), of("may", &[]));
    assert_eq!(asked(&stream, "2027-04-12T12:59:59Z", Some(2027)), of("may not", &["opened"]));
    assert_eq!(asked(&stream, "2028-06-01T04:00:00Z", Some(2027)), of("may not", &["over"]));
    assert_eq!(
        asked(&stream, "2027-05-20T12:00:00Z", None),
        of("a person looks", &["new", "leaving", "opened", "over"])
    );
    let emergency = Stream::of_class("emergency");
    assert_eq!(asked(&emergency, "2027-05-20T12:00:00Z", Some(2027)), of("may not", &["class"]));
    stream.ask(at("2027-05-20T12:00:00Z"), REGISTRANT, &submission()).unwrap();
    stream.happen(StatusSet { status: Status::Suspended, effective: day("2027-05-21") }.into());
    assert_eq!(asked(&stream, "2027-05-22T12:00:00Z", Some(2027)), of("may not", &["active"]));
}

/// The sentence of each clause that does not hold, as the person reads it.
fn sentences(definition: &Definition, facts: &Facts<'_>) -> Vec<String> {
    let Eligibility::MayNot(why) = eligibility(definition, facts) else { return Vec::new() };
    why.iter().map(|why| filled(Texts::of(Language::English), &why.text, &why.with)).collect()
}

#[test]
fn a_clause_tells_the_facts_it_names() {
    let renewal = service("renewal");
    let told = |stream: &Stream, instant: &str| {
        sentences(renewal, &Facts { year: Some(2027), ..facts(&stream.record, instant) }).join("|")
    };
    let active = Stream::of_class("independent");
    assert_eq!(told(&active, "2027-05-20T12:00:00Z"), "");
    let early = told(&active, "2027-04-12T12:59:59Z");
    assert_eq!(early, "The renewal opens on Monday 12 Apr 2027, 9:00 a.m. EDT.");
    let over = told(&active, "2028-06-01T04:00:00Z");
    assert_eq!(over, "The registration year that this survey is for ended on 31 May 2028.");
    for (class, name) in [("emergency", "Emergency Circumstances Practice"), ("no-such-class", "unknown")] {
        let said = told(&Stream::of_class(class), "2027-05-20T12:00:00Z");
        assert!(said.starts_with(&format!("Your class of registration ({name}) is not renewed")), "{said}");
    }
    let mut leaving = Stream::of_class("independent");
    leaving.happen(StatusSet { status: Status::Resigned, effective: day("2027-06-01") }.into());
    let said = told(&leaving, "2027-05-20T12:00:00Z");
    assert_eq!(
        said,
        "Your resignation takes effect on 1 Jun 2027, so there is no renewal to complete for the year after it."
    );
    leaving.happen(StatusSet { status: Status::Active, effective: day("2027-06-01") }.into());
    assert_eq!(told(&leaving, "2027-05-20T12:00:00Z"), "", "it was taken back");
    let mut later = Stream::of_class("independent");
    later.happen(StatusSet { status: Status::Resigned, effective: day("2027-06-02") }.into());
    assert_eq!(told(&later, "2027-05-20T12:00:00Z"), "", "the year has begun by then");
}

#[test]
fn what_is_not_open_may_be_the_persons_all_the_same() {
    let renewal = service("renewal");
    let theirs = |stream: &Stream, instant: &str| {
        eligibility(renewal, &Facts { year: Some(2027), ..facts(&stream.record, instant) }).is_theirs()
    };
    let active = Stream::of_class("independent");
    for instant in ["2027-04-12T12:59:59Z", "2027-05-20T12:00:00Z", "2028-06-01T04:00:00Z"] {
        assert!(theirs(&active, instant), "{instant}");
        assert!(!theirs(&Stream::of_class("emergency"), instant), "{instant}");
    }
}

#[test]
fn what_is_a_step_away_says_the_step() {
    let stream = Stream::of_class("independent");
    let early = Facts { year: Some(2027), ..facts(&stream.record, "2027-04-01T12:00:00Z") };
    let found = eligibility(service("renewal"), &early);
    assert!(found.is_a_step_away());
    let Eligibility::MayNot(why) = found else { panic!("it is not open") };
    assert_eq!(why[0].step, Some((Step::Wait, "service-renewal-step-opened".to_owned())));
    let stream = Stream::of_class("emergency");
    let never = Facts { record: &stream.record, ..early };
    assert!(!eligibility(service("renewal"), &never).is_a_step_away(), "a class is no step");
}

/// The answers to some questions of the form of resignation.
fn resignation(stream: &Stream, instant: &str, answers: &[(&str, Value)]) -> Evaluation {
    let form = COLLEGE.form("https://portal.cpso.on.ca/forms/resign", "1").unwrap();
    let today = portal_record::eastern_day(at(instant));
    let prefill: Prefill = stream.record.prefill(form, &COLLEGE, today);
    let mut given = Answers::default();
    for (link_id, value) in answers {
        given.values.insert(ItemPath::root(*link_id), vec![value.clone()]);
    }
    let context = Context { today: today.to_string().parse().unwrap() };
    Evaluation::new(form, context, &prefill, &given)
}

fn date(text: &str) -> Value {
    Value::Date(text.parse().unwrap())
}

fn unmet(checked: &[Checked<'_>]) -> Vec<(String, Option<bool>)> {
    let left = checked.iter().filter(|checked| checked.is_met != Some(true));
    left.map(|checked| (checked.check.id.to_string(), checked.is_met)).collect()
}

#[test]
fn a_resignation_is_checked_for_what_is_open() {
    let mut stream = Stream::of_class("independent");
    let instant = "2027-02-01T12:00:00Z";
    let answers = resignation(&stream, instant, &[("director", false.into())]);
    let resign = service("resign");
    let desktop = facts(&stream.record, instant);
    let checked = checks(resign, &desktop, Some(&answers));
    assert_eq!(unmet(&checked), [("conduct".to_owned(), None)], "a registrant's computer does not know");
    assert_eq!(checked[1].facts, [("conduct.open", None)]);
    assert_eq!(checked[0].facts, [("registrant.status", Some(Value::text("active")))]);
    assert!(checked.iter().all(|checked| Texts::of(Language::English).has(&checked.text)));
    let flags = |is_open| Flags::from([("conduct.open".to_owned(), is_open)]);
    let (closed, flagged) = (flags(false), flags(true));
    let college = Facts { flags: Some(&closed), ..desktop };
    assert_eq!(unmet(&checks(resign, &college, Some(&answers))), []);
    let open = Facts { flags: Some(&flagged), ..desktop };
    assert_eq!(unmet(&checks(resign, &open, Some(&answers))), [("conduct".to_owned(), Some(false))]);
    let unknown = unmet(&checks(resign, &college, None));
    assert_eq!(unknown, [("director".to_owned(), None)], "without the answers that is not known");
    let director = resignation(&stream, instant, &[("director", true.into())]);
    assert_eq!(unmet(&checks(resign, &college, Some(&director))), [("director".to_owned(), Some(false))]);
    let number = "1".to_owned();
    let (effective, expires) = (day("2026-01-01"), day("2027-12-31"));
    let held = CorporationAuthorized {
        number,
        name: "Medicine Professional Corporation".into(),
        effective,
        expires,
    };
    stream.happen(held.into());
    let college = Facts { flags: Some(&closed), ..facts(&stream.record, instant) };
    assert_eq!(unmet(&checks(resign, &college, Some(&answers))), [("corporation".to_owned(), None)]);
}

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

#[test]
fn a_decision_changes_what_its_definition_says() {
    let stream = Stream::of_class("independent");
    let resign = service("resign");
    let decided = |instant: &str, kind: &str, answers: &[(&str, Value)], fields: &[(&str, &str)]| {
        let answers = resignation(&stream, instant, answers);
        let fields: BTreeMap<Code, String> =
            fields.iter().map(|(name, value)| (code(name), (*value).to_owned())).collect();
        let facts = facts(&stream.record, instant);
        let given = Given {
            answers: Some(&answers),
            fields: &fields,
            facts: &facts,
            effective: None,
            seed: Uuid::from_u128(7),
        };
        effects(resign, &resign.decision(kind).unwrap().effects, &given)
    };
    let resigned = |bodies: Vec<Body>| match &bodies[..] {
        [Body::StatusSet(set), Body::MessageSent(_)] => (set.status, set.effective.to_string()),
        other => panic!("{other:?}"),
    };
    let march = [("effective", date("2027-03-31"))];
    let bodies = decided("2027-02-01T12:00:00Z", "accept", &march, &[]).unwrap();
    assert_eq!(resigned(bodies.clone()), (Status::Resigned, "2027-03-31".to_owned()));
    let again = decided("2027-02-01T12:00:00Z", "accept", &march, &[]).unwrap();
    assert_eq!(again, bodies, "the ids of what is made are derived");
    let in_renewal = decided("2027-05-01T12:00:00Z", "accept", &march, &[]).unwrap();
    assert_eq!(resigned(in_renewal).1, "2027-06-01", "in the renewal period the day is not asked for");
    let agreed = [("effective", "2027-04-15")];
    let another = decided("2027-02-01T12:00:00Z", "accept-another-day", &march, &agreed).unwrap();
    assert_eq!(resigned(another).1, "2027-04-15");
    let missing = NotGiven { effect: "registration.status-set", member: "effective" };
    assert_eq!(decided("2027-02-01T12:00:00Z", "accept", &[], &[]), Err(missing.clone()));
    for fields in [&[][..], &[("effective", "soon")], &[("day", "2027-04-15")]] {
        let found = decided("2027-02-01T12:00:00Z", "accept-another-day", &march, fields);
        assert_eq!(found, Err(missing.clone()), "{fields:?}");
    }
    assert_eq!(decided("2027-02-01T12:00:00Z", "hold", &march, &[]), Ok(Vec::new()));
}

#[test]
fn withdrawing_takes_back_what_is_to_come_and_nothing_else() {
    let mut stream = Stream::of_class("independent");
    stream.happen(StatusSet { status: Status::Suspended, effective: day("2027-01-10") }.into());
    stream.happen(StatusSet { status: Status::Resigned, effective: day("2027-03-31") }.into());
    let resign = service("resign");
    let withdrawn = |instant: &str| {
        let (facts, fields) = (facts(&stream.record, instant), BTreeMap::new());
        let given =
            Given { answers: None, fields: &fields, facts: &facts, effective: None, seed: Uuid::nil() };
        effects(resign, &resign.withdraw.as_ref().unwrap().effects, &given)
    };
    let back = StatusSet { status: Status::Suspended, effective: day("2027-03-31") };
    assert_eq!(withdrawn("2027-03-31T03:59:00Z"), Ok(vec![back.into()]), "it was suspended before");
    let over = NotGiven { effect: "registration.status-taken-back", member: "effective" };
    assert_eq!(withdrawn("2027-03-31T04:00:00Z"), Err(over), "it has taken effect");
}

#[test]
fn a_fee_is_that_of_the_table_as_often_as_the_definition_says() {
    let stream = Stream::of_class("independent");
    let facts = facts(&stream.record, "2027-02-01T12:00:00Z");
    let answers = resignation(&stream, "2027-02-01T12:00:00Z", &[("director", true.into())]);
    let cents = |fee: Json| {
        let mut file = file("resign");
        file["fee"] = fee;
        let definition: Definition = serde_json::from_value(file).unwrap();
        let lines = fee_lines(&definition, &facts, Some(&answers), day("2027-06-01"))?;
        Some(lines.iter().map(|line| line.amount).sum::<Cents>().0)
    };
    assert_eq!(cents(Json::Null), Some(0));
    assert_eq!(cents(json!({ "item": "annual-postgraduate", "when": "filing" })), Some(34_500));
    assert_eq!(cents(json!({ "item": "by-class", "when": "filing" })), Some(172_500));
    let times = |quantity: &str| cents(json!({ "item": "annual", "quantity": quantity, "when": "filing" }));
    assert_eq!(times("count({director}) + 1"), Some(345_000));
    assert_eq!(times("count({understand})"), Some(0));
    assert_eq!(times("registrant.yearsContinuous"), Some(172_500 * 11));
    assert_eq!(times("0 - 1"), None, "nobody is paid for asking");
    assert_eq!(cents(json!({ "item": "nothing-such", "when": "filing" })), None);
}

#[test]
fn what_was_filed_can_be_asked_again() {
    let stream = Stream::of_class("independent");
    let instant = "2027-02-01T12:00:00Z";
    let filled = resignation(&stream, instant, &[("director", true.into())]);
    let response = Written(filled.filed(ResponseMeta::default()).json.into());
    let form = |version: &str| FormVersion {
        url: "https://portal.cpso.on.ca/forms/resign".to_owned(),
        version: version.to_owned(),
    };
    let again = answers(&COLLEGE, &form("1"), &response, day("2027-02-01")).unwrap();
    let facts = facts(&stream.record, instant);
    let met = |answers| checks(service("resign"), &facts, answers)[3].is_met;
    assert_eq!(met(Some(&again)), Some(false));
    assert!(answers(&COLLEGE, &form("0"), &response, day("2027-02-01")).is_none(), "of no such form");
}

#[test]
fn nothing_is_wrong_with_a_form_that_nobody_has_touched() {
    for definition in COLLEGE.services().all() {
        let FormOf::Form(wanted) = &definition.form else { continue };
        let form = COLLEGE.form(&wanted.url, &wanted.version).unwrap();
        let today = "2027-05-20".parse().unwrap();
        let fresh = Evaluation::new(form, Context { today }, &Prefill::default(), &Answers::default());
        for section in form.roots() {
            let progress = fresh.progress(&section.link_id).unwrap();
            assert_eq!(progress.wrong, 0, "{}: {}", definition.key, section.link_id);
        }
    }
}

#[test]
fn forms_are_filled_in_from_the_same_facts() {
    let stream = Stream::of_class("independent");
    let at_winter = resignation(&stream, "2027-02-01T12:00:00Z", &[]);
    let answer = |of: &Evaluation, link_id: &str| of.answer(&ItemPath::root(link_id)).to_vec();
    assert_eq!(answer(&at_winter, "renewal.open"), [Value::Boolean(false)]);
    assert_eq!(answer(&at_winter, "registrant.years"), [Value::Integer(11)]);
    assert!(at_winter.is_enabled(&ItemPath::root("effective")));
    assert!(!at_winter.is_enabled(&ItemPath::root("effective.fixed")));
    let at_spring = resignation(&stream, "2027-05-01T12:00:00Z", &[]);
    assert_eq!(answer(&at_spring, "effective.fixed"), [date("2027-06-01")]);
    assert!(!at_spring.is_enabled(&ItemPath::root("effective")));
}
