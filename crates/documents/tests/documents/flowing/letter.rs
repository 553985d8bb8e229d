//! The letter of a decision.

use portal_documents::{Maker, Paper};

use crate::{
    page::{nothing_overlaps_or_is_cut, pages, text},
    registrant::{Registrant, invoice, letter},
};

fn resigned() -> Registrant {
    Registrant::practising("Élise", "Tremblay")
        .having_resigned(Some("Thank you for your years of work."), None)
}

#[test]
fn a_letter_says_to_whom_when_about_what_and_what_was_decided() {
    let made = resigned().make(&letter());
    let text = text(&made);
    for said in [
        "College of Physicians and Surgeons of Ontario",
        "Registrant’s copy",
        "Confirmation of resignation",
        "To Élise Tremblay CPSO 900001 Apartment 1204 12 King Street East Hamilton ON L8N 1A1",
        "Date 19 May 2027 Your request Resign your membership Confirmation number R27-",
        "the resignation of Élise Tremblay, CPSO number 900001. The resignation takes effect on 31 Aug 2027.",
        "apply for a new certificate of registration.",
        "Thank you for your years of work.",
        "made on the registrant’s own computer",
        "Page 1 of 1",
    ] {
        assert!(text.contains(said), "{said:?} in {text}");
    }
    assert_eq!(made.title, "Confirmation of resignation, 19 May 2027");
    assert_eq!(made.file_name, "Confirmation of resignation, 19 May 2027 900001.pdf");
}

#[test]
fn the_colleges_own_says_that_it_is_signed() {
    let made =
        resigned().try_make(&letter(), Maker::College, Paper::A4).expect("there is one").expect("made");
    let text = text(&made);
    assert!(text.contains("Issued and signed by the College"), "{text}");
    assert!(!text.contains("Registrant’s copy") && !text.contains("own computer"), "{text}");
}

#[test]
fn there_is_none_before_its_fee_is_paid() {
    let waiting = Registrant::practising("Élise", "Tremblay").having_resigned(None, Some(invoice()));
    assert!(waiting.try_make(&letter(), Maker::College, Paper::Letter).is_none());
    assert_eq!(waiting.title(&letter()), None);
    let paid = waiting.having_paid(&[("annual", 172_500, 0)]);
    assert!(text(&paid.make(&letter())).contains("accepted the resignation of Élise Tremblay"));
}

#[test]
fn a_long_letter_goes_on_over_pages_whole() {
    let besides = (1..=120)
        .map(|number| format!("Paragraph {number}. It was looked into at once."))
        .collect::<Vec<_>>();
    let long = Registrant::practising("Élise", "Tremblay").having_resigned(Some(&besides.join("\n")), None);
    let made = long.make(&letter());
    assert!(pages(&made).len() > 1);
    let text = text(&made);
    for number in [1, 60, 120] {
        assert!(text.contains(&format!("Paragraph {number}. It")), "{number} in {text}");
    }
    nothing_overlaps_or_is_cut(&made, (612.0, 792.0));
}
