//! Reading one item: its elements, and the extensions that the closed profile knows.

use crate::fhir;
use crate::form::profile;
use crate::form::raw::RawItem;
use crate::form::read::{Reader, has_questions};
use crate::issue::Severity;
use crate::item::condition::{Behavior, RawCondition};
use crate::item::extension::{self, RawExtension};
use crate::item::options;
use crate::item::text::Text;
use crate::item::{Constraints, Item, ItemId, Kind};
use crate::path::LinkId;
use crate::refused::{LINK_ID_BYTES_MAX, Reason};
use crate::rule::RawRule;
use crate::value::{Answer, Quantity, Value};

pub(super) fn read_item(
    reader: &mut Reader,
    raw: RawItem<'_>,
    id: ItemId,
    parent: Option<ItemId>,
    children: &[RawItem<'_>],
) -> Item {
    let link_id = read_link_id(reader, &raw);
    let kind = read_kind(reader, &raw, &link_id, children);
    keep_invariants(reader, &raw, kind, &link_id);
    read_conditions(reader, &raw, &link_id);
    let mut item = Item {
        id,
        parent,
        end: 0,
        label: Text::read(raw.text, raw.text_element.as_ref()),
        prefix: raw.prefix,
        kind,
        required: raw.required.unwrap_or_default(),
        repeats: raw.repeats.unwrap_or_default(),
        read_only: raw.read_only.unwrap_or_default(),
        hidden: false,
        constraints: Constraints::default(),
        options: None,
        item_control: None,
        entry_format: None,
        help: Vec::new(),
        unit: None,
        unit_options: Vec::new(),
        unit_value_set: None,
        behavior: Behavior::All,
        initial: Answer::new(),
        prefill: None,
        calculation: None,
        former: Vec::new(),
        belongs_to: None,
        confirms: false,
        is_help: false,
        has_children: kind.is_question() && has_questions(children),
        starts_with: 0,
        link_id,
    };
    if raw.enable_behavior.as_deref() == Some("any") {
        item.behavior = Behavior::Any;
    }
    if let Err(reason) = read_max_length(&mut item, raw.max_length) {
        reader.problems.add(Some(&item.link_id), reason);
    }
    for extension in &raw.extension {
        if extension.url == extension::RULE {
            read_rule(reader, extension, Some(&item));
        } else if let Err(reason) = read_extension(reader, &mut item, extension) {
            reader.problems.add(Some(&item.link_id), reason);
        }
    }
    item.is_help = kind == Kind::Display && parent.is_some() && item.item_control.as_deref() == Some("help");
    if let Err(reason) = read_options(reader, &mut item, &raw.answer_option, raw.answer_value_set.as_deref())
    {
        reader.problems.add(Some(&item.link_id), reason);
    }
    if let Err(reason) = read_initial(&mut item, &raw.initial).and_then(|()| check_initial(&item)) {
        reader.problems.add(Some(&item.link_id), reason);
    }
    if item.has_instances() {
        item.starts_with = item.constraints.min_occurs.unwrap_or(0).max(usize::from(item.required));
    }
    item
}

fn read_link_id(reader: &mut Reader, raw: &RawItem<'_>) -> LinkId {
    let link_id = LinkId::from(raw.link_id.as_str());
    if link_id.is_empty() {
        reader.problems.add(None, Reason::NoLinkId);
    }
    if link_id.len() > LINK_ID_BYTES_MAX {
        let what = "a linkId, in bytes,";
        let start = LinkId::from(link_id.chars().take(40).collect::<String>());
        let reason = Reason::TooLarge { what, found: link_id.len(), max: LINK_ID_BYTES_MAX };
        reader.problems.add(Some(&start), reason);
    }
    link_id
}

fn read_kind(reader: &mut Reader, raw: &RawItem<'_>, link_id: &LinkId, children: &[RawItem<'_>]) -> Kind {
    let kind = Kind::read(&raw.kind).unwrap_or_else(|| {
        reader.problems.add(Some(link_id), Reason::UnknownType(raw.kind.clone()));
        // Of what type it is meant to be is not known; it is no question in any case.
        Kind::Question
    });
    if kind == Kind::Display && !children.iter().all(is_help) {
        reader.problems.add(Some(link_id), Reason::DisplayWithChildren);
    }
    if kind == Kind::Group && children.is_empty() {
        reader.problems.add(Some(link_id), Reason::Invariant("a group needs items (que-1)"));
    }
    kind
}

