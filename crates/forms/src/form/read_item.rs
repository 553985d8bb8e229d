//! Reading one item: its elements, and the extensions that the closed profile knows.

use crate::fhir;
use crate::form::condition::{Behavior, RawCondition};
use crate::form::extension::{self, RawExtension};
use crate::form::item::{Constraints, Item, ItemId, Kind};
use crate::form::options;
use crate::form::raw::RawItem;
use crate::form::read::{Reader, has_questions};
use crate::form::text::Text;
use crate::issue::Severity;
use crate::path::LinkId;
use crate::refused::{LINK_ID_BYTES_MAX, Reason};
use crate::rule::RawRule;
use crate::value::{Answer, Value};

pub(super) fn read_item(
    reader: &mut Reader,
    raw: RawItem<'_>,
    id: ItemId,
    parent: Option<ItemId>,
    children: &[RawItem<'_>],
) -> Item {
    let link_id = read_link_id(reader, &raw);
    let kind = read_kind(reader, &raw, &link_id, children);
    refuse_foreign(reader, &raw, &link_id);
    read_conditions(reader, &raw, &link_id);
    let mut item = Item {
        id,
        parent,
        end: 0,
        label: Text::read(raw.text, raw.text_element.as_ref()),
        prefix: raw.prefix,
        kind,
        required: raw.required,
        repeats: raw.repeats,
        read_only: raw.read_only,
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
    item.constraints.max_length = raw.max_length.and_then(|length| usize::try_from(length).ok());
    for extension in &raw.extension {
        if extension.is_expression() {
            reader.problems.add(Some(&item.link_id), Reason::Expression(extension.url.to_string()));
        } else if extension.url == extension::RULE {
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
    if let Err(reason) = read_initial(&mut item, &raw.initial) {
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
        Kind::Group
    });
    if kind == Kind::Display && !children.is_empty() {
        reader.problems.add(Some(link_id), Reason::DisplayWithChildren);
    }
    kind
}

fn refuse_foreign(reader: &mut Reader, raw: &RawItem<'_>, link_id: &LinkId) {
    for modifier in &raw.modifier_extension {
        reader.problems.add(Some(link_id), Reason::ModifierExtension(modifier.url.to_string()));
    }
    let foreign = [
        ("option", &raw.option),
        ("options", &raw.options),
        ("answerConstraint", &raw.answer_constraint),
        ("disabledDisplay", &raw.disabled_display),
    ];
    for (name, element) in foreign {
        if element.is_some() {
            reader.problems.add(Some(link_id), Reason::OtherVersion(name));
        }
    }
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
    let constraints = &mut item.constraints;
    match &*raw.url {
        extension::MIN_OCCURS => constraints.min_occurs = Some(raw.count().map_err(bad)?),
        extension::MAX_OCCURS => constraints.max_occurs = Some(raw.count().map_err(bad)?),
        extension::MIN_LENGTH => constraints.min_length = Some(raw.count().map_err(bad)?),
        extension::REGEX => {
            let pattern = raw.text().ok_or_else(|| bad("a text is needed".to_owned()))?;
            constraints.pattern = Some(reader.patterns.compile(pattern)?);
        }
        extension::MIN_VALUE => constraints.min_value = Some(bound(item.kind, raw).map_err(bad)?),
        extension::MAX_VALUE => constraints.max_value = Some(bound(item.kind, raw).map_err(bad)?),
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
        extension::MIN_QUANTITY => constraints.min_quantity = Some(raw.quantity().map_err(bad)?),
        extension::MAX_QUANTITY => constraints.max_quantity = Some(raw.quantity().map_err(bad)?),
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
        extension::FORMER => {
            let former = raw.text().ok_or_else(|| bad("a linkId is needed".to_owned()))?;
            item.former.push(former.into());
        }
        extension::BELONGS_TO => {
            let owner = raw.text().ok_or_else(|| bad("a linkId is needed".to_owned()))?;
            item.belongs_to = Some(owner.into());
        }
        extension::CONFIRMS => item.confirms = raw.boolean().map_err(bad)? && item.kind == Kind::Boolean,
        _ => {}
    }
    Ok(())
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

fn read_options(
    reader: &mut Reader,
    item: &mut Item,
    listed: &[fhir::Object<'_>],
    value_set: Option<&str>,
) -> Result<(), Reason> {
    item.options = match (listed.is_empty(), value_set) {
        (false, Some(_)) => return Err(Reason::TwoOptionLists),
        (false, None) => Some(options::read_listed(listed)?),
        (true, Some(canonical)) => Some(reader.value_sets.find(canonical)?),
        (true, None) => None,
    };
    if let Some(options) = &item.options {
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
        if let Some(modifier) = object.get("modifierExtension") {
            return Err(Reason::ModifierExtension(options::first_url(modifier)));
        }
        let value = fhir::read_choice(object, "value").map_err(|e| bad(e.detail))?;
        let value = value.ok_or_else(|| bad("it has no value".to_owned()))?;
        if !item.accepts(&value) {
            return Err(bad(format!("a {} can't be a {}", item.kind.as_str(), value.type_name())));
        }
        item.initial.push(value);
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
