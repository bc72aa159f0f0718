//! `xtask upstream`: a package's own tests, in the sandbox and natively, and what came of each file.

mod bench;
mod record;
mod report;
mod side;
mod suite;

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::build::Workshop;
use crate::image;
use bench::Bench;
use report::Report;
use side::Side;
use suite::Suite;

/// Where results are kept.
const RESULTS: &str = "tests/upstream";

#[derive(Args)]
pub(crate) struct Arguments {
    /// The package: a file of xtask/upstream
    package: String,
    /// Only these files of tests; shows what fails there, and writes nothing
    files: Vec<String>,
    /// Runs nothing; writes down what earlier runs have found
    #[arg(long)]
    recorded: bool,
    /// The directory of an image to test, instead of the image that this tree makes
    #[arg(long, value_name = "DIR")]
    image: Option<PathBuf>,
}

/// Runs the tests that have no result yet for this image, one process per file, and writes down all results.
pub(crate) fn upstream(workshop: &Workshop, arguments: &Arguments) -> Result<()> {
    let suite = Suite::read(&workshop.tree, &arguments.package)?;
    let bench = Bench::set_up(workshop, &suite)?;
    let files = suite.files(&bench.release)?;
    let chosen = if arguments.files.is_empty() { &files } else { &arguments.files };
    for file in chosen {
        ensure!(files.contains(file), "{} has no file of tests {file}", suite.package);
    }
    let native = Side::native(workshop, &suite, &bench)?;
    let image = match &arguments.image {
        Some(image) => image.canonicalize().with_context(|| format!("no image {}", image.display()))?,
        None => image::make(workshop, image::DATA)?,
    };
    let sandbox = Side::sandbox(workshop, &suite, &bench, image)?;
    let step = workshop.progress.step(&suite.package);
    let mut report = Report::new(&suite, &bench.version, files.len());
    let written = workshop.tree.join(RESULTS).join(format!("{}.toml", suite.package));
    for (number, file) in chosen.iter().enumerate() {
        step.detail(&format!("{file}, {} of {}", number + 1, chosen.len()));
        let (expected, found) = if arguments.recorded {
            (native.record(file)?, Some(sandbox.record(file)?))
        } else {
            let expected = native.run(&bench, &suite, file)?;
            let found = if expected.passes() { Some(sandbox.run(&bench, &suite, file)?) } else { None };
            (expected, found)
        };
        if let Some(found) = found.filter(|found| expected.is_complete && found.is_complete) {
            report.add(file, &expected, &found);
        }
        if arguments.files.is_empty() {
            report.write(&written)?;
        }
    }
    if !arguments.files.is_empty() {
        report.print_failures();
    }
    step.done(&report.summary());
    Ok(())
}