/// Help belongs to what it stands in, words to read too.
fn is_help(raw: &RawItem<'_>) -> bool {
    let control = raw.extension.iter().find(|extension| extension.url == extension::ITEM_CONTROL);
    raw.kind == Kind::Display.as_str() && control.and_then(RawExtension::concept_code) == Some("help")
}

/// R4's own invariants of an item, where what is read would not show that they are broken.
fn keep_invariants(reader: &mut Reader, raw: &RawItem<'_>, kind: Kind, link_id: &LinkId) {
    let is_display = kind == Kind::Display;
    for (is_broken, invariant) in [
        (is_display && raw.code.is_some(), "a display item can't have a code (que-3)"),
        (
            is_display && (raw.required.is_some() || raw.repeats.is_some()),
            "a display item can't be required or repeat (que-6)",
        ),
        (is_display && raw.read_only.is_some(), "a display item can't be read-only (que-9)"),
        (
            !raw.answer_option.is_empty() && !raw.initial.is_empty(),
            "a question with answerOption starts with the options that are initialSelected, not with initial \
             (que-11)",
        ),
        (
            raw.repeats != Some(true) && raw.initial.len() > 1,
            "only a question that repeats can have several initial values (que-13)",
        ),
    ] {
        if is_broken {
            reader.problems.add(Some(link_id), Reason::Invariant(invariant));
        }
    }
}

fn read_max_length(item: &mut Item, length: Option<i64>) -> Result<(), Reason> {
    let Some(length) = length else { return Ok(()) };
    let element = "maxLength".to_owned();
    if !profile::TEXTS.contains(&item.kind) {
        return Err(Reason::Misplaced { element, on: item.kind.with_article() });
    }
    let at_least_one = usize::try_from(length).ok().filter(|length| *length > 0);
    let detail = || "a length of at least 1 is needed".to_owned();
    item.constraints.max_length =
        Some(at_least_one.ok_or_else(|| Reason::BadValue { element, detail: detail() })?);
    Ok(())
}

fn read_conditions(reader: &mut Reader, raw: &RawItem<'_>, link_id: &LinkId) {
    let mut conditions = Vec::with_capacity(raw.enable_when.len());
    for object in &raw.enable_when {
        match RawCondition::read(object) {
            Ok(condition) => conditions.push(condition),
            Err(reason) => reader.problems.add(Some(link_id), reason),
        }
    }
    match raw.enable_behavior.as_deref() {
        None if raw.enable_when.len() > 1 => reader.problems.add(Some(link_id), Reason::NoBehavior),
        None | Some("all" | "any") => {}
        Some(other) => {
            let detail = format!("'{other}' is neither 'all' nor 'any'");
            let element = "enableBehavior".to_owned();
            reader.problems.add(Some(link_id), Reason::BadValue { element, detail });
        }
    }
    reader.conditions.push(conditions);
}

