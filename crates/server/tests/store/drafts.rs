//! Drafts and their edits.

use portal_forms::{DeviceId, Edit, EditId, Micros};
use portal_protocol::SequencedEdit;
use portal_record::{CommandId, RegistrantId};
use portal_server::store::{StoreError, drafts};
use uuid::Uuid;

use crate::stage::{ONE, OTHER, Stage, draft, edit};

async fn pin(stage: &Stage, registrant: RegistrantId, version: &'static str) {
    stage
        .write(move |db| {
            Box::pin(async move { drafts::pin(db, &draft(registrant), version, Micros(1)).await })
        })
        .await;
}

async fn add(stage: &Stage, registrant: RegistrantId, sequence: u64, edit: &Edit) -> bool {
    let added = [SequencedEdit { sequence, edit: edit.clone() }];
    let id = draft(registrant).id();
    stage
        .try_write(move |db| Box::pin(async move { drafts::add_edits(db, registrant, id, &added).await }))
        .await
        .is_ok()
}

async fn sequence(stage: &Stage, registrant: RegistrantId) -> Option<u64> {
    let found = drafts::find(&mut *stage.read().await, registrant, draft(registrant).id()).await.unwrap();
    found.map(|draft| draft.sequence)
}

async fn numbers(stage: &Stage, registrant: RegistrantId, after: u64, limit: usize) -> Vec<u64> {
    let id = draft(registrant).id();
    let edits = drafts::edits_after(&mut *stage.read().await, registrant, id, after, limit).await.unwrap();
    edits.iter().map(|edit| edit.sequence).collect()
}

async fn a_draft_is_one_and_can_be_pinned_to_another_version(stage: Stage) {
    assert_eq!(sequence(&stage, ONE).await, None);
    pin(&stage, ONE, "2027.1").await;
    let kept = edit(1);
    assert!(add(&stage, ONE, 1, &kept).await);
    pin(&stage, ONE, "2027.2").await;
    let all = drafts::all(&mut *stage.read().await, ONE).await.unwrap();
    assert_eq!(all.len(), 1, "the same draft");
    let (version, sequence) = (all[0].form_version.as_str(), all[0].sequence);
    assert_eq!((version, sequence, &all[0].key), ("2027.2", 1, &draft(ONE)), "with what was in it");
}

async fn edits_come_back_as_they_were_in_pages(stage: Stage) {
    pin(&stage, ONE, "2027.1").await;
    let edits: Vec<Edit> = (1..=5).map(edit).collect();
    for (sequence, edit) in (1..).zip(&edits) {
        assert!(add(&stage, ONE, sequence, edit).await);
    }
    let stage = stage.reopened().await;
    assert_eq!(sequence(&stage, ONE).await, Some(5));
    assert_eq!(numbers(&stage, ONE, 0, 2).await, [1, 2], "a page");
    assert_eq!(numbers(&stage, ONE, 2, 99).await, [3, 4, 5]);
    let mut db = stage.read().await;
    let id = draft(ONE).id();
    let kept = drafts::edits_after(&mut db, ONE, id, 0, 99).await.unwrap();
    assert!(kept.iter().map(|kept| &kept.edit).eq(&edits), "to the byte");
    let asked = [edits[3].id, EditId(Uuid::nil())];
    let found = drafts::edits(&mut db, ONE, id, &asked).await.unwrap();
    assert_eq!(found.into_values().collect::<Vec<_>>(), [edits[3].clone()]);
    assert_eq!(drafts::held(&mut db, ONE, id, &asked).await.unwrap(), [edits[3].id].into());
    assert!(drafts::edits(&mut db, ONE, id, &[]).await.unwrap().is_empty(), "nothing was asked for");
}

