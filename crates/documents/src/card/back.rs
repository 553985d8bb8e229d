//! The back of the card: that it does not stand alone, the code that proves it, and how to reach the College.

use super::{HEIGHT, INSET, ROSETTE, Side, WIDTH, Wording, border_id, rosette_id};
use crate::{
    DocumentError,
    canvas::{Align, Canvas, Ink, Look, MM},
    faces::Style,
    family::Proof,
    fit::Step,
    structure::Role,
};

const TITLE: Look = Look { style: Style::Serif, size: 8.6, ink: Ink::Text };
const BODY: Look = Look { style: Style::Sans, size: 6.2, ink: Ink::Text };
const ADDRESS: Look = Look { style: Style::Sans, size: 5.8, ink: Ink::Text };
const ID: Look = Look { style: Style::SansSemibold, size: 7.2, ink: Ink::Accent };
const COLLEGE: Look = Look { style: Style::SansSemibold, size: 5.4, ink: Ink::Text };
const CONTACT: Look = Look { style: Style::Sans, size: 5.4, ink: Ink::Soft };

const TITLE_STEPS: [Step; 1] = [Step { lines: 1, largest: TITLE.size, smallest: 6.0 }];
const BODY_STEPS: [Step; 1] = [Step { lines: 6, largest: BODY.size, smallest: 4.6 }];
const ADDRESS_STEPS: [Step; 2] =
    [Step { lines: 1, largest: ADDRESS.size, smallest: 4.8 }, Step { lines: 2, largest: 4.8, smallest: 3.4 }];
const COLLEGE_STEPS: [Step; 1] = [Step { lines: 1, largest: COLLEGE.size, smallest: 4.4 }];

/// The code with the light around it, at the right edge of the content and half way down.
const CODE: f64 = 37.0 * MM;
const CODE_LEFT: f64 = WIDTH - INSET - CODE + 5.0;
const CODE_TOP: f64 = (HEIGHT - CODE) / 2.0;

/// How wide the words at the left may be.
const WORDS: f64 = CODE_LEFT - INSET - 3.0;

pub(super) fn draw(canvas: &mut Canvas<'_>, wording: &Wording<'_>, side: Side) -> Result<(), DocumentError> {
    let (x, y) = (CODE_LEFT + CODE / 2.0, HEIGHT / 2.0);
    canvas.ornament(
        side.x(x - ROSETTE.width / 2.0),
        side.y(y - ROSETTE.height / 2.0),
        ROSETTE.height,
        &rosette_id(),
    );
    canvas.ornament(side.left, side.top, HEIGHT, &border_id());
    notice(canvas, wording, side)?;
    match &wording.proof {
        Some(proof) => {
            address(canvas, proof, side)?;
            contact(canvas, wording, side)?;
            let alt = proof.alt(wording.texts);
            canvas.qr(side.x(CODE_LEFT), side.y(CODE_TOP), CODE, proof.code, &alt)
        }
        None => {
            contact(canvas, wording, side)?;
            later(canvas, wording, side)
        }
    }
}

fn notice(canvas: &mut Canvas<'_>, wording: &Wording<'_>, side: Side) -> Result<(), DocumentError> {
    let texts = wording.texts;
    let title = canvas.faces().fit(TITLE.style, &texts.get("card-not-valid"), WORDS, &TITLE_STEPS)?;
    canvas.fitted(side.x(INSET), side.y(INSET + 9.0), Align::Left, TITLE, &title);
    let web = texts.get("college-web");
    let arguments = [("date", &*wording.issued), ("number", &*wording.number), ("web", &*web)];
    let notice = if wording.proof.is_some() { "card-verify" } else { "card-verify-without-code" };
    let fitted = canvas.faces().fit(BODY.style, &texts.format(notice, &arguments), WORDS, &BODY_STEPS)?;
    canvas.fitted(side.x(INSET), side.y(INSET + 20.0), Align::Left, BODY, &fitted);
    Ok(())
}

/// Where the credential can be checked by somebody without a camera.
fn address(canvas: &mut Canvas<'_>, proof: &Proof<'_>, side: Side) -> Result<(), DocumentError> {
    let address = canvas.faces().fit(ADDRESS.style, &proof.address, WORDS, &ADDRESS_STEPS)?;
    canvas.begin(Role::Text);
    canvas.fitted(side.x(INSET), side.y(82.0), Align::Left, ADDRESS, &address);
    canvas.text(side.x(INSET), side.y(93.5), Align::Left, ID, &proof.id)?;
    canvas.end();
    Ok(())
}

/// In the place of a code that is not at hand: when it comes.
fn later(canvas: &mut Canvas<'_>, wording: &Wording<'_>, side: Side) -> Result<(), DocumentError> {
    let text = wording.texts.get("card-code-later");
    let steps = [Step { lines: 8, largest: 6.8, smallest: 5.0 }];
    let fitted = canvas.faces().fit(BODY.style, &text, CODE - 30.0, &steps)?;
    let further: f64 = (1..fitted.lines.len()).map(|_| fitted.size * crate::fit::LEADING).sum();
    let first = HEIGHT / 2.0 - further / 2.0 + fitted.size * 0.33;
    canvas.fitted(side.x(CODE_LEFT + CODE / 2.0), side.y(first), Align::Center, BODY, &fitted);
    Ok(())
}

fn contact(canvas: &mut Canvas<'_>, wording: &Wording<'_>, side: Side) -> Result<(), DocumentError> {
    let texts = wording.texts;
    let college = canvas.faces().fit(COLLEGE.style, &texts.get("college-name"), WORDS, &COLLEGE_STEPS)?;
    let mut y = HEIGHT - INSET - 22.0;
    canvas.fitted(side.x(INSET), side.y(y), Align::Left, COLLEGE, &college);
    for text in [
        texts.get("college-address"),
        texts.format(
            "card-reach",
            &[("phone", texts.get("college-phone")), ("web", texts.get("college-web"))],
        ),
    ] {
        y += 7.6;
        let fitted = canvas.faces().fit(CONTACT.style, &text, WORDS, &COLLEGE_STEPS)?;
        canvas.fitted(side.x(INSET), side.y(y), Align::Left, CONTACT, &fitted);
    }
    Ok(())
}