fn read_extension(reader: &mut Reader, item: &mut Item, raw: &RawExtension<'_>) -> Result<(), Reason> {
    let bad = |detail: String| Reason::BadValue { element: raw.url.to_string(), detail };
    if profile::definition(&raw.url).is_some_and(|definition| !definition.kinds.contains(&item.kind)) {
        return Err(Reason::Misplaced { element: raw.url.to_string(), on: item.kind.with_article() });
    }
    let constraints = &mut item.constraints;
    match &*raw.url {
        extension::MIN_OCCURS => constraints.min_occurs = Some(raw.count().map_err(bad)?),
        extension::MAX_OCCURS => constraints.max_occurs = Some(raw.count().map_err(bad)?),
        extension::MIN_LENGTH => constraints.min_length = Some(raw.count().map_err(bad)?),
        extension::REGEX => {
            let pattern = raw.text().ok_or_else(|| bad("a text is needed".to_owned()))?;
            constraints.pattern = Some(reader.patterns.compile(pattern)?);
        }
        extension::MIN_VALUE => match bound(item.kind, raw).map_err(bad)? {
            Value::Quantity(least) => bound_by(&mut constraints.min_quantity, least, raw)?,
            least => constraints.min_value = Some(least),
        },
        extension::MAX_VALUE => match bound(item.kind, raw).map_err(bad)? {
            Value::Quantity(most) => bound_by(&mut constraints.max_quantity, most, raw)?,
            most => constraints.max_value = Some(most),
        },
        extension::MAX_DECIMAL_PLACES => {
            let places = raw.count().map_err(bad)?;
            constraints.max_decimal_places = Some(u32::try_from(places).unwrap_or(u32::MAX));
        }
        extension::MAX_SIZE => {
            let size = raw.number().map_err(bad)?;
            let bytes = u64::try_from(size.value().floor().mantissa());
            constraints.max_size_bytes = Some(bytes.map_err(|_| bad("a size is needed".to_owned()))?);
        }
        extension::MIME_TYPE => {
            let kind = raw.text().ok_or_else(|| bad("a media type is needed".to_owned()))?;
            constraints.mime_types.push(kind.to_owned());
        }
        extension::MIN_QUANTITY => {
            bound_by(&mut constraints.min_quantity, raw.quantity().map_err(bad)?, raw)?
        }
        extension::MAX_QUANTITY => {
            bound_by(&mut constraints.max_quantity, raw.quantity().map_err(bad)?, raw)?
        }
        extension::REFERENCE_RESOURCE => {
            let kind = raw.text().ok_or_else(|| bad("a resource type is needed".to_owned()))?;
            constraints.reference_types.push(kind.to_owned());
        }
        extension::HIDDEN => item.hidden = raw.boolean().map_err(bad)?,
        extension::ITEM_CONTROL => item.item_control = raw.concept_code().map(str::to_owned),
        extension::ENTRY_FORMAT => {
            let text = raw.text().ok_or_else(|| bad("a text is needed".to_owned()))?;
            item.entry_format = Some(Text::read(Some(text.to_owned()), raw.translations()));
        }
        extension::UNIT => item.unit = Some(raw.coding().map_err(bad)?),
        extension::UNIT_OPTION => item.unit_options.push(raw.coding().map_err(bad)?),
        extension::UNIT_VALUE_SET => {
            let canonical = raw.text().ok_or_else(|| bad("a canonical is needed".to_owned()))?;
            item.unit_value_set = Some(reader.value_sets.find(canonical)?);
        }
        extension::PREFILL => {
            let fact = raw.text().ok_or_else(|| bad("the name of a fact is needed".to_owned()))?;
            item.prefill = Some(fact.to_owned());
        }
        extension::CALCULATED | extension::INITIAL => item.calculation = Some(calculation(item, raw)?),
        extension::FORMER => {
            let former = raw.text().ok_or_else(|| bad("a linkId is needed".to_owned()))?;
            item.former.push(former.into());
        }
        extension::BELONGS_TO => {
            let owner = raw.text().ok_or_else(|| bad("a linkId is needed".to_owned()))?;
            item.belongs_to = Some(owner.into());
        }
        extension::CONFIRMS => item.confirms = raw.boolean().map_err(bad)?,
        _ => {}
    }
    Ok(())
}

/// What a value is made of: calculated where nobody can answer, else what an answer starts with.
fn calculation(item: &Item, raw: &RawExtension<'_>) -> Result<String, Reason> {
    let is_calculated = raw.url == extension::CALCULATED;
    let detail = match (is_calculated, item.read_only) {
        (true, false) => "what is calculated is read-only",
        (false, true) => "what is read-only is calculated",
        _ => "an expression is needed",
    };
    let expression = raw.text().filter(|_| is_calculated == item.read_only).map(str::to_owned);
    let element = raw.url.to_string();
    expression.ok_or_else(|| Reason::BadValue { element, detail: detail.to_owned() })
}

/// A quantity can be bounded by either of two extensions, not by both.
fn bound_by(bound: &mut Option<Quantity>, by: Quantity, raw: &RawExtension<'_>) -> Result<(), Reason> {
    match bound.replace(by) {
        Some(_) => Err(Reason::Twice(raw.url.to_string())),
        None => Ok(()),
    }
}

/// A bound must compare with the question's answers.
fn bound(kind: Kind, raw: &RawExtension<'_>) -> Result<Value, String> {
    let bound = raw.bound()?;
    let fits = matches!(
        (kind, &bound),
        (Kind::Decimal | Kind::Integer, Value::Decimal(_))
            | (Kind::Date | Kind::DateTime, Value::Date(_) | Value::DateTime(_))
            | (Kind::Time, Value::Time(_))
            | (Kind::Quantity, Value::Quantity(_))
    );
    if fits { Ok(bound) } else { Err(format!("a {} can't bound a {}", bound.type_name(), kind.as_str())) }
}

/// The types that can have options (que-5).
const HAVING_OPTIONS: &[Kind] = &[
    Kind::Choice,
    Kind::OpenChoice,
    Kind::Decimal,
    Kind::Integer,
    Kind::Date,
    Kind::DateTime,
    Kind::Time,
    Kind::String,
    Kind::Quantity,
];

