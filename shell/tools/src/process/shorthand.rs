use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, ExitCode};

use super::report_failure;

/// egrep(1): `grep -E`.
pub(crate) fn run_egrep(args: Vec<OsString>) -> ExitCode {
    with_option("grep", "-E", &args)
}

/// fgrep(1): `grep -F`.
pub(crate) fn run_fgrep(args: Vec<OsString>) -> ExitCode {
    with_option("grep", "-F", &args)
}

/// gunzip(1): `gzip -d`.
pub(crate) fn run_gunzip(args: Vec<OsString>) -> ExitCode {
    with_option("gzip", "-d", &args)
}

/// zcat(1): `gzip -cd`.
pub(crate) fn run_zcat(args: Vec<OsString>) -> ExitCode {
    with_option("gzip", "-cd", &args)
}

fn with_option(program: &str, option: &str, args: &[OsString]) -> ExitCode {
    let error = Command::new(program).arg(option).args(&args[1..]).exec();
    report_failure(&args[0].to_string_lossy(), &program.into(), &error)
}
