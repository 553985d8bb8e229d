//! CBOR (RFC 8949) as it is signed here: core deterministic encoding and nothing else, so that what is said has one spelling.
//! What the data means is not known here.

use ciborium::Value;

/// The encoding of a value whose maps are in order already.
pub(crate) fn encode(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing plain data into memory does not fail.
    let _ = ciborium::into_writer(value, &mut bytes);
    bytes
}

/// Reads one value, if it is written deterministically (RFC 8949, 4.2.1) and nothing follows it.
pub(crate) fn decode(bytes: &[u8]) -> Option<Value> {
    let value: Value = ciborium::from_reader(bytes).ok()?;
    (is_ordered(&value) && encode(&value) == bytes).then_some(value)
}

/// Whether every map has its keys in the order of their encodings, each once.
fn is_ordered(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().all(is_ordered),
        Value::Tag(_, inner) => is_ordered(inner),
        Value::Map(entries) => {
            let keys: Vec<Vec<u8>> = entries.iter().map(|(key, _)| encode(key)).collect();
            keys.is_sorted_by(|one, next| one < next)
                && entries.iter().all(|(key, value)| is_ordered(key) && is_ordered(value))
        }
        _ => true,
    }
}

/// A map with whole numbers for keys. They are given in order: 1, 2, …, -1, -2, ….
pub(crate) fn map<const N: usize>(entries: [(i64, Value); N]) -> Value {
    Value::Map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

/// What a map has under this key.
pub(crate) fn get(map: &Value, key: i64) -> Option<&Value> {
    map.as_map()?.iter().find(|(found, _)| *found == Value::from(key)).map(|(_, value)| value)
}

/// A whole number of any type that holds it.
pub(crate) fn number<T: TryFrom<ciborium::value::Integer>>(value: &Value) -> Option<T> {
    T::try_from(value.as_integer()?).ok()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode, map};
    use ciborium::Value;

    #[test]
    fn what_is_written_here_is_read_here() {
        let value = map([
            (1, "https://portal.example".into()),
            (6, 1_811_000_000.into()),
            (-1, Value::Bytes(vec![1, 2])),
            (-65537, map([(1, "Ana Marić".into()), (24, Value::Array(vec![1.into(), (-1).into()]))])),
        ]);
        assert_eq!(decode(&encode(&value)), Some(value));
    }

    #[test]
    fn another_spelling_of_the_same_is_refused() {
        for (bytes, why) in [
            (&[0x18, 0x01][..], "a number longer than it needs"),
            (&[0x9f, 0x01, 0xff], "an array of indefinite length"),
            (&[0x5f, 0x41, 0x01, 0xff], "bytes in pieces"),
            (&[0x78, 0x01, 0x61], "a length longer than it needs"),
            (&[0xa2, 0x02, 0x00, 0x01, 0x00], "keys out of order"),
            (&[0xa2, 0x20, 0x00, 0x01, 0x00], "a negative key before a positive one"),
            (&[0xa2, 0x01, 0x00, 0x01, 0x00], "a key twice"),
            (&[0xd2, 0xa2, 0x02, 0x00, 0x01, 0x00], "out of order below a tag"),
            (&[0x01, 0x01], "something after it"),
            (&[0x82, 0x01], "something missing"),
            (&[], "nothing"),
        ] {
            assert_eq!(decode(bytes), None, "{why}");
        }
        assert!(decode(&[0x81; 100_000]).is_none(), "nested without end");
    }
}
