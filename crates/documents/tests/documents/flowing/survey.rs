//! The copy of a filed survey.

use portal_documents::{Maker, Paper, make};
use portal_record::{cases::Filed, documents::Document, services::renewal};

use crate::{
    page::{nothing_overlaps_or_is_cut, outline, pages, roles, text},
    registrant::{Registrant, YEAR, any_version, is_hidden},
    support::{File, run},
};

const COPY: Document = Document::Survey { year: YEAR };
const LETTER: (f64, f64) = (612.0, 792.0);

/// A family practice with two charges to tell of.
pub const ANSWERS: &[(&str, &str)] = &[
    ("A.1.correct", "yes"),
    ("A.contact.correct", "no"),
    ("A.contact.correction", "My clinic moved to 12 King Street East, Hamilton, on 3 May."),
    ("A.6", "en, fr"),
    ("B.1", "ontario"),
    ("B.4", "no"),
    ("B.5", "no"),
    ("C.1", "cfpc"),
    ("C.2", "512345"),
    ("D.1", "no"),
    ("D.2", "no"),
    ("D.3", "no"),
    ("D.4", "no"),
    ("D.5", "no"),
    ("D.6", "no"),
    ("E.1", "yes"),
    ("E.1.date", "2027-02-14"),
    ("E.1.place", "Milton, Ontario"),
    ("E.1.statute", "highway-traffic"),
    ("E.1.offence", "Speeding, 128 km/h in a zone of 100"),
    ("E.1.outcome", "fine"),
    ("E.1.explanation", "I was late for a delivery at the hospital.\nI paid the fine on the same day."),
    ("E.1.details", "another"),
    ("E.1.place#last", "Iqaluit, Nunavut"),
    ("E.2", "no"),
    ("E.3", "no"),
    ("E.4", "no"),
    ("E.5", "no"),
    ("F.1", "no"),
    ("G.1", "cmpa"),
    ("G.3", "yes"),
    ("G.4", "no"),
    ("G.5", "no"),
    ("G.7", "no"),
    ("H.1", "family-medicine"),
    ("H.2", "family-health-team"),
    ("H.3.hours", "37.5"),
    ("H.4.clinical", "90"),
    ("H.4.teaching", "10"),
    ("H.5", "yes"),
    ("H.5.vendor", "oscar"),
    ("H.6", "15"),
    ("H.9", "no"),
    ("H.10", "residents, students"),
    ("I.1", "not-selected"),
    ("I.2", "email"),
    ("I.3", "yes"),
    ("J.1", "yes"),
    ("J.2", "yes"),
    ("J.3", "yes"),
    ("J.4", "no"),
    ("J.5", "Élise Tremblay"),
];

fn filed() -> Registrant {
    Registrant::practising("Élise", "Tremblay").having_filed(ANSWERS)
}

#[test]
fn a_copy_says_what_it_is_and_what_was_filed() {
    let copy = filed().make(&COPY);
    let text = text(&copy);
    for said in [
        "Copy of what was filed",
        "Annual renewal survey 2027",
        "Registrant Élise Tremblay",
        "CPSO number 900001",
        "Received by the College 18 May 2027, 10:14 a.m. EDT",
        "Receipt code R27-",
        "Form Annual Renewal Survey, version 2027.2",
        "What should be corrected? My clinic moved to 12 King Street East, Hamilton, on 3 May.",
        "A.6 In which languages can you care for patients? English French",
        "Milton, Ontario",
        "14 Feb 2027",
        "I was late for a delivery at the hospital. I paid the fine on the same day.",
        "Hours a week there 37.5",
        "J.5 Type your full name to sign Élise Tremblay",
        "Page 1 of",
    ] {
        assert!(text.contains(said), "{said:?} in {text}");
    }
    assert!(!text.contains("Licence outside Ontario"), "what was not asked is not there");
    assert_eq!(copy.file_name, "Annual renewal survey 2027, as filed 900001.pdf");
}

#[test]
fn every_answer_of_the_response_stands_in_the_copy() {
    let registrant = filed();
    let case = registrant.record.renewal(YEAR).filed.expect("filed");
    let text = text(&registrant.make(&COPY));
    let copied: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut strings = Vec::new();
    for item in case.filed.response.0.split("\"linkId\":\"").skip(1) {
        let (link_id, rest) = item.split_once('"').expect("the end of a linkId");
        let text = rest.split("\"valueString\":\"").nth(1).and_then(|text| text.split('"').next());
        strings.extend(text.filter(|_| !is_hidden(link_id)).map(|text| text.replace("\\n", "")));
    }
    assert!(strings.len() > 12, "{strings:?}");
    for string in strings {
        let plain: String = string.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(copied.contains(&plain), "{string:?} in {text}");
    }
    assert!(text.contains(&case.filed.response_hash), "the hash that the receipt names");
}

#[test]
fn repeats_are_numbered_and_what_was_left_open_says_so() {
    let text = text(&filed().make(&COPY));
    let places: Vec<_> =
        ["Charge 1", "Milton, Ontario", "Charge 2", "Iqaluit, Nunavut"].map(|said| text.find(said)).into();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{places:?} in {text}");
    assert!(text.contains("No answer"), "a question that was asked and not answered: {text}");
}

