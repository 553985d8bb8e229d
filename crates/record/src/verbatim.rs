//! What is read by this program and may have been written by a newer one.
//!
//! Two rules hold for everything that is stored or sent. What is not known is *kept*: [`Verbatim`] writes back what it read, to the
//! letter, wherever this program would write something else (a member that it does not know, a number written otherwise). And what is
//! not known is *named*: an enum to which others may be added has a variant for all of them, which holds [`Unknown`] where nothing is
//! to be learned from it. Such a variant is never written by itself, only as it came.

use std::{ops::Deref, sync::Arc};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, de::Error as _, de::IgnoredAny,
    ser::Error as _,
};
use serde_json::value::RawValue;

/// A value, and its text where this program would write another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verbatim<T> {
    value: T,
    text: Option<Arc<str>>,
}

impl<T> Verbatim<T> {
    /// The value by itself. What is not known of it is lost.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Whether there was more in it than this program knows, or otherwise.
    pub fn is_of_another(&self) -> bool {
        self.text.is_some()
    }
}

impl<T> Deref for Verbatim<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> AsRef<T> for Verbatim<T> {
    fn as_ref(&self) -> &T {
        &self.value
    }
}

impl<T> From<T> for Verbatim<T> {
    fn from(value: T) -> Verbatim<T> {
        Verbatim { value, text: None }
    }
}

impl<T: Serialize> Serialize for Verbatim<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.text {
            Some(text) => {
                serde_json::from_str::<&RawValue>(text).map_err(S::Error::custom)?.serialize(serializer)
            }
            None => self.value.serialize(serializer),
        }
    }
}

impl<'de, T: Serialize + DeserializeOwned> Deserialize<'de> for Verbatim<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Box::<RawValue>::deserialize(deserializer)?;
        let value: T = serde_json::from_str(read.get()).map_err(D::Error::custom)?;
        // What cannot be written at all is written as it came.
        let is_same = serde_json::to_string(&value).is_ok_and(|written| written == read.get());
        Ok(Verbatim { value, text: (!is_same).then(|| read.get().into()) })
    }
}

/// Anything that this program does not know, in an enum whose other variants it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unknown;

impl Serialize for Unknown {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("what is not known is only written as it came"))
    }
}

impl<'de> Deserialize<'de> for Unknown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Unknown)
    }
}

/// JSON kept exactly as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json(pub Arc<str>);

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<&RawValue>(&self.0).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Json(Box::<RawValue>::deserialize(deserializer)?.get().into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "kind", rename_all = "kebab-case")]
    enum Some {
        One {
            of: u8,
        },
        #[serde(untagged)]
        Unknown(Unknown),
    }

    #[test]
    fn what_is_known_is_not_kept_twice() {
        let text = r#"{"kind":"one","of":1}"#;
        let read: Verbatim<Some> = serde_json::from_str(text).unwrap();
        assert_eq!(read, Verbatim::from(Some::One { of: 1 }));
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }

    #[test]
    fn what_is_not_known_is_written_back_to_the_letter() {
        for (text, value) in [
            (r#"{"kind":"one","of":1,"more":[ 1.50 ]}"#, Some::One { of: 1 }),
            (r#"{ "kind":"one", "of":1 }"#, Some::One { of: 1 }),
            (r#"{"kind":"two"}"#, Some::Unknown(Unknown)),
            (r#"{"kind":"one","of":"many"}"#, Some::Unknown(Unknown)),
            ("7", Some::Unknown(Unknown)),
        ] {
            let read: Verbatim<Some> = serde_json::from_str(text).unwrap();
            assert_eq!((&*read, read.is_of_another()), (&value, true), "{text}");
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
            let listed: Vec<Verbatim<Some>> = serde_json::from_str(&format!("[{text}]")).unwrap();
            assert_eq!(serde_json::to_string(&listed).unwrap(), format!("[{text}]"));
        }
        assert!(serde_json::to_string(&Some::Unknown(Unknown)).is_err(), "never by itself");
    }
}
