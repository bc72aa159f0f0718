//! Drivers: processes that make sandboxes on request, a line of JSON each way, and time them themselves.
//!
//! The library and the commands of the host are driven by this program; peers by the programs in `benches/peers`, which
//! speak the same protocol. A way's memory is that of its driver and of all processes below it.

mod client;
mod command;
mod library;
mod protocol;
mod serve;

use anyhow::Result;

use crate::arguments::Drive;
use crate::machine;
use crate::script::Script;

pub(crate) use client::Driver;
pub(crate) use protocol::{Answer, Request};

/// What a driver does in its own way.
trait Sandboxes {
    /// Makes a sandbox, runs the script in it to the end, and is rid of it; returns what the script wrote.
    fn run(&self, script: &Script) -> Result<Vec<u8>>;

    /// Makes a sandbox that has run the script, and keeps it alive.
    fn hold(&mut self, script: &Script) -> Result<()>;

    /// Has each live sandbox answer a line, and returns how long each took, in nanoseconds.
    fn ask_all(&mut self) -> Result<Vec<u64>>;

    /// Another driver of the same kind, for another thread.
    fn another(&self) -> Result<Box<dyn Sandboxes + Send>>;
}

/// Answers requests from standard input until it ends.
pub(crate) fn serve(drive: Drive) -> Result<()> {
    machine::allow_files()?;
    match drive {
        Drive::Library { instances } => serve::serve(&mut library::Library::open(instances)?),
        Drive::Command { python, prefix } => serve::serve(&mut command::Commands::new(python, prefix)),
    }
}
