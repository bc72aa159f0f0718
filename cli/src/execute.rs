use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use tokio::io::{AsyncRead, AsyncWrite};
use vivarium::{
    Container, ContainerStore, Exec, Input, Interrupt, Mount, Output, Runtime, RuntimeOptions, TerminalSize,
};

use crate::host_stream::HostStream;
use crate::process::{Process, Setting};
use crate::results::Results;
use crate::screen::{Keyboard, Screen};
use crate::session::Session;
use crate::signals::{Keys, Signals};
use crate::{editor, ending, terminal};

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
    Runtime::open(RuntimeOptions { image: image.into(), instances: processes, ..Default::default() })
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
pub(crate) fn execute(container: &Container, process: &Process, command: Vec<OsString>) -> Result<ExitCode> {
    let _mode = terminal::Mode::keep();
    block_on(async {
        let signals = Signals::listen()?;
        let interrupt = Interrupt::new();
        let terminal = guest_terminal(process);
        let session = match terminal {
            Some(_) if process.interactive && terminal::edits() => {
                Some(editor::start(container.files()?, interrupt.clone())?)
            }
            _ => None,
        };
        let results = match &process.output_dir {
            Some(host) => Some(Results::expect(container.files()?, process, host)?),
            None => None,
        };
        let mut exec = exec(&process.setting, command, terminal).interrupt(interrupt.clone());
        if let Some(results) = &results {
            exec = results.tell(exec);
        }
        exec = match &session {
            Some(session) => attach(exec, session)?,
            None => {
                let stdin = if process.interactive { input(HostStream::stdin()?) } else { Input::Empty };
                let (stdout, stderr) = (HostStream::stdout()?, HostStream::stderr()?);
                exec.stdin(stdin).stdout(output(stdout)).stderr(output(stderr))
            }
        };
        let is_typed = process.interactive && terminal::is_stdin();
        let keyboard = if is_typed { Keys::Typed } else { Keys::Absent };
        let send = |signal| match &session {
            Some(session) => session.signal(signal),
            None => interrupt.send(signal),
        };
        let outcome = tokio::select! {
            outcome = container.exec(exec) => Some(outcome),
            () = signals.forward(keyboard, send) => None,
        };
        if let Some(results) = results {
            results.fetch()?;
        }
        Ok(match outcome {
            Some(Ok(outcome)) => ending::ended(&outcome, &process.setting.bounds),
            Some(Err(error)) => ending::not_started(error),
            None => ending::killed(),
        })
    })
}

/// A request for a command, without streams.
fn exec(setting: &Setting, command: Vec<OsString>, terminal: Option<TerminalSize>) -> Exec {
    let command = command.into_iter().map(OsString::into_vec);
    let mut exec = Exec::new(command).cwd(setting.workdir.0.clone()).limits(setting.bounds.limits());
    if let Some(size) = terminal {
        exec = exec.terminal(size).env("TERM", terminal::kind());
    }
    for variable in &setting.environment {
        if let Some(value) = &variable.value {
            exec = exec.env(variable.name.clone(), value.clone());
        }
    }
    exec
}

/// Has the line editor serve a shell; it says by what it writes when it wants a line.
fn attach(exec: Exec, session: &Arc<Session>) -> Result<Exec> {
    let screen = Screen::new(session)?;
    let exec = exec.env("TERM_PROGRAM", "viv").stdin(input(Keyboard::new(session)?));
    Ok(exec.stdout(output(screen.clone())).stderr(output(screen)))
}

fn input(reader: impl AsyncRead + Send + Unpin + 'static) -> Input {
    Input::Reader(Box::new(reader))
}

fn output(writer: impl AsyncWrite + Send + Unpin + 'static) -> Output {
    Output::Writer(Box::new(writer))
}

/// The terminal that a command gets: the one it is asked to have, or viv's, unless stdin comes from elsewhere.
fn guest_terminal(process: &Process) -> Option<TerminalSize> {
    if process.terminal {
        return Some(terminal::size_or_usual());
    }
    terminal::size().filter(|_| !process.interactive || terminal::is_stdin())
}
