//! The closed profile's extensions: where each may stand and what it means something for, and of all others which may be
//! ignored, as FHIR allows, and which refuse the form.

use serde_json::Value as Json;
use serde_json::value::RawValue;

use crate::form::schema::{self, Shape};
use crate::item::Kind;
use crate::item::extension::{
    BELONGS_TO, CALCULATED, CONFIRMS, ENTRY_FORMAT, FORMER, HIDDEN, INITIAL, ITEM_CONTROL,
    MAX_DECIMAL_PLACES, MAX_OCCURS, MAX_QUANTITY, MAX_SIZE, MAX_VALUE, MIME_TYPE, MIN_LENGTH, MIN_OCCURS,
    MIN_QUANTITY, MIN_VALUE, OPTION_EXCLUSIVE, PREFILL, REFERENCE_RESOURCE, REGEX, RULE, TRANSLATION, UNIT,
    UNIT_OPTION, UNIT_VALUE_SET,
};

/// An extension of the closed profile: where it may stand and what it means something for.
pub(crate) struct Definition {
    pub(crate) url: &'static str,
    pub(crate) places: &'static [Place],
    /// The types of items that it means something for.
    pub(crate) kinds: &'static [Kind],
    /// Whether it may be given several times.
    pub(crate) many: bool,
    /// The extensions that it is made of.
    pub(crate) parts: &'static [&'static str],
}

/// What an extension stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Form,
    Item,
    Option,
    Words,
    Elsewhere,
}

impl Place {
    /// The place that elements of this shape are.
    pub(super) fn of(shape: &'static Shape) -> Place {
        let places = [
            (&schema::QUESTIONNAIRE, Place::Form),
            (&schema::ITEM, Place::Item),
            (&schema::OPTION, Place::Option),
            (&schema::WORDS, Place::Words),
        ];
        let found = places.iter().find(|(known, _)| std::ptr::eq(*known, shape));
        found.map_or(Place::Elsewhere, |(_, place)| *place)
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Place::Form => "the form",
            Place::Item => "an item",
            Place::Option => "an answer option",
            Place::Words => "words",
            Place::Elsewhere => "this element",
        }
    }
}

use Kind::{
    Attachment, Boolean, Choice, Date as Day, DateTime as Instant, Decimal as Number, Display, Group,
    Integer, OpenChoice, Quantity as Measure, Reference as Pointer, String as Line, Text as Lines,
    Time as Clock, Url,
};

const ANY: &[Kind] = &[
    Group,
    Display,
    Kind::Question,
    Boolean,
    Number,
    Integer,
    Day,
    Instant,
    Clock,
    Line,
    Lines,
    Url,
    Choice,
    OpenChoice,
    Attachment,
    Measure,
    Pointer,
];
const ASKED: &[Kind] = &[
    Boolean, Number, Integer, Day, Instant, Clock, Line, Lines, Url, Choice, OpenChoice, Attachment, Measure,
    Pointer,
];
const REPEATED: &[Kind] = &[
    Group, Boolean, Number, Integer, Day, Instant, Clock, Line, Lines, Url, Choice, OpenChoice, Attachment,
    Measure, Pointer,
];
/// Questions whose answers are texts, or may be.
pub(crate) const TEXTS: &[Kind] = &[Line, Lines, Url, OpenChoice];
const BOUNDED: &[Kind] = &[Number, Integer, Day, Instant, Clock, Measure];
/// The types of which the language of rules has values.
const CALCULABLE: &[Kind] =
    &[Boolean, Number, Integer, Day, Instant, Clock, Line, Lines, Url, Choice, OpenChoice];
const NUMBERS: &[Kind] = &[Number, Integer, Measure];

const fn on_items(url: &'static str, kinds: &'static [Kind]) -> Definition {
    Definition { url, places: &[Place::Item], kinds, many: false, parts: &[] }
}

const fn many(url: &'static str, kinds: &'static [Kind]) -> Definition {
    Definition { many: true, ..on_items(url, kinds) }
}

/// Every extension that is read.
static KNOWN: &[Definition] = &[
    on_items(MIN_OCCURS, REPEATED),
    on_items(MAX_OCCURS, REPEATED),
    on_items(MIN_LENGTH, TEXTS),
    on_items(REGEX, TEXTS),
    on_items(MIN_VALUE, BOUNDED),
    on_items(MAX_VALUE, BOUNDED),
    on_items(MAX_DECIMAL_PLACES, NUMBERS),
    on_items(MAX_SIZE, &[Attachment]),
    many(MIME_TYPE, &[Attachment]),
    on_items(ENTRY_FORMAT, ASKED),
    on_items(HIDDEN, ANY),
    on_items(ITEM_CONTROL, ANY),
    on_items(UNIT, NUMBERS),
    many(UNIT_OPTION, &[Measure]),
    on_items(UNIT_VALUE_SET, &[Measure]),
    many(REFERENCE_RESOURCE, &[Pointer]),
    on_items(MIN_QUANTITY, &[Measure]),
    on_items(MAX_QUANTITY, &[Measure]),
    on_items(PREFILL, ASKED),
    many(FORMER, ANY),
    on_items(BELONGS_TO, ASKED),
    on_items(CONFIRMS, &[Boolean]),
    on_items(CALCULATED, CALCULABLE),
    on_items(INITIAL, CALCULABLE),
    Definition { places: &[Place::Option], ..on_items(OPTION_EXCLUSIVE, ANY) },
    Definition {
        places: &[Place::Form, Place::Item],
        parts: &["id", "expression", "message", "severity"],
        ..many(RULE, ANY)
    },
    Definition { places: &[Place::Words], parts: &["lang", "content"], ..many(TRANSLATION, ANY) },
];

