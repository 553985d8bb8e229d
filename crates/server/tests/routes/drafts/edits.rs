//! Edits go up and come down in one exchange.

use portal_forms::{Change, Draft, Edit, EditId, Merged, Micros};
use portal_protocol::{DraftList, EditsPage, EditsPush, History, PAGE_EDITS, RefusedEdit};
use portal_record::Outcome;
use portal_testkit::survey::answer;
use serde_json::json;
use uuid::Uuid;

use crate::college::{College, LAVOIE, OKAFOR, refused};
use crate::computer::Computer;
use crate::survey::Survey;

fn edit(college: &College, computer: &Computer, link_id: &str, said: &str, counter: u64) -> Edit {
    let change = Change::Answer(answer(link_id, said));
    computer.edit(&Draft::default(), link_id, change, counter, college.clock.now())
}

fn refusal(id: EditId, code: &str) -> RefusedEdit {
    RefusedEdit { id, code: code.to_owned() }
}

#[tokio::test]
async fn edits_are_numbered_stamped_and_kept_once() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let before = college.clock.now();
    let sent = vec![edit(&college, &computer, "B.5", "no", 1), edit(&college, &computer, "E.1", "no", 2)];
    let first = computer.exchange(sent.clone()).await;
    let again = computer.exchange(sent.clone()).await;
    assert_eq!(first, again, "sent twice, it is there once");
    assert_eq!(first.edits.iter().map(|edit| edit.sequence).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(first.sequence, 2);
    for (stored, sent) in first.edits.iter().zip(&sent) {
        let received = stored.edit.received.expect("the server stamps");
        assert!((before..=college.clock.now()).contains(&received));
        assert_eq!(Edit { received: None, ..stored.edit.clone() }, *sent);
    }
}

#[tokio::test]
async fn a_stamp_of_the_devices_own_counts_for_nothing() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let forged = Edit { received: Some(Micros(1)), ..edit(&college, &computer, "B.5", "no", 1) };
    let page = computer.exchange(vec![forged]).await;
    assert!(page.edits[0].edit.received > Some(Micros(1)));
}

#[tokio::test]
async fn two_devices_see_each_others_edits_in_the_order_of_arrival() {
    let college = College::open().await;
    let laptop = college.sign_in(LAVOIE).await;
    let desktop = college.sign_in(LAVOIE).await;
    assert_eq!(laptop.key().id(), desktop.key().id(), "they name the same draft without asking");
    laptop.exchange(vec![edit(&college, &laptop, "B.5", "no", 1)]).await;
    let page = desktop.exchange(vec![edit(&college, &desktop, "B.5", "yes", 1)]).await;
    assert_eq!(page.edits.len(), 2);
    let after = EditsPush { after: 1, ..laptop.push(Vec::new()) };
    let page: EditsPage = laptop.send_push(&after).await.json().await.unwrap();
    assert_eq!(page.edits.len(), 1, "only what the laptop has not");
    assert_eq!(page.edits[0].edit.device.0, desktop.me.device);
    let mut draft = Draft::default();
    for known in desktop.exchange(Vec::new()).await.edits {
        let _ = draft.merge(known.edit);
    }
    assert_eq!(draft.conflicts().len(), 1, "the loser is there to be shown");
}

#[tokio::test]
async fn what_is_no_edit_of_the_form_is_refused_by_itself() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let good = edit(&college, &computer, "B.5", "no", 1);
    let mut foreign = edit(&college, &computer, "B.5", "no", 2);
    foreign.path = portal_forms::ItemPath::root("Z.99");
    let mut circular = edit(&college, &computer, "B.5", "no", 3);
    circular.base = vec![circular.id];
    let other = Edit { change: Change::Clear, ..good.clone() };
    let page = computer.exchange(vec![good.clone(), foreign.clone(), circular.clone()]).await;
    assert_eq!(page.refused, [refusal(foreign.id, "unknown-item"), refusal(circular.id, "base-invalid")]);
    assert_eq!(page.sequence, 1, "the others are taken");
    let page = computer.exchange(vec![other]).await;
    assert_eq!(page.refused, [refusal(good.id, "id-reused")]);
    assert_eq!(page.edits[0].edit.change, good.change, "what was sent first stands");
}

