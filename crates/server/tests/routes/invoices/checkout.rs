//! Opening the payment page.

use portal_record::ledger::InvoiceState;
use portal_record::{Body, Cents, InvoiceId};
use reqwest::StatusCode;

use crate::college::{College, LAVOIE, OKAFOR, OVERDUE, refused};
use crate::computer::Computer;
use crate::survey;

async fn filed(college: &College) -> (Computer, InvoiceId) {
    let computer = college.sign_in(LAVOIE).await;
    survey::file(college, &computer).await;
    (computer, InvoiceId("INV-2027-900001".to_owned()))
}

#[tokio::test]
async fn however_often_it_is_asked_there_is_one_page() {
    let college = College::open().await;
    let (computer, invoice) = filed(&college).await;
    let asks: Vec<_> = (0..20)
        .map(|_| {
            let (computer, invoice) = (computer.clone(), invoice.clone());
            tokio::spawn(async move { computer.checkout(&invoice).await })
        })
        .collect();
    let mut pages = Vec::new();
    for ask in asks {
        pages.push(ask.await.unwrap());
    }
    assert!(pages.iter().all(|page| *page == pages[0]), "{pages:?}");
    let events = computer.events().await;
    let opened = events.iter().filter(|event| match &event.body {
        Body::CheckoutOpened(opened) => opened.invoice == invoice,
        _ => false,
    });
    assert_eq!(opened.count(), 1, "of this invoice");
    let page = college.http.get(pages[0].clone()).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    let text = page.text().await.unwrap();
    assert!(text.contains("$1,725.00") && text.contains("INV-2027-900001"), "{text}");
    for network in [
        "Visa ending",
        "Visa Debit ending",
        "Mastercard ending",
        "Mastercard Debit ending",
        "American Express ending",
    ] {
        assert!(text.contains(network), "{network}");
    }
}

#[tokio::test]
async fn a_page_that_ran_out_makes_room_for_a_new_one() {
    let college = College::open().await;
    let (mut computer, invoice) = filed(&college).await;
    let first = computer.checkout(&invoice).await;
    college.pass(14 * 60);
    assert_eq!(computer.checkout(&invoice).await, first, "while it is open it is the one");
    college.pass(17 * 60);
    computer.refresh(&college).await;
    assert_ne!(computer.checkout(&invoice).await, first);
}

#[tokio::test]
async fn what_is_not_to_be_paid_here_is_not_found_or_paid() {
    let college = College::open().await;
    let (computer, invoice) = filed(&college).await;
    let other = college.sign_in(OKAFOR).await;
    refused(other.open_checkout(&invoice).await, 404, "not-found").await;
    refused(computer.open_checkout(&InvoiceId("INV-1999-900001".to_owned())).await, 404, "not-found").await;
    refused(computer.open_checkout(&InvoiceId("INV-2026-900001".to_owned())).await, 409, "invoice-paid")
        .await;
}

#[tokio::test]
async fn an_overdue_fee_is_paid_with_its_penalty() {
    let college = College::open().await;
    let computer = college.sign_in(OVERDUE).await;
    let invoice = InvoiceId("INV-2026-900010".to_owned());
    assert!(matches!(computer.record().await.ledger.invoices[&invoice].state, InvoiceState::Payable { .. }));
    let page = college.http.get(computer.checkout(&invoice).await).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("$2,156.25"), "the fee and a quarter of it");
    assert_eq!(computer.record().await.ledger.invoices[&invoice].total(), Cents(215_625));
}
