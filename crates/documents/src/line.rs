//! A line of text as shaped glyphs, still without size or place. Which face has a character is in `faces`; breaking a
//! text over several lines is in `fit`.

use std::ops::Range;

use harfrust::{Buffer, BufferFlags, ClusterLevel, Direction, Script, ShapeOptions, ShaperFont, shape};
use unicode_bidi::Level;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{
    DocumentError,
    bidi::{BidiRun, Reading, joins_letters},
    clusters::is_joiner,
    error::code_point,
    faces::{FaceId, Faces, Style},
};

/// Shaped glyphs, left to right. Measures are in thousandths of an em.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) runs: Vec<Run>,
    pub(crate) width: f64,
}

/// Neighbouring clusters of one face.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) face: FaceId,
    pub(crate) clusters: Vec<Cluster>,
}

/// The glyphs that together stand for one piece of text, in nearly all cases one for one character.
#[derive(Debug, Clone)]
pub(crate) struct Cluster {
    /// As it stands on paper: where text runs left its last character comes first, and brackets are turned. Readers take
    /// the text of a page to be so, and turn it round themselves.
    pub(crate) text: String,
    /// Where its text begins in the whole, in bytes.
    pub(crate) start: usize,
    pub(crate) glyphs: Vec<Glyph>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    /// The width that the face states, by which a PDF reader moves on.
    pub(crate) width: f64,
    /// How far the line really moves on, kerning included.
    pub(crate) advance: f64,
    /// Where the glyph is drawn, away from the pen.
    pub(crate) dx: f64,
    pub(crate) dy: f64,
}

/// A text as it is printed: composed (NFC), white space collapsed, without characters that have no ink. Joiners stay
/// between letters of a script that joins them.
pub(crate) fn printable(text: &str) -> String {
    let seen: Vec<char> = text.chars().filter(|c| is_joiner(*c) || !is_invisible(*c)).collect();
    let mut visible = String::with_capacity(text.len());
    let mut before = None;
    for (at, c) in seen.iter().copied().enumerate() {
        if !is_joiner(c) {
            visible.push(c);
            // A vowel sign does not come between a letter and a joiner.
            before = if is_combining_mark(c) { before } else { Some(c) };
            continue;
        }
        let after = seen.iter().skip(at + 1).find(|c| !is_joiner(**c)).copied();
        let is_between = before.is_some_and(joins_letters) && after.is_some_and(joins_letters);
        if is_between && !visible.ends_with(is_joiner) {
            visible.push(c);
        }
    }
    visible.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines that somebody typed, by whichever character they end. Lines without ink are left out.
pub(crate) fn typed_lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    text.split(ends).filter(|line| !printable(line).is_empty())
}

