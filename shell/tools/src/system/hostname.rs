use std::ffi::OsString;
use std::process::ExitCode;

use crate::posix;

/// hostname(1): prints the name; it cannot be set.
pub(crate) fn run(args: Vec<OsString>) -> ExitCode {
    match args.get(1).and_then(|arg| arg.to_str()) {
        None | Some("-s" | "--short" | "-f" | "--fqdn" | "--long") => {}
        Some("-i" | "-I" | "--ip-address" | "--all-ip-addresses") => {
            println!();
            return ExitCode::SUCCESS;
        }
        Some(_) => {
            eprintln!("hostname: you must be root to change the host name");
            return ExitCode::FAILURE;
        }
    }
    match posix::hostname() {
        Ok(name) => {
            println!("{name}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("hostname: {}", uucore::error::strip_errno(&error));
            ExitCode::FAILURE
        }
    }
}
