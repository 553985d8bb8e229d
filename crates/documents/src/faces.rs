//! The typefaces that documents are set in, and which of them has a character. How glyphs come to stand in a line is in
//! `line`; which of them a file embeds, in `embed`.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use harfrust::{Direction, Font, Script, ShapePlan, ShaperFont};

use crate::{
    DocumentError,
    clusters::{clusters, is_joiner},
};

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

/// Each bundled file, and what it is called here.
macro_rules! bundled {
    ($($id:ident = $name:literal in $folder:literal),+ $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Place { $($id),+ }
        $(const $id: FaceId = FaceId(Place::$id as usize);)+
        const BUNDLED: &[(&str, &[u8])] =
            &[$(($name, include_bytes!(concat!("../../../assets/fonts/", $folder, "/", $name, ".ttf")))),+];
    };
}

// Of a name in Chinese characters it is not known in which language it is written, and so whose shapes it would want: all
// are set in the one face that has them all.
bundled![
    SANS = "SourceSans3-Regular" in "source-sans-3",
    SANS_SEMIBOLD = "SourceSans3-Semibold" in "source-sans-3",
    SERIF_SEMIBOLD = "SourceSerif4-Semibold" in "source-serif-4",
    SERIF_DISPLAY = "SourceSerif4Display-Regular" in "source-serif-4",
    SERIF_ITALIC = "SourceSerif4-It" in "source-serif-4",
    SYLLABICS = "NotoSansCanadianAboriginal-Regular" in "noto-sans-canadian-aboriginal",
    SYLLABICS_SEMIBOLD = "NotoSansCanadianAboriginal-SemiBold" in "noto-sans-canadian-aboriginal",
    SYLLABICS_LIGHT = "NotoSansCanadianAboriginal-Light" in "noto-sans-canadian-aboriginal",
    LATIN = "NotoSans-Medium" in "noto-sans",
    LATIN_LIGHT = "NotoSans-Light" in "noto-sans",
    ARABIC = "IBMPlexSansArabic-Medium" in "ibm-plex-sans-arabic",
    ARABIC_LIGHT = "IBMPlexSansArabic-Light" in "ibm-plex-sans-arabic",
    HEBREW = "NotoSansHebrew-Medium" in "noto-sans-hebrew",
    HEBREW_LIGHT = "NotoSansHebrew-Light" in "noto-sans-hebrew",
    ARMENIAN = "NotoSansArmenian-Medium" in "noto-sans-armenian",
    ARMENIAN_LIGHT = "NotoSansArmenian-Light" in "noto-sans-armenian",
    GEORGIAN = "NotoSansGeorgian-Medium" in "noto-sans-georgian",
    GEORGIAN_LIGHT = "NotoSansGeorgian-Light" in "noto-sans-georgian",
    ETHIOPIC = "NotoSansEthiopic-Medium" in "noto-sans-ethiopic",
    ETHIOPIC_LIGHT = "NotoSansEthiopic-Light" in "noto-sans-ethiopic",
    DEVANAGARI = "NotoSansDevanagari-Medium" in "noto-sans-devanagari",
    DEVANAGARI_LIGHT = "NotoSansDevanagari-Light" in "noto-sans-devanagari",
    BENGALI = "NotoSansBengali-Medium" in "noto-sans-bengali",
    BENGALI_LIGHT = "NotoSansBengali-Light" in "noto-sans-bengali",
    GURMUKHI = "NotoSansGurmukhi-Medium" in "noto-sans-gurmukhi",
    GURMUKHI_LIGHT = "NotoSansGurmukhi-Light" in "noto-sans-gurmukhi",
    TAMIL = "NotoSansTamil-Medium" in "noto-sans-tamil",
    TAMIL_LIGHT = "NotoSansTamil-Light" in "noto-sans-tamil",
    THAI = "NotoSansThai-Medium" in "noto-sans-thai",
    THAI_LIGHT = "NotoSansThai-Light" in "noto-sans-thai",
    HAN = "NotoSansSC-Medium" in "noto-sans-sc",
    HAN_LIGHT = "NotoSansSC-Light" in "noto-sans-sc",
    HANGUL = "NotoSansKR-Medium" in "noto-sans-kr",
    HANGUL_LIGHT = "NotoSansKR-Light" in "noto-sans-kr",
];

