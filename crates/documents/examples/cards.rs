//! Makes a few cards of varied people, to be looked at, and says how long each took: `cargo run -p portal-documents
//! --release --example cards -- DIR`.

use std::{env, fs, path::Path, time::Instant};

use jiff::{Timestamp, civil::date};
use portal_documents::{
    Maker, Paper,
    card::{CardFacts, CardOptions, card},
};
use portal_texts::Texts;

const PEOPLE: [(&str, &str, &str, &str, &str); 8] = [
    ("plain", "Anna Lee", "900001", "Independent Practice", "Active"),
    ("accents", "Siobhán Nguyễn-Thị Björk", "900002", "Postgraduate Education", "Active"),
    ("syllabics", "ᐊᓇ ᐅᒃᐱᒃ (Anna Okpik)", "900003", "Independent Practice", "Active"),
    ("greek", "Ελένη Παπαδοπούλου", "900004", "Academic Practice", "Active"),
    ("cyrillic", "Юлія Ґалаґан-Щербакова", "900005", "Restricted", "Active"),
    ("marks", "ȽÁU,WELṈEW̱ X̱wémalhkwu", "900006", "Independent Practice", "Active"),
    (
        "long",
        "Maria Alejandra Constanza de la Santísima Trinidad Fernández de Córdoba y Álvarez de Toledo",
        "900007",
        "Supervised Practice of Short Duration",
        "Inactive, resigned from membership",
    ),
    (
        "longest",
        "Maximiliana Wilhelmina Konstantinopolitana Featherstonehaugh-Cholmondeley Montgomery-Whitcombe \
         Bartholomew-Fotheringay de Villeneuve Saint-Exupéry von Hohenzollern-Sigmaringen zu Schleswig-Holstein",
        "900008",
        "Emergency Circumstances Practice",
        "Active",
    ),
];

const REPEATS: u32 = 100;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let texts = Texts::english();
    for (file, name, number, class, status) in PEOPLE {
        let facts = CardFacts {
            registrant_name: name.into(),
            cpso_number: number.into(),
            class: class.into(),
            status: status.into(),
            valid_from: date(2027, 6, 1),
            valid_until: date(2028, 5, 31),
            minc: (file != "greek").then(|| "CAMD12345679".into()),
            issued_at: "2027-05-20T14:14:00Z".parse::<Timestamp>()?,
            receipt_code: Some("R27-7F3K-9QMD".into()),
            maker: Maker::Registrant,
            credential: None,
        };
        let start = Instant::now();
        let paper = if file == "long" { Paper::A4 } else { Paper::Letter };
        let pdf = card(&facts, texts, CardOptions { paper })?;
        println!("{file:>10} {:>6} bytes {:?}", pdf.as_bytes().len(), start.elapsed());
        let start = Instant::now();
        for _ in 0..REPEATS {
            card(&facts, texts, CardOptions { paper })?;
        }
        println!("{:>10} again and again: {:?} each", "", start.elapsed() / REPEATS);
        fs::write(Path::new(&folder).join(format!("card-{file}.pdf")), pdf.as_bytes())?;
    }
    Ok(())
}
