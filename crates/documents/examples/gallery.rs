//! A picture of every document, made from records like those of the demonstration: `cargo run -p portal-documents --example
//! gallery -- DIR`. Each page is a PNG of 100 dots to the inch, drawn by poppler's pdftoppm. The PDFs stand beside them.

use std::{env, error::Error, fs, path::Path, process::Command, sync::Arc};

use jiff::{
    Timestamp,
    civil::{Date, date},
};
use portal_credentials::{
    keys::SigningKey,
    registration::{CredentialClaims, CredentialId},
};
use portal_documents::{Credential, Maker, Paper, Source, make};
use portal_forms::{Form, Micros};
use portal_record::{
    Actor, Body, Cents, CheckoutId, College, CommandId, CpsoNumber, Event, InvoiceId, Record,
    corporations::CorporationAuthorized,
    documents::{Certified, Document, available, certified},
    identity::{Enrolled, Name, NameChanged},
    ledger::{InvoiceIssued, Line, PaymentSettled},
    registration::{ClassGranted, Status, StatusSet},
    renewal::{RenewalCompleted, SurveyFiled},
};
use portal_texts::Texts;

const TODAY: Date = date(2027, 6, 14);
const ISSUER: &str = "https://portal.example";
const DOTS: &str = "100";

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
    for document in available(&plain, TODAY).into_iter().map(|there| there.document) {
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
        certified(record, TODAY).iter().filter_map(|it| credential(college, key, it)).collect();
    let source = Source {
        record,
        college,
        texts: Texts::english(),
        day: TODAY,
        maker,
        credentials: &credentials,
        form: &published,
    };
    let papers: &[(Paper, &str)] = match document {
        Document::Card { .. } => &[(Paper::Letter, ""), (Paper::CardPrinter, "-printer")],
        Document::Certificate => &[(Paper::Letter, ""), (Paper::A4, "-a4")],
        _ => &[(Paper::Letter, "")],
    };
    for (paper, on) in papers {
        let Some(made) = make(&source, document, *paper) else { continue };
        let made = made?;
        let name = folder.join(format!("{document}{variant}{on}"));
        let pdf = name.with_extension("pdf");
        fs::write(&pdf, made.pdf.as_bytes())?;
        let drawn = Command::new("pdftoppm").args(["-png", "-r", DOTS]).arg(&pdf).arg(&name).status()?;
        if !drawn.success() {
            return Err(format!("pdftoppm could not draw {}", pdf.display()).into());
        }
        println!("{:>28} {:>7} bytes", format!("{document}{variant}{on}"), made.pdf.as_bytes().len());
    }
    Ok(())
}

fn credential(college: &College, key: &SigningKey, certified: &Certified) -> Option<Credential> {
    let claims = CredentialClaims {
        id: CredentialId::derived(uuid::Uuid::from_u128(7), certified.name.as_bytes()),
        index: 912,
        issuer: ISSUER.into(),
        name: certified.name.clone(),
        cpso_number: certified.cpso_number.into(),
        class: college.class(&certified.class)?.name.clone(),
        status: certified.status.code().into(),
        valid_from: certified.valid_from,
        valid_until: certified.valid_until,
        issued_at: Timestamp::from_second(1_812_000_000).ok()?,
    };
    let signed = key.issue(&claims);
    Some(Credential { claims, signed })
}

fn published(url: &str, version: &str) -> Option<Arc<Form>> {
    let forms = College::forms().iter().filter_map(|(.., text)| Form::parse(text.as_bytes()).ok());
    forms.filter(|form| form.url() == Some(url) && form.version() == Some(version)).map(Arc::new).next()
}

/// A record with two classes, a completed renewal, a paid fee, a former name and a corporation.
fn practising(name: Name, terms: &[&str]) -> Result<Record, Box<dyn Error>> {
    let number = CpsoNumber::try_from(900_013)?;
    let invoice = InvoiceId("INV-2027-900013".into());
    let former = Name { given: name.given.clone(), family: "Bouchard".into() };
    let class = |class: &str, effective, expires, terms: &[&str]| {
        Body::from(ClassGranted {
            class: class.into(),
            effective,
            expires,
            terms: terms.iter().map(|term| (*term).to_owned()).collect(),
        })
    };
    let status = |effective| Body::from(StatusSet { status: Status::Active, effective });
    let response = "{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"completed\"}";
    let filed = SurveyFiled {
        year: 2027,
        form: String::new(),
        form_version: String::new(),
        response_hash: String::new(),
        response: portal_record::Json(response.into()),
        claimed_at: Micros(0),
    };
    let line = Line { fee: "annual".into(), amount: Cents(172_500), tax: Cents(0) };
    let issued = InvoiceIssued { invoice: invoice.clone(), year: 2027, lines: vec![line], due: Micros(0) };
    let paid = PaymentSettled {
        invoice,
        checkout: CheckoutId(uuid::Uuid::from_u128(9)),
        amount: Cents(172_500),
        method: "visa".into(),
        last_four: "4242".into(),
    };
    let completed =
        RenewalCompleted { year: 2027, valid_from: date(2027, 6, 1), valid_to: date(2028, 5, 31) };
    let corporation = CorporationAuthorized {
        number: "CA-10441".into(),
        name: format!("{} Medicine Professional Corporation", name.family.to_uppercase()),
        effective: date(2024, 3, 1),
        expires: date(2028, 2, 29),
    };
    let minc = Some("CAMD12345679".into());
    let bodies = [
        Enrolled { name: former, cpso_number: number, minc }.into(),
        class("postgraduate", date(2009, 7, 1), Some(date(2014, 6, 30)), &[]),
        status(date(2009, 7, 1)),
        class("independent", date(2014, 7, 2), None, terms),
        NameChanged { name, effective: date(2016, 9, 3) }.into(),
        corporation.into(),
        filed.into(),
        issued.into(),
        paid.into(),
        completed.into(),
    ];
    let at = Micros("2027-05-20T14:14:03Z".parse::<Timestamp>()?.as_microsecond());
    let events = (1..).zip(bodies).map(|(version, body)| Event {
        version,
        received_at: at,
        recorded_at: at,
        actor: Actor::College,
        command: Some(CommandId(uuid::Uuid::from_u128(7))),
        body,
    });
    Ok(Record::replay(events.collect::<Vec<_>>().iter()))
}
