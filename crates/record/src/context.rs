//! What a decision may depend on besides the record, and what every area reads by it alike: the day that binds, lines of text, codes
//! of a list, days in a range.

use jiff::{ToSpan, civil::Date};
use portal_forms::{EditId, Micros};

use crate::{
    Actor, College, Json,
    cases::CaseFile,
    college::ProfileRules,
    eastern_day, formats,
    lists::{List, Listed, Lists},
    rejection::{Field, Reason, Rejection, invalid},
    seen::Seen,
};

/// What a decision may depend on besides the record.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The binding instant; on the desktop, the clock's.
    pub received_at: Micros,
    /// The device's clock when the person did it: evidence only.
    pub claimed_at: Micros,
    /// Who asks.
    pub actor: Actor,
    /// What the person had seen besides what the command says; nothing where an older program sent it.
    pub seen: Option<&'a Seen>,
    /// What the College publishes.
    pub college: &'a College,
    /// What the draft merges to, for the commands that submit one.
    pub filing: Option<&'a Filing>,
    /// The staff's side of the case that it is about; none on a registrant's computer.
    pub file: Option<&'a CaseFile>,
}

/// What a draft merges to, made by whoever decides from the edits it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Filing {
    /// The edits that stand, sorted.
    pub edits: Vec<EditId>,
    /// The canonical response.
    pub response: Json,
    /// Its SHA-256, hex.
    pub response_hash: String,
    /// How many answers are wrong or missing.
    pub errors: u32,
    /// About how many of them devices disagree, and the person has not chosen.
    pub unsettled: u32,
}

impl<'a> Context<'a> {
    /// The Eastern day of the binding instant.
    pub(crate) fn today(&self) -> Date {
        eastern_day(self.received_at)
    }

    pub(crate) fn rules(&self) -> &'a ProfileRules {
        self.college.profile()
    }

    pub(crate) fn lists(&self) -> &'a Lists {
        self.college.lists()
    }

    /// A line of text that has to be there.
    pub(crate) fn line(&self, field: Field, text: &str) -> Result<String, Rejection> {
        formats::line(text, self.rules().line_characters_max).map_err(|why| invalid(field, why))
    }

    /// A line of text that may be left out.
    pub(crate) fn optional_line(
        &self,
        field: Field,
        text: Option<&str>,
    ) -> Result<Option<String>, Rejection> {
        let read = formats::optional_line(text, self.rules().line_characters_max);
        read.map_err(|why| invalid(field, why))
    }

    /// What a code that can be chosen today is called.
    pub(crate) fn choice(&self, field: Field, list: &'a List, code: &str) -> Result<&'a str, Rejection> {
        let why = match list.listed(code, self.today()) {
            Listed::As(name) => return Ok(name),
            Listed::Until(until) => Reason::LeftTheList { until },
            Listed::Never if code.is_empty() => Reason::Missing,
            Listed::Never => Reason::UnknownCode,
        };
        Err(invalid(field, why))
    }

    /// The first day of something that may have begun long ago, or begin soon.
    pub(crate) fn first_day(&self, field: Field, day: Date) -> Result<Date, Rejection> {
        let (earliest, latest) = (self.rules().earliest_day, self.latest());
        if day < earliest {
            return Err(invalid(field, Reason::TooEarly { earliest }));
        }
        if day > latest {
            return Err(invalid(field, Reason::TooLate { latest }));
        }
        Ok(day)
    }

    /// The last day of something that began on `from`.
    pub(crate) fn last_day(&self, from: Date, to: Option<Date>) -> Result<Option<Date>, Rejection> {
        match to {
            Some(to) if to < from => Err(invalid(Field::To, Reason::BeforeFrom)),
            to => Ok(to),
        }
    }

    /// The last day on which a change may take effect.
    pub(crate) fn latest(&self) -> Date {
        after(self.today(), self.rules().effective_days_ahead_max)
    }
}

/// The day so many days later.
pub(crate) fn after(day: Date, days: u16) -> Date {
    day.checked_add(i64::from(days).days()).unwrap_or(Date::MAX)
}
