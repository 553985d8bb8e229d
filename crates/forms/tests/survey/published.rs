//! The survey as published data: its lists, its words, and what it promises in its README.

use std::collections::{BTreeMap, BTreeSet};

use portal_forms::Form;
use serde_json::Value as Json;

use crate::registrant::SURVEY;

const README: &str = include_str!("../../../../assets/forms/README.md");

macro_rules! lists {
    ($($name:literal),+) => {
        [$(($name, include_str!(concat!("../../../../assets/lists/", $name, ".json")))),+]
    };
}

fn survey() -> Json {
    serde_json::from_str(SURVEY).expect("the survey is JSON")
}

/// Every item of the survey, a parent before its children.
fn items(survey: &Json) -> Vec<&Json> {
    let mut found = Vec::new();
    let mut open: Vec<&Json> = survey["item"].as_array().expect("sections").iter().rev().collect();
    while let Some(item) = open.pop() {
        found.push(item);
        open.extend(item["item"].as_array().into_iter().flatten().rev());
    }
    found
}

fn text<'a>(item: &'a Json, key: &str) -> &'a str {
    item[key].as_str().unwrap_or_default()
}

fn extension<'a>(item: &'a Json, url: &str) -> Option<&'a Json> {
    item["extension"].as_array()?.iter().find(|extension| extension["url"] == url)
}

fn prefill(item: &Json) -> Option<&str> {
    extension(item, "urn:portal:forms:prefill")?["valueString"].as_str()
}

fn is_help(item: &Json) -> bool {
    text(item, "type") == "display" && text(item, "linkId").ends_with(".help")
}

/// Neither a group nor words to read, and not filled in by the record.
fn is_asked_of_a_person(item: &Json) -> bool {
    !matches!(text(item, "type"), "group" | "display") && item["readOnly"] != true
}

#[test]
fn the_engine_understands_the_whole_form() {
    let form = Form::parse(SURVEY.as_bytes()).unwrap_or_else(|refused| panic!("{refused}"));
    assert_eq!(form.canonical(), "https://portal.cpso.on.ca/forms/annual-renewal|2027.2");
    let sections: Vec<&str> = form.roots().map(|section| &*section.link_id).collect();
    assert_eq!(sections, ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"]);
}

#[test]
fn the_lists_in_the_form_are_the_published_lists() {
    let published = lists![
        "languages",
        "specialties",
        "hospitals",
        "practice-settings",
        "statutes",
        "emr-vendors",
        "provinces"
    ];
    let survey = survey();
    let contained: BTreeMap<&str, &Json> = survey["contained"]
        .as_array()
        .expect("contained value sets")
        .iter()
        .map(|set| (text(set, "id"), &set["compose"]["include"][0]))
        .collect();
    assert_eq!(contained.len(), published.len(), "no list is only in the form");
    for (name, list) in published {
        let list: Json = serde_json::from_str(list).expect("a list is JSON");
        let set = contained.get(name).unwrap_or_else(|| panic!("the form lacks the list {name}"));
        assert_eq!(set["system"], list["system"], "{name}: the same code system");
        assert_eq!(set["concept"], list["concepts"], "{name}: the same codes, words and order");
        assert_eq!(list["id"], *name, "a list is named as its file");
    }
}

#[test]
fn every_contained_list_is_used() {
    let survey = survey();
    let used: BTreeSet<String> =
        items(&survey).iter().map(|item| text(item, "answerValueSet").replace('#', "")).collect();
    for set in survey["contained"].as_array().expect("contained value sets") {
        assert!(used.contains(text(set, "id")), "no question uses {}", set["id"]);
    }
}

#[test]
fn no_list_offers_the_same_code_or_the_same_words_twice() {
    let survey = survey();
    let listed = items(&survey)
        .into_iter()
        .filter_map(|item| item["answerOption"].as_array())
        .map(|options| options.iter().map(|option| &option["valueCoding"]).collect::<Vec<_>>());
    let contained = survey["contained"]
        .as_array()
        .expect("contained value sets")
        .iter()
        .filter_map(|set| set["compose"]["include"][0]["concept"].as_array())
        .map(|concepts| concepts.iter().collect());
    for options in listed.chain(contained) {
        for key in ["code", "display"] {
            let different: BTreeSet<&str> = options.iter().map(|option| text(option, key)).collect();
            assert_eq!(different.len(), options.len(), "each {key} once in {options:?}");
            assert!(!different.contains(""), "no {key} is missing in {options:?}");
        }
    }
}

#[test]
fn every_question_has_words_and_help_or_options_that_speak_for_themselves() {
    let survey = survey();
    for item in items(&survey) {
        let link_id = text(item, "linkId");
        assert!(!text(item, "text").trim().is_empty(), "{link_id} has no words");
        let has_help = item["item"].as_array().is_some_and(|children| children.iter().any(is_help));
        let speaks = item["answerOption"].is_array();
        assert!(
            has_help || speaks || !is_asked_of_a_person(item),
            "{link_id} needs help with an example: its answer is not chosen from words"
        );
    }
}

#[test]
fn what_must_be_answered_afresh_is_never_filled_in() {
    let survey = survey();
    for item in items(&survey) {
        let link_id = text(item, "linkId");
        let afresh = ["B", "D", "E", "F", "J"].iter().any(|section| link_id.starts_with(section));
        if afresh || link_id.starts_with("G.8") {
            assert_eq!(prefill(item), None, "{link_id} is answered afresh each year");
        }
    }
}

#[test]
fn last_years_answer_goes_to_the_same_question() {
    let survey = survey();
    let mut carried = 0;
    for item in items(&survey) {
        if let Some(link_id) = prefill(item).and_then(|fact| fact.strip_prefix("previous:")) {
            assert_eq!(link_id, text(item, "linkId"));
            carried += 1;
        }
    }
    assert!(carried >= 30, "practice and cover seldom change: {carried} answers are carried over");
}

#[test]
fn the_readme_names_every_fact_and_no_other() {
    let survey = survey();
    let used: BTreeSet<&str> = items(&survey)
        .into_iter()
        .filter_map(prefill)
        .map(|fact| if fact.starts_with("previous:") { "previous:<linkId>" } else { fact })
        .collect();
    let (_, facts) = README.split_once("### Facts").expect("the README has a section on facts");
    let named: BTreeSet<&str> =
        facts.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert_eq!(named, used);
}

#[test]
fn a_read_only_item_comes_from_the_record_and_is_not_required() {
    let survey = survey();
    for item in items(&survey).into_iter().filter(|item| item["readOnly"] == true) {
        let link_id = text(item, "linkId");
        assert!(prefill(item).is_some(), "{link_id} could never have an answer");
        assert_ne!(item["required"], true, "{link_id}: a missing fact must not stop a registrant");
    }
}

#[test]
fn no_file_is_required_and_each_says_how_else_it_can_come() {
    let survey = survey();
    let files: Vec<&Json> =
        items(&survey).into_iter().filter(|item| text(item, "type") == "attachment").collect();
    assert!(files.len() >= 10, "proceedings, offences, health and cover each take a document");
    for file in files {
        assert_ne!(file["required"], true, "{}", file["linkId"]);
        assert!(text(&file["item"][0], "text").contains("Messages"), "{}", file["linkId"]);
    }
}
