//! The College's own demonstration authority: a root certificate, and the certificate that signs documents. Who trusts a
//! document trusts the root. Where keys are kept, and when a certificate is renewed, is the server's affair.

use std::time::Duration;

use der::{
    Decode, Encode, EncodePem,
    asn1::{Any, ObjectIdentifier, SetOfVec, Utf8StringRef},
    oid::db::rfc4519::{COMMON_NAME, COUNTRY_NAME, ORGANIZATION_NAME},
    pem::LineEnding,
};
use jiff::{SignedDuration, Timestamp};
use p256::{
    ecdsa::{self, SigningKey},
    elliptic_curve::Generate,
    pkcs8::{DecodePrivateKey, EncodePrivateKey},
};
use sha2::{Digest, Sha256};
use x509_cert::{
    Certificate,
    attr::AttributeTypeAndValue,
    builder::{Builder, CertificateBuilder, profile::BuilderProfile},
    certificate::TbsCertificate,
    ext::{
        Extension, ToExtension,
        pkix::{AuthorityKeyIdentifier, BasicConstraints, KeyUsage, KeyUsages, SubjectKeyIdentifier},
    },
    name::{Name, RdnSequence, RelativeDistinguishedName},
    serial_number::SerialNumber,
    spki::{SubjectPublicKeyInfo, SubjectPublicKeyInfoRef},
    time::{Time, Validity},
};

use super::SignatureError;

/// How long certificates hold, in days.
const ROOT_DAYS: i64 = 3653;
const SIGNER_DAYS: i64 = 1096;

/// Issues the certificates that sign documents.
#[derive(Clone)]
pub struct Authority {
    key: SigningKey,
    certificate: Certificate,
    organization: String,
}

/// A key that signs documents, with its certificate and that of the authority.
#[derive(Clone)]
pub struct Signer {
    pub(super) key: SigningKey,
    pub(super) certificate: Certificate,
    pub(super) root: Certificate,
    name: String,
}

impl Authority {
    /// A new authority of this organization, under this name, from the system's randomness. Its certificate holds ten years.
    ///
    /// # Errors
    ///
    /// [`SignatureError::Key`] for a name that a certificate cannot carry.
    pub fn generate(organization: &str, name: &str, now: Timestamp) -> Result<Self, SignatureError> {
        let key = SigningKey::generate();
        let subject = subject(organization, name)?;
        let profile = Profile { issuer: subject.clone(), subject, is_authority: true };
        let certificate = certificate(profile, &key, &key, now, ROOT_DAYS)?;
        Ok(Self { key, certificate, organization: organization.to_owned() })
    }

    /// Issues a new signer under this name, from the system's randomness. Its certificate holds three years.
    ///
    /// # Errors
    ///
    /// [`SignatureError::Key`] for a name that a certificate cannot carry.
    pub fn issue(&self, name: &str, now: Timestamp) -> Result<Signer, SignatureError> {
        let key = SigningKey::generate();
        let issuer = self.certificate.tbs_certificate().subject().clone();
        let profile = Profile { issuer, subject: subject(&self.organization, name)?, is_authority: false };
        let certificate = certificate(profile, &key, &self.key, now, SIGNER_DAYS)?;
        Ok(Signer { key, certificate, root: self.certificate.clone(), name: name.to_owned() })
    }

    /// The certificate to trust, as PEM: what is given to whoever verifies.
    ///
    /// # Errors
    ///
    /// [`SignatureError::Key`] if it cannot be written, which would be a fault of the program.
    pub fn certificate_pem(&self) -> Result<String, SignatureError> {
        self.certificate.to_pem(LineEnding::LF).map_err(key_fault)
    }

    /// The key and the certificate as PEM, one after the other. Secret.
    ///
    /// # Errors
    ///
    /// [`SignatureError::Key`] if they cannot be written, which would be a fault of the program.
    pub fn to_pem(&self) -> Result<String, SignatureError> {
        Ok(key_pem(&self.key)? + &self.certificate_pem()?)
    }

