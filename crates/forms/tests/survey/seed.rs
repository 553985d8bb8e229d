//! What the College's own answers to its registrants say, in our words, against the published form: fact by fact, by
//! answering as the person would. What concerns other pages than the survey is not here.

use crate::registrant::Registrant;

/// A fact, and what a registrant meets at the survey because of it.
type Fact = (&'static str, fn());

fn independent() -> Registrant {
    Registrant::in_independent_practice()
}

fn away() -> Registrant {
    Registrant::not_in_practice()
}

type Answers<'a> = &'a [(&'a str, &'a str)];

#[track_caller]
fn asks(registrant: Registrant, answers: Answers<'_>, link_ids: &[&str]) {
    let registrant = registrant.answers(answers);
    link_ids.iter().for_each(|link_id| assert!(registrant.is_asked(link_id), "{link_id} after {answers:?}"));
}

#[track_caller]
fn does_not_ask(registrant: Registrant, answers: Answers<'_>, link_ids: &[&str]) {
    let registrant = registrant.answers(answers);
    link_ids.iter().for_each(|link_id| assert!(!registrant.is_asked(link_id), "{link_id} after {answers:?}"));
}

/// Whoever answers so reads these words there.
#[track_caller]
fn reads(registrant: Registrant, answers: Answers<'_>, link_id: &str, words: &[&str]) {
    let read = registrant.answers(answers).reads(link_id);
    words.iter().for_each(|word| assert!(read.contains(word), "{link_id} after {answers:?}: {read}"));
}

#[track_caller]
fn takes(registrant: Registrant, answers: Answers<'_>, link_id: &str) {
    let problems = registrant.answers(answers).problems();
    let start = format!("{link_id} ");
    assert!(!problems.iter().any(|problem| problem.starts_with(&start)), "{answers:?}: {problems:#?}");
}

#[track_caller]
fn stops(registrant: Registrant, answers: Answers<'_>, problem: &str) {
    let problems = registrant.answers(answers).problems();
    assert!(problems.iter().any(|found| found == problem), "{problem} after {answers:?}: {problems:#?}");
}

const FACTS: &[Fact] = &[
    ("The Profile is brought up to date before the survey is begun", || {
        reads(independent(), &[], "A.about", &["Profile", "before you begin"]);
        asks(independent(), &[], &["A.1.correct", "A.contact.correct"]);
    }),
    ("A correction that was asked for does not hold up the renewal", || {
        reads(independent(), &[], "A.about", &["does not hold up your renewal"]);
        let asked = [("A.contact.correct", "no"), ("A.contact.correction", "The clinic moved.")];
        takes(independent(), &asked, "A.contact.correct");
    }),
    ("Who has no business address is Not in Practice", || {
        reads(away(), &[], "A.2.not-in-practice", &["Not in Practice"]);
        does_not_ask(independent(), &[], &["A.2.not-in-practice"]);
    }),
    ("Answers are for the circumstances on the day of answering", || {
        reads(independent(), &[], "B", &["at the time of completing"]);
        reads(independent(), &[], "H", &["as it is today"]);
    }),
    ("Who retires in three months answers as one who practises", || {
        reads(independent(), &[], "B.1", &["three months", "practising now"]);
        let retiring = [("B.1", "ontario"), ("H.12", "retire")];
        asks(independent(), &retiring, &["H.1", "H.3.hours"]);
        does_not_ask(independent(), &retiring, &["B.2"]);
    }),
    ("Who does not go on practising in Ontario can resign", || {
        for answers in [[("B.1", "none")], [("B.1", "outside")], [("H.12", "leave")], [("H.12", "retire")]] {
            let note = if answers[0].0 == "B.1" { "B.2.resign" } else { "H.12.hold" };
            reads(away(), &answers, note, &["resign", "Membership Services"]);
        }
    }),
    ("Closing a practice has a policy of its own", || {
        for plan in ["retire", "leave"] {
            reads(independent(), &[("H.12", plan)], "H.12.closing", &["Closing a Medical Practice"]);
        }
    }),
    ("A licence cannot be put on hold: keeping it takes survey and fee", || {
        let away_for_months = [
            ("B.2.resign", ("B.1", "none")),
            ("B.5.hold", ("B.5", "yes")),
            ("H.12.hold", ("H.12", "absence")),
        ];
        for (note, answer) in away_for_months {
            reads(independent(), &[answer], note, &["on hold", "survey and the fee"]);
        }
        for reason in ["retired", "illness", "parental", "sabbatical", "non-clinical", "other"] {
            reads(away(), &[("B.1", "none"), ("B.2", reason)], "B.2.resign", &["on hold"]);
        }
    }),
    ("A parental leave of more than four months: the fee reduction is requested first", || {
        reads(independent(), &[], "B.5", &["parental leave of more than four months", "registration year"]);
        let leave = |request| [("B.5", "yes"), ("B.5.reduction", request)];
        stops(independent(), &leave("not-yet"), "B.5.reduction reduction-first");
        takes(independent(), &leave("submitted"), "B.5.reduction");
    }),
    ("Some months away need no re-entry; two years or more do", || {
        let stopped = |day, answer| [("B.1", "none"), ("B.2.stopped", day), ("B.3", answer)];
        takes(away(), &stopped("2026-11-20", "no"), "B.3");
        takes(away(), &stopped("2025-05-21", "no"), "B.3");
        stops(away(), &stopped("2025-05-20", "no"), "B.3 away-two-years");
        reads(away(), &stopped("2025-05-20", "yes"), "B.3.reentry", &["re-entering practice", "approval"]);
    }),
    ("A change of scope is told to the College, before it begins", || {
        reads(independent(), &[("B.4", "planned")], "B.4.approval", &["approval before you begin"]);
    }),
    ("CPD is tracked with one of three organizations", || {
        for organization in ["royal-college", "cfpc", "mdpac"] {
            takes(independent(), &[("C.1", organization)], "C.1");
            does_not_ask(independent(), &[("C.1", organization)], &["C.4", "C.4.reason"]);
        }
    }),
    ("Ill, fully retired, or only outside Ontario: a Cease to Practise Undertaking instead", || {
        let ill = [("B.1", "none"), ("B.2", "illness"), ("C.1", "none"), ("C.4.reason", "ill")];
        let retired = [("B.1", "none"), ("B.2", "retired"), ("C.1", "none"), ("C.4.reason", "retired")];
        let outside = [("B.1", "outside"), ("C.1", "none"), ("C.4", "signed"), ("C.4.reason", "outside")];
        for answers in [ill, retired, outside] {
            takes(away(), &answers, "C.4.reason");
            does_not_ask(away(), &answers, &["C.2"]);
        }
    }),
    (
        "The undertaking bars any form of medicine in Ontario and any professional use of the certificate",
        || {
            reads(away(), &[("C.1", "none")], "C.4", &["any form of medicine", "any form or setting"]);
            for practising in ["ontario", "both"] {
                let answers = [("B.1", practising), ("C.1", "none"), ("C.4", "signed")];
                stops(independent(), &answers, "C.4 undertaking-bars-practice");
            }
        },
    ),
    ("Charges and findings of guilt count, in Canada or elsewhere, under the statutes listed", || {
        reads(independent(), &[], "E.1", &["charged", "Canada or elsewhere"]);
        reads(independent(), &[], "E.2", &["found guilty", "Canada or elsewhere"]);
        for statute in ["criminal-code", "highway-traffic", "health-insurance", "abroad"] {
            takes(independent(), &[("E.1", "yes"), ("E.1.statute", statute)], "E.1.statute");
        }
    }),
    ("A ticket under the Highway Traffic Act counts; a parking ticket is none", || {
        for question in ["E.1", "E.2"] {
            reads(independent(), &[], question, &["Highway Traffic Act", "parking ticket does not"]);
        }
    }),
    ("Any offence related to the practice of medicine counts", || {
        reads(independent(), &[], "E.1", &["related to the practice of medicine"]);
    }),
    ("Staff ask when they need more", || reads(independent(), &[], "E", &["Staff contact you"])),
    ("Being named in a suit that is still open is not reported", || {
        reads(independent(), &[], "E.4", &["only named", "answer No"]);
        takes(independent(), &[("E.4", "no"), ("E.5", "no")], "E.4");
    }),
    (
        "A settlement, or a court's finding, in a suit of a patient or someone acting for one is reported",
        || {
            for (question, words) in [("E.4", "settled"), ("E.5", "court found against you")] {
                reads(independent(), &[], question, &[words, "patient", "acting for a patient"]);
            }
        },
    ),
    ("Everyone keeps liability cover, unless no medical service is given to anyone in Ontario", || {
        reads(independent(), &[], "G.1", &["s. 50.2", "no medical service to anyone in Ontario"]);
        stops(independent(), &[("B.1", "ontario"), ("G.1", "exempt")], "G.1 exempt-without-practice");
        for status in ["none", "outside"] {
            takes(away(), &[("B.1", status), ("G.1", "exempt")], "G.1");
        }
    }),
    ("The exemption takes evidence that satisfies the College", || {
        reads(away(), &[("G.1", "exempt")], "G.6", &["evidence", "satisfactory"]);
    }),
    ("Cover is in force again before practice in Ontario is resumed", || {
        reads(away(), &[("G.1", "exempt")], "G.8", &["before I resume"]);
        stops(away(), &[("G.1", "exempt")], "G.8 required");
    }),
    ("CMPA members answer the statements of G too, and No is right for what does not apply", || {
        let answers = [("G.1", "cmpa"), ("G.3", "no"), ("G.4", "no"), ("G.5", "no"), ("G.7", "no")];
        for statement in ["G.3", "G.4", "G.5", "G.7"] {
            takes(independent(), &answers, statement);
        }
        reads(independent(), &answers, "G.statements", &["CMPA member", "does not apply"]);
    }),
    ("More cover only where the CMPA or the employer said so", || {
        reads(independent(), &[], "G", &["nothing more, unless the CMPA or an employer"]);
        let no = [("G.1", "cmpa"), ("G.4", "no"), ("G.5", "no")];
        does_not_ask(independent(), &no, &["G.4.held", "G.5.held"]);
        asks(independent(), &[("G.1", "cmpa"), ("G.4", "yes"), ("G.5", "yes")], &["G.4.held", "G.5.held"]);
    }),
    ("H.2 takes one setting: the one practised in most often now", || {
        reads(independent(), &[("B.1", "ontario")], "H.2", &["One only", "most often now"]);
        stops(independent(), &[("B.1", "ontario"), ("H.2", "solo-office, locum")], "H.2 repeats");
    }),
    ("A private office is no Out-of-Hospital Premises", || {
        reads(
            independent(),
            &[("B.1", "ontario")],
            "H.9",
            &["private office is not", "anesthesia", "colonoscopy"],
        );
        takes(independent(), &[("B.1", "ontario"), ("H.2", "solo-office"), ("H.9", "no")], "H.9");
    }),
    ("A clinical activity that is not in the list is added as Other", || {
        let missing = [("B.1", "ontario"), ("H.7.correct", "no")];
        reads(independent(), &missing, "H.7.change", &["“Other”"]);
    }),
    ("Privileges are added, and those that ended become historical", || {
        let changed = [("B.1", "ontario"), ("H.8.correct", "no")];
        for kind in ["began", "ended"] {
            takes(independent(), &[changed[0], changed[1], ("H.8.kind", kind)], "H.8.kind");
        }
    }),
    (
        "Only those who were selected take part in the Quality Improvement Program, in the Learning Portal",
        || {
            reads(independent(), &[], "I.1", &["selected", "Learning Portal"]);
        },
    ),
    ("The College must tell every registrant about rules, also by Dialogue", || {
        reads(independent(), &[], "I.2", &["Dialogue", "no “not at all”"]);
    }),
    ("Submitting leads to the payment page, and survey and fee are both needed", || {
        reads(independent(), &[], "J.about", &["payment page", "both the survey and the fee"]);
    }),
    ("Others may help, and what is done in the account counts as done by the registrant", || {
        reads(independent(), &[], "J.2", &["lawyer", "counts as done by you"]);
        reads(independent(), &[("J.4", "yes")], "J.4.note", &["change your password"]);
    }),
    ("What changes during the year is reported then", || {
        reads(independent(), &[], "J.3", &["during the year", "30 days"]);
    }),
];

#[test]
fn the_form_keeps_to_every_fact() {
    for (fact, holds) in FACTS {
        println!("{fact}");
        holds();
    }
}
