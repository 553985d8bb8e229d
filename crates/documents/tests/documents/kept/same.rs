//! The same input gives the same bytes, in whichever process.

use sha2::{Digest, Sha256};

use super::everything::everything;
use crate::support::in_another_process;

/// What has a code is signed with a key of its own in each run of the tests: left out here.
const CODED: [&str; 2] = ["certificate", "diploma"];

#[test]
fn another_process_makes_the_same_bytes_of_every_document() {
    let printed = in_another_process(concat!(module_path!(), "::print_the_hashes"));
    let hashes = hashes();
    assert!(hashes.len() > 7, "all but those with a code");
    for line in hashes {
        assert!(printed.contains(&line), "{line} in {printed}");
    }
}

/// Run by the test above in another process.
#[test]
#[ignore = "prints what another test compares"]
fn print_the_hashes() {
    for line in hashes() {
        println!("{line}");
    }
}

fn hashes() -> Vec<String> {
    let all = everything("ᒪᐃᑦ Anna Lee 李小龍");
    let same = all.into_iter().filter(|(kind, _)| !CODED.contains(kind));
    same.map(|(kind, pdf)| {
        let digest = Sha256::digest(pdf.as_bytes());
        digest.iter().fold(format!("{kind} "), |hex, byte| hex + &format!("{byte:02x}"))
    })
    .collect()
}
