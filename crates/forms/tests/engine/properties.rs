//! What holds for any edits in any order, tried on random ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use portal_forms::synthetic::synthetic;
use portal_forms::{
    Answer, Answers, Change, Conflict, DeviceId, Draft, Edit, EditId, Evaluation, Form, InstanceId, Issue,
    ItemPath, Kind, Micros, Prefill, Response, ResponseMeta, Value, prefill_differences, validate,
};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::test_runner::Config;
use proptest::{prop_assert, prop_assert_eq, proptest};
use uuid::Uuid;

use crate::writing::{form, hl7, item, rule, today, when};

/// What a random person does next: where (by position in form order), what, with which value.
type Step = (u16, u8, u8);

/// A small form in which everything depends on everything, with repeats in repeats.
fn tangle() -> Arc<Form> {
    let inner_group = item(
        "inner",
        "group",
        &format!(
            r#""repeats":true,"required":true,"item":[{},{}]"#,
            item("inner.a", "integer", r#""required":true"#),
            item("inner.b", "string", &when("inner.a", ">", r#""answerInteger":3"#))
        ),
    );
    let place = item(
        "place",
        "string",
        &format!(
            r#""repeats":true,"required":true,"item":[{},{}]"#,
            item("place.hours", "integer", r#""required":true"#),
            item("place.why", "text", &when("place.hours", ">=", r#""answerInteger":5"#))
        ),
    );
    let made = |what: &str, expression: &str| {
        format!(r#""extension":[{{"url":"urn:portal:forms:{what}","valueString":"{expression}"}}]"#)
    };
    let calculated = |expression: &str| format!(r#""readOnly":true,{}"#, made("calculated", expression));
    let sum = item("outer.sum", "integer", &calculated("sum({inner.a}) + 0"));
    let echo = item("outer.echo", "string", &made("initial", "when({outer.open}, {outer.note})"));
    let outer = item(
        "outer",
        "group",
        &format!(
            r#""repeats":true,{},"extension":[{},{},{}],"item":[{},{},{inner_group},{place},{sum},{echo}]"#,
            when("gate", "!=", r#""answerBoolean":false"#),
            hl7("questionnaire-minOccurs", r#""valueInteger":2"#),
            hl7("questionnaire-maxOccurs", r#""valueInteger":3"#),
            rule("inner-sum", "sum({inner.a}) <= 9 or exists({outer.note})"),
            item("outer.open", "boolean", r#""required":true,"initial":[{"valueBoolean":true}]"#),
            item(
                "outer.note",
                "string",
                &format!(
                    r#"{},"extension":[{{"url":"urn:portal:forms:prefill","valueString":"note"}}]"#,
                    when("outer.open", "=", r#""answerBoolean":true"#)
                )
            ),
        ),
    );
    let after = item("after", "string", &when("inner.b", "exists", r#""answerBoolean":true"#));
    let last = item("last", "integer", &when("after", "exists", r#""answerBoolean":false"#));
    let total = item(
        "total",
        "integer",
        &format!(r#""extension":[{}]"#, rule("total", "{total} = sum({place.hours})")),
    );
    let grand = item("grand", "decimal", &calculated("(sum({outer.sum}) + {last}) / 4"));
    let deep = item("deep", "string", &when("grand", ">=", r#""answerDecimal":1.5"#));
    form(&[item("gate", "boolean", r#""required":true"#), deep, grand, outer, after, last, total].join(","))
}

fn value_for(kind: Kind, seed: u8) -> Answer {
    let number = i64::from(seed % 8);
    match kind {
        _ if seed.is_multiple_of(11) => Answer::new(),
        Kind::Boolean => vec![seed.is_multiple_of(2).into()],
        Kind::Integer => vec![Value::Integer(number)],
        Kind::Decimal => vec![Value::Decimal(format!("{number}.{}0", seed % 3).parse().unwrap())],
        Kind::Date => vec![Value::Date(format!("2027-0{}-1{}", seed % 9 + 1, seed % 10).parse().unwrap())],
        Kind::Choice => (0..=seed % 3)
            .map(|c| Value::coding("urn:list", &format!("c{}", (u16::from(seed) + u16::from(c)) % 14)))
            .collect(),
        _ if seed.is_multiple_of(7) => vec![Value::text("  ")],
        _ => vec![Value::text(&format!("text {seed} é\"\\"))],
    }
}

/// Turns a step into a change that makes sense where the evaluation stands.
fn change_of(evaluation: &Evaluation, (place, what, seed): Step) -> Option<(ItemPath, Change)> {
    let visits: Vec<_> = evaluation.walk().collect();
    let visit = visits.get(usize::from(place) % visits.len())?;
    let path = visit.path();
    // The same few ids again and again: instances come back after removal. An id belongs to one place.
    let fresh = InstanceId::derived(&path, 100 + usize::from(seed % 5));
    if visit.is_whole() {
        let known = evaluation.instances(&path);
        return match what % 3 {
            0 => Some((path.instance(*known.first()?), Change::RemoveInstance)),
            1 => Some((path.instance(fresh), Change::AddInstance)),
            _ => Some((path.instance(InstanceId::derived(&path, 0)), Change::AddInstance)),
        };
    }
    let is_question = visit.item().kind.is_question();
    match what % 8 {
        0 if visit.is_instance() => Some((path, Change::RemoveInstance)),
        1 if is_question => Some((path, Change::Clear)),
        _ if is_question => Some((path, Change::Answer(value_for(visit.item().kind, seed)))),
        _ => None,
    }
}

/// Where, whether as a whole, whether asked, the answer, and what is wrong.
type Seen = (ItemPath, bool, bool, Vec<Value>, Vec<Issue>);

/// All that can be seen of an evaluation.
fn seen(evaluation: &Evaluation) -> Vec<Seen> {
    let visits = evaluation.walk();
    visits.map(|v| (v.path(), v.is_whole(), v.is_enabled(), v.answer().to_vec(), v.issues())).collect()
}

/// Makes the steps one by one, and keeps the answers beside.
fn play(form: &Arc<Form>, prefill: &Prefill, steps: &[Step]) -> (Evaluation, Answers) {
    let mut answers = Answers::default();
    let mut evaluation = Evaluation::new(form, today(), prefill, &answers);
    for step in steps {
        let Some((path, change)) = change_of(&evaluation, *step) else { continue };
        answers.apply(&path, &change);
        let changed = evaluation.set(&path, change);
        assert!(changed.is_known, "{path} comes from the form itself");
    }
    (evaluation, answers)
}

fn forms() -> [Arc<Form>; 2] {
    [tangle(), Arc::new(Form::parse(synthetic(60).as_bytes()).unwrap())]
}

fn prefill(form: &Form) -> Prefill {
    form.prefill(|fact| (fact == "note").then(|| vec![Value::text("known")]))
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    vec(any::<Step>(), 0..60)
}

proptest! {
    #![proptest_config(Config { cases: 192, failure_persistence: None, ..Config::default() })]

    #[test]
    fn evaluated_step_by_step_is_evaluated_from_scratch(steps in steps()) {
        for form in forms() {
            let (evaluation, answers) = play(&form, &prefill(&form), &steps);
            let scratch = Evaluation::new(&form, today(), &prefill(&form), &answers);
            prop_assert_eq!(seen(&evaluation), seen(&scratch));
            prop_assert_eq!(evaluation.all_issues(), scratch.all_issues());
            prop_assert_eq!(evaluation.progress_whole(), scratch.progress_whole());
            let again = Evaluation::new(&form, today(), &prefill(&form), &evaluation.answers());
            prop_assert_eq!(seen(&again), seen(&scratch), "its own answers evaluate to the same");
        }
    }

    #[test]
    fn a_response_read_back_is_the_same_response(steps in steps()) {
        for form in forms() {
            let (evaluation, _) = play(&form, &prefill(&form), &steps);
            let response = evaluation.response(ResponseMeta::default());
            let read = Response::parse(response.to_json().as_bytes()).unwrap();
            prop_assert_eq!(&read, &response, "what is written is read back");
            prop_assert_eq!(read.hash(), response.hash());
            let again = Evaluation::new(&form, today(), &prefill(&form), &read.answers(&form));
            prop_assert_eq!(again.response(ResponseMeta::default()), response);
        }
    }

    #[test]
    fn the_server_finds_in_the_response_what_the_desktop_found(steps in steps()) {
        for form in forms() {
            let (evaluation, _) = play(&form, &prefill(&form), &steps);
            let response = evaluation.response(ResponseMeta::default());
            let key = |issue: &Issue| (issue.path.clone(), issue.code, issue.index, issue.rule.clone());
            let mut ours: Vec<_> = evaluation.all_issues().iter().map(key).collect();
            let mut theirs: Vec<_> = validate(&form, &response, today()).iter().map(key).collect();
            ours.sort();
            theirs.sort();
            prop_assert_eq!(ours, theirs);
            // So a submission needs no evaluation of its own.
            let filed = evaluation.filed(ResponseMeta::default());
            let errors = validate(&form, &response, today()).iter().filter(|issue| issue.is_error()).count();
            prop_assert_eq!((filed.json, filed.hash, filed.errors), (response.to_json(), response.hash(), errors));
            prop_assert!(prefill_differences(&form, &response, &prefill(&form)).is_empty());
        }
    }
}

/// An edit as some device might make it: naming some of the edits that came before.
pub fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let change = prop_oneof![
        (0..4_i64).prop_map(|n| Change::Answer(vec![Value::Integer(n)])),
        Just(Change::Clear),
        Just(Change::AddInstance),
        Just(Change::RemoveInstance),
    ];
    let one = (change, 0..4_u8, 0..4_u8, vec(any::<u8>(), 0..4), 0..3_u128, 0..6_i64);
    vec(one, 1..24).prop_map(|list| {
        let mut edits: Vec<Edit> = Vec::new();
        for (number, (change, item, instance, base, device, at)) in list.into_iter().enumerate() {
            let is_instance = matches!(change, Change::AddInstance | Change::RemoveInstance);
            let instances: Vec<InstanceId> =
                (1..=u128::from(instance % 3)).map(|id| InstanceId(Uuid::from_u128(id))).collect();
            let link_id = ["a", "b", "g", "h"][usize::from(item)];
            let path = ItemPath::within(link_id, &instances);
            if is_instance && instances.is_empty() {
                continue;
            }
            let id = EditId(Uuid::from_u128(1000 - number as u128));
            let base = base.iter().filter_map(|b| edits.get(usize::from(*b) % 24)).map(|e: &Edit| e.id);
            edits.push(Edit {
                id,
                path,
                change,
                base: base.collect(),
                device: DeviceId(Uuid::from_u128(device)),
                counter: number as u64,
                at: Micros(at),
                received: None,
            });
        }
        edits
    })
}

proptest! {
    #![proptest_config(Config { cases: 256, failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_order_of_arrival_merges_to_the_same_draft(
        edits in edits(),
        order in vec(any::<u16>(), 0..60),
        stamps in vec((any::<u8>(), 0..6_i64), 0..8),
    ) {
        let stamped = |edits: &[Edit], draft: &mut Draft| {
            for (which, at) in &stamps {
                if let Some(edit) = edits.get(usize::from(*which) % edits.len().max(1)) {
                    assert!(draft.stamp(edit.id, Micros(*at)), "a known edit can be stamped");
                }
            }
        };
        let mut straight: Draft = edits.iter().cloned().collect();
        stamped(&edits, &mut straight);
        // Shuffled, with duplicates, and every edit at least once.
        let mut shuffled = Draft::default();
        let picks = order.iter().filter_map(|at| edits.get(usize::from(*at) % edits.len().max(1)));
        for edit in picks.chain(edits.iter().rev()) {
            let _ = shuffled.merge(edit.clone());
        }
        stamped(&edits, &mut shuffled);
        prop_assert_eq!(&shuffled, &straight);
        prop_assert_eq!(shuffled.answers(), straight.answers());
        prop_assert_eq!(shuffled.head_ids(), straight.head_ids());
        let conflicts: Vec<Conflict> = shuffled.conflicts();
        prop_assert_eq!(conflicts, straight.conflicts());
        let json = serde_json::to_string(&straight).unwrap();
        prop_assert_eq!(serde_json::from_str::<Draft>(&json).unwrap(), straight, "a draft is stored as its edits");
    }

    #[test]
    fn every_disagreement_about_an_answer_is_a_conflict_and_nothing_else_is(edits in edits()) {
        let draft: Draft = edits.iter().cloned().collect();
        let said = |edit: &Edit| match &edit.change {
            Change::Answer(answer) => Some(answer.clone()),
            Change::Clear => Some(Vec::new()),
            _ => None,
        };
        // By looking at all of them: what nobody replaced at a path, and whether it is one thing.
        let of_answers: Vec<&Edit> = edits.iter().filter(|edit| said(edit).is_some()).collect();
        let is_replaced = |old: &Edit| of_answers.iter().any(|new| new.path == old.path && new.base.contains(&old.id));
        let standing = of_answers.iter().filter(|edit| !is_replaced(edit));
        let mut sayings: BTreeMap<ItemPath, BTreeSet<String>> = BTreeMap::new();
        for edit in standing {
            sayings.entry(edit.path.clone()).or_default().insert(format!("{:?}", said(edit)));
        }
        let disagreed: Vec<ItemPath> =
            sayings.into_iter().filter(|(_, said)| said.len() > 1).map(|(path, _)| path).collect();
        let conflicts = draft.conflicts().into_iter().filter(|conflict| said(&conflict.winner).is_some());
        let about_answers = conflicts.filter(|conflict| conflict.losers.iter().all(|loser| said(loser).is_some()));
        let found: Vec<ItemPath> = about_answers.map(|conflict| conflict.path).collect();
        prop_assert_eq!(found, disagreed);
    }

    #[test]
    fn answering_a_conflict_on_top_of_everything_resolves_it(edits in edits(), keep in any::<bool>()) {
        let mut draft: Draft = edits.into_iter().collect();
        let device = DeviceId(Uuid::from_u128(9));
        for (number, conflict) in draft.conflicts().into_iter().enumerate() {
            let chosen = if keep { &conflict.winner } else { &conflict.losers[0] };
            let change = match (&conflict.losers[0].change, keep) {
                (Change::RemoveInstance, true) => Change::AddInstance,
                _ => chosen.change.clone(),
            };
            let id = EditId(Uuid::from_u128(5000 + number as u128));
            let edit = draft.propose(id, conflict.path.clone(), change, device, 1, Micros(100));
            let path = conflict.path;
            let kind = std::mem::discriminant(&edit.change);
            let _ = draft.merge(edit);
            let still = draft.conflicts().into_iter().any(|c| {
                c.path == path && c.losers.iter().any(|l| std::mem::discriminant(&l.change) == kind)
            });
            prop_assert!(!still, "the conflict at {} is resolved", path);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_fail_otherwise_than_by_refusing(bytes in vec(any::<u8>(), 0..200)) {
        let _ = Form::parse(&bytes);
        let _ = Response::parse(&bytes);
    }

    #[test]
    fn no_json_of_a_forms_shape_makes_the_reader_fail(json in shapes()) {
        if let Ok(form) = Form::parse(json.as_bytes()) {
            let form = Arc::new(form);
            let evaluation = Evaluation::new(&form, today(), &Prefill::default(), &Answers::default());
            let response = evaluation.response(ResponseMeta::default());
            let _ = validate(&form, &response, today());
        }
        let as_response = json.replace("\"Questionnaire\"", "\"QuestionnaireResponse\"");
        let _ = Response::parse(as_response.as_bytes());
    }
}

/// JSON that looks like a form, mostly.
fn shapes() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(vec![
        "a",
        "b",
        "c",
        "",
        "group",
        "string",
        "choice",
        "integer",
        "display",
        "exists",
        "=",
        ">",
        "all",
        "any",
        "{a} = 1",
        "sum({b}) > {a}",
        "http://hl7.org/fhir/StructureDefinition/regex",
        "urn:portal:forms:rule",
        "id",
        "(",
        "expression",
        "message",
        "http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs",
        "2027-02-30",
        "#a",
    ]);
    let leaf = prop_oneof![
        any::<bool>().prop_map(|b| b.to_string()),
        any::<i32>().prop_map(|n| n.to_string()),
        Just("1e999".to_owned()),
        Just("null".to_owned()),
        word.prop_map(|w| serde_json::to_string(w).unwrap()),
    ];
    let key = proptest::sample::select(vec![
        "linkId",
        "type",
        "item",
        "enableWhen",
        "question",
        "operator",
        "answerInteger",
        "answerBoolean",
        "required",
        "repeats",
        "extension",
        "url",
        "valueString",
        "valueId",
        "valueInteger",
        "answerOption",
        "valueCoding",
        "code",
        "initial",
        "answerValueSet",
        "enableBehavior",
        "answer",
        "maxLength",
        "text",
        "_text",
        "modifierExtension",
    ]);
    let value = leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(|list| format!("[{}]", list.join(","))),
            vec((key.clone(), inner), 0..6).prop_map(|members| {
                let members: Vec<String> = members.into_iter().map(|(k, v)| format!("\"{k}\":{v}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    });
    vec(value, 0..6)
        .prop_map(|items| format!(r#"{{"resourceType":"Questionnaire","item":[{}]}}"#, items.join(",")))
}
