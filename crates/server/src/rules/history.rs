//! What names a place of a history: a hash over all entries up to it, each with the hash before it. Two databases that give the
//! same one for a place hold the same entries up to there, in the same order.

use portal_protocol::History;
use sha2::{Digest, Sha256};

use super::Refused;
use crate::secrets::hex;

/// That of an entry as it is stored, which follows on this one. The first of a stream follows on none; so does, where entries
/// were stored before there were hashes, each of those.
pub fn next(before: Option<&History>, payload: &[u8]) -> History {
    let mut hash = Sha256::new();
    if let Some(History(before)) = before {
        hash.update(before);
    }
    // What is before it is of one length, or not there: no payload begins like it, since that is JSON.
    hash.update(payload);
    History(hex(&hash.finalize()))
}

/// A device that was told another history of the same place is refused. Older programs tell none.
///
/// # Errors
/// [`Refused::OtherHistory`].
pub fn require_same(told: Option<&History>, held: Option<&History>) -> Result<(), Refused> {
    match (told, held) {
        (Some(told), Some(held)) if told != held => Err(Refused::OtherHistory),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(entries: &[&str]) -> Option<History> {
        entries.iter().fold(None, |before, entry| Some(next(before.as_ref(), entry.as_bytes())))
    }

    #[test]
    fn it_names_all_that_was_before_in_its_order() {
        let kept = of(&["{1}", "{2}", "{3}"]);
        assert_eq!(of(&["{1}", "{2}", "{3}"]), kept);
        for other in [
            &["{1}", "{2}"][..],
            &["{2}", "{1}", "{3}"],
            &["{1}", "{9}", "{3}"],
            &["{1}{2}", "{3}"],
            &["{3}"],
        ] {
            assert_ne!(of(other), kept, "{other:?}");
        }
    }

    #[test]
    fn it_is_the_same_in_every_version_of_the_server() {
        let told = of(&["{1}", "{2}"]).map(|History(hash)| hash);
        assert_eq!(told.as_deref(), Some("e94549fd53e751e3c803453a250553db6517b5b37b775946c306a561b1f49f98"));
    }

    #[test]
    fn only_a_device_that_was_told_another_history_is_refused() {
        let (one, other) = (of(&["{1}"]), of(&["{2}"]));
        for (told, held, expected) in [
            (&one, &one, Ok(())),
            (&one, &other, Err(Refused::OtherHistory)),
            (&None, &other, Ok(())),
            (&one, &None, Ok(())),
        ] {
            assert_eq!(require_same(told.as_ref(), held.as_ref()), expected, "{told:?} {held:?}");
        }
    }
}
