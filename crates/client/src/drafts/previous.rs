//! Last year's filed answers, to be shown beside this year's.

use std::collections::BTreeMap;

use portal_forms::{Answer, Form, Given, LinkId, Response, ResponseItem};
use portal_record::{DraftKey, Record};

/// By linkId; only questions that stand outside repeats, where "the same question" is certain.
#[derive(Debug, Clone, Default)]
pub(crate) struct Previous(BTreeMap<LinkId, Answer>);

impl Previous {
    /// From the survey filed last before the draft's year.
    pub(crate) fn of(record: &Record, key: &DraftKey, form: &Form) -> Previous {
        let Ok(year) = key.subject.parse::<u16>() else { return Previous::default() };
        let mut earlier = record.renewals().rev().filter(|renewal| renewal.year < year);
        let filed = earlier.find_map(|renewal| renewal.filed);
        let response = filed.and_then(|case| Response::parse(case.filed.response.0.as_bytes()).ok());
        let mut previous = Previous::default();
        if let Some(response) = response {
            previous.collect(&response.items, form);
        }
        previous
    }

    /// Last year's answer to this question.
    pub(crate) fn answer(&self, link_id: &LinkId) -> Option<&Answer> {
        self.0.get(link_id)
    }

    fn collect(&mut self, items: &[ResponseItem], form: &Form) {
        for given in items {
            let Some(item) = form.item(&given.link_id) else { continue };
            if item.has_instances() {
                continue;
            }
            let values = given.answers.iter().filter_map(|answer| match &answer.value {
                Given::Value(value) if item.accepts(value) => Some(value.clone()),
                _ => None,
            });
            let answer: Answer = values.collect();
            if !answer.is_empty() {
                self.0.insert(item.link_id.clone(), answer);
            }
            self.collect(&given.items, form);
            for answer in &given.answers {
                self.collect(&answer.items, form);
            }
        }
    }
}
