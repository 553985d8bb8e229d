//! One file, one judgement. They were made with Ghostscript, qpdf, Pillow, libheif and the usual archivers; bombs and mixtures by hand.

use std::{collections::BTreeSet, fs, path::Path};

use portal_attachments::{
    Kind::{self, Heic, Jpeg, Pdf, Png, Tiff},
    Refused::{
        self, Archive, Empty, Encrypted, Executable, NotAccepted, Office, TooLarge, Truncated, TwoTypes,
        UnpacksTooLarge, Unreadable,
    },
    fits, judge,
};

use crate::{file, judged, rules};

const TABLE: &[(&str, Result<Kind, Refused>)] = &[
    ("letter.pdf", Ok(Pdf)),
    ("packed.pdf", Ok(Pdf)),
    ("for-the-web.pdf", Ok(Pdf)),
    ("changed-later.pdf", Ok(Pdf)),
    ("padded.pdf", Ok(Pdf)),
    ("photo.jpg", Ok(Jpeg)),
    ("progressive.jpg", Ok(Jpeg)),
    ("drawing.png", Ok(Png)),
    ("telephone.heic", Ok(Heic)),
    ("scan.tif", Ok(Tiff)),
    ("three-pages.tiff", Ok(Tiff)),
    // The type is what is in it.
    ("LETTER.PDF", Ok(Pdf)),
    ("PHOTO.JPEG", Ok(Jpeg)),
    ("wrong-ending.png", Ok(Pdf)),
    ("letter-that-is-a-program.pdf", Err(Executable)),
    // What cameras put behind a picture is no second file.
    ("motion.jpg", Ok(Jpeg)),
    ("with-a-smaller-one.jpg", Ok(Jpeg)),
    ("empty.pdf", Err(Empty)),
    ("password.pdf", Err(Encrypted)),
    ("protected.pdf", Err(Encrypted)),
    ("protected-long-ago.pdf", Err(Encrypted)),
    ("locked-out-of-sight.pdf", Err(Encrypted)),
    ("cut-off.pdf", Err(Truncated)),
    ("cut-off.jpg", Err(Truncated)),
    ("cut-off.png", Err(Truncated)),
    ("cut-off.heic", Err(Truncated)),
    ("cut-off.tif", Err(Truncated)),
    ("damaged.pdf", Err(Unreadable)),
    ("no-table.pdf", Err(Unreadable)),
    ("only-a-heading.pdf", Err(Unreadable)),
    ("bomb-table.pdf", Err(Unreadable)),
    ("damaged.jpg", Err(Unreadable)),
    ("damaged.png", Err(Unreadable)),
    ("damaged.heic", Err(Unreadable)),
    ("damaged.tif", Err(Unreadable)),
    ("program", Err(Executable)),
    ("program.exe", Err(Executable)),
    ("install.sh", Err(Executable)),
    ("install.bat", Err(Executable)),
    ("script-then.pdf", Err(Executable)),
    ("files.zip", Err(Archive)),
    ("files.tar", Err(Archive)),
    ("files.tar.gz", Err(Archive)),
    ("files.xz", Err(Archive)),
    ("files.7z", Err(Archive)),
    ("files.rar", Err(Archive)),
    ("letter.doc", Err(Office)),
    ("letter.docx", Err(Office)),
    ("letter.odt", Err(Office)),
    ("letter.rtf", Err(Office)),
    ("notes.txt", Err(NotAccepted)),
    ("page.html", Err(NotAccepted)),
    ("drawing.gif", Err(NotAccepted)),
    ("drawing.svg", Err(NotAccepted)),
    ("photo-and-archive.jpg", Err(TwoTypes)),
    ("photo-and-rar.jpg", Err(TwoTypes)),
    ("photo-and-letter.jpg", Err(TwoTypes)),
    ("letter-and-archive.pdf", Err(TwoTypes)),
    ("drawing-and-program.png", Err(TwoTypes)),
    ("scan-and-archive.tif", Err(TwoTypes)),
    ("telephone-and-7z.heic", Err(TwoTypes)),
    ("bomb.pdf", Err(UnpacksTooLarge)),
    ("bomb-picture.pdf", Err(UnpacksTooLarge)),
    ("bomb.jpg", Err(UnpacksTooLarge)),
    ("bomb.png", Err(UnpacksTooLarge)),
    ("bomb.heic", Err(UnpacksTooLarge)),
    ("bomb.tif", Err(UnpacksTooLarge)),
];

#[test]
fn each_file_is_what_is_in_it() {
    for (name, expected) in TABLE {
        assert_eq!(judged(name).map(|judged| judged.kind), *expected, "{name}");
    }
    let there = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files")).unwrap();
    let there: BTreeSet<String> =
        there.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    let named: BTreeSet<String> = TABLE.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(named, there, "every file stands in the table");
}

#[test]
fn a_picture_says_how_large_it_is() {
    for (name, expected) in [
        ("photo.jpg", (48, 32)),
        ("progressive.jpg", (48, 32)),
        ("drawing.png", (48, 32)),
        // Stored in squares, and cut to 48 by 32 when it is shown.
        ("telephone.heic", (64, 64)),
        ("scan.tif", (48, 32)),
    ] {
        let pixels = judged(name).unwrap().pixels.unwrap();
        assert_eq!((pixels.width, pixels.height), expected, "{name}");
    }
    assert_eq!(judged("letter.pdf").unwrap().pixels, None);
}

#[test]
fn the_last_byte_that_may_be_is_taken() {
    let rules = rules();
    assert_eq!(rules.bytes_max, 25 * 1024 * 1024, "25 MB, as file managers count");
    for (bytes, expected) in
        [(0, Err(Empty)), (1, Ok(())), (rules.bytes_max, Ok(())), (rules.bytes_max + 1, Err(TooLarge))]
    {
        assert_eq!(fits(bytes, &rules), expected, "{bytes}");
    }
    let mut picture = file("photo.jpg");
    picture.resize(usize::try_from(rules.bytes_max).unwrap(), 0);
    assert!(judge("photo.jpg", &picture, &rules).is_ok());
    picture.push(0);
    assert_eq!(judge("photo.jpg", &picture, &rules), Err(TooLarge));
}

#[test]
fn a_picture_may_have_as_many_pixels_as_is_said() {
    for (name, pixels) in [
        ("photo.jpg", 48 * 32),
        ("drawing.png", 48 * 32),
        ("telephone.heic", 64 * 64),
        ("scan.tif", 48 * 32),
        ("letter.pdf", 48 * 32),
    ] {
        let mut rules = rules();
        rules.pixels_max = pixels;
        assert!(judge(name, &file(name), &rules).is_ok(), "{name}");
        rules.pixels_max -= 1;
        assert_eq!(judge(name, &file(name), &rules), Err(UnpacksTooLarge), "{name}");
    }
}
