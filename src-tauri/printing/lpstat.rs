//! What `lpstat -r -e -d -l -p -a` says, in English as it speaks under `LC_ALL=C`: whether CUPS runs, its queues, which is the
//! usual one, and what keeps one from printing. Nothing is asked here.

use std::collections::BTreeMap;

use crate::language::texts;
use portal_ipc::Printer;

const NOT_RUNNING: &str = "scheduler is not running";
const USUAL: &str = "system default destination: ";
const TITLE: &str = "\tDescription: ";
const ALERTS: &str = "\tAlerts: ";
/// Reasons that say no more than the state they stand beside.
const EMPTY_WORDS: [&str; 5] = ["reason unknown", "Unknown reason", "Rejecting Jobs", "Paused", ""];
/// What a printer alerts to (RFC 8011, 5.4.12), without its ending, and the text for it.
const TROUBLES: [(&str, &str); 8] = [
    ("offline", "printer-offline"),
    ("connecting-to-device", "printer-offline"),
    ("media-empty", "printer-no-paper"),
    ("media-needed", "printer-no-paper"),
    ("media-jam", "printer-paper-jam"),
    ("door-open", "printer-open"),
    ("cover-open", "printer-open"),
    ("toner-empty", "printer-no-toner"),
];

/// A queue of CUPS.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    /// Its name, which has no spaces.
    pub name: String,
    /// What its owner calls it; may be empty.
    title: String,
    usual: bool,
    /// Stopped, with the reason that was given.
    stopped: Option<String>,
    /// Closed to new jobs, with the reason that was given.
    closed: Option<String>,
    alerts: Vec<String>,
}

impl Queue {
    /// As people know it.
    pub fn title(&self) -> String {
        if self.title.is_empty() { self.name.replace('_', " ") } else { self.title.clone() }
    }

    /// Whether it takes jobs; a stopped one does, and prints them when it goes on.
    pub fn takes_jobs(&self) -> bool {
        self.closed.is_none()
    }

    fn trouble(&self) -> Option<String> {
        let state = |id, reason: &str| {
            let why = if EMPTY_WORDS.contains(&reason) { "" } else { reason };
            texts().format(id, &[("reason", if why.is_empty() { "none" } else { why })])
        };
        let alert = |alert: &String| {
            let known = TROUBLES.iter().find(|(begins, _)| alert.starts_with(begins));
            known.map(|(_, id)| texts().get(id))
        };
        let closed = self.closed.as_deref().map(|reason| state("printer-takes-no-jobs", reason));
        closed
            .or_else(|| self.stopped.as_deref().map(|reason| state("printer-stopped", reason)))
            .or_else(|| self.alerts.iter().find_map(alert))
    }
}

impl From<&Queue> for Printer {
    fn from(queue: &Queue) -> Self {
        Self { name: queue.name.clone(), title: queue.title(), usual: queue.usual, trouble: queue.trouble() }
    }
}

/// Which of a queue's two states the next line gives the reason for.
enum Reason {
    Stopped,
    Closed,
}

/// The queues in the order of their names; none when CUPS does not run.
pub fn read(said: &str) -> Option<Vec<Queue>> {
    let mut queues: BTreeMap<&str, Queue> = BTreeMap::new();
    let mut usual = None;
    // The queue that the indented lines are about, and whose reason comes next.
    let mut current = None;
    let mut reason = None;
    for line in said.lines() {
        if line == NOT_RUNNING {
            return None;
        }
        if let Some(words) = line.strip_prefix('\t') {
            let Some(queue) = current.and_then(|name| queues.get_mut(name)) else { continue };
            match reason.take() {
                Some(Reason::Stopped) => queue.stopped = Some(words.trim().to_owned()),
                Some(Reason::Closed) => queue.closed = Some(words.trim().to_owned()),
                None => describe(queue, line),
            }
        } else if let Some(name) = line.strip_prefix(USUAL) {
            // An instance is a queue with options of its own: `Office/draft`.
            usual = name.trim().split('/').next();
        } else if let Some((name, state)) = state_of(line) {
            let queue = queues.entry(name).or_insert_with(|| Queue::named(name));
            current = Some(name);
            reason = None;
            if state.starts_with("disabled since") {
                queue.stopped = Some(String::new());
                reason = Some(Reason::Stopped);
            } else if state.starts_with("not accepting requests") {
                queue.closed = Some(String::new());
                reason = Some(Reason::Closed);
            }
        } else if !line.is_empty() && !line.contains(' ') {
            queues.entry(line).or_insert_with(|| Queue::named(line));
        }
    }
    let mut queues: Vec<Queue> = queues.into_values().collect();
    for queue in &mut queues {
        queue.usual = usual == Some(queue.name.as_str());
    }
    Some(queues)
}

