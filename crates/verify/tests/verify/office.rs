//! What the tests share: a College with its keys, a registrant, and the documents as the desktop makes them.

use jiff::{
    Timestamp,
    civil::{Date, date},
};
use portal_credentials::{
    keys::{KeySet, SigningKey},
    registration::{
        Class, CredentialClaims, CredentialId, Details, Kind as About, SignedCredential, Terms,
        status::{CredentialStatus, StatusClaims},
    },
};
use portal_documents::{
    Credential, Issue, Maker, Paper, Pdf,
    authorization::{AuthorizationFacts, authorization as make_authorization},
    card::{CardFacts, CardOptions, card},
    certificate::{CertificateFacts, certificate},
    diploma::{DiplomaFacts, diploma},
    signature::{Authority, Signer, sign},
};
use portal_texts::{Language, Texts};
use portal_verify::{Trust, Verdict, check_pdf};
use uuid::Uuid;

/// A day within the registration year.
pub const ON: Date = date(2027, 9, 1);
pub const SIGNED_AT: &str = "2027-08-31T13:00:00Z";
pub const TERM: &str = "The registrant may practise only under the supervision of a physician approved by the College, who \
    reports every three months. The supervisor is Dr. A. Lee, CPSO number 54321.";

pub fn now() -> Timestamp {
    instant("2027-09-01T12:00:00Z")
}

pub fn instant(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

pub fn claims(name: &str) -> CredentialClaims {
    CredentialClaims {
        id: CredentialId::derived(Uuid::from_u128(7), name.as_bytes()),
        index: 3,
        issuer: "https://portal.example".into(),
        name: name.into(),
        cpso_number: 900_001,
        class: Class::Code("independent".into()),
        status: "active".into(),
        valid_from: date(2027, 6, 1),
        valid_until: Some(date(2028, 5, 31)),
        details: Some(Details {
            kind: About::Year,
            effective: date(2015, 7, 2),
            expires: None,
            first_registered: date(2010, 7, 2),
            terms: Terms::of(&[TERM.to_owned()]),
        }),
        issued_at: instant("2027-05-20T14:14:03Z"),
    }
}

/// The credential of a diploma: registered since, whichever year it is.
pub fn diploma_claims(name: &str) -> CredentialClaims {
    let claims = claims(name);
    let details = claims.details.clone().map(|details| Details { kind: About::Diploma, ..details });
    CredentialClaims { valid_from: date(2015, 7, 2), valid_until: None, details, ..claims }
}

/// What the first generation said of the same.
pub fn first_claims(name: &str) -> CredentialClaims {
    CredentialClaims { class: Class::Words("Independent Practice".into()), details: None, ..claims(name) }
}

/// The words for a class, as documents have them.
fn words(class: &Class) -> String {
    match class {
        Class::Code(code) if code == "independent" => "Independent Practice".into(),
        Class::Code(code) if code == "restricted" => "Restricted".into(),
        Class::Code(code) if code == "short-duration" => "Supervised Practice of Short Duration".into(),
        Class::Code(words) | Class::Words(words) => words.clone(),
    }
}

#[derive(Clone)]
pub struct College {
    pub key: SigningKey,
}

impl College {
    pub fn new() -> Self {
        Self { key: SigningKey::generate() }
    }

    pub fn keys(&self) -> KeySet {
        KeySet::default().with(self.key.verifying_key())
    }

    pub fn trust(&self) -> Trust {
        Trust::in_keys(self.keys())
    }

    pub fn credential(&self, claims: &CredentialClaims) -> Credential {
        Credential { claims: claims.clone(), signed: self.key.issue(claims) }
    }

    pub fn signed(&self, claims: &CredentialClaims) -> SignedCredential {
        self.key.issue(claims)
    }

    /// A list that says this of the credential at index 3.
    pub fn status(&self, standing: CredentialStatus) -> Vec<u8> {
        self.key.issue_status(&StatusClaims {
            subject: "https://portal.example/v1/credentials/status".into(),
            issued_at: instant("2027-09-01T06:00:00Z"),
            expires_at: instant("2027-09-02T06:00:00Z"),
            fresh_for_seconds: 300,
            list: [(3, standing)].into_iter().collect(),
        })
    }
}

/// The documents that carry a code, as they are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Card,
    PlasticCard,
    Certificate,
    LongCertificate,
    WithoutTerms,
    Diploma,
}

pub const KINDS: [Kind; 5] =
    [Kind::Card, Kind::PlasticCard, Kind::Certificate, Kind::LongCertificate, Kind::Diploma];

