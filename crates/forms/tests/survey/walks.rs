//! Whole walks: from the record's facts to a response that the College accepts, and how much work it is.

use crate::registrant::Registrant;

type Answers = &'static [(&'static str, &'static str)];

const CONFIRMED: Answers = &[("A.1.correct", "yes"), ("A.contact.correct", "yes")];

const NO_CHANGE_AHEAD: Answers = &[("B.4", "no"), ("B.5", "no")];

const NOTHING_TO_DECLARE: Answers = &[
    ("D.1", "no"),
    ("D.2", "no"),
    ("D.3", "no"),
    ("D.4", "no"),
    ("D.5", "no"),
    ("D.6", "no"),
    ("E.1", "no"),
    ("E.2", "no"),
    ("E.3", "no"),
    ("E.4", "no"),
    ("E.5", "no"),
    ("F.1", "no"),
];

const CMPA_AND_NO_MORE: Answers =
    &[("G.1", "cmpa"), ("G.3", "yes"), ("G.4", "no"), ("G.5", "no"), ("G.7", "no")];

const A_FAMILY_PRACTICE: Answers = &[
    ("H.1", "family-medicine"),
    ("H.2", "family-health-team"),
    ("H.3.hours", "37.5"),
    ("H.4.clinical", "90"),
    ("H.4.teaching", "10"),
    ("H.5", "yes"),
    ("H.5.vendor", "oscar"),
    ("H.6", "15"),
    ("H.7.correct", "yes"),
    ("H.8.correct", "yes"),
    ("H.9", "no"),
    ("H.10", "residents"),
    ("H.11", "limited"),
    ("H.12", "same"),
    ("H.13", "group"),
];

/// The record names the organization and the number.
const TRACKED_AS_ON_RECORD: Answers = &[("C.checked", "yes")];

const CONSENTS: Answers = &[("I.1", "not-selected"), ("I.2", "email"), ("I.3", "yes")];

const SIGNED: Answers =
    &[("J.1", "yes"), ("J.2", "yes"), ("J.3", "yes"), ("J.4", "no"), ("J.5", "Élise Tremblay")];

/// Answers part after part; at the end nothing is wrong, every section is complete, and the College accepts it.
#[track_caller]
fn walk(registrant: Registrant, parts: &[Answers]) -> Registrant {
    let registrant = parts.iter().fold(registrant, |registrant, part| registrant.answers(part));
    assert_eq!(registrant.problems(), Vec::<String>::new(), "every question asked has its answer");
    for section in ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"] {
        assert!(registrant.is_complete(section), "section {section} is complete");
    }
    assert_eq!(
        registrant.refused_by_the_college(),
        Vec::<String>::new(),
        "the response is valid as it arrives"
    );
    registrant
}

#[test]
fn an_independent_physician_with_nothing_to_declare_answers_about_fifty_questions() {
    let parts = [
        CONFIRMED,
        &[("B.1", "ontario")],
        NO_CHANGE_AHEAD,
        TRACKED_AS_ON_RECORD,
        NOTHING_TO_DECLARE,
        &[("F.2", "no")],
        CMPA_AND_NO_MORE,
        A_FAMILY_PRACTICE,
        CONSENTS,
        SIGNED,
    ];
    let answered: usize = parts.iter().map(|part| part.len()).sum();
    let registrant = walk(Registrant::in_independent_practice(), &parts);
    assert!(answered <= 51, "15 to 20 minutes of work: {answered} questions at 20 seconds");
    let sent = registrant.sent();
    for link_id in ["E.1.details", "C.4", "B.2", "G.8"] {
        assert!(!sent.contains(&link_id.to_owned()), "{link_id} was never asked, so it is not sent");
    }
    assert!(sent.contains(&"C.2".to_owned()), "what the record filled in is sent with the rest");
}

#[test]
fn last_years_answers_halve_the_work() {
    let carried =
        ["G.1", "G.3", "G.4", "G.5", "G.7", "H.1", "H.2", "H.3.hours", "H.4.clinical", "H.4.teaching", "H.5"];
    let last_year = Registrant::in_independent_practice()
        .answers(&[("B.1", "ontario")])
        .answers(CMPA_AND_NO_MORE)
        .answers(A_FAMILY_PRACTICE);
    let this_year = last_year.a_year_later().answers(&[("B.1", "ontario")]);
    for link_id in carried {
        assert_eq!(this_year.answer(link_id), last_year.answer(link_id), "{link_id} is carried over");
        assert!(!this_year.answer(link_id).is_empty(), "{link_id} had an answer to carry over");
    }
    for link_id in ["H.7.correct", "H.8.correct", "H.12", "D.1", "E.1", "F.1", "J.1"] {
        assert!(this_year.answer(link_id).is_empty(), "{link_id} is answered afresh");
    }
    for section in ["C", "G", "H", "I"] {
        let link_id = format!("{section}.checked");
        assert!(this_year.is_asked(&link_id), "{section}: what was carried over is looked at");
        assert!(this_year.problems().contains(&format!("{link_id} required")), "before it is submitted");
    }
}

