//! What is made of the figures: Markdown, plots, and the raw results.

mod figure;
mod markdown;
mod splice;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::arguments::Measure;
use crate::plot;
use crate::table::Report;

pub(crate) use figure::{mark, ratio, show};

/// Where the plots lie, from the page that shows them.
const PLOTS: &str = "performance";

/// Prints the tables, and keeps them: those of a whole run where readers look, others under `target/`.
pub(crate) fn publish(report: &Report, arguments: &Measure) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("benches lie in the tree")?;
    // First what cannot be had again.
    let raw = save(report, arguments, root)?;
    let page = markdown::page(report, PLOTS);
    print!("{page}");
    let docs = if arguments.is_whole() && arguments.peers.is_some() {
        splice::into_file(&root.join("README.md"), &markdown::summary(report))?;
        root.join("docs")
    } else {
        root.join("target/bench")
    };
    let plots = docs.join(PLOTS);
    fs::create_dir_all(&plots)?;
    splice::into_file(&docs.join("performance.md"), &page)?;
    for (name, svg) in plot::all(report) {
        fs::write(plots.join(name), svg)?;
    }
    eprintln!("tables and plots: {}\nraw results: {}", docs.join("performance.md").display(), raw.display());
    Ok(())
}

/// Writes every sample to `benches/results/DATE-peers.json`, or beside the page if it is no whole run.
fn save(report: &Report, arguments: &Measure, root: &Path) -> Result<PathBuf> {
    let kind = if arguments.peers.is_some() { "-peers" } else { "" };
    let folder = if arguments.is_whole() { root.join("benches/results") } else { root.join("target/bench") };
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{}{kind}.json", report.date));
    fs::write(&path, format!("{}\n", serde_json::to_string(report)?))?;
    Ok(path)
}
