//! What is signed here is checked by somebody else's program: python's `cwt`, with the published COSE keys and nothing of ours.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that can't go on fails")]

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use jiff::civil::date;
use portal_credentials::{
    keys::{KeySet, SigningKey},
    registration::{
        Class, CredentialClaims, CredentialId, Details, Kind, Terms,
        status::{CredentialStatus, StatusClaims},
    },
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Reads a line each of the key set, the credential's letters and the status list; prints what it was told, or who refused it.
const READER: &str = r#"
import sys, zlib
import cbor2, cwt
from cwt import COSE, COSEKey

keys, letters, status = (line.rstrip("\n") for line in sys.stdin)
keys = [COSEKey.new(key) for key in cbor2.loads(bytes.fromhex(keys))]

alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
assert letters.startswith("PC2:"), letters
letters = [alphabet.index(letter) for letter in letters[4:]]
credential = bytearray()
for at in range(0, len(letters), 3):
    part = letters[at:at + 3]
    value = sum(digit * 45 ** place for place, digit in enumerate(part))
    credential += value.to_bytes(2 if len(part) == 3 else 1, "big")
credential = bytes(credential)

claims = cwt.decode(credential, keys=keys)
said = claims[-65537]
print(claims[1], claims[7].hex(), said[1], said[2], said[3], said[5], said[6], said[7], said[8], said[9], said[11], said[12], said[13].hex(), sep="|")
protected = cbor2.loads(cbor2.loads(credential).value[0])
print(protected[1], protected[4] == keys[0].kid)

changed = bytearray(credential)
changed[-1] ^= 1
try:
    cwt.decode(bytes(changed), keys=keys)
    print("accepted")
except Exception as refusal:
    print("refused", type(refusal).__name__)

status = cbor2.loads(COSE.new().decode(bytes.fromhex(status), keys=keys))
bits = zlib.decompress(status[65533]["lst"])
print(status[2], status[65533]["bits"], [bits[index // 4] >> index % 4 * 2 & 3 for index in range(5)])
"#;

fn python() -> PathBuf {
    let named = std::env::var_os("PORTAL_PYTHON").map(PathBuf::from);
    named
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/python/bin/python"))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(lines: &[String]) -> Vec<String> {
    let mut reader = Command::new(python())
        .args(["-c", READER])
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("python with cwt: `cargo xtask test` installs it");
    let mut input = reader.stdin.take().expect("its input");
    input.write_all(format!("{}\n", lines.join("\n")).as_bytes()).expect("it reads");
    drop(input);
    let out = reader.wait_with_output().expect("it ends");
    assert!(
        out.status.success(),
        "python's cwt (`cargo xtask test` installs it): {}",
        String::from_utf8_lossy(&out.stderr)
    );
    String::from_utf8(out.stdout).expect("text").lines().map(str::to_owned).collect()
}

#[test]
fn another_program_reads_the_same_and_refuses_what_was_changed() {
    let key = SigningKey::generate();
    let keys = KeySet::default().with(key.verifying_key());
    // Days around whatever day the other program believes to be today.
    let claims = CredentialClaims {
        id: CredentialId::derived(Uuid::from_u128(7), b"2027"),
        index: 4,
        issuer: "https://portal.example".into(),
        name: "Siobhán Nguyễn-Côté".into(),
        cpso_number: 900_001,
        class: Class::Code("independent".into()),
        status: "active".into(),
        valid_from: date(2020, 6, 1),
        valid_until: Some(date(2099, 5, 31)),
        details: Some(Details {
            kind: Kind::Year,
            effective: date(2015, 7, 2),
            expires: None,
            first_registered: date(2010, 7, 2),
            terms: Terms::of(&["Under supervision.".to_owned()]),
        }),
        issued_at: "2020-05-20T14:14:03Z".parse().expect("an instant"),
    };
    let list = [
        (1, CredentialStatus::Withdrawn),
        (2, CredentialStatus::Suspended),
        (4, CredentialStatus::Superseded),
    ];
    let status = key.issue_status(&StatusClaims {
        subject: claims.status_list(),
        issued_at: claims.issued_at,
        expires_at: "2099-01-01T00:00:00Z".parse().expect("an instant"),
        fresh_for_seconds: 300,
        list: list.into_iter().collect(),
    });
    let said = read(&[hexadecimal(&keys.to_cose()), key.issue(&claims).0, hexadecimal(&status)]);
    let id = hexadecimal(claims.id.as_bytes());
    let expected = [
        format!(
            "https://portal.example|{id}|Siobhán Nguyễn-Côté|900001|independent|18414|47267|4|1|16618|14792|1|{}",
            hexadecimal(&Sha256::digest(br#"["Under supervision."]"#)[..12])
        ),
        "-7 True".to_owned(),
        "refused VerifyError".to_owned(),
        "https://portal.example/v1/credentials/status 2 [0, 1, 2, 0, 3]".to_owned(),
    ];
    assert_eq!(said, expected);
}
