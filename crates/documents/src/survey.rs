//! The copy of a filed survey: every answer under its question, as the College received it. What was filed, and in which words,
//! is found in `from_record`.

use jiff::Timestamp;
use portal_texts::{Argument, Texts};

use crate::{
    DocumentError, Paper, Pdf,
    canvas::TextStyle,
    embed::Used,
    faces::{Faces, Style},
    flow::{self, Cell, Flow, Furniture, Opening, Span, metadata},
    ink::Ink,
    metadata::Metadata,
    pdf::{Contents, write},
};

/// What a copy states.
pub(crate) struct SurveyFacts {
    pub(crate) year: u16,
    pub(crate) registrant_name: String,
    pub(crate) cpso_number: String,
    pub(crate) received_at: Timestamp,
    /// The code of the College's receipt, where the filing has one.
    pub(crate) receipt_code: Option<String>,
    /// The form's title and version.
    pub(crate) form: String,
    /// SHA-256 of the response, hex.
    pub(crate) response_hash: String,
    /// What is to be known of the words of the questions.
    pub(crate) note: Option<String>,
    pub(crate) sections: Vec<Section>,
}

/// A part of the survey.
pub(crate) struct Section {
    pub(crate) title: String,
    pub(crate) entries: Vec<Entry>,
}

/// What stands in a part, in the form's order.
pub(crate) enum Entry {
    /// Above questions that belong together.
    Heading(String),
    Question(Question),
}

/// A question and its answer.
pub(crate) struct Question {
    /// "H.2".
    pub(crate) number: Option<String>,
    pub(crate) text: String,
    /// Empty when it was asked and not answered.
    pub(crate) answers: Vec<String>,
    /// Whose answer it is.
    pub(crate) origin: Origin,
    /// Answered in running text.
    pub(crate) at_length: bool,
}

/// Where an answer comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Person,
    Record,
    /// Worked out from other answers.
    Answers,
}

impl Origin {
    fn note(self) -> Option<&'static str> {
        match self {
            Origin::Person => None,
            Origin::Record => Some("filed-from-record"),
            Origin::Answers => Some("filed-calculated"),
        }
    }
}

const LEAD: TextStyle = TextStyle { style: Style::Sans, size: 9.5, ink: Ink::Text };
const LABEL: TextStyle = TextStyle { style: Style::Sans, size: 9.5, ink: Ink::Soft };
const VALUE: TextStyle = TextStyle { style: Style::SansSemibold, size: 9.5, ink: Ink::Text };
const FINGERPRINT: TextStyle = TextStyle { style: Style::Sans, size: 7.5, ink: Ink::Text };
const NUMBER: TextStyle = TextStyle { style: Style::SansSemibold, size: 9.0, ink: Ink::Accent };
const QUESTION: TextStyle = TextStyle { style: Style::Sans, size: 9.5, ink: Ink::Text };
const AT_LENGTH: TextStyle = TextStyle { style: Style::Sans, size: 10.0, ink: Ink::Text };
const NONE: TextStyle = TextStyle { style: Style::Sans, size: 9.5, ink: Ink::Soft };
const NOTE: TextStyle = TextStyle { style: Style::Sans, size: 7.5, ink: Ink::Soft };

/// Where labels end and values begin at the head.
const LABELS: f64 = 150.0;
/// Where questions begin, and what part of the room after it they take.
const NUMBERS: f64 = 32.0;
const QUESTIONS: f64 = 0.56;
const GAP: f64 = 16.0;

/// An answer of more characters stands under its question.
const BESIDE_MAX: usize = 130;
/// An answer of more characters is read as running text, for which semibold is too heavy.
const AT_LENGTH_FROM: usize = 240;

/// Sets the copy.
pub(crate) fn survey(facts: &SurveyFacts, texts: &Texts, paper: Paper) -> Result<Pdf, DocumentError> {
    let faces = Faces::bundled()?;
    let mut flow = Flow::on(faces, paper);
    let title = texts.format("filed-title", &[("year", facts.year.to_string())]);
    flow.opening(&Opening::of(texts, texts.get("filed-kind"), title.clone()))?;
    head(&mut flow, facts, texts)?;
    for section in &facts.sections {
        flow.heading(&section.title)?;
        for entry in &section.entries {
            match entry {
                Entry::Heading(text) => flow.subheading(text)?,
                Entry::Question(question) => set(&mut flow, question, texts)?,
            }
        }
        flow.close();
    }
    flow.space(14.0);
    let count = facts.sections.iter().flat_map(|section| &section.entries).filter(|entry| is_answered(entry));
    flow.paragraph(NONE, &texts.format("filed-end", &[("count", Argument::from(count.count()))]))?;

    let owner = [("name", &*facts.registrant_name), ("number", &*facts.cpso_number)];
    let metadata = of_the_file(facts, texts, &title);
    let furniture = Furniture { texts, title, owner: texts.format("pages-owner", &owner) };
    let mut used = Used::default();
    let pages = flow::draw(flow, &furniture, &mut used)?;
    write(faces, Contents { pages, used, ornaments: flow::ornaments(paper) }, &metadata)
}

