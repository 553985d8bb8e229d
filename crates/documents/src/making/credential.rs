//! Which credential a document carries: the one that says what the record says today, and no other.

use portal_record::College;
use portal_record::documents::{Certified, Document, certified};

use super::{Credential, Source};

impl Credential {
    /// Whether it says exactly this. When it was issued, and under which number, does not matter.
    pub fn certifies(&self, certified: &Certified, college: &College) -> bool {
        let said = &self.claims;
        said.name == certified.name
            && said.cpso_number == u32::from(certified.cpso_number)
            && college.class(&certified.class).is_some_and(|class| class.name == said.class)
            && said.status == certified.status.code()
            && said.valid_from == certified.valid_from
            && said.valid_until == certified.valid_until
    }
}

impl<'a> Source<'a> {
    /// What the College certifies of what a document says: of a card its registration year, of the certificate and the
    /// diploma the year that holds on the day. None of documents without a code, and of a registration whose year is not
    /// completed.
    pub fn certified_by(&self, document: &Document) -> Option<Certified> {
        let record = self.record;
        let mut years = certified(record, self.day).into_iter();
        match document {
            Document::Card { year } => {
                let from = record.renewals.get(year)?.completed.as_ref()?.valid_from;
                years.find(|certified| certified.valid_from == from)
            }
            Document::Certificate | Document::Diploma => {
                years.find(|certified| certified.valid_from <= self.day && self.day <= certified.valid_until)
            }
            _ => None,
        }
    }

    /// The credential that a document carries, if it is at hand.
    pub fn credential(&self, document: &Document) -> Option<&'a Credential> {
        let certified = self.certified_by(document)?;
        self.credentials.iter().find(|credential| credential.certifies(&certified, self.college))
    }
}
