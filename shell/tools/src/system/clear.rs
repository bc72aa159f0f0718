use std::ffi::OsString;
use std::process::ExitCode;

/// clear(1): the cursor home, the screen and what scrolled off it gone.
pub(crate) fn run(_: Vec<OsString>) -> ExitCode {
    print!("\x1b[H\x1b[2J\x1b[3J");
    ExitCode::SUCCESS
}
