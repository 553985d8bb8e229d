//! Reading a response's JSON.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::{Given, Response, ResponseAnswer, ResponseItem, ResponseMeta, ResponseStatus};
use crate::fhir::{self, Key};
use crate::item::options::first_url;
use crate::path::InstanceId;
use crate::refused::DEPTH_MAX;
use crate::value::{DateTime, Reference};

/// Largest response that is read, in bytes.
pub const RESPONSE_BYTES_MAX: usize = 20 * 1024 * 1024;

/// Why a text is not a response.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAResponse {
    /// Not JSON, or not of a QuestionnaireResponse's shape.
    #[error("not a FHIR R4 QuestionnaireResponse: {0}")]
    Malformed(String),
    /// Larger than [`RESPONSE_BYTES_MAX`].
    #[error("a response of {0} bytes is too large")]
    TooLarge(usize),
    /// Nested deeper than any form.
    #[error("items are nested too deeply")]
    TooDeep,
    /// A modifier extension or implicit rules: by definition not to be ignored.
    #[error("'{0}' is not understood and may not be ignored")]
    Modifier(String),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawResponse<'a> {
    #[serde(default)]
    resource_type: String,
    #[serde(default)]
    implicit_rules: Option<String>,
    #[serde(borrow, default)]
    modifier_extension: Option<&'a RawValue>,
    #[serde(default)]
    questionnaire: String,
    #[serde(default)]
    status: ResponseStatus,
    #[serde(default)]
    subject: Option<Reference>,
    #[serde(default)]
    authored: Option<DateTime>,
    #[serde(default)]
    author: Option<Reference>,
    #[serde(default)]
    item: Items,
}

pub(super) fn parse(json: &[u8]) -> Result<Response, NotAResponse> {
    if json.len() > RESPONSE_BYTES_MAX {
        return Err(NotAResponse::TooLarge(json.len()));
    }
    let malformed = |error: &dyn fmt::Display| NotAResponse::Malformed(error.to_string());
    let json = std::str::from_utf8(json).map_err(|error| malformed(&error))?;
    let raw: RawResponse<'_> = serde_json::from_str(json).map_err(|error| malformed(&error))?;
    if raw.resource_type != "QuestionnaireResponse" {
        return Err(NotAResponse::Malformed(format!("it is a '{}'", raw.resource_type)));
    }
    if let Some(rules) = raw.implicit_rules {
        return Err(NotAResponse::Modifier(rules));
    }
    if let Some(modifier) = raw.modifier_extension {
        return Err(NotAResponse::Modifier(first_url(modifier)));
    }
    let meta =
        ResponseMeta { status: raw.status, subject: raw.subject, authored: raw.authored, author: raw.author };
    Ok(Response { questionnaire: raw.questionnaire, meta, items: raw.item.0? })
}

/// The items of a response, or why it is refused.
struct Items(Result<Vec<ResponseItem>, NotAResponse>);

impl Default for Items {
    fn default() -> Self {
        Items(Ok(Vec::new()))
    }
}

impl<'de> Deserialize<'de> for Items {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Items, D::Error> {
        let mut reader = Reader { depth: 0, refused: None };
        let items = reader.below(|list| list.deserialize(json))?;
        Ok(Items(reader.refused.map_or(Ok(items), Err)))
    }
}

/// Reads items straight to what they are. What refuses the response is noted, and the rest of it passed over.
struct Reader {
    depth: usize,
    refused: Option<NotAResponse>,
}

