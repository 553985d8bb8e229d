//! Lists of cases, as the staff reads them on a command line.

use std::io::Write as _;

use portal_record::Actor;
use portal_record::cases::Waiting;
use portal_server::Database;
use portal_server::cases::staff as cases;

use crate::Failure;

/// Every case that is not finished, and on whom it waits.
pub async fn open_cases(database: &Database) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    for open in cases::open(database).await? {
        let number = open.number.map(|number| number.to_string()).unwrap_or_default();
        let since = jiff::Timestamp::from_microsecond(open.filed_at.0)?;
        let on = match open.waiting {
            Some(Waiting::Person) => "the person".to_owned(),
            Some(Waiting::System) => "the rules".to_owned(),
            Some(Waiting::Second { proposer }) => format!("somebody other than {}", proposer.0),
            Some(Waiting::Desk { person }) => person.0.to_string(),
            Some(Waiting::Queue) => "whoever takes it".to_owned(),
            None => "nobody".to_owned(),
        };
        writeln!(
            out,
            "{number:<7} {:<40} {:<14} since {since:.0}  waits on {on}",
            open.case.to_string(),
            open.state.code()
        )?;
    }
    Ok(())
}

/// What the Registrar decided alone though it takes two people.
pub async fn overrides(database: &Database) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    for (number, case, overridden) in cases::overrides(database).await? {
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        let at = jiff::Timestamp::from_microsecond(overridden.at.0)?;
        let by = match overridden.by {
            Actor::Staff { person, .. } => person.0.to_string(),
            _ => String::new(),
        };
        let (decision, why) = (overridden.decision, overridden.why);
        writeln!(out, "{number:<7} {:<40} {decision} at {at:.0} by {by}: {why:?}", case.to_string())?;
    }
    Ok(())
}
