//! Two computers of one registrant that both worked without a network: what each did is kept, and what disagrees is shown.

use portal_client::Portal;
use portal_ipc::{CaseStage, ChoiceRequest, Conflict, Control, DraftRequest};

use crate::caller::Caller;
use crate::college::{College, ZOE};
use crate::computer::{Computer, in_step, shows};
use crate::survey::{add, answer, choose, inside, item, remove, section, text, value};

/// Two computers on which the same person is signed in.
struct Pair {
    college: College,
    laptop: Computer,
    tablet: Computer,
    on_laptop: Portal,
    on_tablet: Portal,
}

impl Pair {
    async fn signed_in() -> Self {
        let college = College::open().await;
        let laptop = Computer::new(&college, "Zoé’s laptop").await;
        let tablet = Computer::new(&college, "Tablet at the clinic").await;
        let on_laptop = laptop.signed_in(ZOE).await;
        let on_tablet = tablet.signed_in(ZOE).await;
        Self { college, laptop, tablet, on_laptop, on_tablet }
    }

    async fn go_offline(&self) {
        self.laptop.link.cut().await.unwrap();
        self.tablet.link.cut().await.unwrap();
    }

    async fn connect(&self) {
        self.laptop.link.mend().await.unwrap();
        self.tablet.link.mend().await.unwrap();
        in_step(&self.on_laptop).await;
        in_step(&self.on_tablet).await;
    }

    fn both(&self) -> [&Portal; 2] {
        [&self.on_laptop, &self.on_tablet]
    }

    /// An address besides the primary one, known on both computers.
    async fn second_practice(&self) -> String {
        choose(&self.on_laptop, "B.1", "Yes, in Ontario").await;
        let practice = add(&self.on_laptop, "H.3.other").await;
        answer(&self.on_laptop, &inside(&practice, "H.3.other.address"), text("12 King Street, Timmins"))
            .await;
        in_step(&self.on_laptop).await;
        for portal in self.both() {
            stands(portal, &inside(&practice, "H.3.other.address"), "12 King Street, Timmins").await;
        }
        practice
    }
}

pub async fn stands(portal: &Portal, path: &str, wanted: &str) {
    shows(portal, &format!("{wanted} at {path}"), async |portal| {
        (value(portal, path).await == text(wanted)).then_some(())
    })
    .await;
}

/// Waits until the disagreement is shown there with the name of the other computer.
pub async fn conflict(portal: &Portal, path: &str) -> Conflict {
    shows(portal, &format!("the disagreement at {path}"), async |portal| {
        let shown = item(portal, path).await?.conflict?;
        let named = shown.losers.iter().chain([&shown.winner]).all(|side| side.device != "Another device");
        named.then_some(shown)
    })
    .await
}

