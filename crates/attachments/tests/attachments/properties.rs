//! What holds for any bytes: they are judged, and what is cut off is never taken.

use portal_attachments::{Refused, judge};
use proptest::prelude::{ProptestConfig, any, prop, proptest};

use crate::{file, rules};

const WHOLE: [&str; 8] = [
    "letter.pdf",
    "packed.pdf",
    "for-the-web.pdf",
    "photo.jpg",
    "progressive.jpg",
    "drawing.png",
    "telephone.heic",
    "scan.tif",
];

#[test]
fn no_beginning_of_a_file_is_taken_for_the_file() {
    let rules = rules();
    for name in WHOLE {
        let whole = file(name);
        // Space behind the last line of a PDF says nothing, and what ends a TIFF may be padding.
        let last = whole.trim_ascii_end().len() - 1;
        for length in 1..last {
            let judged = judge(name, &whole[..length], &rules);
            assert!(judged.is_err(), "{name}: its first {length} bytes of {}", whole.len());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_in_a_file_it_is_judged(
        of in prop::sample::select(WHOLE.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = file(of);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _judged = judge(of, &bytes, &rules());
    }

    #[test]
    fn what_only_begins_as_something_is_not_taken(
        of in prop::sample::select(WHOLE.to_vec()),
        rest in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut bytes = file(of);
        bytes.truncate(12);
        bytes.extend(rest);
        assert!(judge(of, &bytes, &rules()).is_err());
    }

    #[test]
    fn a_program_stays_one_whatever_it_is_called(name in ".{0,12}", rest in prop::collection::vec(any::<u8>(), 300..400)) {
        let program = [b"\x7fELF\x02\x01\x01".to_vec(), rest].concat();
        assert_eq!(judge(&name, &program, &rules()), Err(Refused::Executable));
    }
}
