//! A PDF file, read so that a hostile one costs no more than its length and a fixed budget: from its beginning to its end, each
//! object once, whatever its tables claim. What is read of a file that is damaged is what can be read.

mod budget;
mod value;

use std::{collections::BTreeMap, io::Read, ops::Range};

pub(crate) use budget::{Budget, TooMuch};
use value::Fault;
pub(crate) use value::{Dictionary, Phrase, Reader, Value, as_text};

/// More pages than any document of the College has; what has more is not read.
const PAGES_MAX: usize = 200;
/// References that lead to references, and nodes above a page.
const STEPS_MAX: usize = 64;
/// What one stream may unpack to: far above any page or typeface of the College.
const STREAM_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// An open file.
pub(crate) struct Pdf<'b> {
    bytes: &'b [u8],
    objects: BTreeMap<u32, Object>,
    trailer: Dictionary,
    pub(crate) budget: Budget,
}

struct Object {
    value: Value,
    /// Where its data stands in the file, if it is a stream.
    data: Option<Range<usize>>,
}

/// A dictionary with data.
#[derive(Clone, Copy)]
pub(crate) struct Stream<'f> {
    pub(crate) dictionary: &'f Dictionary,
    data: &'f [u8],
}

/// A page with what it takes over from above.
pub(crate) struct Leaf<'f> {
    pub(crate) dictionary: &'f Dictionary,
    pub(crate) resources: Option<&'f Dictionary>,
    /// Left, bottom, right, top.
    pub(crate) media: Option<[f64; 4]>,
    pub(crate) crop: Option<[f64; 4]>,
}

