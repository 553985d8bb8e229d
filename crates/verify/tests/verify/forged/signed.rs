//! Signed files that were worked on.

use lopdf::Object;
use portal_verify::SignatureFault;

use super::{Expected, Row, annotation, cut, ranged, sign_again, swapped, updated};
use crate::{
    office::{Kind, Office, claims, contents, document},
    tampered::{open, saved},
};

/// A signed file that was worked on.
#[allow(clippy::too_many_lines, reason = "a table of data")]
pub(super) fn signed() -> Vec<Row> {
    use Expected::{Paper, Shape, Signature};
    use SignatureFault::{Changed, NotWhole, Several, Stranger};
    vec![
        ("something behind the end", |s| [&s.signed[..], b"\n"].concat(), Signature(NotWhole)),
        ("something before the beginning", |s| [b"%PDF-1.7\n", &s.signed[..]].concat(), Signature(NotWhole)),
        ("an update that turns the page", |s| updated(s, |page| page.set("Rotate", 90)), Signature(NotWhole)),
        (
            "an update with a note",
            |s| updated(s, |page| page.set("Annots", annotation("FreeText"))),
            Signature(NotWhole),
        ),
        (
            "an update that draws anew",
            |s| updated(s, |page| page.set("Contents", Object::Array(vec![]))),
            Signature(NotWhole),
        ),
        (
            "an update without the signature",
            |s| updated(s, |page| drop(page.remove(b"Annots"))),
            Signature(NotWhole),
        ),
        ("without its last byte", |s| s.signed[..s.signed.len() - 1].to_vec(), Signature(NotWhole)),
        ("without its last table", |s| cut(&s.signed, b"startxref"), Signature(NotWhole)),
        ("cut off within the message", |s| s.signed[..contents(&s.signed).start + 400].to_vec(), Shape),
        ("cut off behind the range", |s| s.signed[..contents(&s.signed).start - 12].to_vec(), Shape),
        ("cut off before the update: what the registrant could have printed", |s| s.plain.clone(), Paper),
        ("a range that ends early", |s| ranged(s, |[a, b, c, d]| [a, b, c, d - 10]), Signature(NotWhole)),
        ("a range that begins late", |s| ranged(s, |[_, b, c, d]| [1, b, c, d]), Signature(NotWhole)),
        ("a range with a wider gap", |s| ranged(s, |[a, b, c, d]| [a, b - 40, c, d]), Signature(NotWhole)),
        ("a range over nothing", |s| ranged(s, |_| [0, 0, 0, 0]), Signature(NotWhole)),
        ("a range that wraps around", |s| ranged(s, |[a, b, _, d]| [a, b, usize::MAX - 5, d]), Shape),
        (
            "signed twice",
            |s| {
                let again = sign_again(s);
                assert!(again.starts_with(&s.signed), "the first is there to the byte");
                again
            },
            Signature(Several),
        ),
        (
            "signed by a stranger of the same names",
            |s| Office::new().sign(&document(Kind::Certificate, &claims("Anna Lee"), &s.credential)),
            Signature(Stranger),
        ),
        (
            "the signature of another file",
            |s| {
                let other = claims("Siobhán Nguyễn-Côté");
                let other =
                    s.office.sign(&document(Kind::Certificate, &other, &s.office.college.credential(&other)));
                let mut forged = s.signed.clone();
                let place = contents(&forged);
                forged[place].copy_from_slice(&other[contents(&other)]);
                forged
            },
            Signature(Changed),
        ),
        (
            "one letter of the producer changed",
            |s| swapped(&s.signed, b"/Producer", b"/Produceq"),
            Signature(Changed),
        ),
        (
            "another kind of signature",
            |s| swapped(&s.signed, b"/ETSI.CAdES.detached", b"/adbe.pkcs7.detached"),
            Shape,
        ),
        (
            "an empty message",
            |s| {
                let mut forged = s.signed.clone();
                let place = contents(&forged);
                forged[place].fill(b'0');
                forged
            },
            Shape,
        ),
        (
            "something behind the message",
            |s| {
                let mut forged = s.signed.clone();
                let end = contents(&forged).end;
                forged[end - 2] = b'1';
                forged
            },
            Shape,
        ),
        (
            "a message in the gap that is not the file's",
            |s| {
                let mut forged = s.signed.clone();
                let start = contents(&forged).start;
                forged[start + 1] = if forged[start + 1] == b'0' { b'1' } else { b'0' };
                forged
            },
            Shape,
        ),
        (
            "a message in small letters",
            |s| {
                let mut forged = s.signed.clone();
                let place = contents(&forged);
                forged[place].make_ascii_lowercase();
                forged
            },
            Signature(NotWhole),
        ),
        ("saved anew", |s| saved(open(&s.signed)), Signature(NotWhole)),
        (
            "the range under a name that is spelled otherwise",
            |s| swapped(&s.signed, b"/ByteRange", b"/ByteRang#"),
            Shape,
        ),
    ]
}
