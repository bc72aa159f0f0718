//! One run's live state: processes, and what they wait for.
//!
//! A process is a WebAssembly instance ([`Machine`]) with a record ([`Process`]) in the [`ProcessTable`]; its run is a
//! future. A run is one task that polls these futures in turn ([`Run`](run)), so that one process executes at a time.
//! A process leaves its turn when a system call blocks or its slice of fuel is used up; everything that happens to it
//! from outside, such as a signal, takes effect before it goes on.
//!
//! Lock order: process table, then one process's own locks, then pipes and streams, then the run queue. A lock is held
//! for a few statements, never over an await, and the process table's never while a file system is called.

mod alarm;
mod boot;
mod budget;
mod executable;
mod exit;
mod fork;
mod fuel;
mod group;
mod kill;
mod machine;
mod notify;
mod process;
mod queue;
mod resource;
mod run;
mod signal;
mod spawn;
mod table;
mod wait;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use vivarium_vfs::{FileSystem, Overlay, Vfs};

pub(crate) use boot::run;
pub(crate) use budget::{Limiter, MemoryBudget, MemoryCharge};
pub(crate) use executable::Executable;
pub(crate) use fork::fork;
pub(crate) use group::{new_session, set_group};
pub(crate) use machine::{Guest, Leave};
pub(crate) use process::{Pid, Process};
pub(crate) use resource::ResourceLimits;
pub(crate) use signal::Signals;
pub(crate) use spawn::{execute, spawn};
pub(crate) use table::{ProcessState, ProcessTable};
pub(crate) use wait::{pause, wait};

use crate::file::{FifoTable, HostStream, OutputBudget, Pipe, SysResult};
use crate::program::ProgramStore;
use crate::{LimitExceeded, Limits};
use alarm::Alarms;
use fuel::Fuel;
use machine::{Entry, Machine};
use process::Inheritance;
use queue::RunQueue;
use run::Task;

/// What all runs in a container share.
pub(crate) struct Setup {
    pub(crate) programs: Arc<ProgramStore>,
    pub(crate) root: Arc<Overlay>,
    pub(crate) mounts: Vec<(Vec<u8>, Arc<dyn FileSystem>)>,
    /// Removes the upper of a temporary container once nothing uses it.
    pub(crate) _temporary: Option<tempfile::TempDir>,
}

/// One run's live state.
pub(crate) struct Kernel {
    pub(crate) limits: Limits,
    pub(crate) vfs: Vfs,
    pub(crate) programs: Arc<ProgramStore>,
    pub(crate) processes: Arc<ProcessTable>,
    pub(crate) memory: Arc<MemoryBudget>,
    pub(crate) fuel: Fuel,
    pub(crate) fifos: FifoTable,
    pub(crate) alarms: Alarms,
    pub(crate) started: Instant,
    /// What `/dev/tty` opens, where the run has a terminal.
    pub(crate) terminal: Option<HostStream>,
    /// Number of the file system that holds `/proc/<pid>/fd`.
    pub(crate) proc_device: u64,
    output: Arc<OutputBudget>,
    cpu_ns: AtomicU64,
    /// The thread's CPU clock when the present turn began.
    turn_began_ns: AtomicU64,
    run_queue: Arc<RunQueue>,
    /// Processes that were started in this turn.
    starting: Mutex<Vec<Task>>,
    exceeded: Mutex<Option<LimitExceeded>>,
    next_pipe: AtomicU64,
    _setup: Arc<Setup>,
}

impl Kernel {
    /// Makes a pipe, charged to the memory budget.
    pub(crate) fn pipe(&self) -> SysResult<Arc<Pipe>> {
        let charge = MemoryCharge::new(&self.memory, self.limits.pipe_bytes as u64)?;
        let inode = self.next_pipe.fetch_add(1, Ordering::Relaxed);
        Ok(Pipe::new(self.limits.pipe_bytes, inode, charge))
    }

    /// Time since the run began, in nanoseconds.
    pub(crate) fn uptime_ns(&self) -> u64 {
        self.started.elapsed().as_nanos() as u64
    }

    /// CPU time of the calling process so far, in nanoseconds.
    pub(crate) fn caller_cpu_ns(&self, caller: &Process) -> u64 {
        let turn_ns = run::thread_cpu_ns().saturating_sub(self.turn_began_ns.load(Ordering::Relaxed));
        caller.cpu_ns.load(Ordering::Relaxed) + turn_ns
    }

    /// Ends the run because a budget is used up; the first one counts.
    pub(crate) fn exceed(&self, limit: LimitExceeded) {
        self.exceeded.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(limit);
    }

    fn exceeded(&self) -> Option<LimitExceeded> {
        *self.exceeded.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Enters a process into the table; `EAGAIN` at the limit.
    fn add_process(
        &self,
        parent: Option<Pid>,
        inheritance: Inheritance,
        image: &Arc<Executable>,
    ) -> SysResult<Arc<Process>> {
        let make = |pid| Process::new(pid, self.run_queue.waker(pid), inheritance, Arc::clone(image));
        self.processes.lock().add(parent, make)
    }

    /// Takes a process out of the table that was never started.
    fn remove_process(&self, process: &Process) {
        let entry = self.processes.lock().remove(process.pid);
        drop(entry);
        process.close_all();
    }

    /// Has a process take part in the run.
    fn start(&self, process: &Arc<Process>, machine: Machine, entry: Entry) {
        let task = Task::new(process, machine.run(entry));
        self.starting.lock().unwrap_or_else(PoisonError::into_inner).push(task);
        process.waker.wake_by_ref();
    }

    fn take_starting(&self) -> Vec<Task> {
        std::mem::take(&mut *self.starting.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
