use std::sync::Arc;

use vivarium_abi::{Disposition, Signal};

use super::table::{KERNEL, ProcessState};
use super::{Kernel, Pid, Process};

/// Ends a process: it closes what it has open, leaves its children to the kernel and becomes a zombie; _exit(2).
pub(crate) fn exit(kernel: &Kernel, process: &Arc<Process>, status: i32) {
    process.close_all();
    process.set_cwd(kernel.vfs.root());
    process.run.alarms.disarm(process.pid);
    abandon_children(kernel, process.pid);
    let parent = bury(kernel, process.pid, status);
    if let Some(parent) = parent {
        kernel.signal(&parent, Signal::SIGCHLD);
        parent.waker.wake_by_ref();
    }
}

/// Gives the children to the kernel, which reaps them; a zombie among them at once.
fn abandon_children(kernel: &Kernel, pid: Pid) {
    let mut table = kernel.processes.lock();
    let mut reaped = Vec::new();
    for child in table.children(pid) {
        child.parent = KERNEL;
        if child.is_zombie() {
            reaped.push(child.process.pid);
        }
    }
    for child in reaped {
        table.remove(child);
    }
}

/// Makes a zombie and returns the parent to tell, unless nobody will ask: the parent is gone or ignores its children.
fn bury(kernel: &Kernel, pid: Pid, status: i32) -> Option<Arc<Process>> {
    let mut table = kernel.processes.lock();
    let parent = table.get(pid)?.parent;
    let parent = table.get(parent).map(|entry| Arc::clone(&entry.process));
    let waits = parent
        .as_ref()
        .is_some_and(|parent| parent.signals().disposition(Signal::SIGCHLD) != Disposition::Ignore);
    if waits {
        table.get_mut(pid)?.state = ProcessState::Zombie(status);
    } else {
        table.remove(pid);
    }
    parent
}
