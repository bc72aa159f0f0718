//! Tools that start, stop and time processes.

pub(crate) mod kill;
pub(crate) mod nice;
pub(crate) mod nohup;
pub(crate) mod shorthand;
pub(crate) mod time;
pub(crate) mod timeout;
pub(crate) mod which;

use std::ffi::OsString;
use std::io;
use std::process::{Command, ExitCode};

/// Exit status of a command that was found and could not be run.
const CANNOT_RUN: u8 = 126;
/// Exit status of a command that was not found.
const NOT_FOUND: u8 = 127;

/// Builds the command that a tool's remaining arguments name.
fn command(words: &[OsString]) -> Option<Command> {
    let (program, args) = words.split_first()?;
    let mut command = Command::new(program);
    command.args(args);
    Some(command)
}

/// Says why a command did not start, as GNU's tools do.
fn report_failure(tool: &str, program: &OsString, error: &io::Error) -> ExitCode {
    let reason = uucore::error::strip_errno(error);
    eprintln!("{tool}: failed to run command '{}': {reason}", program.to_string_lossy());
    ExitCode::from(if error.kind() == io::ErrorKind::NotFound { NOT_FOUND } else { CANNOT_RUN })
}

/// Turns a wait(2) status word into what a shell shows.
fn shell_status(status: i32) -> u8 {
    match status & 0x7f {
        0 => (status >> 8 & 0xff) as u8,
        signal => 128 + signal as u8,
    }
}
