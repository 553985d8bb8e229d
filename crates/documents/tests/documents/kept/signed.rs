//! Signed files, judged by pyHanko and pdfsig, which know nothing of this program.

use jiff::{Timestamp, ToSpan};
use portal_documents::{
    Pdf,
    signature::{Authority, SignatureError, Signer, sign},
};

use crate::{
    kept::everything::everything,
    support::judges::{Signed, is_sound},
};

const GOOD: &str = "True True True /ETSI.CAdES.detached ENTIRE_FILE";

/// The judges ask whether certificates hold today.
fn authority() -> (Authority, Signer, Timestamp) {
    let now = Timestamp::now();
    let authority = Authority::generate("College", "College Root", now - 2.hours()).expect("an authority");
    let signer = authority.issue("College, documents", now - 1.hour()).expect("a signer");
    (authority, signer, now)
}

fn receipt() -> Pdf {
    let all = everything("Nguyễn Thị Bảo Ngọc");
    all.into_iter().find(|(kind, _)| *kind == "receipt").expect("a receipt").1
}

#[test]
fn two_judges_find_the_signature_whole_and_the_signer_trusted() {
    let (authority, signer, now) = authority();
    for (kind, pdf) in everything("Anna Lee") {
        let signed = sign(&pdf, &signer, "Issued by the College", now).expect("it is signed");
        assert!(signed.as_bytes().starts_with(pdf.as_bytes()), "{kind} is in it as it was made");
        let judged = Signed::new(signed.as_bytes(), &authority.certificate_pem().expect("PEM"));
        assert_eq!(judged.by_pyhanko(), GOOD, "{kind}");
        let report = judged.by_pdfsig();
        for line in [
            "Signature is Valid.",
            "Certificate is Trusted.",
            "Total document signed",
            "Signer Certificate Common Name: College, documents",
            "Signature Type: ETSI.CAdES.detached",
        ] {
            assert!(report.contains(line), "{kind}: {line:?} in {report}");
        }
    }
}

#[test]
fn a_signed_document_is_still_sound_and_one_to_be_kept() {
    let (_, signer, now) = authority();
    let signed: Vec<(&str, Pdf)> = everything("Anna Lee")
        .into_iter()
        .map(|(kind, pdf)| {
            (kind, sign(&pdf, &signer, "Issued <by> the & College", now).expect("it is signed"))
        })
        .collect();
    is_sound(&signed.iter().map(|(kind, pdf)| (*kind, pdf)).collect::<Vec<_>>());
}

#[test]
fn one_changed_byte_is_seen_by_both() {
    let (authority, signer, now) = authority();
    let pdf = receipt();
    let signed = sign(&pdf, &signer, "Issued by the College", now).expect("it is signed").into_bytes();
    let root = authority.certificate_pem().expect("PEM");
    // In the year of the date of creation, which every reader still takes for a date.
    let at = signed.windows(16).position(|it| it == b"/CreationDate(D:").expect("a date") + 19;
    let mut changed = signed.clone();
    changed[at] ^= 1;
    let judged = Signed::new(&changed, &root);
    assert!(judged.by_pyhanko().starts_with("False"), "{}", judged.by_pyhanko());
    assert!(judged.by_pdfsig().contains("Digest Mismatch"), "{}", judged.by_pdfsig());
    let mut longer = signed;
    longer.extend(b"\n% something added\n");
    let judged = Signed::new(&longer, &root);
    assert_ne!(judged.by_pyhanko(), GOOD, "what was added afterwards is not covered");
    assert!(!judged.by_pdfsig().contains("Total document signed"), "{}", judged.by_pdfsig());
}

#[test]
fn a_signer_of_another_authority_is_not_trusted() {
    let (_, signer, now) = authority();
    let (other, ..) = authority();
    let signed = sign(&receipt(), &signer, "Issued by the College", now).expect("it is signed");
    let judged = Signed::new(signed.as_bytes(), &other.certificate_pem().expect("PEM"));
    assert!(judged.by_pyhanko().starts_with("True True False"), "{}", judged.by_pyhanko());
    let report = judged.by_pdfsig();
    assert!(
        report.contains("Signature is Valid.") && !report.contains("Certificate is Trusted."),
        "{report}"
    );
}

#[test]
fn the_same_signer_signs_the_same_file_with_the_same_bytes_also_after_being_stored() {
    let (authority, signer, now) = authority();
    let pdf = receipt();
    let signed = sign(&pdf, &signer, "Issued by the College", now).expect("it is signed");
    let stored = Signer::from_pem(&signer.to_pem().expect("PEM")).expect("the signer");
    assert_eq!(stored.name(), "College, documents");
    assert_eq!(sign(&pdf, &stored, "Issued by the College", now).expect("it is signed"), signed);
    let stored = Authority::from_pem(&authority.to_pem().expect("PEM")).expect("the authority");
    assert_eq!(stored.certificate_pem(), authority.certificate_pem());
    let next = stored.issue("College, documents", now).expect("a signer");
    assert_eq!(next.authority_pem(), authority.certificate_pem(), "it issues further signers");
}

#[test]
fn a_certificate_signs_only_while_it_is_valid() {
    let (_, signer, now) = authority();
    let pdf = receipt();
    for at in [now - 2.hours(), now + (24 * 1200).hours()] {
        let refused = sign(&pdf, &signer, "Issued by the College", at).expect_err("it is not valid then");
        assert_eq!(refused, SignatureError::NotValidThen(at));
    }
}

#[test]
fn a_key_with_the_certificate_of_another_is_refused() {
    let (authority, signer, now) = authority();
    let other = authority.issue("Somebody else", now).expect("a signer").to_pem().expect("PEM");
    let own = signer.to_pem().expect("PEM");
    let begins = |pem: &str| pem.find("-----BEGIN CERTIFICATE").expect("a certificate");
    let mixed = own[..begins(&own)].to_owned() + &other[begins(&other)..];
    assert!(matches!(Signer::from_pem(&mixed), Err(SignatureError::Key(_))));
    assert!(matches!(Signer::from_pem(&authority.to_pem().expect("PEM")), Err(SignatureError::Key(_))));
    assert!(matches!(Signer::from_pem("no PEM"), Err(SignatureError::Key(_))));
}
