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
    let booleans: Vec<ItemPath> = outside_repeats(&form, Kind::Boolean);
    let texts: Vec<ItemPath> = outside_repeats(&form, Kind::String);
    for (what, paths) in [("a condition's answer", booleans), ("a text", texts)] {
        if paths.is_empty() {
            continue;
        }
        let mut changed = 0_usize;
        let begun = Instant::now();
        for index in 0..ANSWERS {
            let round = index / paths.len();
            let value = match what {
                "a text" => Value::text(if round.is_multiple_of(2) { "one" } else { "another" }),
                _ => Value::Boolean(round.is_multiple_of(2)),
            };
            let outcome = evaluation.set(&paths[index % paths.len()], Change::Answer(vec![value]));
            changed += outcome.shown.len() + outcome.hidden.len();
        }
        let each = begun.elapsed() / u32::try_from(ANSWERS).unwrap_or(u32::MAX);
        measures.add_micros(&format!("{what} evaluated at {items} items"), each, Some(target));
        let moved = changed as f64 / ANSWERS as f64;
        measures.add("… items shown or hidden by it, on average", moved, "", None);
    }
}

fn outside_repeats(form: &Form, kind: Kind) -> Vec<ItemPath> {
    let free =
        form.items().iter().filter(|item| item.kind == kind && !item.read_only && !item.has_instances());
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