/// The other scripts beside the regular and the semibold Latin.
const MEDIUM: &[FaceId] = &[
    LATIN, ARABIC, HEBREW, ARMENIAN, GEORGIAN, ETHIOPIC, DEVANAGARI, BENGALI, GURMUKHI, TAMIL, THAI, HAN,
    HANGUL,
];

/// The other scripts beside the light serif of large names; rare characters, which no light face has, in Medium.
const LIGHT: &[FaceId] = &[
    LATIN_LIGHT,
    ARABIC_LIGHT,
    HEBREW_LIGHT,
    ARMENIAN_LIGHT,
    GEORGIAN_LIGHT,
    ETHIOPIC_LIGHT,
    DEVANAGARI_LIGHT,
    BENGALI_LIGHT,
    GURMUKHI_LIGHT,
    TAMIL_LIGHT,
    THAI_LIGHT,
    HAN_LIGHT,
    HANGUL_LIGHT,
    HAN,
    HANGUL,
];

impl Style {
    /// The faces of a style, the one that gives it its look first.
    fn chain(self) -> impl Iterator<Item = FaceId> {
        let (own, others): (&[FaceId], _) = match self {
            Self::Sans => (&[SANS, SYLLABICS], MEDIUM),
            Self::SansSemibold => (&[SANS_SEMIBOLD, SYLLABICS_SEMIBOLD], MEDIUM),
            Self::Serif => (&[SERIF_SEMIBOLD, SANS_SEMIBOLD, SYLLABICS_SEMIBOLD], MEDIUM),
            Self::SerifDisplay => (&[SERIF_DISPLAY, SANS, SYLLABICS_LIGHT], LIGHT),
            Self::SerifItalic => (&[SERIF_ITALIC, SANS, SYLLABICS_LIGHT], LIGHT),
        };
        own.iter().chain(others).copied()
    }

    /// The face that gives the style its look. It has all of ASCII.
    pub(crate) fn first(self) -> FaceId {
        match self {
            Self::Sans => SANS,
            Self::SansSemibold => SANS_SEMIBOLD,
            Self::Serif => SERIF_SEMIBOLD,
            Self::SerifDisplay => SERIF_DISPLAY,
            Self::SerifItalic => SERIF_ITALIC,
        }
    }
}

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
        style.chain().find(has)
    }

    /// The first character of a text that can be printed by its number only: that no face has, or not with the letter that it
    /// belongs to. All styles have the same characters.
    pub(crate) fn lacking(&self, text: &str) -> Option<char> {
        let style = Style::Sans;
        let (_, cluster) = clusters(text).find(|(_, cluster)| self.choose(style, cluster).is_none())?;
        let nowhere = |c: &char| !style.chain().any(|id| self.face(id).has(*c));
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
            weight: weight(postscript_name),
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

    /// What a character of the private areas looks like is known to who typed it only.
    pub(crate) fn has(&self, character: char) -> bool {
        let is_private = matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        !is_private && self.font.charmap().map_unicode(character).is_some()
    }
}

/// As the name of the file says.
fn weight(postscript_name: &str) -> u16 {
    let weights = [("semibold", 600), ("medium", 500), ("light", 300)];
    let name = postscript_name.to_ascii_lowercase();
    weights.iter().find(|(ending, _)| name.ends_with(ending)).map_or(400, |(_, weight)| *weight)
}

#[allow(clippy::cast_possible_truncation)]
fn whole(units: f64) -> i16 {
    units.round() as i16
}

