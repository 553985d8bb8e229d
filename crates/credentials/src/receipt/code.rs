//! The code by which people name a receipt, on the telephone and on the card.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Crockford's alphabet: no I, L, O or U, so that nothing is misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// `R27-7F3K-9QMD`: the year, then forty bits of the command's hash. The same command always has the same code.
///
/// Forty bits name a receipt, they do not prove one: who keeps receipts by code must keep a code unique.
pub fn receipt_code(year: i16, command_id: Uuid) -> String {
    let mut hash = Sha256::new();
    hash.update(b"portal receipt code\n");
    hash.update(year.to_be_bytes());
    hash.update(command_id.as_bytes());
    let bits = hash.finalize().iter().take(5).fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
    let letters: Vec<char> = (0..8).map(|place| letter(bits >> (35 - 5 * place))).collect();
    let (first, second): (String, String) = (letters[..4].iter().collect(), letters[4..].iter().collect());
    format!("R{:02}-{first}-{second}", year.rem_euclid(100))
}

fn letter(bits: u64) -> char {
    usize::try_from(bits & 31).map_or('0', |at| char::from(ALPHABET[at]))
}

#[cfg(test)]
mod tests {
    use super::{ALPHABET, receipt_code};
    use uuid::Uuid;

    #[test]
    fn a_code_has_the_year_and_two_groups_of_letters_that_are_not_misread() {
        let code = receipt_code(2027, Uuid::from_u128(1));
        let parts: Vec<&str> = code.split('-').collect();
        assert_eq!((parts.len(), parts[0]), (3, "R27"));
        let plain = |part: &str| part.len() == 4 && part.bytes().all(|byte| ALPHABET.contains(&byte));
        assert!(plain(parts[1]) && plain(parts[2]), "{code}");
    }

    #[test]
    fn the_same_command_always_has_the_same_code() {
        let id = Uuid::from_u128(0x0196_ec5c_0000_7000_8000_0000_0000_0001);
        assert_eq!(receipt_code(2027, id), "R27-VR2F-TXZ4", "codes on printed cards must not change");
        assert_ne!(receipt_code(2028, id), receipt_code(2027, id));
        assert_ne!(receipt_code(2027, Uuid::from_u128(2)), receipt_code(2027, id));
    }

    #[test]
    fn codes_are_spread_evenly_enough_to_be_unique_in_a_college() {
        let codes: std::collections::BTreeSet<String> =
            (0..50_000u128).map(|n| receipt_code(2027, Uuid::from_u128(n))).collect();
        assert_eq!(codes.len(), 50_000, "as many codes as registrants");
    }
}
