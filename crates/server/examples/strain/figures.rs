//! The figures: said as they come, each with what is wanted, and written.

use std::time::Duration;

use serde_json::{Value, json};

/// See the module.
pub struct Figures {
    /// Whether scenarios last as long as the issue asks, and not as long as somebody likes to wait.
    pub is_long: bool,
    written: Vec<Value>,
}

impl Figures {
    pub fn new(is_long: bool) -> Self {
        Self { is_long, written: Vec::new() }
    }

    /// One that nothing is asked of.
    pub fn tell(&mut self, name: &str, value: f64, unit: &str) {
        self.add(name, value, unit, None);
    }

    /// One that has to stay under this.
    pub fn under(&mut self, name: &str, value: f64, unit: &str, limit: f64) {
        self.add(name, value, unit, Some((format!("under {limit} {unit}"), value < limit)));
    }

    /// One that has to be this.
    pub fn exactly(&mut self, name: &str, value: usize, unit: &str, wanted: usize) {
        let said = f64::from(u32::try_from(value).unwrap());
        self.add(name, said, unit, Some((format!("{wanted} {unit}"), value == wanted)));
    }

    fn add(&mut self, name: &str, value: f64, unit: &str, wanted: Option<(String, bool)>) {
        let told = wanted.as_ref().map_or(String::new(), |(wanted, is_met)| {
            format!("  wanted: {wanted}{}", if *is_met { "" } else { "  MISSED" })
        });
        println!("  {name:<76} {value:>12.2} {unit}{told}");
        let (target, is_met) = wanted.unzip();
        self.written
            .push(json!({ "name": name, "value": value, "unit": unit, "target": target, "met": is_met }));
    }

    /// Writes them, as JSON.
    pub fn write(&self, out: &str) {
        let written = serde_json::to_vec_pretty(&json!({ "measures": self.written })).unwrap();
        std::fs::write(out, written).expect("the file can be written");
    }
}

/// How long each took, sorted.
pub struct Times(Vec<Duration>);

impl Times {
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The time, in milliseconds, that this share of them stayed under.
    pub fn at(&self, percent: usize) -> f64 {
        let index = (self.0.len() * percent / 100).min(self.0.len() - 1);
        self.0[index].as_secs_f64() * 1e3
    }

    pub fn longest(&self) -> f64 {
        self.at(100)
    }
}
