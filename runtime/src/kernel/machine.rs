use std::fmt;
use std::sync::Arc;
use std::task::{Context, Waker};

use vivarium_abi::program::ProgramHash;
use vivarium_abi::{Errno, Signal, wait};
use wasmtime::{ThrownException, Trap};

use super::body::{Body, Owner};
use super::copy::copy_memory;
use super::fuel::book;
use super::{Executable, Kernel, Process};
use crate::LimitExceeded;
use crate::file::{File, SysResult};
use crate::meter::FUEL_EXPORT;
use crate::prepare::Capture;
use crate::program::Program;

/// The instance that a process runs in at present; execve(2) gives it another.
pub(crate) struct Machine {
    /// There until the machine is dropped.
    body: Option<Body>,
    program: Arc<Program>,
}

/// Where a machine begins.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Entry {
    Start,
    ForkChild,
    Prepare,
}

impl Entry {
    const fn export(self) -> &'static str {
        match self {
            Self::Start => "_start",
            Self::ForkChild => vivarium_abi::FORK_CHILD_EXPORT,
            Self::Prepare => vivarium_abi::PREPARE_EXPORT,
        }
    }
}

/// Leaves the guest for good: the error by which a system call that does not return unwinds it.
pub(crate) enum Leave {
    Exit(u32),
    Execute(Arc<Executable>),
}

impl fmt::Debug for Leave {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Leave")
    }
}

impl fmt::Display for Leave {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("left the guest")
    }
}

impl std::error::Error for Leave {}

impl Machine {
    /// Finds or makes an instance of a program; errors as of [`Body::new`].
    pub(crate) async fn new(
        kernel: &Arc<Kernel>,
        process: &Arc<Process>,
        image: &Executable,
    ) -> SysResult<Self> {
        let program = Arc::clone(&image.program);
        let body = find(&program, kernel, process).await?;
        Ok(Self { body: Some(body), program })
    }

    fn body(&mut self) -> &mut Body {
        self.body.as_mut().expect("the machine was not dropped")
    }

    fn owner(&self) -> &Owner {
        self.body.as_ref().expect("the machine was not dropped").store.data().owner()
    }

    /// Makes this fresh machine's memory and stack pointer those of a parent; fork(2).
    pub(crate) fn copy_from(&mut self, parent: &[u8], stack_pointer: i32) -> SysResult<()> {
        const WASM_PAGE: usize = 65_536;
        let body = self.body();
        let memory = body.store.data().memory.ok_or(Errno::ENOSYS)?;
        let missing = parent.len().saturating_sub(memory.data_size(&body.store)) / WASM_PAGE;
        memory.grow(&mut body.store, missing as u64).map_err(|_| Errno::ENOMEM)?;
        copy_memory(parent, body.memory_mut());
        body.set_global(vivarium_abi::STACK_POINTER_EXPORT, stack_pointer.into())
    }

    /// Runs the process from `entry` until it ends, and returns its wait(2) status word.
    pub(crate) async fn run(mut self, entry: Entry) -> i32 {
        let Owner { kernel, process, .. } = self.owner();
        let (kernel, process) = (Arc::clone(kernel), Arc::clone(process));
        let mut ended = self.enter(entry).await;
        loop {
            // The old instance goes first: its memory is free for the next.
            match ended {
                Leave::Exit(status) if wait::exit_code(status as i32).is_some() => {
                    self.retire();
                    return status as i32;
                }
                Leave::Exit(status) => return status as i32,
                Leave::Execute(image) => {
                    self.retire();
                    match Self::new(&kernel, &process, &image).await {
                        Ok(machine) => self = machine,
                        // As on Linux: there is no program left to return to.
                        Err(_) => return wait::signaled(Signal::SIGKILL),
                    }
                }
            }
            ended = self.enter(Entry::Start).await;
        }
    }

    /// Runs the program's `vivarium_prepare`, and returns a wait(2) status word with what it left: `None` if it ended
    /// the process instead of returning, or left open what no other process would find.
    pub(crate) async fn prepare(mut self) -> (i32, Option<Capture>) {
        match self.call(Entry::Prepare).await {
            Ok(()) => {}
            Err(Leave::Exit(status)) => return (status as i32, None),
            Err(Leave::Execute(_)) => return (wait::exited(0), None),
        }
        let process = Arc::clone(&self.owner().process);
        let left_open = process.fds().next(3);
        if let Ok(fd) = left_open {
            report(&process, &format!("descriptor {fd} was left open\n"));
            return (wait::exited(1), None);
        }
        (wait::exited(0), Some(self.capture(process.image().hash)))
    }

