use std::io::ErrorKind;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use vivarium_abi::{Errno, TerminalSize};

use super::wait_list::WaitList;
use super::{Interest, Readiness, SysResult};
use crate::{Input, Output};

/// What is asked of the host at a time, and read ahead at most.
const READ_AHEAD: usize = 64 << 10;

/// A descriptor that the caller of the run serves: stdin, stdout, stderr, the terminal.
#[derive(Clone)]
pub(crate) struct HostStream {
    pub(crate) input: Option<Arc<HostInput>>,
    pub(crate) output: Option<Arc<HostOutput>>,
    pub(crate) terminal: Option<TerminalSize>,
}

impl HostStream {
    /// A stream that is at its end.
    #[cfg(test)]
    pub(crate) fn closed() -> Self {
        Self { input: None, output: None, terminal: None }
    }

    pub(crate) fn poll_read(&self, context: &mut Context<'_>, into: &mut [u8]) -> Poll<SysResult<usize>> {
        match &self.input {
            Some(input) => input.poll_read(context, into),
            None => Poll::Ready(Err(Errno::EBADF)),
        }
    }

    pub(crate) fn poll_write(&self, context: &mut Context<'_>, bytes: &[u8]) -> Poll<SysResult<usize>> {
        match &self.output {
            Some(output) => output.poll_write(context, bytes),
            None => Poll::Ready(Err(Errno::EBADF)),
        }
    }

    pub(crate) fn poll_ready(&self, context: &mut Context<'_>, interest: Interest) -> Poll<Readiness> {
        match (interest, &self.input) {
            (Interest::Read, Some(input)) => input.poll_ready(context),
            // Whether the host's writer has room shows only in the writing.
            _ => Poll::Ready(Readiness::default()),
        }
    }
}

/// The run's stdin, with what has been read ahead.
pub(crate) struct HostInput {
    state: Mutex<InputState>,
    waiting: Arc<Waiting>,
}

struct InputState {
    reader: Box<dyn AsyncRead + Send + Unpin>,
    buffer: Vec<u8>,
    taken: usize,
    ended: bool,
}

/// A host reader or writer remembers one waker only; this one stands for all the processes that wait.
#[derive(Default)]
struct Waiting(Mutex<WaitList>);

impl Waiting {
    fn register(&self, context: &Context<'_>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).register(context);
    }
}

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).wake();
    }
}

impl HostInput {
    /// `None` where there is nothing to read from.
    pub(crate) fn new(input: Input) -> Option<Arc<Self>> {
        let reader: Box<dyn AsyncRead + Send + Unpin> = match input {
            Input::Empty => return None,
            Input::Bytes(bytes) => Box::new(std::io::Cursor::new(bytes)),
            Input::Reader(reader) => reader,
        };
        let state = InputState { reader, buffer: Vec::new(), taken: 0, ended: false };
        Some(Arc::new(Self { state: Mutex::new(state), waiting: Arc::default() }))
    }

    fn poll_read(&self, context: &mut Context<'_>, into: &mut [u8]) -> Poll<SysResult<usize>> {
        let mut state = self.lock();
        std::task::ready!(self.poll_fill(context, &mut state))?;
        let waiting = &state.buffer[state.taken..];
        let len = waiting.len().min(into.len());
        into[..len].copy_from_slice(&waiting[..len]);
        state.taken += len;
        // A terminal goes on after ^D: the end is reported once.
        if len == 0 && !into.is_empty() {
            state.ended = false;
        }
        Poll::Ready(Ok(len))
    }

    fn poll_ready(&self, context: &mut Context<'_>) -> Poll<Readiness> {
        let mut state = self.lock();
        // An error is left for the read to report.
        let _ = std::task::ready!(self.poll_fill(context, &mut state));
        let bytes = (state.buffer.len() - state.taken) as u64;
        Poll::Ready(Readiness { bytes, hangup: state.ended })
    }

