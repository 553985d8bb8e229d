//! Whether a text is a well-formed URI reference, absolute or relative.

use uuid::Uuid;

/// RFC 3986 characters, and letters beyond ASCII as in an IRI; a `urn:uuid:` must hold a UUID.
pub(super) fn is_well_formed(text: &str) -> bool {
    if let Some(uuid) = text.strip_prefix("urn:uuid:") {
        return Uuid::parse_str(uuid).is_ok();
    }
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let escape = rest.get(at + 1..at + 3);
        if !escape.is_some_and(|escape| escape.bytes().all(|b| b.is_ascii_hexdigit())) {
            return false;
        }
        rest = &rest[at + 3..];
    }
    let allowed = |c: char| {
        !c.is_control()
            && !c.is_whitespace()
            && !matches!(c, '\\' | '"' | '<' | '>' | '^' | '`' | '{' | '|' | '}')
    };
    !text.is_empty() && text.chars().all(allowed) && !text.starts_with(':')
}

/// The scheme, `https` of `https://example.org`.
pub(super) fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let known = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    known.then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed_or_not() {
        for good in [
            "Patient/1",
            "https://example.org/Patient/1?a=b#c",
            "urn:uuid:c757873d-ec9a-4326-a141-556f43239520",
            "https://example.org/caf%C3%A9",
            "https://exemple.org/café",
            "mailto:a@b.ca",
        ] {
            assert!(is_well_formed(good), "{good}");
        }
        for bad in ["", r"c:\temp\example.txt", "a b", "urn:uuid:c757873d", "50%", "%zz", "<a>", "a\nb"] {
            assert!(!is_well_formed(bad), "{bad}");
        }
        assert_eq!(scheme("https://a"), Some("https"));
        assert_eq!(scheme("Patient/1"), None);
    }
}
