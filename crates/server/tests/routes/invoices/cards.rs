//! Paying: the four kinds of test cards, and what the record says afterwards.

use portal_record::ledger::{Closed, Invoice, InvoiceState};
use portal_record::{Body, Cents, CheckoutId, InvoiceId, RegistrantId, Rejection, StaffId};
use portal_server::staff::{Act, StaffError, act};
use reqwest::{Response, StatusCode, Url, header};

use crate::college::{College, LAVOIE, refused};
use crate::computer::Computer;
use crate::survey;

struct Payer {
    college: College,
    computer: Computer,
    invoice: InvoiceId,
}

impl Payer {
    async fn ready() -> Self {
        let college = College::open().await;
        let computer = college.sign_in(LAVOIE).await;
        survey::file(&college, &computer).await;
        Self { college, computer, invoice: InvoiceId("INV-2027-900001".to_owned()) }
    }

    /// Chooses a card on the page, as a browser does; gives the page it is sent to.
    async fn choose(&self, page: &Url, field: &str, value: &str) -> Response {
        let sent = self.college.http.post(page.clone()).form(&[(field, value)]).send().await.unwrap();
        assert_eq!(sent.status(), StatusCode::SEE_OTHER, "{field}={value}");
        let back = Url::parse(sent.headers()[header::LOCATION].to_str().unwrap()).unwrap();
        self.college.http.get(back).send().await.unwrap()
    }

    async fn invoice(&self) -> Invoice {
        self.computer.record().await.ledger.invoices[&self.invoice].clone()
    }

    async fn until_state(&self, what: &str, is_it: impl Fn(&InvoiceState) -> bool) -> Invoice {
        self.college
            .until(what, async || {
                let invoice = self.invoice().await;
                is_it(&invoice.state).then_some(invoice)
            })
            .await
    }

    async fn payments(&self) -> usize {
        let paid = |event: &portal_record::Event| match &event.body {
            Body::PaymentSettled(settled) => settled.invoice == self.invoice,
            _ => false,
        };
        self.computer.events().await.iter().filter(|event| paid(event)).count()
    }
}

#[tokio::test]
async fn an_accepted_card_completes_the_renewal() {
    for (card, method, last_four) in [
        ("visa", "visa", "4242"),
        ("visa-debit", "visa-debit", "5556"),
        ("mastercard", "mastercard", "4444"),
        ("mastercard-debit", "mastercard-debit", "3222"),
        ("amex", "amex", "0005"),
    ] {
        let payer = Payer::ready().await;
        let page = payer.computer.checkout(&payer.invoice).await;
        let back = payer.choose(&page, "card", card).await.text().await.unwrap();
        assert!(back.contains("The payment went through"), "{card}: {back}");
        let InvoiceState::Paid { payment, .. } = payer.invoice().await.state else { panic!("{card} pays") };
        assert_eq!((payment.method.as_str(), payment.last_four.as_str()), (method, last_four));
        let record = payer.computer.record().await;
        let completed = record.renewal(2027).completed.expect("survey and fee are both in");
        assert_eq!(completed.valid_to.to_string(), "2028-05-31");
        refused(payer.computer.open_checkout(&payer.invoice).await, 409, "invoice-paid").await;
    }
}

#[tokio::test]
async fn a_declined_card_charges_nothing_and_leaves_the_invoice_payable() {
    let payer = Payer::ready().await;
    let first = payer.computer.checkout(&payer.invoice).await;
    let back = payer.choose(&first, "card", "declined").await.text().await.unwrap();
    assert!(back.contains("The card was declined"), "{back}");
    assert_eq!(payer.invoice().await.state, InvoiceState::Payable { last: Some(Closed::Declined) });
    let second = payer.computer.checkout(&payer.invoice).await;
    assert_ne!(second, first, "another page for another card");
    payer.choose(&second, "card", "visa").await;
    assert!(matches!(payer.invoice().await.state, InvoiceState::Paid { .. }));
    assert_eq!(payer.payments().await, 1);
}

#[tokio::test]
async fn leaving_the_page_charges_nothing() {
    for (field, value) in [("card", "abandoned"), ("leave", "yes")] {
        let payer = Payer::ready().await;
        let page = payer.computer.checkout(&payer.invoice).await;
        let back = payer.choose(&page, field, value).await.text().await.unwrap();
        assert!(back.contains("Nothing was paid"), "{back}");
        assert_eq!(payer.invoice().await.state, InvoiceState::Payable { last: Some(Closed::Abandoned) });
    }
}

