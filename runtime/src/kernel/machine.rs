use std::fmt;
use std::sync::Arc;
use std::task::{Context, Waker};

use vivarium_abi::program::ProgramHash;
use vivarium_abi::{Errno, Signal, wait};
use wasmtime::{Instance, Memory, PoolConcurrencyLimitError, Store, ThrownException, Trap};

use super::copy::copy_memory;
use super::{Executable, Kernel, Limiter, Process};
use crate::LimitExceeded;
use crate::engine::FUEL_YIELD_INTERVAL;
use crate::file::{File, SysResult};
use crate::prepare::Capture;

/// What belongs to one instance: the data of its wasmtime store.
pub(crate) struct Guest {
    pub(crate) kernel: Arc<Kernel>,
    pub(crate) process: Arc<Process>,
    pub(crate) memory: Option<Memory>,
    limiter: Limiter,
}

/// The instance that a process runs in at present; execve(2) gives it another.
pub(crate) struct Machine {
    store: Store<Guest>,
    instance: Instance,
    fuel_granted: u64,
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
    /// Instantiates a program; `EAGAIN` if the engine is full, `ENOMEM` if the memory budget is.
    pub(crate) async fn new(
        kernel: &Arc<Kernel>,
        process: &Arc<Process>,
        image: &Executable,
    ) -> SysResult<Self> {
        let limiter = Limiter::new(Arc::clone(process));
        let (kernel, process) = (Arc::clone(kernel), Arc::clone(process));
        let fuel_granted = process.run.fuel.left();
        let guest = Guest { kernel, process, memory: None, limiter };
        let mut store = Store::new(image.program.instance.module().engine(), guest);
        store.limiter(|guest| &mut guest.limiter);
        store.set_fuel(fuel_granted).expect("the engine counts fuel");
        store.fuel_async_yield_interval(Some(FUEL_YIELD_INTERVAL)).expect("the engine counts fuel");
        let instance = image.program.instance.instantiate_async(&mut store).await.map_err(|error| {
            if error.is::<PoolConcurrencyLimitError>() { Errno::EAGAIN } else { Errno::ENOMEM }
        })?;
        store.data_mut().memory = instance.get_memory(&mut store, "memory");
        Ok(Self { store, instance, fuel_granted })
    }

    /// Makes this fresh machine's memory and stack pointer those of a parent; fork(2).
    pub(crate) fn copy_from(&mut self, parent: &[u8], stack_pointer: i32) -> SysResult<()> {
        const WASM_PAGE: usize = 65_536;
        let memory = self.store.data().memory.ok_or(Errno::ENOSYS)?;
        let missing = parent.len().saturating_sub(memory.data_size(&self.store)) / WASM_PAGE;
        memory.grow(&mut self.store, missing as u64).map_err(|_| Errno::ENOMEM)?;
        copy_memory(parent, memory.data_mut(&mut self.store));
        let global = self.instance.get_global(&mut self.store, vivarium_abi::STACK_POINTER_EXPORT);
        global.ok_or(Errno::ENOSYS)?.set(&mut self.store, stack_pointer.into()).map_err(|_| Errno::ENOSYS)
    }

    /// Runs the process from `entry` until it ends, and returns its wait(2) status word.
    pub(crate) async fn run(mut self, entry: Entry) -> i32 {
        let (kernel, process) =
            (Arc::clone(&self.store.data().kernel), Arc::clone(&self.store.data().process));
        let mut ended = self.enter(entry).await;
        loop {
            // The old instance goes first: its memory is free for the next.
            drop(self);
            match ended {
                Leave::Exit(status) => return status as i32,
                Leave::Execute(image) => match Self::new(&kernel, &process, &image).await {
                    Ok(machine) => self = machine,
                    // As on Linux: there is no program left to return to.
                    Err(_) => return wait::signaled(Signal::SIGKILL),
                },
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
        let process = Arc::clone(&self.store.data().process);
        let left_open = process.fds().next(3);
        if let Ok(fd) = left_open {
            report(&process, &format!("descriptor {fd} was left open\n"));
            return (wait::exited(1), None);
        }
        (wait::exited(0), Some(self.capture(process.image().hash)))
    }

    fn capture(&mut self, program: ProgramHash) -> Capture {
        let memory = self.store.data().memory;
        let memory = memory.map_or(&[][..], |memory| memory.data(&self.store)).to_vec();
        let exports = self.instance.exports(&mut self.store);
        let globals: Vec<_> =
            exports.filter_map(|export| Some((export.name().to_owned(), export.into_global()?))).collect();
        let globals = globals.into_iter().map(|(name, global)| (name, global.get(&mut self.store)));
        Capture { program, memory, globals: globals.collect() }
    }

    /// Runs to the end of this instance.
    async fn enter(&mut self, entry: Entry) -> Leave {
        self.call(entry).await.err().unwrap_or(Leave::Exit(wait::exited(0) as u32))
    }

    /// Calls an export; an `Exit` holds the status word.
    async fn call(&mut self, entry: Entry) -> Result<(), Leave> {
        self.publish_memory();
        let function = self.instance.get_typed_func::<(), ()>(&mut self.store, entry.export());
        let result = match function {
            Ok(function) => function.call_async(&mut self.store, ()).await,
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
        let guest = self.store.data();
        let signal = match error.downcast_ref::<Trap>() {
            Some(Trap::OutOfFuel) => {
                guest.process.run.exceed(LimitExceeded::Fuel);
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
            let name = String::from_utf8_lossy(guest.process.image().name()).into_owned();
            report(&guest.process, &format!("{name}: {signal}: {reason}\n", signal = signal.name()));
        }
        wait::signaled(signal)
    }

    /// Tells the process where its memory lies, for the signal flag; see notify.rs.
    fn publish_memory(&self) {
        if let Some(memory) = &self.store.data().memory {
            self.store.data().process.notify.set_memory(memory.data_ptr(&self.store));
        }
    }
}

impl Drop for Machine {
    /// Books the fuel, however the machine ends: by itself, by a signal, or with the whole run.
    fn drop(&mut self) {
        let left = self.store.get_fuel().unwrap_or(0);
        let guest = self.store.data();
        guest.process.notify.clear_memory();
        let charged = guest.process.take_fuel_charged();
        guest.process.run.fuel.charge((self.fuel_granted - left).saturating_sub(charged));
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
