//! Commands, rejections and their sentences as they are stored and sent. The server keeps a digest of each command for as long as
//! the stream lives, so that what is written here never changes its form.

use std::collections::BTreeMap;

use portal_record::{
    CheckoutId, Command, Rejection, Verbatim,
    rejection::{Field, Reason},
};
use portal_texts::{Language, Texts};
use serde_json::Value;
use uuid::Uuid;

use crate::builder::{at, day};

/// Every command, with all that it can carry.
const COMMANDS: [&str; 28] = [
    r#"{"command":"file","case":"renewal/2027","definition":1,"draft":"00000000-0000-0000-0000-000000000001","formVersion":"2027.1","edits":["00000000-0000-0000-0000-000000000002"],"responseHash":"abc"}"#,
    r#"{"command":"open-checkout","invoice":"INV-2027-900001","checkout":"00000000-0000-0000-0000-000000000001"}"#,
    r#"{"command":"record-payment","invoice":"INV-2027-900001","checkout":"00000000-0000-0000-0000-000000000001","outcome":{"outcome":"settled","amount":172500,"method":"visa","lastFour":"4242"}}"#,
    r#"{"command":"take-penalty-back","invoice":"INV-2027-900001"}"#,
    r#"{"command":"return-credit","invoice":"INV-2027-900001"}"#,
    r#"{"command":"describe-self","gender":"woman","languages":["en","fr"],"seen":3}"#,
    r#"{"command":"set-minc","minc":"CAMD-1234-5679","seen":3}"#,
    r#"{"command":"set-email","kind":"business","address":"office@example.org","public":true,"seen":3}"#,
    r#"{"command":"remove-email","kind":"business","seen":3}"#,
    r#"{"command":"request-email-change","request":"00000000-0000-0000-0000-000000000001","address":"new@example.org"}"#,
    r#"{"command":"confirm-email","request":"00000000-0000-0000-0000-000000000001"}"#,
    r#"{"command":"undo-email-change","request":"00000000-0000-0000-0000-000000000001"}"#,
    r#"{"command":"withdraw-email-change","request":"00000000-0000-0000-0000-000000000001"}"#,
    r#"{"command":"set-phone","kind":"business","number":"416 967 2600","extension":"606","seen":3}"#,
    r#"{"command":"remove-phone","kind":"mobile","seen":3}"#,
    r#"{"command":"set-preferences","language":"fr","dialogue":"email","reminders":true,"seen":3}"#,
    r#"{"command":"set-address","id":"00000000-0000-0000-0000-000000000001","kind":"additional","address":{"lines":["80 College Street"],"city":"Toronto","province":"ON","postal_code":"M5G 2E2","country":"CA"},"phone":"416 967 2600","extension":"606","hours":[{"day":"monday","from":"09:00:00","to":"17:00:00"}],"effective":"2027-06-03","replaces":"00000000-0000-0000-0000-000000000002"}"#,
    r#"{"command":"set-not-in-practice","id":"00000000-0000-0000-0000-000000000001","effective":"2027-06-03"}"#,
    r#"{"command":"withdraw-address","id":"00000000-0000-0000-0000-000000000001"}"#,
    r#"{"command":"remove-location","id":"00000000-0000-0000-0000-000000000001","message":"00000000-0000-0000-0000-000000000002"}"#,
    r#"{"command":"add-activity","id":"00000000-0000-0000-0000-000000000001","code":"colonoscopy","name":"","effective":"2027-05-20"}"#,
    r#"{"command":"remove-activity","id":"00000000-0000-0000-0000-000000000001"}"#,
    r#"{"command":"add-privilege","id":"00000000-0000-0000-0000-000000000001","hospital":"597","kind":"active","from":"2018-01-01","to":"2027-12-31"}"#,
    r#"{"command":"remove-privilege","id":"00000000-0000-0000-0000-000000000001"}"#,
    r#"{"command":"add-registration","id":"00000000-0000-0000-0000-000000000001","regulator":"General Medical Council","jurisdiction":"GB","number":"12345","from":"2012-01-01","to":"2019-12-31"}"#,
    r#"{"command":"remove-registration","id":"00000000-0000-0000-0000-000000000001"}"#,
    r#"{"command":"set-liability","protection":"cmpa","number":"7654321","seen":3}"#,
    r#"{"command":"set-cpd","organization":"cfpc","memberNumber":"614207","cycleEnd":"2028-12-31","seen":3}"#,
];

