//! The registration diploma: a sheet for the wall, on its side. It says since when, and in which class.

use jiff::civil::Date;
use portal_texts::Texts;

use crate::{
    DocumentError, Paper, Pdf,
    canvas::{Canvas, TextStyle},
    embed::Used,
    faces::{Faces, Style},
    family::{Dress, HEADING, Sheet, WORDING, metadata, stated},
    ink::Ink,
    issue::Issue,
    pdf::{Contents, write},
    structure::Role,
};

/// What a diploma states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiplomaFacts {
    /// The person's name as it stands in the register.
    pub registrant_name: String,
    /// The registration number.
    pub cpso_number: String,
    /// The class of certificate that is held, in the register's words.
    pub class: String,
    /// The day on which the person was first registered.
    pub first_registered: Date,
    /// When, by whom, and what proves it.
    pub issue: Issue,
}

const COLLEGE: TextStyle = TextStyle { style: Style::SerifDisplay, size: 27.0, ink: Ink::Accent };
const TITLE: TextStyle = TextStyle { style: Style::Sans, size: 10.0, ink: Ink::Soft };
const WORDS: TextStyle = TextStyle { size: 14.5, ..WORDING };
const NAME: TextStyle = TextStyle { style: Style::SerifDisplay, size: 38.0, ink: Ink::Text };
const CLASS: TextStyle = TextStyle { size: 18.0, ..HEADING };

/// From the foot of the page to the lower edge of the code.
const PROOF_BOTTOM: f64 = 99.0;

/// Makes the diploma.
///
/// # Errors
///
/// A character that no typeface has, a name that fits at no readable size, or an empty fact: each as its own
/// [`DocumentError`].
pub fn diploma(facts: &DiplomaFacts, texts: &Texts, paper: Paper) -> Result<Pdf, DocumentError> {
    let name = stated("registrant_name", &facts.registrant_name)?;
    let number = stated("cpso_number", &facts.cpso_number)?;
    let class = stated("class", &facts.class)?;
    let faces = Faces::bundled()?;
    let sheet = Sheet::new(Dress::Rich, paper);
    let mut used = Used::default();
    let mut canvas = sheet.page(faces, &mut used);
    opening(&mut canvas, &sheet, texts)?;
    sheet.centred(&mut canvas, 212.0, WORDS, &texts.get("diploma-known"))?;
    sheet.name(&mut canvas, 259.0, NAME, &name)?;
    let first = [("date", long_date(texts, facts.first_registered)), ("number", number.clone())];
    sheet.centred(&mut canvas, 318.0, WORDS, &texts.format("diploma-entered", &first))?;
    sheet.centred(&mut canvas, 342.0, WORDS, &texts.get("diploma-holds"))?;
    sheet.centred(&mut canvas, 375.0, CLASS, &class)?;
    let bottom = sheet.height - PROOF_BOTTOM;
    sheet.proof(&mut canvas, texts, &facts.issue, bottom)?;
    sheet.foot(&mut canvas, texts, &facts.issue, None)?;
    let pages = vec![canvas.finish()];
    let named = [("name", &*name), ("number", &*number)];
    let title = texts.format("diploma-document-title", &named);
    let subject = texts.format("diploma-document-subject", &[("class", &*class)]);
    let about = metadata(texts, title, subject, facts.issue.day);
    write(faces, Contents { pages, used, ornaments: sheet.ornaments() }, &about)
}

fn opening(canvas: &mut Canvas<'_>, sheet: &Sheet, texts: &Texts) -> Result<(), DocumentError> {
    sheet.mark(canvas, 75.0, 38.0)?;
    sheet.centred(canvas, 144.0, COLLEGE, &texts.get("college-name"))?;
    let title = texts.get("diploma-title");
    canvas.begin(Role::Title);
    sheet.centred(canvas, 165.0, TITLE, &title)?;
    canvas.end();
    canvas.bookmark(&title, 120.0);
    sheet.rule_in_the_middle(canvas, 177.0, 300.0);
    Ok(())
}

/// `2 July 2010`: on the wall, months are written out.
fn long_date(texts: &Texts, day: Date) -> String {
    let month = texts.get(&format!("diploma-month-{}", day.month()));
    let parts = [("day", day.day().to_string()), ("month", month), ("year", format!("{:04}", day.year()))];
    texts.format("diploma-date", &parts)
}
