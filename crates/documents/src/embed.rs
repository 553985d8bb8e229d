//! The part of each typeface that a document uses. A glyph and the text that it stands for together make a code, so
//! that text copies out right even where one glyph serves two characters.

use std::collections::BTreeMap;

use printpdf::{FontId, FontMetrics, ParsedFont, PdfDocument, PdfFont};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::{
    DocumentError,
    faces::{Face, FaceId, Faces},
};

/// What the pages drawn so far use of each face.
#[derive(Debug, Default)]
pub(crate) struct Used(BTreeMap<FaceId, UsedFace>);

/// Codes count from 1 in the order of first use; 0 is the box that is never drawn.
#[derive(Debug, Default)]
struct UsedFace {
    codes: BTreeMap<(u16, String), u16>,
    /// Glyph and width of each code.
    glyphs: Vec<(u16, u16)>,
}

/// What printpdf cannot be told before it builds the file, by the name of the embedded font.
#[derive(Debug)]
pub(crate) struct Embedded {
    pub(crate) base_font: String,
    pub(crate) cap_height: i16,
    /// How many codes there are, 0 not counted.
    pub(crate) codes: usize,
    /// How many glyphs the subset has: also those that others are put together from.
    pub(crate) glyphs: usize,
    /// Two bytes a code, from 0 on; `None` where code and glyph are the same.
    pub(crate) code_to_glyph: Option<Vec<u8>>,
}

/// The resource under which pages name a face.
pub(crate) fn resource(faces: &Faces, id: FaceId) -> FontId {
    FontId(faces.face(id).postscript_name.to_owned())
}

impl Used {
    /// The code that draws this glyph and copies out as this text.
    pub(crate) fn code(&mut self, face: FaceId, glyph: u16, width: f64, text: &str) -> u16 {
        let used = self.0.entry(face).or_default();
        if let Some(code) = used.codes.get(&(glyph, text.to_owned())) {
            return *code;
        }
        used.glyphs.push((glyph, whole(width)));
        let code = u16::try_from(used.glyphs.len()).unwrap_or(u16::MAX);
        used.codes.insert((glyph, text.to_owned()), code);
        code
    }

    /// Reduces each face to what is used and hands it to the document.
    pub(crate) fn embed(
        &self,
        faces: &Faces,
        into: &mut PdfDocument,
    ) -> Result<Vec<Embedded>, DocumentError> {
        let mut embedded = Vec::new();
        for (id, used) in &self.0 {
            let face = faces.face(*id);
            let (subset, code_to_glyph) = used.subset(face)?;
            let base_font = format!("{}+{}", tag(&subset), face.postscript_name);
            let glyphs = glyphs_in(&subset);
            into.resources.fonts.map.insert(resource(faces, *id), used.parsed(face, subset, &base_font));
            let codes = used.glyphs.len();
            embedded.push(Embedded { base_font, cap_height: face.cap_height, codes, glyphs, code_to_glyph });
        }
        Ok(embedded)
    }
}

impl UsedFace {
    fn subset(&self, face: &Face) -> Result<(Vec<u8>, Option<Vec<u8>>), DocumentError> {
        let mut remapper = GlyphRemapper::new();
        let of_code: Vec<u16> = self.glyphs.iter().map(|(glyph, _)| remapper.remap(*glyph)).collect();
        let subset = subsetter::subset(face.bytes, 0, &remapper)
            .map_err(|error| DocumentError::program(face.postscript_name, &error))?;
        let same = of_code.iter().enumerate().all(|(at, glyph)| usize::from(*glyph) == at + 1);
        let map = [0].iter().chain(&of_code).flat_map(|glyph| glyph.to_be_bytes()).collect();
        Ok((subset, (!same).then_some(map)))
    }

    fn parsed(&self, face: &Face, subset: Vec<u8>, base_font: &str) -> PdfFont {
        let widths = (1..).zip(&self.glyphs).map(|(code, (_, width))| (code, *width)).collect();
        let metrics = FontMetrics { ascent: face.ascent, descent: face.descent };
        let name = Some(base_font.to_owned());
        let mut font = ParsedFont::with_glyph_data(subset, 0, name, BTreeMap::new(), widths, 1000, metrics);
        let [left, bottom, right, top] = face.bounds;
        let stated = &mut font.pdf_font_metrics;
        (stated.x_min, stated.y_min, stated.x_max, stated.y_max) = (left, bottom, right, top);
        stated.us_weight_class = face.weight;
        PdfFont::new(font)
    }
}

/// The six letters that mark a subset: from its content, so that two different subsets never share a name.
fn tag(subset: &[u8]) -> String {
    Sha256::digest(subset).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// As the table `maxp` says.
fn glyphs_in(subset: &[u8]) -> usize {
    let word = |at: usize| subset.get(at..at + 2).map(|two| usize::from(two[0]) << 8 | usize::from(two[1]));
    let tables = word(4).unwrap_or_default();
    let record = (0..tables).map(|table| 12 + 16 * table).find(|at| subset.get(*at..at + 4) == Some(b"maxp"));
    let start = record.and_then(|at| Some(word(at + 8)? << 16 | word(at + 10)?));
    start.and_then(|start| word(start + 4)).unwrap_or_default()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(width: f64) -> u16 {
    width.round().clamp(0.0, f64::from(u16::MAX)) as u16
}

#[cfg(test)]
mod tests {
    use super::Used;
    use crate::faces::{Faces, Style};

    #[test]
    fn one_glyph_that_stands_for_two_texts_gets_two_codes_and_one_outline() {
        let faces = Faces::bundled().expect("faces");
        let face = faces.choose(Style::Sans, "A").expect("Latin");
        let mut used = Used::default();
        assert_eq!(used.code(face, 40, 500.0, "A"), 1);
        assert_eq!(used.code(face, 40, 500.0, "\u{391}"), 2, "the same shape as a Greek letter");
        assert_eq!(used.code(face, 40, 500.0, "A"), 1, "a code is used again");
        let (_, map) = used.0[&face].subset(faces.face(face)).expect("a subset");
        assert_eq!(map, Some(vec![0, 0, 0, 1, 0, 1]), "both codes draw the one glyph of the subset");
    }
}
