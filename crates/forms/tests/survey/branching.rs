//! Who is asked what. Each test is a sentence; the data is a person, what they answered, and what follows.

use crate::registrant::Registrant;

/// After these answers, everything in `asked` is asked and nothing in `not_asked` is.
#[track_caller]
fn check(registrant: Registrant, answers: &[(&str, &str)], asked: &[&str], not_asked: &[&str]) {
    let registrant = registrant.answers(answers);
    for link_id in asked {
        assert!(registrant.is_asked(link_id), "{link_id} is asked after {answers:?}");
    }
    for link_id in not_asked {
        assert!(!registrant.is_asked(link_id), "{link_id} is not asked after {answers:?}");
    }
}

fn independent() -> Registrant {
    Registrant::in_independent_practice()
}

#[test]
fn a_postgraduate_is_not_asked_about_tracking_employers_or_the_practice() {
    check(
        Registrant::postgraduate(),
        &[("B.1", "ontario"), ("G.1", "cmpa")],
        &["A.1", "D.1", "E.1", "F.1", "F.2", "G.2", "G.3", "G.4", "I.2", "J.1"],
        &["C", "C.1", "G.5", "G.7", "H", "H.1", "H.2", "H.3", "H.12", "I.1"],
    );
}

#[test]
fn an_independent_physician_in_ontario_is_asked_every_section() {
    check(
        independent(),
        &[("B.1", "ontario"), ("G.1", "cmpa")],
        &[
            "A",
            "B",
            "C.1",
            "D.1",
            "E.1",
            "F.1",
            "G.3",
            "G.4",
            "G.5",
            "G.7",
            "H.1",
            "H.2",
            "H.3.hours",
            "H.13",
            "I.1",
            "J.5",
        ],
        &["B.2", "B.3", "G.1.insurer", "G.6", "G.8"],
    );
}

#[test]
fn practice_is_not_asked_before_the_status_is_known() {
    check(independent(), &[], &["B.1", "H.12"], &["H.1", "H.2", "H.3", "H.5", "F.2", "B.2"]);
}

#[test]
fn not_in_practice_hides_the_hours() {
    check(
        Registrant::not_in_practice(),
        &[("B.1", "ontario")],
        &["H.2", "H.4", "A.2.not-in-practice"],
        &["H.3", "H.3.hours"],
    );
    check(
        Registrant::not_in_practice(),
        &[("B.1", "none")],
        &["H.12", "H.13"],
        &["H.1", "H.2", "H.3.hours", "H.4"],
    );
}

#[test]
fn who_does_not_practise_says_why_and_since_when() {
    check(
        Registrant::not_in_practice(),
        &[("B.1", "none"), ("B.2", "other")],
        &["B.2", "B.2.other", "B.2.stopped", "B.3"],
        &["B.3.reentry", "F.2"],
    );
}

#[test]
fn retiring_in_three_months_is_practising_today() {
    check(
        independent(),
        &[("B.1", "ontario"), ("H.12", "retire")],
        &["H.3.hours", "H.12.closing"],
        &["B.2", "B.3"],
    );
}

#[test]
fn whoever_is_away_learns_that_there_is_no_on_hold_and_that_one_can_resign() {
    for reason in ["retired", "illness", "parental", "sabbatical", "non-clinical", "other"] {
        check(Registrant::not_in_practice(), &[("B.1", "none"), ("B.2", reason)], &["B.2.resign"], &[]);
    }
    check(Registrant::not_in_practice(), &[("B.1", "outside")], &["B.2.resign"], &[]);
    for practising in ["ontario", "both"] {
        check(independent(), &[("B.1", practising)], &[], &["B.2.resign", "B.5.hold", "H.12.hold"]);
    }
    check(independent(), &[("B.1", "ontario"), ("B.5", "yes")], &["B.5.hold"], &[]);
    for plan in ["absence", "leave", "retire"] {
        check(independent(), &[("B.1", "ontario"), ("H.12", plan)], &["H.12.hold"], &[]);
    }
    for plan in ["same", "reduce", "move"] {
        check(independent(), &[("B.1", "ontario"), ("H.12", plan)], &[], &["H.12.hold"]);
    }
}

