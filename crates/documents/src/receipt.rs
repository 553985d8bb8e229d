//! The receipt of a paid invoice: who paid what, when and how, on one page. What the invoice says is found in `from_record`.
//! Amounts that do not add up are never printed.

use jiff::{Timestamp, civil::Date};
use portal_record::college::TaxRegistration;
use portal_texts::Texts;

use crate::{
    DocumentError, Maker, Paper, Pdf,
    canvas::TextStyle,
    embed::Used,
    faces::{Faces, Style},
    flow::{self, Cell, Flow, Furniture, Opening, Span, metadata},
    ink::Ink,
    metadata::Metadata,
    pdf::{Contents, write},
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
    /// Under which the payment is found again, at the College and at the provider.
    pub(crate) reference: String,
    pub(crate) items: Vec<Item>,
    pub(crate) paid: i64,
    /// The College's, for the tax.
    pub(crate) registration: TaxRegistration,
    pub(crate) maker: Maker,
}

/// A line of the invoice: what it comes to before tax, and its tax.
pub(crate) struct Item {
    pub(crate) text: String,
    pub(crate) amount: i64,
    pub(crate) tax: i64,
}

impl ReceiptFacts {
    /// What the lines come to, which is what was paid.
    fn total(&self) -> Result<i64, DocumentError> {
        if self.items.is_empty() {
            return Err(DocumentError::Empty { fact: "items" });
        }
        let amounts = self.items.iter().flat_map(|item| [item.amount, item.tax]);
        let lines = amounts.into_iter().try_fold(0_i64, i64::checked_add);
        match lines.filter(|total| *total == self.paid && *total >= 0) {
            Some(total) => Ok(total),
            None => Err(DocumentError::AmountsDiffer { lines, paid: self.paid }),
        }
    }
}

const LABEL: TextStyle = TextStyle { style: Style::Sans, size: 8.5, ink: Ink::Soft };
const VALUE: TextStyle = TextStyle { style: Style::SansSemibold, size: 10.0, ink: Ink::Text };
const LINE: TextStyle = TextStyle { style: Style::Sans, size: 10.0, ink: Ink::Text };
const TOTAL: TextStyle = TextStyle { style: Style::SansSemibold, size: 12.0, ink: Ink::Text };
const PAID: TextStyle = TextStyle { style: Style::Serif, size: 15.0, ink: Ink::Accent };
/// A name without spaces, which stands in a narrow column.
const REFERENCE: TextStyle = TextStyle { style: Style::Sans, size: 9.0, ink: Ink::Text };
const NOTE: TextStyle = TextStyle { style: Style::Sans, size: 8.5, ink: Ink::Soft };

/// How wide the column of each amount is, and what is between two of them.
const AMOUNTS: f64 = 92.0;
const GAP: f64 = 12.0;

/// Sets the receipt.
pub(crate) fn receipt(facts: &ReceiptFacts, texts: &Texts, paper: Paper) -> Result<Pdf, DocumentError> {
    let total = facts.total()?;
    let faces = Faces::bundled()?;
    let mut flow = Flow::on(faces, paper);
    let kind = match facts.maker {
        Maker::Registrant => "receipt-kind-registrant",
        Maker::College => "receipt-kind-college",
    };
    let title = texts.get("receipt-title");
    flow.opening(&Opening::of(texts, texts.get(kind), title.clone()))?;
    flow.space(8.0);
    head(&mut flow, facts, texts)?;
    flow.space(26.0);
    amounts(&mut flow, facts, texts, total)?;
    notes(&mut flow, facts, texts)?;

    let owner = [("name", &*facts.registrant_name), ("number", &*facts.cpso_number)];
    let furniture = Furniture { texts, title, owner: texts.format("pages-owner", &owner) };
    let mut used = Used::default();
    let pages = flow::draw(flow, &furniture, &mut used)?;
    write(faces, Contents { pages, used, ornaments: flow::ornaments(paper) }, &of_the_file(facts, texts))
}

