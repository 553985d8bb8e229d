//! The code broken on purpose, each in one way, at the ports: in the simulated shell, file, network or database around
//! the real engine, replica and rules. A simulation that does not find them proves nothing.

/// One way to break it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutation {
    /// The server takes every command for a new one.
    NoIdempotency,
    /// The server answers before what it answers is committed.
    AnswersBeforeCommit,
    /// The server counts `after` in the order of all registrants' events.
    PullsByGlobalNumber,
    /// The server takes the device's clock for its own.
    StampsByTheDevice,
    /// The server lets the last writer win, as if it had known what it overwrites.
    LastWriterWins,
    /// The server files what the draft says now, whatever was reviewed.
    FilesWhatIsThere,
    /// The server does not look at whose command or event it is.
    MixesRegistrants,
    /// The desktop says "saved" before the disk has it.
    SavesBeforeCommit,
    /// The desktop, when it starts, keeps only what the College has confirmed.
    ForgetsUnsentAtStart,
    /// The desktop drops what waits when it must sign in again.
    ForgetsOutboxAtSignIn,
    /// The desktop takes a request that failed for one that was refused.
    TakesSilenceForNo,
    /// The desktop goes on after a refused write as if it were written.
    IgnoresRefusedWrites,
    /// The server decides, and changes nothing by it.
    DecidesWithoutEffects,
    /// The server lets one person decide what two have to.
    OnePersonIsEnough,
    /// The server lets clocks go on, whatever is asked.
    ClocksGoOn,
    /// The server goes by what is published now, whatever a case was filed under.
    ForgetsVersions,
    /// The server sends what the staff note with what is the person's.
    SendsNotes,
    /// The server sends a stream that several share to who is no member of it.
    SendsToStrangers,
    /// The server goes by the place in the person's own stream in all others.
    PullsFromOnePlace,
    /// The desktop keeps what comes of another stream with the person's own.
    KeepsOthersAsOwn,
    /// The desktop does not keep the last of what comes of another stream, and goes on after it.
    SkipsEvents,
}

impl Mutation {
    /// All of them.
    pub const ALL: [Mutation; 21] = [
        Mutation::NoIdempotency,
        Mutation::AnswersBeforeCommit,
        Mutation::PullsByGlobalNumber,
        Mutation::StampsByTheDevice,
        Mutation::LastWriterWins,
        Mutation::FilesWhatIsThere,
        Mutation::MixesRegistrants,
        Mutation::SavesBeforeCommit,
        Mutation::ForgetsUnsentAtStart,
        Mutation::ForgetsOutboxAtSignIn,
        Mutation::TakesSilenceForNo,
        Mutation::IgnoresRefusedWrites,
        Mutation::DecidesWithoutEffects,
        Mutation::OnePersonIsEnough,
        Mutation::ClocksGoOn,
        Mutation::ForgetsVersions,
        Mutation::SendsNotes,
        Mutation::SendsToStrangers,
        Mutation::PullsFromOnePlace,
        Mutation::KeepsOthersAsOwn,
        Mutation::SkipsEvents,
    ];
}