fn commands() -> Vec<Command> {
    COMMANDS
        .iter()
        .map(|text| serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}")))
        .collect()
}

#[test]
fn a_command_keeps_its_form() {
    for (text, command) in COMMANDS.iter().zip(commands()) {
        assert_eq!(serde_json::to_string(&command).unwrap(), *text);
    }
    let named = |text: &&str| serde_json::from_str::<Value>(text).unwrap()["command"].clone();
    let mut kinds: Vec<_> = COMMANDS.iter().map(named).collect();
    kinds.dedup();
    assert_eq!(kinds.len(), COMMANDS.len(), "each is another");
}

#[test]
fn a_survey_as_it_was_submitted_is_read_as_the_filing_of_a_renewal() {
    let [file, ..] = COMMANDS;
    let survey = file
        .replace(r#""command":"file""#, r#""command":"submit-survey""#)
        .replace(r#""case":"renewal/2027","definition":1"#, r#""year":2027"#);
    let read: Command = serde_json::from_str(&survey).unwrap();
    assert_eq!(read, serde_json::from_str(file).unwrap(), "by the first definition");
    let kept: Verbatim<Command> = serde_json::from_str(&survey).unwrap();
    assert_eq!(serde_json::to_string(&kept).unwrap(), survey, "and is sent as it was given");
}

#[test]
fn what_may_be_left_out_is_left_out() {
    for text in [
        r#"{"command":"describe-self","languages":["en"],"seen":3}"#,
        r#"{"command":"set-phone","kind":"mobile","number":"416 967 2600","seen":3}"#,
        r#"{"command":"set-address","id":"00000000-0000-0000-0000-000000000001","kind":"primary","address":{"lines":[],"city":"","country":"CA"},"effective":"2027-06-03"}"#,
        r#"{"command":"add-privilege","id":"00000000-0000-0000-0000-000000000001","hospital":"597","kind":"active","from":"2018-01-01"}"#,
        r#"{"command":"set-liability","protection":"exempt","seen":3}"#,
        r#"{"command":"set-cpd","organization":"none","memberNumber":"","seen":3}"#,
    ] {
        let command: Command = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&command).unwrap(), text);
    }
}

#[test]
fn a_day_that_does_not_exist_is_no_command() {
    for effective in ["2027-02-29", "2027-02-30", "2027-13-01", "tomorrow", ""] {
        let text = format!(
            r#"{{"command":"set-not-in-practice","id":"00000000-0000-0000-0000-000000000001","effective":"{effective}"}}"#
        );
        assert!(serde_json::from_str::<Command>(&text).is_err(), "{effective}");
    }
}

#[test]
fn a_command_says_what_it_makes_and_what_it_is_about() {
    let one = Uuid::from_u128(1);
    for command in commands() {
        let json = serde_json::to_value(&command).unwrap();
        let kind = json["command"].as_str().unwrap();
        let makes = command.creates().map(|id| id.0);
        let names: Vec<Uuid> = command.names().into_iter().map(|id| id.0).collect();
        let (expected_makes, expected_names) = match kind {
            "set-address" => (Some(one), vec![Uuid::from_u128(2)]),
            "set-not-in-practice"
            | "request-email-change"
            | "add-activity"
            | "add-privilege"
            | "add-registration" => (Some(one), vec![]),
            "confirm-email"
            | "undo-email-change"
            | "withdraw-email-change"
            | "withdraw-address"
            | "remove-location"
            | "remove-activity"
            | "remove-privilege"
            | "remove-registration" => (None, vec![one]),
            _ => (None, vec![]),
        };
        assert_eq!((makes, names), (expected_makes, expected_names), "{kind}");
        let of_the_server = [
            "open-checkout",
            "record-payment",
            "take-penalty-back",
            "return-credit",
            "confirm-email",
            "undo-email-change",
        ];
        let of_the_server = of_the_server.contains(&kind);
        assert_eq!(command.is_of_registrant(), !of_the_server, "{kind}");
    }
}

