//! What is held and what covers it, in words, each line by itself.

use portal_texts::Texts;

use super::codes;
use crate::{
    College,
    practice::{CpdSet, LiabilitySet, PrivilegeAdded, RegistrationAdded},
};

/// What a privilege says besides its hospital and its days.
pub fn privilege(body: &PrivilegeAdded, college: &College) -> Vec<String> {
    vec![codes::name(&college.lists().privilege_kinds, &body.kind)]
}

/// What a registration elsewhere says besides its regulator and its days.
pub fn registration(texts: &Texts, body: &RegistrationAdded, college: &College) -> Vec<String> {
    vec![codes::jurisdiction(college, &body.jurisdiction), numbered(texts, &body.number)]
}

/// Protection and its number.
pub fn liability(texts: &Texts, body: &LiabilitySet, college: &College) -> Vec<String> {
    let number = body.number.as_deref().map(|number| numbered(texts, number));
    [codes::name(&college.lists().protections, &body.protection)].into_iter().chain(number).collect()
}

/// Organisation, number and the end of the cycle.
pub fn cpd(texts: &Texts, body: &CpdSet, college: &College) -> Vec<String> {
    let number = Some(&body.member_number).filter(|number| !number.is_empty());
    let number = number.map(|number| numbered(texts, number));
    let cycle = body.cycle_end.map(|day| texts.format("profile-cycle-end", &[("what", texts.date(day))]));
    let organization = codes::name(&college.lists().cpd_organizations, &body.organization);
    [organization].into_iter().chain(number).chain(cycle).collect()
}

/// "Visa ending in 4242".
pub fn payment(texts: &Texts, method: &str, last_four: &str) -> String {
    let name = texts.get(&format!("payment-method-{method}"));
    texts.format("payment-card", &[("method", name), ("lastFour", last_four.to_owned())])
}

fn numbered(texts: &Texts, number: &str) -> String {
    texts.format("profile-number-named", &[("what", number.to_owned())])
}
