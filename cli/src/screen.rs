use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::host_stream::HostStream;
use crate::marks::{Marks, Part, Prompt};
use crate::session::{Reading, Session};

/// The terminal as a run's stdout and stderr: it finds the prompts in them. Clones are one terminal.
#[derive(Clone)]
pub(crate) struct Screen(Arc<Mutex<State>>);

struct State {
    session: Arc<Session>,
    terminal: HostStream,
    marks: Marks,
    /// What the terminal has not taken yet.
    waiting: Vec<u8>,
    /// The prompt after that.
    prompt: Option<Prompt>,
}

impl Screen {
    pub(crate) fn new(session: &Arc<Session>) -> io::Result<Self> {
        let state = State {
            session: Arc::clone(session),
            terminal: HostStream::stdout()?,
            marks: Marks::default(),
            waiting: Vec::new(),
            prompt: None,
        };
        Ok(Self(Arc::new(Mutex::new(state))))
    }

    // Nothing awaits while the lock is held.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn take(&mut self, output: &[u8]) {
        for part in self.marks.parts(output) {
            match part {
                Part::Text(text) if self.session.print_above(&text) => {}
                Part::Text(text) => self.waiting.extend(text),
                Part::Prompt(prompt) => self.prompt = Some(prompt),
                Part::Folder(folder) => self.session.set_folder(folder),
            }
        }
    }

    /// Writes what waits, and then has a line edited if one is asked for.
    fn poll_pass_on(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.waiting.is_empty() {
            let written = ready!(Pin::new(&mut self.terminal).poll_write(context, &self.waiting))?;
            self.waiting.drain(..written);
        }
        if let Some(prompt) = self.prompt.take() {
            self.session.ask(prompt);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Screen {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let mut state = self.lock();
        ready!(state.poll_pass_on(context))?;
        state.take(buf);
        // What the terminal does not take now is written before anything else is.
        if let Poll::Ready(Err(error)) = state.poll_pass_on(context) {
            return Poll::Ready(Err(error));
        }
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut state = self.lock();
        let rest = state.marks.release();
        state.waiting.extend(rest);
        state.poll_pass_on(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.poll_flush(context)
    }
}

/// The keyboard as a run's stdin: lines of the editor for a shell that asks, else what the terminal gives.
pub(crate) struct Keyboard {
    session: Arc<Session>,
    terminal: HostStream,
}

impl Keyboard {
    pub(crate) fn new(session: &Arc<Session>) -> io::Result<Self> {
        Ok(Self { session: Arc::clone(session), terminal: HostStream::stdin()? })
    }
}

impl AsyncRead for Keyboard {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.session.poll_read(context, buf) {
            Reading::Editor(read) => read.map(Ok),
            Reading::Program => Pin::new(&mut self.terminal).poll_read(context, buf),
        }
    }
}
