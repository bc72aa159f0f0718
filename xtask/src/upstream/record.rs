//! What became of the tests of a file: the lines that `run.py` writes.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// One line: of a test, or of the file where there is no name.
#[derive(Deserialize, Serialize)]
struct Line {
    test: String,
    outcome: String,
    message: String,
}

/// How a test ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Passed,
    /// With the reason that the test gave.
    Skipped(String),
    /// With the end of the description.
    Failed(String),
}

/// The tests of a file so far, by their names.
#[derive(Default)]
pub(super) struct Record {
    pub(super) outcomes: BTreeMap<String, Outcome>,
    /// Where they ran: the name of an image, or of a native Python.
    pub(super) place: String,
    /// Whether the last test has ended.
    pub(super) is_complete: bool,
}

impl Record {
    /// Reads a record, which is empty if there is none.
    pub(super) fn read(path: &Path) -> Result<Record> {
        if !path.exists() {
            return Ok(Record::default());
        }
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut record = Record::default();
        for line in text.lines() {
            // The last line may be half of one: the program was ended as it wrote.
            if let Ok(line) = serde_json::from_str(line) {
                record.add(line);
            }
        }
        Ok(record)
    }

    fn add(&mut self, line: Line) {
        let outcome = match line.outcome.as_str() {
            "place" => {
                self.place = line.message;
                return;
            }
            "passed" => Outcome::Passed,
            "skipped" => Outcome::Skipped(line.message),
            "began" => Outcome::Failed("the interpreter ended in it, or its time was up".to_string()),
            "ended" => {
                self.is_complete = true;
                return;
            }
            _ => Outcome::Failed(line.message),
        };
        self.outcomes.insert(line.test, outcome);
    }

    /// Whether any test passed.
    pub(super) fn passes(&self) -> bool {
        self.outcomes.values().any(|outcome| *outcome == Outcome::Passed)
    }

    /// How the test ended, if it was there; the whole file's failure is that of its tests.
    pub(super) fn of(&self, test: &str) -> Option<&Outcome> {
        let file = test.split("::").next().unwrap_or(test);
        self.outcomes.get(test).or_else(|| self.outcomes.get(file))
    }

    /// How many tests pass that `other` does not have, by their functions.
    pub(super) fn passes_beyond(&self, other: &Record) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for (test, outcome) in &self.outcomes {
            if *outcome == Outcome::Passed && !other.outcomes.contains_key(test) {
                *counts.entry(function(test)).or_default() += 1;
            }
        }
        counts
    }
}

/// A test's name without its parameters.
pub(super) fn function(test: &str) -> &str {
    test.split('[').next().unwrap_or(test)
}

/// Begins the record of a file; what there was is gone.
pub(super) fn begin(path: &Path, place: &str) -> Result<()> {
    fs::write(path, "").with_context(|| format!("cannot write {}", path.display()))?;
    append(path, "", "place", place)
}

/// Closes the record of a file whose tests do not come to an end.
pub(super) fn give_up(path: &Path, file: &str, message: &str) -> Result<()> {
    append(path, file, "failed", message)?;
    append(path, "", "ended", "")
}

fn append(path: &Path, test: &str, outcome: &str, message: &str) -> Result<()> {
    let line = Line { test: test.into(), outcome: outcome.into(), message: message.into() };
    let mut out = OpenOptions::new().append(true).open(path)?;
    Ok(writeln!(out, "{}", serde_json::to_string(&line)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_only_began_has_failed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record");
        let line = |test, outcome| {
            format!("{{\"test\": \"{test}\", \"outcome\": \"{outcome}\", \"message\": \"\"}}\n")
        };
        let lines =
            [line("a", "began"), line("a", "passed"), line("b", "began"), "{\"test\": \"c".to_string()];
        fs::write(&path, lines.concat()).unwrap();
        let record = Record::read(&path).unwrap();
        assert_eq!(record.of("a"), Some(&Outcome::Passed));
        assert!(matches!(record.of("b"), Some(Outcome::Failed(_))));
        assert!(record.passes() && !record.is_complete);
    }

    #[test]
    fn what_ends_a_file_ends_its_tests() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record");
        begin(&path, "image").unwrap();
        give_up(&path, "test_a.py", "no memory").unwrap();
        let record = Record::read(&path).unwrap();
        assert_eq!(record.place, "image");
        assert_eq!(record.of("test_a.py::test_b"), Some(&Outcome::Failed("no memory".into())));
        assert!(record.is_complete);
    }
}
