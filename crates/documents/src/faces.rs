//! The typefaces that documents are set in, and which of them has a character. How glyphs come to stand in a line is in
//! `line`; which of them a file embeds, in `embed`.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use harfrust::{Direction, Font, Script, ShapePlan, ShaperFont};

use crate::{DocumentError, stretch::is_joiner};

/// How a piece of text is meant to look. Each style is a chain of faces: the first that has a character sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Running text and labels.
    Sans,
    /// Data, the person's name.
    SansSemibold,
    /// Titles.
    Serif,
    /// Large titles and names of ceremonial documents.
    SerifDisplay,
    /// The words between them.
    SerifItalic,
}

/// Place of a face in the table of faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FaceId(usize);

const SANS: FaceId = FaceId(0);
const SANS_SEMIBOLD: FaceId = FaceId(1);
const SERIF_SEMIBOLD: FaceId = FaceId(2);
const SYLLABICS: FaceId = FaceId(3);
const SYLLABICS_SEMIBOLD: FaceId = FaceId(4);
const SERIF_DISPLAY: FaceId = FaceId(5);
const SERIF_ITALIC: FaceId = FaceId(6);
const ARABIC: FaceId = FaceId(7);
const HEBREW: FaceId = FaceId(8);
/// Chinese characters and kana. Of a name in Chinese characters it is not known in which language it is written, and so
/// whose shapes it would want: all are set in the one face that has them all.
const HAN: FaceId = FaceId(9);
const HANGUL: FaceId = FaceId(10);

impl Style {
    fn chain(self) -> &'static [FaceId] {
        match self {
            Self::Sans => &[SANS, SYLLABICS, ARABIC, HEBREW, HAN, HANGUL],
            Self::SansSemibold => &[SANS_SEMIBOLD, SYLLABICS_SEMIBOLD, ARABIC, HEBREW, HAN, HANGUL],
            Self::Serif => &[SERIF_SEMIBOLD, SANS_SEMIBOLD, SYLLABICS_SEMIBOLD, ARABIC, HEBREW, HAN, HANGUL],
            Self::SerifDisplay => &[SERIF_DISPLAY, SANS, SYLLABICS, ARABIC, HEBREW, HAN, HANGUL],
            Self::SerifItalic => &[SERIF_ITALIC, SANS, SYLLABICS, ARABIC, HEBREW, HAN, HANGUL],
        }
    }
}

macro_rules! bundled {
    ($($name:literal in $folder:literal),+ $(,)?) => {
        [$(($name, include_bytes!(concat!("../../../assets/fonts/", $folder, "/", $name, ".ttf")).as_slice())),+]
    };
}

/// In the order of the identifiers above.
const BUNDLED: [(&str, &[u8]); 11] = bundled![
    "SourceSans3-Regular" in "source-sans-3",
    "SourceSans3-Semibold" in "source-sans-3",
    "SourceSerif4-Semibold" in "source-serif-4",
    "NotoSansCanadianAboriginal-Regular" in "noto-sans-canadian-aboriginal",
    "NotoSansCanadianAboriginal-SemiBold" in "noto-sans-canadian-aboriginal",
    "SourceSerif4Display-Regular" in "source-serif-4",
    "SourceSerif4-It" in "source-serif-4",
    "IBMPlexSansArabic-Medium" in "ibm-plex-sans-arabic",
    "NotoSansHebrew-Medium" in "noto-sans-hebrew",
    "NotoSansSC-Medium" in "noto-sans-sc",
    "NotoSansKR-Medium" in "noto-sans-kr",
];

static FACES: LazyLock<Result<Faces, DocumentError>> = LazyLock::new(Faces::load);

/// All faces, parsed once for the whole program.
pub(crate) struct Faces(Vec<Face>);

/// One face and what a PDF must say of it. Measures are in thousandths of an em.
pub(crate) struct Face {
    pub(crate) postscript_name: &'static str,
    pub(crate) bytes: &'static [u8],
    pub(crate) font: Font,
    pub(crate) ascent: i16,
    pub(crate) descent: i16,
    pub(crate) cap_height: i16,
    /// Left, bottom, right, top of the box around all glyphs.
    pub(crate) bounds: [i16; 4],
    /// The `usWeightClass` that PDF readers derive a stem width from.
    pub(crate) weight: u16,
    /// The glyph without ink, and its width.
    pub(crate) space: (u16, f64),
    /// How the face sets each script: found out once, not for each piece of text.
    plans: Mutex<Vec<Arc<ShapePlan>>>,
}

impl Faces {
    pub(crate) fn bundled() -> Result<&'static Self, DocumentError> {
        FACES.as_ref().map_err(Clone::clone)
    }

    fn load() -> Result<Self, DocumentError> {
        BUNDLED.iter().map(|(name, bytes)| Face::parse(name, bytes)).collect::<Result<_, _>>().map(Self)
    }

    pub(crate) fn face(&self, id: FaceId) -> &Face {
        &self.0[id.0]
    }

    /// The first face of the style that has every character of the cluster (a letter with its marks).
    pub(crate) fn choose(&self, style: Style, cluster: &str) -> Option<FaceId> {
        let has = |id: &FaceId| cluster.chars().all(|c| is_joiner(c) || self.face(*id).has(c));
        style.chain().iter().copied().find(has)
    }

    /// The character of the cluster that no face of the style has: the one to name in the error.
    pub(crate) fn lacking(&self, style: Style, cluster: &str) -> Option<char> {
        let nowhere = |c: &char| !style.chain().iter().any(|id| self.face(*id).has(*c));
        cluster.chars().find(nowhere).or_else(|| cluster.chars().last())
    }
}

