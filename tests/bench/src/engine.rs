//! The survey engine: a form loaded, and one answer evaluated with visibility and validity of the whole form up to date.

use std::{error::Error, hint::black_box, sync::Arc, time::Instant};

use portal_forms::{
    Answers, Change, Context, Evaluation, Form, ItemPath, Kind, Prefill, Value, synthetic::synthetic,
};

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
        measures.add(&format!("… against reading its JSON alone ({} bytes)", json.len()), ratio, "x", None);
        let context = Context { today: "2027-05-20".parse()? };
        let evaluation = evaluated(&Arc::new(Form::parse(json.as_bytes())?), context);
        answer(measures, items, evaluation, answer_target);
    }
    Ok(())
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
    measures.add("… items shown or hidden by it, on average", moved as f64 / ANSWERS as f64, "", None);
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
