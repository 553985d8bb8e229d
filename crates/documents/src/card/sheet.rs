//! The sheet that the card is cut from: a heading, how to print and fold, both sides beside each other, and the marks to
//! cut and fold at.

use super::{HEIGHT, Side, WIDTH, Wording, back, front};
use crate::{
    DocumentError,
    canvas::{Align, Canvas, TextStyle},
    faces::Style,
    ink::Ink,
    units::MM,
};

/// From the top of the paper to the card.
const CARD_TOP: f64 = 200.0;
/// How far marks stay away from the card, and how long they are.
const GAP: f64 = 5.0;
const MARK: f64 = 14.0;

const TITLE: TextStyle = TextStyle { style: Style::Serif, size: 20.0, ink: Ink::Text };
const COLLEGE: TextStyle = TextStyle { style: Style::Sans, size: 10.0, ink: Ink::Soft };
const NOTE: TextStyle = TextStyle { style: Style::Sans, size: 9.5, ink: Ink::Text };
const STEP: TextStyle = TextStyle { style: Style::SansSemibold, size: 9.5, ink: Ink::Accent };

pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    wording: &Wording<'_>,
    paper_width: f64,
) -> Result<(), DocumentError> {
    let left = (paper_width - 2.0 * WIDTH) / 2.0;
    heading(canvas, wording, left)?;
    front::draw(canvas, wording, Side { left, top: CARD_TOP })?;
    back::draw(canvas, wording, Side { left: left + WIDTH, top: CARD_TOP })?;
    cut_marks(canvas, left);
    fold_marks(canvas, left + WIDTH);
    Ok(())
}

fn heading(canvas: &mut Canvas<'_>, wording: &Wording<'_>, left: f64) -> Result<(), DocumentError> {
    let texts = wording.texts;
    let right = left + 2.0 * WIDTH;
    canvas.text(left, 72.0, Align::Left, TITLE, &texts.get("card-title"))?;
    canvas.text(right, 72.0, Align::Right, COLLEGE, &texts.get("college-name"))?;
    canvas.stroke((left, 82.0), (right, 82.0), 0.6, Ink::Accent);
    let steps = ["card-sheet-true-size", "card-sheet-cut", "card-sheet-fold"];
    let mut y = 102.0;
    for (number, step) in (1..).zip(steps) {
        canvas.text(left, y, Align::Left, STEP, &format!("{number}"))?;
        canvas.text(left + 14.0, y, Align::Left, NOTE, &texts.get(step))?;
        y += 15.0;
    }
    measure(canvas, left + 14.0, y + 2.0);
    Ok(())
}

/// The line that tells whether the paper came out at its true size.
fn measure(canvas: &mut Canvas<'_>, left: f64, y: f64) {
    let right = left + 50.0 * MM;
    canvas.stroke((left, y), (right, y), 0.6, Ink::Soft);
    for end in [left, right] {
        canvas.stroke((end, y - 3.0), (end, y + 3.0), 0.6, Ink::Soft);
    }
}

fn cut_marks(canvas: &mut Canvas<'_>, left: f64) {
    let (right, bottom) = (left + 2.0 * WIDTH, CARD_TOP + HEIGHT);
    for (x, away) in [(left, -1.0), (right, 1.0)] {
        for y in [CARD_TOP, bottom] {
            canvas.stroke((x + away * GAP, y), (x + away * (GAP + MARK), y), 0.4, Ink::Text);
        }
    }
    for (y, away) in [(CARD_TOP, -1.0), (bottom, 1.0)] {
        for x in [left, right] {
            canvas.stroke((x, y + away * GAP), (x, y + away * (GAP + MARK)), 0.4, Ink::Text);
        }
    }
}

/// Short strokes, so that they are not taken for marks to cut at.
fn fold_marks(canvas: &mut Canvas<'_>, middle: f64) {
    for (edge, away) in [(CARD_TOP, -1.0), (CARD_TOP + HEIGHT, 1.0)] {
        for from in [GAP, GAP + 5.0, GAP + 10.0] {
            canvas.stroke((middle, edge + away * from), (middle, edge + away * (from + 2.5)), 0.4, Ink::Soft);
        }
    }
}
