use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Wake, Waker};

use super::Pid;

/// The processes that can go on, longest waiting first.
///
/// The container's task takes them out one by one; whatever wakes a process puts it in, and wakes that task.
#[derive(Default)]
pub(crate) struct RunQueue(Mutex<Queue>);

#[derive(Default)]
struct Queue {
    ready: VecDeque<Arc<Ticket>>,
    container: Option<Waker>,
}

/// A process's place in the queue; it has one at most, so the queue is as long as the process table.
struct Ticket {
    pid: Pid,
    queued: AtomicBool,
    queue: Arc<RunQueue>,
}

impl RunQueue {
    /// Makes the waker that puts process `pid` in the queue.
    pub(crate) fn waker(self: &Arc<Self>, pid: Pid) -> Waker {
        Waker::from(Arc::new(Ticket { pid, queued: AtomicBool::new(false), queue: Arc::clone(self) }))
    }

    /// Takes out the next process.
    pub(crate) fn pop(&self) -> Option<Pid> {
        let ticket = self.lock().ready.pop_front()?;
        ticket.queued.store(false, Ordering::Release);
        Some(ticket.pid)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn len(&self) -> usize {
        self.lock().ready.len()
    }

    /// Has `context`'s task woken when a process comes in.
    pub(crate) fn register(&self, context: &Context<'_>) {
        let mut queue = self.lock();
        match &mut queue.container {
            Some(waker) => waker.clone_from(context.waker()),
            none => *none = Some(context.waker().clone()),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Ticket {
    fn wake(self: Arc<Self>) {
        if self.queued.swap(true, Ordering::AcqRel) {
            return;
        }
        let queue = Arc::clone(&self.queue);
        let mut queue = queue.lock();
        queue.ready.push_back(self);
        let container = queue.container.clone();
        drop(queue);
        if let Some(container) = container {
            container.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn woken_twice_runs_once_in_order() {
        let queue = Arc::new(RunQueue::default());
        let (first, second) = (queue.waker(1), queue.waker(2));
        second.wake_by_ref();
        first.wake_by_ref();
        second.wake_by_ref();
        assert_eq!((queue.pop(), queue.pop(), queue.pop()), (Some(2), Some(1), None));
        second.wake_by_ref();
        assert_eq!(queue.pop(), Some(2));
    }
}
