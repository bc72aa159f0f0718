use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, thread};

use anyhow::{Context as _, Result, ensure};

use crate::{Case, Observation, Suite, difference, native, read_suite, sandbox, tolerance, written};

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
        let native = native::observe(case)?;
        let sandbox = match sandbox::observe(case) {
            Ok(seen) => seen,
            Err(error) => return Ok(Some(format!("the sandbox failed: {error:#}\n"))),
        };
        let [expected, actual] = compared(case, &native, &sandbox)?;
        Ok(match (&case.differs, expected == actual) {
            (None, false) => {
                let difference = difference::unified("native", &expected, "sandbox", &actual);
                Some(format!("{difference}{}", hint(&String::from_utf8_lossy(&sandbox.stderr))))
            }
            (Some(reason), true) => Some(format!("it agrees now, drop `differs: {reason}`\n")),
            _ => None,
        })
    });
}

/// What must be equal of two observations.
fn compared(case: &Case, native: &Observation, sandbox: &Observation) -> Result<[String; 2]> {
    let (expected, actual) = (native.compared(case), sandbox.compared(case));
    if !case.suite.compares_files() {
        return Ok([expected, actual]);
    }
    // Two that fail alike would show nothing.
    ensure!(
        native.status == 0,
        "the script ends with {}: {}",
        native.status,
        String::from_utf8_lossy(&native.stderr)
    );
    let files = written::describe(case.suite, native, sandbox)?;
    let (expected, actual) = (expected + &files[0], actual + &files[1]);
    let actual = tolerance::aligned(&expected, &actual);
    Ok([expected, actual])
}

/// Runs every case of a suite by its oracle alone, twice: a case that is not sure of its output tests nothing.
///
/// # Panics
/// With the differences between the two runs.
pub fn check_oracle(suite: Suite) {
    report(suite, |case| {
        let [first, second] = compared(case, &native::observe(case)?, &native::observe(case)?)?;
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
