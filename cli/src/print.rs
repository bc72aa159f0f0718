use std::io::{self, Write};

use anyhow::{Context as _, Result};
use clap::Args;
use serde_json::Value;

/// How a result is written.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Format {
    /// Writes JSON
    #[arg(long = "json")]
    pub(crate) is_json: bool,
}

/// Writes text to stdout.
pub(crate) fn print(text: &str) -> Result<()> {
    print_bytes(text.as_bytes())
}

/// Writes to stdout; a reader that has gone is no failure.
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot write to stdout"),
    }
}

/// Writes a value to stdout, for people to read too.
pub(crate) fn print_json(value: &Value) -> Result<()> {
    print(&format!("{value:#}\n"))
}
