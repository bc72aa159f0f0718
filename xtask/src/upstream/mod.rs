//! `xtask upstream`: a package's own tests, in the sandbox and natively, and what came of each file.

mod bench;
mod record;
mod report;
mod run;
mod side;
mod suite;

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::build::Workshop;
use crate::image;
use bench::Bench;
use report::Report;
use run::Run;
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
    /// Runs what was tested in another image, too, not only what failed there for no known reason
    #[arg(long)]
    again: bool,
    /// How many files are run at a time
    #[arg(long, value_name = "N", default_value_t = 1)]
    jobs: usize,
    /// The directory of an image to test, instead of the image that this tree makes
    #[arg(long, value_name = "DIR")]
    image: Option<PathBuf>,
}

/// Runs the tests that have no result that holds for this image, one process per file, and writes down all results.
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
        None => image::make(workshop, &suite.image)?,
    };
    let sandbox = Side::sandbox(workshop, &suite, &bench, image)?;
    let step = workshop.progress.step(&suite.package);
    let report = Report::new(&suite, &bench.version, files.len());
    let written = workshop.tree.join(RESULTS).join(format!("{}.toml", suite.package));
    let written = arguments.files.is_empty().then_some(written.as_path());
    let run = Run { bench: &bench, suite: &suite, native: &native, sandbox: &sandbox, written };
    let report = run.run(&step, report, chosen, arguments)?;
    if written.is_none() {
        report.print_failures();
    }
    step.done(&report.summary());
    Ok(())
}
