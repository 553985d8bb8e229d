//! The receipt of a paid fee.

use portal_documents::{DocumentError, Maker, Paper};
use portal_record::documents::Document;

use crate::{
    page::{nothing_overlaps_or_is_cut, pages, text},
    registrant::{Registrant, invoice},
    support::{File, run},
};

fn receipt() -> Document {
    Document::Receipt { invoice: invoice() }
}

fn paid() -> Registrant {
    Registrant::practising("Élise", "Tremblay")
        .having_paid(&[("annual", 172_500, 0), ("late-penalty", 43_125, 0)])
}

#[test]
fn a_receipt_says_who_paid_what_when_and_how() {
    let made = paid().make(&receipt());
    let text = text(&made);
    for said in [
        "College of Physicians and Surgeons of Ontario",
        "80 College Street, Toronto, Ontario M5G 2E2",
        "Registrant’s copy",
        "Receipt",
        "Payer Élise Tremblay CPSO 900001 Apartment 1204 12 King Street East Hamilton ON L8N 1A1",
        "Invoice issued 18 May 2027",
        "For Annual renewal 2027 1 Jun 2027 to 31 May 2028",
        "Paid 18 May 2027, 11:20 p.m. EDT",
        "Paid by Mastercard Debit ending in 4242",
        "Item Before tax HST Amount (CAD)",
        "Annual fee $1,725.00 exempt $1,725.00",
        "Late penalty (25 % of the annual fee) $431.25 exempt $431.25",
        "Total $2,156.25 $0.00 $2,156.25",
        "Payment received $2,156.25",
        "Balance owing $0.00",
        "GST/HST registration 00000 0000 RT0001 (the College is still to confirm this number)",
        "Paid in full",
        "Page 1 of 1",
    ] {
        assert!(text.contains(said), "{said:?} in {text}");
    }
    assert!(text.contains(&invoice().0), "the invoice's number");
    let reference: String = text.split("Payment reference ").nth(1).expect("one").chars().take(37).collect();
    assert_eq!(reference.replace(' ', ""), uuid::Uuid::from_u128(9).to_string(), "on two lines");
    assert_eq!(made.title, format!("Receipt 2027, {}", invoice().0));
}

#[test]
fn the_colleges_own_is_signed_and_official_is_said_of_nothing_without_a_code() {
    let made = paid().try_make(&receipt(), Maker::College, Paper::Letter).expect("paid").expect("made");
    let text = text(&made);
    assert!(text.contains("Issued and signed by the College"), "{text}");
    assert!(!text.contains("Registrant’s copy") && !text.to_lowercase().contains("official"), "{text}");
}

#[test]
fn a_fee_that_is_taxed_says_the_tax() {
    let registrant = Registrant::practising("Élise", "Tremblay").having_paid(&[("annual", 10_000, 1_300)]);
    let text = text(&registrant.make(&receipt()));
    assert!(text.contains("Annual fee $100.00 $13.00 $113.00 Total $100.00 $13.00 $113.00"), "{text}");
    assert!(!text.contains("exempt") && !text.contains("Exempt"), "{text}");
}

#[test]
fn the_tax_is_said_line_by_line_where_one_is_exempt_and_another_is_not() {
    let registrant = Registrant::practising("Élise", "Tremblay")
        .having_paid(&[("annual", 10_000, 0), ("late-penalty", 2_500, 325)]);
    let text = text(&registrant.make(&receipt()));
    for said in [
        "Annual fee $100.00 exempt $100.00",
        "$25.00 $3.25 $28.25",
        "Total $125.00 $3.25 $128.25",
        "Exempt from",
    ] {
        assert!(text.contains(said), "{said:?} in {text}");
    }
}

