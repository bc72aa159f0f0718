use std::process::ExitCode;

use vivarium::{Errno, Error, LimitExceeded, Outcome};

use crate::bounds::Bounds;

const TIME_LIMIT: u8 = 124;
const OURS: u8 = 125;
const NOT_EXECUTABLE: u8 = 126;
const NOT_FOUND: u8 = 127;
const KILLED: u8 = 137;

/// Says why `viv` itself failed, and what can be done, and gives the exit code for it.
pub(crate) fn fail(error: &anyhow::Error) -> ExitCode {
    let advice = match error.downcast_ref() {
        Some(Error::Busy { .. }) => "; try again when that has ended",
        _ => "",
    };
    eprintln!("viv: {error:#}{advice}");
    ours()
}

/// The exit code of `viv`'s own failures.
pub(crate) fn ours() -> ExitCode {
    OURS.into()
}

/// Prints why there is nothing to do: a mistake in the command line, or a call for help. A mistake ends with 125, since
/// 2 could be a command's own code.
pub(crate) fn misused(usage: &clap::Error) -> ExitCode {
    // A closed stdout or stderr leaves nobody to tell.
    let _ = usage.print();
    if usage.use_stderr() { ours() } else { ExitCode::SUCCESS }
}

/// The exit code of a run that was ended from outside.
pub(crate) fn killed() -> ExitCode {
    KILLED.into()
}

/// Says why a run did not start, and gives the exit code that a shell would.
pub(crate) fn not_started(error: Error) -> ExitCode {
    match error {
        Error::Start { program, errno: Errno::ENOENT } => {
            eprintln!("viv: {program}: command not found");
            NOT_FOUND.into()
        }
        Error::Start { program, errno } => {
            eprintln!("viv: {program}: {errno}");
            NOT_EXECUTABLE.into()
        }
        error => fail(&error.into()),
    }
}

/// Names the limit that ended a run, and gives its exit code.
pub(crate) fn ended(outcome: &Outcome, bounds: &Bounds) -> ExitCode {
    let Some(exceeded) = outcome.exceeded else { return outcome.status.code().into() };
    let written =
        |flag: Option<&dyn std::fmt::Display>| flag.map_or_else(String::new, |flag| format!(" of {flag}"));
    let (limit, flag, code) = match exceeded {
        LimitExceeded::WallTime => (
            format!("time limit{}", written(bounds.timeout.as_ref().map(|v| v as _))),
            "--timeout",
            TIME_LIMIT,
        ),
        LimitExceeded::CpuTime => (
            format!("CPU time limit{}", written(bounds.cpu_time.as_ref().map(|v| v as _))),
            "--cpu-time",
            TIME_LIMIT,
        ),
        LimitExceeded::Fuel => {
            (format!("fuel limit{}", written(bounds.fuel.as_ref().map(|v| v as _))), "--fuel", TIME_LIMIT)
        }
        LimitExceeded::Output => {
            (format!("output limit{}", written(bounds.output.as_ref().map(|v| v as _))), "--output", KILLED)
        }
    };
    eprintln!("viv: {limit} reached ({flag})");
    code.into()
}
