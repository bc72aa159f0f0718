//! A run: the files whose results are missing, some at a time.

use std::path::Path;
use std::sync::Mutex;
use std::thread;

use anyhow::Result;

use super::Arguments;
use super::bench::Bench;
use super::record::Record;
use super::report::Report;
use super::side::Side;
use super::suite::Suite;
use crate::progress::Step;

pub(super) struct Run<'a> {
    pub(super) bench: &'a Bench,
    pub(super) suite: &'a Suite,
    pub(super) native: &'a Side,
    pub(super) sandbox: &'a Side,
    /// Where the report goes after each file, if it goes anywhere.
    pub(super) written: Option<&'a Path>,
}

impl Run<'_> {
    /// Reports what is known of the files, and runs those that need it.
    pub(super) fn run<'r>(
        &self,
        step: &Step,
        mut report: Report<'r>,
        files: &[String],
        arguments: &Arguments,
    ) -> Result<Report<'r>> {
        let mut due = Vec::new();
        for file in files {
            let (expected, found) = (self.native.record(file)?, self.sandbox.record(file)?);
            report.add(file, &expected, &found);
            let is_old = found.place != self.sandbox.place;
            if is_due(&expected, &found, is_old && (arguments.again || report.has_unknown(file))) {
                due.push(file);
            }
        }
        self.write(&report)?;
        if arguments.recorded {
            return Ok(report);
        }
        let count = due.len();
        let queue = Mutex::new(due.into_iter().enumerate());
        let report = Mutex::new(report);
        let next = || queue.lock().expect("no worker panics").next();
        let work = || -> Result<()> {
            while let Some((number, file)) = next() {
                step.detail(&format!("{file}, {} of {count}", number + 1));
                let (expected, found) = self.run_file(file)?;
                let mut report = report.lock().expect("no worker panics");
                report.add(file, &expected, &found);
                self.write(&report)?;
            }
            Ok(())
        };
        thread::scope(|scope| {
            let workers: Vec<_> = (0..arguments.jobs).map(|_| scope.spawn(work)).collect();
            workers.into_iter().try_for_each(|worker| worker.join().expect("no worker panics"))
        })?;
        Ok(report.into_inner().expect("no worker panicked"))
    }

    /// Runs the tests of a file on both sides, natively once and for all.
    fn run_file(&self, file: &str) -> Result<(Record, Record)> {
        let mut expected = self.native.record(file)?;
        if !expected.is_complete {
            expected = self.native.run(self.bench, self.suite, file)?;
        }
        let found = match expected.passes() {
            true => self.sandbox.run(self.bench, self.suite, file)?,
            false => Record::default(),
        };
        Ok((expected, found))
    }

    fn write(&self, report: &Report) -> Result<()> {
        self.written.map_or(Ok(()), |path| report.write(path))
    }
}

/// Whether a file's results are missing, or no longer hold for the sandbox.
fn is_due(expected: &Record, found: &Record, is_outdated: bool) -> bool {
    !expected.is_complete || expected.passes() && (!found.is_complete || is_outdated)
}

#[cfg(test)]
mod tests {
    use super::super::record::Outcome;
    use super::*;

    fn record(outcome: Outcome, is_complete: bool) -> Record {
        let outcomes = [("test".to_string(), outcome)].into();
        Record { outcomes, is_complete, ..Record::default() }
    }

    #[test]
    fn what_is_missing_or_outdated_is_due() {
        let passed = || record(Outcome::Passed, true);
        let begun = || record(Outcome::Passed, false);
        assert!(is_due(&begun(), &passed(), false));
        assert!(is_due(&passed(), &begun(), false));
        assert!(is_due(&passed(), &passed(), true));
        assert!(!is_due(&passed(), &passed(), false));
    }

    #[test]
    fn what_fails_natively_is_never_due() {
        let failed = record(Outcome::Failed("no thread".into()), true);
        assert!(!is_due(&failed, &Record::default(), true));
    }
}
