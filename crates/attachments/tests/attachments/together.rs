use portal_attachments::{Refused, together};
use portal_record::files::FileName;

use crate::rules;

fn named(number: u8, bytes: u64) -> FileName {
    FileName {
        sha256: format!("{number:064x}"),
        name: format!("{number}.pdf"),
        bytes,
        mime: "application/pdf".into(),
    }
}

#[test]
fn a_file_fits_beside_the_others() {
    let rules = rules();
    let (all, each) = (rules.together_bytes_max, rules.bytes_max);
    let next = named(99, 1).sha256;
    let many = |count| (0..count).map(|number| named(number, 1)).collect::<Vec<_>>();
    let full: Vec<FileName> = (0..4).map(|number| named(number, all / 4)).collect();
    for (attached, bytes, expected) in [
        (many(0), each, Ok(())),
        (many(19), each, Ok(())),
        (many(20), 1, Err(Refused::TooMany)),
        (vec![named(99, 1)], 1, Err(Refused::AlreadyAttached)),
        (full[..3].to_vec(), all / 4, Ok(())),
        (full[..3].to_vec(), all / 4 + 1, Err(Refused::TooLargeTogether)),
        (full.clone(), 1, Err(Refused::TooLargeTogether)),
        (vec![named(1, u64::MAX)], u64::MAX, Err(Refused::TooLargeTogether)),
    ] {
        assert_eq!(
            together(&attached, &next, bytes, &rules),
            expected,
            "{} files, {bytes} bytes",
            attached.len()
        );
    }
}
