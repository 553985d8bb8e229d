//! How work grows with what there is, without a clock: a step is a node that is looked at, or an id that is compared with another.
//! They are counted where this crate's own tests run, and are nothing anywhere else.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local! {
    static TAKEN: Cell<u64> = const { Cell::new(0) };
}

/// One step.
#[inline]
pub(crate) fn step() {
    #[cfg(test)]
    TAKEN.with(|taken| taken.set(taken.get() + 1));
}

/// An id that is compared by what is in it, each time in a step.
macro_rules! compared_in_steps {
    ($id:ident) => {
        impl PartialEq for $id {
            fn eq(&self, other: &Self) -> bool {
                crate::steps::step();
                self.0 == other.0
            }
        }

        impl Eq for $id {}

        impl PartialOrd for $id {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $id {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                crate::steps::step();
                self.0.cmp(&other.0)
            }
        }

        impl std::hash::Hash for $id {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.0.hash(state);
            }
        }
    };
}

pub(crate) use compared_in_steps;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use uuid::Uuid;

    use super::*;
    use crate::{
        Change, Context, DeviceId, Draft, Edit, EditId, Evaluation, Form, InstanceId, ItemPath, Merged,
        Micros, Prefill, Response, ResponseMeta, Value, validate,
    };

    /// What twice as much may take: twice the steps, and one more for each search in what is sorted. Where each of many looks at all, it
    /// is four times as much.
    const TWICE_MAX: f64 = 2.5;
    const MANY: usize = 600;

    /// The steps that this takes.
    fn steps_of<T>(work: impl FnOnce() -> T) -> u64 {
        TAKEN.with(|taken| taken.set(0));
        let done = work();
        let steps = TAKEN.with(Cell::get);
        drop(done);
        steps
    }

    /// Twice as much takes twice the steps; and there are some for each.
    fn grows_with(what: &str, steps: impl Fn(usize) -> u64) {
        let (once, twice) = (steps(MANY), steps(2 * MANY));
        assert!(once >= MANY as u64, "{what}: {once} steps for {MANY}");
        let grown = twice as f64 / once as f64;
        assert!(grown <= TWICE_MAX, "{what}: {once} steps, and {twice} for twice as much: {grown:.2} times");
    }

    fn form(items: &str) -> Arc<Form> {
        let json = format!(
            r#"{{"resourceType":"Questionnaire","url":"urn:f","version":"1","status":"active","item":[{items}]}}"#
        );
        Arc::new(Form::parse(json.as_bytes()).unwrap())
    }

    fn rule(id: &str, expression: &str) -> String {
        format!(
            r#"{{"url":"urn:portal:forms:rule","extension":[{{"url":"id","valueId":"{id}"}},
                {{"url":"expression","valueString":"{expression}"}},{{"url":"message","valueString":"{id}"}}]}}"#
        )
    }

    /// In each entry of one group a rule and a condition look at all entries of another, and so does a total at the end.
    fn looking_at_all() -> Arc<Form> {
        let (share, total) = (rule("share", "{H.n} <= sum({K.n})"), rule("total", "{T} >= max({H.n})"));
        form(&format!(
            r#"{{"linkId":"H","type":"group","repeats":true,"extension":[{share}],"item":[
                {{"linkId":"H.n","type":"integer"}},
                {{"linkId":"H.why","type":"string","required":true,
                  "enableWhen":[{{"question":"K.n","operator":">","answerInteger":100}}]}}]}},
            {{"linkId":"K","type":"group","repeats":true,"item":[{{"linkId":"K.n","type":"integer",
                "enableWhen":[{{"question":"G","operator":"exists","answerBoolean":false}}]}}]}},
            {{"linkId":"G","type":"boolean"}},
            {{"linkId":"T","type":"integer","extension":[{total}]}}"#
        ))
    }

    fn context() -> Context {
        Context { today: "2027-05-20".parse().unwrap() }
    }

    fn edit(number: usize, path: ItemPath, change: Change, base: Vec<EditId>) -> Edit {
        let id = EditId(Uuid::from_u128(number as u128));
        let (device, at) = (DeviceId(Uuid::from_u128(1)), Micros(number as i64));
        Edit { id, path, change, base, device, counter: number as u64, at, received: None }
    }

    fn entry(number: usize) -> InstanceId {
        InstanceId(Uuid::from_u128(1 << 64 | number as u128))
    }

    /// So many entries, half in either group, each added and then answered.
    fn entries(count: usize) -> Vec<Edit> {
        let two = |number: usize| {
            let (group, question) = if number.is_multiple_of(2) { ("H", "H.n") } else { ("K", "K.n") };
            let one = Change::Answer(vec![Value::Integer(number as i64 % 40)]);
            let (added, inside) = (ItemPath::within(group, &[entry(number)]), &[entry(number)]);
            [
                edit(2 * number, added, Change::AddInstance, Vec::new()),
                edit(2 * number + 1, ItemPath::within(question, inside), one, Vec::new()),
            ]
        };
        (1..=count).flat_map(two).collect()
    }

    fn merged(edits: Vec<Edit>) -> Draft {
        let mut draft = Draft::default();
        for edit in edits {
            assert_eq!(draft.merge(edit), Merged::Added);
        }
        draft
    }

    fn evaluated(form: &Arc<Form>, draft: &Draft) -> Evaluation {
        Evaluation::new(form, context(), &Prefill::default(), &draft.answers())
    }

    #[test]
    fn rules_in_many_entries_are_evaluated_in_so_many_steps() {
        let form = looking_at_all();
        grows_with("evaluated", |count| {
            let draft = merged(entries(count));
            steps_of(|| evaluated(&form, &draft))
        });
        let change = |evaluation: &mut Evaluation, answer: i64| {
            let path = ItemPath::within("K.n", &[entry(1)]);
            evaluation.set(&path, Change::Answer(vec![Value::Integer(answer)]))
        };
        grows_with("one answer that all look at", |count| {
            let mut evaluation = evaluated(&form, &merged(entries(count)));
            steps_of(|| change(&mut evaluation, 41))
        });
        grows_with("one answer that shows a question in each", |count| {
            let mut evaluation = evaluated(&form, &merged(entries(count)));
            steps_of(|| assert_eq!(change(&mut evaluation, 101).shown.len(), count / 2))
        });
        grows_with("one answer that hides what all look at", |count| {
            let mut evaluation = evaluated(&form, &merged(entries(count)));
            let gate = Change::Answer(vec![Value::Boolean(true)]);
            steps_of(|| assert_eq!(evaluation.set(&ItemPath::root("G"), gate).hidden.len(), count / 2))
        });
        grows_with("filed, and validated from nothing", |count| {
            let filed = evaluated(&form, &merged(entries(count))).filed(ResponseMeta::default());
            steps_of(|| validate(&form, &Response::parse(filed.json.as_bytes()).unwrap(), context()))
        });
        grows_with("an entry taken out", |count| {
            let mut evaluation = evaluated(&form, &merged(entries(count)));
            steps_of(|| evaluation.set(&ItemPath::within("K", &[entry(1)]), Change::RemoveInstance))
        });
    }

    #[test]
    fn entries_that_a_form_starts_with_are_there_in_so_many_steps() {
        let starting = |count: usize| {
            form(&format!(
                r#"{{"linkId":"H","type":"group","repeats":true,"required":true,
                    "extension":[{{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs","valueInteger":{count}}}],
                    "item":[{{"linkId":"H.n","type":"integer","required":true}}]}}"#
            ))
        };
        let answered = |evaluation: &Evaluation| {
            let instances = evaluation.instances(&ItemPath::root("H"));
            let answer = |(place, id): (usize, &InstanceId)| {
                let change = Change::Answer(vec![Value::Integer(place as i64)]);
                edit(place + 1, ItemPath::within("H.n", &[*id]), change, Vec::new())
            };
            merged(instances.iter().enumerate().map(answer).collect())
        };
        let nothing = Draft::default();
        grows_with("without an answer", |count| {
            let form = starting(count);
            steps_of(|| evaluated(&form, &nothing))
        });
        grows_with("answered", |count| {
            let form = starting(count);
            let draft = answered(&evaluated(&form, &nothing));
            steps_of(|| (evaluated(&form, &draft), draft.answers()))
        });
        grows_with("filed, and validated from nothing", |count| {
            let form = starting(count);
            let draft = answered(&evaluated(&form, &nothing));
            let filed = evaluated(&form, &draft).filed(ResponseMeta::default());
            let response = Response::parse(filed.json.as_bytes()).unwrap();
            steps_of(|| validate(&form, &response, context()))
        });
    }

    #[test]
    fn edits_are_merged_in_so_many_steps_whatever_they_name() {
        let first = EditId(Uuid::from_u128(1));
        let say = |number: usize, base: Vec<EditId>| {
            edit(number, ItemPath::root("q"), Change::Answer(vec![Value::text(&format!("{number}"))]), base)
        };
        let one_base = |count: usize| -> Vec<Edit> {
            (1..=count)
                .map(|number| say(number, (number > 1).then_some(first).into_iter().collect()))
                .collect()
        };
        let chain = |count: usize| -> Vec<Edit> {
            let before = |number: usize| EditId(Uuid::from_u128(number as u128 - 1));
            (1..=count).map(|number| say(number, vec![before(number)])).collect()
        };
        let removals = |count: usize| -> Vec<Edit> {
            let path = || ItemPath::within("K", &[entry(1)]);
            let (mut edits, added) = (entries(1), entries(1)[0].id);
            edits.extend(
                (4..count + 4).map(|number| edit(number, path(), Change::RemoveInstance, vec![added])),
            );
            edits
        };
        let backwards = |count: usize| -> Vec<Edit> { chain(count).into_iter().rev().collect() };
        for (what, edits) in [
            ("naming one", &one_base as &dyn Fn(usize) -> Vec<Edit>),
            ("one upon the other", &chain),
            ("one upon the other, the last first", &backwards),
            ("in entries", &|count| entries(count / 2)),
            ("taking one entry out", &removals),
        ] {
            grows_with(&format!("merged: {what}"), |count| {
                let edits = edits(count);
                steps_of(|| merged(edits))
            });
            grows_with(&format!("looked through: {what}"), |count| {
                let draft = merged(edits(count));
                let told = || {
                    (draft.answers(), draft.conflicts(), draft.head_ids(), draft.heads(&ItemPath::root("q")))
                };
                // Where almost nothing stands there is almost nothing to do.
                steps_of(told).max(count as u64)
            });
        }
    }
}
