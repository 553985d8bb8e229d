//! The certificate of authorization of a professional corporation: which corporation, under which number, until when, and
//! whose it is.

use jiff::civil::Date;
use portal_texts::Texts;

use crate::{
    DocumentError, Maker, Paper, Pdf,
    embed::Used,
    faces::Faces,
    family::{Dress, Field, NAME, NOTE, Sheet, WORDING, fields, metadata, stated},
    ink::Ink,
    issue::Issue,
    pdf::{Contents, write},
};

/// What a certificate of authorization states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizationFacts {
    /// The registered name of the corporation.
    pub corporation: String,
    /// Number of the certificate.
    pub number: String,
    /// The first day on which it counts.
    pub effective: Date,
    /// The last day on which it is valid.
    pub expires: Date,
    /// The shareholder on whose record it stands.
    pub shareholder: String,
    /// The shareholder's registration number.
    pub cpso_number: String,
    /// When and by whom. No credential is of a corporation.
    pub issue: Issue,
}

/// From the foot of the page to the last line above it.
const BOTTOM: f64 = 98.0;
/// How wide the words are that say how to check it.
const WORDS: f64 = 240.0;

/// Makes the certificate.
///
/// # Errors
///
/// A character that no typeface has, a name that fits at no readable size, an empty fact, or a certificate that ends before
/// it begins: each as its own [`DocumentError`].
pub fn authorization(facts: &AuthorizationFacts, texts: &Texts, paper: Paper) -> Result<Pdf, DocumentError> {
    if facts.expires < facts.effective {
        return Err(DocumentError::EndsBeforeItBegins);
    }
    let corporation = stated("corporation", &facts.corporation)?;
    let number = stated("number", &facts.number)?;
    let shareholder = stated("shareholder", &facts.shareholder)?;
    let cpso_number = stated("cpso_number", &facts.cpso_number)?;
    let faces = Faces::bundled()?;
    let sheet = Sheet::new(Dress::Fine, paper);
    let mut used = Used::default();
    let mut canvas = sheet.page(faces, &mut used);
    let title = texts.get("authorization-title");
    sheet.heading(&mut canvas, texts, &title)?;
    sheet.centred(&mut canvas, 246.0, WORDING, &texts.get("authorization-certifies"))?;
    sheet.name(&mut canvas, 286.0, NAME, &corporation)?;
    sheet.centred(&mut canvas, 336.0, WORDING, &texts.get("authorization-holds"))?;
    sheet.centred(&mut canvas, 356.0, WORDING, &texts.get("authorization-under"))?;

    let field =
        |label: &str, value: &str, share| Field { label: texts.get(label), value: value.into(), share };
    let row = [
        field("authorization-number", &number, 1.0),
        field("authorization-effective", &texts.date(facts.effective), 1.0),
        field("authorization-expires", &texts.date(facts.expires), 1.3),
    ];
    let rule = |canvas: &mut crate::canvas::Canvas<'_>, y| {
        canvas.stroke((sheet.left(), y), (sheet.right(), y), 0.4, Ink::Rule);
    };
    rule(&mut canvas, 402.0);
    fields(&mut canvas, (sheet.left(), 422.0), sheet.content(), &row)?;
    rule(&mut canvas, 450.0);
    // In line with the columns above; the name takes what two of them have.
    let row = [
        field("authorization-cpso-number", &cpso_number, 1.0),
        field("authorization-shareholder", &shareholder, 2.3),
    ];
    let lowest = fields(&mut canvas, (sheet.left(), 470.0), sheet.content(), &row)?;
    rule(&mut canvas, lowest + 13.0);

    let bottom = sheet.height - BOTTOM;
    let web = [("web", texts.get("college-web"))];
    let why = match facts.issue.maker {
        Maker::College => "family-registrar-signed",
        Maker::Registrant => "family-registrar-own",
    };
    let check = texts.format("authorization-check", &web);
    let below = sheet.note(&mut canvas, (sheet.left(), bottom - 41.0), WORDS, NOTE, &check)?;
    sheet.note(&mut canvas, (sheet.left(), below + 3.0), WORDS, NOTE, &texts.get(why))?;
    sheet.seal(&mut canvas, texts, bottom)?;
    sheet.foot(&mut canvas, texts, &facts.issue, None)?;
    let pages = vec![canvas.finish()];
    let named = [("name", &*corporation), ("number", &*number)];
    let title = texts.format("authorization-document-title", &named);
    let subject = texts.format("authorization-document-subject", &[("shareholder", &*shareholder)]);
    let about = metadata(texts, title, subject, facts.issue.day);
    write(faces, Contents { pages, used, ornaments: sheet.ornaments() }, &about)
}
