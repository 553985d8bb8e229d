//! Whether a form can be completed: nothing must be answered that can't be, and no limits leave nothing between them.
//!
//! A form that fails here is understood; it is refused because nobody could ever file it.

use rust_decimal::prelude::ToPrimitive;

use crate::check;
use crate::compare;
use crate::issue::IssueCode;
use crate::item::{Item, Kind};
use crate::refused::{Problems, Reason};
use crate::unit;
use crate::value::Value;

/// Notes every item that can't be what it must be.
pub(super) fn check(items: &[Item], problems: &mut Problems) {
    let hidden = hidden(items);
    for item in items {
        let mut add = |why: String| problems.add(Some(&item.link_id), Reason::Impossible(why));
        check_counts(item, &mut add);
        check_bounds(item, &mut add);
        check_initial(item, &mut add);
        if must_be_answered(item) {
            check_answerable(item, hidden[item.id.index()], &mut add);
        }
        let below = &items[item.id.index() + 1..item.end as usize];
        let can_be_answered = |item: &Item| {
            item.kind.is_question() && (is_given(item) || !is_shut(item, hidden[item.id.index()]))
        };
        if item.kind == Kind::Group && item.required && !below.iter().any(can_be_answered) {
            add("it is required and asks for nothing".to_owned());
        }
    }
}

/// Which items are hidden, themselves or by what they stand in.
fn hidden(items: &[Item]) -> Vec<bool> {
    let mut hidden = vec![false; items.len()];
    for item in items {
        hidden[item.id.index()] = item.hidden || item.parent.is_some_and(|parent| hidden[parent.index()]);
    }
    hidden
}

fn must_be_answered(item: &Item) -> bool {
    item.kind != Kind::Group && least(item) > 0
}

/// The fewest answers that it takes.
fn least(item: &Item) -> usize {
    item.constraints.min_occurs.unwrap_or(0).max(usize::from(item.required))
}

/// Whether an answer comes from elsewhere than from a person.
fn is_given(item: &Item) -> bool {
    item.has_value_beforehand()
}

/// Whether no person can answer it.
fn is_shut(item: &Item, is_hidden: bool) -> bool {
    item.read_only || is_hidden
}

fn check_counts(item: &Item, add: &mut impl FnMut(String)) {
    let least = least(item);
    if let Some(most) = item.constraints.max_occurs.filter(|most| *most < least) {
        add(format!("it needs {least} answers and takes {most}"));
    }
    if least > 1 && !item.repeats {
        add(format!("it needs {least} answers and does not repeat"));
    }
}

fn check_bounds(item: &Item, add: &mut impl FnMut(String)) {
    let limits = &item.constraints;
    if let (Some(min), Some(max)) = (limits.min_length, limits.max_length)
        && min > max
    {
        add(format!("minLength {min} is above maxLength {max}"));
    }
    if let (Some(min), Some(max)) = (&limits.min_value, &limits.max_value) {
        let is_above = compare::order(min, max).is_some_and(std::cmp::Ordering::is_gt);
        if is_above || (item.kind == Kind::Integer && !has_whole_between(min, max)) {
            add("minValue and maxValue leave nothing between them".to_owned());
        }
    }
    if let (Some(min), Some(max)) = (&limits.min_quantity, &limits.max_quantity) {
        match unit::compare(min, max) {
            Some(order) if order.is_gt() => add("the least quantity is above the greatest".to_owned()),
            None => add("the least and the greatest quantity have units that don't compare".to_owned()),
            Some(_) => {}
        }
    }
}

fn has_whole_between(min: &Value, max: &Value) -> bool {
    match (min, max) {
        (Value::Decimal(min), Value::Decimal(max)) => {
            min.value().ceil().to_i64() <= max.value().floor().to_i64()
        }
        _ => true,
    }
}

fn check_initial(item: &Item, add: &mut impl FnMut(String)) {
    if item.initial.is_empty() {
        return;
    }
    let mut found = Vec::new();
    check::check_answer(item, &item.initial, &mut found);
    // How many there must be is for the person to make up.
    let broken = found.iter().map(|found| found.code).find(|code| *code != IssueCode::MinCount);
    if let Some(code) = broken {
        add(format!("what it starts with is not allowed ({code})"));
    }
}

fn check_answerable(item: &Item, is_hidden: bool, add: &mut impl FnMut(String)) {
    if !item.kind.is_question() {
        add("it must be answered and never has an answer".to_owned());
    } else if item.read_only && !is_given(item) {
        add("it must be answered, is read-only and has no value".to_owned());
    } else if is_hidden && !is_given(item) {
        add("it must be answered, is hidden and has no value".to_owned());
    }
    let Some(options) = &item.options else { return };
    let is_allowed = |value: &Value| {
        let mut found = Vec::new();
        check::check_instance(item, std::slice::from_ref(value), &mut found);
        found.is_empty()
    };
    let takes_own_words = item.kind == Kind::OpenChoice;
    if !takes_own_words && !options.list.iter().any(|option| is_allowed(&option.value)) {
        add("it must be answered and none of its options is allowed".to_owned());
    }
}
