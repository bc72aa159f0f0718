//! Measures the sandbox beside the same programs run natively, in the same minutes on the same machine.
//!
//! `cargo run --release -p vivarium-benches [-- NAME]`. The ways take turns, round by round, so that what else the
//! machine does hits all of them alike.

mod date;
mod report;
mod samples;
mod way;
mod workload;

use std::env;

use anyhow::{Result, ensure};

use report::Report;
use samples::Samples;
use way::Way;
use workload::Workload;

fn main() -> Result<()> {
    let filter = env::args().nth(1).unwrap_or_default();
    let workloads: Vec<_> = workload::ALL.iter().filter(|workload| workload.name.contains(&filter)).collect();
    ensure!(!workloads.is_empty(), "no workload is named `{filter}`");
    let mut report = Report::new();
    for workload in workloads {
        eprintln!("{}: {} rounds", workload.name, workload.rounds);
        report.add(workload, measure(workload)?);
    }
    print!("{}", report.table());
    // Part of the workloads is no result to keep.
    if filter.is_empty() {
        eprintln!("raw results: {}", report.save()?.display());
    }
    Ok(())
}

/// Runs a workload in every way by turns.
fn measure(workload: &Workload) -> Result<Vec<(Way, Samples)>> {
    let mut measured: Vec<_> = Way::ALL.map(|way| (way, Samples::default())).into();
    for (way, _) in &measured {
        // Maps files and fills caches.
        way.run(workload)?;
    }
    for _ in 0..workload.rounds {
        for (way, samples) in &mut measured {
            samples.push(way.run(workload)?);
        }
    }
    Ok(measured)
}
