use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Waker};

use tokio::io::{AsyncRead, AsyncWrite};
use vivarium_abi::{Signal, SignalSet};

use crate::Limits;

pub use vivarium_abi::TerminalSize;

/// One run's request: what to execute, with what, within which limits.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// use vivarium::{ContainerOptions, Exec, Input};
///
/// let container = runtime.container(ContainerOptions::default())?;
/// let exec = Exec::new(["python3", "-c", "import os, sys; print(os.environ['WHO'], sys.stdin.read())"])
///     .env("WHO", "ada")
///     .cwd("/tmp")
///     .stdin(Input::Bytes(b"lovelace".to_vec()));
/// assert_eq!(container.exec(exec).await?.stdout, b"ada lovelace\n");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Exec {
    /// Arguments, the program first. A name without `/` is looked for in the `PATH` of `env`.
    pub argv: Vec<Vec<u8>>,
    /// Environment, as name and value.
    pub env: Vec<(Vec<u8>, Vec<u8>)>,
    /// Working directory.
    pub cwd: Vec<u8>,
    /// Where descriptor 0 reads from.
    pub stdin: Input,
    /// Where descriptor 1 writes to.
    pub stdout: Output,
    /// Where descriptor 2 writes to.
    pub stderr: Output,
    /// The terminal's size, where descriptors 0 to 2 stand for one.
    pub terminal: Option<TerminalSize>,
    /// What the run may use.
    pub limits: Limits,
    /// A handle that signals the run from outside.
    pub interrupt: Option<Interrupt>,
}

impl Exec {
    /// A request for a program and its arguments, with the usual environment and captured output.
    pub fn new<A: Into<Vec<u8>>>(argv: impl IntoIterator<Item = A>) -> Self {
        let env = [
            ("HOME", "/root"),
            ("HOSTNAME", "vivarium"),
            ("LANG", "C.UTF-8"),
            ("PATH", "/usr/local/bin:/usr/bin:/bin"),
            ("USER", "root"),
        ];
        Self {
            argv: argv.into_iter().map(Into::into).collect(),
            env: env.map(|(name, value)| (name.into(), value.into())).into(),
            cwd: b"/root".to_vec(),
            stdin: Input::Empty,
            stdout: Output::Capture,
            stderr: Output::Capture,
            terminal: None,
            limits: Limits::default(),
            interrupt: None,
        }
    }

    /// Sets one environment variable, in place of an earlier value.
    #[must_use]
    pub fn env(mut self, name: impl Into<Vec<u8>>, value: impl Into<Vec<u8>>) -> Self {
        let name = name.into();
        self.env.retain(|(known, _)| *known != name);
        self.env.push((name, value.into()));
        self
    }

    /// Sets the working directory.
    #[must_use]
    pub fn cwd(mut self, path: impl Into<Vec<u8>>) -> Self {
        self.cwd = path.into();
        self
    }

    /// Sets where descriptor 0 reads from.
    #[must_use]
    pub fn stdin(mut self, input: Input) -> Self {
        self.stdin = input;
        self
    }

    /// Sets where descriptor 1 writes to.
    #[must_use]
    pub fn stdout(mut self, output: Output) -> Self {
        self.stdout = output;
        self
    }

    /// Sets where descriptor 2 writes to.
    #[must_use]
    pub fn stderr(mut self, output: Output) -> Self {
        self.stderr = output;
        self
    }

    /// Makes descriptors 0 to 2 a terminal of this size; 0 stays [`Input::Empty`].
    #[must_use]
    pub fn terminal(mut self, size: TerminalSize) -> Self {
        self.terminal = Some(size);
        self
    }

    /// Sets what the run may use.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Has `interrupt` signal this run.
    #[must_use]
    pub fn interrupt(mut self, interrupt: Interrupt) -> Self {
        self.interrupt = Some(interrupt);
        self
    }
}

/// Where a run's stdin comes from.
#[derive(Default)]
pub enum Input {
    /// From `/dev/null`, also where the others are a terminal.
    #[default]
    Empty,
    /// These bytes.
    Bytes(Vec<u8>),
    /// A reader, asked only for what the guest has room for.
    Reader(Box<dyn AsyncRead + Send + Unpin>),
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Reader(_) => f.write_str("Reader"),
        }
    }
}

/// Where a run's stdout or stderr goes.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// use tokio::io::{AsyncBufReadExt, BufReader};
/// use vivarium::{ContainerOptions, Exec, Output};
///
/// let container = runtime.container(ContainerOptions::default())?;
/// let (reader, writer) = tokio::io::duplex(4096);
/// let exec = Exec::new(["bash", "-c", "for n in 1 2 3; do echo $n; sleep 0.01; done"]);
/// let run = container.exec(exec.stdout(Output::Writer(Box::new(writer))));
/// // Each line comes as it is written.
/// let lines = async {
///     let mut lines = BufReader::new(reader).lines();
///     let mut sum = 0;
///     while let Ok(Some(line)) = lines.next_line().await {
///         sum += line.parse::<u32>().unwrap_or_default();
///     }
///     sum
/// };
/// let (outcome, sum) = tokio::join!(run, lines);
/// assert_eq!((outcome?.status.code(), sum), (0, 6));
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
pub enum Output {
    /// Into the [`Outcome`](crate::Outcome).
    #[default]
    Capture,
    /// To a writer, as it comes; flushed whenever the run waits, and at its end.
    Writer(Box<dyn AsyncWrite + Send + Unpin>),
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Capture => "Capture",
            Self::Writer(_) => "Writer",
        })
    }
}

/// Signals a run from outside, as a terminal does for Ctrl-C. Cheap to clone.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// use vivarium::{ContainerOptions, Exec, ExitStatus, Interrupt, Signal};
///
/// let container = runtime.container(ContainerOptions::default())?;
/// let interrupt = Interrupt::new();
/// let run = container.exec(Exec::new(["sleep", "100"]).interrupt(interrupt.clone()));
/// let press = async {
///     tokio::time::sleep(std::time::Duration::from_millis(50)).await;
///     interrupt.send(Signal::SIGINT);
/// };
/// let (outcome, ()) = tokio::join!(run, press);
/// assert_eq!(outcome?.status, ExitStatus::Signaled(Signal::SIGINT));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<Mutex<Pending>>);

#[derive(Debug, Default)]
struct Pending {
    signals: SignalSet,
    run: Option<Waker>,
}

impl Interrupt {
    /// Makes a handle; give it to [`Exec::interrupt`] and keep a clone.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends `signal` to the foreground process group of the run.
    pub fn send(&self, signal: Signal) {
        let mut pending = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pending.signals.insert(signal);
        if let Some(run) = pending.run.take() {
            run.wake();
        }
    }

    /// Takes the signals sent so far, and has the next one wake `context`'s task.
    pub(crate) fn take(&self, context: &Context<'_>) -> SignalSet {
        let mut pending = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pending.run = Some(context.waker().clone());
        std::mem::take(&mut pending.signals)
    }
}
