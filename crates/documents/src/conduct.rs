//! The certificate of professional conduct: what the College's registration record says of a person on a day. It is the
//! College's to issue; anybody else gets a preview that says so across each page.

use jiff::civil::Date;
use portal_texts::Texts;

use crate::{
    DocumentError, Maker, Paper, Pdf,
    canvas::TextStyle,
    embed::Used,
    faces::{Faces, Style},
    family::{metadata, stated, stated_terms},
    flow::{self, Cell, Flow, Furniture, Opening, Span},
    ink::Ink,
    pdf::{Contents, write},
};

/// What a certificate of conduct states.
pub(crate) struct ConductFacts {
    pub(crate) registrant_name: String,
    pub(crate) former_names: Vec<String>,
    pub(crate) cpso_number: String,
    pub(crate) day: Date,
    pub(crate) maker: Maker,
    /// Labels with what stands beside them; what is empty is left out.
    pub(crate) registration: Vec<(String, Vec<String>)>,
    /// Classes and standings with their first days, in order.
    pub(crate) history: Vec<(Date, String)>,
    pub(crate) terms: Vec<String>,
    /// Whether the record holds a suspension, now or ever.
    pub(crate) was_suspended: bool,
}

const LEAD: TextStyle = TextStyle { style: Style::Sans, size: 10.0, ink: Ink::Text };
const LABEL: TextStyle = TextStyle { style: Style::Sans, size: 9.5, ink: Ink::Soft };
const VALUE: TextStyle = TextStyle { style: Style::SansSemibold, size: 9.5, ink: Ink::Text };
const LINE: TextStyle = TextStyle { style: Style::Sans, size: 9.5, ink: Ink::Text };
const OFFICE: TextStyle = TextStyle { style: Style::Serif, size: 12.0, ink: Ink::Text };

/// Where labels end and values begin.
const LABELS: f64 = 148.0;
/// Where terms begin, past their numbers.
const NUMBERS: f64 = 20.0;
const GAP: f64 = 14.0;

/// Sets the certificate.
pub(crate) fn conduct(facts: &ConductFacts, texts: &Texts, paper: Paper) -> Result<Pdf, DocumentError> {
    let name = stated("registrant_name", &facts.registrant_name)?;
    let number = stated("cpso_number", &facts.cpso_number)?;
    for former in &facts.former_names {
        stated("registrant_name", former)?;
    }
    stated_terms(&facts.terms)?;
    let faces = Faces::bundled()?;
    let mut flow = Flow::on(faces, paper);
    let is_preview = facts.maker == Maker::Registrant;
    if is_preview {
        flow.preview(texts.get("family-preview"));
    }
    let day = texts.date(facts.day);
    let title = texts.get("conduct-title");
    let kind = if is_preview {
        texts.get("conduct-kind-preview")
    } else {
        texts.format("conduct-kind", &[("day", &*day)])
    };
    flow.opening(&Opening::of(texts, kind, title.clone()))?;
    flow.paragraph(LEAD, &texts.format("conduct-lead", &[("day", &*day)]))?;
    registration(&mut flow, facts, texts)?;
    history(&mut flow, facts, texts)?;
    terms(&mut flow, facts, texts)?;
    statements(&mut flow, facts, texts)?;
    office(&mut flow, facts, texts)?;

    let of = [("name", &*name), ("number", &*number)];
    let furniture = Furniture { texts, title, owner: texts.format("pages-owner", &of) };
    let mut used = Used::default();
    let pages = flow::draw(flow, &furniture, &mut used)?;
    let about = metadata(
        texts,
        texts.format("conduct-document-title", &of),
        texts.format("conduct-document-subject", &[("day", &*day)]),
        facts.day,
    );
    write(faces, Contents { pages, used, ornaments: flow::ornaments(paper) }, &about)
}

fn registration(flow: &mut Flow, facts: &ConductFacts, texts: &Texts) -> Result<(), DocumentError> {
    flow.heading(&texts.get("conduct-registration"))?;
    for (label, lines) in facts.registration.iter().filter(|(_, lines)| !lines.is_empty()) {
        let value = lines.iter().map(|line| Span::new(VALUE, line)).collect();
        pair(flow, Span::new(LABEL, label), value)?;
    }
    flow.close();
    Ok(())
}

fn history(flow: &mut Flow, facts: &ConductFacts, texts: &Texts) -> Result<(), DocumentError> {
    flow.heading(&texts.get("conduct-history"))?;
    for (day, what) in &facts.history {
        pair(flow, Span::new(LABEL, texts.date(*day)), vec![Span::new(LINE, what)])?;
    }
    flow.close();
    Ok(())
}

fn terms(flow: &mut Flow, facts: &ConductFacts, texts: &Texts) -> Result<(), DocumentError> {
    flow.heading(&texts.get("certificate-terms"))?;
    if facts.terms.is_empty() {
        return flow.paragraph(LINE, &texts.get("conduct-no-terms"));
    }
    let width = flow.width();
    for (number, term) in (1..).zip(&facts.terms) {
        flow.row(vec![
            Cell::header(0.0, NUMBERS - 4.0, vec![Span::new(LABEL, format!("{number}."))]),
            Cell::value(NUMBERS, width - NUMBERS, vec![Span::new(LINE, term)]),
        ])?;
    }
    flow.close();
    Ok(())
}

/// What the record says of conduct, and what it does not hold and so is not said.
fn statements(flow: &mut Flow, facts: &ConductFacts, texts: &Texts) -> Result<(), DocumentError> {
    flow.heading(&texts.get("conduct-conduct"))?;
    let suspended = if facts.was_suspended { "conduct-suspended" } else { "conduct-not-suspended" };
    for statement in [suspended, "conduct-not-held"] {
        flow.paragraph(LINE, &texts.get(statement))?;
        flow.space(4.0);
    }
    Ok(())
}

fn office(flow: &mut Flow, facts: &ConductFacts, texts: &Texts) -> Result<(), DocumentError> {
    let why = match facts.maker {
        Maker::College => "family-registrar-signed",
        Maker::Registrant => "conduct-registrar-preview",
    };
    flow.space(18.0);
    let said = vec![Span::new(OFFICE, texts.get("college-name")), Span::new(LABEL, texts.get(why))];
    let width = flow.width();
    flow.row(vec![Cell::text(0.0, width, said)])
}

fn pair(flow: &mut Flow, label: Span, value: Vec<Span>) -> Result<(), DocumentError> {
    let width = flow.width();
    flow.row(vec![Cell::header(0.0, LABELS - GAP, vec![label]), Cell::value(LABELS, width - LABELS, value)])
}
