//! Files of a forger's making, each with what is said of it. Never that it is the College's own; and "refused" only of what no
//! document of the College has.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use portal_documents::{Credential, Pdf, signature::sign};
use portal_verify::{Fact, Foreign, Judged, Note, Reason, SealFault, Verdict, check_pdf};

use crate::{
    made::{Kind, ON, Office, SIGNED_AT, claims, contents, document, instant, now},
    tampered::{code_of, open, page, saved},
};

/// What is said of a forged file.
#[derive(Debug)]
enum Said {
    /// Refused, as it has this.
    Has(Foreign),
    /// Refused for another reason.
    Refused(Reason),
    /// Only paper: the code is genuine, and a person has to compare.
    Paper,
    /// Nothing in it can be checked.
    Nothing,
    /// The signature does not hold.
    Seal(SealFault),
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

type Row = (&'static str, fn(&Stage) -> Vec<u8>, Said);

/// Worked on with tools for PDF files, without a signature.
#[allow(clippy::too_many_lines, reason = "a table of data")]
fn paper() -> Vec<Row> {
    use Foreign::{
        Action, Annotation, Attachment, CoveredText, Cropped, HiddenText, Layer, Pattern, Picture, TinyText,
        Typeface,
    };
    use Said::{Has, Nothing, Paper, Refused};
    const BOX: &str = "q 1 1 1 rg 60 300 480 330 re f Q";
    vec![
        (
            "a picture over the page",
            |s| s.using("XObject", picture(), "q 300 0 0 90 150 500 cm /Added Do Q"),
            Has(Picture),
        ),
        ("a picture that is not drawn", |s| s.using("XObject", picture(), ""), Has(Picture)),
        (
            "a picture within the operators",
            |s| s.drawn("", "q 9 0 0 9 99 99 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"),
            Has(Picture),
        ),
        ("the same without its colours", |s| s.drawn("", "q BI /W 1 /H 1 /BPC 8 ID x EI Q"), Has(Picture)),
        ("a stamp", |s| s.with_page_entry("Annots", annotation("Stamp")), Has(Annotation)),
        ("free text over the page", |s| s.with_page_entry("Annots", annotation("FreeText")), Has(Annotation)),
        ("a note", |s| s.with_page_entry("Annots", annotation("Text")), Has(Annotation)),
        ("a link", |s| s.with_page_entry("Annots", annotation("Link")), Has(Annotation)),
        ("a redaction", |s| s.with_page_entry("Annots", annotation("Redact")), Has(Annotation)),
        ("a field without a form", |s| s.with_page_entry("Annots", annotation("Widget")), Has(Annotation)),
        (
            "a form",
            |s| s.with_catalog_entry("AcroForm", dictionary! { "Fields" => Object::Array(vec![]) }),
            Has(Annotation),
        ),
        (
            "a form of XFA",
            |s| s.with_catalog_entry("AcroForm", dictionary! { "XFA" => Object::string_literal("<x/>") }),
            Has(Annotation),
        ),
        (
            "layers",
            |s| s.with_catalog_entry("OCProperties", dictionary! { "OCGs" => Object::Array(vec![]) }),
            Has(Layer),
        ),
        ("a stretch of a layer", |s| s.drawn("", "/OC /Added BDC EMC"), Has(Layer)),
        ("the whole page in a layer", |s| s.drawn("/OC /Added BDC", "EMC"), Has(Layer)),
        (
            "a drawing of a layer",
            |s| {
                let mut drawing = form("");
                drawing.dict.set("OC", dictionary! { "Type" => "OCG" });
                s.using("XObject", drawing, "/Added Do")
            },
            Has(Layer),
        ),
        (
            "a page cropped to its middle",
            |s| s.with_page_entry("CropBox", vec![0.into(), 400.into(), 595.into(), 842.into()]),
            Has(Cropped),
        ),
        (
            "all pages cropped from above",
            |s| {
                s.edited(|file| {
                    let pages = file
                        .catalog()
                        .and_then(|it| it.get(b"Pages"))
                        .and_then(Object::as_reference)
                        .expect("pages");
                    let first = page(file, 1);
                    file.get_dictionary_mut(first).expect("a page").remove(b"CropBox");
                    file.get_dictionary_mut(pages)
                        .expect("pages")
                        .set("CropBox", vec![0.into(), 0.into(), 200.into(), 200.into()]);
                })
            },
            Has(Cropped),
        ),
        ("all drawn within a narrow path", |s| s.drawn("q 0 500 600 300 re W n", "Q"), Has(Cropped)),
        ("the same, even and odd", |s| s.drawn("q 0 500 m 600 500 l 600 800 l h W* n", "Q"), Has(Cropped)),
        ("a white box over text", |s| s.drawn("", BOX), Has(CoveredText)),
        ("a white box of one grey", |s| s.drawn("", "q 1 g 60 300 480 330 re f* Q"), Has(CoveredText)),
        (
            "a coloured box over text",
            |s| s.drawn("", "q 0.9 0.95 0.95 rg 60 300 480 330 re B Q"),
            Has(CoveredText),
        ),
        ("a box of curves", |s| s.drawn("", "q 1 g 60 300 m 60 700 540 700 540 300 c f Q"), Has(CoveredText)),
        (
            "a small box that is made large",
            |s| s.drawn("", "q 500 0 0 500 50 200 cm 1 g 0 0 1 1 re f Q"),
            Has(CoveredText),
        ),
        ("a box in a drawing", |s| s.using("XObject", form(BOX), "/Added Do"), Has(CoveredText)),
        (
            "a box in a drawing of a drawing",
            |s| {
                let inner = form(BOX);
                s.edited(|file| {
                    let inner = file.add_object(inner);
                    let mut outer = form("/Inner Do");
                    outer
                        .dict
                        .set("Resources", dictionary! { "XObject" => dictionary! { "Inner" => inner } });
                    let outer = file.add_object(outer);
                    resource(file, "XObject", outer);
                    let first = page(file, 1);
                    let content = [&file.get_page_content(first)[..], b"\n/Added Do"].concat();
                    file.change_page_content(first, content).expect("a page");
                })
            },
            Has(CoveredText),
        ),
        ("white text", |s| s.drawn("", &text(s, "1 g 1 0 0 1 90 400 Tm")), Has(HiddenText)),
        ("text without ink", |s| s.drawn("", &text(s, "3 Tr 1 0 0 1 90 400 Tm")), Has(HiddenText)),
        ("text that only clips", |s| s.drawn("", &text(s, "7 Tr 1 0 0 1 90 400 Tm")), Has(HiddenText)),
        ("text off the page", |s| s.drawn("", &text(s, "1 0 0 1 -300 400 Tm")), Has(HiddenText)),
        ("text of a tenth of a point", |s| s.drawn("", &text(s, "0.01 0 0 0.01 90 400 Tm")), Has(TinyText)),
        ("text pressed flat", |s| s.drawn("", &text(s, "1 0 0 0.001 90 400 Tm")), Has(TinyText)),
        (
            "text that the page makes small",
            |s| s.drawn("", &format!("q 0.05 0 0 0.05 0 0 cm {} Q", text(s, "1 0 0 1 900 4000 Tm"))),
            Has(TinyText),
        ),
        (
            "text in Helvetica",
            |s| s.using("Font", font("Type1"), "BT /Added 12 Tf 1 0 0 1 90 400 Tm (all fields) Tj ET"),
            Has(Typeface),
        ),
        (
            "text in a simple TrueType",
            |s| s.using("Font", font("TrueType"), "BT /Added 12 Tf 1 0 0 1 90 400 Tm (all fields) Tj ET"),
            Has(Typeface),
        ),
        ("a typeface made of drawings", |s| s.using("Font", font("Type3"), ""), Has(Typeface)),
        (
            "a typeface that the file does not hold",
            |s| {
                let descendant = dictionary! { "Type" => "Font", "Subtype" => "CIDFontType2", "FontDescriptor" => dictionary! { "Type" => "FontDescriptor" } };
                let mut font = font("Type0");
                font.set("DescendantFonts", vec![descendant.into()]);
                s.using("Font", font, "BT /Added 12 Tf 1 0 0 1 90 400 Tm <0041> Tj ET")
            },
            Has(Typeface),
        ),
        ("text of no typeface", |s| s.drawn("", "BT /None 12 Tf 1 0 0 1 90 400 Tm (x) Tj ET"), Has(Typeface)),
        ("a pattern", |s| s.using("Pattern", dictionary! { "PatternType" => 2 }, ""), Has(Pattern)),
        ("a shading", |s| s.drawn("", "/Added sh"), Has(Pattern)),
        (
            "ink that is seen through",
            |s| s.using("ExtGState", dictionary! { "ca" => Object::Real(0.0) }, "/Added gs"),
            Has(Pattern),
        ),
        (
            "a soft mask",
            |s| s.using("ExtGState", dictionary! { "SMask" => dictionary! { "S" => "Alpha" } }, "/Added gs"),
            Has(Pattern),
        ),
        (
            "ink that mixes",
            |s| s.using("ExtGState", dictionary! { "BM" => "Difference" }, "/Added gs"),
            Has(Pattern),
        ),
        ("a script on opening", |s| s.with_catalog_entry("OpenAction", action("JavaScript")), Has(Action)),
        (
            "something that happens on a page",
            |s| s.with_page_entry("AA", dictionary! { "O" => action("Named") }),
            Has(Action),
        ),
        (
            "named scripts",
            |s| s.with_catalog_entry("Names", dictionary! { "JavaScript" => Dictionary::new() }),
            Has(Action),
        ),
        (
            "a program to start",
            |s| {
                s.edited(|file| {
                    file.add_object(action("Launch"));
                })
            },
            Has(Action),
        ),
        (
            "an address to send to",
            |s| {
                s.edited(|file| {
                    file.add_object(dictionary! { "S" => "SubmitForm" });
                })
            },
            Has(Action),
        ),
        (
            "a file in the file",
            |s| s.with_catalog_entry("Names", dictionary! { "EmbeddedFiles" => Dictionary::new() }),
            Has(Attachment),
        ),
        ("an associated file", |s| s.with_catalog_entry("AF", Object::Array(vec![])), Has(Attachment)),
        (
            "a file that nothing names",
            |s| {
                s.edited(|file| {
                    file.add_object(dictionary! { "Type" => "Filespec", "EF" => Dictionary::new() });
                })
            },
            Has(Attachment),
        ),
        (
            "the code as a picture",
            |s| {
                s.edited(|file| {
                    let code = code_of(file);
                    file.objects.insert(code, picture().into());
                })
            },
            Refused(Reason::CodeUnreadable),
        ),
        (
            "two codes that differ",
            |s| {
                let other = claims("Siobhán Nguyễn-Côté");
                let donor = open(
                    document(Kind::Certificate, &other, &s.office.college.credential(&other)).as_bytes(),
                );
                let drawing = donor.objects[&code_of(&donor)].clone();
                let name = "Credential";
                s.edited(|file| {
                let id = file.add_object(drawing);
                let mut page = dictionary! { "Type" => "Page", "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()] };
                page.set("Resources", dictionary! { "XObject" => dictionary! { name => id } });
                page.set("Contents", file.add_object(Stream::new(Dictionary::new(), b"/Credential Do".to_vec())));
                append(file, page);
            })
            },
            Refused(Reason::CodesDiffer),
        ),
        (
            "an empty page more",
            |s| {
                s.edited(|file| {
            append(file, dictionary! { "Type" => "Page", "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()] });
        })
            },
            Refused(Reason::ForeignPage(2)),
        ),
        (
            "a page with nothing but a copied code",
            |s| made_around(s, ""),
            Refused(Reason::SaysOtherwise(vec![
                Fact::Name,
                Fact::Number,
                Fact::Class,
                Fact::From,
                Fact::Until,
            ])),
        ),
        (
            "a page made from nothing around a copied code",
            |s| {
                made_around(
                    s,
                    "BT /F 12 Tf 1 0 0 1 72 700 Tm (Anna Lee) Tj ET BT 1 0 0 1 72 680 Tm (900001) Tj ET",
                )
            },
            Has(Typeface),
        ),
        (
            "a code under another name",
            |s| {
                s.edited(|file| {
                    let first = page(file, 1);
                    let content = String::from_utf8_lossy(&file.get_page_content(first))
                        .replace("/Credential Do", "/Credentia1 Do");
                    file.change_page_content(first, content.into_bytes()).expect("a page");
                })
            },
            Nothing,
        ),
        (
            "a certificate without its terms",
            |s| document(Kind::WithoutTerms, &claims("Anna Lee"), &s.credential).into_bytes(),
            Refused(Reason::SaysOtherwise(vec![Fact::Terms])),
        ),
        (
            "the last pages of the terms left out",
            |s| {
                let mut file = open(&s.long);
                let last = u32::try_from(file.get_pages().len()).expect("a count");
                file.delete_pages(&[last]);
                saved(file)
            },
            Paper,
        ),
        (
            "the first page twice",
            |s| {
                s.edited(|file| {
                    let first = file.get_dictionary(page(file, 1)).expect("a page").clone();
                    append(file, first);
                })
            },
            Paper,
        ),
        ("a page upside down", |s| s.with_page_entry("Rotate", 180), Paper),
        (
            "text that copies out as something else",
            |s| {
                s.drawn(
                    "",
                    &text(s, "1 0 0 1 90 400 Tm")
                        .replace("<0001", "/Span <</ActualText (x)>> BDC <0001")
                        .replace("Tj", "Tj EMC"),
                )
            },
            Paper,
        ),
        ("letters that stand for others", |s| s.edited(lie), Paper),
        (
            "another title",
            |s| {
                s.edited(|file| {
                    let id = file.trailer.get(b"Info").and_then(Object::as_reference).expect("information");
                    file.get_dictionary_mut(id)
                        .expect("it")
                        .set("Title", Object::string_literal("\x1b[2JThe College's own"));
                })
            },
            Paper,
        ),
        ("saved anew by another program", |s| s.edited(|_| {}), Paper),
        (
            "with a word of a signature in a remark",
            |s| [&s.plain[..], b"\n%/ByteRange [0 1 2 3]\n"].concat(),
            Said::Shape,
        ),
    ]
}

/// A signed file that was worked on.
#[allow(clippy::too_many_lines, reason = "a table of data")]
fn signed() -> Vec<Row> {
    use Said::{Paper, Seal, Shape};
    use SealFault::{Changed, NotWhole, Several, Stranger};
    vec![
        ("something behind the end", |s| [&s.signed[..], b"\n"].concat(), Seal(NotWhole)),
        ("something before the beginning", |s| [b"%PDF-1.7\n", &s.signed[..]].concat(), Seal(NotWhole)),
        ("an update that turns the page", |s| updated(s, |page| page.set("Rotate", 90)), Seal(NotWhole)),
        (
            "an update with a note",
            |s| updated(s, |page| page.set("Annots", annotation("FreeText"))),
            Seal(NotWhole),
        ),
        (
            "an update that draws anew",
            |s| updated(s, |page| page.set("Contents", Object::Array(vec![]))),
            Seal(NotWhole),
        ),
        (
            "an update without the signature",
            |s| updated(s, |page| drop(page.remove(b"Annots"))),
            Seal(NotWhole),
        ),
        ("without its last byte", |s| s.signed[..s.signed.len() - 1].to_vec(), Seal(NotWhole)),
        ("without its last table", |s| cut(&s.signed, b"startxref"), Seal(NotWhole)),
        ("cut off within the message", |s| s.signed[..contents(&s.signed).start + 400].to_vec(), Shape),
        ("cut off behind the range", |s| s.signed[..contents(&s.signed).start - 12].to_vec(), Shape),
        ("cut off before the update: what the registrant could have printed", |s| s.plain.clone(), Paper),
        ("a range that ends early", |s| ranged(s, |[a, b, c, d]| [a, b, c, d - 10]), Seal(NotWhole)),
        ("a range that begins late", |s| ranged(s, |[_, b, c, d]| [1, b, c, d]), Seal(NotWhole)),
        ("a range with a wider gap", |s| ranged(s, |[a, b, c, d]| [a, b - 40, c, d]), Seal(NotWhole)),
        ("a range over nothing", |s| ranged(s, |_| [0, 0, 0, 0]), Seal(NotWhole)),
        ("a range that wraps around", |s| ranged(s, |[a, b, _, d]| [a, b, usize::MAX - 5, d]), Shape),
        (
            "signed twice",
            |s| {
                let again = sign_again(s);
                assert!(again.starts_with(&s.signed), "the first is there to the byte");
                again
            },
            Seal(Several),
        ),
        (
            "signed by a stranger of the same names",
            |s| Office::new().sign(&document(Kind::Certificate, &claims("Anna Lee"), &s.credential)),
            Seal(Stranger),
        ),
        (
            "the signature of another file",
            |s| {
                let other = claims("Siobhán Nguyễn-Côté");
                let other =
                    s.office.sign(&document(Kind::Certificate, &other, &s.office.college.credential(&other)));
                let mut forged = s.signed.clone();
                let place = contents(&forged);
                forged[place].copy_from_slice(&other[contents(&other)]);
                forged
            },
            Seal(Changed),
        ),
        (
            "one letter of the producer changed",
            |s| swapped(&s.signed, b"/Producer", b"/Produceq"),
            Seal(Changed),
        ),
        (
            "another kind of signature",
            |s| swapped(&s.signed, b"/ETSI.CAdES.detached", b"/adbe.pkcs7.detached"),
            Shape,
        ),
        (
            "an empty message",
            |s| {
                let mut forged = s.signed.clone();
                let place = contents(&forged);
                forged[place].fill(b'0');
                forged
            },
            Shape,
        ),
        (
            "something behind the message",
            |s| {
                let mut forged = s.signed.clone();
                let end = contents(&forged).end;
                forged[end - 2] = b'1';
                forged
            },
            Shape,
        ),
        (
            "a message in the gap that is not the file's",
            |s| {
                let mut forged = s.signed.clone();
                let start = contents(&forged).start;
                forged[start + 1] = if forged[start + 1] == b'0' { b'1' } else { b'0' };
                forged
            },
            Shape,
        ),
        (
            "a message in small letters",
            |s| {
                let mut forged = s.signed.clone();
                let place = contents(&forged);
                forged[place].make_ascii_lowercase();
                forged
            },
            Seal(NotWhole),
        ),
        ("saved anew", |s| saved(open(&s.signed)), Seal(NotWhole)),
        (
            "the range under a name that is spelled otherwise",
            |s| swapped(&s.signed, b"/ByteRange", b"/ByteRang#"),
            Shape,
        ),
    ]
}

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
    said: &Said,
    verdict: &Verdict,
    claims: &portal_credentials::registration::CredentialClaims,
) -> bool {
    let is_genuine = verdict.says.as_ref() == Some(claims);
    match (said, &verdict.refused) {
        (Said::Has(foreign), Some(Reason::Foreign(found))) => is_genuine && found.contains(foreign),
        (Said::Refused(reason), Some(found)) => reason == found,
        (Said::Paper, None) => is_genuine && verdict.exit_code() == 3,
        (Said::Nothing, None) => verdict.exit_code() == 3 && verdict.notes.contains(&Note::NoCode),
        (Said::Seal(fault), Some(Reason::Seal(found))) => fault == found,
        (Said::Shape, Some(Reason::Seal(SealFault::Shape(_)))) => true,
        _ => false,
    }
}

#[test]
fn of_each_forged_file_is_said_what_it_is() {
    let stage = Stage::new();
    let own = stage.check(&stage.signed);
    assert!(matches!(own.file, Judged::Own(_)) && own.exit_code() == 0, "the genuine one: {own:?}");
    let rows: Vec<Row> = paper().into_iter().chain(signed()).collect();
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
        Some(Reason::Seal(SealFault::NotWhole)),
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
