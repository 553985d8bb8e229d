//! The survey engine: a form loaded, and one answer evaluated with visibility and validity of the whole form up to date.

use std::collections::HashMap;
use std::error::Error;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use portal_forms::{
    Answers, Change, Context, Evaluation, Form, InstanceId, ItemPath, Kind, Prefill, Response, ResponseMeta,
    Value, synthetic::synthetic, validate,
};
use uuid::Uuid;

use crate::measure::{Measures, Times};

const LOADS: usize = 15;
const ANSWERS: usize = 20_000;

/// Measures loading and answering at both sizes of the design.
pub fn measure(measures: &mut Measures) -> Result<(), Box<dyn Error>> {
    for (items, answer_target, load_target) in
        [(300, "under 5 µs", None), (5_000, "under 10 µs", Some("under 60 ms"))]
    {
        let json = synthetic(items);
        let load = Times::of(LOADS, |_| drop(black_box(Form::parse(json.as_bytes()))));
        let read = Times::of(LOADS, |_| drop(black_box(serde_json::from_str::<serde_json::Value>(&json))));
        measures.add_millis(&format!("form of {items} items loaded"), load.median(), load_target);
        let ratio = load.median().as_secs_f64() / read.median().as_secs_f64();
        let against = format!("… against reading its JSON alone ({} bytes)", json.len());
        measures.add(&against, ratio, "x", Some("under 2 x is wanted"));
        let context = Context { today: "2027-05-20".parse()? };
        let evaluation = evaluated(&Arc::new(Form::parse(json.as_bytes())?), context);
        answer(measures, items, evaluation, answer_target);
    }
    responses(measures, Context { today: "2027-05-20".parse()? })?;
    heavy_pattern(measures, Context { today: "2027-05-20".parse()? })
}

/// Answers of each response that is validated from nothing.
const GIVEN: usize = 5_000;

