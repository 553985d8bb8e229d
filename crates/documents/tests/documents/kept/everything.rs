//! All kinds of documents there are, of one person.

use portal_documents::{
    Maker, Paper, Pdf,
    card::{CardOptions, card},
};
use portal_record::documents::Document;
use portal_texts::{Language, Texts};

use crate::{
    people::all_of,
    registrant::{Registrant, YEAR, invoice, letter},
    support::facts,
};

/// Each document with a name for its file.
pub fn everything(name: &str) -> Vec<(&'static str, Pdf)> {
    let mut all =
        vec![("card", card_on(name, Paper::Letter)), ("card-printer", card_on(name, Paper::CardPrinter))];
    all.extend(all_of(name, Paper::A4).map(|(kind, pdf)| (kind, pdf.expect("it is made"))));
    all.extend(quoting(name, 0));
    all
}

/// What flows over pages, with an explanation of about so many characters.
pub fn quoting(name: &str, characters: usize) -> Vec<(&'static str, Pdf)> {
    let odd = "Thank you 🙂 \u{0}\u{1b}\u{ffff}\u{fdd0} ខ្មែរ e\u{489}\u{301}.";
    let explained = format!("{odd} {}", "It was looked into at once. ".repeat(characters / 28));
    let registrant = Registrant::practising(name, "Example")
        .having_filed(&[
            ("A.1.correct", "yes"),
            ("A.contact.correct", "no"),
            ("A.contact.correction", &explained),
            ("B.1", "ontario"),
        ])
        .having_paid(&[("annual", 172_500, 0)])
        .having_resigned(Some(&explained), None);
    let of = |(kind, document, maker): (&'static str, Document, Maker)| {
        let made = registrant.try_make(&document, maker, Paper::Letter).expect("there is one");
        (kind, made.expect("it is made").pdf)
    };
    let all = [
        ("survey", Document::Survey { year: YEAR }, Maker::Registrant),
        ("receipt", Document::Receipt { invoice: invoice() }, Maker::College),
        ("letter", letter(), Maker::College),
        ("letter-own", letter(), Maker::Registrant),
        ("profile", Document::Profile, Maker::Registrant),
        ("conduct", Document::Conduct, Maker::College),
        ("conduct-preview", Document::Conduct, Maker::Registrant),
    ];
    all.into_iter().map(of).collect()
}

fn card_on(name: &str, paper: Paper) -> Pdf {
    card(&facts(name), Texts::of(Language::English), CardOptions { paper }).expect("a card")
}
