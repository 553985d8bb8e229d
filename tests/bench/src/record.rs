//! Events applied to a record, with and without reading their JSON.

use std::{error::Error, hint::black_box, time::Duration};

use portal_record::{Event, Record};
use serde_json::Value;

use crate::lifelike::{Life, events};
use crate::measure::{Measures, Times};

const RUNS: usize = 200;

/// Measures both over the events of ten years.
pub fn measure(measures: &mut Measures) -> Result<(), Box<dyn Error>> {
    let json = Life::of_ten_years(0)?;
    let decoded = events(&json)?;
    let record = Record::replay(&decoded);
    if record.unknown > 0 {
        return Err("the events of ten years are not all known".into());
    }
    let replayed = Times::of(RUNS, |_| drop(black_box(Record::replay(black_box(&decoded))))).median();
    let read = Times::of(RUNS, |_| {
        let events = json.iter().filter_map(|json| serde_json::from_str::<Event>(black_box(json)).ok());
        drop(black_box(Record::replay(&events.collect::<Vec<_>>())));
    });
    let alone = Times::of(RUNS, |_| {
        let values = json.iter().map(|json| serde_json::from_str::<Value>(black_box(json)));
        drop(black_box(values.collect::<Vec<_>>()));
    });
    let per_second = |time: Duration| decoded.len() as f64 / time.as_secs_f64();
    measures.add("events applied per second", per_second(replayed), "/s", None);
    measures.add("events read from JSON and applied per second", per_second(read.median()), "/s", None);
    let ratio = read.median().as_secs_f64() / alone.median().as_secs_f64();
    measures.add("… against reading their JSON alone", ratio, "x", None);
    Ok(())
}
