//! The back of the card: that it does not stand alone, how to verify it, and how to reach the College.

use super::{HEIGHT, INSET, ROSETTE, Side, WIDTH, Wording, border_id, draw_mark, rosette_id};
use crate::{
    DocumentError,
    canvas::{Align, Canvas, Ink, Look},
    faces::Style,
    fit::Step,
};

const TITLE: Look = Look { style: Style::Serif, size: 10.0, ink: Ink::Text };
const BODY: Look = Look { style: Style::Sans, size: 6.8, ink: Ink::Text };
const COLLEGE: Look = Look { style: Style::SansSemibold, size: 6.4, ink: Ink::Text };
const CONTACT: Look = Look { style: Style::Sans, size: 6.4, ink: Ink::Soft };
const YEARS: Look = Look { style: Style::Serif, size: 15.0, ink: Ink::Accent };

const BODY_STEPS: [Step; 2] =
    [Step { lines: 4, largest: 6.8, smallest: 6.2 }, Step { lines: 5, largest: 6.2, smallest: 5.5 }];

/// Above the years, right of how to reach the College.
const ROSETTE_MIDDLE: (f64, f64) = (WIDTH - INSET - 42.0, 82.0);

pub(super) fn draw(canvas: &mut Canvas<'_>, wording: &Wording<'_>, side: Side) -> Result<(), DocumentError> {
    let (x, y) = ROSETTE_MIDDLE;
    canvas.ornament(
        side.x(x - ROSETTE.width / 2.0),
        side.y(y - ROSETTE.height / 2.0),
        ROSETTE.height,
        &rosette_id(),
    );
    canvas.ornament(side.left, side.top, HEIGHT, &border_id());
    notice(canvas, wording, side)?;
    contact(canvas, wording, side)?;
    draw_mark(canvas, side.x(x - 9.5), side.y(y - 9.8), 19.0, Ink::Accent)?;
    canvas.text(side.right(), side.y(HEIGHT - 18.6), Align::Right, YEARS, &wording.years)
}

fn notice(canvas: &mut Canvas<'_>, wording: &Wording<'_>, side: Side) -> Result<(), DocumentError> {
    let texts = wording.texts;
    canvas.text(side.x(INSET), side.y(INSET + 9.5), Align::Left, TITLE, &texts.get("card-not-valid"))?;
    let web = texts.get("college-web");
    let arguments = [("date", &*wording.issued), ("number", &*wording.number), ("web", &*web)];
    let notice = texts.format("card-verify", &arguments);
    let fitted = canvas.faces().fit(BODY.style, &notice, Side::content_width(), &BODY_STEPS)?;
    canvas.fitted(side.x(INSET), side.y(INSET + 22.0), Align::Left, BODY, &fitted);
    Ok(())
}

fn contact(canvas: &mut Canvas<'_>, wording: &Wording<'_>, side: Side) -> Result<(), DocumentError> {
    let texts = wording.texts;
    let toll_free = texts.format("card-toll-free", &[("number", texts.get("college-phone-toll-free"))]);
    let lines = [
        (COLLEGE, texts.get("college-name")),
        (CONTACT, texts.get("college-address")),
        (CONTACT, texts.get("college-phone")),
        (CONTACT, toll_free),
        (CONTACT, texts.get("college-web")),
    ];
    let mut y = HEIGHT - 52.0;
    for (look, text) in lines {
        canvas.text(side.x(INSET), side.y(y), Align::Left, look, &text)?;
        y += 8.3;
    }
    Ok(())
}
