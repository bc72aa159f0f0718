use std::fmt;
use std::time::Duration;

/// How much one run may use. Every queue, table, clock and allocation that a guest can grow has a field here.
///
/// `fuel`, `cpu_time`, `wall_time` and `output_bytes` are budgets of the whole process tree: one that is used up ends
/// the run, and [`Outcome::exceeded`](crate::Outcome::exceeded) names it. Of the others the guest only sees a failing
/// call: `memory.grow` gives −1, `fork` `EAGAIN`, `open` `EMFILE`, as on Linux.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// use std::time::Duration;
/// use vivarium::{ContainerOptions, Exec, LimitExceeded, Limits};
///
/// let container = runtime.container(ContainerOptions::default())?;
/// let limits = Limits { cpu_time: Some(Duration::from_millis(100)), ..Limits::default() };
/// let exec = Exec::new(["bash", "-c", "echo begun; while :; do :; done"]).limits(limits);
/// let outcome = container.exec(exec).await?;
/// assert_eq!(outcome.exceeded, Some(LimitExceeded::CpuTime));
/// assert_eq!(outcome.stdout, b"begun\n");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Linear memories, pipes and wasm tables of all processes together, in bytes. Default: 5 GiB.
    pub memory_bytes: u64,
    /// Fuel of all processes: a round of a loop costs 1, a call that may come again without a loop 1, a bulk memory
    /// operation 1 a byte. Default: none.
    pub fuel: Option<u64>,
    /// CPU time of all processes, the kernel's work for them included. Default: none.
    pub cpu_time: Option<Duration>,
    /// Time since the run began, whether or not anything runs. Default: none.
    pub wall_time: Option<Duration>,
    /// Processes at a time, zombies included. Default: 256.
    pub processes: u32,
    /// Open descriptors of each process. Default: 1024.
    pub descriptors: u32,
    /// Bytes written to stdout and stderr together. Default: 64 MiB for what is captured.
    pub output_bytes: u64,
    /// Arguments and environment of one program, with 8 bytes for each string. Default: 2 MiB, as on Linux.
    pub arguments_bytes: usize,
    /// Bytes that wait in one pipe. Default: 64 KiB, as on Linux.
    pub pipe_bytes: usize,
    /// Elements of each wasm table. Default: 262,144.
    pub table_elements: usize,
    /// How long background processes may go on after the first process has exited, while they have something to do
    /// but wait. Default: 100 ms.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory_bytes: 5 << 30,
            fuel: None,
            cpu_time: None,
            wall_time: None,
            processes: 256,
            descriptors: 1024,
            output_bytes: 64 << 20,
            arguments_bytes: 2 << 20,
            pipe_bytes: 64 << 10,
            table_elements: 1 << 18,
            grace: Duration::from_millis(100),
        }
    }
}

/// The budget that ended a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LimitExceeded {
    /// [`Limits::fuel`].
    Fuel,
    /// [`Limits::cpu_time`].
    CpuTime,
    /// [`Limits::wall_time`].
    WallTime,
    /// [`Limits::output_bytes`].
    Output,
}

impl fmt::Display for LimitExceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fuel => "fuel used up",
            Self::CpuTime => "CPU time used up",
            Self::WallTime => "timed out",
            Self::Output => "too much output",
        })
    }
}
