//! The command-line tools of the sandbox as one program; the name it is called by decides.

mod posix;
mod process;
mod system;
mod table;
mod text;

use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let name = args.first().map(|path| path.to_string_lossy()).unwrap_or_default();
    let name = name.rsplit('/').next().unwrap_or_default();
    let Some(run) = table::find(name) else {
        eprintln!("{name}: not one of the tools");
        return ExitCode::from(127);
    };
    run(args)
}
