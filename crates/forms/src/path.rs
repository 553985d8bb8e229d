//! Where an answer stands: the item, and which instance of each repeating ancestor.
//!
//! A path is stable: it does not change when a neighbour instance is added, removed or reordered.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::steps::compared_in_steps;

/// The linkId of an item; cheap to copy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LinkId(Arc<str>);

impl Deref for LinkId {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for LinkId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for LinkId {
    fn from(text: &str) -> Self {
        LinkId(text.into())
    }
}

impl From<String> for LinkId {
    fn from(text: String) -> Self {
        LinkId(text.into())
    }
}

impl fmt::Display for LinkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One instance of a repeating group, or of a repeating question with children. Drawn at random or derived from its
/// place, an id belongs to one instance at one place for ever.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InstanceId(pub Uuid);

compared_in_steps!(InstanceId);

/// The namespace of instance ids that are derived rather than drawn, so that two devices agree on them.
const DERIVED_INSTANCES: Uuid = Uuid::from_u128(0x2f1d_3b8e_6c55_4c0a_9d8e_7a41_5e0c_b6d3);

impl InstanceId {
    /// The id of the `index`-th instance of a repeating item that exists without being added.
    pub fn derived(item: &ItemPath, index: usize) -> InstanceId {
        InstanceId(Uuid::new_v5(&DERIVED_INSTANCES, format!("{item}#{index}").as_bytes()))
    }
}

/// The place of an item: its linkId and the instance ids of its repeating ancestors, outermost first.
///
/// A repeat instance itself is the repeating item's linkId with the instance as last id; without that last id
/// the path means the repeating item as a whole. Written `E.1.date@<uuid>,<uuid>`, which is also its JSON form;
/// `%`, `@` and control characters within a linkId are written `%25`, `%40`, ….
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ItemPath {
    /// The item.
    pub link_id: LinkId,
    /// Instances of the repeating ancestors, outermost first.
    pub instances: Vec<InstanceId>,
}

/// Why a text is not an item path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not an item path")]
pub struct NotAPath(String);

impl ItemPath {
    /// The item outside any repeat.
    pub fn root(link_id: impl Into<LinkId>) -> ItemPath {
        ItemPath { link_id: link_id.into(), instances: Vec::new() }
    }

    /// The item within these instances, outermost first.
    pub fn within(link_id: impl Into<LinkId>, instances: &[InstanceId]) -> ItemPath {
        ItemPath { link_id: link_id.into(), instances: instances.to_vec() }
    }

    /// One instance of this repeating item.
    pub fn instance(&self, id: InstanceId) -> ItemPath {
        let mut instances = self.instances.clone();
        instances.push(id);
        ItemPath { link_id: self.link_id.clone(), instances }
    }

    /// Whether this path is the instance `of`, or lies inside it.
    pub fn is_inside(&self, of: &ItemPath) -> bool {
        !of.instances.is_empty() && self.instances.starts_with(&of.instances)
    }
}

impl fmt::Display for ItemPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.link_id.chars() {
            match c {
                '%' | '@' | '\0'..='\x1f' => write!(f, "%{:02X}", u32::from(c))?,
                _ => write!(f, "{c}")?,
            }
        }
        for (index, instance) in self.instances.iter().enumerate() {
            let separator = if index == 0 { '@' } else { ',' };
            write!(f, "{separator}{}", instance.0)?;
        }
        Ok(())
    }
}

impl FromStr for ItemPath {
    type Err = NotAPath;

    fn from_str(text: &str) -> Result<Self, NotAPath> {
        let wrong = || NotAPath(text.to_owned());
        let (link_id, instances) = match text.split_once('@') {
            Some((link_id, instances)) => (link_id, Some(instances)),
            None => (text, None),
        };
        let link_id = unescape(link_id).filter(|link_id| !link_id.is_empty()).ok_or_else(wrong)?;
        let instances = instances
            .map(|ids| ids.split(',').map(|id| Uuid::parse_str(id).map(InstanceId)).collect())
            .unwrap_or(Ok(Vec::new()))
            .map_err(|_| wrong())?;
        Ok(ItemPath { link_id: link_id.into(), instances })
    }
}

fn unescape(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        plain.push_str(before);
        let code = u8::from_str_radix(after.get(..2)?, 16).ok().filter(u8::is_ascii)?;
        plain.push(char::from(code));
        rest = after.get(2..)?;
    }
    plain.push_str(rest);
    Some(plain)
}

impl TryFrom<String> for ItemPath {
    type Error = NotAPath;
    fn try_from(text: String) -> Result<Self, NotAPath> {
        text.parse()
    }
}

impl From<ItemPath> for String {
    fn from(path: ItemPath) -> String {
        path.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read_back() {
        let one = InstanceId(Uuid::from_u128(1));
        let two = InstanceId(Uuid::from_u128(2));
        for path in [
            ItemPath::root("A.1"),
            ItemPath::within("E.1.date", &[one]),
            ItemPath::within("odd@link%id\n/é", &[one, two]),
        ] {
            assert_eq!(path.to_string().parse(), Ok(path.clone()));
            let json = serde_json::to_string(&path).unwrap();
            assert_eq!(serde_json::from_str::<ItemPath>(&json).unwrap(), path);
        }
        assert_eq!(
            ItemPath::within("E.1.date", &[one]).to_string(),
            "E.1.date@00000000-0000-0000-0000-000000000001"
        );
        for text in ["", "@", "a@", "a@x", "a%4", "a%zz", "a%C3"] {
            assert!(text.parse::<ItemPath>().is_err(), "{text}");
        }
    }

    #[test]
    fn inside_an_instance() {
        let one = InstanceId(Uuid::from_u128(1));
        let two = InstanceId(Uuid::from_u128(2));
        let group = ItemPath::root("E.1");
        assert!(ItemPath::within("E.1.date", &[one]).is_inside(&group.instance(one)));
        assert!(!ItemPath::within("E.1.date", &[two]).is_inside(&group.instance(one)));
        assert!(!ItemPath::root("E.1.date").is_inside(&group), "the item as a whole is no instance");
        assert_eq!(InstanceId::derived(&group, 0), InstanceId::derived(&group, 0), "two devices agree");
        assert_ne!(InstanceId::derived(&group, 0), InstanceId::derived(&group, 1));
    }
}
