//! What makes a file one to be kept (PDF/A-1b, ISO 19005-1) and to be read aloud (PDF/UA-1, ISO 14289-1): metadata that programs
//! read, the meaning of its colours, and which characters each subset has. Whether a file is one is said by judges in the
//! tests, by nobody else.

use std::{fmt::Write, sync::LazyLock};

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::{embed::Embedded, metadata::Metadata};

const CONDITION: &str = "sRGB IEC61966-2.1";

/// Says of each embedded subset which characters it has: 0, which is never drawn, the codes from 1 on, and the parts that
/// glyphs are put together from, which have no code of their own.
pub(crate) fn list_characters(tree: &mut Document, embedded: &[Embedded]) {
    for font in embedded {
        let characters = (font.codes + 1).max(font.glyphs);
        let mut bits = vec![0_u8; characters.div_ceil(8)];
        for code in 0..characters {
            bits[code / 8] |= 0x80 >> (code % 8);
        }
        let list = tree.add_object(Stream::new(Dictionary::new(), bits));
        let is_it = |dictionary: &Dictionary| {
            dictionary.has_type(b"FontDescriptor")
                && dictionary.get(b"FontName").and_then(Object::as_name).ok()
                    == Some(font.base_font.as_bytes())
        };
        let mut descriptors = tree.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
        if let Some(descriptor) = descriptors.find(|dictionary| is_it(dictionary)) {
            descriptor.set("CIDSet", list);
        }
    }
}

/// States what the colours of the pages mean.
pub(crate) fn state_colours(tree: &mut Document) -> Result<(), lopdf::Error> {
    let profile = tree.add_object(PROFILE.clone());
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal(CONDITION),
        "RegistryName" => Object::string_literal("http://www.color.org"),
        "Info" => Object::string_literal(CONDITION),
        "DestOutputProfile" => profile,
    };
    tree.catalog_mut()?.set("OutputIntents", vec![Object::Dictionary(intent)]);
    Ok(())
}

/// Adds the metadata once more as XMP. Never compressed: programs find it without reading PDF.
pub(crate) fn describe(tree: &mut Document, metadata: &Metadata) -> Result<(), lopdf::Error> {
    let dictionary = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let stream = Stream::new(dictionary, xmp(metadata).into_bytes()).with_compression(false);
    let id = tree.add_object(stream);
    tree.catalog_mut()?.set("Metadata", id);
    Ok(())
}

/// PDF/A-1 does not know the property that says PDF/UA: a file that has it says what it is.
const EXTENSION: &str = "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
    xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
    <pdfaProperty:name>part</pdfaProperty:name>\
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
    <pdfaProperty:category>internal</pdfaProperty:category>\
    <pdfaProperty:description>Which part of ISO 14289 the file follows</pdfaProperty:description>\
    </rdf:li></rdf:Seq></pdfaSchema:property>\
    </rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n";

