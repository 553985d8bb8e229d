//! A survey whose answers are changed fifty thousand times: sent, pulled by another device, judged as a whole, and changed once more.

use std::time::Instant;

use portal_forms::{Change, Draft, Edit, Merged};
use portal_protocol::{EditsPage, EditsPush, PAGE_EDITS};
use portal_record::Outcome;
use portal_testkit::survey::answer;
use serde_json::Value;

use crate::college::College;
use crate::computer::Computer;
use crate::survey::Survey;
use crate::{Measure, email};

/// Edits of the draft, those that fill it in among them.
const EDITS: usize = 50_000;
/// Questions in own words, which are asked of everybody.
const CHANGED: [&str; 2] = ["J.5", "C.2"];
/// What is answered there in the end: an odd number of changes in turn leave the first.
const SAID: [[&str; 2]; 2] = [["Zoé Lavoie", "Z. Lavoie"], ["614207", "614208"]];

/// The figures, on the person with this number, on whom nothing else is measured.
pub async fn measured(college: &College, number: u32, measure: &Measure<'_>) -> Vec<Value> {
    let email = email(number);
    let computer = college.sign_in(&email).await;
    let mut survey = Survey::on_paper(college, &computer).await;
    let edits = changed_without_end(college, &computer, &mut survey.draft);

    let begun = Instant::now();
    let after = send(&computer, &edits).await;
    let sent = begun.elapsed();

    let other = college.sign_in(&email).await;
    let begun = Instant::now();
    let pulled = pull(&other).await;
    let took = begun.elapsed();
    assert_eq!(pulled.edits().len(), EDITS, "the other device has every edit");
    assert_eq!(pulled.head_ids(), survey.draft.head_ids());

    // One more, which says what is said already.
    let more = computer.edit(&survey.draft, CHANGED[0], said(0, 0), 1_000_000, college.clock.now());
    assert_eq!(survey.draft.merge(more.clone()), Merged::Added);
    let push = EditsPush { after, ..computer.push(vec![more]) };
    let page: EditsPage = computer.send_push(&push).await.json().await.unwrap();
    assert_eq!((page.edits.len(), page.refused.len()), (1, 0), "a draft is never full for good");

    // As if none of them had been looked through before: all are merged.
    let mut db = college.look_into().await;
    sqlx::query("UPDATE edits SET replaced = 0").execute(&mut db).await.unwrap();
    let envelope = survey.envelope(college, &computer);
    let begun = Instant::now();
    let reply = computer.command(&envelope).await;
    let judged = begun.elapsed();
    assert!(matches!(reply.outcome, Outcome::Accepted { .. }), "{:?}", reply.outcome);

    let target = Some("under 2 s");
    vec![
        measure.of("50,000 edits of a survey sent", sent.as_secs_f64(), "s", None),
        measure.of("50,000 edits of a survey pulled and merged", took.as_secs_f64(), "s", target),
        measure.of("50,000 edits of a survey merged and judged", judged.as_secs_f64(), "s", target),
    ]
}

fn said(question: usize, which: usize) -> Change {
    Change::Answer(answer(CHANGED[question], SAID[question][which]))
}

/// Every edit of the survey, in the order in which it was made: it is filled in, and then two answers go back and forth.
fn changed_without_end(college: &College, computer: &Computer, draft: &mut Draft) -> Vec<Edit> {
    let mut edits: Vec<Edit> = draft.edits().cloned().collect();
    edits.sort_by_key(|edit| edit.counter);
    for counter in edits.len()..EDITS {
        let turn = EDITS - 1 - counter;
        let (question, which) = (turn % 2, turn / 2 % 2);
        let counter = u64::try_from(counter).unwrap() + 1;
        let edit =
            computer.edit(draft, CHANGED[question], said(question, which), counter, college.clock.now());
        assert_eq!(draft.merge(edit.clone()), Merged::Added);
        edits.push(edit);
    }
    edits
}

/// All of them, as a device sends them; gives the number of the last.
async fn send(computer: &Computer, edits: &[Edit]) -> u64 {
    let mut after = 0;
    for edits in edits.chunks(PAGE_EDITS) {
        let push = EditsPush { after, ..computer.push(edits.to_vec()) };
        let page: EditsPage = computer.send_push(&push).await.json().await.unwrap();
        assert_eq!((page.edits.len(), page.refused.len()), (edits.len(), 0));
        after = page.sequence;
    }
    after
}

/// All of them, page by page.
async fn pull(computer: &Computer) -> Draft {
    let (mut draft, mut after) = (Draft::default(), 0);
    loop {
        let push = EditsPush { after, ..computer.push(Vec::new()) };
        let page: EditsPage = computer.send_push(&push).await.json().await.unwrap();
        let Some(last) = page.edits.last() else { return draft };
        after = last.sequence;
        for numbered in page.edits {
            assert_eq!(draft.merge(numbered.edit), Merged::Added);
        }
    }
}
