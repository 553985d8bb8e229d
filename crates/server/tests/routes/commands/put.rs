//! Filing the survey.

use portal_credentials::keys::KeySet;
use portal_credentials::receipt::{SignedReceipt, receipt_code, verify};
use portal_protocol::CommandEnvelope;
use portal_record::cases::File;
use portal_record::ledger::PaymentOutcome;
use portal_record::{Cents, CheckoutId, Command, CommandId, InvoiceId, Outcome, Rejection};
use reqwest::Method;
use uuid::Uuid;

use crate::college::{College, LATE, LAVOIE, OKAFOR, POSTGRADUATE, SUSPENDED, refused};
use crate::survey::{self, Survey};

fn rejection(outcome: &Outcome) -> Rejection {
    match outcome {
        Outcome::Rejected { rejection } => rejection.clone(),
        other => panic!("it was not rejected: {other:?}"),
    }
}

#[tokio::test]
async fn filing_binds_makes_the_fee_due_and_is_receipted() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let before = computer.record().await.version;
    let survey = Survey::filled(&college, &computer).await;
    let reply = computer.command(&survey.envelope(&college, &computer)).await;
    assert_eq!(reply.outcome, Outcome::Accepted { first: before + 1, last: before + 2 });
    let record = computer.record().await;
    let renewal = record.renewal(2027);
    let case = renewal.filed.expect("it is filed");
    assert_eq!((case.filed_at, case.command), (reply.received_at, Some(reply.id)));
    assert_eq!(case.filed.response_hash, survey.hash, "what was reviewed is what is filed");
    assert!(renewal.completed.is_none(), "the renewal is complete only when the fee is paid too");
    assert_eq!(record.renewal(2027).invoice.unwrap().total(), Cents(172_500));

    let keys = college.http.get(college.url("/.well-known/jwks.json")).send().await.unwrap();
    let keys = KeySet::from_jwks(&keys.text().await.unwrap()).unwrap();
    let claims = verify(&SignedReceipt(reply.receipt.expect("a receipt")), &keys).expect("the College's own");
    assert_eq!(claims.response_sha256, survey.hash);
    assert_eq!(claims.receipt_code, receipt_code(2027, reply.id.0));
    assert_eq!((claims.registrant.as_str(), claims.renewal_year), ("900001", Some(2027)));
    assert!(claims.received_eastern.starts_with("20 May 2027, 10:0"), "{}", claims.received_eastern);
    assert!(claims.received_eastern.ends_with("a.m. EDT"), "{}", claims.received_eastern);
}

#[tokio::test]
async fn sent_twenty_times_at_once_it_is_filed_once() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let envelope = Survey::filled(&college, &computer).await.envelope(&college, &computer);
    let sends: Vec<_> = (0..20)
        .map(|_| {
            let (computer, envelope) = (computer.clone(), envelope.clone());
            tokio::spawn(async move { computer.command(&envelope).await })
        })
        .collect();
    let mut replies = Vec::new();
    for send in sends {
        replies.push(send.await.unwrap());
    }
    assert!(replies.iter().all(|reply| *reply == replies[0]), "everybody gets the same answer");
    let kinds: Vec<_> = computer.events().await.iter().rev().take(3).map(|event| event.body.kind()).collect();
    assert_eq!(kinds[..2], ["ledger.invoice-issued", "cases.filed"]);
    assert_ne!(kinds[2], "ledger.invoice-issued", "one filing, one invoice");
    let receipts: portal_protocol::Signed = computer.get("/v1/signed").await.json().await.unwrap();
    assert_eq!(receipts.receipts, [replies[0].receipt.clone().unwrap()], "one receipt");
}

#[tokio::test]
async fn two_devices_that_file_at_once_file_once() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let other = college.sign_in(LAVOIE).await;
    let survey = Survey::filled(&college, &computer).await;
    let (first, second) = (survey.envelope(&college, &computer), survey.envelope(&college, &other));
    let (first, second) = tokio::join!(computer.command(&first), other.command(&second));
    let rejected: Vec<_> = [first, second]
        .into_iter()
        .filter(|reply| matches!(reply.outcome, Outcome::Rejected { .. }))
        .collect();
    assert_eq!(rejected.len(), 1, "one of the two");
    assert_eq!(rejection(&rejected[0].outcome), Rejection::AlreadyFiled);
    assert_eq!(rejected[0].receipt, None);
}

