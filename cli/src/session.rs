use std::collections::VecDeque;
use std::sync::mpsc::Sender;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use rustyline::ExternalPrinter;
use tokio::io::ReadBuf;
use vivarium::{Interrupt, Signal};

use crate::marks::Prompt;

/// What the run's streams and the line editor have to agree on.
///
/// While a shell asks for a line, the keyboard is the editor's, and what else is written goes above the line; at other
/// times the keyboard is what runs reads from, by the lines that the terminal lets users correct.
pub(crate) struct Session {
    // Nothing waits while it is held.
    state: Mutex<State>,
    prompts: Sender<Prompt>,
    interrupt: Interrupt,
}

struct State {
    is_editing: bool,
    /// A line for the shell, not read yet.
    typed: VecDeque<u8>,
    /// The lines after it.
    lines: VecDeque<String>,
    has_ended: bool,
    reader: Option<Waker>,
    folder: Vec<u8>,
    printer: Box<dyn ExternalPrinter + Send>,
}

/// Who has the keyboard.
pub(crate) enum Reading {
    /// The editor, and what it gave is read: or nothing is there yet.
    Editor(Poll<()>),
    /// What runs.
    Program,
}

impl Session {
    pub(crate) fn new(
        prompts: Sender<Prompt>,
        interrupt: Interrupt,
        printer: Box<dyn ExternalPrinter + Send>,
    ) -> Self {
        let state = State {
            is_editing: false,
            typed: VecDeque::new(),
            lines: VecDeque::new(),
            has_ended: false,
            reader: None,
            folder: b"/".into(),
            printer,
        };
        Self { state: Mutex::new(state), prompts, interrupt }
    }

    /// Asks for a line; the next one of several that were given at once is there already.
    pub(crate) fn ask(&self, prompt: Prompt) {
        let mut state = self.lock();
        state.is_editing = true;
        match state.lines.pop_front() {
            Some(line) => state.give(&line),
            None => drop(self.prompts.send(prompt)),
        }
    }

    /// Hands lines to the shell, one for each time it asks.
    pub(crate) fn give(&self, text: &str) {
        let mut lines = text.split('\n').map(str::to_owned).collect::<VecDeque<_>>();
        let first = lines.pop_front().unwrap_or_default();
        let mut state = self.lock();
        state.lines = lines;
        state.give(&first);
    }

    /// Tells the shell that there is no line: Ctrl-D.
    pub(crate) fn end(&self) {
        let mut state = self.lock();
        state.has_ended = true;
        state.wake();
    }

    /// Sends a signal to what runs, which gives up lines that were to come after it.
    pub(crate) fn signal(&self, signal: Signal) {
        self.lock().lines.clear();
        self.interrupt.send(signal);
    }

    /// Writes above the line that is edited; `false` where none is.
    pub(crate) fn print_above(&self, text: &[u8]) -> bool {
        let mut state = self.lock();
        state.is_editing && state.printer.print(String::from_utf8_lossy(text).into_owned()).is_ok()
    }

    /// Reads for the guest what the editor has given.
    pub(crate) fn poll_read(&self, context: &Context<'_>, into: &mut ReadBuf<'_>) -> Reading {
        let mut state = self.lock();
        if !state.typed.is_empty() {
            let len = state.typed.len().min(into.remaining());
            let bytes: Vec<u8> = state.typed.drain(..len).collect();
            into.put_slice(&bytes);
            return Reading::Editor(Poll::Ready(()));
        }
        if std::mem::take(&mut state.has_ended) {
            state.is_editing = false;
            return Reading::Editor(Poll::Ready(()));
        }
        if state.is_editing {
            state.reader = Some(context.waker().clone());
            return Reading::Editor(Poll::Pending);
        }
        Reading::Program
    }

    pub(crate) fn set_folder(&self, folder: Vec<u8>) {
        self.lock().folder = folder;
    }

    /// The shell's working directory.
    pub(crate) fn folder(&self) -> Vec<u8> {
        self.lock().folder.clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn give(&mut self, line: &str) {
        self.typed.extend(line.bytes().chain([b'\n']));
        self.is_editing = false;
        self.wake();
    }

    fn wake(&mut self) {
        if let Some(reader) = self.reader.take() {
            reader.wake();
        }
    }
}
