//! The tables of a PDF, each with what comes before it: where every object is, and from which one the pages are reached.

use std::collections::BTreeSet;

use super::{
    unpack,
    values::{Cursor, DICTIONARY_BYTES_MAX, Value},
};
use crate::Refused;

/// How often a file is saved with its changes behind what was there.
const SECTIONS_MAX: usize = 512;
/// Lines of all tables together.
const LINES_MAX: u64 = 4_000_000;
/// What is unpacked of all tables, and of one stream of objects.
const UNPACKED_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Every table, the newest first.
pub(super) struct Sections<'a> {
    bytes: &'a [u8],
    all: Vec<Section>,
}

struct Section {
    trailer: Value,
    table: Table,
}

/// Where objects are: in lines of text, or packed in a stream.
enum Table {
    Written(Vec<Range>),
    Packed { ranges: Vec<(usize, usize)>, widths: [usize; 3], lines: Vec<u8> },
}

/// Lines for the objects from this number on; none for one that is not used.
struct Range {
    first: u64,
    places: Vec<Option<usize>>,
}

/// Where an object is.
enum Place {
    At(usize),
    Within(u32),
}

/// What may still be read.
struct Budget {
    lines: u64,
    unpacked: usize,
}

impl<'a> Sections<'a> {
    pub(super) fn read(bytes: &'a [u8], start: usize) -> Result<Sections<'a>, Refused> {
        let mut budget = Budget { lines: LINES_MAX, unpacked: UNPACKED_BYTES_MAX };
        let (mut all, mut seen, mut next) = (Vec::new(), BTreeSet::new(), vec![start]);
        while let Some(at) = next.pop() {
            if !seen.insert(at) {
                continue;
            }
            if seen.len() > SECTIONS_MAX {
                return Err(Refused::Unreadable);
            }
            let section = Section::read(bytes, at, &mut budget).ok_or(Refused::Unreadable)?;
            // The one beside it comes before the one that it took the place of.
            let before = [&b"Prev"[..], b"XRefStm"];
            next.extend(before.iter().filter_map(|key| section.trailer.get(key)?.integer()));
            all.push(section);
        }
        Ok(Sections { bytes, all })
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.all.iter().any(|section| section.trailer.get(b"Encrypt").is_some())
    }

    /// The number of the object from which everything is reached.
    pub(super) fn root(&self) -> Option<u32> {
        self.all.iter().find_map(|section| section.trailer.get(b"Root")?.reference())
    }

    /// The object of this number, if it is there.
    pub(super) fn object(&self, number: u32) -> Option<Value> {
        match self.place(number)? {
            Place::At(at) => self.object_at(number, at).map(|(value, _)| value),
            Place::Within(stream) => self.object_within(number, stream),
        }
    }

    fn place(&self, number: u32) -> Option<Place> {
        self.all.iter().find_map(|section| section.table.place(number))
    }

    fn object_at(&self, number: u32, at: usize) -> Option<(Value, Cursor<'a>)> {
        let mut cursor = Cursor::at(self.bytes, at)?;
        let said = cursor.number()?;
        cursor.number()?;
        if said != u64::from(number) || !cursor.takes(b"obj") {
            return None;
        }
        let mut bounded = cursor.bounded(DICTIONARY_BYTES_MAX);
        let value = bounded.value()?;
        Some((value, Cursor::at(self.bytes, bounded.place())?))
    }

    fn object_within(&self, number: u32, stream: u32) -> Option<Value> {
        let Place::At(at) = self.place(stream)? else { return None };
        let (dictionary, after) = self.object_at(stream, at)?;
        let first = dictionary.get(b"First")?.integer()?;
        let count = dictionary.get(b"N")?.integer()?;
        let unpacked = unpack::stream(&dictionary, after, UNPACKED_BYTES_MAX)?;
        let mut index = Cursor::at(&unpacked, 0)?;
        for _ in 0..count.min(unpacked.len()) {
            let (said, offset) = (index.number()?, index.number()?);
            if said == u64::from(number) {
                let at = first.checked_add(usize::try_from(offset).ok()?)?;
                return Cursor::at(&unpacked, at)?.bounded(DICTIONARY_BYTES_MAX).value();
            }
        }
        None
    }
}

impl Section {
    fn read(bytes: &[u8], at: usize, budget: &mut Budget) -> Option<Section> {
        let mut cursor = Cursor::at(bytes, at)?;
        if cursor.takes(b"xref") {
            let table = written(&mut cursor, budget)?;
            return Some(Section {
                trailer: cursor.bounded(DICTIONARY_BYTES_MAX).value()?,
                table: Table::Written(table),
            });
        }
        // Newer ones are an object like any other.
        cursor.number()?;
        cursor.number()?;
        if !cursor.takes(b"obj") {
            return None;
        }
        let mut bounded = cursor.bounded(DICTIONARY_BYTES_MAX);
        let trailer = bounded.value()?;
        if trailer.get(b"Type")?.name()? != b"XRef" {
            return None;
        }
        let lines = unpack::stream(&trailer, Cursor::at(bytes, bounded.place())?, budget.unpacked)?;
        budget.unpacked -= lines.len();
        let table = packed(&trailer, lines)?;
        Some(Section { trailer, table })
    }
}

fn written(cursor: &mut Cursor<'_>, budget: &mut Budget) -> Option<Vec<Range>> {
    let mut ranges = Vec::new();
    while !cursor.takes(b"trailer") {
        let (first, count) = (cursor.number()?, cursor.number()?);
        budget.lines = budget.lines.checked_sub(count)?;
        let mut places = Vec::new();
        for _ in 0..count {
            let (place, _generation) = (cursor.number()?, cursor.number()?);
            let is_used = cursor.takes(b"n");
            if !is_used && !cursor.takes(b"f") {
                return None;
            }
            places.push(is_used.then(|| usize::try_from(place).ok()).flatten());
        }
        // The first line is of no object. Some programs count from one all the same.
        let first = if first == 1 && places.first() == Some(&None) { 0 } else { first };
        ranges.push(Range { first, places });
    }
    Some(ranges)
}

fn packed(trailer: &Value, lines: Vec<u8>) -> Option<Table> {
    let numbers =
        |key: &[u8]| -> Option<Vec<usize>> { trailer.get(key)?.each().iter().map(Value::integer).collect() };
    let widths: [usize; 3] = numbers(b"W")?.try_into().ok()?;
    if widths.iter().any(|width| *width > 8) || widths.iter().sum::<usize>() == 0 {
        return None;
    }
    let size = trailer.get(b"Size")?.integer()?;
    let index = numbers(b"Index").unwrap_or_else(|| vec![0, size]);
    let ranges = index.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    Some(Table::Packed { ranges, widths, lines })
}

impl Table {
    /// Where this table says that the object is; none when it does not speak of it, or says that it is not used.
    fn place(&self, number: u32) -> Option<Place> {
        match self {
            Table::Written(ranges) => {
                let line = |range: &Range| u64::from(number).checked_sub(range.first).map(usize::try_from);
                let found = |range: &Range| *range.places.get(line(range)?.ok()?)?;
                ranges.iter().find_map(found).map(Place::At)
            }
            Table::Packed { ranges, widths, lines } => {
                let line = line_of(ranges, usize::try_from(number).ok()?)?;
                let width: usize = widths.iter().sum();
                let from = line.checked_mul(width)?;
                let line = lines.get(from..from.checked_add(width)?)?;
                let (kind, line) = line.split_at(widths[0]);
                let value = number_of(&line[..widths[1]]);
                // Where no kind is said it is the usual one.
                match if kind.is_empty() { 1 } else { number_of(kind) } {
                    1 => usize::try_from(value).ok().map(Place::At),
                    2 => u32::try_from(value).ok().map(Place::Within),
                    _ => None,
                }
            }
        }
    }
}

/// Which line of a packed table speaks of this object.
fn line_of(ranges: &[(usize, usize)], number: usize) -> Option<usize> {
    let mut before = 0_usize;
    for (first, count) in ranges {
        match number.checked_sub(*first) {
            Some(within) if within < *count => return before.checked_add(within),
            _ => before = before.checked_add(*count)?,
        }
    }
    None
}

fn number_of(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}
