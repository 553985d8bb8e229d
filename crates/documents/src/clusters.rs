//! The letters of a text, each with the marks and joiners that follow it: what no face and no line takes apart.

use unicode_normalization::char::is_combining_mark;

/// Letters with the marks and joiners that follow them, each with the place where it begins.
pub(crate) fn clusters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let follows = |c: char| is_combining_mark(c) || is_joiner(c);
    let starts = text.char_indices().enumerate().filter(move |(n, (_, c))| *n == 0 || !follows(*c));
    let starts: Vec<usize> = starts.map(|(_, (at, _))| at).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| (start, text.get(start..end).unwrap_or_default()))
}

/// What says, without ink, whether the letters beside it join.
pub(crate) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}
