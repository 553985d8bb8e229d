//! Text over as many lines as it needs, and where a line may end. A text of any length flows; one that must fit a place
//! of given height is set by `fit`.

#[cfg(test)]
mod properties;

use std::ops::Range;

use harfrust::{Script, unicode::script};

use crate::{
    DocumentError,
    bidi::Reading,
    faces::{Faces, Style},
    line::{Line, printable},
};

impl Faces {
    /// Sets a text on lines of this width, each as full as it goes. A word wider than a line is broken between letters,
    /// so no text is too long. The first line of an empty text is empty.
    pub(crate) fn paragraph(
        &self,
        style: Style,
        text: &str,
        width: f64,
        size: f64,
    ) -> Result<Vec<Line>, DocumentError> {
        let text = printable(text);
        let room = width * 1000.0 / size;
        let measured = self.measured(style, &text)?;
        let mut lines = Vec::new();
        let mut start = 0;
        while start < measured.len() {
            let mut end = measured.full(start, room);
            let mut line = self.part_of(style, &measured, start..end)?;
            // Letters that are shaped anew at the end of a line can be a little wider than inside it.
            while line.width > room && end > start + 1 {
                end = measured.full(start, measured.width(start..end) - 1.0);
                line = self.part_of(style, &measured, start..end)?;
            }
            lines.push(line);
            start = end;
        }
        if lines.is_empty() {
            lines.push(self.line(style, "")?);
        }
        Ok(lines)
    }

    /// Shapes these letters as a line of their own.
    pub(crate) fn part_of(
        &self,
        style: Style,
        measured: &Measured<'_>,
        letters: Range<usize>,
    ) -> Result<Line, DocumentError> {
        self.part(style, &measured.reading, measured.bytes(letters))
    }

    /// The letters of a printable text with their widths, in the order in which it is read.
    pub(crate) fn measured<'t>(&self, style: Style, text: &'t str) -> Result<Measured<'t>, DocumentError> {
        let reading = Reading::of(text);
        let line = self.part(style, &reading, 0..text.len())?;
        let clusters = line.runs.iter().flat_map(|run| &run.clusters);
        let mut advances: Vec<_> = clusters.map(|cluster| (cluster.start, cluster.advance())).collect();
        advances.sort_by_key(|(start, _)| *start);
        let (mut letters, mut x) = (Vec::new(), 0.0);
        for (start, advance) in advances {
            letters.push(Letter { start, x });
            x += advance;
        }
        Ok(Measured { reading, letters, width: x })
    }
}

/// A text cut into letters (each with its marks). Places count letters; measures are in thousandths of an em.
pub(crate) struct Measured<'t> {
    reading: Reading<'t>,
    letters: Vec<Letter>,
    width: f64,
}

/// Where a letter begins: in the text, and on an endless line.
struct Letter {
    start: usize,
    x: f64,
}

impl<'t> Measured<'t> {
    pub(crate) fn len(&self) -> usize {
        self.letters.len()
    }

    /// Where in the text a line stands that has these letters.
    fn bytes(&self, letters: Range<usize>) -> Range<usize> {
        let start = self.at(letters.start);
        let text = self.reading.text.get(start..self.at(letters.end)).unwrap_or_default();
        start..start + text.trim_end().len()
    }

    /// How wide the letters are on a line of their own: a space at the end takes no room.
    pub(crate) fn width(&self, range: Range<usize>) -> f64 {
        let mut end = range.end;
        while end > range.start && self.letter(end - 1) == " " {
            end -= 1;
        }
        self.x(end) - self.x(range.start)
    }

    /// Where a line that begins here ends when it is as full as it goes: where a line may end, or else, if not even one
    /// word fits, between two letters. At least one letter is taken.
    pub(crate) fn full(&self, start: usize, room: f64) -> usize {
        let (mut best, mut letters) = (start, start + 1);
        for end in start + 1..=self.len() {
            if self.width(start..end) > room {
                break;
            }
            letters = end;
            if self.may_end(end) {
                best = end;
            }
        }
        if best > start { best } else { letters }
    }

    /// Whether a line may end before this letter: after a space, after a hyphen or slash inside a word, and between
    /// Chinese characters or kana, which are written without spaces.
    pub(crate) fn may_end(&self, before: usize) -> bool {
        if before == 0 || before >= self.len() {
            return true;
        }
        let (last, next) = (self.letter(before - 1), self.letter(before));
        last.ends_with([' ', '-', '\u{2010}', '\u{2013}', '\u{2014}', '/'])
            || (last.starts_with(stands_alone) && next.starts_with(stands_alone))
    }

    fn letter(&self, at: usize) -> &'t str {
        self.reading.text.get(self.at(at)..self.at(at + 1)).unwrap_or_default()
    }

    fn at(&self, letter: usize) -> usize {
        self.letters.get(letter).map_or(self.reading.text.len(), |letter| letter.start)
    }

    fn x(&self, letter: usize) -> f64 {
        self.letters.get(letter).map_or(self.width, |letter| letter.x)
    }
}

fn stands_alone(c: char) -> bool {
    [Script::HAN, Script::HIRAGANA, Script::KATAKANA].contains(&script(u32::from(c)))
}

#[cfg(test)]
mod tests {
    use crate::{
        faces::{Faces, Style},
        line::Line,
    };

    const WIDTH: f64 = 100.0;
    const SIZE: f64 = 10.0;

    fn lines(text: &str) -> Vec<Line> {
        Faces::bundled().expect("faces").paragraph(Style::Sans, text, WIDTH, SIZE).expect("it flows")
    }

    fn texts(text: &str) -> Vec<String> {
        let clusters = |line: &Line| {
            line.runs.iter().flat_map(|run| &run.clusters).map(|cluster| cluster.text.as_str()).collect()
        };
        lines(text).iter().map(clusters).collect()
    }

    #[test]
    fn lines_end_between_words_and_none_is_wider_than_its_place() {
        let text = "The quick brown fox jumps over the lazy dog of Anne-Marie Featherstonehaugh-Cholmondeley";
        assert_eq!(texts(text)[0], "The quick brown fox");
        assert!(texts(text).contains(&"Featherstonehaugh-".to_owned()), "{:?}", texts(text));
        for line in lines(text) {
            assert!(line.width * SIZE / 1000.0 <= WIDTH, "no line is wider than its place");
        }
    }

    #[test]
    fn a_word_wider_than_a_line_is_broken_between_letters_and_nothing_is_lost() {
        let word = "Wolfeschlegelsteinhausenbergerdorff".repeat(6);
        let set = texts(&word);
        assert!(set.len() > 6, "{set:?}");
        assert_eq!(set.concat(), word);
    }

    #[test]
    fn an_empty_text_is_one_empty_line() {
        assert_eq!(texts(" \u{200b}"), [""]);
    }

    #[test]
    fn a_width_of_nothing_still_ends() {
        let set =
            Faces::bundled().expect("faces").paragraph(Style::Sans, "abc", 0.0, SIZE).expect("it flows");
        assert_eq!(set.len(), 3, "a letter on each line");
    }
}
