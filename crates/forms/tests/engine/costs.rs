//! What is worked out once for many is what would be worked out for each; and sizes that end only because it is.

use std::collections::BTreeSet;
use std::sync::Arc;

use portal_forms::draft::BASE_MAX;
use portal_forms::evaluation::NODES_MAX;
use portal_forms::{
    Answers, Change, Changed, Draft, Edit, EditId, EditRefused, Evaluation, Form, InstanceId, IssueCode,
    ItemPath, Merged, Migration, Prefill, ResponseMeta, Value, migrate, validate,
};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::Config;
use proptest::{prop_assert_eq, proptest};
use uuid::Uuid;

use crate::properties::edits;
use crate::writing::{at, code, edit, form, hl7, instance, item, number, rule, today, when, within};

/// More than ends in reasonable time where each looks at all the others.
const MANY: usize = 20_000;

/// What stands in each `g` looks into every `h` of the same `o`, and one condition at the end into every `g`.
fn crossings() -> Arc<Form> {
    let h = item(
        "h",
        "group",
        &format!(
            r#""repeats":true,"item":[{},{}]"#,
            item("h.n", "integer", ""),
            item(
                "h.c",
                "choice",
                &format!(r#"{},"answerOption":[{OPTIONS}]"#, when("h.n", ">", r#""answerInteger":1"#))
            )
        ),
    );
    let rules = [
        rule("below", "{g.n} < sum({h.n})"),
        rule("counted", "count({h.n}) > 2 or min({h.n}) < max({h.n}) or not exists({h.c})"),
        rule("known", "includes({h.c}, {g.c}) and includes({h.n}, {g.n})"),
    ];
    let g = item(
        "g",
        "group",
        &format!(
            r#""repeats":true,"extension":[{}],"item":[{},{},{}]"#,
            rules.join(","),
            item("g.n", "integer", ""),
            item("g.c", "choice", &format!(r#""answerOption":[{OPTIONS}]"#)),
            item("g.w", "string", &when("h.c", "=", r#""answerCoding":{"system":"urn:c","code":"c1"}"#)),
        ),
    );
    let o = item("o", "group", &format!(r#""repeats":true,"item":[{h},{g}]"#));
    form(&[o, item("last", "string", &when("g.w", "exists", r#""answerBoolean":true"#))].join(","))
}

const OPTIONS: &str =
    r#"{"valueCoding":{"system":"urn:c","code":"c0"}},{"valueCoding":{"system":"urn:c","code":"c1"}}"#;

/// One instance: what is answered as its number and its code; nothing where there is none.
type Filled = (Option<u8>, Option<u8>);

/// For each `o` its `h` and its `g`.
type Plan = Vec<(Vec<Filled>, Vec<Filled>)>;

/// The ids of the instances are their places.
fn planned(plan: &Plan) -> Answers {
    let mut answers = Answers::default();
    let mut fill = |group: &str, outer: InstanceId, list: &[Filled]| {
        for (place, (number, word)) in (1..).zip(list) {
            let path = [outer, instance(place)];
            answers.added.entry(ItemPath::within(group, &[outer])).or_default().push(path[1]);
            let mut add =
                |link_id: String, value| answers.values.insert(ItemPath::within(link_id, &path), vec![value]);
            number.map(|number| add(format!("{group}.n"), Value::Integer(i64::from(number % 5))));
            word.map(|word| add(format!("{group}.c"), code(&format!("c{}", word % 2))));
            if group == "g" {
                add("g.w".to_owned(), Value::text("said"));
            }
        }
    };
    for (place, (h, g)) in (1..).zip(plan) {
        fill("h", instance(place), h);
        fill("g", instance(place), g);
    }
    answers.added.insert(at("o"), (1..).map(instance).take(plan.len()).collect());
    answers
}

/// Of each instance `g`: which rules are broken, and whether `g.w` is asked. Each looks at every `h` by itself.
fn slowly(h: &[Filled], g: &[Filled]) -> Vec<(Vec<&'static str>, bool)> {
    let numbers: Vec<i64> = h.iter().filter_map(|(number, _)| Some(i64::from((*number)? % 5))).collect();
    let words: Vec<u8> = h
        .iter()
        .filter(|(number, _)| number.is_some_and(|n| n % 5 > 1))
        .filter_map(|h| Some(h.1? % 2))
        .collect();
    // What is asked for and not given makes a sum unknown, and a search that finds nothing.
    let is_number_missing = h.iter().any(|(number, _)| number.is_none());
    let is_word_missing = h.iter().any(|(number, word)| number.is_some_and(|n| n % 5 > 1) && word.is_none());
    let are_known = !numbers.is_empty() && !is_number_missing;
    let of_one = |(number, word): &Filled| {
        let number = number.map(|number| i64::from(number % 5));
        let below = number.filter(|_| are_known).map(|number| number < numbers.iter().sum());
        let spread = are_known.then(|| numbers.iter().min() < numbers.iter().max());
        let counted = numbers.len() > 2 || spread == Some(true) || words.is_empty();
        let counted = if counted || spread.is_some() { Some(counted) } else { None };
        let looked_for = |found: bool, is_missing: bool| (found || !is_missing).then_some(found);
        let has_word = word.filter(|_| !words.is_empty());
        let has_word = has_word.and_then(|word| looked_for(words.contains(&(word % 2)), is_word_missing));
        let has_number = number.filter(|_| !numbers.is_empty());
        let has_number =
            has_number.and_then(|number| looked_for(numbers.contains(&number), is_number_missing));
        let known = match (has_word, has_number) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        };
        let broken = [("below", below), ("counted", counted), ("known", known)];
        let broken = broken.into_iter().filter(|(_, holds)| *holds == Some(false)).map(|(id, _)| id);
        (broken.collect(), words.contains(&1))
    };
    g.iter().map(of_one).collect()
}

fn found(evaluation: &Evaluation, plan: &Plan) -> Vec<Vec<(Vec<String>, bool)>> {
    let of_one = |outer: u128, inner: u128| {
        let issues = evaluation.issues(&within("g", &[outer, inner])).into_iter();
        let asked = evaluation.is_enabled(&within("g.w", &[outer, inner]));
        (issues.filter_map(|issue| issue.rule).collect(), asked)
    };
    let of_outer = |(outer, (_, g)): (u128, &(Vec<Filled>, Vec<Filled>))| {
        (1..).take(g.len()).map(|inner| of_one(outer, inner)).collect()
    };
    (1..).zip(plan).map(of_outer).collect()
}

#[test]
fn what_is_queued_once_is_queued_in_each_outer_instance() {
    let asked = when("gate", "=", r#""answerBoolean":true"#);
    let h = item("h", "group", &format!(r#""repeats":true,"item":[{}]"#, item("h.n", "integer", &asked)));
    let seen = when("h.n", "exists", r#""answerBoolean":true"#);
    let g = item("g", "group", &format!(r#""repeats":true,"item":[{}]"#, item("g.w", "string", &seen)));
    let o = item("o", "group", &format!(r#""repeats":true,"item":[{h},{g}]"#));
    let form = form(&[item("gate", "boolean", ""), o].join(","));
    let mut answers = Answers::default();
    answers.added.insert(at("o"), vec![instance(1), instance(2)]);
    for outer in [1, 2] {
        for group in ["h", "g"] {
            answers.added.insert(within(group, &[outer]), vec![instance(1)]);
        }
        answers.values.insert(within("h.n", &[outer, 1]), vec![Value::Integer(1)]);
    }
    let mut evaluation = Evaluation::new(&form, today(), &Prefill::default(), &answers);
    for is_open in [true, false, true] {
        evaluation.set(&at("gate"), Change::Answer(vec![Value::Boolean(is_open)]));
        for outer in [1, 2] {
            assert_eq!(evaluation.is_enabled(&within("g.w", &[outer, 1])), is_open, "in {outer}");
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 192, failure_persistence: None, ..Config::default() })]

    #[test]
    fn what_many_instances_see_is_what_each_would_see(
        plan in vec((vec(any::<Filled>(), 0..5), vec(any::<Filled>(), 0..5)), 0..3),
        later in vec((any::<u8>(), any::<u8>(), any::<Filled>()), 0..12),
    ) {
        let form = crossings();
        let mut plan: Plan = plan;
        let mut evaluation = Evaluation::new(&form, today(), &Prefill::default(), &planned(&plan));
        let check = |evaluation: &Evaluation, plan: &Plan| {
            let slow: Vec<_> = plan.iter().map(|(h, g)| slowly(h, g)).collect();
            let slow: Vec<Vec<(Vec<String>, bool)>> = slow
                .into_iter()
                .map(|of| of.into_iter().map(|(ids, asked)| (ids.into_iter().map(str::to_owned).collect(), asked)).collect())
                .collect();
            let is_last_asked = slow.iter().flatten().any(|(_, asked)| *asked);
            (found(evaluation, plan), evaluation.is_enabled(&at("last")), slow, is_last_asked)
        };
        let (quick, last, slow, slow_last) = check(&evaluation, &plan);
        prop_assert_eq!((quick, last), (slow, slow_last));
        // The same while single answers change.
        for (outer, inner, filled) in later {
            let outer = usize::from(outer) % plan.len().max(1);
            let Some((h, _)) = plan.get_mut(outer).filter(|(h, _)| !h.is_empty()) else { continue };
            let inner = usize::from(inner) % h.len();
            h[inner] = filled;
            let path = |link_id| within(link_id, &[outer as u128 + 1, inner as u128 + 1]);
            let number = filled.0.map(|number| vec![Value::Integer(i64::from(number % 5))]);
            let word = filled.1.map(|word| vec![code(&format!("c{}", word % 2))]);
            evaluation.set(&path("h.n"), number.map_or(Change::Clear, Change::Answer));
            evaluation.set(&path("h.c"), word.map_or(Change::Clear, Change::Answer));
            let (quick, last, slow, slow_last) = check(&evaluation, &plan);
            prop_assert_eq!((quick, last), (slow, slow_last));
        }
    }

    #[test]
    fn a_draft_is_what_its_edits_say_one_by_one(edits in edits()) {
        let draft: Draft = edits.iter().cloned().collect();
        prop_assert_eq!(draft.answers(), merged_slowly(&edits));
        let mut heads: Vec<EditId> = edits.iter().filter(|edit| is_head(edit, &edits)).map(|edit| edit.id).collect();
        heads.sort_unstable();
        prop_assert_eq!(draft.head_ids(), heads);
    }
}

fn is_existence(edit: &Edit) -> bool {
    matches!(edit.change, Change::AddInstance | Change::RemoveInstance)
}

fn is_beside(a: &Edit, b: &Edit) -> bool {
    a.path == b.path && is_existence(a) == is_existence(b)
}

/// No other of its register names it; where they all name each other, all are.
fn is_head(edit: &Edit, edits: &[Edit]) -> bool {
    let is_named =
        |edit: &Edit| edits.iter().any(|other| is_beside(edit, other) && other.base.contains(&edit.id));
    !is_named(edit) || edits.iter().filter(|other| is_beside(edit, other)).all(is_named)
}

fn rank(edit: &Edit) -> impl Ord + use<> {
    (edit.effective_time(), edit.device, edit.counter, edit.id)
}

fn merged_slowly(edits: &[Edit]) -> Answers {
    let mut answers = Answers::default();
    let heads: Vec<&Edit> = edits.iter().filter(|edit| is_head(edit, edits)).collect();
    let mut added: Vec<&Edit> = Vec::new();
    let instances: BTreeSet<&ItemPath> = edits.iter().filter(|e| is_existence(e)).map(|e| &e.path).collect();
    for path in instances {
        let own = || heads.iter().copied().filter(|head| head.path == *path && is_existence(head));
        let says = |edit: &&Edit| match &edit.change {
            Change::Answer(answer) => !answer.is_empty(),
            change => *change == Change::AddInstance,
        };
        let unseen = heads.iter().copied().filter(|head| head.path.is_inside(path)).filter(says);
        let is_kept = unseen.into_iter().any(|head| !own().any(|removal| removal.base.contains(&head.id)));
        let additions = |edit: &&Edit| edit.change == Change::AddInstance;
        let addition = match own().filter(additions).max_by_key(|edit| rank(edit)) {
            None if !is_kept => {
                answers.removed.insert(path.clone());
                continue;
            }
            None => {
                edits.iter().filter(|edit| edit.path == *path).filter(additions).max_by_key(|edit| rank(edit))
            }
            found => found,
        };
        added.extend(addition);
    }
    added.sort_by_key(|edit| rank(edit));
    for edit in added {
        let (id, outer) = edit.path.instances.split_last().unwrap();
        answers.added.entry(ItemPath::within(edit.path.link_id.clone(), outer)).or_default().push(*id);
    }
    for head in heads.iter().filter(|head| !is_existence(head)) {
        let winner =
            heads.iter().filter(|other| is_beside(head, other)).max_by_key(|edit| rank(edit)).unwrap();
        let answer = if let Change::Answer(answer) = &winner.change { answer.clone() } else { Vec::new() };
        answers.values.insert(head.path.clone(), answer);
    }
    let gone = answers.removed.clone();
    let is_gone = |path: &ItemPath| gone.iter().any(|removed| path.is_inside(removed));
    answers.values.retain(|path, _| !is_gone(path));
    answers.added.retain(|path, _| !is_gone(path));
    answers.removed.retain(|path| {
        !gone.iter().any(|outer| outer.instances.len() < path.instances.len() && path.is_inside(outer))
    });
    answers
}

#[test]
fn many_instances_that_look_at_many() {
    let form = crossings();
    let filled: Vec<Filled> =
        (0..MANY).map(|place| (Some((place % 5) as u8), Some((place % 2) as u8))).collect();
    let first = planned(&vec![(filled.clone(), filled.clone())]);
    assert!(Evaluation::new(&form, today(), &Prefill::default(), &first).is_valid());
    let few: Vec<Filled> = filled.iter().copied().filter(|(number, _)| *number < Some(2)).collect();
    let evaluation = Evaluation::new(&form, today(), &Prefill::default(), &planned(&vec![(few, filled)]));
    let broken = evaluation.all_issues();
    assert!(broken.iter().all(|issue| issue.code == IssueCode::Rule));
    let expected = MANY / 5 * 3;
    assert_eq!(broken.len(), expected, "two, three and four are not among them, nor is any code asked for");
    let response = evaluation.response(ResponseMeta::default());
    assert_eq!(validate(&form, &response, today()).len(), expected);
    assert_eq!(
        Evaluation::new(&form, today(), &Prefill::default(), &evaluation.answers()).all_issues(),
        broken
    );
}

#[test]
fn many_instances_that_a_form_starts_with() {
    let many = hl7("questionnaire-minOccurs", &format!(r#""valueInteger":{MANY}"#));
    let group = |name: &str, more: &str| {
        let question = item(&format!("{name}.n"), "integer", "");
        item(name, "group", &format!(r#""repeats":true,"extension":[{more}],"item":[{question}]"#))
    };
    let form_before = form(&group("g", &many));
    let mut evaluation = crate::writing::blank(&form_before);
    let ids = evaluation.instances(&at("g"));
    assert_eq!(ids.len(), MANY);
    // Taken away from the front and put back from the end, each stands where it stood.
    let path = |id: &InstanceId| at("g").instance(*id);
    ids.iter().for_each(|id| drop(evaluation.set(&path(id), Change::RemoveInstance)));
    assert_eq!(evaluation.answers().removed.len(), MANY);
    ids.iter().rev().for_each(|id| drop(evaluation.set(&path(id), Change::AddInstance)));
    assert_eq!(evaluation.instances(&at("g")), ids);
    let mut answers = Answers::default();
    for id in &ids {
        answers.values.insert(ItemPath::within("g.n", &[*id]), vec![Value::Integer(1)]);
    }
    let former = r#"{"url":"urn:portal:forms:former","valueString":"g"}"#;
    let Migration { changes, .. } = migrate(&form_before, &form(&group("new", former)), &answers);
    let added = changes.iter().filter(|change| change.change == Change::AddInstance).count();
    assert_eq!(added, MANY, "all of them hold answers, and the new form starts with none");
}

#[test]
fn many_edits_that_name_one() {
    let own = |number: u128| edit(number, at(&format!("q{}", number % 3)), crate::writing::number(1), &[1]);
    let many = (2..).map(own).take(2 * MANY);
    let mut draft: Draft = many.collect();
    assert_eq!(draft.head_ids().len(), 2 * MANY);
    assert_eq!(draft.merge(edit(1, at("q1"), number(7), &[])), Merged::Added);
    assert_eq!(draft.head_ids().len(), 2 * MANY, "the one that was named comes last, and is none");
}

#[test]
fn many_names_under_which_one_instance_is_removed() {
    let name = |number: u128| within(&format!("g{number}"), &[1]);
    let removals = (1..).map(|number| edit(number, name(number), Change::RemoveInstance, &[])).take(MANY);
    let inside =
        (1..).map(|number| edit(100_000 + number, within("q", &[1, number]), Change::Clear, &[])).take(MANY);
    let draft: Draft = removals.chain(inside).collect();
    assert_eq!((draft.answers().removed.len(), draft.conflicts().len()), (MANY, 0));
}

#[test]
fn no_edit_names_more_than_may_be_named() {
    let named: Vec<u128> = (2..).take(BASE_MAX).collect();
    let mut draft = Draft::default();
    assert_eq!(draft.merge(edit(1, at("q"), number(1), &named)), Merged::Added);
    let mut more = edit(2, at("q"), number(1), &named[1..]);
    more.base.extend([EditId(Uuid::from_u128(9_999)), EditId(Uuid::from_u128(9_998))]);
    assert_eq!(draft.merge(more), Merged::Refused(EditRefused::BaseTooLarge));
}

#[test]
fn instances_beyond_what_can_be_held_are_named_and_never_filed() {
    let questions: Vec<String> = (0..4_999).map(|number| item(&format!("q{number}"), "string", "")).collect();
    let group = item("g", "group", &format!(r#""repeats":true,"item":[{}]"#, questions.join(",")));
    let form = form(&group);
    let most = NODES_MAX / 5_000;
    let mut answers = Answers::default();
    answers.added.insert(at("g"), (1..).map(instance).take(most - 1).collect());
    let mut evaluation = Evaluation::new(&form, today(), &Prefill::default(), &answers);
    assert!(evaluation.is_valid() && !evaluation.has_room(&at("g")), "one is what the form itself takes");
    assert_eq!(
        evaluation.set(&within("g", &[9_999]), Change::AddInstance),
        Changed { form_validity: true, ..Changed::default() }
    );
    answers.added.entry(at("g")).or_default().push(instance(9_999));
    let anew = Evaluation::new(&form, today(), &Prefill::default(), &answers);
    for evaluation in [evaluation, anew] {
        let codes: Vec<IssueCode> = evaluation.all_issues().iter().map(|issue| issue.code).collect();
        assert_eq!(codes, [IssueCode::TooLarge]);
        assert_eq!(
            (evaluation.filed(ResponseMeta::default()).errors, evaluation.progress_whole().wrong),
            (1, 1)
        );
    }
}
