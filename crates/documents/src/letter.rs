//! The letter of a decision: to whom, about which request, what it says.

use jiff::civil::Date;
use portal_texts::Texts;

use crate::{
    DocumentError, Maker, Paper, Pdf,
    canvas::TextStyle,
    embed::Used,
    faces::{Faces, Style},
    family::{metadata, stated},
    flow::{self, Cell, Flow, Furniture, Opening, Span},
    ink::Ink,
    pdf::{Contents, write},
};

/// What a letter states.
pub(crate) struct LetterFacts {
    pub(crate) title: String,
    pub(crate) registrant_name: String,
    pub(crate) cpso_number: String,
    /// Where it goes, by line; empty where no address is on record.
    pub(crate) address: Vec<String>,
    /// The day on which it was decided.
    pub(crate) day: Date,
    /// What was asked for.
    pub(crate) request: String,
    /// The code of its receipt, by which it is found again.
    pub(crate) receipt_code: Option<String>,
    /// What it says.
    pub(crate) paragraphs: Vec<String>,
    pub(crate) maker: Maker,
}

const LABEL: TextStyle = TextStyle { style: Style::Sans, size: 9.0, ink: Ink::Soft };
const VALUE: TextStyle = TextStyle { style: Style::SansSemibold, size: 10.0, ink: Ink::Text };
const LINE: TextStyle = TextStyle { style: Style::Sans, size: 10.0, ink: Ink::Text };
const BODY: TextStyle = TextStyle { style: Style::Sans, size: 10.5, ink: Ink::Text };
const OFFICE: TextStyle = TextStyle { style: Style::Serif, size: 12.0, ink: Ink::Text };
const NOTE: TextStyle = TextStyle { style: Style::Sans, size: 8.5, ink: Ink::Soft };

/// Between the columns of its head.
const GAP: f64 = 14.0;

/// Sets the letter.
pub(crate) fn letter(facts: &LetterFacts, texts: &Texts, paper: Paper) -> Result<Pdf, DocumentError> {
    let title = stated("title", &facts.title)?;
    let name = stated("registrant_name", &facts.registrant_name)?;
    let number = stated("cpso_number", &facts.cpso_number)?;
    let faces = Faces::bundled()?;
    let mut flow = Flow::on(faces, paper);
    let (kind, note) = match facts.maker {
        Maker::Registrant => ("letter-kind-registrant", "letter-note-registrant"),
        Maker::College => ("letter-kind-college", "letter-note-college"),
    };
    flow.opening(&Opening::of(texts, texts.get(kind), title.clone()))?;
    flow.space(8.0);
    head(&mut flow, facts, texts)?;
    flow.space(22.0);
    for paragraph in &facts.paragraphs {
        flow.paragraph(BODY, paragraph)?;
        flow.space(7.0);
    }
    flow.space(18.0);
    let office = vec![Span::new(OFFICE, texts.get("college-name")), Span::new(NOTE, texts.get(note)).apart()];
    let width = flow.width();
    flow.row(vec![Cell::text(0.0, width, office)])?;

    let owner = [("name", &*name), ("number", &*number)];
    let named = [("title", &*title), ("name", &*name)];
    let furniture = Furniture { texts, title: title.clone(), owner: texts.format("pages-owner", &owner) };
    let mut used = Used::default();
    let pages = flow::draw(flow, &furniture, &mut used)?;
    let about = metadata(
        texts,
        texts.format("pages-document-title", &named),
        texts.format("letter-subject", &[("request", &*facts.request), ("day", &texts.date(facts.day))]),
        facts.day,
    );
    write(faces, Contents { pages, used, ornaments: flow::ornaments(paper) }, &about)
}

/// To whom it goes, and beside that the day and what it is about.
fn head(flow: &mut Flow, facts: &LetterFacts, texts: &Texts) -> Result<(), DocumentError> {
    let label = |id: &str| Span::new(LABEL, texts.get(id)).apart();
    let line = |text: &str| Span::new(LINE, text);
    let mut to = vec![label("letter-to"), Span::new(VALUE, &facts.registrant_name)];
    to.push(line(&texts.format("cpso-number", &[("number", &*facts.cpso_number)])));
    to.extend(facts.address.iter().map(|address| line(address)));
    let day = Span::new(VALUE, texts.date(facts.day));
    let mut about = vec![label("letter-day"), day, label("letter-request"), line(&facts.request)];
    if let Some(code) = &facts.receipt_code {
        about.extend([label("letter-confirmation"), line(code)]);
    }
    let half = flow.width() / 2.0;
    flow.row(vec![Cell::text(0.0, half - GAP, to), Cell::text(half, half, about)])?;
    flow.close();
    Ok(())
}