fn is_answered(entry: &Entry) -> bool {
    matches!(entry, Entry::Question(question) if !question.answers.is_empty())
}

fn head(flow: &mut Flow, facts: &SurveyFacts, texts: &Texts) -> Result<(), DocumentError> {
    let width = flow.width();
    let received = texts.instant_eastern(facts.received_at);
    let lines = [
        ("filed-registrant", VALUE, Some(facts.registrant_name.clone())),
        ("filed-number", VALUE, Some(facts.cpso_number.clone())),
        ("filed-received", VALUE, Some(received)),
        ("filed-receipt", VALUE, facts.receipt_code.clone()),
        ("filed-form", VALUE, Some(facts.form.clone())),
        ("filed-fingerprint", FINGERPRINT, Some(facts.response_hash.clone())),
    ];
    flow.space(4.0);
    for (label, text_style, value) in lines {
        let Some(text) = value else { continue };
        let label = Span::new(LABEL, texts.get(label));
        flow.row(vec![
            Cell::header(0.0, LABELS - GAP, vec![label]),
            Cell::value(LABELS, width - LABELS, vec![Span::new(text_style, text)]),
        ])?;
    }
    flow.close();
    flow.space(12.0);
    let notes = [Some(texts.get("filed-note")), facts.note.clone(), Some(texts.get("filed-private"))];
    for note in notes.iter().flatten() {
        flow.paragraph(LEAD, note)?;
        flow.space(4.0);
    }
    Ok(())
}

fn set(flow: &mut Flow, question: &Question, texts: &Texts) -> Result<(), DocumentError> {
    let room = flow.width() - NUMBERS;
    let number = question.number.iter().map(|number| Span::new(NUMBER, number));
    let number = Cell::header(0.0, NUMBERS - 4.0, number.collect());
    let asked = vec![Span::new(QUESTION, &question.text)];
    if is_long(question) {
        let text_style = if length(question) > AT_LENGTH_FROM { AT_LENGTH } else { VALUE };
        flow.row(vec![number, Cell::header(NUMBERS, room, asked).over(2)])?;
        let beside = Cell::header(0.0, NUMBERS - 4.0, Vec::new());
        let answer = Cell::value(NUMBERS, room, answer(question, text_style, texts)).over(2);
        return flow.under(vec![beside, answer]);
    }
    let questions = room * QUESTIONS;
    let answers = NUMBERS + questions + GAP;
    flow.row(vec![
        number,
        Cell::header(NUMBERS, questions, asked),
        Cell::value(answers, flow.width() - answers, answer(question, VALUE, texts)),
    ])
}

/// Whether the answer stands under its question, over the whole width.
fn is_long(question: &Question) -> bool {
    let one = question.answers.len() == 1;
    one && (question.at_length || length(question) > BESIDE_MAX)
}

fn length(question: &Question) -> usize {
    question.answers.iter().map(|answer| answer.chars().count()).sum()
}

fn answer(question: &Question, text_style: TextStyle, texts: &Texts) -> Vec<Span> {
    let mut parts: Vec<Span> = question.answers.iter().map(|answer| Span::new(text_style, answer)).collect();
    if parts.is_empty() {
        parts.push(Span::new(NONE, texts.get("filed-no-answer")));
    } else if let Some(note) = question.origin.note() {
        parts.push(Span::new(NOTE, texts.get(note)));
    }
    parts
}

fn of_the_file(facts: &SurveyFacts, texts: &Texts, title: &str) -> Metadata {
    let named = [("title", title), ("name", &*facts.registrant_name)];
    let at = texts.instant_eastern(facts.received_at);
    let (title, subject) = (
        texts.format("pages-document-title", &named),
        texts.format("filed-subject", &[("number", &*facts.cpso_number), ("at", &*at)]),
    );
    metadata(texts, title, subject, facts.received_at)
}
