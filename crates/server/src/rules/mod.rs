//! What the College's side decides, without IO: whether a command is taken in, what comes of it, which edits a draft
//! takes up, what a page holds, which instant is stamped. The routes and the intake carry this out on a database.
//!
//! Not here: the rules of the College themselves (`portal_record::decide`), transactions, HTTP.

pub mod admit;
pub mod allowance;
pub mod canonical;
pub mod command_name;
pub mod compaction;
pub mod edit_kind;
pub mod exchange;
pub mod fields;
pub mod filing;
pub mod forms;
pub mod history;
pub mod instant;
pub mod judge;
pub mod page;
pub mod validity;

/// Why a request is not served. It has changed nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It can't be understood, for the reason given.
    #[error("{0}")]
    Malformed(&'static str),
    /// Not there, or another registrant's: the two are not told apart.
    #[error("there is no such thing")]
    NotFound,
    /// There are more entries than one request may have.
    #[error("more than {0} entries")]
    TooManyEntries(usize),
    /// A command that only the server itself gives.
    #[error("a command that only the server gives")]
    CommandNotAllowed,
    /// The same id was used for something else.
    #[error("the id was used for something else")]
    IdReused,
    /// It builds on something that is not here.
    #[error("what it builds on is not here")]
    OutOfOrder,
    /// The device was told of another history than the one that is here.
    #[error("the device has another history")]
    OtherHistory,
    /// The College has no such form, or not for this subject.
    #[error("there is no such form")]
    FormUnknown,
    /// The command was received and is not decided yet.
    #[error("it is not decided yet")]
    Undecided,
    /// The record has events of a newer version than this server's: another one decides, or this one once it is updated.
    #[error("the record is newer than this server")]
    TooOld,
    /// So much was sent that no more is taken for a while.
    #[error("the allowance of {} is used for {seconds} s", of.code())]
    AllowanceUsed {
        /// Of what.
        of: allowance::Of,
        /// For how long.
        seconds: i64,
    },
    /// It is larger than anything of its kind.
    #[error("more than {0} bytes")]
    TooLarge(usize),
    /// The clock stands behind what was stamped already: this server's is wrong, or another's was.
    #[error("the clock is {seconds} s behind the newest event")]
    ClockBehind {
        /// How far.
        seconds: i64,
    },
}
