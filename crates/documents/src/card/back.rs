//! The back of the card: that it does not stand alone, the code that proves it, and how to reach the College.

use super::{HEIGHT, INSET, Side, WIDTH, Wording, ground};
use crate::{
    DocumentError,
    canvas::{Align, Canvas, TextStyle},
    faces::Style,
    family::{Proof, further},
    fit::Step,
    ink::Ink,
    qr::{Code, Name},
    structure::Role,
    units::{MM, SMALLEST},
};

const TITLE: TextStyle = TextStyle { style: Style::Serif, size: 8.6, ink: Ink::Text };
const BODY: TextStyle = TextStyle { style: Style::Sans, size: 6.2, ink: Ink::Text };
const ADDRESS: TextStyle = TextStyle { style: Style::Sans, size: 6.0, ink: Ink::Text };
const ID: TextStyle = TextStyle { style: Style::SansSemibold, size: 7.2, ink: Ink::Accent };
const CONTACT: TextStyle = TextStyle { style: Style::Sans, size: 6.0, ink: Ink::Soft };

const TITLE_STEPS: [Step; 1] = [Step { lines: 1, largest: TITLE.size, smallest: 6.0 }];
const BODY_STEPS: [Step; 1] = [Step { lines: 6, largest: BODY.size, smallest: SMALLEST }];
const ADDRESS_STEPS: [Step; 1] = [Step { lines: 2, largest: ADDRESS.size, smallest: SMALLEST }];
const CONTACT_STEPS: [Step; 1] = [Step { lines: 2, largest: CONTACT.size, smallest: SMALLEST }];

/// The code with the light around it, at the right edge of the content and half way down.
const CODE: f64 = 37.0 * MM;
const CODE_LEFT: f64 = WIDTH - INSET - CODE + 5.0;
const CODE_TOP: f64 = (HEIGHT - CODE) / 2.0;

/// How wide the words at the left may be.
const WORDS: f64 = CODE_LEFT - INSET - 3.0;

pub(super) fn draw(canvas: &mut Canvas<'_>, wording: &Wording<'_>, side: Side) -> Result<(), DocumentError> {
    ground(canvas, side, (CODE_LEFT + CODE / 2.0, HEIGHT / 2.0));
    notice(canvas, wording, side)?;
    match &wording.proof {
        Some(proof) => {
            address(canvas, proof, side)?;
            contact(canvas, wording, side)?;
            let alt = proof.alt(wording.texts);
            let code = (Name::Credential, Code::new(proof.code)?);
            canvas.qr((side.x(CODE_LEFT), side.y(CODE_TOP)), CODE, code, &alt);
            Ok(())
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
    canvas.text(side.x(INSET), side.y(92.5 + further(&address)), Align::Left, ID, &proof.id)?;
    canvas.end();
    Ok(())
}

/// In the place of a code that is not at hand: when it comes.
fn later(canvas: &mut Canvas<'_>, wording: &Wording<'_>, side: Side) -> Result<(), DocumentError> {
    let text = wording.texts.get("card-code-later");
    let steps = [Step { lines: 8, largest: 6.8, smallest: SMALLEST }];
    let fitted = canvas.faces().fit(BODY.style, &text, CODE - 30.0, &steps)?;
    let first = HEIGHT / 2.0 - further(&fitted) / 2.0 + fitted.size * 0.33;
    canvas.fitted(side.x(CODE_LEFT + CODE / 2.0), side.y(first), Align::Center, BODY, &fitted);
    Ok(())
}

/// Above the lower edge, however many lines it takes.
fn contact(canvas: &mut Canvas<'_>, wording: &Wording<'_>, side: Side) -> Result<(), DocumentError> {
    let texts = wording.texts;
    let reach = [("phone", texts.get("college-phone")), ("web", texts.get("college-web"))];
    let mut last = HEIGHT - INSET - 6.8;
    let mut placed = Vec::new();
    for text in [texts.format("card-reach", &reach), texts.get("college-address")] {
        let fitted = canvas.faces().fit(CONTACT.style, &text, WORDS, &CONTACT_STEPS)?;
        let first = last - further(&fitted);
        placed.push((first, fitted));
        last = first - 7.6;
    }
    // Read from the top down.
    for (first, fitted) in placed.iter().rev() {
        canvas.fitted(side.x(INSET), side.y(*first), Align::Left, CONTACT, fitted);
    }
    Ok(())
}