#[cfg(test)]
mod tests {
    use super::{
        ARABIC, ARABIC_LIGHT, BUNDLED, Face, FaceId, Faces, HAN, HAN_LIGHT, HANGUL, HANGUL_LIGHT, HEBREW,
        HEBREW_LIGHT, LATIN, SANS_SEMIBOLD, SYLLABICS_SEMIBOLD, Style,
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
        assert_eq!(faces.choose(Style::SansSemibold, "Ƙ"), Some(LATIN), "what Source Sans does not have");
        let medium = [ARABIC, HEBREW, HAN, HAN, HANGUL, HAN];
        let light = [ARABIC_LIGHT, HEBREW_LIGHT, HAN_LIGHT, HAN_LIGHT, HANGUL_LIGHT, HAN];
        for style in STYLES {
            let is_light = matches!(style, Style::SerifDisplay | Style::SerifItalic);
            let wanted: [FaceId; 6] = if is_light { light } else { medium };
            let chosen = ["م", "שׁ", "李", "ゆ", "김", "䶮"].map(|letter| faces.choose(style, letter));
            assert_eq!(chosen, wanted.map(Some), "{style:?}: a light name in every script");
        }
    }

    const STYLES: [Style; 5] =
        [Style::Sans, Style::SansSemibold, Style::Serif, Style::SerifDisplay, Style::SerifItalic];

    #[test]
    fn all_styles_have_the_same_characters_so_that_a_name_that_one_takes_all_take() {
        let faces = Faces::bundled().expect("faces");
        for c in '\u{20}'..='\u{3ffff}' {
            let has = STYLES.map(|style| faces.choose(style, c.encode_utf8(&mut [0; 4])).is_some());
            assert!(has.iter().all(|it| *it == has[0]), "U+{:04X}: {has:?}", u32::from(c));
        }
    }

    #[test]
    fn every_letter_of_the_scripts_that_are_claimed_has_a_face() {
        let blocks = [
            (
                "Latin",
                vec![
                    '\u{20}'..='\u{7e}',
                    '\u{ae}'..='\u{2af}',
                    '\u{1e00}'..='\u{1eff}',
                    '\u{2c60}'..='\u{2c7f}',
                ],
            ),
            ("Armenian", vec!['\u{531}'..='\u{556}', '\u{559}'..='\u{58a}']),
            ("Georgian", vec!['\u{10a0}'..='\u{10c5}', '\u{10d0}'..='\u{10ff}', '\u{1c90}'..='\u{1cba}']),
            ("Ethiopic", vec!['\u{1200}'..='\u{1248}', '\u{1260}'..='\u{1288}', '\u{12d8}'..='\u{1310}']),
            ("Devanagari", vec!['\u{900}'..='\u{97f}']),
            ("Bengali", vec!['\u{985}'..='\u{98c}', '\u{993}'..='\u{9a8}', '\u{9e6}'..='\u{9fd}']),
            ("Gurmukhi", vec!['\u{a05}'..='\u{a0a}', '\u{a13}'..='\u{a28}', '\u{a66}'..='\u{a76}']),
            ("Tamil", vec!['\u{b85}'..='\u{b8a}', '\u{bae}'..='\u{bb9}', '\u{be6}'..='\u{bfa}']),
            ("Thai", vec!['\u{e01}'..='\u{e3a}', '\u{e3f}'..='\u{e5b}']),
        ];
        let faces = Faces::bundled().expect("faces");
        for (script, letters) in blocks {
            for c in letters.into_iter().flatten() {
                let has = faces.choose(Style::Sans, c.encode_utf8(&mut [0; 4])).is_some();
                assert!(has, "{script}: U+{:04X}", u32::from(c));
            }
        }
    }

    #[test]
    fn a_character_that_no_face_has_is_named() {
        let faces = Faces::bundled().expect("faces");
        assert_eq!(faces.choose(Style::Sans, "李\u{94d}"), None);
        assert_eq!(faces.lacking("R李\u{94d}"), Some('\u{94d}'), "each is there, but not together");
        assert_eq!(faces.lacking("Dr. 🩺 \u{e000}"), Some('🩺'));
        assert_eq!(
            faces.lacking("\u{e000}"),
            Some('\u{e000}'),
            "a private character, whatever a face has for it"
        );
        assert_eq!(faces.lacking("अनिता Ḵwul ஆர்த்தி"), None);
    }
}
