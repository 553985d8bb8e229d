//! What the survey refuses, and what it lets pass: ranges, dates, and answers that contradict each other.

use crate::registrant::Registrant;

fn independent() -> Registrant {
    Registrant::in_independent_practice()
}

/// After these answers, `problem` (`linkId code-or-rule`) is told.
#[track_caller]
fn refused(registrant: Registrant, answers: &[(&str, &str)], problem: &str) {
    let problems = registrant.answers(answers).problems();
    assert!(
        problems.iter().any(|found| found == problem),
        "{problem} is told after {answers:?}: {problems:#?}"
    );
}

/// After these answers, nothing is wrong with `link_id`.
#[track_caller]
fn accepted(registrant: Registrant, answers: &[(&str, &str)], link_id: &str) {
    let problems = registrant.answers(answers).problems();
    let start = format!("{link_id} ");
    assert!(
        !problems.iter().any(|found| found.starts_with(&start)),
        "{link_id} is fine after {answers:?}: {problems:#?}"
    );
}

#[test]
fn no_to_every_statement_in_g_is_right_with_cmpa_cover() {
    let answers =
        [("B.1", "ontario"), ("G.1", "cmpa"), ("G.3", "no"), ("G.4", "no"), ("G.5", "no"), ("G.7", "no")];
    for link_id in ["G.1", "G.2", "G.3", "G.4", "G.5", "G.7"] {
        accepted(independent(), &answers, link_id);
    }
}

#[test]
fn additional_cover_that_is_needed_must_be_held() {
    refused(
        independent(),
        &[("G.1", "cmpa"), ("G.4", "yes"), ("G.4.held", "no")],
        "G.4.held cmpa-advice-followed",
    );
    refused(
        independent(),
        &[("G.1", "cmpa"), ("G.5", "yes"), ("G.5.held", "no")],
        "G.5.held employer-cover-held",
    );
    accepted(independent(), &[("G.1", "cmpa"), ("G.5", "yes"), ("G.5.held", "yes")], "G.5.held");
}

#[test]
fn without_cover_one_does_not_practise_in_ontario() {
    refused(independent(), &[("B.1", "ontario"), ("G.1", "exempt")], "G.1 exempt-without-practice");
    refused(independent(), &[("B.1", "both"), ("G.1", "exempt")], "G.1 exempt-without-practice");
    accepted(Registrant::not_in_practice(), &[("B.1", "outside"), ("G.1", "exempt")], "G.1");
    refused(
        Registrant::not_in_practice(),
        &[("B.1", "none"), ("G.1", "exempt"), ("G.8", "no")],
        "G.8 cover-before-resuming",
    );
}

#[test]
fn a_policy_that_has_ended_is_no_cover() {
    refused(
        independent(),
        &[("G.1", "insurer"), ("G.1.policyEnd", "2027-05-19")],
        "G.1.policyEnd policy-in-force",
    );
    accepted(independent(), &[("G.1", "insurer"), ("G.1.policyEnd", "2027-05-20")], "G.1.policyEnd");
}

#[test]
fn a_cmpa_number_is_digits() {
    refused(independent(), &[("G.1", "cmpa"), ("G.2", "12-34")], "G.2 regex");
    accepted(independent(), &[("G.1", "cmpa"), ("G.2", "1234567")], "G.2");
}

#[test]
fn without_a_tracker_the_undertaking_is_needed_and_it_bars_practice_in_ontario() {
    refused(Registrant::not_in_practice(), &[("B.1", "none"), ("C.1", "none")], "C.4 required");
    refused(
        independent(),
        &[("B.1", "ontario"), ("C.1", "none"), ("C.4", "signed")],
        "C.4 undertaking-bars-practice",
    );
    accepted(Registrant::not_in_practice(), &[("B.1", "none"), ("C.1", "none"), ("C.4", "requested")], "C.4");
    accepted(Registrant::not_in_practice(), &[("B.1", "outside"), ("C.1", "none"), ("C.4", "signed")], "C.4");
}

#[test]
fn mdpac_is_for_a_practice_of_at_least_half_psychotherapy() {
    refused(independent(), &[("C.1", "mdpac"), ("C.3", "no")], "C.3 mdpac-half-psychotherapy");
    accepted(independent(), &[("C.1", "mdpac"), ("C.3", "yes")], "C.3");
}

#[test]
fn the_fee_reduction_is_requested_before_submitting() {
    refused(independent(), &[("B.5", "yes"), ("B.5.reduction", "not-yet")], "B.5.reduction reduction-first");
    for fine in ["submitted", "not-wanted"] {
        accepted(independent(), &[("B.5", "yes"), ("B.5.reduction", fine)], "B.5.reduction");
    }
}

