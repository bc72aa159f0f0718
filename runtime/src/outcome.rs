use std::time::Duration;

use vivarium_abi::Signal;

use crate::LimitExceeded;

/// How a run ended.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// use vivarium::{ContainerOptions, Exec, ExitStatus};
///
/// let container = runtime.container(ContainerOptions::default())?;
/// let outcome = container.exec(Exec::new(["bash", "-c", "echo out; echo err >&2; exit 3"])).await?;
/// assert_eq!(outcome.status, ExitStatus::Exited(3));
/// assert_eq!((&outcome.stdout[..], &outcome.stderr[..]), (&b"out\n"[..], &b"err\n"[..]));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How the first process ended; killed by SIGKILL where a limit ended the run.
    pub status: ExitStatus,
    /// What went to stdout, where it was captured.
    pub stdout: Vec<u8>,
    /// What went to stderr, where it was captured.
    pub stderr: Vec<u8>,
    /// The budget that ended the run, if one did.
    pub exceeded: Option<LimitExceeded>,
    /// What the run used.
    pub usage: Usage,
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExitStatus {
    /// By itself, with this code.
    Exited(u8),
    /// By a signal.
    Signaled(Signal),
}

impl ExitStatus {
    /// The code that a shell shows in `$?`: the exit code, or 128 + the signal's number.
    pub const fn code(self) -> u8 {
        match self {
            Self::Exited(code) => code,
            Self::Signaled(signal) => 128 + signal.number(),
        }
    }

    /// Whether the process exited with 0.
    pub const fn is_success(self) -> bool {
        matches!(self, Self::Exited(0))
    }
}

/// What a run used, all its processes together.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// use vivarium::{ContainerOptions, Exec};
///
/// let container = runtime.container(ContainerOptions::default())?;
/// let usage = container.exec(Exec::new(["bash", "-c", "seq 1000 > /tmp/f"])).await?.usage;
/// assert_eq!(usage.file_written_bytes, 3893);
/// assert!(usage.fuel > 0 && usage.memory_peak_bytes > 0 && usage.cpu_time <= usage.wall_time);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// CPU time.
    pub cpu_time: Duration,
    /// Time from start to end.
    pub wall_time: Duration,
    /// Fuel; see [`Limits::fuel`](crate::Limits::fuel).
    pub fuel: u64,
    /// Most memory in use at one time, in bytes.
    pub memory_peak_bytes: u64,
    /// Processes started.
    pub processes: u64,
    /// Bytes written to stdout and stderr.
    pub output_bytes: u64,
    /// Bytes read from files.
    pub file_read_bytes: u64,
    /// Bytes written to files.
    pub file_written_bytes: u64,
}