#[tokio::test]
async fn a_charge_without_an_answer_is_found_out_by_asking_and_never_offered_twice() {
    let payer = Payer::ready().await;
    let page = payer.computer.checkout(&payer.invoice).await;
    let back = payer.choose(&page, "card", "no-answer").await.text().await.unwrap();
    assert!(back.contains("The bank has not answered yet"), "{back}");
    assert!(matches!(payer.invoice().await.state, InvoiceState::Uncertain { .. }));
    assert_eq!(payer.computer.checkout(&payer.invoice).await, page, "paying again is not offered");
    let again = payer.college.http.get(page.clone()).send().await.unwrap().text().await.unwrap();
    assert!(!again.contains("<form"), "the page itself can't be used twice");
    payer.college.pass(70);
    let paid = |state: &InvoiceState| matches!(state, InvoiceState::Paid { .. });
    payer.until_state("the background to ask the provider", paid).await;
    assert_eq!(payer.payments().await, 1);
}

#[tokio::test]
async fn the_provider_tells_although_the_browser_never_comes_back() {
    for (card, is_it) in [
        ("visa", (|state| matches!(state, InvoiceState::Paid { .. })) as fn(&InvoiceState) -> bool),
        ("declined", |state| matches!(state, InvoiceState::Payable { last: Some(Closed::Declined) })),
    ] {
        let payer = Payer::ready().await;
        let page = payer.computer.checkout(&payer.invoice).await;
        let sent = payer.college.http.post(page).form(&[("card", card)]).send().await.unwrap();
        assert_eq!(sent.status(), StatusCode::SEE_OTHER);
        payer.until_state("the provider's message", is_it).await;
    }
}

#[tokio::test]
async fn pressing_pay_ten_times_charges_once() {
    let payer = Payer::ready().await;
    let page = payer.computer.checkout(&payer.invoice).await;
    let presses: Vec<_> = (0..10)
        .map(|n| {
            let card = if n % 2 == 0 { "visa" } else { "mastercard" };
            let press = payer.college.http.post(page.clone()).form(&[("card", card)]);
            tokio::spawn(async move { press.send().await.unwrap().status() })
        })
        .collect();
    for press in presses {
        assert_eq!(press.await.unwrap(), StatusCode::SEE_OTHER);
    }
    let paid = |state: &InvoiceState| matches!(state, InvoiceState::Paid { .. });
    payer.until_state("the payment", paid).await;
    assert_eq!(payer.payments().await, 1);
}

#[tokio::test]
async fn a_payment_of_before_a_restart_is_heard_of_after_it() {
    let mut payer = Payer::ready().await;
    let page = payer.computer.checkout(&payer.invoice).await;
    payer.choose(&page, "card", "no-answer").await;
    payer.college.stop().await;
    payer.college.pass(70);
    payer.college.start().await;
    payer.computer = payer.computer.moved_to(&payer.college);
    payer.until_state("the answer", |state| matches!(state, InvoiceState::Paid { .. })).await;
    assert_eq!(payer.payments().await, 1);
}

#[tokio::test]
async fn a_page_thought_abandoned_that_charges_after_another_was_paid_is_a_credit_and_a_task() {
    let mut payer = Payer::ready().await;
    let first = payer.computer.checkout(&payer.invoice).await;
    payer.choose(&first, "leave", "yes").await;
    let second = payer.computer.checkout(&payer.invoice).await;
    payer.choose(&second, "card", "visa").await;
    let tasks = async |payer: &Payer| portal_server::staff::tasks(&payer.college.database).await.unwrap();
    assert!(tasks(&payer).await.is_empty());

    // The provider's own sessions: it charged all the same, and its message is lost.
    let session = first.path_segments().unwrap().next_back().unwrap();
    let charged = sqlx::query(
        "UPDATE sandbox_sessions SET state = 'charged', method = 'amex', last_four = '0005' WHERE id = $1",
    );
    let mut database = payer.college.look_into().await;
    let done = charged.bind(session).execute(&mut database).await.unwrap();
    assert_eq!(done.rows_affected(), 1);
    payer.college.pass(11 * 60);
    payer.computer = payer.college.sign_in(LAVOIE).await;
    let invoice = payer
        .college
        .until("the background to ask about what was given up", async || {
            let invoice = payer.invoice().await;
            (invoice.credit.0 > 0).then_some(invoice)
        })
        .await;
    assert_eq!((invoice.credit.0, payer.payments().await), (172_500, 2), "both payments are on the record");
    let open = tasks(&payer).await;
    assert_eq!(open.iter().map(|task| task.about.as_str()).collect::<Vec<_>>(), ["INV-2027-900001"]);
}

