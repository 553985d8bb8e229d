//! Which credential a document carries: the one that says what the record says today, and no other.

use portal_credentials::registration::{Class, Details, Kind, Terms};
use portal_record::College;
use portal_record::documents::{self, Certified, Document, certified};

use super::{Credential, Source};

impl Credential {
    /// Whether it says exactly this. When it was issued, and under which number, does not matter.
    pub fn certifies(&self, certified: &Certified) -> bool {
        let said = &self.claims;
        let is_class = matches!(&said.class, Class::Code(class) if *class == certified.class);
        is_class && self.says(certified) && said.details == certified.details.as_ref().map(claimed)
    }

    /// Whether it is of the first generation, and what it says is as certified.
    fn bears_out(&self, certified: &Certified, college: &College) -> bool {
        let words = college.class(&certified.class).map(|class| class.name.as_str());
        let is_class = matches!(&self.claims.class, Class::Words(class) if Some(class.as_str()) == words);
        is_class && self.says(certified) && certified.is_of(documents::Kind::Year)
    }

    fn says(&self, certified: &Certified) -> bool {
        let said = &self.claims;
        said.name == certified.name
            && said.cpso_number == u32::from(certified.cpso_number)
            && said.status == certified.status.code()
            && said.valid_from == certified.valid_from
            && said.valid_until == certified.valid_until
    }
}

/// What is certified beside, as a credential claims it.
pub fn claimed(details: &documents::Details) -> Details {
    Details {
        kind: match details.kind {
            documents::Kind::Year => Kind::Year,
            documents::Kind::Diploma => Kind::Diploma,
        },
        effective: details.effective,
        expires: details.expires,
        first_registered: details.first_registered,
        terms: Terms::of(&details.terms),
    }
}

impl<'a> Source<'a> {
    /// What the College certifies of what a document says: of a card its registration year, of the certificate the year that holds
    /// on the day, of the diploma that it is one. None of documents without a code, and of a registration whose year is not
    /// completed.
    pub fn certified_by(&self, document: &Document) -> Option<Certified> {
        let record = self.record;
        let mut all = certified(record, self.day).into_iter();
        match document {
            Document::Card { year } => {
                let from = record.renewal(*year).completed?.valid_from;
                all.find(|certified| certified.is_of(documents::Kind::Year) && certified.valid_from == from)
            }
            Document::Certificate => all.find(|certified| {
                let is_over = certified.valid_until.is_some_and(|last| last < self.day);
                certified.is_of(documents::Kind::Year) && certified.valid_from <= self.day && !is_over
            }),
            Document::Diploma => all.find(|certified| certified.is_of(documents::Kind::Diploma)),
            _ => None,
        }
    }

    /// The credential that a document carries, if it is at hand: one that says all that the document says, or else one of the first
    /// generation, which says less.
    pub fn credential(&self, document: &Document) -> Option<&'a Credential> {
        let certified = self.certified_by(document)?;
        let exact = self.credentials.iter().find(|credential| credential.certifies(&certified));
        let earlier =
            || self.credentials.iter().find(|credential| credential.bears_out(&certified, self.college));
        exact.or_else(earlier)
    }
}
