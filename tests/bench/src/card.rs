//! The registration card.

use std::{error::Error, hint::black_box};

use jiff::civil::date;
use portal_documents::{
    Paper,
    card::{CardFacts, CardOptions, card},
};
use portal_texts::Texts;

use crate::measure::{Measures, Times};

const CARDS: usize = 200;

/// Measures the time and size of a card.
pub fn measure(measures: &mut Measures) -> Result<(), Box<dyn Error>> {
    let facts = CardFacts {
        registrant_name: "Siobhán Nguyễn-Thị Björk".into(),
        cpso_number: "900002".into(),
        class: "Independent Practice".into(),
        status: "Active".into(),
        valid_from: date(2027, 6, 1),
        valid_until: date(2028, 5, 31),
        minc: Some("CAMD12345679".into()),
        issued_at: "2027-05-20T14:14:00Z".parse()?,
        receipt_code: "R27-7F3K-9QMD".into(),
    };
    let make = || card(&facts, Texts::english(), CardOptions { paper: Paper::Letter });
    let size = make()?.as_bytes().len();
    let times = Times::of(CARDS, |_| drop(black_box(make())));
    measures.add_millis("registration card", times.median(), Some("under 5 ms"));
    measures.add("registration cards per second", 1.0 / times.median().as_secs_f64(), "/s", None);
    measures.add("registration card, size", size as f64, "B", Some("under 60,000 B"));
    Ok(())
}
