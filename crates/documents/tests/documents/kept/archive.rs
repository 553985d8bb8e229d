//! PDF/A-1b and PDF/UA-1: what PDFBox Preflight and page say of every document, and that they would say so if one were not.

use lopdf::{Document, Object};
use portal_documents::Pdf;

use crate::{
    kept::everything::everything,
    support::judges::{is_sound, page, preflight},
};

#[test]
fn every_document_is_sound_to_be_kept_and_to_be_read_aloud_whatever_the_name() {
    for name in [
        "Anna Lee",
        "Nguyễn & <Côté> \"Bảo\"",
        "ᒪᐃᑦ Ελένη Юлія ליו 李小龍 ليلى",
        "अनिता সুমি ਸਿੰਘ ஸ்ரீ ใจดี ሰላም თამარ Ան",
    ] {
        let all = everything(name);
        let files: Vec<(&str, &Pdf)> = all.iter().map(|(kind, pdf)| (*kind, pdf)).collect();
        is_sound(&files);
    }
}

#[test]
fn the_judge_refuses_a_file_without_what_makes_it_one_to_be_kept() {
    let (_, pdf) = everything("Anna Lee").swap_remove(0);
    for key in ["OutputIntents", "Metadata", "CIDSet"] {
        let broken = without(&pdf, key);
        let verdict = preflight(&[("broken", &broken)]);
        let first = verdict.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        assert!(first.starts_with("The file broken.pdf is not"), "without {key}: {first}");
        assert!(page(&[("broken", &broken)]).contains("1b PDFA1B-"), "without {key}: page");
    }
}

#[test]
fn the_other_judge_refuses_a_file_that_cannot_be_read_aloud() {
    let all = everything("Anna Lee");
    let of = |kind: &str| &all.iter().find(|(it, _)| *it == kind).expect("there is one").1;
    for (key, kind) in [
        ("StructTreeRoot", "card"),
        ("Lang", "card"),
        ("Metadata", "card"),
        ("Alt", "certificate"),
        ("A", "receipt"),
    ] {
        let verdict = page(&[("broken", &without(of(kind), key))]);
        assert!(verdict.contains("ua1 PDFUA1-"), "{kind} without {key}: {verdict}");
    }
}

/// The same file without this entry, wherever it stands.
fn without(pdf: &Pdf, key: &str) -> Vec<u8> {
    let mut tree = Document::load_mem(pdf.as_bytes()).expect("a PDF");
    let mut removed = 0;
    for object in tree.objects.values_mut() {
        if let Object::Dictionary(dictionary) = object
            && dictionary.remove(key.as_bytes()).is_some()
        {
            removed += 1;
        }
    }
    assert!(removed > 0, "there was a {key}");
    let mut bytes = Vec::new();
    tree.save_to(&mut bytes).expect("a file");
    bytes
}
