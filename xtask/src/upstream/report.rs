//! What came of a suite: a file that a person reads.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::record::{self, Outcome, Record};
use super::suite::Suite;

/// The reason of a failure that nobody has looked at.
const UNKNOWN: &str = "not known";

/// The results of a package's files.
pub(super) struct Report<'a> {
    suite: &'a Suite,
    version: &'a str,
    /// Files that the suite has.
    suite_files: usize,
    /// By their paths.
    files: BTreeMap<String, File>,
}

struct File {
    /// The image that it was tested in.
    image: String,
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
        Report { suite, version, suite_files, files: BTreeMap::new() }
    }

    /// Adds a file, once both sides have come to its end.
    ///
    /// Parameters may have other names on a 32-bit machine (`longlong` there is `int64` here). So a test that is not
    /// there passes if its function passes with one more parameter that the other side has not.
    pub(super) fn add(&mut self, path: &str, native: &Record, sandbox: &Record) {
        let is_complete = native.is_complete && (sandbox.is_complete || !native.passes());
        if !is_complete {
            return;
        }
        let mut file = File { image: sandbox.place.clone(), native: 0, sandbox: 0, failures: Vec::new() };
        let mut renamed = sandbox.passes_beyond(native);
        for (test, _) in native.outcomes.iter().filter(|(_, outcome)| **outcome == Outcome::Passed) {
            file.native += 1;
            let (message, otherwise) = match sandbox.of(test) {
                Some(Outcome::Passed) => {
                    file.sandbox += 1;
                    continue;
                }
                Some(Outcome::Skipped(message)) => (message.as_str(), skipped(message)),
                Some(Outcome::Failed(message)) => (message.as_str(), UNKNOWN.to_string()),
                None => match renamed.get_mut(record::function(test)) {
                    Some(count) if *count > 0 => {
                        *count -= 1;
                        file.sandbox += 1;
                        continue;
                    }
                    _ => ("", "the test is not there".to_string()),
                },
            };
            let why = self.suite.reason(test, message).map_or(otherwise, str::to_string);
            file.failures.push(Failure { test: test.clone(), message: message.to_string(), why });
        }
        self.files.insert(path.to_string(), file);
    }

    /// Whether a test of the file fails and nobody knows why.
    pub(super) fn has_unknown(&self, path: &str) -> bool {
        self.files.get(path).is_some_and(|file| file.failures.iter().any(|failure| failure.why == UNKNOWN))
    }

    /// Writes all there is.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let mut text = String::new();
        writeln!(text, "# Written by `cargo xtask upstream {}`.", self.suite.package)?;
        writeln!(text, "# {}\n", self.summary())?;
        writeln!(text, "version = {:?}", self.version)?;
        writeln!(text, "# The images that the files were tested in, with the number of files.\nimages = [")?;
        for (image, count) in self.by_image() {
            writeln!(text, "    {{ image = {image:?}, files = {count} }},")?;
        }
        writeln!(text, "]")?;
        writeln!(text, "# Tests that pass natively, and those of them that pass in the sandbox.\nfiles = [")?;
        for (path, File { native, sandbox, .. }) in self.tested() {
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

    fn by_image(&self) -> BTreeMap<&str, usize> {
        let mut images = BTreeMap::new();
        for (_, file) in self.tested() {
            *images.entry(file.image.as_str()).or_default() += 1;
        }
        images
    }

    /// The failures' tests without their parameters, counted, by why they fail.
    fn by_reason(&self) -> BTreeMap<&str, BTreeMap<&str, usize>> {
        let mut reasons: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for failure in self.failures() {
            let tests = reasons.entry(&failure.why).or_default();
            *tests.entry(record::function(&failure.test)).or_default() += 1;
        }
        reasons
    }

    fn failures(&self) -> impl Iterator<Item = &Failure> {
        self.files.values().flat_map(|file| &file.failures)
    }

    /// The files with tests that pass natively.
    fn tested(&self) -> impl Iterator<Item = (&String, &File)> {
        self.files.iter().filter(|(_, file)| file.native > 0)
    }

    /// Shows each failure with the end of its message.
    pub(super) fn print_failures(&self) {
        for Failure { test, message, why } in self.failures() {
            println!("{test}\n    {why}\n    {}\n", message.replace('\n', "\n    "));
        }
    }

    /// The figures, in a line.
    pub(super) fn summary(&self) -> String {
        let native: usize = self.files.values().map(|file| file.native).sum();
        let sandbox: usize = self.files.values().map(|file| file.sandbox).sum();
        let unknown = self.failures().filter(|failure| failure.why == UNKNOWN).count();
        // Rounded down: 100 % means all.
        let percent = (sandbox * 10_000).checked_div(native).unwrap_or_default() as f64 / 100.0;
        let tested = self.tested().count();
        format!(
            "{percent:.2} % of what passes natively passes in the sandbox: {sandbox} of {native} tests in {tested} of {} \
             files; nothing passes natively in {} others; {unknown} failures without a known reason",
            self.suite_files,
            self.files.len() - tested
        )
    }
}

/// Why a test skips itself in the sandbox.
fn skipped(message: &str) -> String {
    // pytest describes a skip as a tuple: file, line, reason.
    let reason = message.split_once("Skipped: ").map_or(message, |(_, reason)| reason);
    format!("skips itself: {}", reason.trim_end_matches([')', '\'', '"']))
}

/// A string of TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_string()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(tests: &[&str]) -> Record {
        let outcomes = tests.iter().map(|test| (test.to_string(), Outcome::Passed)).collect();
        Record { outcomes, is_complete: true, ..Record::default() }
    }

    #[test]
    fn a_test_may_have_another_parameter_here() {
        let suite = Suite::parse("numpy", "configuration = 'pytest.ini'").unwrap();
        let mut report = Report::new(&suite, "1", 1);
        let native =
            record(&["a.py::test[int]", "a.py::test[longlong]", "a.py::test[ulonglong]", "a.py::other[int]"]);
        report.add("a.py", &native, &record(&["a.py::test[int]", "a.py::test[intc]"]));
        let file = &report.files["a.py"];
        assert_eq!((file.native, file.sandbox, file.failures.len()), (4, 2, 2));
        assert!(!report.has_unknown("a.py"), "they are not there");
    }

    #[test]
    fn images_are_counted() {
        let suite = Suite::parse("numpy", "configuration = 'pytest.ini'").unwrap();
        let mut report = Report::new(&suite, "1", 3);
        for (path, image) in [("a.py", "old"), ("b.py", "new"), ("a.py", "new")] {
            let sandbox = Record { place: image.into(), ..record(&["test"]) };
            report.add(path, &record(&["test"]), &sandbox);
        }
        report.add("c.py", &record(&["test"]), &Record::default());
        assert_eq!(report.by_image(), BTreeMap::from([("new", 2)]));
    }

    #[test]
    fn a_skip_says_why() {
        assert_eq!(skipped("('a.py', 3, 'Skipped: no threads')"), "skips itself: no threads");
    }
}