    /// Reads ahead, unless something waits already or the input has ended.
    fn poll_fill(&self, context: &mut Context<'_>, state: &mut InputState) -> Poll<SysResult<()>> {
        if state.taken < state.buffer.len() || state.ended {
            return Poll::Ready(Ok(()));
        }
        self.waiting.register(context);
        let waker = Waker::from(Arc::clone(&self.waiting));
        state.taken = 0;
        state.buffer.resize(READ_AHEAD, 0);
        let mut buffer = ReadBuf::new(&mut state.buffer);
        let polled = Pin::new(&mut state.reader).poll_read(&mut Context::from_waker(&waker), &mut buffer);
        let len = buffer.filled().len();
        state.buffer.truncate(len);
        state.ended = polled.is_ready() && len == 0;
        polled.map_err(|_| Errno::EIO)
    }

    // Nothing awaits while the lock is held.
    fn lock(&self) -> MutexGuard<'_, InputState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where the run's stdout or stderr goes.
pub(crate) struct HostOutput {
    sink: Mutex<Sink>,
    budget: Arc<OutputBudget>,
    waiting: Arc<Waiting>,
}

enum Sink {
    Capture(Vec<u8>),
    Writer(Box<dyn AsyncWrite + Send + Unpin>),
}

/// What the run may still write; stdout and stderr share it.
pub(crate) struct OutputBudget {
    limit: u64,
    used: AtomicU64,
    exceeded: AtomicBool,
}

impl OutputBudget {
    pub(crate) fn new(limit: u64) -> Arc<Self> {
        Arc::new(Self { limit, used: AtomicU64::new(0), exceeded: AtomicBool::new(false) })
    }

    pub(crate) fn used(&self) -> u64 {
        self.used.load(Ordering::Relaxed)
    }

    pub(crate) fn is_exceeded(&self) -> bool {
        self.exceeded.load(Ordering::Relaxed)
    }
}

impl HostOutput {
    pub(crate) fn new(output: Output, budget: &Arc<OutputBudget>) -> Arc<Self> {
        let sink = match output {
            Output::Capture => Sink::Capture(Vec::new()),
            Output::Writer(writer) => Sink::Writer(writer),
        };
        Arc::new(Self { sink: Mutex::new(sink), budget: Arc::clone(budget), waiting: Arc::default() })
    }

    fn poll_write(&self, context: &mut Context<'_>, bytes: &[u8]) -> Poll<SysResult<usize>> {
        let left = self.budget.limit - self.budget.used();
        let allowed = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
        if allowed == 0 && !bytes.is_empty() {
            // The run ends before this process goes on.
            self.budget.exceeded.store(true, Ordering::Relaxed);
            return Poll::Pending;
        }
        let bytes = &bytes[..allowed];
        let written = match &mut *self.lock() {
            Sink::Capture(captured) => {
                captured.extend(bytes);
                Poll::Ready(Ok(bytes.len()))
            }
            Sink::Writer(writer) => {
                self.waiting.register(context);
                let waker = Waker::from(Arc::clone(&self.waiting));
                Pin::new(writer).poll_write(&mut Context::from_waker(&waker), bytes)
            }
        };
        let len = std::task::ready!(written).map_err(|error| match error.kind() {
            ErrorKind::BrokenPipe => Errno::EPIPE,
            _ => Errno::EIO,
        })?;
        if len < bytes.len().min(1) {
            return Poll::Ready(Err(Errno::EPIPE));
        }
        self.budget.used.fetch_add(len as u64, Ordering::Relaxed);
        Poll::Ready(Ok(len))
    }

    /// Has the writer pass on what it holds back. Errors show at the next write.
    pub(crate) fn poll_flush(&self, context: &mut Context<'_>) -> Poll<()> {
        match &mut *self.lock() {
            Sink::Capture(_) => Poll::Ready(()),
            Sink::Writer(writer) => {
                // The writer may also have to wake processes: through the list, it wakes both.
                self.waiting.register(context);
                let waker = Waker::from(Arc::clone(&self.waiting));
                Pin::new(writer).poll_flush(&mut Context::from_waker(&waker)).map(|_| ())
            }
        }
    }

    /// Takes what was captured.
    pub(crate) fn take_captured(&self) -> Vec<u8> {
        match &mut *self.lock() {
            Sink::Capture(captured) => std::mem::take(captured),
            Sink::Writer(_) => Vec::new(),
        }
    }

    // Nothing awaits while the lock is held.
    fn lock(&self) -> MutexGuard<'_, Sink> {
        self.sink.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
