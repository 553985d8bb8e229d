//! A line of text as shaped glyphs, still without size or place. Which face has a character is in `faces`; breaking a
//! text over several lines is in `fit`.

use harfrust::{Buffer, BufferFlags, ClusterLevel, Script, ShapeOptions, ShaperFont, shape};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{
    DocumentError,
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
    pub(crate) text: String,
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

/// A text as it is printed: composed (NFC), white space collapsed, without characters that have no ink.
pub(crate) fn printable(text: &str) -> String {
    let visible: String = text.nfc().filter(|c| !is_invisible(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Joiners, direction marks, soft hyphens and variation selectors, which come along when a name is copied from
/// elsewhere. No script that is set here needs them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

impl Faces {
    /// Shapes a printable text. A character that no face has is an error.
    pub(crate) fn line(&self, style: Style, text: &str) -> Result<Line, DocumentError> {
        let mut runs = Vec::new();
        for stretch in self.stretches(style, text)? {
            runs.push(Run { face: stretch.face, clusters: self.shape(&stretch, text)? });
        }
        let width = runs.iter().flat_map(|run| &run.clusters).map(Cluster::advance).sum();
        Ok(Line { runs, width })
    }

    /// Cuts the text where the face or the script changes. Spaces, digits and punctuation stay with what is before them
    /// if its face has them.
    fn stretches<'t>(&self, style: Style, text: &'t str) -> Result<Vec<Stretch<'t>>, DocumentError> {
        let mut stretches: Vec<Stretch<'t>> = Vec::new();
        for (start, cluster) in clusters(text) {
            let script = script_of(cluster);
            if let Some(last) = stretches.last_mut()
                && self.joins(style, last, cluster, script)
            {
                last.text = &text[last.start..start + cluster.len()];
                last.script = last.script.or(script);
                continue;
            }
            let face = self.choose(style, cluster).ok_or_else(|| no_glyph(self, style, cluster, text))?;
            stretches.push(Stretch { face, script, start, text: cluster });
        }
        Ok(stretches)
    }

    fn joins(&self, style: Style, last: &Stretch<'_>, cluster: &str, script: Option<Script>) -> bool {
        let same_script = script.is_none() || last.script.is_none() || script == last.script;
        let face = if cluster == " " && self.face(last.face).has(' ') {
            Some(last.face)
        } else {
            self.choose(style, cluster)
        };
        same_script && face == Some(last.face)
    }

    fn shape(&self, stretch: &Stretch<'_>, whole: &str) -> Result<Vec<Cluster>, DocumentError> {
        let fault =
            |problem: String| DocumentError::program(self.face(stretch.face).postscript_name, &problem);
        let font = ShaperFont::new(&self.face(stretch.face).font);
        let mut buffer = Buffer::new();
        buffer.set_cluster_level(ClusterLevel::MonotoneGraphemes);
        buffer.set_flags(BufferFlags::DO_NOT_INSERT_DOTTED_CIRCLE);
        buffer.push_str(stretch.text);
        buffer.guess_segment_properties();
        shape(&font, &mut buffer, ShapeOptions::new()).map_err(|error| fault(error.to_string()))?;

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
            match shaped.last_mut() {
                Some((start, glyphs)) if *start == info.cluster as usize => glyphs.push(glyph),
                _ => shaped.push((info.cluster as usize, vec![glyph])),
            }
        }
        let ends =
            shaped.iter().skip(1).map(|(start, _)| *start).chain([stretch.text.len()]).collect::<Vec<_>>();
        let clusters = shaped.into_iter().zip(ends).map(|((start, glyphs), end)| {
            let text = stretch.text.get(start..end).unwrap_or_default().to_owned();
            Cluster { text, glyphs }
        });
        clusters.map(|cluster| cluster.without_boxes(whole)).collect()
    }
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

/// Text of one face and one script.
struct Stretch<'t> {
    face: FaceId,
    /// None while only spaces, digits and punctuation have been seen.
    script: Option<Script>,
    start: usize,
    text: &'t str,
}

/// Letters with the marks that follow them, each with the place where it begins.
fn clusters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = text.char_indices().enumerate().filter(|(n, (_, c))| *n == 0 || !is_combining_mark(*c));
    let starts: Vec<usize> = starts.map(|(_, (at, _))| at).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| (start, &text[start..end]))
}

fn script_of(cluster: &str) -> Option<Script> {
    let script = cluster.chars().next().map(|c| harfrust::unicode::script(u32::from(c)));
    script.filter(|script| *script != Script::COMMON && *script != Script::INHERITED)
}

fn no_glyph(faces: &Faces, style: Style, cluster: &str, text: &str) -> DocumentError {
    let character = faces.lacking(style, cluster).unwrap_or(char::REPLACEMENT_CHARACTER);
    DocumentError::NoGlyph { character, text: text.to_owned() }
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
    }

    #[test]
    fn kerning_brings_letters_together() {
        let kerned = line("AV").expect("a line").width;
        let apart = line("A").expect("a line").width + line("V").expect("a line").width;
        assert!(kerned < apart, "AV is narrower than A and V: {kerned} < {apart}");
    }

    #[test]
    fn the_face_changes_where_the_script_needs_it_and_no_text_is_lost() {
        let shaped = line("ᐊᓇ Okpik (ᓄᓇᕗᑦ) Юлия").expect("a line");
        assert_eq!(texts(&shaped), ["ᐊᓇ ", "Okpik (", "ᓄᓇᕗᑦ", ") Юлия"]);
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
    fn a_character_that_no_face_has_is_an_error_that_names_it() {
        let refused = line("Dr. 李").expect_err("no face has Chinese yet");
        assert_eq!(refused, DocumentError::NoGlyph { character: '李', text: "Dr. 李".into() });
    }
}
