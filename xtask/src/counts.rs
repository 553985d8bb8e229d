//! How many tests passed and failed, read from what cargo and vitest print.

use std::fmt;

/// Tests by their end.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

impl Counts {
    pub fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// All tests of an output.
pub fn of(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines() {
        if let Some(found) = of_cargo(line).or_else(|| of_vitest(line)) {
            counts.add(&found);
        }
    }
    counts
}

/// A line for each test program that ran at least one test, in the order of cargo's output.
pub fn by_program(output: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut program = String::new();
    for line in output.lines() {
        let line = line.trim();
        if let Some(running) = line.strip_prefix("Running ") {
            program = program_name(running);
        } else if let Some(tests_of) = line.strip_prefix("Doc-tests ") {
            program = format!("{tests_of}: examples");
        } else if let Some(counts) = of_cargo(line).filter(|counts| counts.passed + counts.failed > 0) {
            let time = line.rsplit("finished in ").next().unwrap_or_default();
            parts.push(format!("{program:<46}{counts}, {time}"));
        }
    }
    parts
}

/// An output without the lines of what went well.
pub fn without_passed(output: &str) -> String {
    let shown = |line: &&str| !(line.starts_with("test ") && line.ends_with("... ok"));
    output.lines().filter(shown).collect::<Vec<_>>().join("\n")
}

/// `unittests src/lib.rs (target/debug/deps/portal_forms-0f3a)` as `portal_forms: src/lib.rs`.
fn program_name(running: &str) -> String {
    let (source, program) = running.split_once(" (").unwrap_or((running, ""));
    let source = source.trim_start_matches("unittests ");
    let file = program.trim_end_matches(')').rsplit(['/', '\\']).next().unwrap_or_default();
    let name = file.rsplit_once('-').map_or(file, |(name, _)| name);
    format!("{name}: {source}")
}

/// `test result: FAILED. 3 passed; 1 failed; 0 ignored; …`
fn of_cargo(line: &str) -> Option<Counts> {
    let (_, numbers) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
    let number = |word: &str| {
        numbers.split(';').find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok()).unwrap_or(0)
    };
    Some(Counts { passed: number("passed"), failed: number("failed") })
}

/// `Tests  1 failed | 33 passed (34)`
fn of_vitest(line: &str) -> Option<Counts> {
    let numbers = line.trim().strip_prefix("Tests ")?;
    let (numbers, _) = numbers.split_once('(')?;
    let number = |word: &str| {
        numbers.split('|').find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok()).unwrap_or(0)
    };
    Some(Counts { passed: number("passed"), failed: number("failed") })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARGO: &str = "\
     Running unittests src/lib.rs (target/debug/deps/portal_forms-0f3a92)

running 2 tests
test value::tests::an_empty_answer ... ok
test value::tests::a_decimal ... FAILED

test result: FAILED. 1 passed; 1 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.01s

     Running unittests src/main.rs (target/debug/deps/portal_server-aa)
test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests portal_forms
test result: ok. 4 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.20s
";

    #[test]
    fn every_program_of_a_cargo_run_counts() {
        assert_eq!(of(CARGO), Counts { passed: 5, failed: 1 }, "ignored tests are neither");
    }

    #[test]
    fn programs_without_tests_are_not_listed() {
        let parts = by_program(CARGO);
        assert_eq!(parts.len(), 2, "{parts:?}");
        assert!(parts[0].starts_with("portal_forms: src/lib.rs"), "named by package and file: {}", parts[0]);
        assert!(parts[0].ends_with("1 passed, 1 failed, 0.01s"), "with its counts and time: {}", parts[0]);
        assert!(parts[1].starts_with("portal_forms: examples"), "examples are told from tests: {}", parts[1]);
    }

    #[test]
    fn vitest_is_read_with_and_without_failures() {
        let pairs = [
            (" Test Files  3 passed (3)\n      Tests  34 passed (34)\n", Counts { passed: 34, failed: 0 }),
            ("      Tests  1 failed | 33 passed (34)\n", Counts { passed: 33, failed: 1 }),
            ("      Tests  2 failed (2)\n", Counts { passed: 0, failed: 2 }),
        ];
        for (output, wanted) in pairs {
            assert_eq!(of(output), wanted, "{output}");
        }
    }

    #[test]
    fn a_failed_output_is_shown_without_what_went_well() {
        let shown = without_passed(CARGO);
        assert!(!shown.contains("an_empty_answer"), "passed tests are noise in a failure");
        assert!(shown.contains("a_decimal ... FAILED"), "the failed one stays");
    }
}