    /// Reads what [`Self::to_pem`] wrote.
    ///
    /// # Errors
    ///
    /// [`SignatureError::Key`] if it is anything else.
    pub fn from_pem(pem: &str) -> Result<Self, SignatureError> {
        let (key, certificates) = read_pem(pem)?;
        let [certificate] = <[Certificate; 1]>::try_from(certificates)
            .map_err(|_| SignatureError::Key("an authority has one certificate".into()))?;
        belongs(&key, &certificate)?;
        let organization = named(&certificate, ORGANIZATION_NAME)?;
        Ok(Self { key, certificate, organization })
    }
}

impl Signer {
    /// The name in the certificate.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the certificate holds at this instant.
    pub fn is_valid_at(&self, at: Timestamp) -> bool {
        let validity = self.certificate.tbs_certificate().validity();
        let at = Duration::from_secs(u64::try_from(at.as_second()).unwrap_or(0));
        validity.not_before.to_unix_duration() <= at && at <= validity.not_after.to_unix_duration()
    }

    /// The certificate of the authority, as PEM: what is given to whoever verifies.
    ///
    /// # Errors
    ///
    /// [`SignatureError::Key`] if it cannot be written, which would be a fault of the program.
    pub fn authority_pem(&self) -> Result<String, SignatureError> {
        self.root.to_pem(LineEnding::LF).map_err(key_fault)
    }

    /// The key, its certificate and the authority's as PEM, one after the other. Secret.
    ///
    /// # Errors
    ///
    /// [`SignatureError::Key`] if they cannot be written, which would be a fault of the program.
    pub fn to_pem(&self) -> Result<String, SignatureError> {
        let own = self.certificate.to_pem(LineEnding::LF).map_err(key_fault)?;
        Ok(key_pem(&self.key)? + &own + &self.authority_pem()?)
    }

    /// Reads what [`Self::to_pem`] wrote.
    ///
    /// # Errors
    ///
    /// [`SignatureError::Key`] if it is anything else.
    pub fn from_pem(pem: &str) -> Result<Self, SignatureError> {
        let (key, certificates) = read_pem(pem)?;
        let [certificate, root] = <[Certificate; 2]>::try_from(certificates)
            .map_err(|_| SignatureError::Key("a signer has its certificate and the authority's".into()))?;
        belongs(&key, &certificate)?;
        let name = named(&certificate, COMMON_NAME)?;
        Ok(Self { key, certificate, root, name })
    }
}

/// What distinguishes the two kinds of certificates.
struct Profile {
    issuer: Name,
    subject: Name,
    is_authority: bool,
}

impl BuilderProfile for Profile {
    fn get_issuer(&self, _: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        key: SubjectPublicKeyInfoRef<'_>,
        issuer_key: SubjectPublicKeyInfoRef<'_>,
        certificate: &TbsCertificate,
    ) -> x509_cert::builder::Result<Vec<Extension>> {
        let (constraints, usage) = if self.is_authority {
            let constraints = BasicConstraints { ca: true, path_len_constraint: Some(0) };
            (constraints, KeyUsages::KeyCertSign | KeyUsages::CRLSign)
        } else {
            let constraints = BasicConstraints { ca: false, path_len_constraint: None };
            (constraints, KeyUsages::DigitalSignature | KeyUsages::NonRepudiation)
        };
        let subject = certificate.subject();
        Ok(vec![
            constraints.to_extension(subject, &[])?,
            KeyUsage(usage).to_extension(subject, &[])?,
            SubjectKeyIdentifier::try_from(key)?.to_extension(subject, &[])?,
            AuthorityKeyIdentifier::try_from(issuer_key)?.to_extension(subject, &[])?,
        ])
    }
}

