//! The pictures that the documentation shows: some of a journey's, reduced, each with a line about it.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Filter};

use crate::{Failure, Outcome};

/// As the journey calls them, in the order in which they are shown.
const PICTURES: [(&str, &str); 30] = [
    ("home-not-started", "Home: where do I stand"),
    ("tour", "The tour, the first time that somebody signs in"),
    ("renewal-sections", "The survey's sections, each with its state"),
    ("section-e-after-the-crash", "A section, after the application was killed: every answer is there"),
    ("check-your-answers", "Check your answers"),
    ("queued", "Submitted without a network: queued is not filed"),
    ("complete", "Filed and paid"),
    ("documents", "The registration card"),
    ("services", "Services: what one may ask the College for"),
    ("service", "What a service says before it asks anything"),
    ("request-filed", "A request that the College has"),
    ("request-asked", "The College asks, and waits for an answer"),
    ("profile", "The profile at a glance, with what waits to be sent"),
    ("profile-about-me", "About me: each fact says who sees it"),
    ("profile-on-the-register", "The same as the public register shows it"),
    ("profile-contact", "Contact"),
    ("profile-addresses", "Addresses: in force, scheduled, historical"),
    ("profile-form", "A new primary address, and what will happen"),
    ("profile-change-waiting", "Saved without a network: the change waits, and can be taken back"),
    ("profile-change-at-the-college", "The same change at the College"),
    ("profile-change-needs-attention", "A change that met another one: both sides, and the person decides"),
    ("profile-practice", "Practice"),
    ("profile-registration", "Registration"),
    ("profile-corporations", "Corporations"),
    ("profile-financial-transactions", "Financial transactions"),
    ("profile-messages", "Messages"),
    ("profile-history", "History: what changed, when it took effect, who did it and from which computer"),
    ("profile-on-a-day", "The profile as it was on a day"),
    ("help", "Help: every question, who to call, the keys"),
    ("home-dark", "In dark"),
];

/// Colours that a reduced picture can have.
const COLOURS_MAX: usize = 256;

type Colour = [u8; 3];

/// Puts the pictures of the journey that was made in `journey` into `gallery`, with a page that shows them.
pub fn hang(journey: &Path, gallery: &Path) -> Outcome {
    fs::create_dir_all(gallery).map_err(Failure::system(format!("making {}", gallery.display())))?;
    let mut page =
        String::from("# What it looks like\n\nMade by `cargo xtask demo --pictures docs/pictures`.\n");
    for (name, words) in PICTURES {
        let file = gallery.join(format!("{name}.png"));
        reduce(&picture(journey, name)?, &file)?;
        // Writing to a string does not fail.
        let _ = write!(page, "\n{words}\n\n![{words}]({name}.png)\n");
    }
    fs::write(gallery.join("README.md"), page).map_err(Failure::system("writing the page of pictures"))
}

/// The numbered picture of this name.
fn picture(journey: &Path, name: &str) -> Outcome<PathBuf> {
    let files = fs::read_dir(journey).map_err(Failure::system("looking for the journey's pictures"))?;
    let wanted = format!("-{name}.png");
    let numbered = |file: &PathBuf| {
        let file = file.file_name().and_then(|file| file.to_str()).unwrap_or_default();
        file.strip_suffix(&wanted).is_some_and(|number| number.bytes().all(|digit| digit.is_ascii_digit()))
    };
    let found = files.flatten().map(|file| file.path()).find(numbered);
    found.ok_or_else(|| Failure::Unexpected(format!("the journey took no picture called {name}")))
}

/// Writes the picture again with its most frequent colours, which takes a third of the space; what is between them is the
/// smoothing of letters.
fn reduce(picture: &Path, out: &Path) -> Outcome {
    let (width, height, pixels) = read(picture)?;
    let mut counts: HashMap<Colour, usize> = HashMap::new();
    for pixel in &pixels {
        *counts.entry(*pixel).or_default() += 1;
    }
    let mut colours: Vec<(Colour, usize)> = counts.into_iter().collect();
    colours.sort_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
    let palette: Vec<Colour> = colours.iter().take(COLOURS_MAX).map(|(colour, _)| *colour).collect();
    let nearest: HashMap<Colour, u8> =
        colours.iter().map(|(colour, _)| (*colour, nearest(&palette, *colour))).collect();
    let indexes: Vec<u8> = pixels.iter().filter_map(|pixel| nearest.get(pixel).copied()).collect();

    let failed = |error| Failure::Unexpected(format!("{} cannot be written: {error}", out.display()));
    let file = File::create(out).map_err(Failure::system(format!("writing {}", out.display())))?;
    let mut encoder = Encoder::new(BufWriter::new(file), width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(Compression::High);
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(&indexes).map_err(failed)?;
    writer.finish().map_err(failed)
}

fn read(picture: &Path) -> Outcome<(u32, u32, Vec<Colour>)> {
    let failed = |what: String| Failure::Unexpected(format!("{}: {what}", picture.display()));
    let file = File::open(picture).map_err(Failure::system(format!("opening {}", picture.display())))?;
    let mut reader =
        Decoder::new(BufReader::new(file)).read_info().map_err(|error| failed(error.to_string()))?;
    let size = reader.output_buffer_size().ok_or_else(|| failed("it is too large".to_owned()))?;
    let mut bytes = vec![0; size];
    let frame = reader.next_frame(&mut bytes).map_err(|error| failed(error.to_string()))?;
    let samples = match (frame.color_type, frame.bit_depth) {
        (ColorType::Rgb, BitDepth::Eight) => 3,
        (ColorType::Rgba, BitDepth::Eight) => 4,
        other => return Err(failed(format!("no window's picture is like {other:?}"))),
    };
    let pixels =
        bytes[..frame.buffer_size()].chunks_exact(samples).map(|pixel| [pixel[0], pixel[1], pixel[2]]);
    Ok((frame.width, frame.height, pixels.collect()))
}

fn nearest(palette: &[Colour], colour: Colour) -> u8 {
    let distance = |other: &Colour| -> u32 {
        let apart = other.iter().zip(colour).map(|(one, other)| u32::from(one.abs_diff(other)));
        apart.map(|apart| apart * apart).sum()
    };
    let found = palette.iter().enumerate().min_by_key(|(_, other)| distance(other));
    // A palette has at most 256 colours.
    found.and_then(|(index, _)| u8::try_from(index).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_of_few_colours_is_the_same_after_it_was_reduced() -> Outcome {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (before, after) = (folder.path().join("01-a.png"), folder.path().join("a.png"));
        let pixels: Vec<Colour> = (0..64_u8).map(|at| [at * 4, 255 - at * 4, 7]).collect();
        let mut encoder = Encoder::new(File::create(&before).expect("a file"), 8, 8);
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(&pixels.concat()).expect("an image");
        writer.finish().expect("a whole file");
        assert_eq!(
            picture(folder.path(), "a")?,
            before,
            "a picture is found by its name, whatever its number"
        );
        reduce(&before, &after)?;
        let mut decoder = Decoder::new(BufReader::new(File::open(&after).expect("the reduced one")));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("it can be read");
        let mut bytes = vec![0; 8 * 8 * 3];
        reader.next_frame(&mut bytes).expect("it has an image");
        assert_eq!(bytes, pixels.concat(), "up to 256 colours nothing is lost");
        Ok(())
    }
}
