//! Files worked on with tools for PDF files, and made from nothing.

use lopdf::{Dictionary, Object, Stream, dictionary};
use portal_verify::{Fact, Foreign, Reason};

use super::{
    Expected, Row, action, annotation, append, font, form, lie, made_around, picture, resource, text,
};
use crate::{
    office::{Kind, claims, document},
    tampered::{code_of, open, page, saved},
};

/// Worked on with tools for PDF files, without a signature.
#[allow(clippy::too_many_lines, reason = "a table of data")]
pub(super) fn paper() -> Vec<Row> {
    use Expected::{Has, Nothing, Paper, Refused};
    use Foreign::{
        Action, Annotation, Attachment, CoveredText, Cropped, HiddenText, Layer, Pattern, Picture, TinyText,
        Typeface,
    };
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
            Expected::Shape,
        ),
    ]
}