#[test]
fn two_years_away_is_told_by_the_dates() {
    let stopped = |day| [("B.1", "none"), ("B.2.stopped", day), ("B.3", "no")];
    refused(Registrant::not_in_practice(), &stopped("2025-05-18"), "B.3 away-two-years");
    accepted(Registrant::not_in_practice(), &stopped("2025-05-20"), "B.3");
}

#[test]
fn practising_while_not_in_practice_is_a_warning_that_stops_no_one() {
    let registrant = Registrant::not_in_practice().answers(&[("B.1", "ontario")]);
    let warned = registrant
        .evaluation
        .all_issues()
        .into_iter()
        .any(|issue| issue.rule.as_deref() == Some("address-agrees-with-status") && !issue.is_error());
    assert!(warned, "the Profile and B.1 disagree, and the registrant is told");
    accepted(Registrant::not_in_practice(), &[("B.1", "ontario")], "B.1");
}

#[test]
fn nothing_is_dated_in_the_future() {
    let cases = [
        ("D.3", "D.3.date", "d-3-date-past"),
        ("E.1", "E.1.date", "e-1-date-past"),
        ("E.4", "E.4.date", "e-4-date-past"),
        ("F.1", "F.1.since", "f-1-since-past"),
    ];
    for (question, date, rule) in cases {
        refused(independent(), &[(question, "yes"), (date, "2027-05-21")], &format!("{date} {rule}"));
        accepted(independent(), &[(question, "yes"), (date, "2027-05-20")], date);
    }
    refused(
        Registrant::not_in_practice(),
        &[("B.1", "none"), ("B.2.stopped", "2027-06-01")],
        "B.2.stopped b-2-stopped-past",
    );
}

#[test]
fn the_hours_of_all_addresses_fit_in_a_week() {
    let week = |primary, other| {
        [
            ("B.1", "ontario"),
            ("H.3.hours", primary),
            ("H.3.other.address", "Locum, Sudbury"),
            ("H.3.other.hours", other),
        ]
    };
    refused(independent().with_another("H.3.other"), &week("100", "68.5"), "H.3 hours-fit-in-a-week");
    accepted(independent().with_another("H.3.other"), &week("100", "68"), "H.3");
    refused(independent(), &[("B.1", "ontario"), ("H.3.hours", "168.5")], "H.3.hours maxValue");
    refused(independent(), &[("B.1", "ontario"), ("H.3.hours", "-1")], "H.3.hours minValue");
    refused(independent(), &[("B.1", "ontario"), ("H.3.hours", "37.25")], "H.3.hours maxDecimalPlaces");
    accepted(independent(), &[("B.1", "ontario"), ("H.3.hours", "37.5")], "H.3.hours");
}

#[test]
fn professional_time_adds_up_to_a_hundred() {
    let shares =
        |clinical, teaching| [("B.1", "ontario"), ("H.4.clinical", clinical), ("H.4.teaching", teaching)];
    refused(independent(), &shares("80", "10"), "H.4 time-is-whole");
    accepted(independent(), &shares("80", "20"), "H.4");
    refused(independent(), &shares("101", "0"), "H.4.clinical maxValue");
}

#[test]
fn a_main_setting_is_one_and_agrees_with_the_premises() {
    refused(independent(), &[("B.1", "ontario"), ("H.2", "group-office, locum")], "H.2 repeats");
    refused(independent(), &[("B.1", "ontario"), ("H.2", "ohp"), ("H.9", "no")], "H.9 ohp-as-main-setting");
    accepted(independent(), &[("B.1", "ontario"), ("H.2", "solo-office"), ("H.9", "no")], "H.9");
}

#[test]
fn no_one_and_someone_exclude_each_other() {
    refused(independent(), &[("B.1", "ontario"), ("H.10", "none, residents")], "H.10 exclusiveAnswerOption");
    accepted(independent(), &[("B.1", "ontario"), ("H.10", "residents, students")], "H.10");
}

#[test]
fn the_declaration_is_made_in_full() {
    for (question, rule) in
        [("J.1", "declared-true"), ("J.2", "declared-personally"), ("J.3", "declared-duty")]
    {
        refused(independent(), &[], &format!("{question} required"));
        refused(independent(), &[(question, "no")], &format!("{question} {rule}"));
        accepted(independent(), &[(question, "yes")], question);
    }
    refused(independent(), &[], "J.5 required");
    refused(independent(), &[("J.5", "É")], "J.5 minLength");
}
