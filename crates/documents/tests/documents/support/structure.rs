//! What a file is made of, as text for snapshots: printpdf's releases have broken fonts and text in different ways.

use std::{collections::BTreeMap, fmt::Write};

use lopdf::{Dictionary, Document, Object};

/// Catalog, fonts, and what the page draws, with the text that its codes stand for.
pub fn structure(tree: &Document) -> String {
    let mut report = String::new();
    let catalog = tree.catalog().expect("a catalog");
    let _ = writeln!(report, "catalog {:?}", catalog.iter().map(|(key, _)| text(key)).collect::<Vec<_>>());
    let (_, page) = tree.get_pages().pop_first().expect("a page");
    let fonts = tree.get_page_fonts(page).expect("fonts");
    let mut codes = BTreeMap::new();
    for (name, font) in fonts {
        let _ = writeln!(report, "font {} {}", text(&name), described(tree, font));
        codes.insert(name, unicode(tree, font));
    }
    let content = tree.get_page_content(page);
    let operations = lopdf::content::Content::decode(&content).expect("operators").operations;
    let mut font = Vec::new();
    for operation in operations {
        if operation.operator == "Tf" {
            font = operation.operands[0].as_name().expect("a font").to_vec();
        }
        let operands: Vec<String> = operation.operands.iter().map(|o| operand(o, codes.get(&font))).collect();
        let _ = writeln!(report, "{} {}", operation.operator, operands.join(" "));
    }
    report
}

fn described(tree: &Document, font: &Dictionary) -> String {
    let descendant =
        font.get(b"DescendantFonts").and_then(Object::as_array).expect("descendants")[0].as_dict();
    let descendant = descendant.expect("a font");
    let descriptor =
        tree.get_dictionary(descendant.get(b"FontDescriptor").and_then(Object::as_reference).expect("one"));
    let descriptor = descriptor.expect("a descriptor");
    let name = |dictionary: &Dictionary, key: &[u8]| {
        text(dictionary.get(key).and_then(Object::as_name).expect("a name"))
    };
    let number = |key: &[u8]| descriptor.get(key).and_then(Object::as_i64).expect("a number");
    let glyphs =
        descendant.get(b"W").and_then(Object::as_array).expect("widths")[1].as_array().expect("widths").len();
    format!(
        "{} {} caps {} ascent {} descent {} weight {} glyphs {glyphs} file {}",
        name(descendant, b"Subtype"),
        name(font, b"Encoding"),
        number(b"CapHeight"),
        number(b"Ascent"),
        number(b"Descent"),
        number(b"StemV"),
        descriptor.has(b"FontFile2"),
    )
}

/// Codes and what they copy out as.
fn unicode(tree: &Document, font: &Dictionary) -> BTreeMap<Vec<u8>, String> {
    let id = font.get(b"ToUnicode").and_then(Object::as_reference).expect("a map");
    let stream = tree.get_object(id).and_then(Object::as_stream).expect("a stream");
    let map = String::from_utf8(stream.decompressed_content().expect("a map")).expect("text");
    let hex = |digits: &str| -> Vec<u8> {
        (0..digits.len() / 2)
            .filter_map(|at| u8::from_str_radix(&digits[at * 2..at * 2 + 2], 16).ok())
            .collect()
    };
    let entry = |line: &str| {
        let (code, target) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
        let units: Vec<u16> =
            hex(target).chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        Some((hex(code), String::from_utf16(&units).ok()?))
    };
    map.lines().filter_map(entry).collect()
}

fn operand(object: &Object, codes: Option<&BTreeMap<Vec<u8>, String>>) -> String {
    match object {
        Object::Array(items) => items.iter().map(|item| operand(item, codes)).collect(),
        Object::String(code, _) => {
            codes.and_then(|codes| codes.get(code)).cloned().unwrap_or_else(|| format!("{code:02x?}"))
        }
        Object::Name(name) => text(name),
        Object::Integer(number) => format!("({number})"),
        Object::Real(number) => format!("({number})"),
        other => format!("{other:?}"),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
