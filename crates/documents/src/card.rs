//! The registration card: two sides of a wallet card (ID-1, 85.6 × 54 mm) on one sheet, to be printed on one side, cut
//! and folded. Its facts come from the record as plain data; whether someone may have a card is not decided here.

mod back;
mod front;
mod sheet;

use std::sync::LazyLock;

use jiff::{Timestamp, civil::Date};
use portal_texts::Texts;
use printpdf::XObjectId;

use crate::{
    Credential, DocumentError, Maker, Pdf,
    canvas::Canvas,
    embed::Used,
    faces::Faces,
    family::{Proof, stated},
    guilloche::{Border, Ring, Rosette},
    ink::Ink,
    line::printable,
    mark::Mark,
    metadata::Metadata,
    paper::{CARD_HEIGHT as HEIGHT, CARD_WIDTH as WIDTH, Paper},
    pdf::{Contents, write},
    xobject::Form,
};

/// What a card states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardFacts {
    /// The person's name as it stands in the register.
    pub registrant_name: String,
    /// The registration number.
    pub cpso_number: String,
    /// The class of certificate in the register's words: `Independent Practice`.
    pub class: String,
    /// The status in the register's words: `Active`.
    pub status: String,
    /// First day of the registration year, 1 June for most classes.
    pub valid_from: Date,
    /// Last day of the registration year, 31 May for most classes.
    pub valid_until: Date,
    /// The medical identification number for Canada, with or without hyphens.
    pub minc: Option<String>,
    /// When the registration that the card shows was completed.
    pub issued_at: Timestamp,
    /// The code of the receipt that the card rests on: `R27-7F3K-9QMD`.
    pub receipt_code: Option<String>,
    /// Who makes it.
    pub maker: Maker,
    /// The credential that says what the card says, if it is at hand.
    pub credential: Option<Credential>,
}

/// What can be chosen about a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CardOptions {
    /// The paper that the card is cut from.
    pub paper: Paper,
}

/// From the edge of the card to its content, past the border.
const INSET: f64 = 15.5;

static BORDER: LazyLock<Form> = LazyLock::new(|| {
    let border = Border {
        width: WIDTH,
        height: HEIGHT,
        inset: 6.8,
        radius: 12.0,
        swing: 2.6,
        strands: 3,
        wave: 9.5,
        thickness: 0.22,
        ink: Ink::Accent,
    };
    Form::new(border.draw())
});

static ROSETTE: LazyLock<Form> = LazyLock::new(|| {
    let rosette = Rosette {
        radius: 46.0,
        rings: &[Ring { from: -1.0, to: 1.0, across: 0.3, turns: 36 }],
        thickness: 0.3,
        ink: Ink::Tint,
    };
    Form::new(rosette.draw())
});

/// Makes the card.
///
/// # Errors
///
/// A character that no typeface has, a text that fits at no readable size, an empty fact, a year that ends before it
/// begins: each as its own [`DocumentError`].
pub fn card(facts: &CardFacts, texts: &Texts, options: CardOptions) -> Result<Pdf, DocumentError> {
    let wording = Wording::new(facts, texts)?;
    let faces = Faces::bundled()?;
    let (width, height) = options.paper.size();
    let mut used = Used::default();
    let mut pages = Vec::new();
    if options.paper == Paper::CardPrinter {
        for side in [front::draw, back::draw] {
            let mut canvas = Canvas::new(faces, &mut used, width, height);
            side(&mut canvas, &wording, Side { left: 0.0, top: 0.0 })?;
            pages.push(canvas.finish());
        }
    } else {
        let mut canvas = Canvas::new(faces, &mut used, width, height);
        sheet::draw(&mut canvas, &wording, width)?;
        pages.push(canvas.finish());
    }
    let ornaments = vec![(border_id(), &*BORDER), (rosette_id(), &*ROSETTE)];
    write(faces, Contents { pages, used, ornaments }, &metadata(facts, &wording))
}

/// What a side stands on: its border, and the rosette around this place.
fn ground(canvas: &mut Canvas<'_>, side: Side, (x, y): (f64, f64)) {
    let (left, top) = (x - ROSETTE.width / 2.0, y - ROSETTE.height / 2.0);
    canvas.ornament(side.x(left), side.y(top), ROSETTE.height, &rosette_id());
    canvas.ornament(side.left, side.top, HEIGHT, &border_id());
}