/// Control characters, direction marks, soft hyphens, variation selectors, tags, fillers: they come along when a text is
/// copied from elsewhere. What they would say is known without them, or has no shape in the typefaces.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}')
        || matches!(c, '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
        || matches!(c, '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}')
        || matches!(c, '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

impl Faces {
    /// Shapes a printable text. A character that no face has is printed by its number.
    pub(crate) fn line(&self, style: Style, text: &str) -> Result<Line, DocumentError> {
        self.part(style, &Reading::of(text), 0..text.len())
    }

    /// Shapes these bytes of a text as a line of their own.
    pub(crate) fn part(
        &self,
        style: Style,
        reading: &Reading<'_>,
        bytes: Range<usize>,
    ) -> Result<Line, DocumentError> {
        let mut runs = Vec::new();
        for run in self.bidi_runs(style, reading, bytes) {
            let clusters = if run.is_spelled { self.spell(&run)? } else { self.shape(&run, reading)? };
            runs.push(Run { face: run.face, clusters });
        }
        let width = runs.iter().flat_map(|run| &run.clusters).map(Cluster::advance).sum();
        Ok(Line { runs, width })
    }

    /// `[U+1F642]`, as one letter.
    fn spell(&self, run: &BidiRun<'_>) -> Result<Vec<Cluster>, DocumentError> {
        let text: String = run.text.chars().map(|c| format!("[{}]", code_point(c))).collect();
        let from_left = BidiRun {
            is_spelled: false,
            level: Level::ltr(),
            script: Some(Script::LATIN),
            start: 0,
            text: &text,
            ..*run
        };
        let set = self.shape(&from_left, &Reading::of(&text))?;
        let glyphs = set.into_iter().flat_map(|cluster| cluster.glyphs).collect();
        Ok(vec![Cluster { text, start: run.start, glyphs }])
    }

    fn shape(&self, run: &BidiRun<'_>, reading: &Reading<'_>) -> Result<Vec<Cluster>, DocumentError> {
        let fault = |problem: String| DocumentError::program(self.face(run.face).postscript_name, &problem);
        let face = self.face(run.face);
        let font = ShaperFont::new(&face.font);
        let mut buffer = buffer(run, reading);
        let plan = face.plan(buffer.direction(), buffer.script());
        let options = ShapeOptions::new().plan(Some(&plan));
        shape(&font, &mut buffer, options).map_err(|error| fault(error.to_string()))?;

        let mut shaped: Vec<(usize, Vec<Glyph>)> = Vec::new();
        for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            let id = info.glyph_id;
            let glyph = Glyph {
                id: u16::try_from(id).map_err(|_| fault(format!("glyph {id}")))?,
                width: f64::from(font.glyph_h_advance(id.into())),
                advance: f64::from(position.x_advance),
                dx: f64::from(position.x_offset),
                dy: f64::from(position.y_offset),
            };
            let start = run.letter_at(info.cluster as usize);
            match shaped.last_mut() {
                Some((last, glyphs)) if *last == start => glyphs.push(glyph),
                _ => shaped.push((start, vec![glyph])),
            }
        }
        let mut starts: Vec<usize> = shaped.iter().map(|(start, _)| *start).chain([run.text.len()]).collect();
        starts.sort_unstable();
        let clusters = shaped.into_iter().map(|(start, glyphs)| {
            let after = starts.partition_point(|next| *next <= start);
            let end = starts.get(after).copied().unwrap_or(start);
            let text = run.as_on_paper(run.text.get(start..end).unwrap_or_default());
            Cluster { text, start: run.start + start, glyphs }
        });
        clusters.map(|cluster| cluster.without_boxes(reading.text)).collect()
    }
}

fn buffer(run: &BidiRun<'_>, reading: &Reading<'_>) -> Buffer {
    let mut buffer = Buffer::new();
    buffer.set_cluster_level(ClusterLevel::MonotoneGraphemes);
    buffer.set_flags(BufferFlags::DO_NOT_INSERT_DOTTED_CIRCLE | BufferFlags::REMOVE_DEFAULT_IGNORABLES);
    buffer.push_str(run.text);
    if let Some((before, after)) = reading.around(run) {
        buffer.set_pre_context(before);
        buffer.set_post_context(after);
    }
    let runs_left = run.level.is_rtl();
    buffer.set_direction(if runs_left { Direction::RightToLeft } else { Direction::LeftToRight });
    buffer.set_script(run.script);
    buffer.guess_segment_properties();
    buffer
}

impl Cluster {
    pub(crate) fn advance(&self) -> f64 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }

    /// Glyph 0 is the box that faces draw for what they do not have. Coverage was checked before; this holds it.
    fn without_boxes(self, whole: &str) -> Result<Self, DocumentError> {
        match self.text.chars().next() {
            Some(character) if self.glyphs.iter().any(|glyph| glyph.id == 0) => {
                Err(DocumentError::NoGlyph { character, text: whole.to_owned() })
            }
            _ => Ok(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, printable};
    use crate::{
        DocumentError,
        faces::{Faces, Style},
    };

    fn line(text: &str) -> Result<Line, DocumentError> {
        Faces::bundled().expect("faces").line(Style::Sans, text)
    }

    fn texts(line: &Line) -> Vec<String> {
        line.runs
            .iter()
            .map(|run| run.clusters.iter().map(|cluster| cluster.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn a_printable_text_is_composed_and_has_nothing_invisible() {
        assert_eq!(printable("  Nguye\u{302}\u{303}n\u{a0}\u{200f}Thi\u{323}\n"), "Nguyễn Thị");
        let hidden = "A\u{0}n\u{1b}\u{202e}n\u{e0041}a\u{fe0f} e\u{200b}\u{301}\u{e0101}";
        assert_eq!(printable(hidden), "Anna é", "control characters, tags and selectors print nothing");
    }

    #[test]
    fn kerning_brings_letters_together() {
        let kerned = line("AV").expect("a line").width;
        let apart = line("A").expect("a line").width + line("V").expect("a line").width;
        assert!(kerned < apart, "AV is narrower than A and V: {kerned} < {apart}");
    }

    #[test]
    fn a_joiner_stays_only_between_letters_that_join() {
        assert_eq!(
            printable("سیده\u{200c}زهرا\u{200d}"),
            "سیده\u{200c}زهرا",
            "Seyyedeh-Zahra, written apart"
        );
        assert_eq!(printable("क्\u{200d}ष"), "क्\u{200d}ष", "two letters that are not to make one shape");
        assert_eq!(printable("An\u{200c}na\u{200d} Lee"), "Anna Lee");
    }

    #[test]
    fn what_runs_left_is_set_from_its_end_and_no_text_is_lost() {
        let shaped = line("Noa (נועה) Levi").expect("a line");
        assert_eq!(texts(&shaped), ["Noa (", "העונ", ") Levi"], "Hebrew stands with its last letter first");
    }

    #[test]
    fn arabic_letters_join_unless_a_joiner_keeps_them_apart() {
        let alone: f64 =
            ["س", "ل", "ا", "م"].iter().map(|letter| line(letter).expect("a letter").width).sum();
        let joined = line("سلام").expect("a word");
        assert!(joined.width < alone, "joined letters are narrower than letters that stand alone");
        let apart = line("ه\u{200c}ز").expect("a line");
        assert_ne!(apart.runs[0].clusters[1].glyphs, line("هز").expect("a line").runs[0].clusters[1].glyphs);
    }

    #[test]
    fn a_mark_without_a_composed_letter_is_placed_over_its_letter() {
        let shaped = line("W\u{331}").expect("a line");
        let glyphs: Vec<_> = shaped.runs[0].clusters.iter().flat_map(|cluster| &cluster.glyphs).collect();
        assert_eq!(glyphs.len(), 2);
        assert_eq!(glyphs[1].advance, 0.0, "a mark takes no room of its own");
        assert!(glyphs[1].dx < 0.0, "it is drawn back under the W");
    }

    #[test]
    fn a_character_that_no_face_has_is_printed_by_its_number_as_one_letter() {
        let shaped = line("Dr. 🩺 Lee").expect("a line");
        assert_eq!(texts(&shaped), ["Dr. ", "[U+1FA7A]", " Lee"]);
        assert_eq!(shaped.runs[1].clusters.len(), 1, "no line ends within it");
        let hebrew = line("שלום 🙂 עולם").expect("a line");
        assert_eq!(texts(&hebrew)[2], "[U+1F642]", "it reads from the left wherever it stands");
    }

    #[test]
    fn a_line_that_somebody_typed_ends_by_whichever_character_ends_lines() {
        let typed = "one\ntwo\r\nthree\rfour\u{2028}five\u{85}\u{c}\u{200b}\nsix";
        assert_eq!(
            super::typed_lines(typed).collect::<Vec<_>>(),
            ["one", "two", "three", "four", "five", "six"]
        );
    }
}