/// One of each rejection about a record, and one of each reason at a field.
fn rejections() -> Vec<Rejection> {
    let on = day("2027-06-03");
    let reasons = [
        Reason::Missing,
        Reason::TooLong { max: 200 },
        Reason::TooManyOf { max: 5 },
        Reason::ControlCharacter,
        Reason::UnknownCode,
        Reason::LeftTheList { until: on },
        Reason::Twice,
        Reason::NotAPostalCode,
        Reason::ForbiddenLetter,
        Reason::NotAPhone,
        Reason::NotAnExtension,
        Reason::NotAnEmail,
        Reason::NotDigits,
        Reason::NotAMinc,
        Reason::NotADay,
        Reason::TooEarly { earliest: on },
        Reason::TooLate { latest: on },
        Reason::BeforeFrom,
        Reason::NotAMinute,
        Reason::ClosesBeforeOpening,
        Reason::Overlap,
        Reason::NotHere,
    ];
    let at_a_field =
        reasons.map(|reason| Rejection::Invalid { field: Field::PostalCode, at: Some(1), reason });
    let about_the_record = [
        Rejection::NotAvailable,
        Rejection::NotOpenYet { opens: at("2027-04-12T13:00:00Z") },
        Rejection::NotActive,
        Rejection::AlreadyFiled,
        Rejection::NotOffered,
        Rejection::NotEligible {
            why: vec!["service-resign-why-not-registered".into()],
            with: BTreeMap::new(),
        },
        Rejection::OpenAlready { case: "resign/1".parse().unwrap() },
        Rejection::DraftChanged,
        Rejection::FormChanged,
        Rejection::AnswersInvalid { count: 2 },
        Rejection::Unsettled { count: 2 },
        Rejection::YearOver { last: on },
        Rejection::NoSuchInvoice,
        Rejection::AlreadyPaid,
        Rejection::PaymentUnderWay { checkout: CheckoutId(Uuid::from_u128(1)) },
        Rejection::WrongAmount,
        Rejection::NotAllowed,
        Rejection::UpdateNeeded,
        Rejection::NotEnrolled,
        Rejection::EntryExists,
        Rejection::NoSuchEntry,
        Rejection::SameAsNow,
        Rejection::ChangedMeanwhile,
        Rejection::EffectiveNotAfterToday { earliest: on },
        Rejection::EffectiveTooFar { latest: on },
        Rejection::ScheduledAlready { effective: on },
        Rejection::BeforeWhatItReplaces { earliest: on },
        Rejection::ReplacedAlready { effective: on },
        Rejection::NotAdditional,
        Rejection::AlreadyInEffect,
        Rejection::NotInEffectYet,
        Rejection::AlreadyWithdrawn,
        Rejection::AlreadyHistorical,
        Rejection::RemovalAskedAlready,
        Rejection::NotReplaceable,
        Rejection::HeldAlready,
        Rejection::TooMany { max: 50 },
        Rejection::NeedsConfirmation,
        Rejection::NotConfirmable,
    ];
    about_the_record.into_iter().chain(at_a_field).collect()
}

#[test]
fn every_rejection_has_a_sentence_of_its_own_that_says_its_numbers() {
    let mut sentences = Vec::new();
    for rejection in rejections() {
        let sentence = rejection.sentence(Texts::of(Language::English));
        assert!(!sentence.starts_with("rejection-"), "{rejection:?}");
        assert!(!sentence.contains('{'), "{rejection:?}: {sentence}");
        let json = serde_json::to_string(&rejection).unwrap();
        if json.contains("2027-06-03") {
            assert!(sentence.contains("3 Jun 2027"), "{sentence}");
        }
        assert!(!sentences.contains(&sentence), "said twice: {sentence}");
        sentences.push(sentence);
        let read: Rejection = serde_json::from_str(&json).unwrap();
        assert_eq!(read, rejection, "{json}");
    }
}

#[test]
fn a_rejection_keeps_its_form() {
    for (rejection, expected) in [
        (
            Rejection::Invalid { field: Field::PostalCode, at: None, reason: Reason::TooLong { max: 200 } },
            r#"{"code":"invalid","field":"postal-code","reason":{"why":"too-long","max":200}}"#,
        ),
        (
            Rejection::EffectiveNotAfterToday { earliest: day("2027-06-03") },
            r#"{"code":"effective-not-after-today","earliest":"2027-06-03"}"#,
        ),
        (Rejection::SameAsNow, r#"{"code":"same-as-now"}"#),
    ] {
        let json: Value = serde_json::to_value(&rejection).unwrap();
        assert_eq!(json, serde_json::from_str::<Value>(expected).unwrap());
        assert_eq!(json["code"], rejection.code());
    }
}