#[tokio::test]
async fn a_push_that_is_not_for_this_draft_changes_nothing() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let other = college.sign_in(OKAFOR).await;
    let sent = vec![edit(&college, &computer, "B.5", "no", 1)];
    let foreign = EditsPush { key: other.key(), ..computer.push(sent.clone()) };
    let path = format!("/v1/drafts/{}/edits", other.key().id().0);
    refused(computer.post(&path, &foreign).await, 404, "not-found").await;
    refused(computer.post(&path, &computer.push(sent.clone())).await, 400, "malformed").await;
    refused(computer.post("/v1/drafts/nonsense/edits", &computer.push(sent.clone())).await, 404, "not-found")
        .await;
    let unknown = EditsPush { form_version: "1999.1".to_owned(), ..computer.push(sent.clone()) };
    refused(computer.send_push(&unknown).await, 422, "form-unknown").await;
    let mut no_year = computer.push(sent.clone());
    no_year.key.subject = "2099".to_owned();
    let path = format!("/v1/drafts/{}/edits", no_year.key.id().0);
    refused(computer.post(&path, &no_year).await, 422, "form-unknown").await;
    let ahead = EditsPush { after: 7, ..computer.push(sent.clone()) };
    refused(computer.send_push(&ahead).await, 409, "out-of-order").await;
    let many = computer.push((0..501).map(|n| edit(&college, &computer, "B.5", "no", n)).collect());
    refused(computer.send_push(&many).await, 413, "too-many-entries").await;
    for computer in [computer, other] {
        assert_eq!(computer.exchange(Vec::new()).await.edits, [], "nothing was kept");
    }
}

#[tokio::test]
async fn a_long_draft_comes_in_pages() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let edits: Vec<Edit> = (0..700).map(|n| edit(&college, &computer, "B.5", "no", n)).collect();
    computer.exchange(edits[..500].to_vec()).await;
    let page = computer.exchange(edits[500..].to_vec()).await;
    assert_eq!((page.edits.len(), page.sequence), (500, 700), "a page, and how much there is");
    let rest = EditsPush { after: 500, history: page.history.clone(), ..computer.push(Vec::new()) };
    let end: EditsPage = computer.send_push(&rest).await.json().await.unwrap();
    assert_eq!(end.edits.last().unwrap().edit.id, edits[699].id);
    assert!(page.history.is_some() && page.history != end.history, "each page names the place where it ends");
    let list: DraftList = computer.get("/v1/drafts").await.json().await.unwrap();
    assert_eq!(
        (list.drafts[0].sequence, &list.drafts[0].history),
        (700, &end.history),
        "and the list its end"
    );
}

#[tokio::test]
async fn twenty_exchanges_at_once_keep_the_numbers_without_gaps() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let sends: Vec<_> = (0..20)
        .map(|n| {
            let (computer, edit) = (computer.clone(), edit(&college, &computer, "B.5", "no", n));
            tokio::spawn(async move { computer.exchange(vec![edit]).await })
        })
        .collect();
    for send in sends {
        send.await.unwrap();
    }
    let page = computer.exchange(Vec::new()).await;
    assert_eq!(page.edits.iter().map(|edit| edit.sequence).collect::<Vec<_>>(), (1..=20).collect::<Vec<_>>());
}

#[tokio::test]
async fn after_filing_nothing_is_added_to_the_draft() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let before = Survey::filled(&college, &computer).await;
    computer.command(&before.envelope(&college, &computer)).await;
    let known: Vec<Edit> = before.draft.edits().cloned().collect();
    assert_eq!(computer.exchange(known).await.refused, [], "what is there already may be sent again");
    let late = Edit { id: EditId(Uuid::new_v4()), ..edit(&college, &computer, "B.5", "yes", 99) };
    let page = computer.exchange(vec![late.clone()]).await;
    assert_eq!(page.refused, [refusal(late.id, "draft-filed")]);
}