impl Queue {
    fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }
}

/// The name and what is said of it: `printer Office is idle.  enabled since …`, `Office accepting requests since …`.
fn state_of(line: &str) -> Option<(&str, &str)> {
    if let Some((name, state)) = line.strip_prefix("printer ").and_then(|rest| rest.split_once(' ')) {
        return Some((name, state));
    }
    let (name, state) = line.split_once(' ')?;
    let accepts = ["accepting requests", "not accepting requests"];
    accepts.iter().any(|begins| state.starts_with(begins)).then_some((name, state))
}

fn describe(queue: &mut Queue, line: &str) {
    if let Some(title) = line.strip_prefix(TITLE) {
        title.trim().clone_into(&mut queue.title);
    } else if let Some(alerts) = line.strip_prefix(ALERTS) {
        queue.alerts = alerts.split([' ', ',']).map(str::to_owned).collect();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

    use super::{Printer, read};

    /// A queue as CUPS 2.4 tells of it, with these lines of state.
    fn said(printer: &str, accepts: &str) -> String {
        format!(
            "scheduler is running\nFront_Desk\nOffice\nsystem default destination: Office/draft\n\
             printer Front_Desk is idle.  enabled since Tue May 18 09:00:00 2027\n\tForm mounted:\n\tDescription: \n\
             \tAlerts: none\n\tLocation: Reception\n{printer}\n\tForm mounted:\n\tDescription: Büro, 2nd floor ᓇᑲ\n\
             \tAlerts: none\n\tUsers allowed:\n\t\t(all)\nFront_Desk accepting requests since Tue May 18 09:00:00 2027\n{accepts}\n"
        )
    }

    const IDLE: &str = "printer Office is idle.  enabled since Tue May 18 09:00:00 2027";
    const ACCEPTS: &str = "Office accepting requests since Tue May 18 09:00:00 2027";

    fn office(printer: &str, accepts: &str) -> Printer {
        Printer::from(&read(&said(printer, accepts)).unwrap()[1])
    }

    #[test]
    fn queues_are_called_as_their_owner_calls_them_and_the_usual_one_is_known() {
        let queues: Vec<Printer> = read(&said(IDLE, ACCEPTS)).unwrap().iter().map(Printer::from).collect();
        let titles: Vec<&str> = queues.iter().map(|queue| queue.title.as_str()).collect();
        assert_eq!(
            titles,
            ["Front Desk", "Büro, 2nd floor ᓇᑲ"],
            "the name stands in where there is no other"
        );
        let usual: Vec<bool> = queues.iter().map(|queue| queue.usual).collect();
        assert_eq!(usual, [false, true], "an instance of a queue is that queue");
        assert!(queues.iter().all(|queue| queue.trouble.is_none()), "idle is no trouble: {queues:?}");
    }

    #[test]
    fn what_keeps_a_queue_from_printing_is_said_with_its_reason() {
        let stopped = "printer Office disabled since Tue May 18 09:00:00 2027 -\n\tOut of order until Monday";
        let stopped = office(stopped, ACCEPTS);
        assert_eq!(stopped.trouble.as_deref(), Some("Stopped: Out of order until Monday"));
        let closed = "Office not accepting requests since Tue May 18 09:00:00 2027 -\n\tRejecting Jobs";
        let closed = office(IDLE, closed);
        assert_eq!(closed.trouble.as_deref(), Some("Takes no jobs"), "CUPS's own words repeat the state");
        let empty =
            read(&said(IDLE, ACCEPTS).replacen("Alerts: none", "Alerts: media-empty-error", 1)).unwrap();
        assert_eq!(Printer::from(&empty[0]).trouble.as_deref(), Some("Out of paper"));
        assert!(Printer::from(&empty[1]).trouble.is_none(), "an alert is of the queue it stands under");
    }

    #[test]
    fn a_computer_without_printers_is_not_one_without_cups() {
        assert_eq!(read("scheduler is running\nno system default destination\n"), Some(Vec::new()));
        assert_eq!(read("scheduler is not running\n"), None);
    }
}