/// Responses of the same many answers in every shape: beside each other, in entries, in groups, below each other.
fn responses(measures: &mut Measures, context: Context) -> Result<(), Box<dyn Error>> {
    let question = |name: &str, more: &str| {
        format!(r#"{{"linkId":"{name}","type":"string","required":true,"maxLength":100{more}}}"#)
    };
    let flat: Vec<String> = (0..GIVEN).map(|number| question(&format!("q{number}"), "")).collect();
    let fields: Vec<String> = (0..5).map(|number| question(&format!("f{number}"), "")).collect();
    let entries = format!(r#"{{"linkId":"H","type":"group","repeats":true,"item":[{}]}}"#, fields.join(","));
    let chains: Vec<String> = (0..GIVEN / 20)
        .map(|chain| {
            (0..20).fold(String::new(), |below, depth| {
                let more = if below.is_empty() { below } else { format!(r#","item":[{below}]"#) };
                question(&format!("q{chain}.{depth}"), &more)
            })
        })
        .collect();
    let groups: Vec<String> = (0..GIVEN / 10)
        .map(|chain| {
            let asked: Vec<String> =
                (0..10).map(|number| question(&format!("q{chain}.{number}"), "")).collect();
            (0..10).fold(asked.join(","), |below, depth| {
                format!(r#"{{"linkId":"g{chain}.{depth}","type":"group","item":[{below}]}}"#)
            })
        })
        .collect();
    for (shape, items) in [
        ("beside each other", flat.join(",")),
        ("in 1,000 entries", entries),
        ("in 500 groups 10 deep", groups.join(",")),
        ("20 below each other", chains.join(",")),
    ] {
        response_from_nothing(measures, shape, &flat_form(&items)?, context)?;
    }
    Ok(())
}

/// A response, as bytes, read and validated.
fn response_from_nothing(
    measures: &mut Measures,
    shape: &str,
    form: &Arc<Form>,
    context: Context,
) -> Result<(), Box<dyn Error>> {
    let evaluation = Evaluation::new(form, context, &Prefill::default(), &given(form));
    let json = evaluation.response(ResponseMeta::default()).to_json();
    let from_nothing = Times::of_processor(LOADS, |_| {
        let response = Response::parse(json.as_bytes());
        drop(black_box(response.map(|response| validate(form, &response, context))));
    });
    let read =
        Times::of_processor(LOADS, |_| drop(black_box(serde_json::from_str::<serde_json::Value>(&json))));
    let name = format!("a response of {GIVEN} answers {shape}, validated from nothing");
    measures.add_millis(&name, from_nothing.median(), Some("under 5 ms"));
    let ratio = from_nothing.median().as_secs_f64() / read.median().as_secs_f64();
    measures.add(&format!("… against reading its JSON alone ({} bytes)", json.len()), ratio, "x", None);
    Ok(())
}

/// Every question answered, in as many entries of each repeating item as make up the number.
fn given(form: &Form) -> Answers {
    let mut given = Answers::default();
    let asked = form.items().iter().filter(|item| item.kind.is_question()).count();
    for item in form.items().iter().filter(|item| item.has_instances()) {
        let entries = (0..GIVEN / asked).map(|number| InstanceId(Uuid::from_u128(1 << 64 | number as u128)));
        given.added.insert(ItemPath::root(item.link_id.clone()), entries.collect());
    }
    for item in form.items().iter().filter(|item| item.kind.is_question()) {
        let around =
            form.parent(item).and_then(|parent| given.added.get(&ItemPath::root(parent.link_id.clone())));
        let paths: Vec<ItemPath> = match around {
            Some(entries) => {
                entries.iter().map(|entry| ItemPath::within(item.link_id.clone(), &[*entry])).collect()
            }
            None => vec![ItemPath::root(item.link_id.clone())],
        };
        let answers = paths.into_iter().map(|path| (path, vec![Value::text("An answer of ordinary length")]));
        given.values.extend(answers);
    }
    given
}

/// A pattern in which every letter may belong to many of its repeats.
fn heavy_pattern(measures: &mut Measures, context: Context) -> Result<(), Box<dyn Error>> {
    let form = flat_form(
        r#"{"linkId":"q","type":"text","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/regex",
            "valueString":"(\\w+\\s?){1,50}"}]}"#,
    )?;
    let mut evaluation = evaluated(&form, context);
    let texts = ["a".repeat(4_000), "b".repeat(4_000)];
    let times = Times::of_processor(100, |index| {
        let answer = vec![Value::text(&texts[index % texts.len()])];
        black_box(evaluation.set(&ItemPath::root("q"), Change::Answer(answer)));
    });
    measures.add_micros(
        "answered: 4,000 letters with a heavy pattern",
        times.median(),
        Some("under 1000 µs"),
    );
    Ok(())
}

fn flat_form(items: &str) -> Result<Arc<Form>, Box<dyn Error>> {
    let json = format!(
        r#"{{"resourceType":"Questionnaire","url":"urn:flat","version":"1","status":"active","item":[{items}]}}"#
    );
    Ok(Arc::new(Form::parse(json.as_bytes())?))
}

fn evaluated(form: &Arc<Form>, context: Context) -> Evaluation {
    Evaluation::new(form, context, &Prefill::default(), &Answers::default())
}

fn answer(measures: &mut Measures, items: usize, mut evaluation: Evaluation, target: &str) {
    let form = Arc::clone(evaluation.form());
    let code = |odd: bool| Value::coding("urn:list", if odd { "c3" } else { "c4" });
    let percent = |odd: bool| Value::Decimal(if odd { 40 } else { 60 }.into());
    let word = |odd: bool| Value::text(if odd { "one" } else { "another" });
    time(
        measures,
        &format!("a text, at {items} items"),
        target,
        &mut evaluation,
        &outside_repeats(&form, Kind::String),
        word,
    );
    let choices = outside_repeats(&form, Kind::Choice);
    time(
        measures,
        &format!("a choice that shows another question, at {items} items"),
        target,
        &mut evaluation,
        &choices,
        code,
    );
    let parts = outside_repeats(&form, Kind::Decimal);
    time(measures, &format!("a part of a sum, at {items} items"), target, &mut evaluation, &parts, percent);
    let gates = outside_repeats(&form, Kind::Boolean);
    let name = format!("a gate that opens or closes the rest of the form, at {items} items");
    time(measures, &name, "worst case, no target", &mut evaluation, &gates, Value::Boolean);
}

/// Answers each path in turn, one way and then the other.
fn time(
    measures: &mut Measures,
    what: &str,
    target: &str,
    evaluation: &mut Evaluation,
    paths: &[ItemPath],
    value: impl Fn(bool) -> Value,
) {
    let mut moved = 0_usize;
    let begun = Instant::now();
    for index in 0..ANSWERS {
        let is_odd = !(index / paths.len()).is_multiple_of(2);
        let outcome = evaluation.set(&paths[index % paths.len()], Change::Answer(vec![value(is_odd)]));
        moved += outcome.shown.len() + outcome.hidden.len();
    }
    let each = begun.elapsed() / u32::try_from(ANSWERS).unwrap_or(u32::MAX);
    measures.add_micros(&format!("answered: {what}"), each, Some(target));
    let bare = bare(evaluation.form(), paths, &value);
    measures.add(
        "… against a bare loop over the dependents",
        each.as_secs_f64() / bare.as_secs_f64(),
        "x",
        Some("3 x is wanted where it shows another question"),
    );
    measures.add("… items shown or hidden by it, on average", moved as f64 / ANSWERS as f64, "", None);
}

/// The least that an answer can take: it is found by its path, kept, and compared with what each dependent asks for. Nothing is
/// passed on from there, and nothing is checked.
fn bare(form: &Form, paths: &[ItemPath], value: &impl Fn(bool) -> Value) -> Duration {
    let place: HashMap<&str, usize> =
        form.items().iter().enumerate().map(|(place, item)| (&*item.link_id, place)).collect();
    let mut dependents: Vec<Vec<(usize, &Value)>> = vec![Vec::new(); form.items().len()];
    let number: HashMap<_, usize> =
        form.items().iter().enumerate().map(|(place, item)| (item.id(), place)).collect();
    for (place, item) in form.items().iter().enumerate() {
        for condition in form.conditions(item) {
            dependents[number[&condition.question]].push((place, &condition.expected));
        }
    }
    let mut answers: Vec<Vec<Value>> = vec![Vec::new(); form.items().len()];
    let mut is_asked = vec![false; form.items().len()];
    let begun = Instant::now();
    for index in 0..ANSWERS {
        let is_odd = !(index / paths.len()).is_multiple_of(2);
        let at = place[&*paths[index % paths.len()].link_id];
        answers[at] = vec![value(is_odd)];
        for (dependent, expected) in &dependents[at] {
            is_asked[*dependent] = answers[at].contains(expected);
        }
    }
    black_box((&answers, &is_asked));
    begun.elapsed() / u32::try_from(ANSWERS).unwrap_or(u32::MAX)
}

fn outside_repeats(form: &Form, kind: Kind) -> Vec<ItemPath> {
    let free = form
        .items()
        .iter()
        .filter(|item| item.kind == kind && !item.repeats && !item.read_only && !item.has_instances());
    let at_root = free.filter(|item| {
        let mut above = form.parent(item);
        while let Some(group) = above {
            if group.has_instances() {
                return false;
            }
            above = form.parent(group);
        }
        true
    });
    at_root.map(|item| ItemPath::root(item.link_id.clone())).collect()
}
