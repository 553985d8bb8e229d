//! Nothing is half understood: a form's JSON is checked against the tables of what may stand in it (`form::schema`) before
//! any of it is read. What is in no table refuses the form, by its name and its place.
//!
//! Not here: what the members mean (`form::read`, `form::read_item`, `item::options`).

use std::fmt::Write as _;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::fhir::{self, Key, Object};
use crate::form::profile::{self, Definition, Place};
use crate::form::schema::{self, Member, Shape};
use crate::path::LinkId;
use crate::refused::{PROBLEMS_MAX, Problems, Reason};

/// Notes in `problems` all that a form's JSON holds and that is not understood. Fails only on what is no JSON.
pub(super) fn check_form(json: &[u8], problems: &mut Problems) -> Result<(), Reason> {
    hold(json, "Questionnaire", &schema::QUESTIONNAIRE, problems)
}

/// The same for a value set that stands beside a form.
pub(super) fn check_value_set(json: &[u8], problems: &mut Problems) -> Result<(), Reason> {
    hold(json, "ValueSet", &schema::VALUE_SET, problems)
}

fn hold(
    json: &[u8],
    name: &'static str,
    shape: &'static Shape,
    problems: &mut Problems,
) -> Result<(), Reason> {
    let mut check = SchemaCheck { path: vec![(name, None)], found: Vec::new() };
    let json = std::str::from_utf8(json).map_err(|error| Reason::Malformed(error.to_string()))?;
    let mut json = serde_json::Deserializer::from_str(json);
    let held = Element { check: &mut check, shape }.deserialize(&mut json).and_then(|()| json.end());
    for (link_id, reason) in check.found {
        problems.add(link_id.as_ref(), reason);
    }
    held.map_err(|error| Reason::Malformed(error.to_string()))
}

/// The way to where one is, and what was found on it.
struct SchemaCheck {
    path: Vec<(&'static str, Option<usize>)>,
    found: Vec<(Option<LinkId>, Reason)>,
}

impl SchemaCheck {
    fn add(&mut self, reason: Reason) {
        if self.found.len() < PROBLEMS_MAX {
            self.found.push((None, reason));
        }
    }

    /// The place of a member of the element one is in, as FHIR writes it.
    fn place_of(&self, name: &str) -> String {
        let mut place = String::new();
        for (step, index) in &self.path {
            place.push_str(step);
            if let Some(index) = index {
                let _ = write!(place, "[{index}]");
            }
            place.push('.');
        }
        place.push_str(name);
        place
    }

    fn within<T>(&mut self, step: &'static str, look: impl FnOnce(&mut SchemaCheck) -> T) -> T {
        self.path.push((step, None));
        let looked = look(self);
        self.path.pop();
        looked
    }

    /// Counts the elements of a list: the last step is the one with this number.
    fn number(&mut self, index: Option<usize>) {
        if let Some(last) = self.path.last_mut() {
            last.1 = index;
        }
    }

    /// Holds an element that was cut out against a table.
    fn hold(&mut self, raw: &RawValue, shape: &'static Shape) {
        let held =
            Element { check: self, shape }.deserialize(&mut serde_json::Deserializer::from_str(raw.get()));
        if let Err(error) = held {
            self.add(Reason::Malformed(error.to_string()));
        }
    }

    fn contained(&mut self, raw: &RawValue) {
        let object: Object<'_> = fhir::from_json(raw).unwrap_or_default();
        if fhir::text(&object, "resourceType").as_deref() == Some("ValueSet") {
            self.hold(raw, &schema::VALUE_SET);
        }
    }

    fn modifiers(&mut self, raw: &RawValue) {
        let list: Vec<Object<'_>> = fhir::from_json(raw).unwrap_or_else(|_| vec![Object::default()]);
        for modifier in list {
            self.add(Reason::ModifierExtension(fhir::text(&modifier, "url").unwrap_or_default()));
        }
    }

    /// An ordinary extension may be ignored, as FHIR allows, unless it is one of ours, carries an expression, or is
    /// known to change what the form means.
    fn extension(&mut self, raw: &RawValue, place: Place, seen: &mut Vec<&'static str>) {
        let object: Object<'_> = fhir::from_json(raw).unwrap_or_default();
        let Some(url) = fhir::text(&object, "url") else {
            let element = self.place_of("url");
            return self.add(Reason::BadValue { element, detail: "it is missing".to_owned() });
        };
        if profile::is_expression(&url, raw) {
            return self.add(Reason::Expression(url));
        }
        match profile::definition(&url) {
            Some(known) => self.known_extension(raw, &object, known, place, seen),
            None if profile::is_binding(&url) => self.add(Reason::Binding(url)),
            None => {
                if let Some(meant) = profile::misspelt(&url) {
                    self.add(Reason::Misspelt { url, meant });
                }
            }
        }
    }

    fn known_extension(
        &mut self,
        raw: &RawValue,
        object: &Object<'_>,
        known: &'static Definition,
        place: Place,
        seen: &mut Vec<&'static str>,
    ) {
        let element = known.url.to_owned();
        if !known.places.contains(&place) {
            return self.add(Reason::Misplaced { element, on: place.as_str().to_owned() });
        }
        if !known.many && seen.contains(&known.url) {
            return self.add(Reason::Twice(element));
        }
        seen.push(known.url);
        if object.iter().filter(|(key, _)| key.0.starts_with("value")).count() > 1 {
            self.add(Reason::BadValue { element, detail: "it has two values".to_owned() });
        }
        self.hold(raw, &schema::EXTENSION);
        let parts: Vec<&RawValue> =
            object.get("extension").map(|raw| fhir::from_json(raw).unwrap_or_default()).unwrap_or_default();
        let mut given: Vec<String> = Vec::new();
        for part in parts {
            let name = fhir::from_json::<Object<'_>>(part).ok().and_then(|part| fhir::text(&part, "url"));
            let name = name.unwrap_or_default();
            let path = format!("{}.{name}", known.url);
            if !known.parts.contains(&&*name) {
                self.add(Reason::NotUnderstood(path));
            } else if given.contains(&name) {
                self.add(Reason::Twice(path));
            } else {
                self.hold(part, &schema::PART);
                given.push(name);
            }
        }
    }

