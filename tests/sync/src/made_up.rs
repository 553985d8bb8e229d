//! A service that there is only under `tests/made-up`: definition, form and texts, no code. It is begun on two computers without a network,
//! filed with a fee, paid, asked about, answered and decided by two people, and withdrawn in another run.
//!
//! A program of its own, since it begins with more published files than the others.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that fails says so")]
#![allow(dead_code, reason = "what it stands on serves the other tests, too")]

mod application;
mod college;
mod computer;
mod spoken;
mod strace;
mod surroundings;

use std::path::{Path, PathBuf};
use std::sync::Once;

use portal_client::Portal;
use portal_harness::{PATIENCE, until};
use portal_ipc::{
    ActRequest, AnswerRequest, Availability, Case, CaseRequest, CaseStage, CheckoutState, DocumentRequest,
    DraftRequest, EnteredAct, Entry, Filed, LinkIdRequest, Outcome, PageForm, RequestState, ServiceRequest,
    SubmitRequest,
};

use crate::college::{College, ZOE};
use crate::computer::{Computer, in_step, shows};

const KEY: &str = "library-pass";
/// Zoé's.
const NUMBER: &str = "900001";

fn published() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../made-up")
}

/// The College and this program, which both offer it.
async fn opened() -> College {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| portal_published::begin_with(&published()).unwrap());
    let folder = published().display().to_string();
    College::open_with(vec![("PORTAL_PUBLISHED".to_owned(), folder)]).await
}

async fn begin(portal: &Portal) -> Case {
    portal.begin(ServiceRequest { key: KEY.into() }).await.unwrap()
}

async fn answer(portal: &Portal, case: &str, path: &str, text: &str) {
    let value = vec![Entry::Text { text: text.into() }];
    portal.answer(AnswerRequest { draft: case.into(), path: path.into(), value }).await.unwrap();
}

async fn submit(portal: &Portal, case: &str) -> Case {
    let review = portal.review(DraftRequest { draft: case.into() }).await.unwrap();
    assert!(review.ready, "{:?}", review.problems);
    portal.submit(SubmitRequest { draft: case.into(), response_hash: review.response_hash }).await.unwrap()
}

/// The case at the College, once it stands so.
async fn stands(portal: &Portal, case: &str, state: RequestState) -> Filed {
    shows(portal, &format!("{case} to be {state:?}"), async |portal| {
        match portal.case(CaseRequest { case: case.into() }).await.ok()?.stage {
            CaseStage::Filed { filed } if filed.state == state && filed.pending.is_none() => Some(*filed),
            _ => None,
        }
    })
    .await
}

/// Pays on the hosted page with a card that is good.
async fn pay(college: &College, portal: &Portal, case: &str) {
    shows(portal, "the fee to be payable", async |portal| {
        match portal.case(CaseRequest { case: case.into() }).await.ok()?.stage {
            CaseStage::Filed { filed } => {
                filed.checkout.filter(|fee| fee.state == CheckoutState::Payable).map(drop)
            }
            _ => None,
        }
    })
    .await;
    let page = portal.pay(CaseRequest { case: case.into() }).await.unwrap();
    assert_eq!(page.state, CheckoutState::Open);
    let reply = college.http.post(page.link.unwrap()).form(&[("card", "visa")]).send().await.unwrap();
    assert!(reply.status().is_redirection(), "{}", reply.status());
}

/// What a member of the staff does with a case.
fn staff(college: &College, by: &str, case: &str, act: &[&str]) -> bool {
    let who = ["--by", by, "--role", "membership", NUMBER, case];
    college.server.run("case", &[&who[..], act].concat()).unwrap()
}

