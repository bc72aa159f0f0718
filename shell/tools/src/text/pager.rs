use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

/// less(1) and more(1) where no one turns pages: they copy, as both do when standard output is no terminal.
pub(crate) fn run(args: Vec<OsString>) -> ExitCode {
    let files: Vec<OsString> = args[1..]
        .iter()
        .filter(|arg| *arg == "-" || !arg.to_string_lossy().starts_with(['-', '+']))
        .cloned()
        .collect();
    super::for_each("less", &files, |mut input, output| io::copy(&mut input, output).map(drop))
}
