//! The summary of the profile: what the record says on a day, part by part, and which of it the public register does not show.
//! What the record says is found in `from_record`.

use jiff::civil::Date;
use portal_texts::Texts;

use crate::{
    DocumentError, Maker, Paper, Pdf,
    canvas::TextStyle,
    embed::Used,
    faces::{Faces, Style},
    family::metadata,
    flow::{self, Cell, Flow, Furniture, Opening, Span},
    ink::Ink,
    metadata::Metadata,
    pdf::{Contents, write},
};

/// What a summary states.
pub(crate) struct ProfileFacts {
    pub(crate) registrant_name: String,
    pub(crate) cpso_number: String,
    pub(crate) day: Date,
    pub(crate) maker: Maker,
    pub(crate) groups: Vec<Group>,
}

/// A part of the profile. Without facts, it says that there are none.
pub(crate) struct Group {
    pub(crate) title: String,
    pub(crate) facts: Vec<Fact>,
}

/// A fact, or what goes with the one before.
pub(crate) struct Fact {
    /// None where it goes with the one before.
    pub(crate) label: Option<String>,
    /// Said first.
    pub(crate) value: Vec<String>,
    /// Said with it.
    pub(crate) details: Vec<String>,
    pub(crate) is_public: bool,
}

const LEAD: TextStyle = TextStyle { style: Style::Sans, size: 9.5, ink: Ink::Text };
const LABEL: TextStyle = TextStyle { style: Style::Sans, size: 9.5, ink: Ink::Soft };
const VALUE: TextStyle = TextStyle { style: Style::SansSemibold, size: 9.5, ink: Ink::Text };
const DETAIL: TextStyle = TextStyle { style: Style::Sans, size: 9.5, ink: Ink::Text };
const PRIVATE: TextStyle = TextStyle { style: Style::Sans, size: 8.0, ink: Ink::Accent };

/// Where labels end and values begin.
const LABELS: f64 = 148.0;
const GAP: f64 = 14.0;
/// The column of the marks.
const MARKS: f64 = 84.0;

/// Sets the summary.
pub(crate) fn profile(facts: &ProfileFacts, texts: &Texts, paper: Paper) -> Result<Pdf, DocumentError> {
    let faces = Faces::bundled()?;
    let mut flow = Flow::on(faces, paper);
    let kind = match facts.maker {
        Maker::Registrant => "summary-kind-registrant",
        Maker::College => "summary-kind-college",
    };
    let title = texts.get("summary-title");
    flow.opening(&Opening::of(texts, texts.get(kind), title.clone()))?;
    let day = texts.date(facts.day);
    let of = [("name", &*facts.registrant_name), ("number", &*facts.cpso_number), ("day", &*day)];
    flow.paragraph(LEAD, &texts.format("summary-note", &of))?;
    for group in &facts.groups {
        flow.heading(&group.title)?;
        if group.facts.is_empty() {
            flow.paragraph(LABEL, &texts.get("summary-none"))?;
        }
        for fact in &group.facts {
            set(&mut flow, fact, texts)?;
        }
        if !group.facts.is_empty() {
            flow.close();
        }
    }

    let metadata = of_the_file(facts, texts, &title);
    let title = texts.format("summary-running", &[("day", &*day)]);
    let furniture = Furniture { texts, title, owner: texts.format("pages-owner", &of[..2]) };
    let mut used = Used::default();
    let pages = flow::draw(flow, &furniture, &mut used)?;
    write(faces, Contents { pages, used, ornaments: flow::ornaments(paper) }, &metadata)
}

fn set(flow: &mut Flow, fact: &Fact, texts: &Texts) -> Result<(), DocumentError> {
    let width = flow.width();
    let parts = |text_style: TextStyle, lines: &[String]| -> Vec<Span> {
        lines.iter().map(|line| Span::new(text_style, line)).collect()
    };
    let mut value = parts(VALUE, &fact.value);
    value.extend(parts(DETAIL, &fact.details));
    let mark = if fact.is_public { Vec::new() } else { vec![texts.get("summary-not-public")] };
    let label: Vec<String> = fact.label.iter().cloned().collect();
    let cells = vec![
        Cell::header(0.0, LABELS - GAP, parts(LABEL, &label)),
        Cell::value(LABELS, width - LABELS - MARKS - GAP, value),
        Cell::value(width - MARKS, MARKS, parts(PRIVATE, &mark)).at_the_right(),
    ];
    if fact.label.is_some() { flow.row(cells) } else { flow.under(cells) }
}

fn of_the_file(facts: &ProfileFacts, texts: &Texts, title: &str) -> Metadata {
    let named = [("title", title), ("name", &*facts.registrant_name)];
    let subject = [("number", facts.cpso_number.clone()), ("day", texts.date(facts.day))];
    let (title, subject) =
        (texts.format("pages-document-title", &named), texts.format("summary-subject", &subject));
    metadata(texts, title, subject, facts.day)
}
