use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, ExitCode};

use super::report_failure;

/// egrep(1): `grep -E`.
pub(crate) fn run_extended(args: Vec<OsString>) -> ExitCode {
    grep("-E", &args)
}

/// fgrep(1): `grep -F`.
pub(crate) fn run_fixed(args: Vec<OsString>) -> ExitCode {
    grep("-F", &args)
}

fn grep(option: &str, args: &[OsString]) -> ExitCode {
    let error = Command::new("grep").arg(option).args(&args[1..]).exec();
    report_failure("egrep", &"grep".into(), &error)
}
