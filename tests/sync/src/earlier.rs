//! What an earlier version left at the College and on three computers (`data`, never made anew): this version opens it, keeps all
//! of it, and goes on.

use portal_ipc::{ChoiceRequest, SyncState};
use portal_record::contact::PhoneKind;

use crate::caller::Caller;
use crate::college::{College, ZOE};
use crate::computer::{Computer, close, in_step};
use crate::merging::{conflict, stands};
use crate::restored::number;
use crate::survey::{filed, fill, submit, text, value};

/// The survey and the profile in its hands, the day before it was replaced.
const LEFT: &str = "2026-11-24";
/// The morning after.
const NOW: &str = "2027-05-21T13:00:00Z";

#[tokio::test(flavor = "multi_thread")]
async fn what_an_earlier_version_left_is_kept_and_goes_on() {
    let college = College::left(LEFT, NOW).await;
    let laptop = Computer::left(&college, LEFT, "laptop", 24_601).await;
    let tablet = Computer::left(&college, LEFT, "tablet", 24_602).await;
    let surgery = Computer::left(&college, LEFT, "surgery", 24_603).await;

    laptop.link.cut().await.unwrap();
    let on_laptop = laptop.start().await;
    let waiting: Vec<String> = on_laptop.outbox().await.unwrap().into_iter().map(|item| item.title).collect();
    assert_eq!(
        waiting,
        ["Answers: Annual Renewal Survey, 2027", "Mobile telephone"],
        "signed in, and offline"
    );
    assert_eq!(value(&on_laptop, "G.2").await, text("7654321"), "an answer that was never sent");
    laptop.link.mend().await.unwrap();
    in_step(&on_laptop).await;
    assert!(on_laptop.outbox().await.unwrap().is_empty());

    let caller = Caller::signed_in(&college, ZOE).await;
    assert_eq!(number(&caller, PhoneKind::Mobile).await.as_deref(), Some("+17055550199"));
    let edits = caller.edits().await;
    let of = |path: &str| edits.iter().filter(|edit| edit.path.to_string() == path).count();
    assert_eq!((of("G.2"), of("J.5")), (1, 2), "each answer, once");

    let on_tablet = tablet.start().await;
    in_step(&on_tablet).await;
    let disagreed = conflict(&on_tablet, "J.5").await;
    let choice = ChoiceRequest {
        draft: "renewal/2027".into(),
        path: "J.5".to_owned(),
        edit: disagreed.losers[0].edit.clone(),
    };
    on_tablet.choose_answer(choice).await.unwrap();
    in_step(&on_tablet).await;

    let at_surgery = surgery.start().await;
    in_step(&at_surgery).await;
    assert_eq!(filed(&at_surgery).await.code, "R27-E8E5-X1V7", "filed by the earlier version");

    stands(&on_laptop, "J.5", "Zoé at home").await;
    fill(&on_laptop).await;
    in_step(&on_laptop).await;
    submit(&on_laptop).await;
    filed(&on_laptop).await;
    for portal in [on_laptop, on_tablet, at_surgery] {
        assert_ne!(portal.status().await.sync, SyncState::NeedsAttention);
        close(portal).await;
    }
}
