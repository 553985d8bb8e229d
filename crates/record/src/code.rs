//! Codes: how definitions name their parts, and how events and texts name these again.

use std::{borrow::Borrow, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Longest code, in bytes.
pub const CODE_BYTES_MAX: usize = 64;

/// Not words of lower-case letters and digits with single hyphens between them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a code: words of lower-case letters and digits, with hyphens between them")]
pub struct NotACode(String);

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// As it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotACode;
            fn try_from(text: String) -> Result<Self, NotACode> {
                if is_code(&text) { Ok(Self(text)) } else { Err(NotACode(text)) }
            }
        }

        impl FromStr for $name {
            type Err = NotACode;
            fn from_str(text: &str) -> Result<Self, NotACode> {
                Self::try_from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> String {
                code.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

codes! {
    /// A service's key, for example `old-receipt`: the same for as long as there are cases of it.
    ServiceKey;
    /// A part of a definition: a clause, a check, a kind of decision, a reason, a queue.
    Code;
}

impl ServiceKey {
    /// One that the program names itself.
    pub(crate) fn known(key: &'static str) -> Self {
        Self(key.to_owned())
    }
}

fn is_code(text: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.len() <= CODE_BYTES_MAX && text.split('-').all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_words_with_hyphens_between_them() {
        let longest = "a".repeat(CODE_BYTES_MAX);
        for text in ["renewal", "old-receipt", "ohp-new", "under-4-months", &longest] {
            assert_eq!(text.parse::<ServiceKey>().map(String::from), Ok(text.to_owned()));
        }
        let too_long = "a".repeat(CODE_BYTES_MAX + 1);
        for text in ["", "-", "a-", "-a", "a--b", "Old", "a_b", "a/b", "a b", "é", &too_long] {
            assert_eq!(text.parse::<Code>(), Err(NotACode(text.to_owned())));
        }
        assert!(serde_json::from_str::<Code>("\"A\"").is_err(), "nor is it read as one");
    }
}
