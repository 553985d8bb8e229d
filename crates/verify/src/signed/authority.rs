//! The authority that stands behind the College's signatures, and whether it issued a certificate.

use std::time::Duration;

use cms::cert::CertificateChoices;
use der::{
    Decode, DecodePem, Encode,
    oid::db::{rfc4519::COMMON_NAME, rfc5912::ECDSA_WITH_SHA_256},
};
use jiff::{civil::Date, tz::TimeZone};
use p256::{
    PublicKey,
    ecdsa::{DerSignature, VerifyingKey, signature::Verifier},
    pkcs8::DecodePublicKey,
};
use x509_cert::{
    Certificate,
    ext::pkix::{BasicConstraints, KeyUsage, KeyUsages},
};

use super::SignatureFault;

/// A root certificate that is trusted.
#[derive(Debug, Clone)]
pub struct Authority(Certificate);

impl Authority {
    /// Reads a certificate in PEM.
    ///
    /// # Errors
    ///
    /// Why it is not the certificate of an authority with a P-256 key, for developers.
    pub fn from_pem(pem: &str) -> Result<Self, String> {
        let certificate = Certificate::from_pem(pem).map_err(|error| error.to_string())?;
        let constraints: Option<(bool, BasicConstraints)> = extension(&certificate);
        if !constraints.is_some_and(|(_, constraints)| constraints.ca) {
            return Err("the certificate is not that of an authority".to_owned());
        }
        public_key(&certificate).ok_or("its key is not on P-256")?;
        Ok(Self(certificate))
    }

    /// Whether this is the authority's own certificate.
    pub(super) fn is(&self, other: &CertificateChoices) -> bool {
        matches!(other, CertificateChoices::Certificate(other) if *other == self.0)
    }

    /// Whether this authority issued a certificate for signing, and both hold on this day.
    pub(super) fn issued(&self, certificate: &Certificate, on: Date) -> Result<(), SignatureFault> {
        let (own, other) = (self.0.tbs_certificate(), certificate.tbs_certificate());
        let key = public_key(&self.0).ok_or(SignatureFault::Stranger)?;
        let signature = DerSignature::from_bytes(certificate.signature().raw_bytes());
        let signature = signature.map_err(|_| SignatureFault::Stranger)?;
        let signed = other.to_der().map_err(|_| SignatureFault::Stranger)?;
        let is_signed = certificate.signature_algorithm().oid == ECDSA_WITH_SHA_256
            && other.signature().oid == ECDSA_WITH_SHA_256
            && key.verify(&signed, &signature).is_ok();
        if own.subject() != other.issuer() || !is_signed || !signs(certificate) {
            return Err(SignatureFault::Stranger);
        }
        if holds(&self.0, on) && holds(certificate, on) { Ok(()) } else { Err(SignatureFault::NotOnThisDay) }
    }
}

/// Whether a certificate is for signing documents, and not itself an authority's.
fn signs(certificate: &Certificate) -> bool {
    let constraints: Option<(bool, BasicConstraints)> = extension(certificate);
    let usage: Option<(bool, KeyUsage)> = extension(certificate);
    let is_authority = constraints.is_some_and(|(_, constraints)| constraints.ca);
    !is_authority && usage.is_some_and(|(_, usage)| usage.0.contains(KeyUsages::DigitalSignature))
}

fn extension<T: for<'a> Decode<'a> + der::oid::AssociatedOid>(
    certificate: &Certificate,
) -> Option<(bool, T)> {
    certificate.tbs_certificate().get_extension().ok().flatten()
}

/// Whether a certificate holds at some time of a day of Ontario.
fn holds(certificate: &Certificate, on: Date) -> bool {
    let eastern = TimeZone::get("America/Toronto").unwrap_or(TimeZone::UTC);
    let second = |day: Date| {
        let start =
            eastern.to_ambiguous_timestamp(day.to_datetime(jiff::civil::Time::midnight())).compatible();
        start.ok().and_then(|start| u64::try_from(start.as_second()).ok()).map(Duration::from_secs)
    };
    let (Some(start), Some(end)) = (second(on), on.tomorrow().ok().and_then(second)) else { return false };
    let validity = certificate.tbs_certificate().validity();
    validity.not_before.to_unix_duration() < end && start <= validity.not_after.to_unix_duration()
}

/// The certificate's key, if it is on P-256.
pub(super) fn public_key(certificate: &Certificate) -> Option<VerifyingKey> {
    let info = certificate.tbs_certificate().subject_public_key_info().to_der().ok()?;
    PublicKey::from_public_key_der(&info).ok().map(VerifyingKey::from)
}

/// The common name, or the whole name where there is none.
pub(super) fn name(certificate: &Certificate) -> String {
    let subject = certificate.tbs_certificate().subject();
    let common = subject.iter().find(|attribute| attribute.oid == COMMON_NAME);
    let text = common.and_then(|attribute| std::str::from_utf8(attribute.value.value()).ok());
    text.map_or_else(|| subject.to_string(), str::to_owned)
}