    /// What was found within an item is told with its linkId.
    fn name_item(&mut self, first: usize, link_id: Option<String>) {
        let Some(link_id) = link_id.filter(|id| !id.is_empty()) else { return };
        let link_id = LinkId::from(link_id);
        for (known, _) in self.found.iter_mut().skip(first).filter(|(known, _)| known.is_none()) {
            *known = Some(link_id.clone());
        }
    }
}

/// An element, or a list of them, held against its table.
struct Element<'g> {
    check: &'g mut SchemaCheck,
    shape: &'static Shape,
}

impl<'de> DeserializeSeed<'de> for Element<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Element<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an element of FHIR")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Element { check, shape } = self;
        let first = check.found.len();
        let (mut seen, mut link_id) = (Vec::new(), None);
        while let Some(Key(name)) = map.next_key::<Key<'de>>()? {
            let (is_beside, plain) = match name.strip_prefix('_') {
                Some(plain) => (true, plain),
                None => (false, &*name),
            };
            let Some((plain, member)) = find(shape, plain, is_beside) else {
                check.add(Reason::NotUnderstood(check.place_of(&name)));
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if seen.contains(&(is_beside, plain)) {
                check.add(Reason::Twice(check.place_of(&name)));
            }
            seen.push((is_beside, plain));
            match member {
                Found::Extensions => {
                    let (place, mut known) = (Place::of(shape), Vec::new());
                    let look =
                        |check: &mut SchemaCheck, raw: &'de RawValue| check.extension(raw, place, &mut known);
                    check.within(plain, |check| map.next_value_seed(Pieces { check, look }))?;
                }
                Found::Modifiers => check.modifiers(map.next_value()?),
                Found::Parts | Found::Member(Member::Unread) => {
                    map.next_value::<IgnoredAny>()?;
                }
                Found::Member(Member::OtherVersion) => {
                    check.add(Reason::OtherVersion(plain));
                    map.next_value::<IgnoredAny>()?;
                }
                Found::Member(Member::In(shape)) => {
                    check.within(plain, |check| map.next_value_seed(Element { check, shape }))?;
                }
                Found::Member(Member::Contained) => {
                    let look = |check: &mut SchemaCheck, raw: &'de RawValue| check.contained(raw);
                    check.within(plain, |check| map.next_value_seed(Pieces { check, look }))?;
                }
                Found::Member(Member::Read | Member::Words) => {
                    let raw: &RawValue = map.next_value()?;
                    check.value(plain, raw);
                    if plain == "linkId" {
                        link_id = fhir::from_json::<String>(raw).ok();
                    }
                }
            }
        }
        if std::ptr::eq(shape, &schema::ITEM) {
            check.name_item(first, link_id);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Element { check, shape } = self;
        for index in 0.. {
            check.number(Some(index));
            if list.next_element_seed(Element { check: &mut *check, shape })?.is_none() {
                break;
            }
        }
        check.number(None);
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        // As a whole it is no form, which reading says.
        if self.check.path.len() > 1 {
            self.check.add_null();
        }
        Ok(())
    }

    // What is no element is no form either; reading says so.
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}

/// What a member is, those that every element has included.
enum Found {
    Extensions,
    Modifiers,
    /// The parts of an extension, which are looked at with it.
    Parts,
    Member(Member),
}

fn find(shape: &'static Shape, plain: &str, is_beside: bool) -> Option<(&'static str, Found)> {
    match plain {
        "id" => return Some(("id", Found::Member(Member::Unread))),
        "extension" if !is_beside && std::ptr::eq(shape, &schema::EXTENSION) => {
            return Some(("extension", Found::Parts));
        }
        "extension" if !is_beside => return Some(("extension", Found::Extensions)),
        "modifierExtension" if !is_beside => return Some(("modifierExtension", Found::Modifiers)),
        _ => {}
    }
    let (plain, member) = shape.find(plain)?;
    let member = match (is_beside, member) {
        (false, member) => member,
        (true, Member::Words) => Member::In(&schema::WORDS),
        (true, Member::Unread) => Member::Unread,
        (true, _) => return None,
    };
    Some((plain, Found::Member(member)))
}

impl SchemaCheck {
    fn add_null(&mut self) {
        let element = self.place_of("");
        let element = element.trim_end_matches('.').to_owned();
        self.add(Reason::BadValue { element, detail: "it is null".to_owned() });
    }

    fn value(&mut self, name: &'static str, raw: &RawValue) {
        match raw.get() {
            "null" => self.within(name, SchemaCheck::add_null),
            rules if name == "implicitRules" => {
                self.add(Reason::ImplicitRules(rules.trim_matches('"').to_owned()));
            }
            _ => {}
        }
    }
}

/// Each element of a list, cut out and looked at by itself.
struct Pieces<'g, F> {
    check: &'g mut SchemaCheck,
    look: F,
}

impl<'de, F: FnMut(&mut SchemaCheck, &'de RawValue)> DeserializeSeed<'de> for Pieces<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(&mut SchemaCheck, &'de RawValue)> Visitor<'de> for Pieces<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(raw) = list.next_element::<&'de RawValue>()? {
            self.check.number(Some(index));
            (self.look)(self.check, raw);
            index += 1;
        }
        Ok(())
    }
}
