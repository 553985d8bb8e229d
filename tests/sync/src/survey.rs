//! The survey as a person meets it: answering, reading what stands there, filling it in, submitting.

use portal_client::Portal;
use portal_ipc::{
    AnswerRequest, CaseStage, DraftRequest, Entry, InstanceRequest, Item, LinkIdRequest, PathRequest,
    Receipt, Section, SectionState, SubmitRequest,
};

use portal_testkit::survey::{SECTIONS, next_answer};

use crate::computer::shows;

pub use portal_testkit::survey::{find, option, text};

/// Far more than any section asks.
const ANSWERS_MAX: usize = 200;

pub async fn section(portal: &Portal, link_id: &str) -> Section {
    portal.section(LinkIdRequest { draft: "renewal/2027".into(), link_id: link_id.to_owned() }).await.unwrap()
}

/// The item at this path, if it is asked.
pub async fn item(portal: &Portal, path: &str) -> Option<Item> {
    let link_id = &path[..1];
    find(&section(portal, link_id).await.items, path).cloned()
}

/// What stands in the field; nothing when it is not asked.
pub async fn value(portal: &Portal, path: &str) -> Vec<Entry> {
    item(portal, path).await.map(|item| item.value).unwrap_or_default()
}

/// Answers and returns once it is durable here.
pub async fn answer(portal: &Portal, path: &str, value: Vec<Entry>) -> Section {
    let request = AnswerRequest { draft: "renewal/2027".into(), path: path.to_owned(), value };
    portal.answer(request).await.unwrap_or_else(|failure| panic!("{path}: {failure}")).section
}

/// Chooses the option whose text begins so.
pub async fn choose(portal: &Portal, path: &str, words: &str) {
    let asked = item(portal, path).await.unwrap_or_else(|| panic!("{path} is asked"));
    let chosen = asked.options.iter().find(|option| option.text.starts_with(words));
    let key = &chosen.unwrap_or_else(|| panic!("{path} has {words}: {:?}", asked.options)).key;
    answer(portal, path, option(key)).await;
}

/// Adds an instance of a repeat and says where it is.
pub async fn add(portal: &Portal, path: &str) -> String {
    portal
        .add_instance(InstanceRequest { draft: "renewal/2027".into(), path: path.to_owned() })
        .await
        .unwrap()
        .added
        .unwrap()
}

/// Removes an instance.
pub async fn remove(portal: &Portal, path: &str) {
    portal
        .remove_instance(PathRequest { draft: "renewal/2027".into(), path: path.to_owned() })
        .await
        .unwrap();
}

/// The path of a question inside an instance.
pub fn inside(instance: &str, link_id: &str) -> String {
    let (_, place) = instance.split_once('@').unwrap();
    format!("{link_id}@{place}")
}

/// Answers whatever is missing, as somebody with nothing to declare, until every section is complete.
pub async fn fill(portal: &Portal) {
    for link_id in SECTIONS {
        let mut page = section(portal, link_id).await;
        for _ in 0..ANSWERS_MAX {
            let Some((path, value)) = next_answer(&page) else { break };
            page = answer(portal, &path, value).await;
        }
        assert_eq!(page.state, SectionState::Complete, "section {link_id}: {:?}", page.problems);
    }
}

/// Checks the answers and submits them. It is queued from here on.
pub async fn submit(portal: &Portal) {
    let review = portal.review(DraftRequest { draft: "renewal/2027".into() }).await.unwrap();
    assert!(review.ready, "{:?}, {} conflicts", review.problems, review.conflicts);
    portal
        .submit(SubmitRequest { draft: "renewal/2027".into(), response_hash: review.response_hash })
        .await
        .unwrap();
}

/// Waits until the College has filed it, with a receipt that was verified here.
pub async fn filed(portal: &Portal) -> Receipt {
    shows(portal, "the survey to be filed", async |portal| match portal.renewal().await.unwrap().stage {
        CaseStage::Filed { filed } => filed.receipt.verified.then_some(filed.receipt),
        _ => None,
    })
    .await
}
