//! From an evaluation to a response: what is asked now and answered, nothing else.

use super::{Given, Response, ResponseAnswer, ResponseItem, ResponseMeta};
use crate::evaluation::{Evaluation, Node};
use crate::item::Kind;

/// What an evaluation comes to when it is filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The response's canonical JSON.
    pub json: String,
    /// Its SHA-256, in lower-case hexadecimal.
    pub hash: String,
    /// What keeps it from being accepted.
    pub errors: usize,
}

impl Evaluation {
    /// What is filed, from this one evaluation: [`validate`](super::validate) finds the same in the response by itself, and
    /// of what the record says nothing else can be in it.
    pub fn filed(&self, meta: ResponseMeta) -> Filed {
        let json = self.response(meta).to_json();
        Filed { hash: super::hash(&json), json, errors: self.count_errors() }
    }

    /// The response to send. What is not asked is left out. An instance of a repeating group is sent even while
    /// nothing in it is answered; an instance of a repeating question only with its answer.
    pub fn response(&self, meta: ResponseMeta) -> Response {
        Response { questionnaire: self.form().canonical(), meta, items: items(self.top()) }
    }
}

fn items<'a>(nodes: impl Iterator<Item = Node<'a>>) -> Vec<ResponseItem> {
    let mut items = Vec::new();
    for node in nodes.filter(Node::is_enabled) {
        let link_id = node.item().link_id.to_string();
        match (node.item().kind, node.item().has_instances()) {
            (Kind::Display | Kind::Question, _) => {}
            (Kind::Group, true) => {
                items.extend(node.instances().map(|instance| ResponseItem {
                    instance: instance.id(),
                    link_id: link_id.clone(),
                    answers: Vec::new(),
                    items: self::items(instance.children()),
                }));
            }
            (Kind::Group, false) => {
                let below = self::items(node.children());
                if !below.is_empty() {
                    items.push(ResponseItem { link_id, items: below, ..ResponseItem::default() });
                }
            }
            (_, true) => {
                let answers: Vec<ResponseAnswer> = node.instances().flat_map(answers_of).collect();
                push_answers(&mut items, link_id, answers);
            }
            (_, false) => push_answers(&mut items, link_id, answers_of(node)),
        }
    }
    items
}

fn push_answers(items: &mut Vec<ResponseItem>, link_id: String, answers: Vec<ResponseAnswer>) {
    if !answers.is_empty() {
        items.push(ResponseItem { link_id, answers, ..ResponseItem::default() });
    }
}

/// The values of one node; what stands below the question goes with the first.
fn answers_of(node: Node<'_>) -> Vec<ResponseAnswer> {
    let values = node.answer().iter().enumerate();
    let answers = values.map(|(index, value)| ResponseAnswer {
        instance: node.id(),
        value: Given::Value(value.clone()),
        items: if index == 0 { items(node.children()) } else { Vec::new() },
    });
    answers.collect()
}
