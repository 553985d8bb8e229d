//! What can be said of a document: what it says, what speaks against it, and what was not checked. In which words is said in
//! `report`.

use portal_credentials::registration::{CredentialClaims, Refusal};

use crate::{SealFault, Sealed};

/// What a check found. Genuine, and not over, where nothing speaks against it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// What the code says, once its signature was found to hold.
    pub says: Option<CredentialClaims>,
    /// Who signed the file, once its signature was found to hold.
    pub sealed: Option<Sealed>,
    /// Why it is not to be trusted, if it isn't.
    pub refused: Option<Reason>,
    /// What else is to be known.
    pub notes: Vec<Note>,
}

impl Verdict {
    pub(crate) fn refused(reason: Reason) -> Self {
        Self { refused: Some(reason), ..Self::default() }
    }

    /// 0 genuine and not over, 1 refused, 2 nothing can be said.
    pub fn exit_code(&self) -> u8 {
        match &self.refused {
            None => 0,
            Some(reason) if reason.is_open() => 2,
            Some(_) => 1,
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
    /// The file has neither a code nor a signature.
    NothingToCheck,
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
    /// The last day is over.
    Over,
    /// Withdrawn: resigned, revoked.
    Withdrawn,
    /// The registration is suspended.
    Suspended,
    /// Another credential says what holds now.
    Superseded,
    /// The signature of the file is not to be trusted.
    Seal(SealFault),
}

impl Reason {
    /// Whether it leaves open what the document is worth.
    fn is_open(&self) -> bool {
        match self {
            Reason::Unreadable | Reason::OnlyAnId | Reason::NoKeys | Reason::NoAuthority => true,
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
    SealUnchecked,
}