/// To whom, which invoice, when paid and how, beside each other.
fn head(flow: &mut Flow, facts: &ReceiptFacts, texts: &Texts) -> Result<(), DocumentError> {
    let label = |id: &str| Span::new(LABEL, texts.get(id)).apart();
    let value = |text: &str| Span::new(VALUE, text);
    let line = |text: String| Span::new(LINE, text);
    let mut payer = vec![label("receipt-payer"), value(&facts.registrant_name)];
    payer.push(line(texts.format("cpso-number", &[("number", &*facts.cpso_number)])));
    payer.extend(facts.address.iter().cloned().map(line));
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
        label("receipt-reference"),
        Span::new(REFERENCE, &facts.reference),
    ];
    let third = flow.width() / 3.0;
    flow.row(vec![
        Cell::text(0.0, third - 14.0, payer),
        Cell::text(third, third - 14.0, invoice),
        Cell::text(2.0 * third, third, paid),
    ])?;
    flow.close();
    Ok(())
}

/// Each line with its tax, then what they come to, what was paid, and what is left.
fn amounts(flow: &mut Flow, facts: &ReceiptFacts, texts: &Texts, total: i64) -> Result<(), DocumentError> {
    let (names, registered) = (names(texts), registration(facts, texts));
    flow.columns(columns(flow, LABEL, names).into_iter().map(Cell::naming_its_column).collect())?;
    for item in &facts.items {
        let tax = if item.tax == 0 { texts.get("receipt-exempt") } else { texts.money(item.tax) };
        let amounts = [texts.money(item.amount), tax, texts.money(item.amount.saturating_add(item.tax))];
        let [before, tax, with] = amounts;
        flow.row(columns(flow, LINE, [item.text.clone(), before, tax, with]))?;
    }
    let sum = |of: fn(&Item) -> i64| texts.money(facts.items.iter().map(of).sum());
    let tax = sum(|item| item.tax);
    let totals = [texts.get("receipt-total"), sum(|item| item.amount), tax, texts.money(total)];
    flow.sum(columns(flow, TOTAL, totals))?;
    let only = |name: &str, cents: i64| [texts.get(name), String::new(), String::new(), texts.money(cents)];
    flow.row(columns(flow, LINE, only("receipt-payment", facts.paid)))?;
    flow.sum(columns(flow, TOTAL, only("receipt-balance", total - facts.paid)))?;
    flow.space(6.0);
    flow.paragraph(LABEL, &registered)?;
    flow.space(12.0);
    flow.paragraph(PAID, &texts.get("receipt-paid"))
}

fn names(texts: &Texts) -> [String; 4] {
    ["receipt-item", "receipt-before-tax", "receipt-tax", "receipt-amount"].map(|name| texts.get(name))
}

fn registration(facts: &ReceiptFacts, texts: &Texts) -> String {
    let TaxRegistration { number, is_confirmed } = &facts.registration;
    let said = if *is_confirmed { "receipt-registration" } else { "receipt-registration-open" };
    texts.format(said, &[("number", &**number)])
}

/// A name and three amounts, which end at the right edges of their columns.
fn columns(flow: &Flow, text_style: TextStyle, texts: [String; 4]) -> Vec<Cell> {
    let first = flow.width() - 3.0 * AMOUNTS;
    let [name, amounts @ ..] = texts;
    let mut cells = vec![Cell::header(0.0, first - GAP, vec![Span::new(text_style, name)])];
    for (amount, before) in amounts.into_iter().zip([0.0, 1.0, 2.0]) {
        let left = first + before * AMOUNTS + GAP;
        cells.push(Cell::value(left, AMOUNTS - GAP, vec![Span::new(text_style, amount)]).at_the_right());
    }
    cells
}

fn notes(flow: &mut Flow, facts: &ReceiptFacts, texts: &Texts) -> Result<(), DocumentError> {
    let made = match facts.maker {
        Maker::Registrant => "receipt-note-registrant",
        Maker::College => "receipt-note-college",
    };
    let exempt = facts.items.iter().any(|item| item.tax == 0).then_some("receipt-exempt-why");
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
