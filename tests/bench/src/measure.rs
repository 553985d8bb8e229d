//! Figures, how they are taken, and how they are told.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};

/// One figure.
#[derive(Debug, Serialize, Deserialize)]
pub struct Measure {
    /// What was measured.
    pub name: String,
    /// The figure.
    pub value: f64,
    /// Its unit: `µs`, `ms`, `B`, `/s`, `x`.
    pub unit: String,
    /// What the design asks for, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
}

/// All figures of a run.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Measures {
    measures: Vec<Measure>,
}

impl Measures {
    /// Adds a figure and prints it.
    pub fn add(&mut self, name: &str, value: f64, unit: &str, target: Option<&str>) {
        self.push(Measure { name: name.into(), value, unit: unit.into(), target: target.map(Into::into) });
    }

    /// Adds a duration in microseconds.
    pub fn add_micros(&mut self, name: &str, time: Duration, target: Option<&str>) {
        self.add(name, time.as_secs_f64() * 1e6, "µs", target);
    }

    /// Adds a duration in milliseconds.
    pub fn add_millis(&mut self, name: &str, time: Duration, target: Option<&str>) {
        self.add(name, time.as_secs_f64() * 1e3, "ms", target);
    }

    /// Adds the figures of another program's run.
    pub fn take_over(&mut self, json: &str) -> Result<(), serde_json::Error> {
        let other: Measures = serde_json::from_str(json)?;
        other.measures.into_iter().for_each(|measure| self.push(measure));
        Ok(())
    }

    /// The whole run.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self)
    }

    fn push(&mut self, measure: Measure) {
        let target = measure.target.as_deref().map(|target| format!("   ({target})")).unwrap_or_default();
        println!("{:<62} {:>12.2} {}{target}", measure.name, measure.value, measure.unit);
        self.measures.push(measure);
    }
}

/// How long each of some runs took, sorted.
pub struct Times(Vec<Duration>);

impl Times {
    /// Takes each run's time.
    pub fn of(runs: usize, mut run: impl FnMut(usize)) -> Times {
        let once = |index| {
            let begun = Instant::now();
            run(index);
            begun.elapsed()
        };
        Times::from((0..runs).map(once).collect())
    }

    /// Takes each run's time of the processor: what else the machine does is not counted.
    pub fn of_processor(runs: usize, mut run: impl FnMut(usize)) -> Times {
        let once = |index| {
            let begun = processor_time();
            run(index);
            processor_time() - begun
        };
        Times::from((0..runs).map(once).collect())
    }

    /// From times taken elsewhere.
    pub fn from(mut times: Vec<Duration>) -> Times {
        times.sort_unstable();
        Times(times)
    }

    /// The time that this share of the runs stayed below.
    pub fn percentile(&self, percent: usize) -> Duration {
        let last = self.0.len().saturating_sub(1);
        self.0.get(last * percent / 100).copied().unwrap_or_default()
    }

    /// The middle one.
    pub fn median(&self) -> Duration {
        self.percentile(50)
    }
}

/// What this thread has had of the processor.
pub fn processor_time() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
}
