//! An edit that may be of a newer program.

use portal_forms::{Edit, EditId};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::Error as _};
use serde_json::value::RawValue;

/// An edit, or the id of one that this program cannot read: its draft then waits for a newer one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnyEdit {
    /// One that is known.
    Known(Edit),
    /// One that does, or says, something that is not known.
    Unknown(EditId),
}

impl AnyEdit {
    /// Its id.
    pub fn id(&self) -> EditId {
        match self {
            AnyEdit::Known(edit) => edit.id,
            AnyEdit::Unknown(id) => *id,
        }
    }

    /// The edit, if it is known.
    pub fn known(&self) -> Option<&Edit> {
        match self {
            AnyEdit::Known(edit) => Some(edit),
            AnyEdit::Unknown(_) => None,
        }
    }

    /// The edit, if it is known.
    pub fn into_known(self) -> Option<Edit> {
        match self {
            AnyEdit::Known(edit) => Some(edit),
            AnyEdit::Unknown(_) => None,
        }
    }
}

impl From<Edit> for AnyEdit {
    fn from(edit: Edit) -> AnyEdit {
        AnyEdit::Known(edit)
    }
}

impl Serialize for AnyEdit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            AnyEdit::Known(edit) => edit.serialize(serializer),
            AnyEdit::Unknown(_) => Err(S::Error::custom("an unknown edit is only written as it came")),
        }
    }
}

impl<'de> Deserialize<'de> for AnyEdit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Named {
            id: EditId,
        }
        let read = Box::<RawValue>::deserialize(deserializer)?;
        if let Ok(edit) = serde_json::from_str(read.get()) {
            return Ok(AnyEdit::Known(edit));
        }
        let Named { id } = serde_json::from_str(read.get()).map_err(D::Error::custom)?;
        Ok(AnyEdit::Unknown(id))
    }
}
