//! What came of a suite: a file that a person reads.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::record::{Outcome, Record};
use super::suite::Suite;

/// The reason of a failure that nobody has looked at.
const UNKNOWN: &str = "not known";

/// The results of a package's files.
pub(super) struct Report<'a> {
    suite: &'a Suite,
    version: &'a str,
    /// Files that the suite has.
    suite_files: usize,
    files: Vec<File>,
}

struct File {
    path: String,
    /// Tests that pass natively.
    native: usize,
    /// Those of them that pass in the sandbox.
    sandbox: usize,
    failures: Vec<Failure>,
}

struct Failure {
    test: String,
    message: String,
    why: String,
}

impl<'a> Report<'a> {
    pub(super) fn new(suite: &'a Suite, version: &'a str, suite_files: usize) -> Report<'a> {
        Report { suite, version, suite_files, files: Vec::new() }
    }

    /// Adds a file; one of which nothing passes natively was not run in the sandbox.
    pub(super) fn add(&mut self, path: &str, native: &Record, sandbox: Option<&Record>) {
        let Some(sandbox) = sandbox else { return };
        let mut file = File { path: path.to_string(), native: 0, sandbox: 0, failures: Vec::new() };
        for (test, _) in native.outcomes.iter().filter(|(_, outcome)| **outcome == Outcome::Passed) {
            file.native += 1;
            match sandbox.of(test) {
                Outcome::Passed => file.sandbox += 1,
                Outcome::Skipped(message) => {
                    file.failures.push(self.failure(test, message, &skipped(message)));
                }
                Outcome::Failed(message) => file.failures.push(self.failure(test, message, UNKNOWN)),
            }
        }
        self.files.push(file);
    }

    fn failure(&self, test: &str, message: &str, otherwise: &str) -> Failure {
        let why = self.suite.reason(test, message).unwrap_or(otherwise).to_string();
        Failure { test: test.to_string(), message: message.to_string(), why }
    }

    /// Writes all there is.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let mut text = String::new();
        writeln!(text, "# Written by `cargo xtask upstream {}`.", self.suite.package)?;
        writeln!(text, "# {}\n", self.summary())?;
        writeln!(text, "version = {:?}", self.version)?;
        writeln!(text, "# Tests that pass natively, and those of them that pass in the sandbox.\nfiles = [")?;
        for File { path, native, sandbox, .. } in &self.files {
            writeln!(text, "    {{ path = {path:?}, native = {native}, sandbox = {sandbox} }},")?;
        }
        writeln!(text, "]")?;
        for (why, tests) in self.by_reason() {
            writeln!(text, "\n[[failure]]\nwhy = {}\ntests = [", quoted(why))?;
            for (test, count) in tests {
                let times = if count > 1 { format!(" ×{count}") } else { String::new() };
                writeln!(text, "    {},", quoted(&format!("{test}{times}")))?;
            }
            writeln!(text, "]")?;
        }
        let folder = path.parent().context("results lie in a folder")?;
        fs::create_dir_all(folder)?;
        fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
    }

    /// The failures' tests without their parameters, counted, by why they fail.
    fn by_reason(&self) -> BTreeMap<&str, BTreeMap<&str, usize>> {
        let mut reasons: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for failure in self.failures() {
            let test = failure.test.split('[').next().unwrap_or_default();
            *reasons.entry(&failure.why).or_default().entry(test).or_default() += 1;
        }
        reasons
    }

    fn failures(&self) -> impl Iterator<Item = &Failure> {
        self.files.iter().flat_map(|file| &file.failures)
    }

    /// Shows each failure with the end of its message.
    pub(super) fn print_failures(&self) {
        for Failure { test, message, why } in self.failures() {
            println!("{test}\n    {why}\n    {}\n", message.replace('\n', "\n    "));
        }
    }

    /// The figures, in a line.
    pub(super) fn summary(&self) -> String {
        let native: usize = self.files.iter().map(|file| file.native).sum();
        let sandbox: usize = self.files.iter().map(|file| file.sandbox).sum();
        let unknown = self.failures().filter(|failure| failure.why == UNKNOWN).count();
        // Rounded down: 100 % means all.
        let percent = (sandbox * 10_000).checked_div(native).unwrap_or_default() as f64 / 100.0;
        format!(
            "{percent:.2} % of what passes natively passes in the sandbox: {sandbox} of {native} tests in {} of {} \
             files; {unknown} failures without a known reason",
            self.files.len(),
            self.suite_files
        )
    }
}

/// Why a test skips itself in the sandbox.
fn skipped(message: &str) -> String {
    // pytest describes a skip as a tuple: file, line, reason.
    let reason = message.split_once("Skipped: ").map_or(message, |(_, reason)| reason);
    let reason = reason.trim_end_matches([')', '\'', '"']);
    if reason.is_empty() { "the test is not there".to_string() } else { format!("skips itself: {reason}") }
}

/// A string of TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_string()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skip_says_why() {
        assert_eq!(skipped("('a.py', 3, 'Skipped: no threads')"), "skips itself: no threads");
        assert_eq!(skipped(""), "the test is not there");
    }
}
