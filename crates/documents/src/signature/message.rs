//! The signed message (CMS, RFC 5652) that stands in the file: who signed which digest. Its signed attributes are those of
//! CAdES: content type, digest, and which certificate signed, so that no other can be put in its place.

use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo},
};
use der::{
    Encode, Sequence,
    asn1::{Any, ObjectIdentifier, OctetString, SetOfVec},
    oid::db::{
        rfc5911::{
            ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, ID_SIGNED_DATA,
        },
        rfc5912::{ECDSA_WITH_SHA_256, ID_SHA_256},
    },
};
use p256::ecdsa::{DerSignature, signature::Signer as _};
use sha2::{Digest, Sha256};
use x509_cert::{attr::Attribute, spki::AlgorithmIdentifierOwned};

use super::{SignatureError, Signer, authority::key_fault};

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

/// The message over a digest, DER encoded.
pub(super) fn signed(digest: &[u8], signer: &Signer) -> Result<Vec<u8>, SignatureError> {
    build(digest, signer).map_err(key_fault)
}

fn build(digest: &[u8], signer: &Signer) -> Result<Vec<u8>, der::Error> {
    let attributes = SetOfVec::try_from(vec![
        attribute(ID_CONTENT_TYPE, Any::encode_from(&ID_DATA)?)?,
        attribute(ID_MESSAGE_DIGEST, Any::encode_from(&OctetString::new(digest)?)?)?,
        attribute(ID_AA_SIGNING_CERTIFICATE_V_2, Any::encode_from(&certificate_id(signer)?)?)?,
    ])?;
    let signature: DerSignature = signer.key.sign(&attributes.to_der()?);
    let certificate = signer.certificate.tbs_certificate();
    let signed_by = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: certificate.issuer().clone(),
            serial_number: certificate.serial_number().clone(),
        }),
        digest_alg: algorithm(ID_SHA_256),
        signed_attrs: Some(attributes),
        signature_algorithm: algorithm(ECDSA_WITH_SHA_256),
        signature: OctetString::new(signature.as_bytes())?,
        unsigned_attrs: None,
    };
    let certificates = [&signer.certificate, &signer.root];
    let certificates: Vec<_> =
        certificates.into_iter().cloned().map(CertificateChoices::Certificate).collect();
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![algorithm(ID_SHA_256)])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: ID_DATA, econtent: None },
        certificates: Some(certificates.try_into()?),
        crls: None,
        signer_infos: vec![signed_by].try_into()?,
    };
    ContentInfo { content_type: ID_SIGNED_DATA, content: Any::encode_from(&data)? }.to_der()
}

fn certificate_id(signer: &Signer) -> Result<SigningCertificateV2, der::Error> {
    let hash = Sha256::digest(signer.certificate.to_der()?);
    Ok(SigningCertificateV2 { certificates: vec![CertificateId { hash: OctetString::new(hash.to_vec())? }] })
}

fn attribute(oid: ObjectIdentifier, value: Any) -> Result<Attribute, der::Error> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
}

fn algorithm(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid, parameters: None }
}