#[test]
fn amounts_that_do_not_add_up_are_an_error_and_never_paid_in_full() {
    let lines: &[(&str, i64, i64)] = &[("annual", 172_500, 0)];
    for (paid, lines, come_to) in [
        (172_499, lines, Some(172_500)),
        (172_501, lines, Some(172_500)),
        (0, lines, Some(172_500)),
        (172_500, &[("annual", 172_500, 1)][..], Some(172_501)),
        (-5, &[("annual", -5, 0)][..], Some(-5)),
        (7, &[("annual", i64::MAX, 1), ("late-penalty", 7, 0)][..], None),
    ] {
        let registrant = Registrant::practising("Élise", "Tremblay").having_paid_instead(paid, lines);
        let made = registrant.try_make(&receipt(), Maker::College, Paper::Letter).expect("there is one");
        let refused = made.expect_err("it does not add up");
        assert_eq!(refused, DocumentError::AmountsDiffer { lines: come_to, paid });
        let sentence = refused.sentence(portal_texts::Texts::of(portal_texts::Language::English));
        assert!(sentence.contains("do not add up"), "{sentence}");
    }
    let nothing = Registrant::practising("Élise", "Tremblay").having_paid_instead(0, &[]);
    let refused = nothing.try_make(&receipt(), Maker::College, Paper::Letter).expect("there is one");
    assert_eq!(refused.expect_err("nothing"), DocumentError::Empty { fact: "items" });
}

#[test]
fn amounts_end_at_the_same_place_so_that_their_points_stand_in_a_column() {
    let pages = pages(&paid().make(&receipt()));
    let amounts: Vec<f64> = pages
        .iter()
        .flatten()
        .filter(|(word, _)| word.starts_with('$'))
        .map(|(_, [_, _, right, _])| *right)
        .collect();
    let mut ends: Vec<i64> = amounts.iter().map(|right| right.round() as i64).collect();
    ends.sort_unstable();
    ends.dedup();
    assert_eq!(ends.len(), 3, "three columns: {amounts:?}");
}

#[test]
fn a_receipt_is_one_page_whatever_the_name() {
    let long = "Maria Aurelia Fernanda ".repeat(9);
    for (given, family) in
        [("Élise", "Tremblay"), (&*long, "Wolfeschlegelsteinhausenbergerdorff"), ("ᐊᓇ", "ᐅᒃᐱᒃ")]
    {
        let registrant = Registrant::practising(given, family).having_paid(&[("annual", 172_500, 0)]);
        for (paper, size) in [(Paper::Letter, (612.0, 792.0)), (Paper::A4, (595.28, 841.89))] {
            let made =
                registrant.try_make(&receipt(), Maker::Registrant, paper).expect("paid").expect("made");
            assert_eq!(pages(&made).len(), 1, "{given}");
            nothing_overlaps_or_is_cut(&made, size);
        }
    }
}

#[test]
fn a_receipt_is_sound_and_the_same_each_time() {
    let registrant = paid();
    let (one, other) = (registrant.make(&receipt()), registrant.make(&receipt()));
    assert_eq!(one.pdf, other.pdf);
    assert!(one.pdf.as_bytes().len() < 60_000);
    let report = run("qpdf", &["--check"], &File::holding(&one.pdf).path(), &[]);
    assert!(report.contains("No syntax or stream encoding errors found"), "{report}");
}

#[test]
fn what_is_not_paid_has_no_receipt() {
    let registrant = Registrant::practising("Élise", "Tremblay");
    assert!(registrant.try_make(&receipt(), Maker::Registrant, Paper::Letter).is_none());
    assert_eq!(registrant.title(&receipt()), None);
}

#[test]
fn what_was_paid_before_2018_has_none_here() {
    for (paid_at, is_there) in [("2018-01-01T04:59:59Z", false), ("2018-01-01T05:00:00Z", true)] {
        let registrant =
            Registrant::practising("Élise", "Tremblay").having_paid_at(paid_at, &[("annual", 161_000, 0)]);
        assert_eq!(registrant.title(&receipt()).is_some(), is_there, "paid {paid_at}, by Toronto's clock");
    }
}
