//! The certificate of registration: who, which number, which class since when, under which numbered terms. What does not fit
//! its page goes on on further ones.

use jiff::civil::Date;
use portal_texts::Texts;

use crate::{
    DocumentError, Paper, Pdf,
    canvas::{Align, Canvas, TextStyle},
    embed::Used,
    faces::Faces,
    family::{
        BODY, COLLEGE, Dress, Field, HEADING, NAME, NOTE, NumberedList, PROOF_HEIGHT, Sheet, WORDING, fields,
        metadata, stated, stated_terms,
    },
    ink::Ink,
    issue::Issue,
    pdf::{Contents, write},
    structure::Role,
};

/// What a certificate states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateFacts {
    /// The person's name as it stands in the register.
    pub registrant_name: String,
    /// The registration number.
    pub cpso_number: String,
    /// The class of certificate in the register's words.
    pub class: String,
    /// First day of the class.
    pub effective: Date,
    /// Last day, where the certificate has one.
    pub expires: Option<Date>,
    /// Terms, conditions and limitations, as they are numbered.
    pub terms: Vec<String>,
    /// When, by whom, and what proves it.
    pub issue: Issue,
}

/// The class stands out from the wording around it.
const CLASS: TextStyle = TextStyle { size: 17.0, ..HEADING };

/// From the foot of the page to the lower edge of the code.
const PROOF_BOTTOM: f64 = 92.0;
/// Under a list that leaves a page less room than this begins the next page.
const LIST_SIZES: [f64; 3] = [10.0, 9.5, 9.0];
/// Where the list goes on on a further page.
const FURTHER_TOP: f64 = 164.0;

/// Makes the certificate.
///
/// # Errors
///
/// A character in what is certified that no typeface has, an empty fact or an empty term: each as its own [`DocumentError`].
pub fn certificate(facts: &CertificateFacts, texts: &Texts, paper: Paper) -> Result<Pdf, DocumentError> {
    let wording = Wording::new(facts, texts)?;
    let faces = Faces::bundled()?;
    let sheet = Sheet::new(Dress::Fine, paper);
    let plan = Plan::new(faces, &sheet, &facts.terms)?;
    let mut used = Used::default();
    let mut pages = Vec::new();
    let count = plan.starts.len();
    for page in 0..count {
        let mut canvas = sheet.page(faces, &mut used);
        if page == 0 {
            first(&mut canvas, &sheet, facts, &wording, &plan)?;
        } else {
            further(&mut canvas, &sheet, &wording)?;
            let from = plan.starts.get(page).copied().unwrap_or_default();
            plan.list.draw(
                &mut canvas,
                (sheet.left(), FURTHER_TOP),
                from,
                plan.starts.get(page + 1).copied(),
            )?;
        }
        sheet.foot(&mut canvas, texts, &facts.issue, (count > 1).then_some((page + 1, count)))?;
        pages.push(canvas.finish());
    }
    let named = [("name", &*wording.name), ("number", &*wording.number)];
    let title = texts.format("certificate-document-title", &named);
    let subject = texts.format("certificate-document-subject", &[("class", &*wording.class)]);
    let about = metadata(texts, title, subject, facts.issue.day);
    write(faces, Contents { pages, used, ornaments: sheet.ornaments() }, &about)
}

/// The facts as they are printed.
struct Wording<'t> {
    texts: &'t Texts,
    name: String,
    number: String,
    class: String,
}

impl<'t> Wording<'t> {
    fn new(facts: &CertificateFacts, texts: &'t Texts) -> Result<Self, DocumentError> {
        if facts.expires.is_some_and(|expires| expires < facts.effective) {
            return Err(DocumentError::EndsBeforeItBegins);
        }
        stated_terms(&facts.terms)?;
        let name = stated("registrant_name", &facts.registrant_name)?;
        let number = stated("cpso_number", &facts.cpso_number)?;
        Ok(Self { texts, name, number, class: stated("class", &facts.class)? })
    }
}

/// How the terms are spread over pages, and where what stands above them begins.
struct Plan {
    list: NumberedList,
    starts: Vec<crate::family::Place>,
    /// How much further down than at the least the upper part stands when the terms are few.
    ease: f64,
}

