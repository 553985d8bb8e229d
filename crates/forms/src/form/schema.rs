//! What may stand in a form's JSON, element by element: what is read, what can be left unread without meaning anything
//! else, and all the rest, by which the form is refused with the name and the place of it.
//!
//! Here: the tables. How a form is checked against them is in `form::schema_check`, which extensions are known in
//! `form::profile`.

/// How a member of an element is taken.
#[derive(Clone, Copy)]
pub(super) enum Member {
    /// It is read, and an extension of it (`_name`) would say something else than what is read.
    Read,
    /// Words for people: `_name` may hold translations and how to show them.
    Words,
    /// An element, or several, with members of its own.
    In(&'static Shape),
    /// Resources that the form brings with it; of these, value sets are read.
    Contained,
    /// It says nothing about what is asked, and what is right.
    Unread,
    /// An element of another FHIR version.
    OtherVersion,
}

/// The members of an element. Every element has an id, extensions and modifier extensions besides.
pub(super) struct Shape(&'static [(&'static [&'static str], Member)]);

impl Shape {
    /// The member of this name, and its own place in the table.
    pub(super) fn find(&self, name: &str) -> Option<(&'static str, Member)> {
        self.0.iter().find_map(|(names, member)| {
            names.iter().find(|known| **known == name).map(|known| (*known, *member))
        })
    }
}

use Member::{Contained, In, OtherVersion, Read, Unread, Words};

/// What every resource may say about itself without saying anything of its content.
const ABOUT: &[&str] = &[
    "meta",
    "language",
    "text",
    "identifier",
    "name",
    "experimental",
    "date",
    "publisher",
    "contact",
    "description",
    "useContext",
    "jurisdiction",
    "purpose",
    "copyright",
];

pub(super) static QUESTIONNAIRE: Shape = Shape(&[
    (&["resourceType", "implicitRules", "url", "version", "status"], Read),
    (&["title"], Words),
    (&["effectivePeriod"], In(&PERIOD)),
    (&["contained"], Contained),
    (&["item"], In(&ITEM)),
    (ABOUT, Unread),
    (&["derivedFrom", "subjectType", "approvalDate", "lastReviewDate", "code"], Unread),
]);

static PERIOD: Shape = Shape(&[(&["start", "end"], Read)]);

pub(super) static ITEM: Shape = Shape(&[
    (
        &[
            "linkId",
            "type",
            "enableBehavior",
            "required",
            "repeats",
            "readOnly",
            "maxLength",
            "answerValueSet",
        ],
        Read,
    ),
    (&["text", "prefix"], Words),
    (&["enableWhen"], In(&CONDITION)),
    (&["answerOption"], In(&OPTION)),
    (&["initial"], In(&INITIAL)),
    (&["item"], In(&ITEM)),
    (&["definition", "code"], Unread),
    (&["option", "options", "answerConstraint", "disabledDisplay"], OtherVersion),
]);

static CONDITION: Shape = Shape(&[
    (&["question", "operator", "answerBoolean", "answerDecimal", "answerInteger"], Read),
    (&["answerDate", "answerDateTime", "answerTime", "answerString"], Read),
    (&["answerCoding"], In(&CODING)),
    (&["answerQuantity"], In(&QUANTITY)),
    (&["answerReference"], In(&REFERENCE)),
]);

pub(super) static OPTION: Shape = Shape(&[
    (&["valueInteger", "valueDate", "valueTime", "initialSelected"], Read),
    (&["valueString"], Words),
    (&["valueCoding"], In(&CODING)),
    (&["valueReference"], In(&REFERENCE)),
]);

static INITIAL: Shape = Shape(&[
    (&["valueBoolean", "valueDecimal", "valueInteger", "valueDate", "valueDateTime", "valueTime"], Read),
    (&["valueString", "valueUri"], Read),
    (&["valueCoding"], In(&CODING)),
    (&["valueAttachment"], In(&ATTACHMENT)),
    (&["valueQuantity"], In(&QUANTITY)),
    (&["valueReference"], In(&REFERENCE)),
]);

// A coding is compared by system and code; of which version of the system it is, HL7's validator does not ask either.
pub(super) static CODING: Shape =
    Shape(&[(&["system", "code"], Read), (&["display"], Words), (&["version", "userSelected"], Unread)]);

// A comparator would make a bound of the number, and numbers are compared.
pub(super) static QUANTITY: Shape = Shape(&[(&["value", "system", "code"], Read), (&["unit"], Words)]);

static REFERENCE: Shape = Shape(&[(&["reference", "type"], Read), (&["display"], Words)]);

static ATTACHMENT: Shape =
    Shape(&[(&["contentType", "data", "url", "size", "hash"], Read), (&["title"], Words)]);

/// `_name` beside words.
pub(super) static WORDS: Shape = Shape(&[]);

/// An extension of the closed profile: its value, and no word more.
pub(super) static EXTENSION: Shape = Shape(&[
    (
        &["url", "valueBoolean", "valueCanonical", "valueCode", "valueDate", "valueDateTime", "valueDecimal"],
        Read,
    ),
    (&["valueId", "valueInteger", "valueTime", "valueUri", "valueUrl"], Read),
    (&["valueString", "valueMarkdown"], Words),
    (&["valueCodeableConcept"], In(&CONCEPT)),
    (&["valueCoding"], In(&CODING)),
    (&["valueQuantity"], In(&QUANTITY)),
]);

/// A part of one.
pub(super) static PART: Shape =
    Shape(&[(&["url", "valueCode", "valueId"], Read), (&["valueString", "valueMarkdown"], Words)]);

static CONCEPT: Shape = Shape(&[(&["coding"], In(&CODING)), (&["text"], Words)]);

pub(super) static VALUE_SET: Shape = Shape(&[
    (&["resourceType", "implicitRules", "url", "version"], Read),
    (&["compose"], In(&COMPOSE)),
    (&["expansion"], In(&EXPANSION)),
    (ABOUT, Unread),
    (&["title", "status", "immutable"], Unread),
]);

static COMPOSE: Shape =
    Shape(&[(&["include", "exclude"], In(&INCLUDE)), (&["lockedDate", "inactive"], Unread)]);

static INCLUDE: Shape = Shape(&[
    (&["system", "valueSet"], Read),
    (&["concept"], In(&LISTED)),
    (&["filter"], In(&FILTER)),
    (&["version"], Unread),
]);

static FILTER: Shape = Shape(&[(&["property", "op", "value"], Read)]);

static LISTED: Shape =
    Shape(&[(&["code"], Read), (&["display"], Words), (&["designation"], In(&DESIGNATION))]);

static DESIGNATION: Shape = Shape(&[(&["language"], Read), (&["value"], Words), (&["use"], In(&CODING))]);

static EXPANSION: Shape = Shape(&[
    (&["total", "offset"], Read),
    (&["parameter"], In(&PARAMETER)),
    (&["contains"], In(&CONTAINED)),
    (&["identifier", "timestamp"], Unread),
]);

static PARAMETER: Shape = Shape(&[
    (&["name", "valueBoolean", "valueInteger", "valueDecimal", "valueString"], Read),
    (&["valueUri", "valueCode", "valueDateTime"], Read),
]);

static CONTAINED: Shape = Shape(&[
    (&["system", "abstract", "inactive", "code"], Read),
    (&["display"], Words),
    (&["designation"], In(&DESIGNATION)),
    (&["contains"], In(&CONTAINED)),
    (&["version"], Unread),
]);
