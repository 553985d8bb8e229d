//! Events of the renewal and of payments in words. Nothing foretells them here: the survey's own pages do.

use portal_record::cases::Filed;
use portal_record::ledger::{
    CheckoutClosed, CheckoutOpened, Closed, CreditReturned, InvoiceIssued, Line, PaymentSettled,
    PaymentUncertain, PenaltyAdded, PenaltyTakenBack,
};
use portal_record::services::renewal::{self, RenewalCompleted};
use portal_record::{Cents, College, words};
use portal_texts::Texts;

use super::{EventText, filled, text};

/// A request was filed.
pub(super) fn filed(body: &Filed, college: &College) -> EventText {
    let title = match renewal::year_of(&body.case) {
        Some(year) => filled("profile-survey-filed", &year.to_string()),
        None => filled("profile-case-filed", &words::case(Texts::english(), college, &body.case)),
    };
    EventText::plain(title, Vec::new())
}

/// Survey and fee are both in.
pub(super) fn completed(body: &RenewalCompleted) -> EventText {
    let texts = Texts::english();
    let until = texts.format("documents-valid-until", &[("date", texts.date(body.valid_to))]);
    EventText {
        effective: Some(body.valid_from),
        ..EventText::plain(filled("profile-renewal-completed", &body.year.to_string()), vec![until])
    }
}

/// An invoice with its lines.
pub(super) fn issued(body: &InvoiceIssued) -> EventText {
    EventText::plain(text("profile-invoice-issued"), invoice(body))
}

/// The late penalty.
pub(super) fn penalty(body: &PenaltyAdded) -> EventText {
    EventText::plain(text("profile-penalty-added"), vec![body.invoice.to_string(), line(&body.line)])
}

/// The late penalty, taken back.
pub(super) fn penalty_taken_back(body: &PenaltyTakenBack) -> EventText {
    EventText::plain(text("profile-penalty-taken-back"), vec![body.invoice.to_string(), line(&body.line)])
}

/// What was paid too much was returned.
pub(super) fn credit_returned(body: &CreditReturned) -> EventText {
    let amount = Texts::english().money(body.amount.0);
    EventText::plain(text("profile-credit-returned"), vec![body.invoice.to_string(), amount])
}

/// The payment page was opened.
pub(super) fn opened(body: &CheckoutOpened) -> EventText {
    let amount = Texts::english().money(body.amount.0);
    EventText::plain(text("profile-checkout-opened"), vec![body.invoice.to_string(), amount])
}

/// It was closed without a payment.
pub(super) fn closed(body: &CheckoutClosed) -> EventText {
    let why = match body.why {
        Closed::Declined => "profile-payment-declined",
        Closed::Abandoned => "profile-payment-abandoned",
    };
    EventText::plain(text(why), vec![body.invoice.to_string()])
}

/// What became of a payment is not known yet.
pub(super) fn uncertain(body: &PaymentUncertain) -> EventText {
    EventText::plain(text("profile-payment-uncertain"), vec![body.invoice.to_string()])
}

/// The fee was paid.
pub(super) fn settled(body: &PaymentSettled) -> EventText {
    let amount = Texts::english().money(body.amount.0);
    let method = words::payment(Texts::english(), &body.method, &body.last_four);
    EventText::plain(text("profile-payment-settled"), vec![body.invoice.to_string(), amount, method])
}

fn invoice(body: &InvoiceIssued) -> Vec<String> {
    [body.invoice.to_string()].into_iter().chain(body.lines.iter().map(line)).collect()
}

fn line(line: &Line) -> String {
    let texts = Texts::english();
    let Cents(total) = line.amount + line.tax;
    texts.format(
        "profile-amount",
        &[("what", texts.get(&format!("fee-{}", line.fee))), ("amount", texts.money(total))],
    )
}
