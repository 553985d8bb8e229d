//! The streams in which newer PDFs pack their tables and small objects, unpacked up to a set amount.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::values::{Cursor, Value};

/// The stream that follows its dictionary, or as much of it as may be.
pub(super) fn stream(dictionary: &Value, mut after: Cursor<'_>, bytes_max: usize) -> Option<Vec<u8>> {
    if !after.takes(b"stream") {
        return None;
    }
    let data = after.rest();
    let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).unwrap_or(data);
    let unpacked = match dictionary.get(b"Filter").map(Value::each) {
        None | Some([]) => {
            let length = dictionary.get(b"Length").and_then(Value::integer)?;
            data.get(..length.min(bytes_max))?.to_vec()
        }
        Some([filter]) if matches!(filter.name(), Some(b"FlateDecode" | b"Fl")) => inflated(data, bytes_max),
        Some(_) => return None,
    };
    let how = dictionary.get(b"DecodeParms").and_then(|how| how.each().first());
    let is_foretold = how.and_then(|how| how.get(b"Predictor")).and_then(Value::integer);
    if is_foretold.is_some_and(|predictor| predictor >= 10) {
        let columns = how.and_then(|how| how.get(b"Columns")).and_then(Value::integer).unwrap_or(1);
        return rows(&unpacked, columns);
    }
    Some(unpacked)
}

/// What comes out before it is damaged counts: readers take it, too.
fn inflated(data: &[u8], bytes_max: usize) -> Vec<u8> {
    let mut unpacked = Vec::new();
    let mut limited = ZlibDecoder::new(data).take(bytes_max as u64);
    let _damaged = limited.read_to_end(&mut unpacked);
    unpacked
}

/// Rows that say only how they differ from what is left of and above each byte, as in a PNG.
fn rows(packed: &[u8], columns: usize) -> Option<Vec<u8>> {
    if columns == 0 {
        return None;
    }
    let mut above = vec![0_u8; columns];
    let mut all = Vec::with_capacity(packed.len());
    for row in packed.chunks_exact(columns.checked_add(1)?) {
        let (mut left, mut corner) = (0_u8, 0_u8);
        for (byte, above) in row[1..].iter().zip(&mut above) {
            let foretold = match row[0] {
                0 => 0,
                1 => left,
                2 => *above,
                3 => u8::try_from(u16::midpoint(left.into(), (*above).into())).ok()?,
                4 => nearest(left, *above, corner),
                _ => return None,
            };
            let meant = byte.wrapping_add(foretold);
            all.push(meant);
            corner = std::mem::replace(above, meant);
            left = meant;
        }
    }
    Some(all)
}

/// Of the three neighbours, the one nearest to where they point together.
fn nearest(left: u8, above: u8, corner: u8) -> u8 {
    let point = i16::from(left) + i16::from(above) - i16::from(corner);
    let far = |from: u8| (point - i16::from(from)).abs();
    if far(left) <= far(above) && far(left) <= far(corner) {
        left
    } else if far(above) <= far(corner) {
        above
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn a_row_says_how_it_differs() {
        for (packed, expected) in [
            (vec![0, 1, 2, 3], vec![1, 2, 3]),
            (vec![1, 1, 1, 1], vec![1, 2, 3]),
            (vec![0, 1, 2, 3, 2, 1, 1, 1], vec![1, 2, 3, 2, 3, 4]),
            (vec![0, 4, 4, 4, 3, 1, 1, 1], vec![4, 4, 4, 3, 4, 5]),
            (vec![0, 1, 2, 3, 4, 1, 1, 1], vec![1, 2, 3, 2, 3, 4]),
        ] {
            assert_eq!(rows(&packed, 3), Some(expected), "{packed:?}");
        }
        assert_eq!(rows(&[9, 1, 2, 3], 3), None, "there is no such way to foretell");
    }
}
