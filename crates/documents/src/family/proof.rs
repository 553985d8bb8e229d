//! What proves a document: the code of its credential with the address of its page, and who issues it.

use portal_texts::Texts;

use super::{Issue, NOTE, Sheet};
use crate::{
    Credential, DocumentError, Maker,
    canvas::{Align, Canvas, Ink, Look, MM},
    faces::Style,
    fit::{LEADING, Step},
    structure::Role,
};

/// A credential of usual length has modules of half a millimetre at this size.
const SIDE: f64 = 38.0 * MM;

/// How high the block is.
pub(crate) const PROOF_HEIGHT: f64 = SIDE;

const CALL: Look = Look { style: Style::SansSemibold, size: 8.5, ink: Ink::Accent };
const ADDRESS: Look = Look { style: Style::Sans, size: 8.0, ink: Ink::Text };
const ID: Look = Look { style: Style::SansSemibold, size: 9.0, ink: Ink::Text };
const OFFICE: Look = Look { style: Style::Serif, size: 11.0, ink: Ink::Text };

const ADDRESS_STEPS: [Step; 2] =
    [Step { lines: 1, largest: ADDRESS.size, smallest: 6.5 }, Step { lines: 3, largest: 6.5, smallest: 4.5 }];

/// How wide the words beside the code may be.
const WORDS: f64 = 128.0;
/// From the code to the words.
const GAP: f64 = 10.0;
/// How wide the block of the College is.
const OFFICE_WIDTH: f64 = 146.0;

/// Where the credential can be checked, as it is printed.
pub(crate) struct Proof<'c> {
    pub(crate) code: &'c str,
    /// The address of the page without scheme and id: `portal.example/verify/`.
    pub(crate) address: String,
    pub(crate) id: String,
}

impl<'c> Proof<'c> {
    pub(crate) fn of(credential: &'c Credential) -> Self {
        let issuer = credential.claims.issuer.as_str();
        let host = issuer.split_once("://").map_or(issuer, |(_, host)| host);
        Self {
            code: &credential.signed.0,
            address: format!("{host}/verify/"),
            id: credential.claims.id.to_string(),
        }
    }

    /// What the code says, to somebody who does not see it.
    pub(crate) fn alt(&self, texts: &Texts) -> String {
        texts.format("family-code", &[("address", format!("{}{}", self.address, self.id))])
    }
}

impl Sheet {
    /// The code at the left, its lower edge at `bottom`, with its address beside it; or when it comes.
    pub(crate) fn proof(
        &self,
        canvas: &mut Canvas<'_>,
        texts: &Texts,
        issue: &Issue,
        bottom: f64,
    ) -> Result<(), DocumentError> {
        let Some(credential) = &issue.credential else {
            return self.later(canvas, texts, bottom);
        };
        let proof = Proof::of(credential);
        let top = bottom - SIDE;
        // The light around the code stands out of the margin, so that the code itself is in line with the text.
        let light = 6.0;
        canvas.qr(self.left() - light, top + light, SIDE, proof.code, &proof.alt(texts))?;
        let x = self.left() + SIDE - light + GAP - light;
        canvas.text(x, top + 24.0, Align::Left, CALL, &texts.get("family-check"))?;
        canvas.text(x, top + 36.0, Align::Left, NOTE, &texts.get("family-scan"))?;
        let address = canvas.faces().fit(ADDRESS.style, &proof.address, WORDS, &ADDRESS_STEPS)?;
        canvas.begin(Role::Text);
        canvas.fitted(x, top + 49.0, Align::Left, ADDRESS, &address);
        #[allow(clippy::cast_precision_loss)]
        let below = top + 61.0 + (address.lines.len() - 1) as f64 * address.size * 1.2;
        canvas.text(x, below, Align::Left, ID, &proof.id)?;
        canvas.end();
        let claims = &credential.claims;
        let from = ("from", texts.date(claims.valid_from));
        let proves = match claims.valid_until {
            Some(last) => texts.format("family-proves", &[from, ("until", texts.date(last))]),
            None => texts.format("family-proves-lasting", &[from]),
        };
        self.note(canvas, (x, below + 14.0), WORDS, NOTE, &proves).map(|_| ())
    }

    fn later(&self, canvas: &mut Canvas<'_>, texts: &Texts, bottom: f64) -> Result<(), DocumentError> {
        let top = bottom - SIDE / 2.0;
        canvas.stroke((self.left(), top - 12.0), (self.left(), bottom - 4.0), 1.2, Ink::Rule);
        let x = self.left() + 10.0;
        canvas.text(x, top - 4.0, Align::Left, CALL, &texts.get("family-no-code"))?;
        self.note(canvas, (x, top + 8.0), WORDS + 40.0, NOTE, &texts.get("family-code-later")).map(|_| ())
    }
}

impl Issue {
    /// Why a document that carries a code is valid, or is not.
    pub(crate) fn validity(&self) -> &'static str {
        match (self.maker, &self.credential) {
            (Maker::College, _) => "family-registrar-signed",
            (Maker::Registrant, Some(_)) => "family-registrar-code",
            (Maker::Registrant, None) => "family-registrar-not-yet",
        }
    }
}

/// Who issues the document. Nobody signs it by hand, and so it has no line for a name, and never the likeness of a signature.
/// At the right, its last line at `bottom`: why it is valid.
pub(crate) fn office(
    canvas: &mut Canvas<'_>,
    texts: &Texts,
    sheet: &Sheet,
    why: &str,
    bottom: f64,
) -> Result<(), DocumentError> {
    let x = sheet.right() - OFFICE_WIDTH;
    let lines = canvas.faces().paragraph(NOTE.style, &texts.get(why), OFFICE_WIDTH, NOTE.size)?;
    let leading = NOTE.size * 1.3;
    #[allow(clippy::cast_precision_loss)]
    let first = bottom - leading * (lines.len() - 1) as f64;
    let college = texts.get("college-name");
    let two = [Step { lines: 2, largest: OFFICE.size, smallest: NOTE.size }];
    let college = canvas.faces().fit(OFFICE.style, &college, OFFICE_WIDTH, &two)?;
    let further: f64 = (1..college.lines.len()).map(|_| college.size * LEADING).sum();
    canvas.fitted(x, first - 16.0 - further, Align::Left, OFFICE, &college);
    sheet.note(canvas, (x, first), OFFICE_WIDTH, NOTE, &texts.get(why)).map(|_| ())
}