#[test]
fn who_has_retired_is_not_asked_about_a_parental_leave() {
    check(Registrant::not_in_practice(), &[("B.1", "none"), ("B.2", "retired")], &["B.4"], &["B.5"]);
    for reason in ["illness", "parental", "sabbatical", "non-clinical", "other"] {
        check(Registrant::not_in_practice(), &[("B.1", "none"), ("B.2", reason)], &["B.5"], &[]);
    }
    check(Registrant::not_in_practice(), &[("B.1", "outside")], &["B.5"], &[]);
}

#[test]
fn h_says_that_b_decides_what_is_asked() {
    check(independent(), &[], &["H.status", "F.status"], &["H.1", "F.2"]);
    check(independent(), &[("B.1", "ontario")], &["H.1", "F.2"], &["H.status", "F.status"]);
}

#[test]
fn what_is_filled_in_is_looked_at_where_something_is() {
    let marks = ["C.checked", "G.checked", "H.checked", "I.checked"];
    check(Registrant::postgraduate(), &[], &[], &marks);
    check(independent(), &[], &["C.checked"], &["G.checked", "H.checked", "I.checked"]);
    let later = independent().answers(&[("B.1", "ontario"), ("G.1", "cmpa")]).a_year_later();
    check(later, &[], &marks, &[]);
}

#[test]
fn two_years_away_lead_to_the_notice_on_re_entering() {
    check(Registrant::not_in_practice(), &[("B.1", "none"), ("B.3", "yes")], &["B.3.reentry"], &[]);
    check(Registrant::not_in_practice(), &[("B.1", "none"), ("B.3", "no")], &[], &["B.3.reentry"]);
}

#[test]
fn a_change_of_scope_is_described_unless_the_college_knows() {
    for told in ["planned", "made"] {
        check(independent(), &[("B.4", told)], &["B.4.details", "B.4.approval"], &[]);
    }
    for told in ["no", "known"] {
        check(independent(), &[("B.4", told)], &[], &["B.4.details", "B.4.approval"]);
    }
}

#[test]
fn a_long_parental_leave_asks_for_the_fee_reduction_first() {
    check(independent(), &[("B.5", "yes")], &["B.5.reduction"], &[]);
    check(independent(), &[("B.5", "no")], &[], &["B.5.reduction"]);
}

#[test]
fn tracking_asks_for_the_membership_and_none_for_the_undertaking() {
    check(
        independent(),
        &[("C.1", "royal-college")],
        &["C.2", "C.2.cycleEnd"],
        &["C.3", "C.4", "C.4.reason"],
    );
    check(independent(), &[("C.1", "mdpac")], &["C.2", "C.3"], &["C.4"]);
    check(independent(), &[("C.1", "none")], &["C.4", "C.4.reason"], &["C.2", "C.2.cycleEnd", "C.3"]);
}

#[test]
fn a_yes_in_d_e_or_f_opens_its_details_and_a_no_keeps_them_closed() {
    for question in ["D.1", "D.2", "D.3", "D.4", "D.5", "D.6", "E.1", "E.2", "E.3", "E.4", "E.5", "F.1"] {
        let details = format!("{question}.details");
        check(independent(), &[], &[question], &[&details]);
        check(independent(), &[(question, "no")], &[], &[&details]);
        check(independent(), &[(question, "yes")], &[&details], &[]);
    }
}

#[test]
fn a_charge_has_date_place_statute_outcome_story_and_document() {
    check(
        independent(),
        &[("E.1", "yes"), ("E.1.statute", "highway-traffic")],
        &["E.1.date", "E.1.place", "E.1.statute", "E.1.outcome", "E.1.explanation", "E.1.document"],
        &["E.1.statute.other"],
    );
    check(independent(), &[("E.1", "yes"), ("E.1.statute", "abroad")], &["E.1.statute.other"], &[]);
}