impl Reader {
    /// Reads items one level further down.
    fn below<E>(
        &mut self,
        read: impl FnOnce(List<'_, ResponseItem>) -> Result<Vec<ResponseItem>, E>,
    ) -> Result<Vec<ResponseItem>, E> {
        self.depth += 1;
        let items = read(List { reader: self, of: PhantomData });
        self.depth -= 1;
        items
    }

    fn modifier(&mut self, modifier: Option<&RawValue>) {
        if let Some(modifier) = modifier {
            self.refused.get_or_insert_with(|| NotAResponse::Modifier(first_url(modifier)));
        }
    }
}

/// An element of a list: an item, or an answer.
trait Element: Sized {
    fn read<'de, A: MapAccess<'de>>(map: A, reader: &mut Reader) -> Result<Self, A::Error>;
}

/// What an item may have, each once.
const MEMBERS: [&str; 5] = ["id", "linkId", "modifierExtension", "answer", "item"];

impl Element for ResponseItem {
    fn read<'de, A: MapAccess<'de>>(mut map: A, reader: &mut Reader) -> Result<Self, A::Error> {
        let mut item = ResponseItem::default();
        let mut seen = [false; MEMBERS.len()];
        while let Some(Key(name)) = map.next_key::<Key<'de>>()? {
            let Some(member) = MEMBERS.iter().position(|member| *member == name) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if std::mem::replace(&mut seen[member], true) {
                return Err(A::Error::duplicate_field(MEMBERS[member]));
            }
            match MEMBERS[member] {
                "id" => item.instance = read_instance(map.next_value()?),
                "linkId" => item.link_id = map.next_value()?,
                "answer" => item.answers = map.next_value_seed(List { reader, of: PhantomData })?,
                "item" => item.items = reader.below(|list| map.next_value_seed(list))?,
                _ => reader.modifier(map.next_value()?),
            }
        }
        Ok(item)
    }
}

/// At these depths the items below an answer are cut out and read by themselves: `serde_json` goes 128 lists and objects
/// deep, and there are four of them to each level of questions below questions.
const CUT_OUT: usize = 16;

impl Element for ResponseAnswer {
    fn read<'de, A: MapAccess<'de>>(mut map: A, reader: &mut Reader) -> Result<Self, A::Error> {
        let (mut instance, mut items) = (None, Vec::new());
        let (mut given, mut another): (Option<(Key<'de>, &RawValue)>, _) = (None, None);
        while let Some(key) = map.next_key::<Key<'de>>()? {
            match &*key.0 {
                "id" => instance = read_instance(map.next_value()?),
                "modifierExtension" => reader.modifier(map.next_value()?),
                "item" if reader.depth == CUT_OUT => {
                    let raw: &RawValue = map.next_value()?;
                    let mut json = serde_json::Deserializer::from_str(raw.get());
                    items = reader.below(|list| list.deserialize(&mut json)).map_err(A::Error::custom)?;
                }
                "item" => items = reader.below(|list| map.next_value_seed(list))?,
                name if fhir::is_choice(name, "value") => match &given {
                    Some((known, _)) if *known != key => {
                        map.next_value::<IgnoredAny>()?;
                        another = Some(key);
                    }
                    _ => given = Some((key, map.next_value()?)),
                },
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        let value = match (given, another) {
            (None, _) => Given::Nothing,
            (Some((key, _)), Some(another)) => {
                Given::Unreadable(format!("{}: '{}' is given too", key.0, another.0))
            }
            (Some((key, raw)), None) => match fhir::read_member(&key.0, "value", raw) {
                Ok(value) if fhir::is_blank(&value) => Given::Unreadable("it says nothing".to_owned()),
                Ok(value) => Given::Value(value),
                Err(detail) => Given::Unreadable(format!("{}: {detail}", key.0)),
            },
        };
        Ok(ResponseAnswer { instance, value, items })
    }
}

/// A list of elements.
struct List<'r, T> {
    reader: &'r mut Reader,
    of: PhantomData<T>,
}

impl<'de, T: Element> DeserializeSeed<'de> for List<'_, T> {
    type Value = Vec<T>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Vec<T>, D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de, T: Element> Visitor<'de> for List<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let List { reader, .. } = self;
        let mut elements = Vec::new();
        if reader.depth > DEPTH_MAX {
            while list.next_element::<IgnoredAny>()?.is_some() {
                reader.refused.get_or_insert(NotAResponse::TooDeep);
            }
        }
        while let Some(element) = list.next_element_seed(One { reader: &mut *reader, of: PhantomData })? {
            // Most lists have one element, and elements are large.
            if elements.is_empty() {
                elements.reserve_exact(1);
            }
            elements.push(element);
        }
        Ok(elements)
    }
}

/// One element of a list.
struct One<'r, T> {
    reader: &'r mut Reader,
    of: PhantomData<T>,
}

impl<'de, T: Element> DeserializeSeed<'de> for One<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<T, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de, T: Element> Visitor<'de> for One<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(map, self.reader)
    }
}

/// An element id that is no UUID is someone else's; the instance gets an id of our own.
fn read_instance(id: Option<Key<'_>>) -> Option<InstanceId> {
    id.and_then(|id| Uuid::parse_str(&id.0).ok()).map(InstanceId)
}
