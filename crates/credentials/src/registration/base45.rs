//! Base45 (RFC 9285): bytes as the letters that a printed code carries most cheaply. Strict, so that bytes have one spelling.

const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// Two bytes as three letters, a last single byte as two.
pub(super) fn encode(bytes: &[u8]) -> String {
    let letter = |value: u16| char::from(ALPHABET[usize::from(value % 45)]);
    let mut text = String::with_capacity(bytes.len().div_ceil(2) * 3);
    for pair in bytes.chunks(2) {
        let value = pair.iter().fold(0, |value, byte| value << 8 | u16::from(*byte));
        text.extend([letter(value), letter(value / 45)]);
        text.extend((pair.len() == 2).then(|| letter(value / 2025)));
    }
    text
}

/// The bytes, or nothing for what [`encode`] does not write.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 3 * 2 + 1);
    for letters in text.as_bytes().chunks(3) {
        let value = letters.iter().rev().try_fold(0u32, |value, letter| {
            let digit = ALPHABET.iter().position(|known| known == letter)?;
            Some(value * 45 + u32::try_from(digit).ok()?)
        })?;
        match letters.len() {
            3 => bytes.extend(u16::try_from(value).ok()?.to_be_bytes()),
            2 => bytes.push(u8::try_from(value).ok()?),
            _ => return None,
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};
    use proptest::prelude::*;

    /// The examples of RFC 9285, 4.3 and 4.4.
    #[test]
    fn the_examples_of_the_standard_are_written_and_read() {
        for (plain, text) in
            [("AB", "BB8"), ("Hello!!", "%69 VD92EX0"), ("base-45", "UJCLQE7W581"), ("ietf!", "QED8WEX0")]
        {
            assert_eq!(encode(plain.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(plain.as_bytes()));
        }
    }

    #[test]
    fn what_is_never_written_is_not_read() {
        for text in ["GGW", ":::", "::", "V5", "A", "BB8A", "bb8", "BB8=", "BBé", "BB8\n"] {
            assert_eq!(decode(text), None, "{text:?}");
        }
        assert_eq!(decode(""), Some(Vec::new()));
    }

    proptest! {
        #[test]
        fn bytes_survive(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn what_is_read_has_one_spelling(text in "[0-9A-Z $%*+./:-]{0,30}") {
            if let Some(bytes) = decode(&text) {
                prop_assert_eq!(encode(&bytes), text);
            }
        }
    }
}
