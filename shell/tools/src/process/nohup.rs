use std::ffi::OsString;
use std::fs::File;
use std::io::{self, IsTerminal as _};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{ExitCode, Stdio};

use super::{command, report_failure};
use crate::posix;

/// Exit status when nohup itself fails.
const FAILED: u8 = 125;

/// nohup(1): runs a command that ignores SIGHUP.
pub(crate) fn run(args: Vec<OsString>) -> ExitCode {
    let words = &args[1..];
    let words = if words.first().is_some_and(|word| word == "--") { &words[1..] } else { words };
    let Some(mut command) = command(words) else {
        eprintln!("nohup: missing operand\nTry 'nohup --help' for more information.");
        return ExitCode::from(FAILED);
    };
    posix::ignore(posix::SIGHUP);
    if io::stdout().is_terminal() {
        match open_output() {
            Ok((file, path)) => {
                eprintln!("nohup: ignoring input and appending output to '{}'", path.display());
                command.stdin(Stdio::null()).stdout(file);
            }
            Err(error) => {
                eprintln!("nohup: failed to open 'nohup.out': {}", uucore::error::strip_errno(&error));
                return ExitCode::from(FAILED);
            }
        }
    }
    report_failure("nohup", &words[0], &command.exec())
}

fn open_output() -> io::Result<(File, PathBuf)> {
    let open = |path: PathBuf| Ok((File::options().create(true).append(true).open(&path)?, path));
    open("nohup.out".into()).or_else(|error| {
        let home = std::env::var_os("HOME").ok_or(error)?;
        open(PathBuf::from(home).join("nohup.out"))
    })
}
