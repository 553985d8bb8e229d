//! Files of a forger's making, each with what is said of it. Never that it is the College's own; and "refused" only of what no
//! document of the College has.

mod paper;
mod signed;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use portal_documents::{Credential, Pdf, signature::sign};
use portal_verify::{Foreign, Judged, Note, Reason, SignatureFault, Verdict, check_pdf};

use crate::{
    office::{Kind, ON, Office, SIGNED_AT, claims, document, instant, now},
    tampered::{code_of, open, page, saved},
};

/// What is said of a forged file.
#[derive(Debug)]
enum Expected {
    /// Refused, as it has this.
    Has(Foreign),
    /// Refused for another reason.
    Refused(Reason),
    /// Only paper: the code is genuine, and a person has to compare.
    Paper,
    /// Nothing in it can be checked.
    Nothing,
    /// The signature does not hold.
    Signature(SignatureFault),
    /// It has a signature that is not as the College makes it.
    Shape,
}

struct Stage {
    office: Office,
    credential: Credential,
    /// A certificate as the registrant prints it.
    plain: Vec<u8>,
    /// The same with many pages.
    long: Vec<u8>,
    signed: Vec<u8>,
    issued: Pdf,
}

impl Stage {
    fn new() -> Self {
        let (office, claims) = (Office::new(), claims("Anna Lee"));
        let credential = office.college.credential(&claims);
        let plain = document(Kind::Certificate, &claims, &credential);
        let issued = sign(&plain, &office.signer, "Issued", instant(SIGNED_AT)).expect("a signature");
        let signed = issued.as_bytes().to_vec();
        let long = document(Kind::LongCertificate, &claims, &credential).into_bytes();
        Self { office, credential, plain: plain.into_bytes(), long, signed, issued }
    }

    fn check(&self, bytes: &[u8]) -> Verdict {
        check_pdf(bytes, &self.office.trust(), ON, now())
    }

    fn edited(&self, edit: impl FnOnce(&mut Document)) -> Vec<u8> {
        let mut file = open(&self.plain);
        edit(&mut file);
        saved(file)
    }

    /// With operators before and after those of the first page.
    fn drawn(&self, before: &str, after: &str) -> Vec<u8> {
        self.edited(|file| {
            let first = page(file, 1);
            let content = file.get_page_content(first);
            let content = [before.as_bytes(), b"\n", &content, b"\n", after.as_bytes()].concat();
            file.change_page_content(first, content).expect("a page");
        })
    }

    /// The same with something among the resources of the first page.
    fn using(&self, kind: &str, it: impl Into<Object>, after: &str) -> Vec<u8> {
        let it = it.into();
        self.edited(|file| {
            let id = file.add_object(it);
            resource(file, kind, id);
            let first = page(file, 1);
            let content = [&file.get_page_content(first)[..], b"\n", after.as_bytes()].concat();
            file.change_page_content(first, content).expect("a page");
        })
    }

    fn with_page_entry(&self, key: &str, value: impl Into<Object>) -> Vec<u8> {
        let value = value.into();
        self.edited(|file| {
            let first = page(file, 1);
            file.get_dictionary_mut(first).expect("a page").set(key, value);
        })
    }

    fn with_catalog_entry(&self, key: &str, value: impl Into<Object>) -> Vec<u8> {
        let value = value.into();
        self.edited(|file| file.catalog_mut().expect("a catalog").set(key, value))
    }
}

/// Puts an object among the resources of the first page, under the name `Added`.
fn resource(file: &mut Document, kind: &str, id: ObjectId) {
    let first = page(file, 1);
    let own = file.get_dictionary(first).expect("a page").get(b"Resources").expect("resources").clone();
    let mut resources = file.dereference(&own).expect("resources").1.as_dict().expect("a dictionary").clone();
    let there = resources.get(kind.as_bytes()).ok();
    let there = there.and_then(|there| file.dereference(there).ok()?.1.as_dict().ok()).cloned();
    let mut entries = there.unwrap_or_default();
    entries.set("Added", id);
    resources.set(kind, entries);
    file.get_dictionary_mut(first).expect("a page").set("Resources", resources);
}

fn picture() -> Stream {
    let dictionary = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
    };
    Stream::new(dictionary, vec![255])
}

fn annotation(kind: &str) -> Object {
    let it = dictionary! {
        "Type" => "Annot", "Subtype" => kind, "Rect" => vec![100.into(), 500.into(), 400.into(), 560.into()],
        "Contents" => Object::string_literal("Independent Practice, all fields"), "F" => 4,
    };
    Object::Array(vec![it.into()])
}

fn action(kind: &str) -> Dictionary {
    dictionary! { "S" => kind, "JS" => Object::string_literal("app.alert(1)"), "URI" => Object::string_literal("https://x.example") }
}

fn font(subtype: &str) -> Dictionary {
    dictionary! { "Type" => "Font", "Subtype" => subtype, "BaseFont" => "Helvetica" }
}

