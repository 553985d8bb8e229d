//! Good tokens, other people's things; and requests before their time. Each gets a clear refusal and changes nothing.

use portal_forms::Micros;
use portal_protocol::CommandEnvelope;
use portal_record::{Command, CommandId, Event, InvoiceId};
use reqwest::Method;
use uuid::Uuid;

use crate::caller::{Caller, YEAR, refused};
use crate::college::{AMARA, College, ZOE};
use crate::computer::{Computer, in_step};
use crate::survey::{answer, filed, fill, submit, text};
use portal_record::cases::File;
use portal_record::services::renewal;

/// Everything that the College holds of somebody.
async fn holdings(caller: &Caller) -> (Vec<Event>, Vec<portal_forms::Edit>, usize, serde_json::Value) {
    let devices = caller.get("/v1/devices").await;
    (caller.events().await, caller.edits().await, caller.receipts().await.len(), devices)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_anothers_is_not_found_and_not_changed() {
    let college = College::open().await;
    let computer = Computer::new(&college, "Zoé’s laptop").await;
    let portal = computer.signed_in(ZOE).await;
    fill(&portal).await;
    submit(&portal).await;
    filed(&portal).await;
    in_step(&portal).await;
    let zoe = Caller::signed_in(&college, ZOE).await;
    let amara = Caller::signed_in(&college, AMARA).await;
    let hers = zoe.one_filing(&zoe.keys().await).await;
    let before = (holdings(&zoe).await, holdings(&amara).await);
    let command = hers.event.command.unwrap();
    let number = &hers.claims.registrant;
    let invoice = InvoiceId(format!("INV-{YEAR}-{number}"));
    let device = zoe.me.device;
    let not_found = (404, "not-found".to_owned());

    for (method, path) in [
        (Method::GET, format!("/v1/commands/{}", command.0)),
        (Method::DELETE, format!("/v1/devices/{device}")),
        (Method::GET, "/v1/commands/not-an-id".to_owned()),
    ] {
        let reply = amara.request(method, &path).send().await.unwrap();
        assert_eq!(refused(reply).await, not_found, "{path}");
    }
    let reply =
        amara.request(Method::POST, &format!("/v1/invoices/{invoice}/checkout")).send().await.unwrap();
    assert_eq!(refused(reply).await.0, 404, "another's invoice is not hers to pay");
    let edits = before.0.1.clone();
    assert_eq!(
        refused(amara.post_edits(&zoe.key(), edits.clone()).await).await,
        not_found,
        "another's draft"
    );
    assert_eq!(
        refused(amara.post_edits(&zoe.key(), Vec::new()).await).await,
        not_found,
        "not even to read it"
    );

    let submission = Command::File(File {
        case: renewal::case(YEAR),
        definition: 1,
        draft: zoe.key().id(),
        form_version: hers.claims.form_version.clone(),
        edits: zoe.draft().await.head_ids(),
        response_hash: hers.claims.response_sha256.clone(),
    });
    for id in [command, CommandId(Uuid::now_v7())] {
        let envelope =
            CommandEnvelope { id, claimed_at: Micros(0), command: submission.clone().into(), seen: None };
        let refusal = refused(amara.put_command(&envelope).await).await;
        assert_eq!(refusal, (409, "out-of-order".to_owned()), "she has no such draft");
    }
    let unsigned = college.http.get(format!("{}/v1/record?after=0", college.server.direct_url()));
    let reply = unsigned.header("portal-version", "1").send().await.unwrap();
    assert_eq!(refused(reply).await, (401, "unauthenticated".to_owned()));
    assert_eq!(
        (holdings(&zoe).await, holdings(&amara).await),
        before,
        "nothing of all this has left a trace"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submission_before_its_answers_waits_for_them_and_leaves_no_trace() {
    let college = College::open().await;
    let computer = Computer::new(&college, "Zoé’s laptop").await;
    let portal = computer.signed_in(ZOE).await;
    answer(&portal, "J.5", text("Zoé Lavoie")).await;
    in_step(&portal).await;
    let zoe = Caller::signed_in(&college, ZOE).await;
    let before = holdings(&zoe).await;
    let mut edits = zoe.draft().await.head_ids();
    edits.push(portal_forms::EditId(Uuid::now_v7()));
    edits.sort_unstable();
    let (_, form_version, _) = portal_record::College::forms()[0];
    let envelope = CommandEnvelope {
        id: CommandId(Uuid::now_v7()),
        seen: None,
        claimed_at: Micros(0),
        command: Command::File(File {
            case: renewal::case(YEAR),
            definition: 1,
            draft: zoe.key().id(),
            form_version: form_version.to_owned(),
            edits,
            response_hash: "0".repeat(64),
        })
        .into(),
    };
    let refusal = refused(zoe.put_command(&envelope).await).await;
    assert_eq!(refusal, (409, "out-of-order".to_owned()), "the answers come first");
    let path = format!("/v1/commands/{}", envelope.id.0);
    let reply = zoe.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(refused(reply).await.0, 404, "it was not taken in");
    let ahead = zoe.request(Method::GET, "/v1/record?after=999").send().await.unwrap();
    assert_eq!(refused(ahead).await, (409, "out-of-order".to_owned()), "nobody is ahead of the College");
    assert_eq!(holdings(&zoe).await, before, "nothing has changed");
}