impl<'b> Pdf<'b> {
    /// Nothing for what has no pages.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Option<Self>, TooMuch> {
        let mut file =
            Self { bytes, objects: BTreeMap::new(), trailer: Dictionary::default(), budget: Budget::new() };
        file.scan()?;
        let pages = file.pages()?.len();
        Ok((pages > 0 && pages <= PAGES_MAX).then_some(file))
    }

    fn scan(&mut self) -> Result<(), TooMuch> {
        let mut reader = Reader::new(self.bytes);
        loop {
            match self.step(&mut reader) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(Fault::TooMuch(fault)) => return Err(fault),
                // Damaged: it goes on behind the next end of an object, if there is one.
                Err(Fault::Malformed) => {
                    if !reader.skip_past(b"endobj") {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// One object, trailer or other word. Says whether there is more.
    fn step(&mut self, reader: &mut Reader<'b>) -> Result<bool, Fault> {
        let Some(Phrase { values, word }) = reader.phrase(&self.budget)? else { return Ok(false) };
        match word {
            b"obj" => {
                let [.., Value::Integer(id), Value::Integer(_)] = values[..] else {
                    return Err(Fault::Malformed);
                };
                let id = u32::try_from(id).map_err(|_| Fault::Malformed)?;
                let Some(Phrase { mut values, word }) = reader.phrase(&self.budget)? else {
                    return Ok(false);
                };
                let value = values.pop().unwrap_or(Value::Null);
                let data = (word == b"stream").then(|| reader.data(length(&value)));
                self.take(id, Object { value, data })?;
            }
            b"startxref" => {
                if let Some(Value::Dictionary(trailer)) = values.into_iter().next() {
                    self.take_trailer(trailer);
                }
            }
            _ => {}
        }
        Ok(true)
    }

    /// The last of a number counts.
    fn take(&mut self, id: u32, object: Object) -> Result<(), Fault> {
        if let (Value::Dictionary(dictionary), Some(data)) = (&object.value, &object.data) {
            let stream = Stream { dictionary, data: &self.bytes[data.clone()] };
            if dictionary.is(b"Type", b"ObjStm") {
                self.take_packed(stream)?;
            } else if dictionary.is(b"Type", b"XRef") {
                self.take_trailer(dictionary.clone());
            }
        }
        self.objects.insert(id, object);
        Ok(())
    }

    fn take_packed(&mut self, stream: Stream<'_>) -> Result<(), Fault> {
        let count = |key: &[u8]| stream.dictionary.get(key).and_then(Value::as_index);
        let (Some(number), Some(first)) = (count(b"N"), count(b"First")) else { return Ok(()) };
        let Some(bytes) = self.unpacked(stream)? else { return Ok(()) };
        let mut heads = Reader::new(bytes.get(..first).unwrap_or_default());
        let heads: Vec<usize> = heads.values(&self.budget)?.iter().filter_map(Value::as_index).collect();
        for head in heads.chunks_exact(2).take(number) {
            let body = bytes.get(first.saturating_add(head[1])..).unwrap_or_default();
            let value = Reader::new(body).value(&self.budget)?;
            if let (Ok(id), Some(value)) = (u32::try_from(head[0]), value) {
                self.objects.insert(id, Object { value, data: None });
            }
        }
        Ok(())
    }

    /// What a later trailer says counts.
    fn take_trailer(&mut self, trailer: Dictionary) {
        self.trailer.extend(trailer);
    }

    pub(crate) fn trailer(&self) -> &Dictionary {
        &self.trailer
    }

    pub(crate) fn catalog(&self) -> Option<&Dictionary> {
        self.get(&self.trailer, b"Root").and_then(Value::as_dictionary)
    }

    /// Every object that counts, with what stands within it.
    pub(crate) fn values(&self) -> impl Iterator<Item = &Value> {
        self.objects.values().flat_map(|object| object.value.all())
    }

    /// What a dictionary has under a key, wherever in the file it stands.
    pub(crate) fn get<'f>(&'f self, dictionary: &'f Dictionary, key: &[u8]) -> Option<&'f Value> {
        dictionary.get(key).map(|value| self.resolved(value))
    }

    pub(crate) fn dictionary<'f>(&'f self, from: &'f Dictionary, key: &[u8]) -> Option<&'f Dictionary> {
        self.get(from, key).and_then(Value::as_dictionary)
    }

    pub(crate) fn resolved<'f>(&'f self, value: &'f Value) -> &'f Value {
        let mut value = value;
        for _ in 0..STEPS_MAX {
            let Value::Reference(id) = value else { return value };
            let Some(object) = self.objects.get(id) else { break };
            value = &object.value;
        }
        &Value::Null
    }

    /// The stream that a reference names.
    pub(crate) fn stream<'f>(&'f self, value: &'f Value) -> Option<Stream<'f>> {
        let mut value = value;
        for _ in 0..STEPS_MAX {
            let Value::Reference(id) = value else { return None };
            let object = self.objects.get(id)?;
            if let (Value::Dictionary(dictionary), Some(data)) = (&object.value, &object.data) {
                return Some(Stream { dictionary, data: self.bytes.get(data.clone())? });
            }
            value = &object.value;
        }
        None
    }

    /// The data of a stream, if it is packed as the College packs.
    pub(crate) fn unpacked(&self, stream: Stream<'_>) -> Result<Option<Vec<u8>>, TooMuch> {
        let filter = self.get(stream.dictionary, b"Filter");
        let is_deflated = |name: &Value| name.as_name() == Some(b"FlateDecode");
        let is_packed = match filter {
            None | Some(Value::Null) => false,
            Some(Value::Array(filters)) if filters.is_empty() => false,
            Some(Value::Array(filters)) if filters.len() == 1 && is_deflated(&filters[0]) => true,
            Some(name) if is_deflated(name) => true,
            Some(_) => return Ok(None),
        };
        if !is_packed {
            self.budget.spend(stream.data.len())?;
            return Ok(Some(stream.data.to_vec()));
        }
        let most = STREAM_BYTES_MAX.min(self.budget.left() as u64);
        let mut bytes = Vec::new();
        let unpacked = flate2::read::ZlibDecoder::new(stream.data).take(most + 1).read_to_end(&mut bytes);
        self.budget.spend(bytes.len())?;
        if bytes.len() as u64 > most {
            return Err(TooMuch);
        }
        // What is damaged at its end is read up to there, as reader programs do.
        Ok((unpacked.is_ok() || !bytes.is_empty()).then_some(bytes))
    }

    /// The pages in their order, whatever loops their tree has.
    pub(crate) fn pages(&self) -> Result<Vec<Leaf<'_>>, TooMuch> {
        let top = self.catalog().and_then(|catalog| catalog.get(b"Pages"));
        let mut open: Vec<(&Value, Inherited<'_>)> =
            top.map(|top| (top, Inherited::default())).into_iter().collect();
        let (mut seen, mut pages) = (std::collections::BTreeSet::new(), Vec::new());
        while let Some((node, above)) = open.pop() {
            self.budget.spend(1)?;
            let Value::Reference(id) = node else { continue };
            let Some(dictionary) = self.resolved(node).as_dictionary() else { continue };
            if !seen.insert(*id) || pages.len() > PAGES_MAX {
                continue;
            }
            let own = above.with(self, dictionary);
            match self.get(dictionary, b"Kids").and_then(Value::as_array) {
                Some(kids) => open.extend(kids.iter().rev().map(|kid| (kid, own))),
                None => pages.push(own.leaf(dictionary)),
            }
        }
        Ok(pages)
    }

    /// What is drawn on a page, its parts joined.
    pub(crate) fn content(&self, page: &Dictionary) -> Result<Vec<u8>, TooMuch> {
        let contents = page.get(b"Contents");
        let parts: &[Value] = match contents {
            Some(contents) => match self.resolved(contents) {
                Value::Array(parts) => parts,
                _ => std::slice::from_ref(contents),
            },
            None => &[],
        };
        let mut content = Vec::new();
        for stream in parts.iter().filter_map(|part| self.stream(part)) {
            content.extend(self.unpacked(stream)?.unwrap_or_default());
            content.push(b'\n');
        }
        Ok(content)
    }

    pub(crate) fn numbers<const N: usize>(&self, dictionary: &Dictionary, key: &[u8]) -> Option<[f64; N]> {
        let numbers = self.get(dictionary, key)?.as_array()?.iter();
        let numbers: Option<Vec<f64>> = numbers.map(|number| self.resolved(number).as_number()).collect();
        numbers?.try_into().ok()
    }
}

/// What a page has from the nodes above it.
#[derive(Clone, Copy, Default)]
struct Inherited<'f> {
    resources: Option<&'f Dictionary>,
    media: Option<[f64; 4]>,
    crop: Option<[f64; 4]>,
}

impl<'f> Inherited<'f> {
    fn with(self, file: &'f Pdf<'_>, node: &'f Dictionary) -> Self {
        Self {
            resources: file.dictionary(node, b"Resources").or(self.resources),
            media: file.numbers(node, b"MediaBox").or(self.media),
            crop: file.numbers(node, b"CropBox").or(self.crop),
        }
    }

    fn leaf(self, dictionary: &'f Dictionary) -> Leaf<'f> {
        Leaf { dictionary, resources: self.resources, media: self.media, crop: self.crop }
    }
}

/// How long a stream says that its data is.
fn length(value: &Value) -> Option<usize> {
    value.as_dictionary()?.get(b"Length")?.as_index()
}