/// In as many statements as it takes: in their order, counted, each with its history, and found by their numbers.
async fn many_edits_are_stored_as_if_they_came_one_by_one(stage: Stage) {
    let edits: Vec<SequencedEdit> =
        (1..=1_203).map(|sequence| SequencedEdit { sequence, edit: edit(sequence) }).collect();
    let ids = (draft(ONE).id(), draft(OTHER).id());
    for registrant in [ONE, OTHER] {
        pin(&stage, registrant, "2027.1").await;
    }
    let (together, one_by_one) = (edits.clone(), edits.clone());
    stage
        .write(move |db| {
            Box::pin(async move {
                drafts::add_edits(db, ONE, ids.0, &together).await?;
                for one in one_by_one.chunks(1) {
                    drafts::add_edits(db, OTHER, ids.1, one).await?;
                }
                drafts::add_edits(db, OTHER, ids.1, &[]).await
            })
        })
        .await;
    let mut db = stage.read().await;
    let kept = drafts::edits_after(&mut db, ONE, ids.0, 0, 9_999).await.unwrap();
    assert_eq!(kept, edits, "to the byte");
    for sequence in [1, 500, 501, 1_203] {
        let one = drafts::history(&mut db, ONE, ids.0, sequence).await.unwrap();
        assert_eq!(one, drafts::history(&mut db, OTHER, ids.1, sequence).await.unwrap(), "{sequence}");
        assert!(one.is_some());
    }
    let counted = async |db: &mut _, registrant, id| {
        let found = drafts::find(db, registrant, id).await.unwrap().unwrap();
        (found.sequence, found.live, found.bytes)
    };
    assert_eq!(counted(&mut db, ONE, ids.0).await, counted(&mut db, OTHER, ids.1).await);
    let device = edits[0].edit.device;
    let places = (1..=1_300).map(|counter| (device, counter));
    let strangers = std::iter::once((DeviceId(Uuid::nil()), 7));
    let made = drafts::made(&mut db, ONE, ids.0, places.chain(strangers)).await.unwrap();
    let expected = edits.into_iter().map(|kept| (kept.edit.id, kept.edit)).collect();
    assert_eq!(made, expected, "what was made under these numbers, and nothing else");
}

async fn a_number_or_an_id_is_given_once(stage: Stage) {
    pin(&stage, ONE, "2027.1").await;
    let first = edit(1);
    assert!(add(&stage, ONE, 1, &first).await);
    assert!(!add(&stage, ONE, 1, &edit(2)).await, "the number is taken");
    assert!(!add(&stage, ONE, 2, &first).await, "the edit is there already");
    assert_eq!(
        (sequence(&stage, ONE).await, numbers(&stage, ONE, 0, 99).await),
        (Some(1), vec![1]),
        "no effect"
    );
    assert!(add(&stage, ONE, 2, &edit(3)).await, "and the next one is taken");
}

async fn anothers_draft_is_never_seen(stage: Stage) {
    pin(&stage, ONE, "2027.1").await;
    let one = edit(1);
    assert!(add(&stage, ONE, 1, &one).await);
    let (id, mut db) = (draft(ONE).id(), stage.read().await);
    assert_eq!(drafts::find(&mut db, OTHER, id).await.unwrap(), None, "even by its id");
    assert!(drafts::all(&mut db, OTHER).await.unwrap().is_empty());
    assert!(drafts::edits_after(&mut db, OTHER, id, 0, 99).await.unwrap().is_empty());
    assert!(drafts::held(&mut db, OTHER, id, &[one.id]).await.unwrap().is_empty());
    assert!(drafts::edits(&mut db, OTHER, id, &[one.id]).await.unwrap().is_empty());
    assert!(drafts::live(&mut db, OTHER, id).await.unwrap().is_empty());
}

async fn a_filed_draft_says_so(stage: Stage) {
    pin(&stage, ONE, "2027.1").await;
    let (id, command) = (draft(ONE).id(), CommandId(Uuid::now_v7()));
    stage.write(move |db| Box::pin(drafts::close(db, OTHER, id, command))).await;
    let is_filed = async || {
        drafts::find(&mut *stage.read().await, ONE, id).await.unwrap().is_some_and(|draft| draft.is_filed)
    };
    assert!(!is_filed().await, "another registrant closes nothing");
    stage.write(move |db| Box::pin(drafts::close(db, ONE, id, command))).await;
    assert!(is_filed().await);
}

