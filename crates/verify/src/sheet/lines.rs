//! The lines of text on a page, as a reader program copies them. Lines in which letters run to the left are given in both orders.

/// The text of a page.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// What is to be read, without ornament such as microtext.
    pub(crate) lines: Vec<Line>,
    /// All that stands on it.
    pub(crate) all: Vec<String>,
}

/// What was drawn in one go.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// As if it were read from left to right, with words in Hebrew or Arabic turned.
    pub(crate) text: String,
    /// As if it were read from right to left, with numbers and Latin words turned.
    pub(crate) reversed: String,
}

impl Page {
    /// Takes the clusters of a line, from left to right.
    pub(super) fn take(&mut self, clusters: &[String], is_ornament: bool) {
        if clusters.is_empty() {
            return;
        }
        let line = Line { text: ordered(clusters, runs_left), reversed: turned(clusters) };
        self.all.push(line.text.clone());
        if !is_ornament {
            self.lines.push(line);
        }
    }
}

/// The clusters with each stretch of this kind turned around; spaces between two of a kind belong to the stretch.
fn ordered(clusters: &[String], is_of_kind: fn(&str) -> bool) -> String {
    let mut text = String::new();
    let mut rest = clusters;
    while let Some(first) = rest.first() {
        if !is_of_kind(first) {
            text.push_str(first);
            rest = &rest[1..];
            continue;
        }
        let end = rest.iter().position(|cluster| !is_of_kind(cluster) && !cluster.trim().is_empty());
        let stretch = &rest[..end.unwrap_or(rest.len())];
        let last = stretch.iter().rposition(|cluster| is_of_kind(cluster)).unwrap_or_default();
        text.extend(stretch[..=last].iter().rev().map(String::as_str));
        rest = &rest[last + 1..];
    }
    text
}

fn turned(clusters: &[String]) -> String {
    let backwards: Vec<String> = clusters.iter().rev().cloned().collect();
    ordered(&backwards, |cluster| !runs_left(cluster) && !cluster.trim().is_empty())
}

/// Hebrew, Arabic and what is written like them.
fn runs_left(cluster: &str) -> bool {
    cluster.chars().any(
        |letter| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'),
    )
}
