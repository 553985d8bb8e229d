//! An account's folder that was put back as it was earlier, and so does not know what it did since: nothing that it has not seen is
//! overwritten, and what both did is shown side by side.

use portal_harness::{PATIENCE, until};
use portal_ipc::{OutboxState, PhoneKind, SyncState};
use portal_protocol::DeviceList;
use portal_record::contact::PhoneKind as Kind;

use crate::caller::Caller;
use crate::college::{College, ZOE};
use crate::computer::{Computer, close, in_step, shows};
use crate::merging::conflict;
use crate::restored::{call_on, number};
use crate::survey::{answer, text, value};

const LAPTOP: &str = "Zoé’s laptop";

#[tokio::test(flavor = "multi_thread")]
async fn an_older_folder_put_back_overwrites_nothing_that_it_has_not_seen() {
    let college = College::open().await;
    let computer = Computer::new(&college, LAPTOP).await;
    let portal = computer.signed_in(ZOE).await;
    answer(&portal, "J.5", text("In the copy")).await;
    in_step(&portal).await;
    close(portal).await;
    let copied = computer.copied();
    let portal = computer.start().await;
    answer(&portal, "J.5", text("After it")).await;
    call_on(&portal, PhoneKind::Mobile, "+14165550002").await;
    in_step(&portal).await;
    close(portal).await;

    computer.put_back(&copied);
    computer.link.cut().await.unwrap();
    let portal = computer.start().await;
    assert_eq!(value(&portal, "J.5").await, text("In the copy"));
    answer(&portal, "J.5", text("In its place")).await;
    answer(&portal, "A.1.correction", text("Built on it")).await;
    call_on(&portal, PhoneKind::Mobile, "+14165550003").await;
    computer.link.mend().await.unwrap();
    portal.sync_now().await.unwrap();
    until("the folder to be a device of its own", PATIENCE, async || {
        Ok((portal.status().await.sync == SyncState::SignInNeeded).then_some(()))
    })
    .await
    .unwrap();
    let why = portal.status().await.sentence;
    assert!(why.contains("copied from another computer"), "{why}");
    close(portal).await;
    let portal = computer.start().await;
    until("it to be so after a start too", PATIENCE, async || {
        Ok((portal.status().await.sync == SyncState::SignInNeeded).then_some(()))
    })
    .await
    .unwrap();
    computer.sign_in(&portal, ZOE).await;

    let refused = shows(&portal, "the change of the telephone to be refused", async |portal| {
        let items = portal.outbox().await.unwrap();
        items.into_iter().find(|item| item.state == OutboxState::NeedsAttention)
    })
    .await;
    let reason = refused.reason.unwrap();
    assert!(
        refused.title.contains("Mobile") && reason.contains("changed meanwhile"),
        "{}: {reason}",
        refused.title
    );
    let caller = Caller::signed_in(&college, ZOE).await;
    assert_eq!(
        number(&caller, Kind::Mobile).await.as_deref(),
        Some("+14165550002"),
        "what it had not seen stands"
    );

    let shown = conflict(&portal, "J.5").await;
    let mut sides: Vec<_> = [&shown.winner].into_iter().chain(&shown.losers).collect();
    sides.sort_by_key(|side| side.answer.clone());
    let sides: Vec<_> = sides.iter().map(|side| (side.answer.as_str(), side.device.as_str())).collect();
    assert_eq!(sides, [("After it", LAPTOP), ("In its place", "This computer")]);
    let edits = shows(&portal, "every answer at the College", async |portal| {
        (portal.status().await.waiting == 0).then_some(())
    });
    edits.await;
    let edits = caller.edits().await;
    assert_eq!(edits.len(), 4, "each once: {edits:?}");
    let devices: std::collections::BTreeSet<_> = edits.iter().map(|edit| edit.device).collect();
    assert_eq!(devices.len(), 2, "two copies are two devices");
    let numbers: std::collections::BTreeSet<_> =
        edits.iter().map(|edit| (edit.device, edit.counter)).collect();
    assert_eq!(numbers.len(), 4, "and none has used a number twice");
    let list: DeviceList = caller.get("/v1/devices").await;
    assert_eq!(list.devices.iter().filter(|device| device.name == LAPTOP).count(), 2, "both are listed");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_folder_in_which_nothing_was_done_catches_up_and_stays_the_device_that_it_is() {
    let college = College::open().await;
    let computer = Computer::new(&college, LAPTOP).await;
    let portal = computer.signed_in(ZOE).await;
    close(portal).await;
    let copied = computer.copied();
    let portal = computer.start().await;
    answer(&portal, "J.5", text("After it")).await;
    call_on(&portal, PhoneKind::Mobile, "+14165550002").await;
    in_step(&portal).await;
    close(portal).await;
    computer.put_back(&copied);
    let portal = computer.start().await;
    shows(&portal, "what the College has", async |portal| {
        (value(portal, "J.5").await == text("After it")).then_some(())
    })
    .await;
    in_step(&portal).await;
    call_on(&portal, PhoneKind::Mobile, "+14165550003").await;
    answer(&portal, "J.5", text("On top")).await;
    in_step(&portal).await;
    let caller = Caller::signed_in(&college, ZOE).await;
    assert_eq!(
        number(&caller, Kind::Mobile).await.as_deref(),
        Some("+14165550003"),
        "it has seen what it replaces"
    );
    assert_eq!(portal.renewal().await.unwrap().conflicts, 0);
}
