use std::sync::Arc;

use vivarium_abi::{Errno, Signal};

use super::signal::Effect;
use super::table::{Entry, ProcessState, Reported, Table};
use super::{Kernel, Pid, Process};
use crate::file::SysResult;

impl Kernel {
    /// Sends a signal to the processes that `pid` names, or with `None` only checks that there are some; kill(2).
    pub(crate) fn kill(&self, sender: Pid, pid: Pid, signal: Option<Signal>) -> SysResult<()> {
        let targets = {
            let table = self.processes.lock();
            targets(&table, sender, pid)?
        };
        if let Some(signal) = signal {
            for target in &targets {
                self.signal(target, signal);
            }
        }
        Ok(())
    }

    /// Sends a signal to one process.
    pub(crate) fn signal(&self, process: &Arc<Process>, signal: Signal) {
        let effect = process.signals().post(signal);
        self.apply(process, signal, effect);
    }

    /// Carries out what comes of a signal. A process that must end or stop does so before it runs again.
    pub(crate) fn apply(&self, process: &Arc<Process>, signal: Signal, effect: Effect) {
        match effect {
            Effect::None => return,
            Effect::Caught => {}
            Effect::Terminate => self.set_running(process.pid),
            Effect::Continue => self.set_running(process.pid),
            Effect::Stop => self.stop(process.pid, signal),
        }
        process.waker.wake_by_ref();
    }

    fn set_running(&self, pid: Pid) {
        if let Some(entry) = self.processes.lock().get_mut(pid)
            && entry.is_stopped()
        {
            entry.state = ProcessState::Running;
        }
    }

    fn stop(&self, pid: Pid, signal: Signal) {
        let mut table = self.processes.lock();
        let Some(entry) = table.get_mut(pid) else { return };
        if entry.state != ProcessState::Running {
            return;
        }
        entry.state = ProcessState::Stopped(signal, Reported::No);
        let parent = entry.parent;
        let parent = table.get(parent).map(|entry| Arc::clone(&entry.process));
        drop(table);
        if let Some(parent) = parent {
            self.signal(&parent, Signal::SIGCHLD);
            parent.waker.wake_by_ref();
        }
    }
}

/// Finds the processes that `pid` names; `ESRCH` if there are none.
fn targets(table: &Table, sender: Pid, pid: Pid) -> SysResult<Vec<Arc<Process>>> {
    let group = match pid {
        0 => table.get(sender).map(|entry| entry.group),
        ..=-2 => Some(pid.saturating_neg()),
        _ => None,
    };
    let named = |entry: &&Entry| match group {
        Some(group) => entry.group == group,
        // Linux leaves out the sender where all are meant.
        None if pid == -1 => entry.process.pid != sender,
        None => entry.process.pid == pid,
    };
    let targets: Vec<_> = table.entries().filter(named).map(|entry| Arc::clone(&entry.process)).collect();
    if targets.is_empty() { Err(Errno::ESRCH) } else { Ok(targets) }
}
