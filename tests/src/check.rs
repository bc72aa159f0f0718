use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, thread};

use anyhow::{Context as _, Result};

use crate::{Case, Suite, difference, native, read_suite, sandbox};

/// Cases in flight. A machine for tests has two cores.
const THREADS: usize = 2;
/// Runs only the cases whose name contains its value.
const FILTER: &str = "VIVARIUM_CASES";

/// Runs every case of a suite in the sandbox and by its oracle.
///
/// # Panics
/// With the differences, if a case differs that should not, or does not that should.
pub fn check(suite: Suite) {
    report(suite, |case| {
        let expected = native::observe(case)?.compared(case);
        let (actual, stderr) = match sandbox::observe(case) {
            Ok(seen) => (seen.compared(case), String::from_utf8_lossy(&seen.stderr).into_owned()),
            Err(error) => (format!("the sandbox failed: {error:#}\n"), String::new()),
        };
        Ok(match (&case.differs, expected == actual) {
            (None, false) => {
                let difference = difference::unified("native", &expected, "sandbox", &actual);
                Some(format!("{difference}{}", hint(&stderr)))
            }
            (Some(reason), true) => Some(format!("it agrees now, drop `differs: {reason}`\n")),
            _ => None,
        })
    });
}

/// Runs every case of a suite by its oracle alone, twice: a case that is not sure of its output tests nothing.
///
/// # Panics
/// With the differences between the two runs.
pub fn check_oracle(suite: Suite) {
    report(suite, |case| {
        let [first, second] = [native::observe(case)?.compared(case), native::observe(case)?.compared(case)];
        if env::var_os("VIVARIUM_SHOW").is_some() {
            return Ok(Some(first));
        }
        let difference = difference::unified("first", &first, "second", &second);
        Ok((!difference.is_empty()).then_some(difference))
    });
}

fn report(suite: Suite, judge: impl Fn(&Case) -> Result<Option<String>> + Sync) {
    let mut cases = read_suite(suite).unwrap_or_else(|error| panic!("{error:#}"));
    let filter = env::var(FILTER).unwrap_or_default();
    cases.retain(|case| case.name.contains(&filter));
    assert!(!cases.is_empty(), "no case of {} is named `{filter}`", suite.folder());
    let failures = judge_all(&cases, judge);
    let known = cases.iter().filter(|case| case.differs.is_some()).count();
    let counts = format!(
        "{}: {} cases, {} failed, {known} known to differ",
        suite.folder(),
        cases.len(),
        failures.len()
    );
    for (name, why) in &failures {
        println!("{name}\n{}", indent(why));
    }
    println!("{counts}");
    assert!(failures.is_empty(), "{counts}");
}

fn judge_all(
    cases: &[Case],
    judge: impl Fn(&Case) -> Result<Option<String>> + Sync,
) -> Vec<(String, String)> {
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let judged = judge(case).context("the oracle failed");
                    let failure = judged.unwrap_or_else(|error| Some(format!("{error:#}\n")));
                    if let Some(why) = failure {
                        failures.lock().expect("no judge panics").push((case.name.clone(), why));
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().expect("no judge panics");
    failures.sort();
    failures
}

/// The first lines of what the sandbox wrote to stderr, which often say why a case differs.
fn hint(stderr: &str) -> String {
    stderr.lines().take(6).map(|line| format!("stderr of the sandbox: {line}\n")).collect()
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}