#[test]
fn a_postgraduate_is_done_with_half_the_survey() {
    let registrant = walk(
        Registrant::postgraduate(),
        &[
            CONFIRMED,
            &[("B.1", "ontario")],
            NO_CHANGE_AHEAD,
            NOTHING_TO_DECLARE,
            &[
                ("F.2", "yes"),
                ("F.3", "yes"),
                ("G.1", "cmpa"),
                ("G.2", "7654321"),
                ("G.3", "yes"),
                ("G.4", "no"),
            ],
            &[("I.2", "email"), ("I.3", "no")],
            SIGNED,
        ],
    );
    let sent = registrant.sent();
    assert!(
        !sent.iter().any(|link_id| link_id == "C" || link_id == "H"),
        "sections never asked are not sent"
    );
}

#[test]
fn a_retired_physician_with_an_undertaking_renews_without_a_practice() {
    walk(
        Registrant::not_in_practice(),
        &[
            CONFIRMED,
            &[
                ("B.1", "none"),
                ("B.2", "retired"),
                ("B.2.stopped", "2026-12-31"),
                ("B.3", "no"),
                ("B.4", "no"),
            ],
            &[("C.1", "none"), ("C.4", "signed"), ("C.4.reason", "retired"), ("C.checked", "yes")],
            NOTHING_TO_DECLARE,
            &[("G.1", "exempt"), ("G.6", "send"), ("G.8", "yes")],
            &[("H.12", "same"), ("H.13", "elsewhere")],
            CONSENTS,
            SIGNED,
        ],
    );
}

#[test]
fn a_physician_outside_ontario_describes_the_field_only() {
    walk(
        Registrant::not_in_practice(),
        &[
            CONFIRMED,
            &[("B.1", "outside"), ("B.3", "no")],
            NO_CHANGE_AHEAD,
            TRACKED_AS_ON_RECORD,
            NOTHING_TO_DECLARE,
            &[
                ("D.1", "yes"),
                ("D.1.jurisdiction", "CA-BC"),
                ("D.1.body", "College of Physicians and Surgeons of British Columbia"),
            ],
            &[("D.1.status", "active"), ("F.2", "no"), ("G.1", "exempt"), ("G.6", "held"), ("G.8", "yes")],
            &[("H.1", "anesthesiology"), ("H.2", "hospital-inpatient"), ("H.4.clinical", "100")],
            &[("H.12", "undecided"), ("H.13", "none")],
            CONSENTS,
            SIGNED,
        ],
    );
}

#[test]
fn a_speeding_ticket_and_a_settlement_are_told_in_full() {
    let registrant = walk(
        Registrant::in_independent_practice(),
        &[
            CONFIRMED,
            &[("B.1", "ontario")],
            NO_CHANGE_AHEAD,
            TRACKED_AS_ON_RECORD,
            NOTHING_TO_DECLARE,
            &[
                ("E.1", "yes"),
                ("E.1.date", "2027-02-14"),
                ("E.1.place", "Milton, Ontario"),
                ("E.1.statute", "highway-traffic"),
                ("E.1.offence", "Speeding, 128 km/h in a zone of 100"),
                ("E.1.outcome", "fine"),
                ("E.1.explanation", "I paid the fine."),
                ("E.4", "yes"),
                ("E.4.date", "2026-11-02"),
                ("E.4.place", "Superior Court of Justice, Hamilton"),
                ("E.4.outcome", "payment"),
                ("E.4.explanation", "Delayed diagnosis in 2021. Settled without admission."),
                ("F.2", "no"),
            ],
            CMPA_AND_NO_MORE,
            A_FAMILY_PRACTICE,
            CONSENTS,
            SIGNED,
        ],
    );
    assert!(registrant.sent().contains(&"E.1.statute".to_owned()), "the details travel with the Yes");
}

#[test]
fn an_unfinished_survey_names_what_is_missing() {
    let problems =
        Registrant::in_independent_practice().answers(&[("B.1", "ontario"), ("E.1", "yes")]).problems();
    for missing in
        ["A.1.correct required", "D.1 required", "E.1.date required", "H.2 required", "J.5 required"]
    {
        assert!(problems.iter().any(|problem| problem == missing), "{missing} among {problems:#?}");
    }
    let optional = ["A.7 ", "C.2.cycleEnd ", "E.1.document ", "I.4"];
    assert!(!problems.iter().any(|problem| optional.iter().any(|start| problem.starts_with(start))));
}
