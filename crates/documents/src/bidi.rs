//! How a text is read: which way each part runs, and the runs of one face, one script and one direction that are
//! shaped together. The glyphs themselves are in `line`.

use std::ops::Range;

use harfrust::Script;
use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};

use crate::{
    clusters::{clusters, is_joiner},
    faces::{FaceId, Faces, Style},
};

/// A printable text with the direction of each of its parts. The documents are English: as a whole every text runs from
/// left to right, and what is in Hebrew or Arabic runs the other way inside it (Unicode's bidirectional algorithm).
pub(crate) struct Reading<'t> {
    pub(crate) text: &'t str,
    /// None where all runs from left to right.
    directions: Option<ParagraphBidiInfo<'t>>,
}

impl<'t> Reading<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let directions =
            text.chars().any(runs_left).then(|| ParagraphBidiInfo::new(text, Some(Level::ltr())));
        Self { text, directions }
    }

    /// The levels of a line that has these bytes of the text, one for each byte of the whole.
    fn levels(&self, line: Range<usize>) -> Levels {
        Levels(self.directions.as_ref().map(|info| info.reordered_levels(line)))
    }

    /// What stands before a place and after another. Arabic letters join across the end of a run and of a line.
    pub(crate) fn around(&self, run: &BidiRun<'_>) -> Option<(&'t str, &'t str)> {
        let end = run.start + run.text.len();
        self.directions.as_ref()?;
        Some((self.text.get(..run.start)?, self.text.get(end..)?))
    }
}

/// One level for each byte; nothing where all runs from left to right.
struct Levels(Option<Vec<Level>>);

impl Levels {
    fn at(&self, byte: usize) -> Level {
        self.0.as_ref().and_then(|levels| levels.get(byte)).copied().unwrap_or(Level::ltr())
    }
}

/// Text of one face, one script and one direction.
pub(crate) struct BidiRun<'t> {
    pub(crate) face: FaceId,
    /// No face has it: its characters are printed by their numbers. Among its neighbours it stands where it would have stood.
    pub(crate) is_spelled: bool,
    /// None while only spaces, digits and punctuation have been seen.
    pub(crate) script: Option<Script>,
    /// Odd where the text runs from right to left.
    pub(crate) level: Level,
    /// Where it begins in the whole text, in bytes.
    pub(crate) start: usize,
    pub(crate) text: &'t str,
}

impl BidiRun<'_> {
    /// The letter that begins here or, past joiners, next: the shaper counts a joiner to the letter after it, but readers
    /// lose a letter whose text, on paper, ends with one.
    pub(crate) fn letter_at(&self, byte: usize) -> usize {
        let rest = self.text.get(byte..).unwrap_or_default();
        byte + rest.len() - rest.trim_start_matches(is_joiner).len()
    }

    /// A piece of it with its characters from left to right.
    pub(crate) fn as_on_paper(&self, piece: &str) -> String {
        if self.level.is_rtl() { piece.chars().rev().map(turned).collect() } else { piece.to_owned() }
    }
}

/// What a bracket looks like where text runs left.
fn turned(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        same => same,
    }
}

impl Faces {
    /// The runs of a line in the order in which they stand on paper, from the left.
    pub(crate) fn bidi_runs<'t>(
        &self,
        style: Style,
        reading: &Reading<'t>,
        line: Range<usize>,
    ) -> Vec<BidiRun<'t>> {
        let levels = reading.levels(line.clone());
        let mut runs: Vec<BidiRun<'t>> = Vec::new();
        for (at, cluster, face) in self.faced(style, reading.text.get(line.clone()).unwrap_or_default()) {
            let (start, script) = (line.start + at, script_of(cluster));
            let level = levels.at(start);
            if let Some(last) = runs.last_mut()
                && last.level == level
                && self.joins(last, cluster, face, script)
            {
                last.text = reading.text.get(last.start..start + cluster.len()).unwrap_or_default();
                last.script = last.script.or(script);
                continue;
            }
            let is_spelled = face.is_none();
            let face = face.unwrap_or(style.first());
            runs.push(BidiRun { face, is_spelled, script, level, start, text: cluster });
        }
        if levels.0.is_some() { from_the_left(runs) } else { runs }
    }

    /// The letters of a text with the face of each. Where no face has a letter with all its marks, each of them stands alone.
    fn faced<'t>(&self, style: Style, text: &'t str) -> Vec<(usize, &'t str, Option<FaceId>)> {
        let mut faced = Vec::new();
        for (at, cluster) in clusters(text) {
            let whole = self.choose(style, cluster);
            if whole.is_some() {
                faced.push((at, cluster, whole));
                continue;
            }
            for (within, character) in cluster.char_indices().filter(|(_, c)| !is_joiner(*c)) {
                let alone = cluster.get(within..within + character.len_utf8()).unwrap_or_default();
                faced.push((at + within, alone, self.choose(style, alone)));
            }
        }
        faced
    }

    /// Spaces, digits and punctuation stay with what is before them if its face has them.
    fn joins(&self, last: &BidiRun<'_>, cluster: &str, face: Option<FaceId>, script: Option<Script>) -> bool {
        let same_script = script.is_none() || last.script.is_none() || script == last.script;
        let face = if cluster == " " && self.face(last.face).has(' ') { Some(last.face) } else { face };
        same_script && !last.is_spelled && face == Some(last.face)
    }
}