#[tokio::test]
async fn a_payment_that_the_college_must_look_at_is_told_as_such_and_offered_no_second_time() {
    let payer = Payer::ready().await;
    let page = payer.computer.checkout(&payer.invoice).await;
    let session = page.path_segments().unwrap().next_back().unwrap();
    let charged = sqlx::query(
        "UPDATE sandbox_sessions SET state = 'charged', amount = 100, method = 'visa', last_four = '4242' WHERE id = $1",
    );
    let done = charged.bind(session).execute(&mut payer.college.look_into().await).await.unwrap();
    assert_eq!(done.rows_affected(), 1, "the provider took another sum");
    for _ in 0..2 {
        let problem =
            refused(payer.computer.open_checkout(&payer.invoice).await, 409, "payment-disputed").await;
        assert!(problem.detail.contains("don't pay again"), "{}", problem.detail);
    }
    let open = portal_server::staff::tasks(&payer.college.database).await.unwrap();
    assert_eq!(open.len(), 1, "somebody has to see to it");
}

#[tokio::test]
async fn a_payment_that_the_college_must_look_at_is_accepted_or_returned_by_the_staff() {
    let number = 900_001.try_into().unwrap();
    for (charged, accepted) in [(180_000, true), (100, false), (180_000, false)] {
        let payer = Payer::ready().await;
        let page = payer.computer.checkout(&payer.invoice).await;
        let session = page.path_segments().unwrap().next_back().unwrap();
        let checkout = CheckoutId(session.parse().unwrap());
        let (database, clock) = (&payer.college.database, &payer.college.clock);
        let accept = Act::AcceptPayment {
            checkout,
            amount: Cents(charged),
            method: "visa".to_owned(),
            last_four: "4242".to_owned(),
        };
        let giving_back = Act::ReturnPayment { checkout };
        let early = act(database, clock, StaffId::named("m.roy"), number, &giving_back).await;
        assert!(matches!(early, Err(StaffError::NotDisputed(_))), "the page is open: {early:?}");
        sqlx::query(
            "UPDATE sandbox_sessions SET state = 'charged', amount = $2, method = 'visa', last_four = '4242' WHERE id = $1",
        )
        .bind(session)
        .bind(charged)
        .execute(&mut payer.college.look_into().await)
        .await
        .unwrap();
        refused(payer.computer.open_checkout(&payer.invoice).await, 409, "payment-disputed").await;
        if accepted {
            act(database, clock, StaffId::named("m.roy"), number, &accept).await.unwrap();
            let invoice = payer.invoice().await;
            assert!(matches!(invoice.state, InvoiceState::Paid { .. }), "{:?}", invoice.state);
            assert_eq!(invoice.credit, Cents(charged) - invoice.total(), "what was too much is owed back");
        } else {
            if charged < 1000 {
                let little = act(database, clock, StaffId::named("m.roy"), number, &accept).await;
                assert!(matches!(little, Err(StaffError::Rejected(Rejection::WrongAmount))), "{little:?}");
            }
            act(database, clock, StaffId::named("m.roy"), number, &giving_back).await.unwrap();
            let back = payer.college.http.get(payer.college.url(&format!("/payments/{session}")));
            let back = back.send().await.unwrap().text().await.unwrap();
            assert!(back.contains("The College returned this payment"), "{back}");
            assert_ne!(payer.computer.checkout(&payer.invoice).await, page, "it can be paid again");
        }
        let open = portal_server::staff::tasks(database).await.unwrap();
        assert!(open.iter().all(|task| task.about != session), "seen to: {open:?}");
        let again = act(database, clock, StaffId::named("m.roy"), number, &giving_back).await;
        assert!(matches!(again, Err(StaffError::NotDisputed(_))), "once: {again:?}");
    }
}

#[tokio::test]
async fn a_payment_that_was_lost_from_the_books_is_told_as_such_too() {
    let payer = Payer::ready().await;
    payer.computer.checkout(&payer.invoice).await;
    let mut database = payer.college.look_into().await;
    sqlx::query("DELETE FROM checkouts WHERE state = 'open'").execute(&mut database).await.unwrap();
    refused(payer.computer.open_checkout(&payer.invoice).await, 409, "payment-disputed").await;
}

#[tokio::test]
async fn pages_of_payments_that_do_not_exist_are_not_found() {
    let college = College::open().await;
    let nobody = RegistrantId(uuid::Uuid::nil()).0;
    for path in [
        "/sandbox/checkout/x".to_owned(),
        format!("/sandbox/checkout/{nobody}"),
        format!("/payments/{nobody}"),
    ] {
        refused(college.http.get(college.url(&path)).send().await.unwrap(), 404, "not-found").await;
    }
}
