//! What the framed documents share: the frame of a page, its heading and foot, and the looks. Blocks
//! that stand on a page are in the modules below; what a document says is in its own. Documents that flow over pages like
//! a letter are in `flow`.

mod fields;
mod frames;
mod list;
mod proof;
mod seal;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use portal_texts::Texts;
use printpdf::XObjectId;

pub(crate) use fields::{Field, fields};
pub(crate) use frames::Dress;
pub(crate) use list::{NumberedList, Place};
pub(crate) use proof::{PROOF_HEIGHT, Proof};
pub(crate) use seal::SEAL;

use crate::{
    DocumentError, Paper,
    canvas::{Align, Canvas, TextStyle},
    embed::Used,
    faces::{Faces, Style},
    fit::{Fitted, LEADING, Step},
    ink::Ink,
    issue::{Issue, Maker},
    line::printable,
    mark::Mark,
    metadata::Metadata,
    structure::Role,
    units::SMALLEST,
};

pub(crate) const TITLE: TextStyle = TextStyle { style: Style::SerifDisplay, size: 31.0, ink: Ink::Text };
pub(crate) const COLLEGE: TextStyle = TextStyle { style: Style::Serif, size: 13.0, ink: Ink::Accent };
pub(crate) const WORDING: TextStyle = TextStyle { style: Style::SerifItalic, size: 13.0, ink: Ink::Soft };
pub(crate) const NAME: TextStyle = TextStyle { style: Style::SerifDisplay, size: 30.0, ink: Ink::Text };
pub(crate) const HEADING: TextStyle = TextStyle { style: Style::Serif, size: 12.0, ink: Ink::Text };
pub(crate) const BODY: TextStyle = TextStyle { style: Style::Sans, size: 10.0, ink: Ink::Text };
pub(crate) const NOTE: TextStyle = TextStyle { style: Style::Sans, size: 8.0, ink: Ink::Soft };

/// A name is first set smaller, then on more lines.
const NAME_STEPS: [Step; 5] = [
    Step { lines: 1, largest: NAME.size, smallest: 21.0 },
    Step { lines: 2, largest: 23.0, smallest: 15.0 },
    Step { lines: 3, largest: 15.0, smallest: 11.0 },
    Step { lines: 6, largest: 10.0, smallest: 7.0 },
    Step { lines: 8, largest: 7.0, smallest: SMALLEST },
];

/// A sheet with a frame: its size and where its content may stand, in points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) margin: f64,
    dress: Dress,
    paper: Paper,
}

impl Sheet {
    pub(crate) fn new(dress: Dress, paper: Paper) -> Self {
        let paper = if paper == Paper::A4 { Paper::A4 } else { Paper::Letter };
        let (width, height) = dress.size(paper);
        Self { width, height, margin: dress.margin(), dress, paper }
    }

    pub(crate) fn left(&self) -> f64 {
        self.margin
    }

    pub(crate) fn right(&self) -> f64 {
        self.width - self.margin
    }

    pub(crate) fn middle(&self) -> f64 {
        self.width / 2.0
    }

    pub(crate) fn content(&self) -> f64 {
        self.width - 2.0 * self.margin
    }

    /// A page with its frame.
    pub(crate) fn page<'d>(&self, faces: &'static Faces, used: &'d mut Used) -> Canvas<'d> {
        let mut canvas = Canvas::new(faces, used, self.width, self.height);
        canvas.begin(Role::Artifact);
        Dress::draw(&mut canvas, self);
        canvas.end();
        canvas
    }

    /// The frame as the file holds it.
    pub(crate) fn ornaments(&self) -> Vec<(XObjectId, &'static crate::xobject::Form)> {
        self.dress.ornaments(self.paper)
    }

    /// A line of text in the middle.
    pub(crate) fn centred(
        &self,
        canvas: &mut Canvas<'_>,
        y: f64,
        text_style: TextStyle,
        text: &str,
    ) -> Result<(), DocumentError> {
        let least = (text_style.size * 0.6).max(SMALLEST);
        let steps = [
            Step { lines: 1, largest: text_style.size, smallest: least },
            Step { lines: 3, largest: text_style.size * 0.8, smallest: (least * 0.7).max(SMALLEST) },
        ];
        let fitted = canvas.faces().fit(text_style.style, text, self.content(), &steps)?;
        // More lines stand about the place of one.
        let first = y - further(&fitted) / 2.0;
        canvas.fitted(self.middle(), first, Align::Center, text_style, &fitted);
        Ok(())
    }

    /// The name, its lines about this height, however many it takes.
    pub(crate) fn name(
        &self,
        canvas: &mut Canvas<'_>,
        middle: f64,
        text_style: TextStyle,
        name: &str,
    ) -> Result<(), DocumentError> {
        let larger = text_style.size / NAME.size;
        let steps = NAME_STEPS.map(|step| Step { largest: step.largest * larger, ..step });
        let fitted = canvas.faces().fit(text_style.style, name, self.content(), &steps)?;
        let baseline = middle + fitted.size * 0.33 - further(&fitted) / 2.0;
        canvas.fitted(self.middle(), baseline, Align::Center, text_style, &fitted);
        Ok(())
    }