/// A form of these operators.
fn form(operators: &str) -> Stream {
    let bounds = vec![0.into(), 0.into(), 700.into(), 900.into()];
    let dictionary = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => bounds };
    Stream::new(dictionary, operators.as_bytes().to_vec())
}

/// Text in a typeface of the page, so that only how it stands is foreign.
fn text(stage: &Stage, how: &str) -> String {
    let file = open(&stage.plain);
    let fonts = file.get_page_fonts(page(&file, 1)).expect("fonts");
    let name = String::from_utf8(fonts.keys().next().expect("a font").clone()).expect("a name");
    format!("q BT {} /{name} 12 Tf {how} <00010002> Tj ET Q", "0 g")
}

type Row = (&'static str, fn(&Stage) -> Vec<u8>, Expected);

fn append(file: &mut Document, mut page: Dictionary) {
    let pages = file.catalog().and_then(|it| it.get(b"Pages")).and_then(Object::as_reference).expect("pages");
    page.set("Parent", pages);
    let id = file.add_object(page);
    let tree = file.get_dictionary_mut(pages).expect("pages");
    tree.get_mut(b"Kids").and_then(Object::as_array_mut).expect("kids").push(id.into());
    let count = i64::try_from(file.get_pages().len()).expect("a count");
    file.get_dictionary_mut(pages).expect("pages").set("Count", count);
}

/// A new file with the code of the certificate and these operators in Helvetica.
fn made_around(stage: &Stage, operators: &str) -> Vec<u8> {
    let donor = open(&stage.plain);
    let drawing = donor.objects[&code_of(&donor)].clone();
    let mut file = Document::with_version("1.7");
    let (code, face) = (file.add_object(drawing), file.add_object(font("Type1")));
    let operators = format!("{operators} q 2 0 0 2 72 72 cm /Credential Do Q");
    let content = file.add_object(Stream::new(Dictionary::new(), operators.into_bytes()));
    let resources = dictionary! { "XObject" => dictionary! { "Credential" => code }, "Font" => dictionary! { "F" => face } };
    let pages = file.new_object_id();
    let page = file.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "MediaBox" => vec![0.into(), 0.into(), 612.into(), 792.into()],
        "Contents" => content, "Resources" => resources,
    });
    file.objects
        .insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    file.trailer.set("Root", catalog);
    saved(file)
}

/// Two glyphs of a typeface change places, and the table of their texts with them: it copies out as before.
fn lie(file: &mut Document) {
    let faces = file.objects.values_mut().filter_map(|object| object.as_stream_mut().ok());
    for face in faces.filter(|face| face.dict.has(b"Length1") || face.dict.has_type(b"FontFile2")) {
        let mut bytes = face.decompressed_content().unwrap_or_else(|_| face.content.clone());
        if let Some(last) = bytes.last_mut() {
            *last ^= 1;
        }
        face.set_plain_content(bytes);
    }
}

fn updated(stage: &Stage, edit: impl FnOnce(&mut Dictionary)) -> Vec<u8> {
    let before = open(&stage.signed);
    let first = page(&before, 1);
    let mut update = lopdf::IncrementalDocument::create_from(stage.signed.clone(), before);
    update.opt_clone_object_to_new_document(first).expect("a page");
    edit(update.new_document.get_dictionary_mut(first).expect("a page"));
    let mut bytes = Vec::new();
    update.save_to(&mut bytes).expect("a PDF");
    bytes
}

fn sign_again(stage: &Stage) -> Vec<u8> {
    sign(&stage.issued, &stage.office.signer, "Issued", instant(SIGNED_AT)).expect("a signature").into_bytes()
}

fn cut(bytes: &[u8], before: &[u8]) -> Vec<u8> {
    let at = bytes.windows(before.len()).rposition(|window| window == before).expect("it");
    bytes[..at].to_vec()
}

fn swapped(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = bytes.windows(from.len()).rposition(|window| window == from).expect("it");
    [&bytes[..at], to, &bytes[at + from.len()..]].concat()
}

/// With another range in the room of the one that is there.
fn ranged(stage: &Stage, range: impl FnOnce([usize; 4]) -> [usize; 4]) -> Vec<u8> {
    let mut bytes = stage.signed.clone();
    let start = bytes.windows(10).rposition(|window| window == b"/ByteRange").expect("a range");
    let open = start + bytes[start..].iter().position(|byte| *byte == b'[').expect("it opens") + 1;
    let close = open + bytes[open..].iter().position(|byte| *byte == b']').expect("it closes");
    let there = String::from_utf8_lossy(&bytes[open..close]).into_owned();
    let numbers: Vec<usize> = there.split_whitespace().map(|it| it.parse().expect("a number")).collect();
    let other = range(numbers.try_into().expect("four"));
    let other = other.map(|number| number.to_string()).join(" ");
    let other = format!("{other:width$}", width = close - open);
    bytes.splice(open..close, other.into_bytes());
    bytes
}

