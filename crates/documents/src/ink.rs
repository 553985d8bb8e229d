//! The inks of the documents, and where type is black.

use printpdf::{Color, Rgb};

use crate::units::round;

/// The inks of the documents; the same as in the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Data and titles.
    Text,
    /// Labels and notes.
    Soft,
    /// The one accent.
    Accent,
    /// Rules.
    Rule,
    /// Ornament behind text.
    Tint,
}

impl Ink {
    pub(crate) fn rgb(self) -> [u8; 3] {
        match self {
            Self::Text => [0x16, 0x21, 0x2b],
            Self::Soft => [0x4a, 0x5a, 0x68],
            Self::Accent => [0x0a, 0x5f, 0x73],
            Self::Rule => [0xd5, 0xdc, 0xe1],
            Self::Tint => [0xe3, 0xed, 0xef],
        }
    }

    pub(crate) fn color(self) -> Color {
        color(self.rgb())
    }

    /// Small type is black: a printer of black and white breaks up what is coloured or grey into dots.
    pub(crate) fn of_type(self, size: f64) -> Color {
        if size < COLOURED_FROM { color([0; 3]) } else { self.color() }
    }
}

/// Smaller type is black, in points.
const COLOURED_FROM: f64 = 9.0;

/// As printpdf takes it.
pub(crate) fn color(rgb: [u8; 3]) -> Color {
    #[allow(clippy::cast_possible_truncation)]
    let [r, g, b] = rgb.map(|part| round(f64::from(part) / 255.0, 3) as f32);
    Color::Rgb(Rgb { r, g, b, icc_profile: None })
}
