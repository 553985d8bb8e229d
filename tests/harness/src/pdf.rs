//! A PDF as programs of others read it: its text (pdftotext), its page as a picture (pdftoppm), the codes on it (zbarimg).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Failure, Outcome, places};

/// Darker than this is ink.
const INK_MAX: u8 = 160;

/// A PDF file.
#[derive(Debug, Clone)]
pub struct Pdf {
    file: PathBuf,
}

/// A page as a picture in shades of grey.
#[derive(Debug, Clone)]
pub struct Picture {
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
    shades: Vec<u8>,
}

/// Where the ink is, in pixels from the upper left corner; all four are of pixels that have ink.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inked {
    /// The leftmost column.
    pub left: usize,
    /// The topmost row.
    pub top: usize,
    /// The rightmost column.
    pub right: usize,
    /// The bottom row.
    pub bottom: usize,
}

impl Inked {
    /// The farthest that one of the four edges is from its counterpart.
    pub fn off(&self, other: &Self) -> usize {
        [
            self.left.abs_diff(other.left),
            self.top.abs_diff(other.top),
            self.right.abs_diff(other.right),
            self.bottom.abs_diff(other.bottom),
        ]
        .into_iter()
        .max()
        .unwrap_or_default()
    }
}

impl Pdf {
    /// The file, which must be there.
    pub fn open(file: &Path) -> Outcome<Self> {
        let start = fs::read(file).map_err(Failure::system(format!("reading {}", file.display())))?;
        if start.starts_with(b"%PDF-") {
            return Ok(Self { file: file.to_path_buf() });
        }
        Err(Failure::Unexpected(format!("{} is no PDF", file.display())))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.file
    }

    /// Its text, as it lies on the page.
    pub fn text(&self) -> Outcome<String> {
        let mut read = Command::new(places::program("pdftotext")?);
        read.args(["-layout", "-enc", "UTF-8"]).arg(&self.file).arg("-");
        said(&mut read).map(|text| String::from_utf8_lossy(&text).into_owned())
    }

    /// Fails unless its text has all of this; spaces and ends of lines are one.
    pub fn must_say(&self, wanted: &[&str]) -> Outcome {
        let text = self.text()?.split_whitespace().collect::<Vec<_>>().join(" ");
        match wanted.iter().find(|wanted| !text.contains(**wanted)) {
            None => Ok(()),
            Some(missing) => Err(Failure::Unexpected(format!("the document does not say {missing}: {text}"))),
        }
    }

    /// Fails unless it is signed, and was not changed since (pdfsig). Whether the signer is to be trusted is another question.
    pub fn must_be_signed(&self) -> Outcome {
        let mut check = Command::new(places::program("pdfsig")?);
        // It ends with an error for a signer that this computer does not know.
        let output = check.arg(&self.file).output().map_err(Failure::system("running pdfsig"))?;
        let told = String::from_utf8_lossy(&output.stdout);
        if told.contains("Signature is Valid") && told.contains("Total document signed") {
            return Ok(());
        }
        Err(Failure::Unexpected(format!("pdfsig says of {}: {told}", self.file.display())))
    }

    /// A page, from 1, as a picture of so many dots to the inch.
    pub fn picture(&self, page: u32, dpi: u32) -> Outcome<Picture> {
        let mut draw = Command::new(places::program("pdftoppm")?);
        draw.args(["-gray", "-r", &dpi.to_string(), "-f", &page.to_string(), "-l", &page.to_string()]);
        draw.arg(&self.file);
        let drawn = said(&mut draw)?;
        Picture::read(&drawn)
            .ok_or_else(|| Failure::Unexpected(format!("{} has no page {page}", self.file.display())))
    }

    /// What the codes on a page say, read from a picture of so many dots to the inch.
    pub fn codes(&self, page: u32, dpi: u32) -> Outcome<Vec<String>> {
        let picture = self.picture(page, dpi)?;
        let folder = tempfile::tempdir().map_err(Failure::system("making a folder for a picture"))?;
        let file = folder.path().join("page.pgm");
        fs::write(&file, picture.pgm()).map_err(Failure::system("saving a picture"))?;
        let mut read = Command::new(places::program("zbarimg")?);
        read.args(["--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable"]).arg(&file);
        let output = read.stderr(Stdio::null()).output().map_err(Failure::system("running zbarimg"))?;
        // It ends with an error when there is none.
        Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
    }
}

impl Picture {
    /// Where there is ink; nothing on an empty page.
    pub fn inked(&self) -> Option<Inked> {
        let mut inked: Option<Inked> = None;
        let dark = self.shades.iter().enumerate().filter(|(_, shade)| **shade < INK_MAX);
        for (at, _) in dark {
            let (x, y) = (at % self.width, at / self.width);
            let known = inked.get_or_insert(Inked { left: x, top: y, right: x, bottom: y });
            known.left = known.left.min(x);
            known.right = known.right.max(x);
            known.bottom = y;
        }
        inked
    }

    /// A portable grey map with 255 shades, as pdftoppm writes it.
    fn read(bytes: &[u8]) -> Option<Self> {
        let header =
            |at: usize| bytes.get(..).and_then(|all| all.split(|byte| byte.is_ascii_whitespace()).nth(at));
        let number = |at: usize| std::str::from_utf8(header(at)?).ok()?.parse::<usize>().ok();
        if header(0)? != b"P5" || number(3)? != 255 {
            return None;
        }
        let (width, height) = (number(1)?, number(2)?);
        let shades = bytes.get(bytes.len().checked_sub(width * height)?..)?.to_vec();
        (width > 0).then_some(Self { width, height, shades })
    }

    fn pgm(&self) -> Vec<u8> {
        let mut file = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        file.extend_from_slice(&self.shades);
        file
    }
}

fn said(command: &mut Command) -> Outcome<Vec<u8>> {
    let output = command.output().map_err(Failure::system(format!("running {command:?}")))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let error = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Failure::Unexpected(format!("{command:?} ended with {}: {error}", output.status)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_the_ink_is_that_of_its_outermost_pixels() {
        let mut shades = vec![255_u8; 5 * 4];
        shades[5 + 2] = 0;
        shades[2 * 5 + 1] = 20;
        let file = Picture { width: 5, height: 4, shades }.pgm();
        let picture = Picture::read(&file).expect("what is written can be read");
        let inked = picture.inked().expect("there is ink");
        assert_eq!(inked, Inked { left: 1, top: 1, right: 2, bottom: 2 });
        assert_eq!(inked.off(&Inked { left: 1, top: 1, right: 4, bottom: 3 }), 2, "the farthest edge counts");
        assert!(Picture { width: 2, height: 1, shades: vec![255; 2] }.inked().is_none(), "paper is no ink");
    }
}