#[test]
fn exposure_prone_procedures_lead_to_the_policy() {
    check(independent(), &[("B.1", "ontario"), ("F.2", "yes")], &["F.3"], &["F.3.explanation"]);
    check(independent(), &[("B.1", "ontario"), ("F.2", "yes"), ("F.3", "no")], &["F.3.explanation"], &[]);
    check(independent(), &[("B.1", "ontario"), ("F.2", "no")], &[], &["F.3"]);
}

#[test]
fn a_cmpa_member_answers_the_statements_too() {
    check(
        independent(),
        &[("G.1", "cmpa")],
        &["G.2", "G.statements", "G.3", "G.4", "G.5", "G.7"],
        &["G.6", "G.8"],
    );
}

#[test]
fn each_other_cover_asks_for_its_own_evidence() {
    check(
        independent(),
        &[("G.1", "insurer")],
        &["G.1.insurer", "G.1.policy", "G.1.policyEnd", "G.5", "G.7"],
        &["G.2", "G.3", "G.4", "G.6"],
    );
    check(independent(), &[("G.1", "employer")], &["G.1.employer", "G.5"], &["G.2", "G.1.insurer", "G.8"]);
    check(
        Registrant::not_in_practice(),
        &[("G.1", "exempt")],
        &["G.6", "G.6.document", "G.8"],
        &["G.2", "G.3", "G.4", "G.5", "G.7", "G.statements"],
    );
}

#[test]
fn additional_cover_is_asked_only_of_those_who_need_it() {
    let needs = [("G.1", "cmpa"), ("G.4", "yes"), ("G.5", "yes"), ("G.7", "yes")];
    check(independent(), &needs, &["G.4.held", "G.5.held", "G.7.held"], &["G.7.explanation"]);
    let does_not = [("G.1", "cmpa"), ("G.4", "no"), ("G.5", "no"), ("G.7", "no")];
    check(independent(), &does_not, &[], &["G.4.held", "G.5.held", "G.7.held"]);
}

#[test]
fn outside_ontario_the_field_is_asked_but_not_the_ontario_practice() {
    check(
        Registrant::not_in_practice(),
        &[("B.1", "outside")],
        &["B.3", "F.2", "H.1", "H.2", "H.4", "H.12", "H.13"],
        &["B.2", "H.3", "H.5", "H.6", "H.7", "H.8", "H.9", "H.10", "H.11"],
    );
}

#[test]
fn an_ohp_or_a_list_that_is_wrong_asks_for_the_particulars() {
    check(
        independent(),
        &[
            ("B.1", "both"),
            ("H.9", "yes"),
            ("H.7.correct", "no"),
            ("H.8.correct", "no"),
            ("H.5", "yes"),
            ("H.5.vendor", "other"),
        ],
        &["H.9.site", "H.9.role", "H.7.change", "H.8.change", "H.8.hospital", "H.5.other"],
        &[],
    );
    check(
        independent(),
        &[("B.1", "both"), ("H.9", "no"), ("H.7.correct", "yes"), ("H.8.correct", "yes"), ("H.5", "no")],
        &[],
        &["H.9.site", "H.7.change", "H.8.change", "H.5.vendor"],
    );
}

#[test]
fn the_business_email_is_asked_about_only_when_there_is_one() {
    check(independent(), &[], &["A.4.public"], &[]);
    check(Registrant::postgraduate(), &[], &[], &["A.4.public"]);
}

#[test]
fn who_had_help_names_the_helper() {
    check(independent(), &[("J.4", "yes")], &["J.4.name", "J.4.note"], &[]);
    check(independent(), &[("J.4", "no")], &[], &["J.4.name", "J.4.note"]);
}
