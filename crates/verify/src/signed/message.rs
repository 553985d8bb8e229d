//! The signed message (CMS, RFC 5652) in a file: which digest was signed, and with which certificate. One signer, SHA-256 and
//! ECDSA, with the attributes of CAdES; nothing else is read.

use cms::{
    cert::CertificateChoices,
    content_info::{CmsVersion, ContentInfo},
    signed_data::{SignedAttributes, SignedData, SignerIdentifier, SignerInfo},
};
use der::{
    Decode, Encode, Reader, Sequence, SliceReader,
    asn1::{ObjectIdentifier, OctetString},
    oid::db::{
        rfc5911::{
            ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, ID_SIGNED_DATA,
        },
        rfc5912::{ECDSA_WITH_SHA_256, ID_SHA_256},
    },
};
use p256::ecdsa::{DerSignature, signature::Verifier};
use sha2::{Digest, Sha256};
use x509_cert::{Certificate, spki::AlgorithmIdentifierOwned};

use super::{SignatureFault, authority::public_key};

/// RFC 5035: the certificates that were meant, the first of which signed.
#[derive(Sequence)]
struct SigningCertificateV2 {
    certificates: Vec<CertificateId>,
}

/// By its SHA-256, which needs no saying.
#[derive(Sequence)]
struct CertificateId {
    hash: OctetString,
}

/// What is needed of a message.
pub(super) struct Message {
    pub(super) certificate: Certificate,
    /// What else is sent along. No signature covers it.
    pub(super) others: Vec<CertificateChoices>,
    signer: SignerInfo,
    attributes: SignedAttributes,
}

impl Message {
    /// Reads a message that is followed by zeros: the room that was kept for it.
    pub(super) fn read(contents: &[u8]) -> Result<Self, SignatureFault> {
        let shape = |_| SignatureFault::Shape("its message is not CMS");
        let mut reader = SliceReader::new(contents).map_err(shape)?;
        let outer = ContentInfo::decode(&mut reader).map_err(shape)?;
        let rest = usize::try_from(reader.remaining_len()).unwrap_or_default();
        if contents[contents.len() - rest..].iter().any(|byte| *byte != 0) {
            return Err(SignatureFault::Shape("something follows its message"));
        }
        if outer.content_type != ID_SIGNED_DATA {
            return Err(SignatureFault::Shape("its message is not signed"));
        }
        let data: SignedData = outer.content.decode_as().map_err(shape)?;
        if data.encap_content_info.econtent_type != ID_DATA || data.encap_content_info.econtent.is_some() {
            return Err(SignatureFault::Shape("its message is over something else"));
        }
        let [signer] = data.signer_infos.0.as_ref() else {
            return Err(SignatureFault::Shape("not one signer"));
        };
        is_plain(&data, signer)?;
        let attributes = signer.signed_attrs.clone().ok_or(SignatureFault::Shape("without attributes"))?;
        let all = data.certificates.as_ref().map(|set| set.0.as_ref()).unwrap_or_default();
        let is_own = |choice: &&CertificateChoices| is_of(choice, signer);
        let Some(CertificateChoices::Certificate(certificate)) = all.iter().find(is_own) else {
            return Err(SignatureFault::Shape("without a certificate"));
        };
        let others = all.iter().filter(|choice| !is_own(choice)).cloned().collect();
        Ok(Self { certificate: certificate.clone(), others, signer: signer.clone(), attributes })
    }

    /// Whether this digest was signed with the certificate's key.
    pub(super) fn verify(&self, digest: &[u8; 32]) -> Result<(), SignatureFault> {
        let key = public_key(&self.certificate).ok_or(SignatureFault::OtherKey)?;
        let signed = self.attributes.to_der().map_err(|_| SignatureFault::OtherKey)?;
        let signature = DerSignature::from_bytes(self.signer.signature.as_bytes());
        let signature = signature.map_err(|_| SignatureFault::OtherKey)?;
        key.verify(&signed, &signature).map_err(|_| SignatureFault::OtherKey)?;

        let kind: Option<ObjectIdentifier> = self.attribute(ID_CONTENT_TYPE);
        let meant: Option<SigningCertificateV2> = self.attribute(ID_AA_SIGNING_CERTIFICATE_V_2);
        let own = self.certificate.to_der().map(Sha256::digest).map_err(|_| SignatureFault::OtherKey)?;
        let is_meant = meant.is_some_and(|meant| {
            meant.certificates.first().is_some_and(|first| first.hash.as_bytes() == own.as_slice())
        });
        if kind != Some(ID_DATA) || !is_meant {
            return Err(SignatureFault::Shape("its attributes are of something else"));
        }
        let said: Option<OctetString> = self.attribute(ID_MESSAGE_DIGEST);
        if said.is_some_and(|said| said.as_bytes() == digest) { Ok(()) } else { Err(SignatureFault::Changed) }
    }

    /// The only value of an attribute that stands once.
    fn attribute<T: for<'a> Decode<'a>>(&self, oid: ObjectIdentifier) -> Option<T> {
        let mut found = self.attributes.iter().filter(|attribute| attribute.oid == oid);
        let (attribute, further) = (found.next()?, found.next());
        match attribute.values.as_ref() {
            [value] if further.is_none() => T::from_der(&value.to_der().ok()?).ok(),
            _ => None,
        }
    }
}

/// What no signature covers must be as the College writes it, and not as somebody else would like it.
fn is_plain(data: &SignedData, signer: &SignerInfo) -> Result<(), SignatureFault> {
    let digests = [&signer.digest_alg].into_iter().chain(data.digest_algorithms.iter());
    let is_expected =
        |algorithm: &AlgorithmIdentifierOwned, oid| algorithm.oid == oid && algorithm.parameters.is_none();
    if !digests.into_iter().all(|digest| is_expected(digest, ID_SHA_256))
        || !is_expected(&signer.signature_algorithm, ECDSA_WITH_SHA_256)
    {
        return Err(SignatureFault::Shape("another algorithm"));
    }
    let versions = (data.version, signer.version);
    if versions != (CmsVersion::V1, CmsVersion::V1) || data.crls.is_some() || signer.unsigned_attrs.is_some()
    {
        return Err(SignatureFault::Shape("more than a signature"));
    }
    Ok(())
}

/// Whether this is the certificate that the signer names.
fn is_of(choice: &CertificateChoices, signer: &SignerInfo) -> bool {
    let (CertificateChoices::Certificate(it), SignerIdentifier::IssuerAndSerialNumber(named)) =
        (choice, &signer.sid)
    else {
        return false;
    };
    let it = it.tbs_certificate();
    *it.issuer() == named.issuer && *it.serial_number() == named.serial_number
}
