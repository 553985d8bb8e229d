//! A finished file that somebody worked on with a tool for PDF files.

use lopdf::{Document, Object, ObjectId, content::Content};
use portal_credentials::registration::{CredentialClaims, Refusal};
use portal_verify::{Fact, Note, Reason, Trust, check_pdf};

use crate::office::{College, KINDS, Kind, ON, check, claims, document, now};

pub fn open(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).expect("a PDF")
}

pub fn saved(mut file: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("a PDF");
    bytes
}

pub fn page(file: &Document, number: u32) -> ObjectId {
    file.get_pages()[&number]
}

/// Where a glyph's code stands: in which operation, which part of what it shows, and from which byte.
type Place = (usize, usize, usize);

/// The last digit of the first text that says this, in what is to be read, is exchanged for its first: `900001` becomes `900009`.
fn with_changed_digit(bytes: &[u8], digits: &str) -> Vec<u8> {
    let mut file = open(bytes);
    let page = page(&file, 1);
    let mut content = Content::decode(&file.get_page_content(page)).expect("operators");
    let shown = glyphs(&file, page, &content);
    let text: String = shown.iter().map(|(letter, _)| *letter).collect();
    let at = text.find(digits).unwrap_or_else(|| panic!("{digits} in {text}"));
    let at = text[..at].chars().count();
    let (first, last) = (shown[at].1, shown[at + digits.len() - 1].1);
    let code: [u8; 2] = codes(&mut content, first).try_into().expect("a code");
    codes(&mut content, last).copy_from_slice(&code);
    file.change_page_content(page, content.encode().expect("operators")).expect("a page");
    saved(file)
}

fn codes(content: &mut Content, (operation, part, byte): Place) -> &mut [u8] {
    let parts = content.operations[operation].operands[0].as_array_mut().expect("text");
    let Object::String(codes, _) = &mut parts[part] else { panic!("no text") };
    &mut codes[byte..byte + 2]
}