fn from_the_left(runs: Vec<BidiRun<'_>>) -> Vec<BidiRun<'_>> {
    let levels: Vec<Level> = runs.iter().map(|run| run.level).collect();
    let mut in_reading_order: Vec<_> = runs.into_iter().map(Some).collect();
    let order = ParagraphBidiInfo::reorder_visual(&levels);
    order.into_iter().filter_map(|at| in_reading_order.get_mut(at)?.take()).collect()
}

/// Whether a joiner after this character can make a difference: in Arabic letters, and where letters of India make one shape.
pub(crate) fn joins_letters(c: char) -> bool {
    let of_india = [Script::DEVANAGARI, Script::BENGALI, Script::GURMUKHI, Script::TAMIL];
    (runs_left(c) && bidi_class(c) == BidiClass::AL)
        || (c >= '\u{900}' && of_india.contains(&harfrust::unicode::script(u32::from(c))))
}

fn runs_left(c: char) -> bool {
    c >= '\u{590}' && matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN)
}

fn script_of(cluster: &str) -> Option<Script> {
    let script = cluster.chars().next().map(|c| harfrust::unicode::script(u32::from(c)));
    script.filter(|script| *script != Script::COMMON && *script != Script::INHERITED)
}

#[cfg(test)]
mod tests {
    use super::Reading;
    use crate::faces::{Faces, Style};

    /// The runs from left to right, each as it is read.
    fn bidi_runs(text: &str) -> Vec<&str> {
        let faces = Faces::bundled().expect("faces");
        let found = faces.bidi_runs(Style::Sans, &Reading::of(text), 0..text.len());
        found.into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn the_face_changes_where_the_script_needs_it() {
        assert_eq!(bidi_runs("ᐊᓇ Okpik (ᓄᓇᕗᑦ) Юлия"), ["ᐊᓇ ", "Okpik (", "ᓄᓇᕗᑦ", ") Юлия"]);
    }

    #[test]
    fn what_runs_left_stands_inside_what_runs_right() {
        assert_eq!(bidi_runs("Layla ليلى Haddad"), ["Layla ", "ليلى", " Haddad"]);
        assert_eq!(bidi_runs("דוד כהן (David)"), ["דוד כהן", " (David)"], "a name in Hebrew is one run");
        assert_eq!(
            bidi_runs("ליאור 1984 כהן"),
            ["כהן", " ", "1984", "ליאור "],
            "the number runs right in it"
        );
    }

    #[test]
    fn marks_and_joiners_stay_with_their_letter() {
        assert_eq!(bidi_runs("سیده\u{200c}زهرا مُحَمَّد"), ["سیده\u{200c}زهرا مُحَمَّد"]);
    }

    #[test]
    fn what_no_face_has_stands_where_it_would_have_stood() {
        assert_eq!(bidi_runs("Ana 🙂 Lee"), ["Ana ", "🙂", " Lee"]);
        assert_eq!(
            bidi_runs("שלום 🙂 עולם"),
            ["עולם", " ", "🙂", "שלום "],
            "in Hebrew, it stands between its words"
        );
        assert_eq!(bidi_runs("李\u{94d}"), ["李", "\u{94d}"], "a mark that no face has with its letter");
    }

    #[test]
    fn a_line_takes_its_directions_from_the_whole_text() {
        let text = "שלום, עולם";
        let end = text.find(' ').expect("two words");
        let faces = Faces::bundled().expect("faces");
        let line = faces.bidi_runs(Style::Sans, &Reading::of(text), 0..end);
        let found: Vec<_> = line.iter().map(|run| run.text).collect();
        assert_eq!(found, [",", "שלום"], "the comma stands between Hebrew words, so it is left of the first");
    }
}
