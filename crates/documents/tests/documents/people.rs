//! Facts of people with names of every kind, and credentials that certify them.

use jiff::{Timestamp, civil::date};
use portal_credentials::{
    keys::SigningKey,
    registration::{Class, CredentialClaims, CredentialId, Details, Kind, Terms},
};
use portal_documents::{
    Credential, DocumentError, Issue, Maker, Paper, Pdf,
    authorization::{AuthorizationFacts, authorization},
    certificate::{CertificateFacts, certificate},
    diploma::{DiplomaFacts, diploma},
};
use portal_texts::{Language, Texts};

pub const TWO_HUNDRED: &str = "Maximiliana Wilhelmina Konstantinopolitana Featherstonehaugh-Cholmondeley Montgomery-Whitcombe \
    Bartholomew-Fotheringay de Villeneuve Saint-Exupéry von Hohenzollern-Sigmaringen zu Schleswig-Holstein Oo";

/// Of every script that names are written in here, short and long.
pub const NAMES: [&str; 11] = [
    "Y",
    "Anna Lee",
    "Geneviève Côté-Desjardins",
    "Nguyễn Thị Bảo Ngọc",
    "Ελένη Παπαδοπούλου",
    "Юлія Ґалаґан-Щербакова",
    "ᒪᐃᑦ ᖃᐅᔨᒪᓂᖅ (Mike Qaujimaniq)",
    "Layla Haddad ليلى حداد",
    "David Levi דוד לוי",
    "Li Xiaolong 李小龍",
    TWO_HUNDRED,
];

/// A term of three hundred characters.
pub fn term(number: usize) -> String {
    let term = format!(
        "Term {number}: the registrant may practise only under the supervision of a physician approved by the College, who meets \
         the registrant at least once in each month, reviews at least ten records each time, and reports to the College in \
         writing every three months, or at once where care is at risk"
    );
    let missing = 299 - term.chars().count();
    format!("{term}{}.", "x".repeat(missing))
}

/// A credential as the College signs it. The same for the same name, whichever key a run has.
pub fn credential(name: &str, class: &str) -> Credential {
    let claims = CredentialClaims {
        id: CredentialId::derived(uuid::Uuid::from_u128(7), name.as_bytes()),
        index: 4_711,
        issuer: "https://portal.example".into(),
        name: name.into(),
        cpso_number: 900_001,
        class: Class::Code(class.into()),
        status: "active".into(),
        valid_from: date(2027, 6, 1),
        valid_until: Some(date(2028, 5, 31)),
        details: Some(Details {
            kind: Kind::Year,
            effective: date(2014, 7, 2),
            expires: None,
            first_registered: date(2010, 7, 2),
            terms: Terms::of(&[]),
        }),
        issued_at: "2027-05-20T14:14:03Z".parse::<Timestamp>().expect("an instant"),
    };
    let signed = SigningKey::generate().issue(&claims);
    Credential { claims, signed }
}

pub fn issue(credential: Option<Credential>) -> Issue {
    Issue { day: date(2027, 6, 14), maker: Maker::Registrant, credential }
}

pub fn certificate_of(name: &str) -> CertificateFacts {
    CertificateFacts {
        registrant_name: name.into(),
        cpso_number: "900001".into(),
        class: "Independent Practice".into(),
        effective: date(2014, 7, 2),
        expires: None,
        terms: Vec::new(),
        issue: issue(Some(credential(name, "Independent Practice"))),
    }
}

pub fn diploma_of(name: &str) -> DiplomaFacts {
    DiplomaFacts {
        registrant_name: name.into(),
        cpso_number: "900001".into(),
        class: "Independent Practice".into(),
        first_registered: date(2009, 7, 1),
        issue: issue(Some(credential(name, "Independent Practice"))),
    }
}

pub fn authorization_of(name: &str) -> AuthorizationFacts {
    AuthorizationFacts {
        corporation: format!("{name} Medicine Professional Corporation"),
        number: "CA-10441".into(),
        effective: date(2024, 3, 1),
        expires: date(2028, 2, 29),
        shareholder: name.into(),
        cpso_number: "900001".into(),
        issue: issue(None),
    }
}

/// The certificate, the diploma and the authorization of a person, with their names.
pub fn all_of(name: &str, paper: Paper) -> [(&'static str, Result<Pdf, DocumentError>); 3] {
    let texts = Texts::of(Language::English);
    [
        ("certificate", certificate(&certificate_of(name), texts, paper)),
        ("diploma", diploma(&diploma_of(name), texts, paper)),
        ("authorization", authorization(&authorization_of(name), texts, paper)),
    ]
}
