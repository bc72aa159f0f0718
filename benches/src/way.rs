use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use vivarium::{ContainerOptions, Exec};

use crate::workload::Workload;

/// A way to run a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// A process of the host.
    Native,
    /// A new container and a run in it, in a process that has opened the runtime.
    Library,
    /// The whole command `viv run`.
    Viv,
}

impl Way {
    /// Every way; the first is what the others are compared with.
    pub(crate) const ALL: [Self; 3] = [Self::Native, Self::Library, Self::Viv];

    /// The way's name in tables and results.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Library => "library",
            Self::Viv => "viv run",
        }
    }

    /// Runs a workload once, and times it from request to end.
    pub(crate) fn run(self, workload: &Workload) -> Result<Duration> {
        match self {
            Self::Native => native(workload),
            Self::Library => library(workload),
            Self::Viv => time(vivarium_tests::viv().command().arg("run").args(workload.argv)),
        }
    }
}

fn native(workload: &Workload) -> Result<Duration> {
    let (program, arguments) = workload.argv.split_first().context("a workload has a program")?;
    let mut command = if *program == "python3" {
        // The one with pandas.
        Command::new(vivarium_tests::oracle_python()?)
    } else {
        Command::new(program)
    };
    time(command.args(arguments).env("LC_ALL", "C.UTF-8"))
}

fn time(command: &mut Command) -> Result<Duration> {
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let status = command.status()?;
    let took = start.elapsed();
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(took)
}

fn library(workload: &Workload) -> Result<Duration> {
    static TOKIO: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    let tokio = TOKIO.get_or_init(|| {
        let built = tokio::runtime::Builder::new_current_thread().enable_time().build();
        built.expect("a runtime of one thread needs only memory")
    });
    let runtime = vivarium_tests::runtime()?;
    let start = Instant::now();
    let container = runtime.container(ContainerOptions::default())?;
    let outcome = tokio.block_on(container.exec(Exec::new(workload.argv.iter().copied())))?;
    let took = start.elapsed();
    let stderr = String::from_utf8_lossy(&outcome.stderr);
    ensure!(outcome.status.is_success(), "{} failed in the sandbox: {stderr}", workload.name);
    Ok(took)
}
