use std::task::Poll;

use vivarium_abi::{Errno, SignalSet, WNOHANG, WUNTRACED, WaitResult, wait};

use super::table::{Entry, ProcessState, Reported, Table};
use super::{Kernel, Pid, Process};
use crate::file::SysResult;

/// Which children waitpid(2) asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Selector {
    Any,
    Child(Pid),
    Group(Pid),
}

/// What looking for a child to report finds.
#[derive(Debug, PartialEq, Eq)]
enum Search {
    Found(WaitResult),
    /// There are such children, and none has changed.
    NotReady,
    /// There is no such child.
    NoMatch,
}

/// Waits for a child to end, or with `WUNTRACED` to stop; waitpid(2).
pub(crate) async fn wait(
    kernel: &Kernel,
    process: &Process,
    pid: Pid,
    options: u32,
) -> SysResult<WaitResult> {
    if options & !(WNOHANG | WUNTRACED) != 0 {
        return Err(Errno::EINVAL);
    }
    // A child that ends wakes its parent; see exit.rs.
    process
        .block(|_| match search(&mut kernel.processes.lock(), process.pid, pid, options) {
            Search::Found(result) => Poll::Ready(Ok(result)),
            Search::NoMatch => Poll::Ready(Err(Errno::ECHILD)),
            Search::NotReady if options & WNOHANG != 0 => Poll::Ready(Ok(WaitResult::default())),
            Search::NotReady => Poll::Pending,
        })
        .await
}

fn search(table: &mut Table, parent: Pid, pid: Pid, options: u32) -> Search {
    let selector = match pid {
        -1 => Selector::Any,
        0 => Selector::Group(table.get(parent).map_or(0, |entry| entry.group)),
        1.. => Selector::Child(pid),
        group => Selector::Group(group.saturating_neg()),
    };
    let mut answer = Search::NoMatch;
    for child in table.children(parent).filter(|child| selector.matches(child)) {
        match report(child, options) {
            Some(status) => {
                answer = Search::Found(WaitResult { pid: child.process.pid, status });
                break;
            }
            None => answer = Search::NotReady,
        }
    }
    if let Search::Found(result) = answer {
        reap(table, parent, result.pid);
    }
    answer
}

impl Selector {
    fn matches(self, child: &Entry) -> bool {
        match self {
            Self::Any => true,
            Self::Child(pid) => child.process.pid == pid,
            Self::Group(group) => child.group == group,
        }
    }
}

/// The status word of a child that has changed.
fn report(child: &mut Entry, options: u32) -> Option<i32> {
    match child.state {
        ProcessState::Zombie(status) => Some(status),
        ProcessState::Stopped(signal, Reported::No) if options & WUNTRACED != 0 => {
            child.state = ProcessState::Stopped(signal, Reported::Yes);
            Some(wait::stopped(signal))
        }
        _ => None,
    }
}

/// Takes a zombie out of the table and books its CPU time to its parent.
fn reap(table: &mut Table, parent: Pid, child: Pid) {
    if !table.get(child).is_some_and(Entry::is_zombie) {
        return;
    }
    let cpu_ns = table.remove(child).map_or(0, |entry| {
        entry.children_cpu_ns + entry.process.cpu_ns.load(std::sync::atomic::Ordering::Relaxed)
    });
    if let Some(entry) = table.get_mut(parent) {
        entry.children_cpu_ns += cpu_ns;
    }
}

/// Blocks until a caught signal is queued; pause(2).
pub(crate) async fn pause(process: &Process) -> SysResult<()> {
    process
        .block(|_| match process.signals().caught() {
            SignalSet(0) => Poll::<SysResult<()>>::Pending,
            _ => Poll::Ready(Err(Errno::EINTR)),
        })
        .await
}
