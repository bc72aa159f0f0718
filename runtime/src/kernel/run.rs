use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::alarm::Alarms;
use super::drive::{Task, thread_cpu_ns};
use super::fuel::Fuel;
use super::queue::RunQueue;
use super::sources::Sources;
use super::{Kernel, MemoryBudget, MemoryCharge, Process};
use crate::file::{HostStream, OutputBudget, Pipe, SysResult};
use crate::{LimitExceeded, Limits, Usage};

/// One exec in a container: what its processes may use together, and what they have used.
pub(crate) struct Run {
    pub(crate) limits: Limits,
    /// The run's part of the container's memory.
    pub(crate) memory: Arc<MemoryBudget>,
    pub(crate) fuel: Fuel,
    pub(crate) alarms: Alarms,
    /// What `/dev/tty` opens, where the run has a terminal.
    pub(crate) terminal: Option<HostStream>,
    pub(crate) traffic: Traffic,
    pub(crate) sources: Sources,
    pub(super) output: Arc<OutputBudget>,
    pub(super) queue: Arc<RunQueue>,
    started: Instant,
    cpu_ns: AtomicU64,
    /// The thread's CPU clock when the present turn began.
    turn_began_ns: AtomicU64,
    /// Processes started so far.
    processes: AtomicU64,
    /// Processes that were started in this turn.
    starting: Mutex<Vec<Task>>,
    exceeded: Mutex<Option<LimitExceeded>>,
}

/// Bytes that the run's system calls have moved from and to files.
#[derive(Default)]
pub(crate) struct Traffic {
    read: AtomicU64,
    written: AtomicU64,
}

impl Traffic {
    pub(crate) fn add_read(&self, bytes: usize) {
        self.read.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(crate) fn add_written(&self, bytes: usize) {
        self.written.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}

impl Run {
    pub(super) fn new(
        kernel: &Kernel,
        limits: Limits,
        output: Arc<OutputBudget>,
        terminal: Option<HostStream>,
        sources: Sources,
    ) -> Arc<Self> {
        Arc::new(Self {
            memory: MemoryBudget::part(&kernel.memory, limits.memory_bytes),
            fuel: Fuel::new(limits.fuel),
            limits,
            alarms: Alarms::default(),
            terminal,
            traffic: Traffic::default(),
            sources,
            output,
            queue: Arc::default(),
            started: Instant::now(),
            cpu_ns: AtomicU64::new(0),
            turn_began_ns: AtomicU64::new(0),
            processes: AtomicU64::new(0),
            starting: Mutex::default(),
            exceeded: Mutex::default(),
        })
    }

    /// Makes a pipe, charged to the memory budget.
    pub(crate) fn pipe(&self, kernel: &Kernel) -> SysResult<Arc<Pipe>> {
        let charge = MemoryCharge::new(&self.memory, self.limits.pipe_bytes as u64)?;
        Ok(Pipe::new(self.limits.pipe_bytes, kernel.next_pipe(), charge))
    }

    /// CPU time of a process so far, the present turn included, in nanoseconds.
    pub(crate) fn caller_cpu_ns(&self, caller: &Process) -> u64 {
        let turn_ns = thread_cpu_ns().saturating_sub(self.turn_began_ns.load(Ordering::Relaxed));
        caller.cpu_ns.load(Ordering::Relaxed) + turn_ns
    }

    /// Ends the run because a budget is used up; the first one counts.
    pub(crate) fn exceed(&self, limit: LimitExceeded) {
        self.exceeded.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(limit);
    }

    pub(super) fn exceeded(&self) -> Option<LimitExceeded> {
        *self.exceeded.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When the run must be over.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.limits.wall_time.and_then(|limit| self.started.checked_add(limit))
    }

    pub(super) fn begin_turn(&self) {
        self.turn_began_ns.store(thread_cpu_ns(), Ordering::Relaxed);
    }

    /// Books the CPU time since the turn began, and begins the next one; returns that time, in nanoseconds.
    pub(super) fn charge_cpu(&self) -> u64 {
        let now_ns = thread_cpu_ns();
        let spent_ns = now_ns.saturating_sub(self.turn_began_ns.swap(now_ns, Ordering::Relaxed));
        let total_ns = self.cpu_ns.fetch_add(spent_ns, Ordering::Relaxed) + spent_ns;
        if self.limits.cpu_time.is_some_and(|limit| u128::from(total_ns) > limit.as_nanos()) {
            self.exceed(LimitExceeded::CpuTime);
        }
        spent_ns
    }

    /// Has a process take part in the run.
    pub(super) fn start(&self, task: Task) {
        self.processes.fetch_add(1, Ordering::Relaxed);
        self.starting.lock().unwrap_or_else(PoisonError::into_inner).push(task);
    }

    pub(super) fn take_starting(&self) -> Vec<Task> {
        std::mem::take(&mut *self.starting.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn usage(&self) -> Usage {
        Usage {
            cpu_time: Duration::from_nanos(self.cpu_ns.load(Ordering::Relaxed)),
            wall_time: self.started.elapsed(),
            fuel: self.fuel.used(),
            memory_peak_bytes: self.memory.peak(),
            processes: self.processes.load(Ordering::Relaxed),
            output_bytes: self.output.used(),
            file_read_bytes: self.traffic.read.load(Ordering::Relaxed),
            file_written_bytes: self.traffic.written.load(Ordering::Relaxed),
        }
    }
}
