//! The receipt of a paid invoice: who paid what, when and how, on one page. What the invoice says is found in `making`.

use jiff::{Timestamp, civil::Date};
use portal_texts::Texts;

use crate::{
    DocumentError, Maker, Paper, Pdf,
    canvas::{Ink, Look},
    embed::Used,
    faces::{Faces, Style},
    flow::{self, Cell, Flow, Furniture, Opening, Part, metadata},
    pdf::{Contents, Metadata, write},
};

/// What a receipt states. Amounts are in cents, CAD.
pub(crate) struct ReceiptFacts {
    pub(crate) invoice: String,
    pub(crate) registrant_name: String,
    pub(crate) cpso_number: String,
    /// Where letters go; empty when none is on the record.
    pub(crate) address: Vec<String>,
    /// What was paid for, a line each.
    pub(crate) paid_for: Vec<String>,
    pub(crate) issued_on: Date,
    pub(crate) paid_at: Timestamp,
    /// "Visa ending in 4242".
    pub(crate) method: String,
    pub(crate) items: Vec<Item>,
    pub(crate) tax: i64,
    pub(crate) total: i64,
    pub(crate) maker: Maker,
}

/// A line of the invoice, before tax.
pub(crate) struct Item {
    pub(crate) text: String,
    pub(crate) amount: i64,
}

const LABEL: Look = Look { style: Style::Sans, size: 8.5, ink: Ink::Soft };
const VALUE: Look = Look { style: Style::SansSemibold, size: 10.0, ink: Ink::Text };
const LINE: Look = Look { style: Style::Sans, size: 10.0, ink: Ink::Text };
const TOTAL: Look = Look { style: Style::SansSemibold, size: 12.0, ink: Ink::Text };
const PAID: Look = Look { style: Style::Serif, size: 15.0, ink: Ink::Accent };
const NOTE: Look = Look { style: Style::Sans, size: 8.5, ink: Ink::Soft };

/// The column of the amounts.
const AMOUNTS: f64 = 110.0;

/// Sets the receipt.
pub(crate) fn receipt(facts: &ReceiptFacts, texts: &Texts, paper: Paper) -> Result<Pdf, DocumentError> {
    let faces = Faces::bundled()?;
    let mut flow = Flow::on(faces, paper);
    let kind = match facts.maker {
        Maker::Registrant => "receipt-kind-registrant",
        Maker::College => "receipt-kind-college",
    };
    let title = texts.get("receipt-title");
    let who = (&*facts.registrant_name, &*facts.cpso_number);
    flow.opening(&Opening::of(texts, texts.get(kind), title.clone(), who))?;
    flow.space(8.0);
    head(&mut flow, facts, texts)?;
    flow.space(26.0);
    amounts(&mut flow, facts, texts)?;
    notes(&mut flow, facts, texts)?;

    let owner = [("name", &*facts.registrant_name), ("number", &*facts.cpso_number)];
    let furniture = Furniture { texts, title, owner: texts.format("pages-owner", &owner) };
    let mut used = Used::default();
    let pages = flow::draw(flow, &furniture, &mut used)?;
    write(faces, Contents { pages, used, ornaments: flow::ornaments(paper) }, &of_the_file(facts, texts))
}

/// To whom, which invoice, when paid and how, beside each other.
fn head(flow: &mut Flow, facts: &ReceiptFacts, texts: &Texts) -> Result<(), DocumentError> {
    let label = |id: &str| Part::new(LABEL, texts.get(id)).apart();
    let value = |text: &str| Part::new(VALUE, text);
    let line = |text: String| Part::new(LINE, text);
    let mut billed = vec![label("receipt-billed-to"), value(&facts.registrant_name)];
    billed.push(line(texts.format("cpso-number", &[("number", &*facts.cpso_number)])));
    billed.extend(facts.address.iter().cloned().map(line));
    let mut invoice = vec![
        label("receipt-invoice"),
        value(&facts.invoice),
        label("receipt-issued"),
        line(texts.date(facts.issued_on)),
        label("receipt-for"),
    ];
    invoice.extend(facts.paid_for.iter().cloned().map(line));
    let paid = vec![
        label("receipt-paid-at"),
        value(&texts.instant_eastern(facts.paid_at)),
        label("receipt-method"),
        line(facts.method.clone()),
    ];
    let third = flow.width() / 3.0;
    flow.row(vec![
        Cell::text(0.0, third - 14.0, billed),
        Cell::text(third, third - 14.0, invoice),
        Cell::text(2.0 * third, third, paid),
    ])?;
    flow.close();
    Ok(())
}

fn amounts(flow: &mut Flow, facts: &ReceiptFacts, texts: &Texts) -> Result<(), DocumentError> {
    let width = flow.width();
    let pair = |look: Look, text: String, amount: String| {
        vec![
            Cell::header(0.0, width - AMOUNTS - 12.0, vec![Part::new(look, text)]),
            Cell::value(width - AMOUNTS, AMOUNTS, vec![Part::new(look, amount)]).at_the_right(),
        ]
    };
    flow.columns(pair(LABEL, texts.get("receipt-item"), texts.get("receipt-amount")))?;
    for item in &facts.items {
        flow.row(pair(LINE, item.text.clone(), texts.money(item.amount)))?;
    }
    let subtotal = facts.items.iter().map(|item| item.amount).sum();
    flow.row(pair(LINE, texts.get("receipt-subtotal"), texts.money(subtotal)))?;
    let exempt = [("note", texts.get("receipt-tax-exempt"))];
    let tax =
        if facts.tax == 0 { texts.format("receipt-tax-with", &exempt) } else { texts.get("receipt-tax") };
    flow.row(pair(LINE, tax, texts.money(facts.tax)))?;
    flow.sum(pair(TOTAL, texts.get("receipt-total"), texts.money(facts.total)))?;
    flow.space(14.0);
    flow.paragraph(PAID, &texts.get("receipt-paid"))
}

fn notes(flow: &mut Flow, facts: &ReceiptFacts, texts: &Texts) -> Result<(), DocumentError> {
    let made = match facts.maker {
        Maker::Registrant => "receipt-note-registrant",
        Maker::College => "receipt-note-college",
    };
    let exempt = (facts.tax == 0).then_some("receipt-exempt-why");
    flow.space(22.0);
    for note in exempt.into_iter().chain([made, "receipt-keep"]) {
        flow.paragraph(NOTE, &texts.get(note))?;
        flow.space(4.0);
    }
    Ok(())
}

fn of_the_file(facts: &ReceiptFacts, texts: &Texts) -> Metadata {
    let named = [("title", texts.get("receipt-title")), ("name", facts.registrant_name.clone())];
    let paid = [("number", facts.invoice.clone()), ("date", texts.date_eastern(facts.paid_at))];
    let (title, subject) =
        (texts.format("pages-document-title", &named), texts.format("receipt-subject", &paid));
    metadata(texts, title, subject, facts.paid_at)
}

#[cfg(test)]
mod tests {
    use crate::faces::{Faces, Style};

    #[test]
    fn all_figures_are_as_wide_as_each_other_so_that_points_stand_under_points() {
        let faces = Faces::bundled().expect("faces");
        for style in [Style::Sans, Style::SansSemibold] {
            let width = |figure: char| faces.line(style, &figure.to_string()).expect("a figure").width;
            assert!(('1'..='9').all(|figure| width(figure) == width('0')), "{style:?}");
        }
    }
}
