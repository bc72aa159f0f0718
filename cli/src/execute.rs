use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use vivarium::{
    Container, ContainerStore, Exec, Input, Interrupt, Mount, Output, Runtime, RuntimeOptions, TerminalSize,
};

use crate::host_stream::HostStream;
use crate::process::Process;
use crate::signals::Signals;
use crate::{ending, terminal};

/// Runs a future to its end, on this thread.
pub(crate) fn block_on<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    let tokio = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        // A busy guest yields every few milliseconds; signals and timers are looked at each time.
        .event_interval(1)
        .build()
        .context("cannot start")?;
    tokio.block_on(future)
}

/// Opens an image, for a container with so many processes at a time.
pub(crate) fn runtime(image: &Path, processes: u32) -> Result<Runtime, vivarium::Error> {
    Runtime::open(RuntimeOptions { image: image.into(), instances: processes })
}

/// Opens a container that lasts, over the image it was made over.
pub(crate) fn open(
    store: &ContainerStore,
    container: &str,
    mounts: Vec<Mount>,
    processes: u32,
) -> Result<Container, vivarium::Error> {
    let image = store.inspect(container)?.image.path;
    runtime(&image, processes)?.open_container(store, container, mounts)
}

/// Runs a command in a container, with viv's own streams, to its end.
pub(crate) fn execute(container: &Container, process: Process, command: Vec<OsString>) -> Result<ExitCode> {
    block_on(async {
        let signals = Signals::listen()?;
        let interrupt = Interrupt::new();
        let mut exec = exec(&process, command.into_iter().map(OsString::into_vec), guest_terminal(&process))
            .interrupt(interrupt.clone())
            .stdout(Output::Writer(Box::new(HostStream::stdout()?)))
            .stderr(Output::Writer(Box::new(HostStream::stderr()?)));
        if process.interactive {
            exec = exec.stdin(Input::Reader(Box::new(HostStream::stdin()?)));
        }
        let outcome = tokio::select! {
            outcome = container.exec(exec) => outcome,
            () = signals.forward(&interrupt) => return Ok(ending::killed()),
        };
        Ok(outcome.map_or_else(ending::not_started, |outcome| ending::ended(&outcome, &process.bounds)))
    })
}

/// A request for a command, without streams.
pub(crate) fn exec(
    process: &Process,
    command: impl Iterator<Item = Vec<u8>>,
    terminal: Option<TerminalSize>,
) -> Exec {
    let mut exec = Exec::new(command).cwd(process.workdir.0.clone()).limits(process.bounds.limits());
    if let Some(size) = terminal {
        exec = exec.terminal(size).env("TERM", terminal::kind());
    }
    for variable in &process.environment {
        if let Some(value) = &variable.value {
            exec = exec.env(variable.name.clone(), value.clone());
        }
    }
    exec
}

/// The terminal that a command gets: the one it is asked to have, or viv's, unless stdin comes from elsewhere.
fn guest_terminal(process: &Process) -> Option<TerminalSize> {
    if process.terminal {
        return Some(terminal::size_or_usual());
    }
    terminal::size().filter(|_| !process.interactive || terminal::is_stdin())
}