/// The known extension of this name.
pub(crate) fn definition(url: &str) -> Option<&'static Definition> {
    KNOWN.iter().find(|known| known.url == url)
}

/// The known extension that this name is a slip of the pen for. All that begins as ours do is meant for us.
pub(crate) fn misspelt(url: &str) -> Option<&'static str> {
    let is_meant_for_us = url.to_ascii_lowercase().starts_with(OURS);
    let likely = KNOWN.iter().map(|known| known.url).filter(|known| {
        if is_meant_for_us { known.starts_with(OURS) } else { known.len().abs_diff(url.len()) <= SLIPS }
    });
    let (slips, nearest) = likely.map(|known| (distance(known, url), known)).min()?;
    (is_meant_for_us || slips <= SLIPS).then_some(nearest)
}

/// How the names of our own extensions begin.
const OURS: &str = "urn:portal";

/// Most slips of the pen within one name.
const SLIPS: usize = 2;

/// How many letters have to be put in, taken out or changed to make one text of the other.
fn distance(a: &str, b: &str) -> usize {
    let b = b.as_bytes();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (above, letter) in a.bytes().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], above + 1);
        for (at, other) in b.iter().enumerate() {
            let changed = corner + usize::from(letter != *other);
            corner = row[at + 1];
            row[at + 1] = changed.min(row[at] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

/// Extensions that carry behaviour in another language; with them a form would be half understood.
const EXPRESSIONS: &[&str] = &[
    "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint",
    "http://hl7.org/fhir/StructureDefinition/targetConstraint",
    "http://hl7.org/fhir/StructureDefinition/variable",
    "http://hl7.org/fhir/StructureDefinition/cqf-expression",
    "http://hl7.org/fhir/StructureDefinition/cqf-calculatedValue",
    "http://hl7.org/fhir/StructureDefinition/cqf-library",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-answerOptionsToggleExpression",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-subQuestionnaire",
];

/// Extensions of HL7's that say when something is asked or what an answer must be, and that are not read.
const BINDING: &[&str] = &[
    "http://hl7.org/fhir/StructureDefinition/questionnaire-referenceFilter",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-referenceProfile",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-signatureRequired",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-usageMode",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOpen",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-assemble-expectation",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-lookupQuestionnaire",
    "http://hl7.org/fhir/StructureDefinition/valueset-toocostly",
    "http://hl7.org/fhir/StructureDefinition/valueset-unclosed",
];

/// Expressions that say only what is made of the answers afterwards: nothing of what is asked, and what is right.
const EXTRACTION: &[&str] = &[
    "itemExtractionContext",
    "definitionExtract",
    "definitionExtractValue",
    "extractAllocateId",
    "observationExtract",
    "observation-extract-category",
    "templateExtract",
    "templateExtractBundle",
    "templateExtractContext",
    "templateExtractValue",
    "targetStructureMap",
];

/// Whether an extension, itself or anywhere within, carries behaviour in a language that is not understood.
pub(crate) fn is_expression(url: &str, raw: &RawValue) -> bool {
    let name = url.strip_prefix("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-");
    if name.is_some_and(|name| EXTRACTION.contains(&name)) {
        return false;
    }
    let text = raw.get();
    // An escaped letter could hide the words looked for.
    let is_worth_a_look = text.contains('\\')
        || text.contains("xpression")
        || EXPRESSIONS.iter().any(|known| text.contains(known.rsplit('/').next().unwrap_or(known)));
    is_worth_a_look && serde_json::from_str(text).map_or(true, |json| carries_expression(&json))
}

fn carries_expression(json: &Json) -> bool {
    match json {
        Json::Array(list) => list.iter().any(carries_expression),
        Json::Object(members) => members.iter().any(|(name, value)| {
            let is_url = name == "url" && value.as_str().is_some_and(|url| EXPRESSIONS.contains(&url));
            name.ends_with("valueExpression") || is_url || carries_expression(value)
        }),
        _ => false,
    }
}

/// Whether it says something that an answer must keep to, and that is not read.
pub(crate) fn is_binding(url: &str) -> bool {
    BINDING.contains(&url)
}