fn certificate(
    profile: Profile,
    key: &SigningKey,
    issuer_key: &SigningKey,
    now: Timestamp,
    days: i64,
) -> Result<Certificate, SignatureError> {
    let public = SubjectPublicKeyInfo::from_key(key.verifying_key()).map_err(key_fault)?;
    // A key has one certificate: what names the key names the certificate, too.
    let digest = Sha256::digest(public.to_der().map_err(key_fault)?);
    let mut serial = [0; 16];
    serial.copy_from_slice(&digest[..16]);
    serial[0] = (serial[0] & 0x3f) | 0x40;
    let validity = Validity::new(time(now)?, time(now + SignedDuration::from_hours(24 * days))?);
    let serial = SerialNumber::new(&serial).map_err(key_fault)?;
    CertificateBuilder::new(profile, serial, validity, public)
        .and_then(|builder| builder.build::<_, ecdsa::DerSignature>(issuer_key))
        .map_err(key_fault)
}

fn time(instant: Timestamp) -> Result<Time, SignatureError> {
    let since_epoch = Duration::from_secs(u64::try_from(instant.as_second()).map_err(key_fault)?);
    der::DateTime::from_unix_duration(since_epoch).map(Time::from).map_err(key_fault)
}

fn subject(organization: &str, name: &str) -> Result<Name, SignatureError> {
    let parts = [(COUNTRY_NAME, "CA"), (ORGANIZATION_NAME, organization), (COMMON_NAME, name)];
    let parts: Result<Vec<_>, der::Error> = parts.into_iter().map(|(oid, text)| part(oid, text)).collect();
    let parts = RdnSequence::from(parts.map_err(key_fault)?);
    parts.to_der().and_then(|parts| Name::from_der(&parts)).map_err(key_fault)
}

fn part(oid: ObjectIdentifier, text: &str) -> Result<RelativeDistinguishedName, der::Error> {
    // A country is of letters that the older kind of string has, and must be of that kind.
    let value = if oid == COUNTRY_NAME {
        Any::encode_from(&der::asn1::PrintableStringRef::new(text)?)?
    } else {
        Any::encode_from(&Utf8StringRef::new(text)?)?
    };
    SetOfVec::try_from(vec![AttributeTypeAndValue { oid, value }]).map(RelativeDistinguishedName::from)
}

fn named(certificate: &Certificate, oid: ObjectIdentifier) -> Result<String, SignatureError> {
    let subject = certificate.tbs_certificate().subject();
    let value =
        subject.iter().find(|part| part.oid == oid).map(|part| part.value.decode_as::<Utf8StringRef<'_>>());
    match value {
        Some(Ok(text)) => Ok(text.as_str().to_owned()),
        _ => Err(SignatureError::Key(format!("the certificate does not state {oid}"))),
    }
}

fn key_pem(key: &SigningKey) -> Result<String, SignatureError> {
    Ok(key.to_pkcs8_pem(LineEnding::LF).map_err(key_fault)?.to_string())
}

fn read_pem(pem: &str) -> Result<(SigningKey, Vec<Certificate>), SignatureError> {
    let (key, certificates) = pem.split_at(pem.find("-----BEGIN CERTIFICATE-----").unwrap_or(pem.len()));
    let key = SigningKey::from_pkcs8_pem(key).map_err(key_fault)?;
    let certificates = Certificate::load_pem_chain(certificates.as_bytes()).map_err(key_fault)?;
    Ok((key, certificates))
}

fn belongs(key: &SigningKey, certificate: &Certificate) -> Result<(), SignatureError> {
    let own = SubjectPublicKeyInfo::from_key(key.verifying_key()).map_err(key_fault)?;
    if own == *certificate.tbs_certificate().subject_public_key_info() {
        Ok(())
    } else {
        Err(SignatureError::Key("the certificate is for another key".into()))
    }
}

pub(super) fn key_fault(error: impl std::fmt::Display) -> SignatureError {
    SignatureError::Key(error.to_string())
}