impl Plan {
    /// The size at which all terms stand on the first page, if there is one.
    fn new(faces: &Faces, sheet: &Sheet, terms: &[String]) -> Result<Self, DocumentError> {
        let room = sheet.height - PROOF_BOTTOM - PROOF_HEIGHT - 12.0 - (Self::TERMS + 18.0);
        let further = sheet.height - FURTHER_TOP - 96.0;
        let mut list = NumberedList::new(faces, terms, sheet.content(), LIST_SIZES[0])?;
        for size in LIST_SIZES {
            let smaller = NumberedList::new(faces, terms, sheet.content(), size)?;
            if smaller.height() <= room {
                list = smaller;
                break;
            }
        }
        let left = (room - list.height().max(BODY.size)).max(0.0);
        let starts = list.pages(room, further);
        Ok(Self { list, starts, ease: (left / 2.0).min(44.0) })
    }

    /// The baseline of the heading over the terms, when nothing is eased.
    const TERMS: f64 = 434.0;
}

fn first(
    canvas: &mut Canvas<'_>,
    sheet: &Sheet,
    facts: &CertificateFacts,
    wording: &Wording<'_>,
    plan: &Plan,
) -> Result<(), DocumentError> {
    let texts = wording.texts;
    // What is left over is spread over the gaps of the upper part.
    let eased = |y: f64, gaps: f64| y + plan.ease * gaps;
    sheet.heading(canvas, texts, &texts.get("certificate-title"))?;
    sheet.centred(canvas, eased(224.0, 0.2), WORDING, &texts.get("certificate-certifies"))?;
    sheet.name(canvas, eased(264.0, 0.35), NAME, &wording.name)?;
    sheet.centred(canvas, eased(312.0, 0.5), WORDING, &texts.get("certificate-registered"))?;
    sheet.centred(canvas, eased(336.0, 0.6), CLASS, &wording.class)?;
    let row = Plan::TERMS - 60.0;
    canvas.stroke(
        (sheet.left(), eased(row - 18.0, 0.8)),
        (sheet.right(), eased(row - 18.0, 0.8)),
        0.4,
        Ink::Rule,
    );
    fields(canvas, (sheet.left(), eased(row, 0.8)), sheet.content(), &row_of(facts, wording))?;
    canvas.stroke(
        (sheet.left(), eased(row + 28.0, 0.8)),
        (sheet.right(), eased(row + 28.0, 0.8)),
        0.4,
        Ink::Rule,
    );
    terms(canvas, sheet, texts, plan)?;
    let bottom = sheet.height - PROOF_BOTTOM;
    sheet.proof(canvas, texts, &facts.issue, bottom)
}

/// The certificate's own number is that of its credential, under which the College finds it.
fn row_of(facts: &CertificateFacts, wording: &Wording<'_>) -> Vec<Field> {
    let texts = wording.texts;
    let field = |label: &str, value: String, share| Field { label: texts.get(label), value, share };
    let expires = facts.expires.map_or_else(|| texts.get("certificate-no-expiry"), |day| texts.date(day));
    let own = facts.issue.credential.as_ref().map(|credential| credential.claims.id.to_string());
    let own = own.map(|number| field("certificate-own-number", number, 1.6));
    let row = [
        field("certificate-number", wording.number.clone(), 1.0),
        field("certificate-effective", texts.date(facts.effective), 1.0),
        field("certificate-expires", expires, 1.0),
    ];
    row.into_iter().chain(own).collect()
}

fn terms(canvas: &mut Canvas<'_>, sheet: &Sheet, texts: &Texts, plan: &Plan) -> Result<(), DocumentError> {
    let y = Plan::TERMS + plan.ease;
    canvas.begin(Role::Heading);
    canvas.text(sheet.left(), y, Align::Left, HEADING, &texts.get("certificate-terms"))?;
    canvas.end();
    if plan.list.is_empty() {
        return canvas.text(sheet.left(), y + 18.0, Align::Left, BODY, &texts.get("certificate-no-terms"));
    }
    if plan.starts.len() > 1 {
        canvas.text(sheet.right(), y, Align::Right, NOTE, &texts.get("certificate-continued-overleaf"))?;
    }
    plan.list.draw(canvas, (sheet.left(), y + 18.0), plan.starts[0], plan.starts.get(1).copied())
}

fn further(canvas: &mut Canvas<'_>, sheet: &Sheet, wording: &Wording<'_>) -> Result<(), DocumentError> {
    let texts = wording.texts;
    let who = texts.format("family-whose", &[("name", &*wording.name), ("number", &*wording.number)]);
    sheet.centred(canvas, 92.0, COLLEGE, &texts.get("certificate-title"))?;
    sheet.centred(canvas, 108.0, BODY, &who)?;
    canvas.stroke((sheet.left(), 122.0), (sheet.right(), 122.0), 0.5, Ink::Accent);
    canvas.begin(Role::Heading);
    canvas.text(sheet.left(), 144.0, Align::Left, HEADING, &texts.get("certificate-terms-continued"))?;
    canvas.end();
    Ok(())
}
