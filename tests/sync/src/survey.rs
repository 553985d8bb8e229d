//! The survey as a person meets it: answering, reading what stands there, filling it in, submitting.

use portal_client::Portal;
use portal_ipc::{
    AnswerRequest, CaseStage, Control, DraftRequest, Entry, InstanceRequest, Item, LinkIdRequest,
    PathRequest, Receipt, Section, SectionState, SubmitRequest,
};

use crate::computer::shows;

/// Of the survey, in order.
const SECTIONS: [&str; 10] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"];
/// Far more than any section asks.
const ANSWERS_MAX: usize = 200;

pub fn text(text: &str) -> Vec<Entry> {
    vec![Entry::Text { text: text.to_owned() }]
}

pub fn option(key: &str) -> Vec<Entry> {
    vec![Entry::Option { key: key.to_owned() }]
}

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

pub fn find<'i>(items: &'i [Item], path: &str) -> Option<&'i Item> {
    items.iter().find_map(|item| if item.path == path { Some(item) } else { find(&item.items, path) })
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
            let Some(problem) = page.problems.first().cloned() else { break };
            assert!(problem.missing, "{}: {}", problem.label, problem.sentence);
            let asked = find(&page.items, &problem.path).unwrap_or_else(|| panic!("{}", problem.path));
            page = answer(portal, &problem.path, plausible(asked)).await;
        }
        assert_eq!(page.state, SectionState::Complete, "section {link_id}: {:?}", page.problems);
    }
}

fn plausible(item: &Item) -> Vec<Entry> {
    let first = || option(&item.options[0].key);
    match item.control {
        Control::Radio => match item.options.iter().find(|option| option.key == "false") {
            // Details are correct, the policy is followed, the cover fits the work; nothing else to declare.
            Some(_) if item.path.ends_with("correct") || item.path == "F.3" || item.path == "G.3" => {
                option("true")
            }
            Some(no) => option(&no.key),
            None => first(),
        },
        Control::Checkboxes | Control::DropDown | Control::Autocomplete => first(),
        Control::Integer => text(if item.path == "H.4.clinical" { "100" } else { "0" }),
        Control::Decimal => text("40"),
        Control::Date => text("2027-05-01"),
        _ => text("1234567"),
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