impl Face {
    /// All bundled faces have a thousand units to the em, which is what PDF measures in; another would need scaling.
    fn parse(postscript_name: &'static str, bytes: &'static [u8]) -> Result<Self, DocumentError> {
        let fault = |problem: &str| DocumentError::face(postscript_name, problem);
        let font = Font::new(bytes, 0).ok_or_else(|| fault("not a typeface"))?;
        let metrics = font.metrics();
        if metrics.units_per_em != 1000 {
            return Err(fault("its em is not of a thousand units"));
        }
        let line = metrics.hhea_line.as_ref().ok_or_else(|| fault("it says no line height"))?;
        let cap_height = metrics.cap_height.ok_or_else(|| fault("it says no cap height"))?;
        let space = font.charmap().map_unicode(' ').ok_or_else(|| fault("it has no space"))?;
        let space_id = u16::try_from(space.to_u32()).map_err(|_| fault("its space is out of range"))?;
        let bounds = [metrics.bounds.x_min, metrics.bounds.y_min, metrics.bounds.x_max, metrics.bounds.y_max];
        let (ascent, descent) = (line.ascender.to_f64(), line.descender.to_f64());
        Ok(Self {
            postscript_name,
            bytes,
            ascent: whole(ascent),
            descent: whole(descent),
            cap_height: whole(cap_height.to_f64()),
            bounds: bounds.map(|edge| whole(edge.to_f64())),
            weight: if postscript_name.to_ascii_lowercase().ends_with("semibold") { 600 } else { 400 },
            space: (space_id, f64::from(ShaperFont::new(&font).glyph_h_advance(space))),
            font,
            plans: Mutex::default(),
        })
    }

    /// How the face sets a script in a direction. There are no more plans than scripts.
    pub(crate) fn plan(&self, direction: Direction, script: Option<Script>) -> Arc<ShapePlan> {
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = |plan: &&Arc<ShapePlan>| plan.direction() == direction && plan.script() == script;
        if let Some(plan) = plans.iter().find(is_it) {
            return Arc::clone(plan);
        }
        let plan = Arc::new(ShapePlan::new(&self.font, direction, script, None, &[]));
        plans.push(Arc::clone(&plan));
        plan
    }

    pub(crate) fn has(&self, character: char) -> bool {
        self.font.charmap().map_unicode(character).is_some()
    }
}

#[allow(clippy::cast_possible_truncation)]
fn whole(units: f64) -> i16 {
    units.round() as i16
}

#[cfg(test)]
mod tests {
    use super::{
        ARABIC, BUNDLED, Face, Faces, HAN, HANGUL, HEBREW, SANS_SEMIBOLD, SYLLABICS_SEMIBOLD, Style,
    };
    use crate::DocumentError;

    #[test]
    fn every_bundled_face_can_be_read_and_measured() {
        let faces = Faces::bundled().expect("the faces are part of the program");
        assert_eq!(faces.0.len(), BUNDLED.len());
        for face in &faces.0 {
            assert!(face.ascent > face.cap_height && face.cap_height > 500, "{}", face.postscript_name);
            assert!(face.descent < 0 && face.bounds[0] < face.bounds[2], "{}", face.postscript_name);
        }
    }

    #[test]
    fn a_face_that_is_missing_or_damaged_is_a_fault_that_names_it() {
        let (name, whole) = BUNDLED[0];
        let headless: &'static [u8] = &whole[..64];
        for bytes in [&[][..], b"not a typeface".as_slice(), headless] {
            let refused = Face::parse(name, bytes).map(|_| ()).expect_err("it can't be read");
            assert!(matches!(&refused, DocumentError::Face { face, .. } if *face == name), "{refused:?}");
            assert!(refused.to_string().contains(name), "whoever reads the log knows which file: {refused}");
        }
    }

    #[test]
    fn the_first_face_that_has_the_whole_cluster_sets_it() {
        let faces = Faces::bundled().expect("faces");
        for latin in ["A", "é", "Ễ", "Ж", "Ω", "W\u{331}", "ʼ"] {
            assert_eq!(faces.choose(Style::SansSemibold, latin), Some(SANS_SEMIBOLD), "{latin}");
        }
        assert_eq!(faces.choose(Style::SansSemibold, "ᐃ"), Some(SYLLABICS_SEMIBOLD));
        assert_eq!(faces.choose(Style::Serif, "ᖅ"), Some(SYLLABICS_SEMIBOLD), "titles have syllabics too");
        for style in [Style::Sans, Style::SansSemibold, Style::Serif, Style::SerifDisplay, Style::SerifItalic]
        {
            let chosen = ["م", "שׁ", "李", "ゆ", "김"].map(|letter| faces.choose(style, letter));
            assert_eq!(chosen, [ARABIC, HEBREW, HAN, HAN, HANGUL].map(Some), "{style:?}");
        }
    }

    #[test]
    fn a_character_that_no_face_has_is_named() {
        let faces = Faces::bundled().expect("faces");
        assert_eq!(faces.choose(Style::Sans, "e\u{94d}"), None);
        assert_eq!(
            faces.lacking(Style::Sans, "e\u{94d}"),
            Some('\u{94d}'),
            "the letter is there, the mark is not"
        );
    }
}
