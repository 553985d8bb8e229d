//! What really happened: a fault that is asked for and finds nothing to break is not counted.

use std::collections::BTreeMap;
use std::fmt;

/// Everything that must have happened somewhere in many runs, or they prove less than they say.
pub const EVERYTHING: [&str; 106] = [
    "an answer was saved",
    "an answer or command was refused",
    "an application was started",
    "an application was killed",
    "an application was updated",
    "an application was installed anew",
    "a file was put back from a backup",
    "a computer stopped in the middle of a commit",
    "what the College sent could not be kept",
    "a full disk refused a write",
    "a disk failed to write",
    "a computer's clock was set wrong",
    "a request was lost",
    "a reply was lost",
    "a message was doubled",
    "a message overtook another",
    "a connection broke",
    "the server was killed",
    "a request was under way when the server ended",
    "the server took up what it left undecided",
    "a request was shed (503)",
    "a request was too much (429)",
    "pages were cut short",
    "the College was put back from a backup",
    "a standby took over without the last of it",
    "a request was refused (400)",
    "a request was refused (401)",
    "a request was refused (403)",
    "a request was refused (404)",
    "a request was refused (405)",
    "a request was refused (408)",
    "a request was refused (409)",
    "a request was refused (410)",
    "a request was refused (413)",
    "a request was refused (415)",
    "a request was refused (418)",
    "a request was refused (422)",
    "a request was refused (426)",
    "a request was refused (429)",
    "a request was too much for a day (429)",
    "a request was refused (500)",
    "a request was refused (503)",
    "an answer was empty",
    "an answer could not be read",
    "an answer was cut short",
    "somebody else answered",
    "a person read what was refused",
    "a server whose clock is behind stamped nothing",
    "the server asked for an update",
    "another version of the server was started",
    "the server asked for a sign-in",
    "a sign-in was ended",
    "a person signed in",
    "answers were reviewed",
    "a survey was submitted",
    "a survey was filed",
    "a second year was filed",
    "a fee was charged twice",
    "a command was queued",
    "a command was taken back",
    "a refusal was put away",
    "a conflict was settled",
    "a conflict was shown at the end",
    "staff changed a name",
    "staff changed a standing",
    "staff granted a class",
    "staff removed a location",
    "a payment page was opened",
    "the provider said what became of a payment",
    "staff took a penalty back",
    "what was paid too much was returned",
    "a clock of the College was set wrong",
    "the College published another edition",
    "a request was submitted",
    "a request was filed",
    "a request was filed under an earlier definition",
    "nobody had to look at a request",
    "a question was answered",
    "a person took a case back",
    "somebody of the staff acted on a case",
    "staff took a case",
    "staff gave a case back",
    "staff asked a question",
    "the College had an answer",
    "staff set a requirement",
    "staff noted something",
    "staff flagged a fact",
    "staff stopped a clock",
    "staff started a clock again",
    "a decision was proposed",
    "a proposal was returned",
    "a promise was not kept and made anew",
    "the staff saw that something is late",
    "the rules told the person something",
    "two people decided a case",
    "one person decided a case",
    "a case was decided by the rule",
    "a decision took effect",
    "a case was withdrawn",
    "staff cancelled a case",
    "staff opened a case again",
    "a shared stream grew",
    "a person became a member",
    "a shared stream was of another history",
    "an older server gave a person's own stream alone",
    "steps",
];

/// How often each thing happened, by its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<&'static str, u64>);

impl Counts {
    /// It happened once.
    pub fn note(&mut self, what: &'static str) {
        self.note_times(what, 1);
    }

    /// It happened so often.
    pub fn note_times(&mut self, what: &'static str, times: u64) {
        if times > 0 {
            *self.0.entry(what).or_default() += times;
        }
    }

    /// How often it happened.
    pub fn of(&self, what: &str) -> u64 {
        self.0.get(what).copied().unwrap_or_default()
    }

    /// Adds those of another run.
    pub fn add(&mut self, other: &Counts) {
        for (what, times) in &other.0 {
            *self.0.entry(what).or_default() += times;
        }
    }

    /// The names of what never happened, among these.
    pub fn missing<'a>(&self, among: &'a [&'a str]) -> Vec<&'a str> {
        among.iter().copied().filter(|what| self.of(what) == 0).collect()
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table: Vec<_> = self.0.iter().collect();
        table.sort_by_key(|(what, times)| (std::cmp::Reverse(**times), **what));
        for (what, times) in table {
            writeln!(f, "  {times:>10}  {what}")?;
        }
        Ok(())
    }
}
