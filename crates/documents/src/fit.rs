//! The largest size at which a text fits its place, on one line or more. Nothing is ever cut: what does not fit at the
//! smallest size is an error.

use std::ops::Range;

use crate::{
    DocumentError,
    faces::{Faces, Style},
    line::{Line, printable},
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

impl Faces {
    /// Fits a text into a width in points. Steps are tried in order: smaller first, then more lines.
    pub(crate) fn fit(
        &self,
        style: Style,
        text: &str,
        width: f64,
        steps: &[Step],
    ) -> Result<Fitted, DocumentError> {
        let text = printable(text);
        let whole = self.line(style, &text)?;
        // Measured only once the text is known not to fit on one line at the first step.
        let mut measured = None;
        for step in steps {
            let mut size = step.largest;
            while size >= step.smallest {
                let room = width * 1000.0 / size;
                if whole.width <= room {
                    return Ok(Fitted { size, lines: vec![whole] });
                }
                if step.lines > 1 {
                    if measured.is_none() {
                        measured = Some(self.pieces(style, &text)?);
                    }
                    let pieces = measured.as_deref().unwrap_or_default();
                    if let Some(lines) = self.wrap(style, pieces, room, step.lines)? {
                        return Ok(Fitted { size, lines });
                    }
                }
                size -= TRY;
            }
        }
        Err(DocumentError::DoesNotFit { text })
    }

    /// The text cut where a line may end: after spaces, and after a hyphen or slash inside a word.
    fn pieces(&self, style: Style, text: &str) -> Result<Vec<Piece>, DocumentError> {
        let measure = |piece: &str| -> Result<f64, DocumentError> { Ok(self.line(style, piece)?.width) };
        text.split_inclusive([' ', '-', '\u{2010}', '\u{2013}', '/'])
            .map(|piece| {
                let (width, at_the_end) = (measure(piece)?, measure(piece.trim_end())?);
                Ok(Piece { text: piece.to_owned(), width, at_the_end })
            })
            .collect()
    }

    /// The text on as few lines as the room allows, evenly filled: the narrowest measure that needs no further line.
    fn wrap(
        &self,
        style: Style,
        pieces: &[Piece],
        room: f64,
        most: usize,
    ) -> Result<Option<Vec<Line>>, DocumentError> {
        let Some(mut best) = fill(pieces, room, most) else { return Ok(None) };
        let (fewest, mut measure) = (best.len(), room);
        while let Some(narrower) = fill(pieces, measure, fewest) {
            best = narrower;
            measure -= room / 50.0;
        }
        let lines = best.into_iter().map(|range| {
            let text: String = pieces[range].iter().map(|piece| piece.text.as_str()).collect();
            self.line(style, text.trim_end())
        });
        let shaped = lines.collect::<Result<Vec<_>, _>>()?;
        Ok(shaped.iter().all(|line| line.width <= room).then_some(shaped))
    }
}

/// What stays together on a line, with its width in thousandths of an em as it stands inside a line and at its end.
struct Piece {
    text: String,
    width: f64,
    at_the_end: f64,
}

/// Fills lines one after the other. `None` if a piece is wider than the room or the lines are too few.
fn fill(pieces: &[Piece], room: f64, most: usize) -> Option<Vec<Range<usize>>> {
    let (mut lines, mut start, mut used) = (Vec::new(), 0, 0.0);
    for (at, piece) in pieces.iter().enumerate() {
        if piece.at_the_end > room {
            return None;
        }
        if used + piece.at_the_end > room {
            lines.push(start..at);
            (start, used) = (at, 0.0);
        }
        used += piece.width;
    }
    lines.push(start..pieces.len());
    (lines.len() <= most).then_some(lines)
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
    fn what_fits_at_no_size_is_an_error_with_the_text() {
        let long = "Wolfeschlegelsteinhausenbergerdorff".repeat(2);
        assert_eq!(fit(&long).expect_err("too long"), DocumentError::DoesNotFit { text: long });
    }

    #[test]
    fn no_text_is_lost_between_the_lines() {
        let name = "Ann-Marie de la Tour / Montgomery-Whitcombe";
        assert_eq!(text_of(&fit(name).expect("fits")).join(" "), name);
    }
}