#[tokio::test]
async fn one_id_is_for_one_content() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let envelope = Survey::filled(&college, &computer).await.envelope(&college, &computer);
    let filed = computer.command(&envelope).await;
    let mut other = envelope.clone();
    let Command::File(file) = &*envelope.command else { panic!("a submission") };
    other.command = Command::File(File { response_hash: "0".repeat(64), ..file.clone() }).into();
    refused(computer.send_command(&other).await, 409, "id-reused").await;
    assert_eq!(computer.command(&envelope).await, filed, "what was sent first stands");
}

#[tokio::test]
async fn a_survey_that_an_older_desktop_submits_is_filed_and_answered_the_same_on_every_try() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let newer = Survey::filled(&college, &computer).await.envelope(&college, &computer);
    let older = survey::as_before(&newer);
    let filed = computer.command(&older).await;
    assert!(matches!(filed.outcome, Outcome::Accepted { .. }), "{filed:?}");
    assert_eq!(computer.record().await.renewal(2027).filed.unwrap().command, Some(older.id));
    // The desktop was updated, and has not heard the answer: what it sends is what it gave.
    assert_eq!(computer.command(&older).await, filed);
    refused(computer.send_command(&newer).await, 409, "id-reused").await;
}

#[tokio::test]
async fn what_changed_on_another_device_must_be_reviewed_again() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let other = college.sign_in(LAVOIE).await;
    let mut survey = Survey::filled(&college, &computer).await;
    let reviewed = survey.envelope(&college, &computer);
    survey.change(&college, &other, "H.6", "60").await;
    let version = computer.record().await.version;
    let reply = computer.command(&reviewed).await;
    assert_eq!(rejection(&reply.outcome), Rejection::DraftChanged);
    assert_eq!(computer.record().await.version, version, "nothing was filed");
    assert_eq!(computer.command(&reviewed).await, reply, "the answer to this command is final");
    let again = computer.command(&survey.envelope(&college, &computer)).await;
    assert!(matches!(again.outcome, Outcome::Accepted { .. }), "reviewed again, it is filed");
}

#[tokio::test]
async fn a_submission_before_its_edits_is_out_of_order_and_leaves_no_trace() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let survey = Survey::on_paper(&college, &computer).await;
    let envelope = survey.envelope(&college, &computer);
    refused(computer.send_command(&envelope).await, 409, "out-of-order").await;
    let edits: Vec<_> = survey.draft.edits().cloned().collect();
    computer.exchange(edits[1..].to_vec()).await;
    refused(computer.send_command(&envelope).await, 409, "out-of-order").await;
    refused(computer.get(&format!("/v1/commands/{}", envelope.id.0)).await, 404, "not-found").await;
    computer.exchange(edits[..1].to_vec()).await;
    let reply = computer.command(&envelope).await;
    assert!(
        matches!(reply.outcome, Outcome::Accepted { .. }),
        "once all is there, the same command is taken"
    );
}

#[tokio::test]
async fn a_survey_with_missing_answers_is_not_filed() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let mut survey = Survey::filled(&college, &computer).await;
    survey.change(&college, &computer, "E.1", "yes").await;
    let reply = computer.command(&survey.envelope(&college, &computer)).await;
    assert!(matches!(rejection(&reply.outcome), Rejection::AnswersInvalid { count } if count > 0));
}

#[tokio::test]
async fn another_hash_than_that_of_the_merge_is_not_filed() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let mut forged = Survey::filled(&college, &computer).await;
    forged.hash = "f".repeat(64);
    let reply = computer.command(&forged.envelope(&college, &computer)).await;
    assert_eq!(rejection(&reply.outcome), Rejection::DraftChanged);
}

#[tokio::test]
async fn after_the_deadline_the_penalty_is_added_and_before_the_window_nothing_is_taken() {
    let college = College::open_at(LATE).await;
    let computer = college.sign_in(LAVOIE).await;
    survey::file(&college, &computer).await;
    let record = computer.record().await;
    let invoice = record.renewal(2027).invoice.unwrap();
    assert_eq!(invoice.penalty().expect("it is late").amount, Cents(43_125));
    assert_eq!(invoice.total(), Cents(172_500 + 43_125));

    let college = College::open_at("2027-04-12T12:59:00Z").await;
    let computer = college.sign_in(LAVOIE).await;
    let reply = survey::file(&college, &computer).await;
    assert!(matches!(rejection(&reply.outcome), Rejection::NotOpenYet { .. }), "a minute too early");
}

