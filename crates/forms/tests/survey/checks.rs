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
fn a_truthful_no_says_what_is_done_about_it() {
    let cases = [
        ("G.4.held", "G.4.explanation", vec![("G.1", "cmpa"), ("G.4", "yes")]),
        ("G.5.held", "G.5.explanation", vec![("G.1", "cmpa"), ("G.5", "yes")]),
        ("G.7.held", "G.7.explanation", vec![("G.1", "cmpa"), ("G.7", "yes")]),
        ("C.3", "C.3.explanation", vec![("C.1", "mdpac")]),
    ];
    for (question, explanation, before) in cases {
        let no = [before.clone(), vec![(question, "no")]].concat();
        accepted(independent(), &no, question);
        refused(independent(), &no, &format!("{explanation} required"));
        let told = [no, vec![(explanation, "It is on its way: from 1 June.")]].concat();
        accepted(independent(), &told, explanation);
        let yes = independent().answers(&[before, vec![(question, "yes")]].concat());
        assert!(!yes.is_asked(explanation), "{explanation} is asked only after No");
    }
}

/// Yes and no alike can be answered without a contradiction; declarations and undertakings are ticked, not asked.
#[test]
fn every_yes_or_no_has_a_way_to_both_answers() {
    let form = independent().evaluation.form().clone();
    let asked = form.items().iter().filter(|item| {
        item.kind == portal_forms::Kind::Boolean && !item.read_only && item.item_control.is_none()
    });
    let mut tried = 0;
    for item in asked {
        let own = |rule: &&portal_forms::Rule| {
            form.item(&item.link_id).is_some_and(|i| rule.item() == Some(i.id()))
        };
        for rule in form.rules().iter().filter(own).filter(|rule| rule.severity.is_error()) {
            let bars = ["away-two-years", "ohp-as-main-setting"];
            assert!(bars.contains(&&*rule.id), "{}: {} bars an answer by itself", item.link_id, rule.id);
        }
        tried += 1;
    }
    assert!(tried >= 30, "{tried} questions");
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
    for typed in ["1234567", "1234567 ", " 1234567", "\u{a0}1234567\u{200b}", "１２３４５６７"] {
        accepted(independent(), &[("G.1", "cmpa"), ("G.2", typed)], "G.2");
    }
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
fn another_organization_has_another_number_and_another_cycle() {
    let last_year = independent().answers(&[("B.1", "ontario"), ("C.2.cycleEnd", "2029-12-31")]);
    for registrant in [independent(), last_year.a_year_later()] {
        let registrant = registrant.answers(&[("C.1", "royal-college")]);
        for link_id in ["C.2", "C.2.cycleEnd"] {
            assert!(registrant.answer(link_id).is_empty(), "{link_id} is that of the other organization");
        }
        assert!(registrant.problems().contains(&"C.2 required".to_owned()));
        let back = registrant.answers(&[("C.1", "cfpc")]);
        assert_eq!(back.answer("C.2"), [portal_forms::Value::text("512345")]);
    }
}

#[test]
fn another_insurer_has_another_policy() {
    let insured = [("G.1", "insurer"), ("G.1.insurer", "Acme Mutual"), ("G.1.policy", "P-1")];
    let this_year = independent().answers(&[("B.1", "ontario")]).answers(&insured).a_year_later();
    assert_eq!(this_year.answer("G.1.policy"), [portal_forms::Value::text("P-1")]);
    let other = this_year.answers(&[("G.1.insurer", "Birch Insurance")]);
    assert!(other.answer("G.1.policy").is_empty());
}

#[test]
fn the_reason_for_the_undertaking_is_the_reason_for_not_practising() {
    let none = |b2, reason| {
        vec![("B.1", "none"), ("B.2", b2), ("C.1", "none"), ("C.4", "requested"), ("C.4.reason", reason)]
    };
    let agree = [
        ("retired", "retired"),
        ("illness", "ill"),
        ("parental", "parental"),
        ("sabbatical", "sabbatical"),
        ("non-clinical", "other"),
        ("other", "other"),
    ];
    let problem = "C.4.reason reason-agrees-with-status";
    for (b2, reason) in agree {
        accepted(Registrant::not_in_practice(), &none(b2, reason), "C.4.reason");
        for (_, another) in agree.iter().filter(|(_, another)| *another != reason) {
            refused(Registrant::not_in_practice(), &none(b2, another), problem);
        }
        refused(Registrant::not_in_practice(), &none(b2, "outside"), problem);
    }
    let outside = |reason| [("B.1", "outside"), ("C.1", "none"), ("C.4", "signed"), ("C.4.reason", reason)];
    accepted(Registrant::not_in_practice(), &outside("outside"), "C.4.reason");
    for reason in ["ill", "retired", "parental", "sabbatical", "other"] {
        refused(Registrant::not_in_practice(), &outside(reason), problem);
    }
}

#[test]
fn a_fact_that_decides_what_is_asked_is_never_missing_in_silence() {
    let registrant = Registrant::of_an_unknown_class().answers(&[("B.1", "ontario")]);
    let problems = registrant.problems();
    for rule in ["A.1 class-known", "A.contact address-kind-known"] {
        assert!(problems.contains(&rule.to_owned()), "{rule}: {problems:#?}");
    }
    for link_id in ["C", "C.1", "H", "H.1", "H.12", "I.1"] {
        assert!(registrant.is_asked(link_id), "{link_id} does not vanish");
    }
    accepted(independent(), &[("B.1", "ontario")], "A.1");
    accepted(Registrant::postgraduate(), &[("B.1", "ontario")], "A.contact");
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
    for day in ["2025-05-18", "2025-05-19", "2025-05-20", "2025-04", "2024"] {
        refused(Registrant::not_in_practice(), &stopped(day), "B.3 away-two-years");
    }
    for day in ["2025-05-21", "2026-05-20", "2025-05", "2025"] {
        accepted(Registrant::not_in_practice(), &stopped(day), "B.3");
    }
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
    refused(independent(), &[("B.1", "ontario"), ("H.3.hours", "37.125")], "H.3.hours maxDecimalPlaces");
    for hours in ["37", "37.5", "37.25", "0.75"] {
        accepted(independent(), &[("B.1", "ontario"), ("H.3.hours", hours)], "H.3.hours");
    }
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
