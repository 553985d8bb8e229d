//! Ornaments and codes as forms of a file (XObjects).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Stream};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

use crate::{guilloche::Ornament, units::round};

/// An ornament as a file holds it: compressed once for the whole program, not once for each document.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) width: f64,
    pub(crate) height: f64,
    content: Vec<u8>,
    is_compressed: bool,
}

impl Form {
    pub(crate) fn new(ornament: Ornament) -> Self {
        let Ornament { width, height, operators } = ornament;
        let mut stream = Stream::new(Dictionary::new(), operators);
        // What can't be made smaller stays as it is.
        let is_compressed = stream.compress().is_ok() && stream.dict.has(b"Filter");
        Self { width, height, content: stream.content, is_compressed }
    }

    #[allow(clippy::cast_possible_truncation)]
    pub(crate) fn object(&self) -> XObject {
        let bounds = [0.0, 0.0, self.width, self.height].map(|edge| DictItem::Real(round(edge, 2) as f32));
        let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
        let mut entries = vec![
            ("Type", name("XObject")),
            ("Subtype", name("Form")),
            ("BBox", DictItem::Array(bounds.to_vec())),
            ("Resources", DictItem::Dict { map: BTreeMap::new() }),
        ];
        if self.is_compressed {
            entries.push(("Filter", name("FlateDecode")));
        }
        let dict = entries.into_iter().map(|(key, item)| (key.to_owned(), item)).collect();
        let stream = ExternalStream { dict, content: self.content.clone(), compress: false };
        XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
    }
}
