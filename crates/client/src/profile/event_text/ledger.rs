//! Events of the renewal and of payments in words. Nothing foretells them here: the survey's own pages do.

use portal_record::cases::Filed;
use portal_record::ledger::{
    CheckoutClosed, CheckoutOpened, Closed, CreditReturned, InvoiceIssued, Line, PaymentSettled,
    PaymentUncertain, PenaltyAdded, PenaltyTakenBack,
};
use portal_record::services::renewal::{self, RenewalCompleted};
use portal_record::{Cents, College, words};
use portal_texts::Texts;

use super::{EventText, filled};

/// A request was filed.
pub(super) fn filed(texts: &Texts, body: &Filed, college: &College) -> EventText {
    let title = match renewal::year_of(&body.case) {
        Some(year) => filled(texts, "profile-survey-filed", &year.to_string()),
        None => filled(texts, "profile-case-filed", &words::case(texts, college, &body.case)),
    };
    EventText::plain(title, Vec::new())
}

/// Survey and fee are both in.
pub(super) fn completed(texts: &Texts, body: &RenewalCompleted) -> EventText {
    let until = texts.format("documents-valid-until", &[("date", texts.date(body.valid_to))]);
    EventText {
        effective: Some(body.valid_from),
        ..EventText::plain(filled(texts, "profile-renewal-completed", &body.year.to_string()), vec![until])
    }
}

/// An invoice with its lines.
pub(super) fn issued(texts: &Texts, body: &InvoiceIssued) -> EventText {
    EventText::plain(texts.get("profile-invoice-issued"), invoice(texts, body))
}

/// The late penalty.
pub(super) fn penalty(texts: &Texts, body: &PenaltyAdded) -> EventText {
    EventText::plain(
        texts.get("profile-penalty-added"),
        vec![body.invoice.to_string(), line(texts, &body.line)],
    )
}

/// The late penalty, taken back.
pub(super) fn penalty_taken_back(texts: &Texts, body: &PenaltyTakenBack) -> EventText {
    EventText::plain(
        texts.get("profile-penalty-taken-back"),
        vec![body.invoice.to_string(), line(texts, &body.line)],
    )
}

/// What was paid too much was returned.
pub(super) fn credit_returned(texts: &Texts, body: &CreditReturned) -> EventText {
    let amount = texts.money(body.amount.0);
    EventText::plain(texts.get("profile-credit-returned"), vec![body.invoice.to_string(), amount])
}

/// The payment page was opened.
pub(super) fn opened(texts: &Texts, body: &CheckoutOpened) -> EventText {
    let amount = texts.money(body.amount.0);
    EventText::plain(texts.get("profile-checkout-opened"), vec![body.invoice.to_string(), amount])
}

/// It was closed without a payment.
pub(super) fn closed(texts: &Texts, body: &CheckoutClosed) -> EventText {
    let why = match body.why {
        Closed::Declined => "profile-payment-declined",
        Closed::Abandoned => "profile-payment-abandoned",
    };
    EventText::plain(texts.get(why), vec![body.invoice.to_string()])
}

/// What became of a payment is not known yet.
pub(super) fn uncertain(texts: &Texts, body: &PaymentUncertain) -> EventText {
    EventText::plain(texts.get("profile-payment-uncertain"), vec![body.invoice.to_string()])
}

/// The fee was paid.
pub(super) fn settled(texts: &Texts, body: &PaymentSettled) -> EventText {
    let amount = texts.money(body.amount.0);
    let method = words::payment(texts, &body.method, &body.last_four);
    EventText::plain(texts.get("profile-payment-settled"), vec![body.invoice.to_string(), amount, method])
}

fn invoice(texts: &Texts, body: &InvoiceIssued) -> Vec<String> {
    [body.invoice.to_string()].into_iter().chain(body.lines.iter().map(|it| line(texts, it))).collect()
}

fn line(texts: &Texts, line: &Line) -> String {
    let Cents(total) = line.amount + line.tax;
    texts.format(
        "profile-amount",
        &[("what", texts.get(&format!("fee-{}", line.fee))), ("amount", texts.money(total))],
    )
}