#[test]
fn the_outline_has_every_section() {
    let outline = outline(&filed().make(&COPY));
    let letters: Vec<char> = outline.iter().filter_map(|title| title.chars().next()).collect();
    assert_eq!(letters, ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'], "{outline:?}");
}

#[test]
fn questions_and_answers_are_rows_of_tables_for_those_who_have_them_read_aloud() {
    let copy = filed().make(&COPY);
    let roles = roles(&copy);
    let count = |wanted: &str| roles.iter().filter(|role| *role == wanted).count();
    assert_eq!((count("H1"), count("H2")), (1, 10), "the title and ten sections");
    let answers = text(&copy)
        .split("End of the copy. ")
        .nth(1)
        .and_then(|end| end.split(' ').next()?.parse::<usize>().ok());
    let answers = answers.expect("how many there are");
    assert!(count("TR") >= answers && count("TD") >= answers && count("TH") >= answers, "{roles:?}");
}

#[test]
fn nothing_overlaps_and_nothing_is_cut_whatever_was_written() {
    let long = "Whatever happened, it was looked into at once. ".repeat(426);
    let name = "Wolfeschlegelsteinhausenbergerdorff-".repeat(6);
    for (given, text) in [("Élise", "Short."), (&*name, &*long), ("Ana", &*"x".repeat(4_000))] {
        let mut answers: Vec<(&str, &str)> = ANSWERS.to_vec();
        answers.retain(|(link_id, _)| *link_id != "E.1.explanation");
        let at = answers.iter().position(|(link_id, _)| *link_id == "E.1.outcome").expect("asked") + 1;
        answers.insert(at, ("E.1.explanation", text));
        let registrant = Registrant::practising(given, "Tremblay").having_filed(&answers);
        for (paper, size) in [(Paper::Letter, LETTER), (Paper::A4, (595.28, 841.89))] {
            let copy = registrant.try_make(&COPY, Maker::Registrant, paper).expect("filed").expect("made");
            nothing_overlaps_or_is_cut(&copy, size);
            let printed = crate::page::text(&copy);
            let printed: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
            let count = printed.matches("itwaslookedintoatonce").count();
            let wanted = text.matches("it was looked into at once").count();
            assert!(count + 12 >= wanted && count <= wanted, "{count} of {wanted}: only page breaks part it");
        }
    }
}

#[test]
fn pages_are_numbered_and_a_page_within_a_section_names_it() {
    let copy = filed().make(&COPY);
    let pages = pages(&copy);
    assert!((4..=12).contains(&pages.len()), "{} pages", pages.len());
    for (number, words) in (1..).zip(&pages) {
        let text: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
        let text = text.join(" ");
        assert!(text.contains(&format!("Page {number} of {}", pages.len())), "{text}");
        assert!(number == 1 || text.contains("Annual renewal survey 2027"), "{text}");
    }
    assert!(text(&copy).contains(", continued"));
}

#[test]
fn words_of_another_version_are_named_as_such_and_without_words_answers_stand_under_their_numbers() {
    let registrant = filed();
    let filed = registrant.record.renewal(YEAR).filed.expect("filed").filed.clone();
    let older = Filed { case: renewal::case(2026), form_version: "2026.1".into(), ..filed };
    let registrant = registrant.and("2026-05-12T14:00:00Z", older);
    let of_2026 = Document::Survey { year: 2026 };
    let known = |url: &str, version: &str| any_version(url, version).filter(|_| version == "2027.2");
    let copy = registrant.with_forms(&known, |source| make(source, &of_2026, Paper::Letter));
    let copied = text(&copy.expect("filed").expect("made"));
    assert!(copied.contains("worded here as in version 2027.2"), "{copied}");
    assert!(!copied.contains("No answer"), "what was asked then is not known from the words of now");
    let bare = registrant.with_forms(&|_, _| None, |source| make(source, &of_2026, Paper::Letter));
    let bare = text(&bare.expect("filed").expect("made"));
    assert!(bare.contains("Question E.1.place Milton, Ontario"), "{bare}");
    assert!(bare.contains("Each answer stands under the number of its question"), "{bare}");
}

#[test]
fn an_answer_to_a_question_that_the_form_does_not_have_is_printed_by_its_number() {
    let registrant = filed();
    let mut filed = registrant.record.renewal(YEAR).filed.expect("filed").filed.clone();
    filed.case = renewal::case(2026);
    let response = filed.response.0.replace("\"linkId\":\"E.1.place\"", "\"linkId\":\"E.1.town\"");
    filed.response = portal_record::Json(response.into());
    let of_2026 = Document::Survey { year: 2026 };
    let copied = text(&registrant.and("2027-05-18T15:00:00Z", filed).make(&of_2026));
    assert!(copied.contains("Question E.1.town Milton, Ontario"), "{copied}");
}

#[test]
fn a_copy_is_sound_small_and_the_same_each_time() {
    let registrant = filed();
    let (one, other) = (registrant.make(&COPY), registrant.make(&COPY));
    assert_eq!(one.pdf, other.pdf);
    let count = pages(&one).len();
    let size = one.pdf.as_bytes().len();
    assert!(size < 60_000 * count, "{size} bytes for {count} pages");
    let report = run("qpdf", &["--check"], &File::holding(&one.pdf).path(), &[]);
    assert!(report.contains("No syntax or stream encoding errors found"), "{report}");
}

#[test]
fn there_is_no_copy_before_a_survey_was_filed() {
    let registrant = Registrant::practising("Élise", "Tremblay");
    assert_eq!(registrant.title(&COPY), None);
    assert!(registrant.try_make(&COPY, Maker::Registrant, Paper::Letter).is_none());
}
