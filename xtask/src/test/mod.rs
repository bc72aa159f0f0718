//! `xtask test` and `xtask ci`: everything that proves the project, and how much that was.

mod libc;

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;

use crate::build::{OutOfTime, Workshop};
use crate::command;
use crate::demo;
use crate::image;
use crate::oracle;
use crate::tidy;

/// The crate whose suites compare the sandbox with Linux.
const SUITES: &str = "vivarium-tests";

/// Those of its tests that need the image for data.
const SCIENCE: Tier = Tier { part: Part::Science, image: image::DATA, tests: ["science", "smoke_data"] };

/// Those that need the image with all there is.
const FULL: Tier = Tier { part: Part::Full, image: image::FULL, tests: ["full", "smoke_full"] };

/// How long continuous integration begins to build recipes: it has 90 minutes, one may take 17, and tests follow.
const CI_BUILDS: Duration = Duration::from_secs(45 * 60);

/// The workspaces of the tree, whose format is checked.
const WORKSPACES: [&str; 3] = [".", "shell", "shell/tools"];

/// A part of what is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// The rules of `xtask tidy`, rustfmt and clippy
    Lint,
    /// The tests of each crate
    Unit,
    /// The programs that test the guests' C library
    Libc,
    /// The cases that compare the sandbox with Linux
    Suites,
    /// Those of them that need the image for data
    Science,
    /// Those of them that need the image with all there is
    Full,
}

/// A part for an image that is bigger than the base image.
struct Tier {
    part: Part,
    image: &'static str,
    tests: [&'static str; 2],
}

/// Runs the parts, or all there are, and says how many tests that were.
pub(crate) fn test(workshop: &Workshop, parts: &[Part]) -> Result<()> {
    let parts = if parts.is_empty() { Part::value_variants() } else { parts };
    let mut counts = Counts::default();
    for part in parts {
        match part {
            Part::Lint => lint(workshop)?,
            Part::Unit => counts.add(&unit(workshop)?),
            Part::Libc => counts.add(&libc::run(workshop)?),
            Part::Suites => counts.add(&suites(workshop)?),
            Part::Science => counts.add(&tier(workshop, &SCIENCE)?),
            Part::Full => counts.add(&tier(workshop, &FULL)?),
        }
    }
    ensure!(counts.failed == 0 && counts.broken == 0, "{counts}");
    println!("{counts}");
    Ok(())
}

/// What continuous integration does: the tests, and the demonstration as a user would see it. On a machine that has
/// nothing, the bigger images take more than an hour: they come last, and as far as they are made in time.
pub(crate) fn ci(mut workshop: Workshop) -> Result<()> {
    let deadline = Instant::now() + CI_BUILDS;
    test(&workshop, &[Part::Lint, Part::Unit, Part::Libc, Part::Suites])?;
    demo::demo(&workshop)?;
    workshop.deadline = Some(deadline);
    for tier in [SCIENCE, FULL] {
        match test(&workshop, &[tier.part]) {
            Err(error) if error.is::<OutOfTime>() => {
                eprintln!("the tests of the image `{}` are left out: {error:#}", tier.image);
            }
            result => result?,
        }
    }
    Ok(())
}

fn lint(workshop: &Workshop) -> Result<()> {
    tidy::tidy(&workshop.tree)?;
    for workspace in WORKSPACES {
        if workshop.tree.join(workspace).join("Cargo.toml").is_file() {
            let mut format = cargo(workshop, &["fmt", "--check"]);
            command::interactive(format.current_dir(workshop.tree.join(workspace)))?;
        }
    }
    let mut clippy = cargo(workshop, &["clippy", "--release", "--locked", "--workspace", "--all-targets"]);
    command::interactive(clippy.args(["--", "-D", "warnings", "-D", "clippy::too_many_lines"]))
}

fn unit(workshop: &Workshop) -> Result<Counts> {
    // Tests of the runtime and of viv run programs of the image.
    image::named(workshop, image::BASE)?;
    let arguments = ["test", "--release", "--locked", "--workspace", "--exclude", SUITES, "--no-fail-fast"];
    run(cargo(workshop, &arguments))
}

fn suites(workshop: &Workshop) -> Result<Counts> {
    image::named(workshop, image::BASE)?;
    crate::viv::build(workshop)?;
    let skipped = [SCIENCE, FULL].into_iter().flat_map(|tier| tier.tests).flat_map(|test| ["--skip", test]);
    // Natively, the scripts for the base image may have more packages than they use.
    compare(workshop, image::DATA, &skipped.collect::<Vec<_>>())
}

fn tier(workshop: &Workshop, tier: &Tier) -> Result<Counts> {
    image::named(workshop, tier.image)?;
    compare(workshop, tier.image, &tier.tests)
}

/// Runs suites beside a native Python with the image's packages. They say on their output how many cases they have.
fn compare(workshop: &Workshop, image: &str, which: &[&str]) -> Result<Counts> {
    let arguments = [
        "test",
        "--release",
        "--locked",
        "--package",
        SUITES,
        "--no-fail-fast",
        "--",
        "--nocapture",
        "--exact",
    ];
    oracle::python(workshop, image)?;
    let mut tests = cargo(workshop, &arguments);
    tests.args(which);
    run(tests)
}

/// A command of cargo's, for which the base image is the default.
fn cargo(workshop: &Workshop, arguments: &[&str]) -> Command {
    let mut cargo = command::clean("cargo");
    cargo.args(arguments).env("VIVARIUM_IMAGE", image::BASE).current_dir(workshop.tree.root());
    cargo
}

/// How many tests there were.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: usize,
    failed: usize,
    /// Cases of the suites; each suite is one test besides.
    cases: usize,
    /// Test programs that ended badly: failed, did not build, or crashed.
    broken: usize,
}

impl Counts {
    fn add(&mut self, other: &Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.cases += other.cases;
        self.broken += other.broken;
    }

    /// Counts what a line of a test program's output says.
    fn read(&mut self, line: &str) {
        if let Some((_, result)) = line.split_once("test result: ") {
            self.passed += number_before(result, " passed").unwrap_or(0);
            self.failed += number_before(result, " failed").unwrap_or(0);
        } else if line.contains(" known to differ") {
            self.cases += number_before(line, " cases").unwrap_or(0);
        }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        let Counts { passed, failed, cases, broken } = self;
        write!(out, "{passed} tests passed, {failed} failed; {cases} cases compared with Linux")?;
        if *broken > 0 {
            write!(out, "; {broken} of the test programs ended badly")?;
        }
        Ok(())
    }
}

/// The number that stands before `word`.
fn number_before(line: &str, word: &str) -> Option<usize> {
    let (before, _) = line.split_once(word)?;
    before.rsplit(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

/// Runs tests, shows their output and counts.
fn run(mut tests: Command) -> Result<Counts> {
    let mut child = tests.stdout(Stdio::piped()).spawn().context("cannot start cargo")?;
    let output = child.stdout.take().expect("standard output is piped");
    let mut counts = Counts::default();
    let mut out = std::io::stdout().lock();
    for line in BufReader::new(output).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        counts.read(&line);
        writeln!(out, "{line}")?;
    }
    counts.broken = usize::from(!child.wait()?.success());
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_and_cases_are_counted() {
        let mut counts = Counts::default();
        counts.read("running 3 tests");
        counts.read("test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out");
        counts.read("shell: 151 cases, 0 failed, 2 known to differ");
        counts.read("test result: FAILED. 1 passed; 2 failed; 0 ignored");
        assert_eq!(counts, Counts { passed: 13, failed: 2, cases: 151, broken: 0 });
    }
}
