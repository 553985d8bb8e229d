//! What proves a document: the code of its credential, a second one that leads a telephone to its page, and the address of that
//! page in words.

use portal_texts::Texts;

use super::{NOTE, SEAL, Sheet, further};
use crate::{
    DocumentError,
    canvas::{Align, Canvas, TextStyle},
    faces::Style,
    fit::Step,
    ink::Ink,
    issue::{Credential, Issue, Maker},
    qr::{Code, Name},
    structure::Role,
    units::{MM, SMALLEST},
};

/// A credential of usual length has modules of half a millimetre at this size.
const SIDE: f64 = 38.0 * MM;

/// How high the block is.
pub(crate) const PROOF_HEIGHT: f64 = SEAL.max(SIDE);

const CALL: TextStyle = TextStyle { style: Style::SansSemibold, size: 8.5, ink: Ink::Accent };
const ADDRESS: TextStyle = TextStyle { style: Style::Sans, size: 8.0, ink: Ink::Text };
const ID: TextStyle = TextStyle { style: Style::SansSemibold, size: 9.0, ink: Ink::Text };

const ADDRESS_STEPS: [Step; 2] = [
    Step { lines: 1, largest: ADDRESS.size, smallest: 7.0 },
    Step { lines: 4, largest: 7.0, smallest: SMALLEST },
];

/// How wide the code of the address is; its modules are then 0.4 mm.
const LINK: f64 = 16.5 * MM;
/// White around a code, beyond which its modules begin.
const LIGHT: f64 = 6.0;
/// How wide the words beside the code may be.
const WORDS: f64 = 216.0;
/// From the code to the words, and from the words to the seal.
const GAP: f64 = 10.0;
/// From one line of a note to the next.
const LINE: f64 = NOTE.size * 1.3;

/// Where the credential can be checked, as it is printed.
pub(crate) struct Proof<'c> {
    pub(crate) code: &'c str,
    /// The address of the page without scheme and id: `portal.example/verify/`.
    pub(crate) address: String,
    pub(crate) id: String,
    /// The same as a telephone opens it.
    pub(crate) link: String,
}

impl<'c> Proof<'c> {
    pub(crate) fn of(credential: &'c Credential) -> Self {
        let issuer = credential.claims.issuer.as_str();
        let host = issuer.split_once("://").map_or(issuer, |(_, host)| host);
        Self {
            code: &credential.signed.0,
            address: format!("{host}/verify/"),
            id: credential.claims.id.to_string(),
            link: credential.claims.page(),
        }
    }

    /// What the code says, to somebody who does not see it.
    pub(crate) fn alt(&self, texts: &Texts) -> String {
        texts.format("family-code", &[("address", format!("{}{}", self.address, self.id))])
    }
}

impl Sheet {
    /// The code at the left, its lower edge at `bottom`, with its address beside it; or when it comes. Then why the document is
    /// valid, and at the right the place for the seal.
    pub(crate) fn proof(
        &self,
        canvas: &mut Canvas<'_>,
        texts: &Texts,
        issue: &Issue,
        bottom: f64,
    ) -> Result<(), DocumentError> {
        match &issue.credential {
            Some(credential) => self.codes(canvas, texts, issue, credential, bottom)?,
            None => self.later(canvas, texts, issue, bottom)?,
        }
        self.seal(canvas, texts, bottom)
    }

    fn codes(
        &self,
        canvas: &mut Canvas<'_>,
        texts: &Texts,
        issue: &Issue,
        credential: &Credential,
        bottom: f64,
    ) -> Result<(), DocumentError> {
        let proof = Proof::of(credential);
        let top = bottom - SIDE + LIGHT;
        // The light around the code stands out of the margin, so that the code itself is in line with the text.
        let alt = proof.alt(texts);
        let code = Code::new(proof.code)?;
        canvas.qr((self.left() - LIGHT, top), SIDE, (Name::Credential, code), &alt);
        let x = self.left() + SIDE - 2.0 * LIGHT + GAP;
        let width = WORDS.min(self.right() - SEAL - GAP - x);
        let below = self.link(canvas, texts, &proof, (x, top + LIGHT), width)?;
        let claims = &credential.claims;
        let from = ("from", texts.date(claims.valid_from));
        let proves = match claims.valid_until {
            Some(last) => texts.format("family-proves", &[from, ("until", texts.date(last))]),
            None => texts.format("family-proves-lasting", &[from]),
        };
        let below = self.note(canvas, (x, below + LINE + 4.0), width, NOTE, &proves)?;
        self.note(canvas, (x, below), width, NOTE, &texts.get(issue.validity())).map(|_| ())
    }

    /// The small code of the address, and the address in words beside it. Gives the lower edge of both.
    fn link(
        &self,
        canvas: &mut Canvas<'_>,
        texts: &Texts,
        proof: &Proof<'_>,
        (x, top): (f64, f64),
        width: f64,
    ) -> Result<f64, DocumentError> {
        let alt = texts.format("family-link", &[("address", &*proof.link)]);
        let code = Code::new(&proof.link)?;
        let light = code.quiet(LINK);
        canvas.qr((x - light, top - light), LINK, (Name::Address, code), &alt);
        let modules = LINK - 2.0 * light;
        let (x, width) = (x + modules + GAP, width - modules - GAP);
        canvas.text(x, top + 6.5, Align::Left, CALL, &texts.get("family-check"))?;
        canvas.text(x, top + 17.0, Align::Left, NOTE, &texts.get("family-scan"))?;
        let address = canvas.faces().fit(ADDRESS.style, &proof.address, width, &ADDRESS_STEPS)?;
        canvas.begin(Role::Text);
        canvas.fitted(x, top + 28.0, Align::Left, ADDRESS, &address);
        let id = top + 38.5 + further(&address);
        canvas.text(x, id, Align::Left, ID, &proof.id)?;
        canvas.end();
        Ok(id.max(top + modules))
    }

    fn later(
        &self,
        canvas: &mut Canvas<'_>,
        texts: &Texts,
        issue: &Issue,
        bottom: f64,
    ) -> Result<(), DocumentError> {
        let top = bottom - SIDE / 2.0;
        canvas.stroke((self.left(), top - 12.0), (self.left(), bottom - 4.0), 1.2, Ink::Rule);
        let x = self.left() + 10.0;
        canvas.text(x, top - 4.0, Align::Left, CALL, &texts.get("family-no-code"))?;
        let below = self.note(canvas, (x, top + 8.0), WORDS, NOTE, &texts.get("family-code-later"))?;
        self.note(canvas, (x, below), WORDS, NOTE, &texts.get(issue.validity())).map(|_| ())
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
