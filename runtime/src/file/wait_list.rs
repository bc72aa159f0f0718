use std::task::{Context, Waker};

/// The tasks that wait for one thing. Each is in it once, so it is bounded by the number of processes.
#[derive(Default)]
pub(crate) struct WaitList(Vec<Waker>);

impl WaitList {
    /// Has the task woken by the next [`wake`](Self::wake).
    pub(crate) fn register(&mut self, context: &Context<'_>) {
        if !self.0.iter().any(|waker| waker.will_wake(context.waker())) {
            self.0.push(context.waker().clone());
        }
    }

    /// Wakes all. They look again, and the unlucky register anew.
    pub(crate) fn wake(&mut self) {
        self.0.drain(..).for_each(Waker::wake);
    }
}
