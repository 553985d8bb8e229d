//! Messages of the payment provider: only its own count, and only as a reason to ask.

use crate::college::{College, LAVOIE, refused};
use crate::survey;
use portal_record::ledger::InvoiceState;
use portal_record::{Body, InvoiceId};

#[tokio::test]
async fn a_message_that_the_provider_did_not_sign_changes_nothing() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    survey::file(&college, &computer).await;
    let invoice = InvoiceId("INV-2027-900001".to_owned());
    let page = computer.checkout(&invoice).await;
    let checkout = page.path_segments().unwrap().next_back().unwrap().to_owned();
    let body = format!(r#"{{"id":"msg_1","type":"checkout.settled","checkout":"{checkout}"}}"#);
    let now = college.clock.now().0;
    let forged = format!("t={now},v1={}", "0".repeat(64));
    for signature in [None, Some(String::new()), Some("t=1,v1=00".to_owned()), Some(forged)] {
        let mut post = college.http.post(college.url("/webhooks/payments")).body(body.clone());
        if let Some(signature) = signature {
            post = post.header("sandbox-signature", signature);
        }
        refused(post.send().await.unwrap(), 401, "signature-invalid").await;
    }
    assert!(matches!(computer.record().await.ledger.invoices[&invoice].state, InvoiceState::Open { .. }));
}

#[tokio::test]
async fn an_oversized_message_is_refused() {
    let college = College::open().await;
    let post = college.http.post(college.url("/webhooks/payments")).body(vec![b'x'; 100_000]);
    refused(post.send().await.unwrap(), 413, "too-large").await;
}

#[tokio::test]
async fn each_message_is_stored_once_and_processed() {
    let mut college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    survey::file(&college, &computer).await;
    let invoice = InvoiceId("INV-2027-900001".to_owned());
    let page = computer.checkout(&invoice).await;
    college.http.post(page).form(&[("card", "amex")]).send().await.unwrap();
    let paid = async || {
        let record = computer.record().await;
        matches!(record.ledger.invoices[&invoice].state, InvoiceState::Paid { .. }).then_some(())
    };
    college.until("the payment", paid).await;
    college.stop().await;
    let mut db = college.look_into().await;
    let row: (i64, i64) = sqlx::query_as("SELECT count(*), count(processed_at) FROM webhooks")
        .fetch_one(&mut db)
        .await
        .unwrap();
    assert_eq!(row, (1, 1));
    // Delivered again, as a provider that missed our answer would.
    sqlx::query("UPDATE sandbox_deliveries SET deliver_at = 0, delivered_at = NULL")
        .execute(&mut db)
        .await
        .unwrap();
    college.start().await;
    let again = async || {
        let delivered: Option<i64> = sqlx::query_scalar("SELECT delivered_at FROM sandbox_deliveries")
            .fetch_one(&mut db)
            .await
            .unwrap();
        delivered
    };
    college.until("the second delivery", again).await;
    let row: (i64, i64) = sqlx::query_as("SELECT count(*), count(processed_at) FROM webhooks")
        .fetch_one(&mut db)
        .await
        .unwrap();
    assert_eq!(row, (1, 1), "stored once");
    let events = computer.moved_to(&college).events().await;
    let settled = events.iter().filter(|event| match &event.body {
        Body::PaymentSettled(settled) => settled.invoice == invoice,
        _ => false,
    });
    assert_eq!(settled.count(), 1, "once");
}
