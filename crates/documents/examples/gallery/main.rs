//! A picture of every document, made from records like those of the demonstration: `cargo run -p portal-documents --example
//! gallery -- DIR`. Each page is a PNG of 100 dots to the inch, drawn by poppler's pdftoppm. The PDFs stand beside them,
//! and it is said how large each is and how long it takes to make.

mod record;
mod survey;

use std::{env, error::Error, fs, hint::black_box, path::Path, process::Command, time::Instant};

use jiff::{
    Timestamp,
    civil::{Date, date},
};
use portal_credentials::{
    keys::SigningKey,
    registration::{Class, CredentialClaims, CredentialId},
};
use portal_documents::{Credential, Maker, Paper, Source, claimed, make};
use portal_record::{
    College, Record,
    documents::{Certified, Document, available, certified},
    identity::Name,
};
use portal_texts::{Language, Texts};

use record::practising;
use survey::published;

const TODAY: Date = date(2027, 6, 14);
const ISSUER: &str = "https://portal.example";
const DOTS: &str = "100";
/// How often each is made again, to say how long it takes.
const REPEATS: u32 = 50;

const LONG_TERM: &str = "The registrant may practise only under the supervision of a physician approved by the College, who meets \
    the registrant at least once in each month, reviews at least ten records of patients each time, and reports to the College in \
    writing every three months, or at once where the care of a patient is, or may be, at risk.";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).unwrap_or_else(|| "docs/documents".to_owned());
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let college = College::published()?;
    let key = SigningKey::generate();

    let plain = practising(Name { given: "Siobhán Anne".into(), family: "Nguyễn-Côté".into() }, &[])?;
    let limited = practising(
        Name {
            given: "Maria Alejandra Constanza de la Santísima Trinidad".into(),
            family: "Fernández de Córdoba y Álvarez de Toledo".into(),
        },
        &[LONG_TERM; 10],
    )?;
    for document in available(&plain, &college, TODAY).into_iter().map(|there| there.document) {
        let maker = if document.is_issued() { Maker::College } else { Maker::Registrant };
        picture(folder, &college, &key, &plain, &document, maker, "")?;
    }
    picture(folder, &college, &key, &plain, &Document::Conduct, Maker::Registrant, "-preview")?;
    for document in [Document::Card { year: 2027 }, Document::Certificate, Document::Diploma] {
        picture(folder, &college, &key, &limited, &document, Maker::College, "-long")?;
    }
    Ok(())
}

fn picture(
    folder: &Path,
    college: &College,
    key: &SigningKey,
    record: &Record,
    document: &Document,
    maker: Maker,
    variant: &str,
) -> Result<(), Box<dyn Error>> {
    let credentials: Vec<Credential> =
        certified(record, TODAY).iter().filter_map(|it| credential(key, it)).collect();
    let source = Source {
        record,
        college,
        texts: Texts::of(Language::English),
        day: TODAY,
        maker,
        credentials: &credentials,
        form: &published,
    };
    let papers: &[(Paper, &str)] = match document {
        Document::Card { .. } => &[(Paper::Letter, ""), (Paper::CardPrinter, "-printer")],
        Document::Certificate if variant.is_empty() => &[(Paper::Letter, ""), (Paper::A4, "-a4")],
        _ => &[(Paper::Letter, "")],
    };
    for (paper, on) in papers {
        let Some(made) = make(&source, document, *paper) else { continue };
        let made = made?;
        let name = folder.join(format!("{document}{variant}{on}").replace('/', "-"));
        let pdf = name.with_extension("pdf");
        fs::write(&pdf, made.pdf.as_bytes())?;
        let drawn = Command::new("pdftoppm").args(["-png", "-r", DOTS]).arg(&pdf).arg(&name).status()?;
        if !drawn.success() {
            return Err(format!("pdftoppm could not draw {}", pdf.display()).into());
        }
        let start = Instant::now();
        for _ in 0..REPEATS {
            drop(black_box(make(&source, document, *paper)));
        }
        let (bytes, each) = (made.pdf.as_bytes().len(), start.elapsed() / REPEATS);
        println!("{:>28} {bytes:>7} bytes {each:?}", format!("{document}{variant}{on}"));
    }
    Ok(())
}

fn credential(key: &SigningKey, certified: &Certified) -> Option<Credential> {
    let claims = CredentialClaims {
        id: CredentialId::derived(uuid::Uuid::from_u128(7), certified.name.as_bytes()),
        index: 912,
        issuer: ISSUER.into(),
        name: certified.name.clone(),
        cpso_number: certified.cpso_number.into(),
        class: Class::Code(certified.class.clone()),
        status: certified.status.code().into(),
        valid_from: certified.valid_from,
        valid_until: certified.valid_until,
        details: certified.details.as_ref().map(claimed),
        issued_at: Timestamp::from_second(1_812_000_000).ok()?,
    };
    let signed = key.issue(&claims);
    Some(Credential { claims, signed })
}