async fn settled(portal: &Portal, path: &str) {
    shows(portal, &format!("no disagreement at {path}"), async |portal| {
        let settled = item(portal, path).await.is_none_or(|item| item.conflict.is_none());
        (settled && portal.renewal().await.unwrap().conflicts == 0).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_to_different_questions_are_all_kept() {
    let pair = Pair::signed_in().await;
    pair.go_offline().await;
    answer(&pair.on_laptop, "J.5", text("Zoé Lavoie")).await;
    answer(&pair.on_laptop, "A.1.correction", text("Typed on the laptop")).await;
    answer(&pair.on_tablet, "A.contact.correction", text("Typed on the tablet")).await;
    pair.connect().await;
    let caller = Caller::signed_in(&pair.college, ZOE).await;
    let mut paths: Vec<String> = caller.edits().await.iter().map(|edit| edit.path.to_string()).collect();
    paths.sort();
    assert_eq!(paths, ["A.1.correction", "A.contact.correction", "J.5"], "the College has each answer once");
    for portal in pair.both() {
        stands(portal, "J.5", "Zoé Lavoie").await;
        assert_eq!(portal.renewal().await.unwrap().conflicts, 0, "nothing disagrees");
        assert_eq!(portal.renewal().await.unwrap().stage, CaseStage::Draft);
    }
    let both = [
        pair.on_laptop.review(DraftRequest { draft: "renewal/2027".into() }).await.unwrap(),
        pair.on_tablet.review(DraftRequest { draft: "renewal/2027".into() }).await.unwrap(),
    ];
    assert_eq!(both[0].response_hash, both[1].response_hash, "both would file the same response");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_question_answered_differently_is_shown_on_both_and_the_person_decides_for_both() {
    let pair = Pair::signed_in().await;
    pair.go_offline().await;
    answer(&pair.on_laptop, "J.5", text("Zoé Lavoie")).await;
    answer(&pair.on_tablet, "J.5", text("Z. M. Lavoie")).await;
    pair.connect().await;

    let here = conflict(&pair.on_laptop, "J.5").await;
    let there = conflict(&pair.on_tablet, "J.5").await;
    let told = |side: &portal_ipc::ConflictingAnswer| (side.answer.clone(), side.device.clone());
    let of = |answer: &str, device: &str| (answer.to_owned(), device.to_owned());
    assert_eq!(told(&here.winner), of("Z. M. Lavoie", "Tablet at the clinic"), "the later one stands");
    assert_eq!(told(&there.winner), of("Z. M. Lavoie", "This computer"));
    assert_eq!(here.losers.len(), 1);
    assert_eq!(told(&here.losers[0]), of("Zoé Lavoie", "This computer"), "the earlier one is kept");
    assert_eq!(told(&there.losers[0]), of("Zoé Lavoie", "Zoé’s laptop"));
    for (here, there) in [(&here.winner, &there.winner), (&here.losers[0], &there.losers[0])] {
        assert!(here.at.contains(':'), "the time is said: {}", here.at);
        assert_eq!((&here.edit, &here.at), (&there.edit, &there.at), "both speak of the same edits");
    }
    for portal in pair.both() {
        assert_eq!(portal.renewal().await.unwrap().conflicts, 1);
        assert_eq!(
            portal.review(DraftRequest { draft: "renewal/2027".into() }).await.unwrap().conflicts,
            1,
            "it is to be settled before it is filed"
        );
    }

    let choice = ChoiceRequest {
        draft: "renewal/2027".into(),
        path: "J.5".to_owned(),
        edit: here.losers[0].edit.clone(),
    };
    pair.on_laptop.choose_answer(choice).await.unwrap();
    in_step(&pair.on_laptop).await;
    for portal in pair.both() {
        stands(portal, "J.5", "Zoé Lavoie").await;
        settled(portal, "J.5").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn instances_added_on_both_computers_are_both_there() {
    let pair = Pair::signed_in().await;
    choose(&pair.on_laptop, "B.1", "Yes, in Ontario").await;
    in_step(&pair.on_laptop).await;
    shows(&pair.on_tablet, "B.1 to arrive", async |portal| item(portal, "H.3.other").await).await;
    pair.go_offline().await;
    for (portal, address) in [(&pair.on_laptop, "1 Pine Street"), (&pair.on_tablet, "2 Birch Avenue")] {
        let practice = add(portal, "H.3.other").await;
        answer(portal, &inside(&practice, "H.3.other.address"), text(address)).await;
    }
    pair.connect().await;
    let mut seen = Vec::new();
    for portal in pair.both() {
        let addresses = shows(portal, "two practice addresses", async |portal| {
            let repeat = item(portal, "H.3.other").await?;
            let instances = repeat.items.iter().filter(|item| item.control == Control::Instance);
            let all: Vec<_> = instances.map(|instance| instance.items[0].value.clone()).collect();
            (all.len() == 2).then_some(all)
        });
        seen.push(addresses.await);
        assert_eq!(portal.renewal().await.unwrap().conflicts, 0, "adding is no disagreement");
    }
    assert_eq!(seen[0], seen[1], "both show them in the same order");
    seen[0].sort_by_key(|entries| format!("{entries:?}"));
    assert_eq!(seen[0], [text("1 Pine Street"), text("2 Birch Avenue")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_removed_here_and_edited_there_stays_until_the_person_decides() {
    let pair = Pair::signed_in().await;
    let practice = pair.second_practice().await;
    let hours = inside(&practice, "H.3.other.hours");
    pair.go_offline().await;
    remove(&pair.on_laptop, &practice).await;
    assert!(item(&pair.on_laptop, &practice).await.is_none(), "it is gone where it was removed");
    answer(&pair.on_tablet, &hours, text("7.5")).await;
    pair.connect().await;

    let mut removals = Vec::new();
    for portal in pair.both() {
        let shown = conflict(portal, &practice).await;
        assert_eq!(value(portal, &hours).await, text("7.5"), "what was typed meanwhile is not lost");
        assert_eq!(shown.losers.len(), 1, "the removal waits");
        assert_ne!(shown.winner.answer, shown.losers[0].answer);
        removals.push(shown.losers[0].edit.clone());
    }
    assert_eq!(removals[0], removals[1], "both speak of the same removal");

    let choice =
        ChoiceRequest { draft: "renewal/2027".into(), path: practice.clone(), edit: removals[0].clone() };
    pair.on_tablet.choose_answer(choice).await.unwrap();
    in_step(&pair.on_tablet).await;
    for portal in pair.both() {
        shows(portal, "the instance to be gone", async |portal| {
            item(portal, &practice).await.is_none().then_some(())
        })
        .await;
        settled(portal, &practice).await;
        assert!(!section(portal, "H").await.items.is_empty(), "the rest of the section is as it was");
    }
}
