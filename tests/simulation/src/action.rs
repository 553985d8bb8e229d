//! One thing that happens. A run is a list of these; each makes sense wherever it stands, so that a list from which some
//! were taken away is a run too. Numbers that choose among several count round.

use std::fmt;

use crate::office::StaffAct;
use crate::requests::Request;

/// What the person does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
    /// Answers a question.
    Answer {
        /// The question, by its place among those of the form.
        question: usize,
        /// With which of a few values; 0 clears.
        value: usize,
    },
    /// Adds a place.
    AddPlace,
    /// Removes a place.
    RemovePlace(usize),
    /// Chooses where devices disagree.
    Settle {
        /// The disagreement, by its place.
        which: usize,
        /// The winner (0) or a loser.
        choice: usize,
    },
    /// Answers all that must be answered.
    FillIn,
    /// Looks at all answers before submitting.
    Review,
    /// Submits what was reviewed.
    Submit,
    /// Asks for a change of the profile.
    ChangeProfile {
        /// Which kind.
        act: usize,
        /// To what.
        value: usize,
    },
    /// Answers a question of a request.
    AnswerRequest {
        /// Which request.
        request: Request,
        /// The question, by its place among those of the form.
        question: usize,
        /// With which of a few values; 0 clears.
        value: usize,
    },
    /// Answers all that a request must have answered.
    FillRequest(Request, usize),
    /// Files a request.
    FileRequest(Request),
    /// Answers what the College asked about a case.
    Inform(usize),
    /// Takes a case back that the College has.
    WithdrawCase(usize),
    /// Takes a command back that waits.
    Withdraw(usize),
    /// Puts a refused command away.
    Dismiss(usize),
    /// Presses "try again".
    TryAgain,
    /// Signs in again.
    SignIn,
}

/// What befalls a computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It does the next thing; answers before what the window says.
    Goes {
        /// An answer comes first.
        answers_first: bool,
    },
    /// Its alarm clock rings.
    Alarm,
    /// The application ends at once.
    Dies,
    /// The application is started.
    Starts,
    /// It stops at the next commit, before it.
    WillStopBefore,
    /// It stops at the next commit, when all is written.
    WillStopAfter,
    /// The next commit fails.
    WillFail,
    /// Its disk is full.
    DiskFull,
    /// There is space again.
    DiskFree,
    /// Its clock is set, so many seconds ahead of the time.
    Clock(i64),
    /// Its file is copied.
    BackedUp,
    /// The copy is put back.
    Restored,
    /// It is installed anew.
    Reinstalled,
    /// It gets the newest version.
    Updated,
    /// The College ends its sign-in.
    SignedOut,
}

/// What the network does with one of the messages under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// Delivers it.
    Delivers,
    /// Loses it; nobody hears.
    Loses,
    /// Delivers it, and once more later.
    Doubles,
    /// Breaks the connection: the computer hears of it.
    Breaks,
    /// Puts a page of its own in the place of an answer (0), or cuts so many bytes of it off.
    Garbles(usize),
}

/// What happens at the College.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtCollege {
    /// One of the requests goes on by one step.
    Serves(usize),
    /// One of the requests is refused for now.
    Sheds(usize, u16),
    /// The server ends at once and is started again.
    Dies,
    /// All that is kept is copied.
    BackedUp,
    /// All that is kept is lost, and what was copied last takes its place.
    Restored,
    /// The standby gets all that is kept.
    Replicates,
    /// All that is kept is lost, and the standby takes its place, without what it has not got.
    FailsOver,
    /// One kind of request is answered with something else from now on.
    AnswersInstead {
        /// Which kind.
        call: usize,
        /// With what.
        answer: usize,
    },
    /// Every request is answered again.
    AnswersItself,
    /// It takes up what it left undecided.
    Resumes,
    /// It cuts pages and pushes at this length.
    Cuts(usize),
    /// It asks for newer programs, or is content again.
    WantsUpdate(bool),
    /// An older version of it runs, or the newest again.
    IsOlder(bool),
    /// It publishes its newest edition, or puts the one before it back.
    Publishes {
        /// The one before.
        before: bool,
    },
    /// Somebody of the staff does something with a case.
    ActsOnCase(StaffAct),
    /// One of the servers does what the rules have to do with cases.
    FollowsRules(usize),
    /// Staff change a name, which older programs do not know.
    ChangesName(usize),
    /// Staff remove an additional location.
    RemovesLocation(usize),
    /// Staff grant a class.
    GrantsClass(usize),
    /// Staff suspend, or lift the suspension.
    SetsStatus(usize, bool),
    /// A payment page is opened for the fee.
    OpensCheckout(usize),
    /// The provider says what became of one of the pages: 0 paid, 1 declined, 2 unknown, 3 left; four on, another page.
    HearsOfPayment(usize, usize),
    /// Staff take a late penalty back.
    TakesPenaltyBack(usize),
    /// Staff record that what was paid too much was returned.
    ReturnsCredit(usize),
    /// The clock of a server is set, so many seconds ahead of the time.
    SetsClock(usize, i64),
    /// So much happens on a stream that several share.
    WritesShared {
        /// Which stream.
        which: usize,
        /// How many events.
        events: usize,
    },
    /// Somebody becomes a member of such a stream.
    AddsMember {
        /// The registrant, by their place.
        whose: usize,
        /// Which stream.
        which: usize,
    },
}

/// See the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// So many seconds pass.
    Pass(i64),
    /// A person does something at a computer.
    Person(usize, Person),
    /// Something befalls a computer.
    Device(usize, Fate),
    /// Something befalls a message.
    Message(usize, Wire),
    /// Something happens at the College.
    College(AtCollege),
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Action::Pass(seconds) => write!(f, "{seconds} s pass"),
            Action::Person(device, act) => write!(f, "at computer {device}, the person: {}", Words(act)),
            Action::Device(device, fate) => write!(f, "computer {device}: {}", Words(fate)),
            Action::Message(which, act) => write!(f, "message {which} on the way: {}", Words(act)),
            Action::College(act) => write!(f, "the College: {}", Words(act)),
        }
    }
}

/// A name of the code as words: `WillStopAfter` as "will stop after".
struct Words<T>(T);

impl<T: fmt::Debug> fmt::Display for Words<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = ' ';
        for letter in format!("{:?}", self.0).chars() {
            if letter.is_uppercase() && before.is_lowercase() {
                f.write_str(" ")?;
            }
            write!(f, "{}", letter.to_lowercase())?;
            before = letter;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_readable() {
        let said = Action::Device(2, Fate::WillStopAfter).to_string();
        assert_eq!(said, "computer 2: will stop after");
        let said = Action::College(AtCollege::Sheds(1, 503)).to_string();
        assert_eq!(said, "the College: sheds(1, 503)");
    }
}
