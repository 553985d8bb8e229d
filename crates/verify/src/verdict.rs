//! What can be said of a document: what it says, what speaks against it, and what was not checked. In which words is said in
//! `report`.

use portal_credentials::registration::{CredentialClaims, Refusal};

use crate::{Foreign, SignatureFault, Signed};

/// What a check found, in two statements: what the code says, and what the file is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// What the code says, once its signature was found to hold.
    pub says: Option<CredentialClaims>,
    /// What the file is, whatever its code says.
    pub file: Judged,
    /// Why it is not to be trusted, if it isn't; or why nothing was checked.
    pub refused: Option<Reason>,
    /// What else is to be known.
    pub notes: Vec<Note>,
}

/// What is known of the paper or file around a code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Judged {
    /// There was no file: the text of a code alone.
    #[default]
    NoFile,
    /// The College's own: its signature covers every byte.
    Own(Signed),
    /// No signature that was checked covers it: it proves no more than its code does.
    Paper,
}

impl Verdict {
    pub(crate) fn refused(reason: Reason) -> Self {
        Self { refused: Some(reason), ..Self::default() }
    }

    /// 0 the file is the College's own and its code is good, 1 refused, 2 nothing was checked, 3 the code may be genuine, and the
    /// paper cannot be judged.
    pub fn exit_code(&self) -> u8 {
        match (&self.refused, &self.file) {
            (Some(reason), _) if reason.is_open() => 2,
            (Some(_), _) => 1,
            (None, Judged::Own(_)) => 0,
            (None, Judged::Paper | Judged::NoFile) => 3,
        }
    }
}

/// Why something is not to be trusted, or why nothing can be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Neither a file nor a text of the kinds that are read here.
    Unreadable,
    /// Only the id of a credential: it can be looked up, not checked.
    OnlyAnId,
    /// No keys are at hand.
    NoKeys,
    /// The file is signed, and nothing else in it can be checked; but no authority is at hand.
    NoAuthority,
    /// Reading it costs more than any document of the College.
    TooMuch,
    /// What stands for the code in the file is none.
    CodeUnreadable,
    /// The file has codes that differ.
    CodesDiffer,
    /// The code is not to be trusted.
    Code(Refusal),
    /// The pages say something else than the code, in these facts.
    SaysOtherwise(Vec<Fact>),
    /// A page, counted from 1, that does not bear the registrant's number.
    ForeignPage(usize),
    /// The file claims to be the College's, and has what the College never draws.
    Foreign(Vec<Foreign>),
    /// The last day is over.
    Over,
    /// Withdrawn: resigned, revoked.
    Withdrawn,
    /// The registration is suspended.
    Suspended,
    /// Another credential says what holds now.
    Superseded,
    /// The signature of the file is not to be trusted.
    Signature(SignatureFault),
}

impl Reason {
    /// Whether it speaks against the file, and not against its code.
    pub(crate) fn is_of_the_file(&self) -> bool {
        matches!(
            self,
            Reason::SaysOtherwise(_) | Reason::ForeignPage(_) | Reason::Foreign(_) | Reason::Signature(_)
        )
    }

    /// Whether nothing was checked, so that it leaves open what the document is worth.
    pub(crate) fn is_open(&self) -> bool {
        match self {
            Reason::Unreadable
            | Reason::TooMuch
            | Reason::OnlyAnId
            | Reason::NoKeys
            | Reason::NoAuthority => true,
            Reason::Code(refusal) => *refusal == Refusal::Newer,
            _ => false,
        }
    }
}

/// What the pages of a document must say as its code does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// Legal name.
    Name,
    /// The number on the register.
    Number,
    /// Class of certificate.
    Class,
    /// First day.
    From,
    /// Last day.
    Until,
    /// First day of the class.
    Effective,
    /// Last day of the class.
    Expires,
    /// The day on which the person was first registered.
    First,
    /// Terms, conditions and limitations: whether there are any.
    Terms,
    /// Where the code for telephones leads.
    Address,
}

/// Something that does not speak against a document, and that its reader should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// Its first day is yet to come.
    NotYet,
    /// Whether it was withdrawn is not known: no status list was given, or it is another College's, or it does not reach so far.
    StatusUnknown,
    /// The status list is older than it may be: what was withdrawn since is not known.
    StatusOld,
    /// The file is signed, but no authority is at hand to check that.
    SignatureUnchecked,
    /// The file has no code that can be read: a scan, a reprint, another document.
    NoCode,
    /// The file is the College's own; its code was not checked, as no keys are at hand or it is newer than this program.
    CodeUnchecked,
}