fn read_options(
    reader: &mut Reader,
    item: &mut Item,
    listed: &[fhir::Object<'_>],
    value_set: Option<&str>,
) -> Result<(), Reason> {
    let element = if value_set.is_some() { "answerValueSet" } else { "answerOption" };
    let none = listed.is_empty() && value_set.is_none();
    if !none && !HAVING_OPTIONS.contains(&item.kind) {
        return Err(Reason::Misplaced { element: element.to_owned(), on: item.kind.with_article() });
    }
    item.options = match (listed.is_empty(), value_set) {
        (false, Some(_)) => return Err(Reason::TwoOptionLists),
        (false, None) => Some(options::read_listed(listed)?),
        (true, Some(canonical)) => Some(reader.value_sets.find(canonical)?),
        (true, None) => None,
    };
    if let Some(options) = &item.options {
        if let Some(other) = options.list.iter().find(|option| !item.accepts(&option.value)) {
            let (kind, other) = (item.kind.with_article(), other.value.type_name());
            let detail = format!("{kind} can't be a {other}");
            return Err(Reason::BadValue { element: element.to_owned(), detail });
        }
        let selected = options.list.iter().filter(|option| option.initial_selected);
        item.initial = selected.map(|option| option.value.clone()).collect();
    }
    Ok(())
}

fn read_initial(item: &mut Item, raw: &[fhir::Object<'_>]) -> Result<(), Reason> {
    if raw.is_empty() {
        return Ok(());
    }
    if !item.kind.is_question() {
        return Err(Reason::InitialNotAllowed(item.kind.as_str()));
    }
    let bad = |detail: String| Reason::BadValue { element: "initial".to_owned(), detail };
    for object in raw {
        let value = fhir::read_choice(object, "value").map_err(|e| bad(e.detail))?;
        let value = value.ok_or_else(|| bad("it has no value".to_owned()))?;
        if !item.accepts(&value) {
            return Err(bad(format!("a {} can't be a {}", item.kind.as_str(), value.type_name())));
        }
        if fhir::is_blank(&value) {
            return Err(bad("it says nothing".to_owned()));
        }
        item.initial.push(value);
    }
    Ok(())
}

/// What a question starts with, however it is said.
fn check_initial(item: &Item) -> Result<(), Reason> {
    let on_each = "a question that is asked anew for each of its answers";
    let calculation = if item.read_only { extension::CALCULATED } else { extension::INITIAL };
    if item.calculation.is_some() && (!item.initial.is_empty() || item.prefill.is_some()) {
        let detail = "another value lies under the answer already".to_owned();
        return Err(Reason::BadValue { element: calculation.to_owned(), detail });
    }
    for (element, is_there) in [
        ("initial", !item.initial.is_empty()),
        (extension::PREFILL, item.prefill.is_some()),
        (calculation, item.calculation.is_some()),
    ] {
        if is_there && item.has_instances() {
            return Err(Reason::Misplaced { element: element.to_owned(), on: on_each.to_owned() });
        }
    }
    if item.initial.len() > 1 && !item.repeats {
        return Err(Reason::Invariant(
            "only a question that repeats can start with several options selected",
        ));
    }
    Ok(())
}

/// Reads a rule; its expression is understood once all items are known.
pub(super) fn read_rule(reader: &mut Reader, raw: &RawExtension<'_>, item: Option<&Item>) {
    let link_id = item.map(|item| item.link_id.clone());
    let text = |name: &str| raw.part(name).and_then(RawExtension::text).map(str::to_owned);
    let severity = match text("severity").as_deref() {
        None | Some("error") => Some(Severity::Error),
        Some("warning") => Some(Severity::Warning),
        Some("information") => Some(Severity::Information),
        Some(_) => None,
    };
    let (Some(id), Some(expression), Some(message), Some(severity)) =
        (text("id"), text("expression"), raw.part("message"), severity)
    else {
        let detail = "it needs an id, an expression, a message and, if any, a severity of error, warning or \
                      information";
        let id = text("id").unwrap_or_default();
        reader.problems.add(link_id.as_ref(), Reason::Rule { id, detail: detail.to_owned() });
        return;
    };
    let message = Text::read(message.text().map(str::to_owned), message.translations());
    reader.rules.push(RawRule { id, item: item.map(|item| item.id), link_id, expression, message, severity });
}
