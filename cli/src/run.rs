use std::process::ExitCode;

use anyhow::{Context as _, Result};
use vivarium::{
    ContainerOptions, Exec, Input, Interrupt, Limits, Output, Runtime, RuntimeOptions, TerminalSize,
};

use crate::arguments::{Bounds, Run, Stdin};
use crate::ending;
use crate::host_stream::HostStream;
use crate::signals::Signals;

/// Runs a command in a new container.
pub(crate) fn run(run: Run) -> Result<ExitCode> {
    let tokio = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        // A busy guest yields every few milliseconds; signals and timers are looked at each time.
        .event_interval(1)
        .build()
        .context("cannot start")?;
    tokio.block_on(run_async(run))
}

async fn run_async(run: Run) -> Result<ExitCode> {
    let signals = Signals::listen()?;
    let limits = limits(&run.bounds);
    let runtime = Runtime::open(RuntimeOptions { image: run.image, instances: limits.processes })?;
    let mut options = ContainerOptions { mounts: run.mounts, ..Default::default() };
    // The container has this one run.
    options.limits.memory_bytes = limits.memory_bytes;
    options.limits.processes = limits.processes;
    if let Some(disk) = &run.bounds.disk {
        options.limits.disk_bytes = disk.bytes();
    }
    let container = runtime.container(options)?;

    let interrupt = Interrupt::new();
    let mut exec = Exec::new(run.argv).cwd(run.workdir).limits(limits).interrupt(interrupt.clone());
    if let Some(size) = terminal_size() {
        exec = exec.terminal(size);
        exec = exec.env("TERM", std::env::var("TERM").unwrap_or_else(|_| "xterm".into()));
    }
    for (name, value) in run.environment {
        exec = exec.env(name, value);
    }
    exec = exec.stdout(Output::Writer(Box::new(HostStream::stdout()?)));
    exec = exec.stderr(Output::Writer(Box::new(HostStream::stderr()?)));
    if run.stdin == Stdin::Inherited {
        exec = exec.stdin(Input::Reader(Box::new(HostStream::stdin()?)));
    }

    let outcome = tokio::select! {
        outcome = container.exec(exec) => outcome,
        () = signals.forward(&interrupt) => return Ok(ending::killed()),
    };
    Ok(outcome.map_or_else(ending::not_started, |outcome| ending::ended(&outcome, &run.bounds)))
}

fn limits(bounds: &Bounds) -> Limits {
    let usual = Limits::default();
    Limits {
        memory_bytes: bounds.memory.as_ref().map_or(usual.memory_bytes, |flag| flag.bytes()),
        fuel: bounds.fuel,
        cpu_time: bounds.cpu_time.as_ref().map(|flag| flag.value()),
        wall_time: bounds.timeout.as_ref().map(|flag| flag.value()),
        processes: bounds.processes.unwrap_or(usual.processes),
        // Output goes through as it comes: no limit but the user's.
        output_bytes: bounds.output.as_ref().map_or(u64::MAX, |flag| flag.bytes()),
        ..usual
    }
}

/// The size of the terminal that stdout is, if it is one.
fn terminal_size() -> Option<TerminalSize> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    Some(TerminalSize { rows: size.ws_row, columns: size.ws_col })
}