    /// The mark and the College's name over the title, a rule below it.
    pub(crate) fn heading(
        &self,
        canvas: &mut Canvas<'_>,
        texts: &Texts,
        title: &str,
    ) -> Result<(), DocumentError> {
        let top = self.dress.top();
        self.mark(canvas, top, 34.0)?;
        self.centred(canvas, top + 58.0, COLLEGE, &texts.get("college-name"))?;
        canvas.begin(Role::Title);
        self.centred(canvas, top + 100.0, TITLE, title)?;
        canvas.end();
        canvas.bookmark(title, top + 70.0);
        self.rule_in_the_middle(canvas, top + 116.0, 220.0);
        Ok(())
    }

    /// A short rule, below a title.
    pub(crate) fn rule_in_the_middle(&self, canvas: &mut Canvas<'_>, y: f64, width: f64) {
        let (left, right) = (self.middle() - width / 2.0, self.middle() + width / 2.0);
        canvas.stroke((left, y), (right, y), 0.5, Ink::Accent);
    }

    /// A paragraph, its first baseline at `y`. Gives where the baseline of a further line would be.
    pub(crate) fn note(
        &self,
        canvas: &mut Canvas<'_>,
        (x, y): (f64, f64),
        width: f64,
        text_style: TextStyle,
        text: &str,
    ) -> Result<f64, DocumentError> {
        canvas.begin(Role::Text);
        let lines = canvas.faces().paragraph(text_style.style, text, width, text_style.size)?;
        let mut baseline = y;
        for line in &lines {
            canvas.set(x, baseline, Align::Left, text_style, line);
            baseline += text_style.size * 1.3;
        }
        canvas.end();
        Ok(baseline)
    }

    /// The College's mark, in the middle.
    pub(crate) fn mark(&self, canvas: &mut Canvas<'_>, top: f64, height: f64) -> Result<(), DocumentError> {
        let mark = Mark::bundled()?;
        let scale = height / mark.height;
        canvas.outlines(self.middle() - mark.width * scale / 2.0, top, scale, &mark.outlines, Ink::Accent);
        Ok(())
    }

    /// The last line: whose copy it is, which page, of which day.
    pub(crate) fn foot(
        &self,
        canvas: &mut Canvas<'_>,
        texts: &Texts,
        issue: &Issue,
        page: Option<(usize, usize)>,
    ) -> Result<(), DocumentError> {
        let y = self.height - self.dress.bottom();
        canvas.stroke((self.left(), y - 13.0), (self.right(), y - 13.0), 0.4, Ink::Rule);
        if issue.maker == Maker::Registrant {
            canvas.text(self.left(), y, Align::Left, NOTE, &texts.get("family-copy"))?;
        } else {
            canvas.text(self.left(), y, Align::Left, NOTE, &texts.get("college-web"))?;
        }
        if let Some((page, pages)) = page {
            let numbers = [("page", page.to_string()), ("pages", pages.to_string())];
            canvas.text(self.middle(), y, Align::Center, NOTE, &texts.format("family-page", &numbers))?;
        }
        let dated = texts.format("family-dated", &[("date", texts.date(issue.day))]);
        canvas.text(self.right(), y, Align::Right, NOTE, &dated)
    }
}

/// From the first line of a text to its last.
pub(crate) fn further(fitted: &Fitted) -> f64 {
    (1..fitted.lines.len()).map(|_| fitted.size * LEADING).sum()
}

/// What a file says about itself.
pub(crate) fn metadata(texts: &Texts, title: String, subject: String, day: Date) -> Metadata {
    Metadata {
        title,
        author: texts.get("college-name"),
        subject,
        creator: texts.get("product-name"),
        language: "en-CA",
        created_at: beginning(day),
    }
}

/// The first instant of an Eastern day: a document says nothing finer.
fn beginning(day: Date) -> Timestamp {
    let zone = TimeZone::get("America/Toronto").unwrap_or(TimeZone::UTC);
    zone.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A fact that the document cannot do without, as it is printed. It is certified: every character of it has a face.
pub(crate) fn stated(fact: &'static str, text: &str) -> Result<String, DocumentError> {
    let text = printable(text);
    if text.is_empty() {
        return Err(DocumentError::Empty { fact });
    }
    match Faces::bundled()?.lacking(&text) {
        Some(character) => Err(DocumentError::NoGlyph { character, text }),
        None => Ok(text),
    }
}

/// Terms, conditions and limitations as they are numbered: with the lines that they have, and none of them empty.
pub(crate) fn stated_terms(terms: &[String]) -> Result<(), DocumentError> {
    let is_empty = terms.iter().any(|term| printable(term).is_empty());
    if is_empty { Err(DocumentError::Empty { fact: "term" }) } else { Ok(()) }
}

/// Whether a name, of a person or a corporation, can stand on what the College certifies. To be asked where it is typed: a
/// certificate never prints a character by its number.
///
/// # Errors
///
/// The name is empty, or has a character that no typeface has.
pub fn certifiable(name: &str) -> Result<(), DocumentError> {
    stated("registrant_name", name).map(|_| ())
}