fn matches(
    said: &Expected,
    verdict: &Verdict,
    claims: &portal_credentials::registration::CredentialClaims,
) -> bool {
    let is_genuine = verdict.says.as_ref() == Some(claims);
    match (said, &verdict.refused) {
        (Expected::Has(foreign), Some(Reason::Foreign(found))) => is_genuine && found.contains(foreign),
        (Expected::Refused(reason), Some(found)) => reason == found,
        (Expected::Paper, None) => is_genuine && verdict.exit_code() == 3,
        (Expected::Nothing, None) => verdict.exit_code() == 3 && verdict.notes.contains(&Note::NoCode),
        (Expected::Signature(fault), Some(Reason::Signature(found))) => fault == found,
        (Expected::Shape, Some(Reason::Signature(SignatureFault::Shape(_)))) => true,
        _ => false,
    }
}

#[test]
fn of_each_forged_file_is_said_what_it_is() {
    let stage = Stage::new();
    let own = stage.check(&stage.signed);
    assert!(matches!(own.file, Judged::Own(_)) && own.exit_code() == 0, "the genuine one: {own:?}");
    let rows: Vec<Row> = paper::paper().into_iter().chain(signed::signed()).collect();
    assert!(rows.len() >= 90, "{}", rows.len());
    let mut wrong = Vec::new();
    for (what, forge, said) in &rows {
        let verdict = stage.check(&forge(&stage));
        assert!(!matches!(verdict.file, Judged::Own(_)) && verdict.exit_code() != 0, "{what}");
        if !matches(said, &verdict, &stage.credential.claims) {
            wrong.push(format!("{what}: {:?} and not {said:?}; {:?}", verdict.refused, verdict.notes));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What other programs made of a genuine page: a person may have printed and scanned it in good faith.
#[test]
fn scans_and_reprints_cannot_be_judged_and_are_not_refused() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    std::fs::write(path("own.pdf"), &stage.plain).expect("a file");
    std::fs::write(path("signed.pdf"), &stage.signed).expect("a file");
    let run = |program: &str, arguments: &[&str]| {
        let out = std::process::Command::new(program).args(arguments).output();
        let out = out
            .unwrap_or_else(|error| panic!("{program} is needed; `cargo xtask test` installs it: {error}"));
        assert!(out.status.success(), "{program}: {}", String::from_utf8_lossy(&out.stderr));
    };
    let own = path("own.pdf");
    run("pdftocairo", &["-pdf", &own, &path("cairo.pdf")]);
    run("pdftoppm", &["-r", "100", "-gray", "-singlefile", &own, &path("scan")]);
    run("qpdf", &["--object-streams=generate", "--linearize", &own, &path("packed.pdf")]);
    run("qpdf", &["--qdf", &own, &path("plain.pdf")]);
    run("qpdf", &["--encrypt", "", "owner", "256", "--", &own, &path("encrypted.pdf")]);
    run("qpdf", &["--object-streams=generate", &path("signed.pdf"), &path("signed-packed.pdf")]);
    std::fs::write(path("scan.pdf"), scanned(&std::fs::read(path("scan.pgm")).expect("a picture")))
        .expect("a file");

    for name in ["cairo.pdf", "scan.pdf", "encrypted.pdf"] {
        let verdict = stage.check(&std::fs::read(path(name)).expect("a file"));
        assert_eq!((verdict.exit_code(), &verdict.refused), (3, &None), "{name}");
        assert!(verdict.notes.contains(&Note::NoCode), "{name}: {:?}", verdict.notes);
    }
    for name in ["packed.pdf", "plain.pdf"] {
        let verdict = stage.check(&std::fs::read(path(name)).expect("a file"));
        assert_eq!((verdict.exit_code(), &verdict.refused), (3, &None), "{name}");
        assert_eq!(verdict.says.as_ref(), Some(&stage.credential.claims), "{name}: its code is still there");
    }
    let verdict = stage.check(&std::fs::read(path("signed-packed.pdf")).expect("a file"));
    assert_eq!(
        verdict.refused,
        Some(Reason::Signature(SignatureFault::NotWhole)),
        "a signed file is never packed anew"
    );
}

/// A page with nothing on it but a picture.
fn scanned(picture: &[u8]) -> Vec<u8> {
    let header: Vec<&[u8]> = picture.splitn(4, u8::is_ascii_whitespace).collect();
    let number = |at: usize| String::from_utf8_lossy(header[at]).parse::<i64>().expect("a number");
    let (width, height) = (number(1), number(2));
    let pixels = usize::try_from(width * height).expect("a size");
    let mut image = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height,
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
        },
        picture[picture.len() - pixels..].to_vec(),
    );
    image.compress().expect("a picture");
    let mut file = Document::with_version("1.7");
    let image = file.add_object(image);
    let content = file.add_object(Stream::new(Dictionary::new(), b"q 595 0 0 842 0 0 cm /Im Do Q".to_vec()));
    let pages = file.new_object_id();
    let page = file.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Contents" => content, "Resources" => dictionary! { "XObject" => dictionary! { "Im" => image } },
    });
    file.objects
        .insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    file.trailer.set("Root", catalog);
    saved(file)
}
