//! One container's live state: processes, and what they wait for.
//!
//! A process is a WebAssembly instance ([`Machine`]) with a record ([`Process`]) in the [`ProcessTable`]; its life is a
//! future. It belongs to a [`Run`], one exec, whose [`Driver`](drive) polls these futures in turn. The runs of a
//! container take turns at its [`Cpu`](cpu), so that one process executes at a time. A process leaves its turn when a
//! system call blocks or its slice of fuel is used up; everything that happens to it from outside, such as a signal,
//! takes effect before it goes on.
//!
//! Lock order: process table, then one process's own locks, then pipes, streams and file locks, then the run queue. A
//! lock is held for a few statements, never over an await, and the process table's never while a file system is called.

mod alarm;
mod body;
mod boot;
mod budget;
mod copy;
mod cpu;
mod drive;
mod executable;
mod exit;
mod fork;
mod fuel;
mod group;
mod kill;
mod load;
mod machine;
mod pagemap;
mod process;
mod queue;
mod resource;
mod restart;
mod run;
mod signal;
mod sources;
mod spares;
mod spawn;
mod table;
mod wait;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use vivarium_vfs::{Overlay, Vfs};

pub(crate) use body::{Guest, Owner};
pub(crate) use boot::{Parts, prepare, run};
pub(crate) use budget::{Limiter, MemoryBudget, MemoryCharge};
pub(crate) use executable::Executable;
pub(crate) use fork::fork;
pub(crate) use fuel::{book, grant};
pub(crate) use group::{new_session, set_group};
pub(crate) use load::Load;
pub(crate) use machine::Leave;
pub(crate) use process::{Pid, Process};
pub(crate) use resource::ResourceLimits;
pub(crate) use restart::restart;
pub(crate) use run::Run;
pub(crate) use signal::Signals;
pub(crate) use spares::{KeptSpares, Spares};
pub(crate) use spawn::{execute, spawn};
pub(crate) use table::{LAST as LAST_PID, ProcessState, ProcessTable};
pub(crate) use wait::{pause, wait};

use crate::file::{FifoTable, LockTable, SysResult};
use crate::program::ProgramStore;
use cpu::Cpu;
use drive::Task;
use process::Inheritance;

/// One container's live state.
pub(crate) struct Kernel {
    pub(crate) vfs: Vfs,
    root: Arc<Overlay>,
    pub(crate) programs: Arc<ProgramStore>,
    pub(crate) processes: Arc<ProcessTable>,
    pub(crate) memory: Arc<MemoryBudget>,
    pub(crate) load: Arc<Load>,
    pub(crate) fifos: FifoTable,
    pub(crate) locks: Arc<LockTable>,
    pub(crate) started: Instant,
    /// Number of the file system that holds `/proc/<pid>/fd`.
    pub(crate) proc_device: u64,
    cpu: Cpu,
    next_pipe: AtomicU64,
}

impl Kernel {
    /// Time since the container was opened, in nanoseconds.
    pub(crate) fn uptime_ns(&self) -> u64 {
        self.started.elapsed().as_nanos() as u64
    }

    fn next_pipe(&self) -> u64 {
        self.next_pipe.fetch_add(1, Ordering::Relaxed)
    }

    /// Enters a process into the table; `EAGAIN` at the limit.
    fn add_process(
        &self,
        parent: Option<Pid>,
        inheritance: Inheritance,
        image: &Arc<Executable>,
    ) -> SysResult<Arc<Process>> {
        let run = Arc::clone(&inheritance.run);
        let make = |pid| Process::new(pid, run.queue.waker(pid), inheritance, Arc::clone(image));
        self.processes.lock().add(parent, &run, make)
    }

    /// Takes a process out of the table that was never started.
    fn remove_process(&self, process: &Process) {
        let entry = self.processes.lock().remove(process.pid);
        drop(entry);
        process.close_all();
    }

    /// Has a process take part in its run.
    fn start(&self, process: &Arc<Process>, life: impl Future<Output = i32> + Send + 'static) {
        process.run.start(Task::new(process, life));
        process.waker.wake_by_ref();
    }

    /// Tells whether all that is at and below these paths is the image's: nothing was changed, hidden or mounted there.
    fn has_of_image(&self, paths: &[Vec<u8>]) -> bool {
        let of_image =
            |path: &Vec<u8>| !self.vfs.is_mounted_around(path) && self.root.is_pristine(path) == Ok(true);
        paths.iter().all(of_image)
    }
}