/// The letters of a page with their places, without ornament. A line's end is a letter too.
fn glyphs(file: &Document, page: ObjectId, content: &Content) -> Vec<(char, Place)> {
    let fonts = file.get_page_fonts(page).expect("fonts");
    let (mut font, mut marks, mut found) = (None, Vec::new(), Vec::new());
    for (operation, it) in content.operations.iter().enumerate() {
        let first = it.operands.first();
        match it.operator.as_str() {
            "BMC" | "BDC" => marks.push(first.and_then(|tag| tag.as_name().ok()) == Some(b"Artifact")),
            "EMC" => drop(marks.pop()),
            "ET" => found.push(('\n', (operation, 0, 0))),
            "Tf" => {
                let name = first.and_then(|name| name.as_name().ok()).expect("a name");
                font = Some(fonts[name].get_font_encoding(file).expect("a font"));
            }
            "TJ" if !marks.contains(&true) => {
                let parts = first.and_then(|parts| parts.as_array().ok()).expect("text");
                for (part, shown) in parts.iter().enumerate() {
                    let Object::String(codes, _) = shown else { continue };
                    for (at, code) in codes.chunks(2).enumerate() {
                        let text = font.as_ref().and_then(|font| font.bytes_to_string(code).ok());
                        let letter = text.and_then(|text| text.chars().next()).unwrap_or('\u{fffd}');
                        found.push((letter, (operation, part, at * 2)));
                    }
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn a_changed_digit_on_the_page_is_refused() {
    let (college, claims) = (College::new(), claims("Anna Lee"));
    let credential = college.credential(&claims);
    for kind in KINDS {
        let forged = with_changed_digit(document(kind, &claims, &credential).as_bytes(), "900001");
        let verdict = check(&forged, &college);
        assert_eq!(verdict.refused, Some(Reason::SaysOtherwise(vec![Fact::Number])), "{kind:?}");
    }
    let card = document(Kind::Card, &claims, &credential);
    let longer = with_changed_digit(card.as_bytes(), "31 May 2028");
    assert_eq!(check(&longer, &college).refused, Some(Reason::SaysOtherwise(vec![Fact::Until])));
}

/// The codes of two genuine documents exchanged within the files.
#[test]
fn anothers_code_put_into_the_file_is_refused() {
    let (college, own) = (College::new(), claims("Anna Lee"));
    let other = CredentialClaims { cpso_number: 900_002, ..claims("Siobhán Nguyễn-Côté") };
    for kind in KINDS {
        let mut file = open(document(kind, &own, &college.credential(&own)).as_bytes());
        let donor = open(document(kind, &other, &college.credential(&other)).as_bytes());
        let (to, from) = (code_of(&file), code_of(&donor));
        file.objects.insert(to, donor.objects[&from].clone());
        let verdict = check(&saved(file), &college);
        assert_eq!(verdict.refused, Some(Reason::SaysOtherwise(vec![Fact::Name, Fact::Number])), "{kind:?}");
    }
}

/// The signed code is left as it is, and the small one beside it leads to somebody else's page.
#[test]
fn a_code_for_telephones_that_leads_elsewhere_is_refused() {
    let (college, claims) = (College::new(), claims("Anna Lee"));
    let other = CredentialClaims { issuer: "https://portal.example.net".into(), ..claims.clone() };
    for kind in [Kind::Certificate, Kind::LongCertificate, Kind::Diploma] {
        let mut file = open(document(kind, &claims, &college.credential(&claims)).as_bytes());
        let donor = open(document(kind, &other, &college.credential(&other)).as_bytes());
        let (to, from) = (drawing_of(&file, b"Address"), drawing_of(&donor, b"Address"));
        file.objects.insert(to, donor.objects[&from].clone());
        let verdict = check(&saved(file), &college);
        assert_eq!(verdict.refused, Some(Reason::SaysOtherwise(vec![Fact::Address])), "{kind:?}");
    }
}

pub fn code_of(file: &Document) -> ObjectId {
    drawing_of(file, b"Credential")
}

/// The drawing of a code, by its name.
fn drawing_of(file: &Document, name: &[u8]) -> ObjectId {
    let named = file
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"XObject").ok()?.as_dict().ok());
    let inline = named.chain(file.objects.values().filter_map(|object| object.as_dict().ok()));
    let mut found = inline.filter_map(|objects| objects.get(name).ok()?.as_reference().ok());
    found.next().unwrap_or_else(|| nested_code(file, name))
}

/// Where resources stand within the page itself.
fn nested_code(file: &Document, name: &[u8]) -> ObjectId {
    let pages = file.get_pages().into_values();
    let code = |page| {
        let (own, _) = file.get_page_resources(page).ok()?;
        own?.get(b"XObject").ok()?.as_dict().ok()?.get(name).ok()?.as_reference().ok()
    };
    pages.into_iter().find_map(code).expect("a code")
}

#[test]
fn a_code_that_is_damaged_or_drawn_otherwise_is_refused() {
    let (college, claims) = (College::new(), claims("Anna Lee"));
    let mut file = open(document(Kind::Card, &claims, &college.credential(&claims)).as_bytes());
    let code = code_of(&file);
    let drawing = file.get_object_mut(code).and_then(Object::as_stream_mut).expect("a drawing");
    drawing.set_plain_content(b"0 0 0 rg\n0 0 30 30 re\nf".to_vec());
    assert_eq!(check(&saved(file), &college).refused, Some(Reason::CodeUnreadable));
}

#[test]
fn a_document_without_code_and_signature_cannot_be_judged() {
    let (college, claims) = (College::new(), claims("Anna Lee"));
    let mut file = open(document(Kind::Card, &claims, &college.credential(&claims)).as_bytes());
    let code = code_of(&file);
    for object in file.objects.values_mut() {
        if let Ok(dictionary) = object.as_dict_mut() {
            remove(dictionary, code);
        }
    }
    let verdict = check(&saved(file), &college);
    assert_eq!((verdict.exit_code(), verdict.refused, verdict.notes), (3, None, vec![Note::NoCode]));
}

fn remove(dictionary: &mut lopdf::Dictionary, code: ObjectId) {
    let keys: Vec<Vec<u8>> = dictionary.iter().map(|(key, _)| key.clone()).collect();
    for key in keys {
        match dictionary.get_mut(&key) {
            Ok(Object::Reference(id)) if *id == code => drop(dictionary.remove(&key)),
            Ok(Object::Dictionary(inner)) => remove(inner, code),
            _ => {}
        }
    }
}

/// The page of another registrant put in the place of a genuine one, with all that belongs to it.
#[test]
fn a_replaced_page_is_refused() {
    let (college, own) = (College::new(), claims("Anna Lee"));
    let other = CredentialClaims { cpso_number: 900_002, ..claims("Siobhán Nguyễn-Côté") };
    for (kind, number, reason) in [
        (Kind::PlasticCard, 1, Reason::SaysOtherwise(vec![Fact::Name, Fact::Number])),
        (Kind::LongCertificate, 2, Reason::ForeignPage(2)),
    ] {
        let mut file = open(document(kind, &own, &college.credential(&own)).as_bytes());
        let mut donor = open(document(kind, &other, &college.credential(&other)).as_bytes());
        donor.renumber_objects_with(file.max_id + 1);
        let (mine, theirs) = (page(&file, number), page(&donor, number));
        let parent =
            file.get_dictionary(mine).and_then(|page| page.get(b"Parent")).expect("a parent").clone();
        let mut taken = donor.get_dictionary(theirs).expect("a page").clone();
        taken.set("Parent", parent);
        file.objects.extend(donor.objects.clone());
        file.max_id = donor.max_id;
        file.objects.insert(mine, Object::Dictionary(taken));
        let verdict = check(&saved(file), &college);
        assert_eq!(verdict.refused, Some(reason), "{kind:?}: page {number}");
    }
}

#[test]
fn what_is_no_pdf_is_not_taken_for_one() {
    let (college, claims) = (College::new(), claims("Anna Lee"));
    let card = document(Kind::Card, &claims, &college.credential(&claims));
    for bytes in [&b"%PDF-1.7"[..], b"", &card.as_bytes()[..200]] {
        let verdict = check(bytes, &college);
        assert_eq!((verdict.exit_code(), verdict.refused), (2, Some(Reason::Unreadable)));
    }
}

#[test]
fn a_document_of_a_stranger_is_refused_and_without_keys_nothing_is_said() {
    let (college, claims) = (College::new(), claims("Anna Lee"));
    let forged = document(Kind::Card, &claims, &College::new().credential(&claims));
    let verdict = check(forged.as_bytes(), &college);
    assert!(matches!(verdict.refused, Some(Reason::Code(Refusal::UnknownKey(_)))), "{verdict:?}");
    let verdict = check_pdf(forged.as_bytes(), &Trust::default(), ON, now());
    assert_eq!((verdict.exit_code(), verdict.refused), (2, Some(Reason::NoKeys)));
}
