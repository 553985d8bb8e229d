//! The front of the card: who, which number, which class, until when.

use super::{INSET, Side, WIDTH, Wording, draw_mark, ground};
use crate::{
    DocumentError, Maker,
    canvas::{Align, Canvas, TextStyle},
    faces::Style,
    fit::{LEADING, Step},
    ink::Ink,
    structure::Role,
    units::SMALLEST,
};

const COLLEGE: TextStyle = TextStyle { style: Style::Serif, size: 8.8, ink: Ink::Text };
const TITLE: TextStyle = TextStyle { style: Style::SansSemibold, size: 7.2, ink: Ink::Accent };
const NAME: TextStyle = TextStyle { style: Style::SansSemibold, size: 15.0, ink: Ink::Text };
const LABEL: TextStyle = TextStyle { style: Style::Sans, size: 6.0, ink: Ink::Soft };
const VALUE: TextStyle = TextStyle { style: Style::SansSemibold, size: 8.2, ink: Ink::Text };
const FOOT: TextStyle = TextStyle { style: Style::Sans, size: 6.0, ink: Ink::Soft };

/// A name is first set smaller, then on two lines, then, for the very longest, on several small ones.
const NAME_STEPS: [Step; 4] = [
    Step { lines: 1, largest: 15.0, smallest: 10.5 },
    Step { lines: 2, largest: 11.0, smallest: 7.5 },
    Step { lines: 3, largest: 7.5, smallest: 6.5 },
    Step { lines: 5, largest: 6.5, smallest: SMALLEST },
];

const VALUE_STEPS: [Step; 2] = [
    Step { lines: 1, largest: VALUE.size, smallest: 6.5 },
    Step { lines: 2, largest: 6.25, smallest: SMALLEST },
];

const ONE_LINE: [Step; 1] = [Step { lines: 1, largest: COLLEGE.size, smallest: 6.0 }];

/// Where the three columns begin, and how wide they are.
const COLUMNS: [(f64, f64); 3] = [(INSET, 52.0), (INSET + 58.0, 88.0), (INSET + 151.0, 60.6)];

const MARK_HEIGHT: f64 = 21.0;
const ROSETTE_MIDDLE: (f64, f64) = (WIDTH - 60.5, 65.0);
/// The middle of the room between the heading and the facts, in which the name stands.
const NAME_MIDDLE: f64 = 61.0;

pub(super) fn draw(canvas: &mut Canvas<'_>, wording: &Wording<'_>, side: Side) -> Result<(), DocumentError> {
    ground(canvas, side, ROSETTE_MIDDLE);
    heading(canvas, wording, side)?;
    name(canvas, wording, side)?;
    facts(canvas, wording, side)?;
    foot(canvas, wording, side)
}

fn heading(canvas: &mut Canvas<'_>, wording: &Wording<'_>, side: Side) -> Result<(), DocumentError> {
    let texts = wording.texts;
    draw_mark(canvas, side.x(INSET), side.y(INSET), MARK_HEIGHT, Ink::Accent)?;
    let left = INSET + MARK_HEIGHT + 7.0;
    let width = Side::content_width() - MARK_HEIGHT - 7.0;
    let college = canvas.faces().fit(COLLEGE.style, &texts.get("college-name"), width, &ONE_LINE)?;
    canvas.fitted(side.x(left), side.y(INSET + 8.4), Align::Left, COLLEGE, &college);
    canvas.begin(Role::Title);
    canvas.text(side.x(left), side.y(INSET + 19.2), Align::Left, TITLE, &texts.get("card-title"))?;
    canvas.text(side.right(), side.y(INSET + 19.2), Align::Right, TITLE, &wording.years)?;
    canvas.end();
    let rule = side.y(INSET + MARK_HEIGHT + 4.6);
    canvas.stroke((side.x(INSET), rule), (side.right(), rule), 0.5, Ink::Accent);
    Ok(())
}

/// However many lines it takes, the name stands in the middle of its room.
fn name(canvas: &mut Canvas<'_>, wording: &Wording<'_>, side: Side) -> Result<(), DocumentError> {
    let fitted = canvas.faces().fit(NAME.style, &wording.name, Side::content_width(), &NAME_STEPS)?;
    let further = (1..fitted.lines.len()).map(|_| fitted.size * LEADING).sum::<f64>();
    let baseline = NAME_MIDDLE + fitted.size * 0.33 - further / 2.0;
    canvas.fitted(side.x(INSET), side.y(baseline), Align::Left, NAME, &fitted);
    Ok(())
}

fn facts(canvas: &mut Canvas<'_>, wording: &Wording<'_>, side: Side) -> Result<(), DocumentError> {
    let rows = [
        [
            ("card-number", Some(&wording.number)),
            ("card-class", Some(&wording.class)),
            ("card-status", Some(&wording.status)),
        ],
        [
            ("card-valid-from", Some(&wording.valid_from)),
            ("card-valid-until", Some(&wording.valid_until)),
            ("card-minc", wording.minc.as_ref()),
        ],
    ];
    for (row, top) in rows.iter().zip([84.5, 109.0]) {
        for ((label, value), (left, width)) in row.iter().zip(COLUMNS) {
            let Some(value) = value else { continue };
            canvas.text(side.x(left), side.y(top), Align::Left, LABEL, &wording.texts.get(label))?;
            let fitted = canvas.faces().fit(VALUE.style, value, width, &VALUE_STEPS)?;
            // Two lines begin closer to their label, and end where one line ends.
            let first = if fitted.lines.len() > 1 { top + 0.8 + fitted.size } else { top + 9.2 };
            canvas.fitted(side.x(left), side.y(first), Align::Left, VALUE, &fitted);
        }
    }
    Ok(())
}

fn foot(canvas: &mut Canvas<'_>, wording: &Wording<'_>, side: Side) -> Result<(), DocumentError> {
    let texts = wording.texts;
    let rule = side.y(126.0);
    canvas.stroke((side.x(INSET), rule), (side.right(), rule), 0.4, Ink::Rule);
    let y = side.y(135.5);
    let by_college = wording.maker == Maker::College;
    let copy = texts.get(if by_college { "card-of-the-college" } else { "card-copy" });
    let issued = texts.format("card-issued", &[("date", &*wording.issued)]);
    canvas.text(side.x(INSET), y, Align::Left, FOOT, &copy)?;
    let Some(code) = &wording.receipt_code else {
        return canvas.text(side.right(), y, Align::Right, FOOT, &issued);
    };
    let receipt = texts.format("card-receipt", &[("code", code)]);
    // The middle one stands midway between its neighbours, not in the middle of the card.
    let (after_copy, before_receipt) =
        (side.x(INSET) + canvas.width_of(FOOT, &copy)?, side.right() - canvas.width_of(FOOT, &receipt)?);
    canvas.text((after_copy + before_receipt) / 2.0, y, Align::Center, FOOT, &issued)?;
    canvas.text(side.right(), y, Align::Right, FOOT, &receipt)
}
