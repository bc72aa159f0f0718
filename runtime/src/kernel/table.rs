use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use vivarium_abi::{Errno, Identity, Signal};

use super::{Pid, Process, Run};
use crate::file::SysResult;

/// The pid of the kernel itself, to which orphans go; it reaps them.
pub(crate) const KERNEL: Pid = 1;
/// What the first process sees as its parent.
const NO_PARENT: Pid = 0;
/// The pid of a container's first process.
const FIRST: Pid = 2;
/// The highest pid; proc(5), `/proc/sys/kernel/pid_max`.
pub(crate) const LAST: Pid = 4_194_304;

/// The processes of a container and how they are related.
pub(crate) struct ProcessTable {
    table: Mutex<Table>,
    /// The process whose turn it is.
    current: AtomicI32,
}

/// The table itself, locked.
pub(crate) struct Table {
    entries: BTreeMap<Pid, Entry>,
    next: Pid,
    /// Processes started so far.
    started: u64,
    capacity: usize,
}

/// A process's place in the family.
pub(crate) struct Entry {
    pub(crate) process: Arc<Process>,
    pub(crate) parent: Pid,
    pub(crate) group: Pid,
    pub(crate) session: Pid,
    pub(crate) state: ProcessState,
    /// CPU time of the children waited for and theirs, in nanoseconds.
    pub(crate) children_cpu_ns: u64,
}

/// Where a process is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProcessState {
    Running,
    /// Stopped by a signal; whether wait(2) has told its parent so.
    Stopped(Signal, Reported),
    /// Ended, with this wait(2) status word, and not yet waited for.
    Zombie(i32),
}

/// Whether a parent has been told of a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reported {
    Yes,
    No,
}

impl ProcessTable {
    pub(crate) fn new(capacity: u32) -> Arc<Self> {
        let table = Table { entries: BTreeMap::new(), next: FIRST, started: 0, capacity: capacity as usize };
        Arc::new(Self { table: Mutex::new(table), current: AtomicI32::new(KERNEL) })
    }

    // Nothing awaits while the lock is held.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The process whose turn it is; `/proc/self`.
    pub(crate) fn current(&self) -> Pid {
        self.current.load(Ordering::Relaxed)
    }

    pub(crate) fn set_current(&self, pid: Pid) {
        self.current.store(pid, Ordering::Relaxed);
    }

    /// Finds a process that has not ended.
    pub(crate) fn live(&self, pid: Pid) -> Option<Arc<Process>> {
        let table = self.lock();
        let entry = table.get(pid)?;
        (!entry.is_zombie()).then(|| Arc::clone(&entry.process))
    }

    /// Forgets the processes of a run, and with them what they have open.
    pub(crate) fn clear(&self, run: &Arc<Run>) {
        let gone: Vec<_> =
            self.lock().entries.extract_if(.., |_, entry| Arc::ptr_eq(&entry.process.run, run)).collect();
        for (_, entry) in &gone {
            entry.process.close_all();
        }
    }
}

impl Table {
    /// Takes in a new process of a run, as a child of `parent` and in its group and session.
    ///
    /// `EAGAIN` if the table is full, or the run has all it may have.
    pub(crate) fn add(
        &mut self,
        parent: Option<Pid>,
        run: &Arc<Run>,
        make: impl FnOnce(Pid) -> Process,
    ) -> SysResult<Arc<Process>> {
        let of_run = self.entries().filter(|entry| Arc::ptr_eq(&entry.process.run, run)).count();
        if self.entries.len() >= self.capacity || of_run >= run.limits.processes as usize {
            return Err(Errno::EAGAIN);
        }
        let pid = self.free_pid();
        let (parent, group, session) = match parent.and_then(|parent| self.get(parent)) {
            Some(entry) => (entry.process.pid, entry.group, entry.session),
            None => (NO_PARENT, pid, pid),
        };
        self.next = if pid == LAST { FIRST } else { pid + 1 };
        self.started += 1;
        let process = Arc::new(make(pid));
        let state = ProcessState::Running;
        let entry =
            Entry { process: Arc::clone(&process), parent, group, session, state, children_cpu_ns: 0 };
        self.entries.insert(pid, entry);
        Ok(process)
    }

    /// The next number that names no process, group or session.
    fn free_pid(&self) -> Pid {
        let taken = |pid: &Pid| {
            let names =
                |entry: &Entry| entry.process.pid == *pid || entry.group == *pid || entry.session == *pid;
            self.entries().any(names)
        };
        let mut free = (self.next..=LAST).chain(FIRST..self.next).filter(|pid| !taken(pid));
        free.next().expect("there are more numbers than processes")
    }

    pub(crate) fn remove(&mut self, pid: Pid) -> Option<Entry> {
        self.entries.remove(&pid)
    }

    pub(crate) fn get(&self, pid: Pid) -> Option<&Entry> {
        self.entries.get(&pid)
    }

    pub(crate) fn get_mut(&mut self, pid: Pid) -> Option<&mut Entry> {
        self.entries.get_mut(&pid)
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// The children of a process.
    pub(crate) fn children(&mut self, parent: Pid) -> impl Iterator<Item = &mut Entry> {
        self.entries.values_mut().filter(move |entry| entry.parent == parent)
    }

    /// How many processes have not ended.
    pub(crate) fn live_count(&self) -> usize {
        self.entries.values().filter(|entry| !entry.is_zombie()).count()
    }

    pub(crate) fn started(&self) -> u64 {
        self.started
    }

    /// Who a process is; `ESRCH` if it is not there.
    pub(crate) fn identity(&self, pid: Pid) -> SysResult<Identity> {
        let entry = self.get(pid).ok_or(Errno::ESRCH)?;
        Ok(Identity { pid, ppid: entry.parent, pgid: entry.group, sid: entry.session, uid: 0, gid: 0 })
    }
}

impl Entry {
    pub(crate) fn is_zombie(&self) -> bool {
        matches!(self.state, ProcessState::Zombie(_))
    }

    pub(crate) fn is_stopped(&self) -> bool {
        matches!(self.state, ProcessState::Stopped(..))
    }
}
