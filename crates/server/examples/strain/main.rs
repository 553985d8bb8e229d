//! What the server stands: strangers who hold its connections, more work than it can do, long rushes, and people who send all that is
//! allowed. Each scenario, in a file of its own, starts the real program and speaks to it over real connections:
//! `cargo build --release -p portal-server`, then `cargo run --release -p portal-server --example strain -- OUT.json [--long]
//! [SCENARIO…]`. Client and server share the machine. SQLite's folder is in `TMPDIR`, PostgreSQL's beside this program.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a measure that fails says so")]

mod commands;
mod figures;
mod heavy;
// An example reaches modules of the tests by their path only.
#[path = "../../tests/routes/kit/mod.rs"]
mod kit;
mod rush;
mod sign_ins;
mod slow_heads;
mod stage;
mod steady;

use figures::Figures;
use kit::databases::Kind;
use kit::{college, computer, databases};

/// What the tests' college opens on when it is not said.
const DATABASE: Kind = Kind::Embedded;
/// The scenarios, in the order in which they are played.
const SCENARIOS: &[&str] = &["slow-heads", "rush", "steady", "heavy", "sign-ins", "wrong-passwords"];

#[tokio::main]
async fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_long = arguments.iter().any(|argument| argument == "--long");
    arguments.retain(|argument| argument != "--long");
    assert!(!arguments.is_empty(), "usage: strain OUT.json [--long] [SCENARIO…], of {SCENARIOS:?}");
    let out = arguments.remove(0);
    let asked = if arguments.is_empty() {
        SCENARIOS.iter().map(|name| (*name).to_owned()).collect()
    } else {
        arguments
    };
    let mut figures = Figures::new(is_long);
    for scenario in asked {
        println!("{scenario}");
        figures.scenario.clone_from(&scenario);
        match scenario.as_str() {
            "slow-heads" => slow_heads::play(&mut figures).await,
            "rush" => rush::play(&mut figures).await,
            "steady" => steady::play(&mut figures).await,
            "heavy" => heavy::play(&mut figures).await,
            "sign-ins" => sign_ins::play_burst(&mut figures).await,
            "wrong-passwords" => sign_ins::play_wrong(&mut figures).await,
            other => panic!("there is no scenario {other}; there are {SCENARIOS:?}"),
        }
    }
    figures.write(&out);
}