#[tokio::test]
async fn a_draft_that_is_changed_without_end_stays_small_and_loses_nothing() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let mut survey = Survey::on_paper(&college, &computer).await;
    let mut edits: Vec<Edit> = survey.draft.edits().cloned().collect();
    edits.sort_by_key(|edit| edit.counter);
    for counter in 1_000..3_000 {
        let said = ["Z. Lavoie", "Zoé Lavoie"][counter % 2];
        let (change, counter) = (Change::Answer(answer("J.5", said)), u64::try_from(counter).unwrap());
        let edit = computer.edit(&survey.draft, "J.5", change, counter, college.clock.now());
        assert_eq!(survey.draft.merge(edit.clone()), Merged::Added);
        edits.push(edit);
    }
    let last = u64::try_from(edits.len()).unwrap();
    for sent in edits.chunks(PAGE_EDITS) {
        assert_eq!(computer.exchange(sent.to_vec()).await.refused, []);
    }
    let mut db = college.look_into().await;
    let live = "SELECT live FROM drafts";
    let live: i64 = sqlx::query_scalar(live).fetch_one(&mut db).await.unwrap();
    assert!(live < 1_600, "{live} are merged");

    let again = computer.exchange(edits[100..400].to_vec()).await;
    assert_eq!((again.refused.as_slice(), again.sequence), (&[][..], last), "sent again, they are known");
    let other = Edit { change: Change::Clear, ..edits[200].clone() };
    let refused = computer.exchange(vec![other.clone()]).await.refused;
    assert_eq!(refused, [refusal(other.id, "id-reused")], "and no other is taken for one of them");
    let (mut after, mut pulled) = (0, Vec::new());
    while after < last {
        let push = EditsPush { after, ..computer.push(Vec::new()) };
        let page: EditsPage = computer.send_push(&push).await.json().await.unwrap();
        after = page.edits.last().expect("there is more").sequence;
        pulled.extend(page.edits.into_iter().map(|numbered| Edit { received: None, ..numbered.edit }));
    }
    assert_eq!(pulled, edits, "another device gets every one, in their order");

    let reply = computer.command(&survey.envelope(&college, &computer)).await;
    assert!(matches!(reply.outcome, Outcome::Accepted { .. }), "{:?}", reply.outcome);
}

#[tokio::test]
async fn a_device_that_was_told_another_history_of_a_draft_is_told_so() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let first = computer.exchange(vec![edit(&college, &computer, "B.5", "no", 1)]).await;
    assert!(first.history.is_some(), "each page says where it ends");
    let at = |after, history| EditsPush { after, history, ..computer.push(Vec::new()) };
    let none: EditsPage = computer.send_push(&at(1, first.history.clone())).await.json().await.unwrap();
    assert_eq!((none.edits.len(), &none.history), (0, &first.history));
    let list: DraftList = computer.get("/v1/drafts").await.json().await.unwrap();
    assert_eq!(list.drafts[0].history, first.history, "the list says it too");
    let added = vec![edit(&college, &computer, "B.5", "yes", 2)];
    let lost = EditsPush { edits: added, ..at(1, Some(History("of another database".into()))) };
    refused(computer.send_push(&lost).await, 409, "other-history").await;
    let all = computer.exchange(Vec::new()).await;
    assert_eq!(all.edits.len(), 1, "nothing of it was taken");
    let older: EditsPage = computer.send_push(&at(1, None)).await.json().await.unwrap();
    assert_eq!((older.edits.len(), older.sequence), (0, 1), "a program that tells none is served as ever");
}

#[tokio::test]
async fn an_edit_of_a_newer_application_is_refused_as_that_and_taken_when_it_is_known() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let (known, newer) =
        (edit(&college, &computer, "B.5", "no", 1), edit(&college, &computer, "E.1", "no", 2));
    let push = computer.push(vec![known, newer]);
    let mut sent = serde_json::to_value(&push).unwrap();
    for change in [
        json!({"type": "dictated", "minutes": 2}),
        json!({"type": "answer", "value": [{"type": "hologram", "value": "no"}]}),
    ] {
        sent["edits"][1]["change"] = change;
        refused(computer.post(&computer.edits_path(), &sent).await, 422, "edit-unknown").await;
    }
    sent["edits"][1]["device"] = json!("nobody");
    refused(computer.post(&computer.edits_path(), &sent).await, 400, "malformed").await;
    assert_eq!(computer.exchange(Vec::new()).await.sequence, 0, "nothing of it was taken");
    let page: EditsPage = computer.send_push(&push).await.json().await.unwrap();
    assert_eq!((page.sequence, page.refused), (2, Vec::new()), "a newer server takes all of it");
}

#[tokio::test]
async fn what_a_newer_server_took_is_given_out_as_it_was_stored_and_decides_nothing() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let survey = Survey::filled(&college, &computer).await;
    let newer = r#"{"id":"01a4d95d-afa0-7c9e-873e-41ac2fe3ecea","change":{"type":"dictated","of":1.50}}"#;
    sqlx::query("UPDATE edits SET payload = $1 WHERE sequence = 2")
        .bind(newer.as_bytes().to_vec())
        .execute(&mut college.look_into().await)
        .await
        .unwrap();
    let page = computer.send_push(&computer.push(Vec::new())).await.text().await.unwrap();
    assert!(page.contains(newer), "{page}");
    let submission = survey.envelope(&college, &computer);
    refused(computer.send_command(&submission).await, 503, "newer-needed").await;
    let record = computer.record().await;
    assert!(record.renewal(2027).filed.is_none(), "nobody can say what would be filed");
}
