//! The sentence of a rejection: why, and what to do. The same for the window, the server and its mail.

use std::collections::BTreeMap;

use portal_texts::{Argument, Texts};

use super::{Reason, Rejection};
use crate::parameter::{Parameters, day_and_clock, filled};

impl Rejection {
    /// The code, as it stands in JSON.
    pub fn code(&self) -> String {
        member(serde_json::to_value(self), "code")
    }

    /// Why it was not done, and what to do.
    pub fn sentence(&self, texts: &Texts) -> String {
        if let Rejection::Invalid { reason, .. } = self {
            return reason.sentence(texts);
        }
        if let Rejection::Unknown { code } = self {
            return texts.format("rejection-of-newer", &[("code", code.as_str())]);
        }
        if let Rejection::NotEligible { why, with } = self {
            return not_eligible(texts, why, with);
        }
        let day = |day| texts.date(day).into();
        let mut arguments: Vec<(&str, Argument<'_>)> = vec![("phone", texts.get("college-phone").into())];
        match self {
            Rejection::NotOpenYet { opens } => arguments.push(("opens", day_and_clock(texts, *opens).into())),
            Rejection::AnswersInvalid { count } | Rejection::Unsettled { count } => {
                arguments.push(("count", (*count).into()));
            }
            Rejection::YearOver { last } => arguments.push(("last", day(*last))),
            Rejection::EffectiveNotAfterToday { earliest } | Rejection::BeforeWhatItReplaces { earliest } => {
                arguments.push(("earliest", day(*earliest)));
            }
            Rejection::EffectiveTooFar { latest } => arguments.push(("latest", day(*latest))),
            Rejection::ScheduledAlready { effective } | Rejection::ReplacedAlready { effective } => {
                arguments.push(("effective", day(*effective)));
            }
            Rejection::NotNow { state } => {
                arguments.push(("state", texts.get(&format!("case-state-{}", state.code())).into()));
            }
            Rejection::WithdrawnTooLate { effective } => arguments.push(("effective", day(*effective))),
            Rejection::TooMany { max } => arguments.push(("max", (*max).into())),
            _ => {}
        }
        texts.format(&format!("rejection-{}", self.code()), &arguments)
    }
}

/// Each reason that this program has words for.
fn not_eligible(texts: &Texts, why: &[String], with: &BTreeMap<String, Parameters>) -> String {
    let none = Parameters::new();
    let known = why.iter().filter(|id| texts.has(id));
    let reasons: Vec<String> = known.map(|id| filled(texts, id, with.get(id).unwrap_or(&none))).collect();
    if reasons.is_empty() {
        return texts.format("rejection-not-eligible-otherwise", &[("phone", texts.get("college-phone"))]);
    }
    texts.format("rejection-not-eligible", &[("why", reasons.join(" "))])
}

impl Reason {
    /// What to write instead.
    pub fn sentence(&self, texts: &Texts) -> String {
        let day = |day| texts.date(day).into();
        let mut arguments: Vec<(&str, Argument<'_>)> = Vec::new();
        match self {
            Reason::TooLong { max } | Reason::TooManyOf { max } | Reason::TooLarge { max } => {
                arguments.push(("max", (*max).into()));
            }
            Reason::LeftTheList { until } => arguments.push(("until", day(*until))),
            Reason::TooEarly { earliest } => arguments.push(("earliest", day(*earliest))),
            Reason::TooLate { latest } => arguments.push(("latest", day(*latest))),
            _ => {}
        }
        let code = member(serde_json::to_value(self), "why");
        texts.format(&format!("rejection-invalid-{code}"), &arguments)
    }
}

fn member(json: Result<serde_json::Value, serde_json::Error>, name: &str) -> String {
    let json = json.unwrap_or_default();
    json[name].as_str().unwrap_or_default().to_owned()
}
