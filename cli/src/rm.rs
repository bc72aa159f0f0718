use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use clap::Args;
use rustix::process::{Pid, Signal};
use vivarium::{ContainerStore, Error};

use crate::ending;
use crate::print::print;

/// How long an ended process may take to let go of a container.
const LET_GO_TIME: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(20);

const EXAMPLES: &str = "\
EXAMPLES
    viv rm a b
    viv rm -f a                  also where a `viv exec` or `viv shell` has it open: that is ended
    viv rm $(viv ps -aq)

Prints what it removed. Snapshots and forks keep their files.";

/// Removes containers and their files
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Rm {
    /// Ends the viv that has a container open; no error for a container that is not there
    #[arg(short, long)]
    force: bool,
    /// Removes snapshots; containers made from them keep their files
    #[arg(long)]
    snapshot: bool,
    /// The containers, or snapshots
    #[arg(value_name = "CONTAINER", required = true)]
    names: Vec<String>,
}

impl Rm {
    /// Removes each that it can, as rm(1).
    pub(crate) fn run(self, store: &ContainerStore) -> Result<ExitCode> {
        let mut code = ExitCode::SUCCESS;
        for name in &self.names {
            match self.remove(store, name) {
                Ok(()) => print(&format!("{name}\n"))?,
                Err(error) if self.force && is_missing(&error) => {}
                Err(error) => code = ending::fail(&error),
            }
        }
        Ok(code)
    }

    fn remove(&self, store: &ContainerStore, name: &str) -> Result<()> {
        if self.snapshot {
            store.remove_snapshot(name)?;
            return Ok(());
        }
        match store.remove(name) {
            Err(Error::Busy { pid: Some(pid), .. }) if self.force => {
                end(pid)?;
                remove_soon(store, name)
            }
            removed => Ok(removed.map(drop)?),
        }
    }
}

fn is_missing(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(Error::NoContainer(_) | Error::NoSnapshot(_)))
}

/// Kills a viv. The store is whole after that too.
fn end(pid: u32) -> Result<()> {
    let program = std::fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
    ensure!(
        program.trim_end() == "viv",
        "process {pid}, which has the container open, is no viv: end it yourself"
    );
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw).context("the lock names no process")?;
    rustix::process::kill_process(pid, Signal::KILL).context("cannot end the viv that has the container open")
}

/// Removes a container whose opener has just been ended.
fn remove_soon(store: &ContainerStore, name: &str) -> Result<()> {
    let deadline = Instant::now() + LET_GO_TIME;
    loop {
        match store.remove(name) {
            Err(Error::Busy { .. }) if Instant::now() < deadline => thread::sleep(PAUSE),
            removed => return Ok(removed.map(drop)?),
        }
    }
}