/// A document that says on its pages what these claims say, with this credential.
pub fn document(kind: Kind, says: &CredentialClaims, credential: &Credential) -> Pdf {
    let texts = Texts::of(Language::English);
    let issue = Issue { day: ON, maker: Maker::Registrant, credential: Some(credential.clone()) };
    let (name, number, class) = (says.name.clone(), says.cpso_number.to_string(), words(&says.class));
    let pdf = match kind {
        Kind::Card | Kind::PlasticCard => {
            let facts = CardFacts {
                registrant_name: name,
                cpso_number: number,
                class,
                status: "Active".into(),
                valid_from: says.valid_from,
                valid_until: says.valid_until.unwrap_or(says.valid_from),
                minc: Some("CAMD12345679".into()),
                issued_at: says.issued_at,
                receipt_code: Some("R27-7F3K-9QMD".into()),
                maker: Maker::Registrant,
                credential: Some(credential.clone()),
            };
            let paper = if kind == Kind::Card { Paper::Letter } else { Paper::CardPrinter };
            card(&facts, texts, CardOptions { paper })
        }
        Kind::Certificate | Kind::LongCertificate | Kind::WithoutTerms => {
            let terms = match kind {
                Kind::LongCertificate => 30,
                Kind::WithoutTerms => 0,
                _ => 1,
            };
            let facts = CertificateFacts {
                registrant_name: name,
                cpso_number: number,
                class,
                effective: says.details.as_ref().map_or(date(2015, 7, 2), |details| details.effective),
                expires: says.details.as_ref().and_then(|details| details.expires),
                terms: vec![TERM.to_owned(); terms],
                issue,
            };
            certificate(&facts, texts, Paper::A4)
        }
        Kind::Diploma => {
            let facts = DiplomaFacts {
                registrant_name: name,
                cpso_number: number,
                class,
                first_registered: says.details.as_ref().map_or(date(2010, 7, 2), |it| it.first_registered),
                issue,
            };
            diploma(&facts, texts, Paper::Letter)
        }
    };
    pdf.unwrap_or_else(|error| panic!("{kind:?} of {}: {error}", says.name))
}

/// A document that has no code: the College signs it.
pub fn authorization() -> Pdf {
    let facts = AuthorizationFacts {
        corporation: "Lee Medicine Professional Corporation".into(),
        number: "CA-10441".into(),
        effective: date(2027, 1, 1),
        expires: date(2027, 12, 31),
        shareholder: "Anna Lee".into(),
        cpso_number: "900001".into(),
        issue: Issue { day: ON, maker: Maker::College, credential: None },
    };
    make_authorization(&facts, Texts::of(Language::English), Paper::Letter).expect("a certificate")
}

/// What is found in a document when the College's keys are trusted.
pub fn check(pdf: &[u8], college: &College) -> Verdict {
    check_pdf(pdf, &college.trust(), ON, now())
}

/// A College that signs what it sends.
pub struct Office {
    pub college: College,
    pub signer: Signer,
}

impl Office {
    pub fn new() -> Self {
        let from = instant("2027-01-04T12:00:00Z");
        let authority = Authority::generate("College", "College Root", from).expect("an authority");
        let signer = authority.issue("College Documents", from).expect("a signer");
        Self { college: College::new(), signer }
    }

    pub fn trust(&self) -> Trust {
        let root = self.signer.authority_pem().expect("a certificate");
        self.college.trust().and_authority(&root).expect("an authority")
    }

    pub fn card(&self) -> Pdf {
        let claims = claims("Anna Lee");
        document(Kind::Card, &claims, &self.college.credential(&claims))
    }

    pub fn signed(&self) -> Vec<u8> {
        self.sign(&self.card())
    }

    pub fn sign(&self, pdf: &Pdf) -> Vec<u8> {
        sign(pdf, &self.signer, "Issued", instant(SIGNED_AT)).expect("a signature").into_bytes()
    }

    pub fn check(&self, bytes: &[u8]) -> Verdict {
        check_pdf(bytes, &self.trust(), ON, now())
    }
}

/// Where the signed message stands in a file.
pub fn contents(bytes: &[u8]) -> std::ops::Range<usize> {
    let start = bytes.windows(10).rposition(|window| window == b"/Contents<").expect("a signature") + 10;
    let end = start + bytes[start..].iter().position(|byte| *byte == b'>').expect("its end");
    start..end
}
