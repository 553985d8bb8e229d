//! The streams that the person is a member of besides their own. All are pulled in one round trip, each from its own place, and each
//! has a history of its own. An older College gives the person's own alone.

use std::collections::BTreeMap;

use portal_protocol::{History, Problem, PulledStream, STREAMS_MAX, StreamAnswer};
use portal_record::{Event, Verbatim};

use super::failures::OTHER_HISTORY;
use super::{Anew, Engine};
use crate::store::streams::StreamRow;
use crate::sync::exchange::{Failed, Place, Pull, Pulled, RecordPage, Request};
use crate::sync::message::{Output, Persist};

/// See the module.
#[derive(Default)]
pub(super) struct Streams {
    own: Option<String>,
    /// The College does not know how several are asked for: it did not in this round.
    is_older: bool,
    others: BTreeMap<String, Other>,
}

/// A stream besides the person's own.
#[derive(Default)]
struct Other {
    version: u64,
    history: Option<History>,
    /// All of it, while it is fetched from the start.
    anew: Option<Anew>,
    is_wanted: bool,
    is_left: bool,
    /// Another history was found since the last round ended well.
    was_other: bool,
}

impl Streams {
    pub(super) fn new(own: Option<String>, known: Vec<Place>) -> Streams {
        let other = |Place { stream, after, history }| {
            (stream, Other { version: after, history, is_wanted: true, ..Other::default() })
        };
        Streams { own, is_older: false, others: known.into_iter().map(other).collect() }
    }

    /// How the person's own is called, if several can be asked for.
    fn own(&self) -> Option<&String> {
        self.own.as_ref().filter(|_| !self.is_older)
    }

    /// Whether one of the others is to be asked for.
    pub(super) fn is_wanted(&self) -> bool {
        self.own().is_some() && self.others.values().any(|other| other.is_wanted)
    }

    /// A round begins. A College is brought up to date while programs run, so one that was older is asked again.
    pub(super) fn want_all(&mut self) {
        self.is_older = false;
        self.others.values_mut().for_each(|other| other.is_wanted = !other.is_left);
    }

    /// The rest of them waits for the next round.
    pub(super) fn rest(&mut self) {
        self.others.values_mut().for_each(|other| other.is_wanted = false);
    }

    /// A round has ended well.
    pub(super) fn in_step(&mut self) {
        self.others.values_mut().for_each(|other| other.was_other = false);
    }

    /// What the person is a member of: what is new is asked for from the start, what was left is asked for no more. What came of it
    /// stays.
    fn are(&mut self, members: &[String]) {
        for (name, other) in &mut self.others {
            other.is_left = !members.contains(name);
            other.is_wanted &= !other.is_left;
        }
        for name in members.iter().filter(|name| self.own.as_ref() != Some(*name)) {
            let new = || Other { is_wanted: true, ..Other::default() };
            self.others.entry(name.clone()).or_insert_with(new);
        }
    }
}

impl Other {
    fn place(&self) -> (u64, Option<History>) {
        match &self.anew {
            Some(Anew { events, history }) => {
                (events.last().map_or(0, |event| event.version), history.clone())
            }
            None => (self.version, self.history.clone()),
        }
    }

    /// It is not what is here: it is fetched from the start, once in a round.
    fn begin_anew(&mut self) {
        self.anew = Some(Anew::default());
        self.is_wanted = !std::mem::replace(&mut self.was_other, true);
    }

    /// What is to be kept of a page; nothing of one that does not follow on what is here.
    fn take(&mut self, name: String, page: RecordPage) -> Option<Option<Persist>> {
        let (after, history) = self.place();
        let last = follows(after, &page)?;
        self.is_wanted = page.version > last;
        let is_news = !page.events.is_empty() || page.history != history;
        let RecordPage { events, history, .. } = page;
        let Some(mut anew) = self.anew.take() else {
            (self.version, self.history) = (last, history.clone());
            let row = StreamRow { stream: name, events, history };
            return Some(is_news.then_some(Persist::Stream(row)));
        };
        anew.events.extend(events);
        anew.history = history;
        if self.is_wanted {
            self.anew = Some(anew);
            return Some(None);
        }
        let Anew { events, history } = anew;
        (self.version, self.history) = (last, history.clone());
        Some(Some(Persist::OtherStream(StreamRow { stream: name, events, history })))
    }
}

/// The last version of a page that follows on this one; nothing when it does not, or leads nowhere.
pub(super) fn follows(after: u64, page: &RecordPage) -> Option<u64> {
    let fits = |(event, version): (&Verbatim<Event>, u64)| event.version == version;
    let is_stuck = page.events.is_empty() && page.version > after;
    let is_next = page.events.iter().zip(after + 1..).all(fits) && !is_stuck;
    is_next.then(|| page.events.last().map_or(after, |event| event.version))
}

/// That the person's own is of another history is a refusal as when it is asked for alone.
pub(super) fn refused_own(pulled: &Pulled) -> Option<Failed> {
    let StreamAnswer::Refused(code) = &pulled.streams.first()?.answer else { return None };
    let kind = format!("{}{code}", Problem::KIND);
    let (title, detail) = (code.clone(), String::new());
    let problem = Problem { kind, title, status: 409, detail, code: code.clone() };
    Some(Failed::Refused { status: 409, retry_after: None, problem: Some(Box::new(problem)) })
}

impl Engine {
    /// What is asked for next of the record, and with it of all other streams that are wanted.
    pub(super) fn pull(&self) -> Request {
        let (after, history) = self.place();
        let Some(own) = self.streams.own() else { return Request::Record { after, history } };
        let own = Place { stream: own.clone(), after, history };
        let wanted = self.streams.others.iter().filter(|(_, other)| other.is_wanted);
        let others = wanted.map(|(name, other)| {
            let (after, history) = other.place();
            Place { stream: name.clone(), after, history }
        });
        Request::Streams(Pull { streams: std::iter::once(own).chain(others).take(STREAMS_MAX).collect() })
    }

    /// Nothing when what came of the person's own makes no sense. Another that makes none rests until the next round.
    pub(super) fn take_streams(&mut self, asked: &Request, pulled: Pulled) -> Option<()> {
        let mut answers = pulled.streams.into_iter();
        let PulledStream { stream, answer: StreamAnswer::Page(page) } = answers.next()? else { return None };
        if Some(&stream) != self.streams.own() {
            return None;
        }
        self.take_record(page)?;
        for PulledStream { stream, answer } in answers {
            let Some(other) = self.streams.others.get_mut(&stream) else { continue };
            match answer {
                StreamAnswer::Page(page) => match other.take(stream, page) {
                    Some(kept) => self.out.extend(kept.map(Output::Persist)),
                    None => {
                        other.is_wanted = false;
                        self.unread.push(std::mem::discriminant(asked));
                    }
                },
                StreamAnswer::Refused(code) if OTHER_HISTORY.contains(&&*code) => other.begin_anew(),
                StreamAnswer::Refused(_) => other.is_wanted = false,
            }
        }
        self.streams.are(&pulled.members);
        Some(())
    }

    /// A College that does not know how several streams are asked for is asked for the person's own.
    pub(super) fn pull_alone(&mut self) {
        self.streams.is_older = true;
        self.trouble = None;
        self.wanted.record = true;
    }
}
