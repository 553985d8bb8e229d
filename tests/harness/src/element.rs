//! What is looked for on a page, in the words of a person who sees or hears it: a role and a name.
//! How it is found is in `page.js`.

use std::fmt;

use serde::Serialize;

/// One description, to be found inside the ones before it.
#[derive(Debug, Clone, Default, Serialize)]
struct Part {
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    css: Option<String>,
    partly: bool,
}

/// A description of one element.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Sought {
    parts: Vec<Part>,
}

/// By its role (`button`, `link`, `heading`, `textbox`, `radio`, `group`, …; `field` stands for every form field)
/// and its whole accessible name.
pub fn by(role: &str, name: &str) -> Sought {
    Sought::from(Part { role: Some(role.to_owned()), name: Some(name.to_owned()), ..Part::default() })
}

/// The innermost element with exactly this text.
pub fn text(text: &str) -> Sought {
    Sought::from(Part { text: Some(text.to_owned()), ..Part::default() })
}

/// By a CSS selector, for what has no name of its own.
pub fn css(selector: &str) -> Sought {
    Sought::from(Part { css: Some(selector.to_owned()), ..Part::default() })
}

impl From<Part> for Sought {
    fn from(part: Part) -> Self {
        Self { parts: vec![part] }
    }
}

impl Sought {
    /// The name or text may be longer than what was given.
    pub fn partly(mut self) -> Self {
        if let Some(last) = self.parts.last_mut() {
            last.partly = true;
        }
        self
    }

    /// Only inside another element, for instance an answer inside the group of its question.
    pub fn within(mut self, outer: Self) -> Self {
        self.parts.splice(0..0, outer.parts);
        self
    }
}

impl fmt::Display for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let with = if self.partly { "…" } else { "" };
        match (&self.role, &self.name, &self.text, &self.css) {
            (Some(role), Some(name), ..) => write!(formatter, "{role} \u{201c}{name}{with}\u{201d}"),
            (_, _, Some(text), _) => write!(formatter, "text \u{201c}{text}{with}\u{201d}"),
            (_, _, _, Some(css)) => write!(formatter, "{css}"),
            _ => write!(formatter, "anything"),
        }
    }
}

impl fmt::Display for Sought {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.parts.iter().rev().enumerate() {
            write!(formatter, "{}{part}", if index == 0 { "" } else { " in " })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_inside_another_is_described_from_the_inside_out_and_sought_from_the_outside_in() {
        let yes = by("radio", "Yes").within(by("group", "A.1").partly());
        assert_eq!(
            yes.to_string(),
            "radio \u{201c}Yes\u{201d} in group \u{201c}A.1…\u{201d}",
            "a failure names the innermost first, as a person would"
        );
        let json = serde_json::to_string(&yes).expect("plain data");
        assert_eq!(
            json,
            r#"[{"role":"group","name":"A.1","partly":true},{"role":"radio","name":"Yes","partly":false}]"#,
            "the page narrows its search from the outer to the inner"
        );
    }
}
