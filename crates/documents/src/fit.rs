//! The largest size at which a text fits its place, on one line or more. Nothing is ever cut: what does not fit at the
//! smallest size is an error.

use std::ops::Range;

use crate::{
    DocumentError,
    faces::{Faces, Style},
    line::{Line, printable},
    paragraph::Measured,
};

/// The sizes in points that are tried for a number of lines, from the largest down.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) lines: usize,
    pub(crate) largest: f64,
    pub(crate) smallest: f64,
}

/// How much smaller each try is.
const TRY: f64 = 0.25;

/// Distance from one line to the next, in sizes.
pub(crate) const LEADING: f64 = 1.18;

/// A text that fits: its size in points and its lines.
#[derive(Debug, Clone)]
pub(crate) struct Fitted {
    pub(crate) size: f64,
    pub(crate) lines: Vec<Line>,
}

/// Where lines may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    Whole,
    /// Between any two letters, where a word is wider than a line.
    Broken,
}

impl Faces {
    /// Fits a text into a width in points. Steps are tried in order: smaller first, then more lines. Only if no step takes
    /// whole words are they broken.
    pub(crate) fn fit(
        &self,
        style: Style,
        text: &str,
        width: f64,
        steps: &[Step],
    ) -> Result<Fitted, DocumentError> {
        let text = printable(text);
        let measured = self.measured(style, &text)?;
        for words in [Words::Whole, Words::Broken] {
            for (step, size) in steps.iter().flat_map(Step::sizes) {
                let room = width * 1000.0 / size;
                if let Some(lines) = self.wrap(style, &measured, room, step.lines, words)? {
                    return Ok(Fitted { size, lines });
                }
            }
        }
        Err(DocumentError::DoesNotFit { text })
    }

    /// The text on as few lines as the room allows, evenly filled: the narrowest measure that needs no further line.
    fn wrap(
        &self,
        style: Style,
        measured: &Measured<'_>,
        room: f64,
        most: usize,
        words: Words,
    ) -> Result<Option<Vec<Line>>, DocumentError> {
        let Some(mut best) = fill(measured, room, most, words) else { return Ok(None) };
        let fewest = best.len();
        let narrower = (1..50).map(|fiftieths| room - room * f64::from(fiftieths) / 50.0);
        for even in narrower.take_while(|_| fewest > 1).map_while(|room| fill(measured, room, fewest, words))
        {
            best = even;
        }
        let lines = best.into_iter().map(|letters| self.part_of(style, measured, letters));
        let shaped = lines.collect::<Result<Vec<_>, _>>()?;
        Ok(shaped.iter().all(|line| line.width <= room).then_some(shaped))
    }
}

impl Step {
    fn sizes(&self) -> impl Iterator<Item = (&Self, f64)> {
        let below = |size: &f64| Some(size - TRY);
        let sizes = std::iter::successors(Some(self.largest), below);
        sizes.take_while(|size| *size >= self.smallest).map(move |size| (self, size))
    }
}

/// Fills lines one after the other. `None` if a word is wider than the room or the lines are too few.
fn fill(measured: &Measured<'_>, room: f64, most: usize, words: Words) -> Option<Vec<Range<usize>>> {
    let (mut lines, mut start) = (Vec::new(), 0);
    while start < measured.len() {
        let end = measured.full(start, room);
        let is_word = measured.may_end(end) || words == Words::Broken;
        if lines.len() == most || !is_word || measured.width(start..end) > room {
            return None;
        }
        lines.push(start..end);
        start = end;
    }
    // A text without letters is one empty line.
    if lines.is_empty() {
        lines.push(0..0);
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::Step;
    use crate::{
        DocumentError,
        faces::{Faces, Style},
        fit::Fitted,
    };

    const STEPS: [Step; 2] =
        [Step { lines: 1, largest: 12.0, smallest: 9.0 }, Step { lines: 2, largest: 9.0, smallest: 6.0 }];

    fn fit(text: &str) -> Result<Fitted, DocumentError> {
        Faces::bundled().expect("faces").fit(Style::Sans, text, 100.0, &STEPS)
    }

    fn text_of(fitted: &Fitted) -> Vec<String> {
        let line = |line: &crate::line::Line| {
            line.runs.iter().flat_map(|run| &run.clusters).map(|cluster| cluster.text.as_str()).collect()
        };
        fitted.lines.iter().map(line).collect()
    }

    #[test]
    fn a_short_text_stays_at_the_largest_size() {
        assert_eq!(fit("Anna Lee").expect("fits").size, 12.0);
    }

    #[test]
    fn a_longer_text_is_first_set_smaller_then_on_two_even_lines() {
        let smaller = fit("Annabelle Lee-Carter").expect("fits");
        assert!(smaller.lines.len() == 1 && smaller.size < 12.0);
        let two = fit("Annabelle Catherine Lee-Carter-Montgomery").expect("fits");
        assert_eq!(text_of(&two), ["Annabelle Catherine", "Lee-Carter-Montgomery"]);
        for line in &two.lines {
            assert!(line.width * two.size / 1000.0 <= 100.0, "no line is wider than its place");
        }
    }

    #[test]
    fn a_word_that_no_line_takes_whole_is_broken_at_the_last_step_that_takes_it() {
        let word = "Wolfeschlegelsteinhausenbergerdorffwelche";
        let fitted = fit(word).expect("two lines take it");
        assert_eq!((fitted.lines.len(), text_of(&fitted).concat()), (2, word.to_owned()));
    }

    #[test]
    fn what_fits_at_no_size_is_an_error_with_the_text() {
        let long = "Wolfeschlegelsteinhausenbergerdorff".repeat(3);
        assert_eq!(fit(&long).expect_err("too long"), DocumentError::DoesNotFit { text: long });
    }

    #[test]
    fn no_text_is_lost_between_the_lines() {
        let name = "Ann-Marie de la Tour / Montgomery-Whitcombe";
        assert_eq!(text_of(&fit(name).expect("fits")).join(" "), name);
    }
}
