//! Tools that show and rearrange bytes and lines.

pub(crate) mod column;
pub(crate) mod dump;
pub(crate) mod pager;
pub(crate) mod rev;
pub(crate) mod strings;

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write as _};
use std::process::ExitCode;

/// Opens a file; `-` is standard input.
fn open(path: &OsString) -> io::Result<Box<dyn BufRead>> {
    Ok(if path == "-" { Box::new(io::stdin().lock()) } else { Box::new(BufReader::new(File::open(path)?)) })
}

/// Runs `body` on each file, or on standard input where there is none; says what cannot be read.
fn for_each(
    tool: &str,
    files: &[OsString],
    mut body: impl FnMut(Box<dyn BufRead>, &mut dyn io::Write) -> io::Result<()>,
) -> ExitCode {
    let mut output = BufWriter::new(io::stdout().lock());
    let mut status = ExitCode::SUCCESS;
    let standard_input = [OsString::from("-")];
    for path in if files.is_empty() { &standard_input[..] } else { files } {
        if let Err(error) = open(path).and_then(|input| body(input, &mut output)) {
            eprintln!("{tool}: {}: {}", path.to_string_lossy(), uucore::error::strip_errno(&error));
            status = ExitCode::FAILURE;
        }
    }
    match output.flush() {
        Ok(()) => status,
        Err(_) => ExitCode::FAILURE,
    }
}
