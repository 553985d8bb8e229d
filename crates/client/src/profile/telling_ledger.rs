//! Events of the renewal and of payments in words. Nothing foretells them here: the survey's own pages do.

use portal_record::ledger::{Closed, InvoiceIssued, Line};
use portal_record::{Body, Cents};
use portal_texts::Texts;

use super::telling::{Told, filled, text};

/// The event in words.
pub(super) fn tell(body: &Body) -> Told {
    let texts = Texts::english();
    match body {
        Body::SurveyFiled(body) => {
            Told::plain(filled("profile-survey-filed", &body.year.to_string()), Vec::new())
        }
        Body::RenewalCompleted(body) => Told {
            effective: Some(body.valid_from),
            ..Told::plain(
                filled("profile-renewal-completed", &body.year.to_string()),
                vec![texts.format("documents-valid-until", &[("date", texts.date(body.valid_to))])],
            )
        },
        Body::InvoiceIssued(body) => Told::plain(text("profile-invoice-issued"), invoice(body)),
        Body::PenaltyAdded(body) => {
            Told::plain(text("profile-penalty-added"), vec![body.invoice.to_string(), line(&body.line)])
        }
        Body::CheckoutOpened(body) => Told::plain(
            text("profile-checkout-opened"),
            vec![body.invoice.to_string(), texts.money(body.amount.0)],
        ),
        Body::CheckoutClosed(body) => {
            let why = match body.why {
                Closed::Declined => "profile-payment-declined",
                Closed::Abandoned => "profile-payment-abandoned",
            };
            Told::plain(text(why), vec![body.invoice.to_string()])
        }
        Body::PaymentUncertain(body) => {
            Told::plain(text("profile-payment-uncertain"), vec![body.invoice.to_string()])
        }
        Body::PaymentSettled(body) => Told::plain(
            text("profile-payment-settled"),
            vec![
                body.invoice.to_string(),
                texts.money(body.amount.0),
                crate::pages::method(&body.method, &body.last_four),
            ],
        ),
        _ => Told::default(),
    }
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
