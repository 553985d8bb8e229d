//! The place for the College's seal, which is pressed into the paper or stuck on it. Nobody signs the documents by hand, and so
//! they have no line for a name, and never the likeness of a signature.

use std::sync::LazyLock;

use portal_texts::Texts;
use printpdf::XObjectId;

use super::Sheet;
use crate::{
    DocumentError,
    canvas::{Align, Canvas, TextStyle},
    faces::Style,
    guilloche::{Ring, Rosette},
    ink::Ink,
    structure::Role,
    units::MM,
    xobject::Form,
};

/// How wide the place is: what an embosser presses is 38 to 41 mm wide.
pub(crate) const SEAL: f64 = 41.0 * MM;

const NAME: &str = "Seal";
const WORDS: TextStyle = TextStyle { style: Style::Sans, size: 8.0, ink: Ink::Soft };

/// The wreath around the place.
static WREATH: LazyLock<Form> = LazyLock::new(|| {
    let wreath = Rosette {
        radius: SEAL / 2.0,
        rings: &[Ring { from: 0.9, to: 1.0, across: 0.11, turns: 60 }],
        thickness: 0.3,
        ink: Ink::Accent,
    };
    Form::new(wreath.draw())
});

/// The wreath as a file holds it.
pub(super) fn ornament() -> (XObjectId, &'static Form) {
    (XObjectId(NAME.to_owned()), &*WREATH)
}

impl Sheet {
    /// The place at the right, its lower edge at `bottom`. An ornament: it says nothing of the registrant.
    pub(crate) fn seal(
        &self,
        canvas: &mut Canvas<'_>,
        texts: &Texts,
        bottom: f64,
    ) -> Result<(), DocumentError> {
        let (left, top) = (self.right() - SEAL, bottom - SEAL);
        canvas.begin(Role::Artifact);
        canvas.ornament(left, top, SEAL, &XObjectId(NAME.to_owned()));
        let lines =
            canvas.faces().paragraph(WORDS.style, &texts.get("family-seal"), SEAL * 0.6, WORDS.size)?;
        let leading = WORDS.size * 1.3;
        #[allow(clippy::cast_precision_loss)]
        let mut baseline = top + SEAL / 2.0 + WORDS.size * 0.33 - leading * (lines.len() - 1) as f64 / 2.0;
        for line in &lines {
            canvas.set(left + SEAL / 2.0, baseline, Align::Center, WORDS, line);
            baseline += leading;
        }
        canvas.end();
        Ok(())
    }
}