/// Its letter is a document, made on the computer of data alone.
async fn gives_its_letter(portal: &Portal, outcome: &Outcome) {
    let [(key, title)] = &outcome.documents[..] else { panic!("{:?}", outcome.documents) };
    assert!(title.starts_with("Library pass, "), "{title}");
    let made = portal.document(DocumentRequest { key: key.clone(), form: PageForm::Letter }).await.unwrap();
    assert!(made.title == *title && !made.base64.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_only_data_is_begun_on_two_computers_paid_asked_about_and_decided_by_two() {
    let college = opened().await;
    let laptop = Computer::new(&college, "Zoé’s laptop").await;
    let tablet = Computer::new(&college, "Tablet at the clinic").await;
    let (on_laptop, on_tablet) = (laptop.signed_in(ZOE).await, tablet.signed_in(ZOE).await);

    // What it says first.
    let service = on_laptop.service(ServiceRequest { key: KEY.into() }).await.unwrap();
    assert_eq!(service.name, "Library pass");
    assert_eq!(service.availability, Availability::Available { note: None });
    assert_eq!(service.fee, "$345.00 each, due when you submit the request.");
    assert!(service.time.as_deref().unwrap().contains("5 business days"), "{:?}", service.time);

    // Without a network both begin the same.
    laptop.link.cut().await.unwrap();
    tablet.link.cut().await.unwrap();
    let case = begin(&on_laptop).await.case;
    assert_eq!((case.as_str(), begin(&on_tablet).await.case.as_str()), ("library-pass/1", "library-pass/1"));
    answer(&on_laptop, &case, "from", "2027-06-10").await;
    answer(&on_tablet, &case, "readers", "2").await;
    laptop.link.mend().await.unwrap();
    in_step(&on_laptop).await;
    tablet.link.mend().await.unwrap();
    in_step(&on_tablet).await;
    let home = on_laptop.home().await.unwrap();
    assert_eq!(home.requests.iter().map(|it| it.case.as_str()).collect::<Vec<_>>(), [&*case], "it was begun");

    // What the laptop answered is on the tablet, from where it is filed, later.
    let review = shows(&on_tablet, "both answers", async |portal| {
        let review = portal.review(DraftRequest { draft: case.clone() }).await.unwrap();
        review.ready.then_some(review)
    })
    .await;
    assert!(review.consequence.contains("$690.00"), "for each reader: {}", review.consequence);
    tablet.link.cut().await.unwrap();
    let queued = submit(&on_tablet, &case).await;
    assert!(matches!(queued.stage, CaseStage::Queued { .. }), "{:?}", queued.stage);
    tablet.link.mend().await.unwrap();
    let due = stands(&on_tablet, &case, RequestState::FeeDue).await;
    assert_eq!(due.checkout.unwrap().total, "$690.00");
    assert!(due.withdraw.is_some());

    pay(&college, &on_tablet, &case).await;
    let reviewed = stands(&on_tablet, &case, RequestState::InReview).await;
    assert_eq!(reviewed.paid.unwrap().amount, "$690.00");
    assert!(reviewed.expected.is_some() && reviewed.checkout.is_none());
    assert_eq!(reviewed.submitted[0].answers.len(), 2);

    // The College asks; the answer waits for a network, and is shown.
    assert!(staff(&college, "ada", &case, &["take"]));
    let question = ["ask", "--item", "readers", "--text", "Who are they?", "--due", "2027-06-01"];
    assert!(staff(&college, "ada", &case, &question));
    let asked = stands(&on_laptop, &case, RequestState::ActionNeeded).await.asked.unwrap();
    assert_eq!(
        (asked.text, asked.about),
        (vec!["Who are they?".to_owned()], vec!["For how many readers?".to_owned()])
    );
    assert!(on_laptop.home().await.unwrap().requests[0].is_yours);
    // What is written on the tablet is on the laptop, too, before it is sent.
    let there = stands(&on_tablet, &case, RequestState::ActionNeeded).await.asked.unwrap();
    assert_eq!(there.draft, asked.draft);
    answer(&on_tablet, &asked.draft, "text", "My two").await;
    in_step(&on_tablet).await;
    let request = LinkIdRequest { draft: asked.draft, link_id: "answer".into() };
    let is_written = [Entry::Text { text: "My two".into() }];
    shows(&on_laptop, "what was written", async |portal| {
        let field = portal.section(request.clone()).await.ok()?.items.pop()?;
        (field.value == is_written).then_some(())
    })
    .await;
    laptop.link.cut().await.unwrap();
    let act = EnteredAct::Answer { text: "My two residents.".into() };
    let answered = on_laptop.act(ActRequest { case: case.clone(), act }).await.unwrap();
    let CaseStage::Filed { filed } = answered.stage else { panic!("it is at the College") };
    assert_eq!(filed.state, RequestState::InReview, "as it will be");
    assert!(filed.pending.is_some() && filed.asked.is_none());
    laptop.link.mend().await.unwrap();
    stands(&on_laptop, &case, RequestState::InReview).await;

    // Two people decide.
    assert!(staff(&college, "ada", &case, &["propose", "grant"]));
    assert!(!staff(&college, "ada", &case, &["decide", "grant"]), "not who proposed it");
    assert!(staff(&college, "grace", &case, &["decide", "grant"]));
    let closed = stands(&on_laptop, &case, RequestState::Closed).await;
    let outcome = closed.outcome.unwrap();
    assert_eq!(outcome.sentence, "The College has granted your pass.");
    assert!(outcome.letter[0].starts_with("This letter is the library pass of"), "{:?}", outcome.letter);
    assert_eq!(closed.messages[0].subject, "Your library pass");
    laptop.link.cut().await.unwrap();
    gives_its_letter(&on_laptop, &outcome).await;
    let page = on_laptop.services().await.unwrap();
    assert!(page.requests.is_empty() && page.earlier.iter().any(|it| it.case == case));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_withdrawn_without_a_network_and_the_next_one_begun() {
    let college = opened().await;
    let laptop = Computer::new(&college, "Zoé’s laptop").await;
    let portal = laptop.signed_in(ZOE).await;
    let case = begin(&portal).await.case;
    answer(&portal, &case, "from", "2027-06-10").await;
    answer(&portal, &case, "readers", "1").await;
    submit(&portal, &case).await;
    stands(&portal, &case, RequestState::FeeDue).await;
    assert_eq!(begin(&portal).await.case, case, "the one that is open comes first");

    laptop.link.cut().await.unwrap();
    let act = EnteredAct::Withdraw { why: String::new() };
    let withdrawn = portal.act(ActRequest { case: case.clone(), act }).await.unwrap();
    let CaseStage::Filed { filed } = withdrawn.stage else { panic!("it is at the College") };
    assert_eq!((filed.state, filed.pending.is_some()), (RequestState::Withdrawn, true));
    assert!(filed.checkout.is_none(), "what is taken back is not paid");
    assert_eq!(begin(&portal).await.case, "library-pass/2", "what is on its way counts");
    answer(&portal, "library-pass/2", "readers", "3").await;
    laptop.link.mend().await.unwrap();
    let there = stands(&portal, &case, RequestState::Withdrawn).await;
    assert!(there.checkout.is_none() && there.withdraw.is_none(), "nothing is to be paid any more");
    until("the next one to be begun at the College", PATIENCE, async || {
        let page = portal.services().await.unwrap();
        Ok(page.requests.iter().any(|it| it.case == "library-pass/2").then_some(()))
    })
    .await
    .unwrap();
}
