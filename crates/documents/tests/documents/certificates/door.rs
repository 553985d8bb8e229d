//! Through the one door: which documents a record gives, what they take from it, and which credential they carry.

use jiff::civil::date;
use portal_credentials::registration::{Class, Terms};
use portal_documents::{Credential, Maker, Paper, Rendered, Source, claimed, make, papers};
use portal_record::{
    corporations::CorporationAuthorized,
    documents::Document,
    identity::{Name, NameChanged},
    registration::{Status, StatusSet},
    services::renewal::RenewalCompleted,
};

use crate::{page::text, people::credential, registrant::Registrant};

const TOLD: &str = "2027-05-19T14:00:00Z";

fn renewed() -> Registrant {
    let this_year =
        RenewalCompleted { year: 2026, valid_from: date(2026, 6, 1), valid_to: date(2027, 5, 31) };
    Registrant::practising("Élise", "Gagnon").and(TOLD, this_year)
}

fn made(
    registrant: &Registrant,
    document: &Document,
    credentials: &[Credential],
    maker: Maker,
) -> Option<Rendered> {
    let made = registrant.with_forms(&|_, _| None, |source| {
        make(&Source { credentials, maker, ..*source }, document, Paper::Letter)
    });
    made.map(|made| made.expect("it can be made"))
}

/// What the College would sign of what a document says, if the registrant had this name.
fn certified(registrant: &Registrant, document: &Document, name: &str) -> Credential {
    let certified = registrant.with_forms(&|_, _| None, |source| source.certified_by(document));
    let certified = certified.expect("it is certified");
    let mut credential = credential(name, &certified.class);
    credential.claims.valid_from = certified.valid_from;
    credential.claims.valid_until = certified.valid_until;
    credential.claims.details = certified.details.as_ref().map(claimed);
    credential
}

#[test]
fn certificate_and_diploma_carry_the_credential_that_says_what_they_say_and_no_other() {
    let registrant = renewed();
    for document in [Document::Certificate, Document::Diploma, Document::Card { year: 2026 }] {
        let right = certified(&registrant, &document, "Élise Gagnon");
        let id = right.claims.id.to_string();
        let other = certified(&registrant, &document, "Élise Tremblay");
        let mut terms = right.clone();
        let details = terms.claims.details.as_mut().expect("details");
        details.terms = Terms::of(&["Other terms.".into()]);
        let wrong = [other, terms];
        let said = |credentials: &[Credential]| {
            text(&made(&registrant, &document, credentials, Maker::Registrant).expect("there is one"))
        };
        let all = [&wrong[..], &[right]].concat();
        assert!(said(&all).contains(&id), "{document} carries its own: {}", said(&all));
        assert!(said(&wrong).contains("comes with the next connection"), "{document} carries no other");
    }
}

/// A desktop that was not connected since has those of before.
#[test]
fn a_credential_of_the_first_generation_is_still_carried_where_there_is_no_other() {
    let registrant = renewed();
    let card = Document::Card { year: 2026 };
    let mut first = certified(&registrant, &card, "Élise Gagnon");
    let Class::Code(class) = first.claims.class else { panic!("a code") };
    let college = portal_record::College::published().expect("the College");
    first.claims.class = Class::Words(college.class(&class).expect("a class").name.clone());
    first.claims.details = None;
    let said = |document: &Document| {
        text(
            &made(&registrant, document, std::slice::from_ref(&first), Maker::Registrant)
                .expect("there is one"),
        )
    };
    assert!(said(&card).contains(&first.claims.id.to_string()));
    assert!(
        said(&Document::Diploma).contains("comes with the next connection"),
        "it says nothing of a diploma"
    );
}

#[test]
fn a_certificate_says_the_terms_of_the_class_that_is_held() {
    let said = text(&made(&renewed(), &Document::Certificate, &[], Maker::Registrant).expect("there is one"));
    assert!(said.contains("2 Jul 2015") && said.contains("1. The registrant may practise only in"), "{said}");
}

#[test]
fn a_suspended_registrant_has_a_certificate_of_conduct_and_no_other() {
    let suspended = renewed().and(TOLD, StatusSet { status: Status::Suspended, effective: date(2027, 5, 1) });
    for document in [Document::Certificate, Document::Diploma, Document::Card { year: 2026 }] {
        assert!(made(&suspended, &document, &[], Maker::College).is_none(), "{document}");
    }
    let said = text(&made(&suspended, &Document::Conduct, &[], Maker::College).expect("there is one"));
    for fact in ["Suspended, since 1 May 2027", "Registration was suspended.", "Status: Suspended"] {
        assert!(said.contains(fact), "{fact:?} in {said}");
    }
    assert!(!said.contains("No suspension"), "{said}");
}

#[test]
fn a_certificate_of_conduct_is_a_preview_unless_the_college_makes_it() {
    let name = Name { given: "Élise".into(), family: "Tremblay".into() };
    let registrant = renewed().and(TOLD, NameChanged { name, effective: date(2020, 1, 1) });
    let said = |maker| text(&made(&registrant, &Document::Conduct, &[], maker).expect("there is one"));
    let (preview, issued) = (said(Maker::Registrant), said(Maker::College));
    for fact in
        ["Élise Tremblay", "Élise Gagnon", "900001", "Active, since 2 Jul 2015", "No suspension", "2015"]
    {
        assert!(preview.contains(fact) && issued.contains(fact), "{fact:?} in {issued}");
    }
    assert!(preview.contains("P R E V I E W") && preview.contains("Not issued."), "{preview}");
    assert!(!issued.contains("P R E V I E W") && issued.contains("Statement as of 20 May 2027"), "{issued}");
    assert!(issued.contains("neither says that there are any nor that there are none"), "{issued}");
}

#[test]
fn an_authorization_is_of_the_corporation_that_is_asked_for_while_it_holds() {
    let corporation = |number: &str, expires| CorporationAuthorized {
        number: number.into(),
        name: format!("GAGNON {number} Medicine Professional Corporation"),
        effective: date(2024, 3, 1),
        expires,
    };
    let registrant = renewed()
        .and(TOLD, corporation("CA-1", date(2028, 2, 29)))
        .and(TOLD, corporation("CA-2", date(2027, 5, 19)));
    let of = |number: &str| {
        made(&registrant, &Document::Authorization { number: number.into() }, &[], Maker::College)
    };
    let made = of("CA-1").expect("it holds");
    assert_eq!(made.title, "Certificate of authorization, GAGNON CA-1 Medicine Professional Corporation");
    let said = text(&made);
    for fact in ["GAGNON CA-1", "29 Feb 2028", "Élise Gagnon", "Signed electronically"] {
        assert!(said.contains(fact), "{fact:?} in {said}");
    }
    assert!(of("CA-2").is_none(), "it ended yesterday");
    assert!(of("CA-3").is_none(), "there is none");
}

#[test]
fn only_a_card_is_made_for_printers_of_cards() {
    assert!(papers(&Document::Card { year: 2027 }).contains(&Paper::CardPrinter));
    for document in [Document::Certificate, Document::Diploma, Document::Conduct, Document::Profile] {
        assert!(!papers(&document).contains(&Paper::CardPrinter), "{document}");
    }
}
