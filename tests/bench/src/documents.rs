//! Documents: what each takes of the processor and how large it is, a thousand cards in a row, and how fast credentials are
//! checked. What other libraries take for a certificate of the same make-up is measured by `rivals`, in the same run.

use std::{error::Error, fs, hint::black_box, sync::Arc};

use portal_credentials::{
    keys::{KeySet, SigningKey},
    registration::{Class, CredentialClaims, CredentialId, verify},
};
use portal_documents::{Credential, Maker, Paper, Rendered, Source, claimed, make};
use portal_forms::Form;
use portal_record::{
    College, Record,
    documents::{Document, available, certified},
};
use portal_texts::{Language, Texts};
use uuid::Uuid;

use crate::lifelike::{Life, events};
use crate::measure::{Measures, Times, processor_time};

/// Of each document, after as many to warm up.
const DOCUMENTS: usize = 100;
const CARDS: usize = 1_000;
const CHECKS: usize = 2_000;
const DAY: jiff::civil::Date = jiff::civil::date(2027, 5, 20);

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Measures all of it.
pub fn measure(measures: &mut Measures) -> Outcome<()> {
    let college = College::published()?;
    let record = Record::replay(&events(&Life::enrolled_for_ten_years()?)?);
    let key = SigningKey::generate();
    let keys = KeySet::default().with(key.verifying_key());
    let credentials = credentials(&record, &key)?;
    let (.., json) = College::forms()[0];
    let form = Arc::new(Form::parse(json.as_bytes())?);
    let find = |_: &str, _: &str| Some(Arc::clone(&form));
    let source = Source {
        record: &record,
        college: &college,
        texts: Texts::of(Language::English),
        day: DAY,
        maker: Maker::Registrant,
        credentials: &credentials,
        form: &find,
    };
    let mut kinds: Vec<Document> = Vec::new();
    for there in available(&record, &college, DAY) {
        let is_new =
            |kind: &Document| std::mem::discriminant(kind) != std::mem::discriminant(&there.document);
        if kinds.iter().all(is_new) {
            kinds.push(there.document);
        }
    }
    for document in &kinds {
        one(measures, &source, document)?;
    }
    many_cards(measures, &source)?;
    checks(measures, &credentials, &keys)
}

fn one(measures: &mut Measures, source: &Source<'_>, document: &Document) -> Outcome<()> {
    let made = || made(source, document);
    let pdf = made()?.pdf;
    let pages = pages(pdf.as_bytes());
    for _ in 0..DOCUMENTS {
        black_box(made()?);
    }
    let times = Times::of_processor(DOCUMENTS, |_| drop(black_box(made())));
    let name = document.to_string();
    let kind = name.split('-').next().unwrap_or(&name);
    let millis = times.median().as_secs_f64() * 1e3;
    measures.add(&format!("{kind}: pages"), pages, "", None);
    measures.add(&format!("{kind}: processor time a page"), millis / pages, "ms", Some("under 5 ms"));
    let size = pdf.as_bytes().len() as f64 / pages;
    measures.add(&format!("{kind}: size a page"), size, "B", Some("under 60,000 B"));
    Ok(())
}

/// Cards of as many different people, as a staff member prints them; what memory that takes at most beyond what one takes.
fn many_cards(measures: &mut Measures, source: &Source<'_>) -> Outcome<()> {
    let mut cards = available(source.record, source.college, DAY).into_iter().map(|there| there.document);
    let card = cards.rfind(|it| matches!(it, Document::Card { .. })).ok_or("no card")?;
    let mut records = Vec::new();
    for number in 0..CARDS {
        let mut record = source.record.clone();
        if let Some(identity) = &mut record.identity {
            identity.enrolled_as.given = format!("{} {}", identity.enrolled_as.given, name_of(number));
        }
        records.push(record);
    }
    let before = memory("VmRSS:")?;
    // The peak is counted anew from here.
    fs::write("/proc/self/clear_refs", "5")?;
    let begun = processor_time();
    for record in &records {
        black_box(made(&Source { record, ..*source }, &card)?);
    }
    let seconds = (processor_time() - begun).as_secs_f64();
    measures.add("1,000 cards of different people, processor time", seconds, "s", None);
    measures.add("… cards per second of one processor", CARDS as f64 / seconds, "/s", None);
    let peak = memory("VmHWM:")? - before;
    measures.add("… peak memory above what was there before", peak / 1024.0, "MB", None);
    Ok(())
}

fn checks(measures: &mut Measures, credentials: &[Credential], keys: &KeySet) -> Outcome<()> {
    let signed = &credentials.first().ok_or("nothing is certified")?.signed;
    verify(signed, keys).map_err(|refusal| refusal.to_string())?;
    let times = Times::of_processor(CHECKS, |_| drop(black_box(verify(black_box(signed), keys))));
    measures.add("credential, characters in its code", signed.0.len() as f64, "", None);
    measures.add(
        "credentials checked per second of one processor",
        1.0 / times.median().as_secs_f64(),
        "/s",
        None,
    );
    Ok(())
}

fn made(source: &Source<'_>, document: &Document) -> Outcome<Rendered> {
    let made = make(source, document, Paper::Letter).ok_or_else(|| format!("there is no {document}"))?;
    made.map_err(|error| format!("{document}: {error}").into())
}

fn credentials(record: &Record, key: &SigningKey) -> Outcome<Vec<Credential>> {
    let certified = certified(record, DAY).into_iter();
    let credential = |certified: portal_record::documents::Certified| {
        let claims = CredentialClaims {
            id: CredentialId::derived(Uuid::from_u128(1), certified.name.as_bytes()),
            index: 12_345,
            issuer: "https://portal.example".to_owned(),
            name: certified.name,
            cpso_number: certified.cpso_number.into(),
            class: Class::Code(certified.class),
            status: certified.status.code().to_owned(),
            valid_from: certified.valid_from,
            valid_until: certified.valid_until,
            details: certified.details.as_ref().map(claimed),
            issued_at: "2027-05-20T14:00:00Z".parse()?,
        };
        Ok(Credential { signed: key.issue(&claims), claims })
    };
    certified.map(credential).collect()
}

/// Different letters for each, as names have them.
fn name_of(number: usize) -> String {
    let letters = "aábcçdéeèfghiíjklmnñoópqrsştuúüvwxyýzž".chars().collect::<Vec<_>>();
    let letter =
        |place: usize| letters[(number / letters.len().pow(place as u32) + place * 7) % letters.len()];
    let name: String = (0..6).map(letter).collect();
    let mut characters = name.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
}

/// Pages, counted by what every page has in the file, compressed or not.
fn pages(pdf: &[u8]) -> f64 {
    let page = |at: &[u8]| {
        at.starts_with(b"/Type/Page/") || at.starts_with(b"/Type/Page>") || at.starts_with(b"/Type/Page\n")
    };
    (0..pdf.len()).filter(|at| page(&pdf[*at..])).count().max(1) as f64
}

/// A line of what the system says of this process, in kB.
fn memory(line: &str) -> Outcome<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let found = status.lines().find_map(|it| it.strip_prefix(line)).ok_or("no such line")?;
    Ok(found.trim().trim_end_matches(" kB").parse()?)
}