async fn what_others_took_the_place_of_stays_and_is_not_merged(stage: Stage) {
    pin(&stage, ONE, "2027.1").await;
    let edits: Vec<Edit> = (1..=5).map(edit).collect();
    for (sequence, edit) in (1..).zip(&edits) {
        assert!(add(&stage, ONE, sequence, edit).await);
    }
    let (id, other) = (draft(ONE).id(), draft(OTHER).id());
    stage.write(move |db| Box::pin(drafts::compact(db, OTHER, other, &[3]))).await;
    stage.write(move |db| Box::pin(drafts::compact(db, ONE, id, &[1, 2, 4]))).await;
    let stage = stage.reopened().await;
    let mut db = stage.read().await;
    let live = drafts::live(&mut db, ONE, id).await.unwrap();
    assert_eq!(live.iter().map(|edit| edit.sequence).collect::<Vec<_>>(), [3, 5]);
    let found = drafts::find(&mut db, ONE, id).await.unwrap().unwrap();
    assert_eq!((found.sequence, found.live, found.looked), (5, 2, 2));
    let bytes = |edits: &[Edit]| -> u64 {
        edits.iter().map(|edit| serde_json::to_vec(edit).unwrap().len() as u64).sum()
    };
    assert_eq!(found.bytes, bytes(&[edits[2].clone(), edits[4].clone()]), "of those that are merged");
    assert_eq!(numbers(&stage, ONE, 0, 99).await, [1, 2, 3, 4, 5], "a device that has none gets all");
    let ids: Vec<EditId> = edits.iter().map(|edit| edit.id).collect();
    assert_eq!(drafts::edits(&mut db, ONE, id, &ids).await.unwrap().len(), 5, "sent again, each is known");
    assert!(add(&stage, ONE, 6, &edit(6)).await);
    let found = drafts::find(&mut db, ONE, id).await.unwrap().unwrap();
    assert_eq!(found.live, 3);
    assert_eq!(found.bytes, bytes(&[edits[2].clone(), edits[4].clone(), edit(6)]));
}

/// Neither another's nor one at its beginning.
async fn a_damaged_draft_is_an_error(stage: Stage) {
    pin(&stage, ONE, "2027.1").await;
    assert!(add(&stage, ONE, 1, &edit(1)).await);
    for damage in ["UPDATE drafts SET sequence = -1", "UPDATE edits SET sequence = -1"] {
        stage
            .write(move |db| Box::pin(async move { Ok(sqlx::query(damage).execute(db).await.map(drop)?) }))
            .await;
    }
    let (id, mut db) = (draft(ONE).id(), stage.read().await);
    let found = drafts::find(&mut db, ONE, id).await;
    assert!(matches!(found, Err(StoreError::Misshapen("count"))), "{found:?}");
    let live = drafts::live(&mut db, ONE, id).await;
    assert!(matches!(live, Err(StoreError::Misshapen("count"))), "{live:?}");
}

async fn each_place_of_a_draft_has_a_history_of_its_own(stage: Stage) {
    let histories = async |registrant: RegistrantId| {
        let mut db = stage.read().await;
        let mut histories = Vec::new();
        for sequence in 0..=3 {
            let id = draft(registrant).id();
            histories.push(drafts::history(&mut db, registrant, id, sequence).await.unwrap());
        }
        histories
    };
    for (registrant, order) in [(ONE, [1, 2, 3]), (OTHER, [2, 1, 3])] {
        pin(&stage, registrant, "2027.1").await;
        for (sequence, counter) in (1..).zip(order) {
            assert!(add(&stage, registrant, sequence, &edit(counter)).await);
        }
    }
    let (one, other) = (histories(ONE).await, histories(OTHER).await);
    assert_eq!(one[0], None, "before the first there is none");
    assert!(one[1..].iter().all(Option::is_some), "{one:?}");
    assert_ne!(one[3], other[3], "the last edit is the same, what was before it is not");
}

on_both! {
    many_edits_are_stored_as_if_they_came_one_by_one
    each_place_of_a_draft_has_a_history_of_its_own
    a_draft_is_one_and_can_be_pinned_to_another_version
    edits_come_back_as_they_were_in_pages
    a_number_or_an_id_is_given_once
    anothers_draft_is_never_seen
    a_filed_draft_says_so
    what_others_took_the_place_of_stays_and_is_not_merged
    a_damaged_draft_is_an_error
}