fn border_id() -> XObjectId {
    XObjectId("Border".to_owned())
}

fn rosette_id() -> XObjectId {
    XObjectId("Rosette".to_owned())
}

fn metadata(facts: &CardFacts, wording: &Wording<'_>) -> Metadata {
    let texts = wording.texts;
    let named = [("years", &*wording.years), ("name", &*wording.name)];
    let valid =
        [("number", &*wording.number), ("from", &*wording.valid_from), ("until", &*wording.valid_until)];
    Metadata {
        title: texts.format("card-document-title", &named),
        author: texts.get("college-name"),
        subject: texts.format("card-document-subject", &valid),
        creator: texts.get("product-name"),
        language: "en-CA",
        created_at: facts.issued_at,
    }
}

/// The facts as they are printed, and the texts around them.
struct Wording<'t> {
    texts: &'t Texts,
    name: String,
    number: String,
    class: String,
    status: String,
    valid_from: String,
    valid_until: String,
    years: String,
    minc: Option<String>,
    issued: String,
    receipt_code: Option<String>,
    maker: Maker,
    proof: Option<Proof<'t>>,
}

impl<'t> Wording<'t> {
    fn new(facts: &'t CardFacts, texts: &'t Texts) -> Result<Self, DocumentError> {
        if facts.valid_until < facts.valid_from {
            return Err(DocumentError::EndsBeforeItBegins);
        }
        let (first, last) = (facts.valid_from.year().to_string(), facts.valid_until.year().to_string());
        let years = if first == last {
            first
        } else {
            texts.format("card-years", &[("from", first), ("until", last)])
        };
        Ok(Self {
            texts,
            name: stated("registrant_name", &facts.registrant_name)?,
            number: stated("cpso_number", &facts.cpso_number)?,
            class: stated("class", &facts.class)?,
            status: stated("status", &facts.status)?,
            valid_from: texts.date(facts.valid_from),
            valid_until: texts.date(facts.valid_until),
            years,
            minc: facts
                .minc
                .as_deref()
                .filter(|minc| !printable(minc).is_empty())
                .map(|minc| stated("minc", minc).map(|minc| grouped_minc(&minc)))
                .transpose()?,
            issued: texts.date_eastern(facts.issued_at),
            receipt_code: facts
                .receipt_code
                .as_deref()
                .map(|code| stated("receipt_code", code))
                .transpose()?,
            maker: facts.maker,
            proof: facts.credential.as_ref().map(Proof::of),
        })
    }
}

/// `CAMD12345679` as `CAMD-1234-5679`; what is not of twelve letters and digits is shown as it is.
fn grouped_minc(minc: &str) -> String {
    let plain: String = minc.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    if plain.len() == 12 && plain.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        format!("{}-{}-{}", &plain[..4], &plain[4..8], &plain[8..]).to_ascii_uppercase()
    } else {
        minc.to_owned()
    }
}

/// One side of the card on the sheet: its top left corner.
#[derive(Debug, Clone, Copy)]
struct Side {
    left: f64,
    top: f64,
}

impl Side {
    fn x(self, from_left: f64) -> f64 {
        self.left + from_left
    }

    fn y(self, from_top: f64) -> f64 {
        self.top + from_top
    }

    fn right(self) -> f64 {
        self.left + WIDTH - INSET
    }

    fn content_width() -> f64 {
        WIDTH - 2.0 * INSET
    }
}

/// Draws the College's mark with this height, its top left corner here.
fn draw_mark(canvas: &mut Canvas<'_>, x: f64, y: f64, height: f64, ink: Ink) -> Result<(), DocumentError> {
    let mark = Mark::bundled()?;
    canvas.outlines(x, y, height / mark.height, &mark.outlines, ink);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::grouped_minc;

    #[test]
    fn a_minc_is_shown_in_fours() {
        assert_eq!(grouped_minc("camd12345679"), "CAMD-1234-5679");
        assert_eq!(grouped_minc("CAMD-1234-5679"), "CAMD-1234-5679");
        assert_eq!(grouped_minc("unknown"), "unknown", "what is not a MINC is not cut into pieces");
    }
}