    fn capture(&mut self, program: ProgramHash) -> Capture {
        let body = self.body();
        Capture { program, memory: body.memory().to_vec(), globals: body.named_globals() }
    }

    /// Runs to the end of this instance.
    async fn enter(&mut self, entry: Entry) -> Leave {
        self.call(entry).await.err().unwrap_or(Leave::Exit(wait::exited(0) as u32))
    }

    /// Calls an export; an `Exit` holds the status word.
    async fn call(&mut self, entry: Entry) -> Result<(), Leave> {
        let body = self.body();
        let result = match body.function(entry.export()) {
            Ok(function) => function.call_async(&mut body.store, ()).await,
            Err(error) => Err(error),
        };
        let Err(error) = result else { return Ok(()) };
        Err(match error.downcast::<Leave>() {
            Ok(Leave::Exit(code)) => Leave::Exit(wait::exited(code) as u32),
            Ok(execute) => execute,
            Err(error) => Leave::Exit(self.trapped(&error) as u32),
        })
    }

    /// Turns a trap into the signal that a CPU would raise, and returns the status word.
    fn trapped(&self, error: &wasmtime::Error) -> i32 {
        let process = &self.owner().process;
        let signal = match error.downcast_ref::<Trap>() {
            Some(Trap::OutOfFuel) => {
                process.run.exceed(LimitExceeded::Fuel);
                Signal::SIGKILL
            }
            // abort(3) and a panic end this way, with their own message.
            Some(Trap::UnreachableCodeReached) => Signal::SIGABRT,
            Some(Trap::IntegerDivisionByZero | Trap::IntegerOverflow | Trap::BadConversionToInteger) => {
                Signal::SIGFPE
            }
            Some(_) => Signal::SIGSEGV,
            None if error.is::<ThrownException>() => Signal::SIGABRT,
            None => Signal::SIGILL,
        };
        if matches!(signal, Signal::SIGSEGV | Signal::SIGFPE | Signal::SIGILL) {
            let reason = error.root_cause().to_string();
            let name = String::from_utf8_lossy(process.image().name()).into_owned();
            report(process, &format!("{name}: {signal}: {reason}\n", signal = signal.name()));
        }
        wait::signaled(signal)
    }

    /// Ends with a process that left its instance in order: that may serve another.
    fn retire(mut self) {
        if let (Some(body), Some(spares)) = (self.leave(), &self.program.spares) {
            spares.keep(body);
        }
    }

    /// Books the fuel that was used, and leaves the process.
    fn leave(&mut self) -> Option<Body> {
        let mut body = self.body.take()?;
        if let Some(fuel) = body.global(FUEL_EXPORT) {
            book(&mut body.store, fuel);
        }
        Some(body)
    }
}

impl Drop for Machine {
    /// However the machine ends: by itself, by a signal, or with the whole run.
    fn drop(&mut self) {
        drop(self.leave());
    }
}

/// Takes a spare instance or makes a new one.
async fn find(program: &Program, kernel: &Arc<Kernel>, process: &Arc<Process>) -> SysResult<Body> {
    let spare = program.spares.as_ref().and_then(|spares| Some((spares, spares.take()?)));
    let Some((spares, mut body)) = spare else {
        return Body::new(&program.instance, kernel, process).await;
    };
    match body.give(kernel, process) {
        Ok(()) => Ok(body),
        Err(errno) => {
            spares.keep(body);
            Err(errno)
        }
    }
}

/// Writes a line to a process's stderr if that takes it at once.
fn report(process: &Process, line: &str) {
    let Ok(description) = process.fd(2) else { return };
    let mut context = Context::from_waker(Waker::noop());
    let _ = match &description.file {
        File::Pipe(end, _) => end.poll_write(&mut context, line.as_bytes()),
        File::Stream(stream) => stream.poll_write(&mut context, line.as_bytes()),
        _ => return,
    };
}
