//! Measures the sandbox beside the same programs run natively and by its peers, in the same minutes on the same machine.
//!
//! `cargo xtask bench` and `cargo xtask bench peers`. Each way to run a program is a *driver*: a process that makes
//! sandboxes on request and times them itself. Where ways are compared they take turns, round by round, so that what
//! else the machine does hits all of them alike.

mod arguments;
mod date;
mod driver;
mod machine;
mod plan;
mod plot;
mod report;
mod rounds;
mod samples;
mod script;
mod table;
mod target;
mod way;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use arguments::{Arguments, Task};

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Measure(measure) => {
            let plan = plan::Plan::new(&measure)?;
            let report = table::measure(&plan, &measure)?;
            report::publish(&report, &measure)
        }
        Task::Drive(driver) => driver::serve(driver),
    }
}