fn xmp(metadata: &Metadata) -> String {
    let at = metadata.created_at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let alternative =
        |text: &str| format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt>", escaped(text));
    let properties = [
        ("dc:title", alternative(&metadata.title)),
        ("dc:creator", format!("<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>", escaped(&metadata.author))),
        ("dc:description", alternative(&metadata.subject)),
        ("dc:language", format!("<rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag>", metadata.language)),
        ("dc:format", "application/pdf".to_owned()),
        ("xmp:CreatorTool", escaped(&metadata.creator)),
        ("xmp:CreateDate", at.clone()),
        ("xmp:ModifyDate", at),
        ("pdf:Producer", crate::metadata::PRODUCER.to_owned()),
        ("pdfuaid:part", "1".to_owned()),
        ("pdfaid:part", "1".to_owned()),
        ("pdfaid:conformance", "B".to_owned()),
    ];
    let mut packet = String::from(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n",
    );
    packet.push_str(EXTENSION);
    packet.push_str(
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n",
    );
    for (name, value) in properties {
        let _ = writeln!(packet, "<{name}>{value}</{name}>");
    }
    packet.push_str("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    packet
}

/// As XML has it. Control characters, which XML has no way to write, are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars().filter(|character| !character.is_control()) {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The sRGB colour space as an ICC profile of version 2, computed from the numbers of IEC 61966-2-1; compressed once.
static PROFILE: LazyLock<Stream> = LazyLock::new(|| {
    let mut stream = Stream::new(dictionary! { "N" => 3 }, icc_profile());
    // What can't be made smaller stays as it is.
    let _ = stream.compress();
    stream
});

/// White and the primaries, adapted to D50 as ICC profiles have them.
const COLORANTS: [(&[u8; 4], [f64; 3]); 4] = [
    (b"wtpt", [0.964_2, 1.0, 0.824_9]),
    (b"rXYZ", [0.436_074_7, 0.222_504_5, 0.013_932_2]),
    (b"gXYZ", [0.385_064_9, 0.716_878_6, 0.097_104_5]),
    (b"bXYZ", [0.143_080_4, 0.060_616_9, 0.714_173_3]),
];

fn icc_profile() -> Vec<u8> {
    let mut tags: Vec<([u8; 4], Vec<u8>)> = vec![(*b"desc", description()), (*b"cprt", copyright())];
    for (name, values) in COLORANTS {
        tags.push((*name, [&b"XYZ \0\0\0\0"[..], &values.map(fixed).concat()].concat()));
    }
    tags.push((*b"rTRC", curve()));
    let mut table = Vec::new();
    let mut data = Vec::new();
    // Three of the tags share one curve.
    let data_start = 128 + 4 + 12 * (tags.len() + 2);
    for (name, content) in tags {
        let names = if name == *b"rTRC" { vec![*b"rTRC", *b"gTRC", *b"bTRC"] } else { vec![name] };
        for name in names {
            table.extend([name, be32(data_start + data.len()), be32(content.len())].concat());
        }
        data.extend(&content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let count = table.len() / 12;
    let mut profile = header(data_start + data.len());
    profile.extend(be32(count));
    profile.extend(table);
    profile.extend(data);
    profile
}

fn header(length: usize) -> Vec<u8> {
    let mut header = Vec::with_capacity(128);
    header.extend(be32(length));
    header.extend(b"\0\0\0\0\x02\x10\0\0mntrRGB XYZ ");
    // Made on the day of the standard's publication: a profile that is computed has no other date.
    header.extend([1999_u16, 10, 1, 0, 0, 0].into_iter().flat_map(u16::to_be_bytes));
    header.extend(b"acsp");
    header.resize(68, 0);
    header.extend([0.964_2, 1.0, 0.824_9].map(fixed).concat());
    header.resize(128, 0);
    header
}

fn description() -> Vec<u8> {
    let mut tag = b"desc\0\0\0\0".to_vec();
    tag.extend(be32(CONDITION.len() + 1));
    tag.extend(CONDITION.as_bytes());
    // No name in Unicode nor for the Macintosh, whose room is fixed.
    tag.resize(tag.len() + 1 + 8 + 3 + 67, 0);
    tag
}

fn copyright() -> Vec<u8> {
    b"text\0\0\0\0No copyright\0".to_vec()
}

/// How bright each level is, in 256 steps.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn curve() -> Vec<u8> {
    let level = |step: u16| {
        let level = f64::from(step) / 255.0;
        let light = if level <= 0.040_45 { level / 12.92 } else { ((level + 0.055) / 1.055).powf(2.4) };
        ((light * 65_535.0).round() as u16).to_be_bytes()
    };
    let mut tag = b"curv\0\0\0\0\0\0\x01\0".to_vec();
    tag.extend((0..256).flat_map(level));
    tag
}

/// A number with 16 bits before and after the point.
#[allow(clippy::cast_possible_truncation)]
fn fixed(value: f64) -> [u8; 4] {
    ((value * 65_536.0).round() as i32).to_be_bytes()
}

fn be32(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::{escaped, icc_profile};

    #[test]
    fn a_name_with_signs_of_xml_is_not_taken_for_them() {
        assert_eq!(escaped("O'Brien & <Söhne>\u{1}"), "O'Brien &amp; &lt;Söhne&gt;");
    }

    #[test]
    fn the_profile_is_as_long_as_it_says_and_its_tags_lie_in_it() {
        let profile = icc_profile();
        let number = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().expect("four")) as usize;
        assert_eq!(number(0), profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        assert_eq!(number(128), 9);
        for tag in 0..9 {
            let (start, length) = (number(132 + tag * 12 + 4), number(132 + tag * 12 + 8));
            assert!(start % 4 == 0 && start + length <= profile.len(), "tag {tag}: {start} {length}");
        }
        assert!(profile.len() < 1500);
    }
}
