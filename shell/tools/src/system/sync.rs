use std::ffi::OsString;
use std::fs::File;
use std::process::ExitCode;

use crate::posix;

/// sync(1): all file systems, or the files named.
pub(crate) fn run(args: Vec<OsString>) -> ExitCode {
    let mut status = ExitCode::SUCCESS;
    let mut files = args[1..].iter().filter(|arg| !arg.to_string_lossy().starts_with('-')).peekable();
    if files.peek().is_none() {
        posix::sync();
    }
    for path in files {
        if let Err(error) = File::open(path).and_then(|file| file.sync_all()) {
            let reason = uucore::error::strip_errno(&error);
            eprintln!("sync: error opening '{}': {reason}", path.to_string_lossy());
            status = ExitCode::FAILURE;
        }
    }
    status
}