#[tokio::test]
async fn the_deadline_is_five_in_the_afternoon_in_toronto() {
    for (instant, late) in [("2027-06-01T20:58:00Z", false), ("2027-06-01T21:00:01Z", true)] {
        let college = College::open_at(instant).await;
        let computer = college.sign_in(LAVOIE).await;
        survey::file(&college, &computer).await;
        let record = computer.record().await;
        assert_eq!(record.renewal(2027).invoice.unwrap().penalty().is_some(), late, "{instant}");
    }
}

#[tokio::test]
async fn a_resident_is_asked_less_and_pays_the_postgraduate_fee() {
    let college = College::open().await;
    let computer = college.sign_in(POSTGRADUATE).await;
    let reply = survey::file(&college, &computer).await;
    assert!(matches!(reply.outcome, Outcome::Accepted { .. }), "{:?}", reply.outcome);
    assert_eq!(computer.record().await.renewal(2027).invoice.unwrap().total(), Cents(34_500));
}

#[tokio::test]
async fn who_is_suspended_cannot_renew_here() {
    let college = College::open().await;
    let computer = college.sign_in(SUSPENDED).await;
    let reply = survey::file(&college, &computer).await;
    assert_eq!(rejection(&reply.outcome), Rejection::NotActive);
}

#[tokio::test]
async fn another_registrants_draft_and_the_servers_own_commands_are_refused() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let other = college.sign_in(OKAFOR).await;
    let theirs = Survey::filled(&college, &other).await.envelope(&college, &other);
    refused(computer.send_command(&theirs).await, 409, "out-of-order").await;
    let invoice = InvoiceId("INV-2026-900010".to_owned());
    let checkout = CheckoutId(Uuid::new_v4());
    let (method, last_four) = ("visa".to_owned(), "4242".to_owned());
    let settled = PaymentOutcome::Settled { amount: Cents(172_500), method, last_four };
    for command in [
        Command::OpenCheckout { invoice: invoice.clone(), checkout },
        Command::RecordPayment { invoice: invoice.clone(), checkout, outcome: settled.clone() },
    ] {
        let envelope = CommandEnvelope {
            id: CommandId(Uuid::now_v7()),
            claimed_at: college.clock.now(),
            command: command.into(),
            seen: None,
        };
        refused(computer.send_command(&envelope).await, 403, "command-not-allowed").await;
    }
    assert!(matches!(other.command(&theirs).await.outcome, Outcome::Accepted { .. }), "its owner files it");
}

#[tokio::test]
async fn an_envelope_that_is_not_sound_is_refused() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let good = Survey::filled(&college, &computer).await.envelope(&college, &computer);
    let elsewhere = format!("/v1/commands/{}", Uuid::now_v7());
    let reply = computer.request(Method::PUT, &elsewhere).json(&good).send().await.unwrap();
    refused(reply, 400, "malformed").await;
    let random = CommandEnvelope { id: CommandId(Uuid::new_v4()), ..good.clone() };
    refused(computer.send_command(&random).await, 400, "malformed").await;
    let path = format!("/v1/commands/{}", good.id.0);
    for body in ["", "{", "[]", "{\"id\":1}", "{\"command\":{\"command\":\"submit-survey\"}}"] {
        let put = computer.request(Method::PUT, &path).header("content-type", "application/json");
        refused(put.body(body).send().await.unwrap(), 400, "malformed").await;
    }
    let plain = computer.request(Method::PUT, &path).body(serde_json::to_vec(&good).unwrap());
    refused(plain.send().await.unwrap(), 415, "wrong-media-type").await;
    let large = computer.request(Method::PUT, &path).header("content-type", "application/json");
    refused(large.body(vec![b' '; 3 * 1024 * 1024]).send().await.unwrap(), 413, "too-large").await;
    refused(computer.get(&path).await, 404, "not-found").await;
}
