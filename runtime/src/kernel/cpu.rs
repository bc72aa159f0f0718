use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Waker};
use std::time::{Duration, Instant};

/// The one CPU of a container. Its runs take turns at it, longest waiting first.
///
/// A run is polled by whoever awaits it, on any thread. It holds the CPU only while it is being polled, so a run that
/// nobody polls any more keeps the others waiting for no more than [`PATIENCE`].
#[derive(Default)]
pub(super) struct Cpu(Mutex<State>);

#[derive(Default)]
struct State {
    busy: bool,
    /// The runs that wait; each is in it once.
    queue: VecDeque<Waiting>,
    tickets: u64,
}

struct Waiting {
    ticket: Ticket,
    run: Waker,
    /// When the CPU was offered to the run, which has the first claim to it then.
    called: Option<Instant>,
}

/// Names a run in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ticket(u64);

/// How long the CPU is kept for a run that was called, and how often those behind it look.
const PATIENCE: Duration = Duration::from_millis(20);

/// What asking for the CPU gives.
pub(super) enum Asked<'a> {
    Granted(Turn<'a>),
    /// The run is woken when its turn has come; it asks again at this time in any case.
    Wait(Instant),
}

/// The CPU, held; dropping it calls the next run.
pub(super) struct Turn<'a>(&'a Cpu);

impl Cpu {
    /// Takes in a run.
    pub(super) fn enter(&self) -> Ticket {
        let mut state = self.lock();
        state.tickets += 1;
        Ticket(state.tickets)
    }

    /// Asks for the CPU.
    pub(super) fn ask(&self, ticket: Ticket, context: &Context<'_>) -> Asked<'_> {
        let mut state = self.lock();
        if !state.busy && state.queue.is_empty() {
            state.busy = true;
            return Asked::Granted(Turn(self));
        }
        let now = Instant::now();
        state.join(ticket, context.waker());
        if state.busy {
            return Asked::Wait(now + PATIENCE);
        }
        state.pass_over_absent(now);
        if state.queue.front().is_some_and(|first| first.ticket == ticket) {
            state.queue.pop_front();
            state.busy = true;
            return Asked::Granted(Turn(self));
        }
        let called = state.call_next(now);
        drop(state);
        called.into_iter().for_each(Waker::wake);
        Asked::Wait(now + PATIENCE)
    }

    /// How many runs wait.
    pub(super) fn waiting(&self) -> usize {
        self.lock().queue.len()
    }

    /// Lets a run go that wants no more turns.
    pub(super) fn leave(&self, ticket: Ticket) {
        let mut state = self.lock();
        state.queue.retain(|waiting| waiting.ticket != ticket);
        let called = state.call_next(Instant::now());
        drop(state);
        called.into_iter().for_each(Waker::wake);
    }

    // Nothing awaits while the lock is held.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn join(&mut self, ticket: Ticket, run: &Waker) {
        match self.queue.iter_mut().find(|waiting| waiting.ticket == ticket) {
            Some(waiting) => waiting.run.clone_from(run),
            None => self.queue.push_back(Waiting { ticket, run: run.clone(), called: None }),
        }
    }

    /// Sends runs to the end of the queue that were called and have not come.
    fn pass_over_absent(&mut self, now: Instant) {
        for _ in 0..self.queue.len() {
            let late = |at: Instant| now.duration_since(at) >= PATIENCE;
            match self.queue.front_mut() {
                Some(first) if first.called.is_some_and(late) => {
                    first.called = None;
                    self.queue.rotate_left(1);
                }
                _ => return,
            }
        }
    }

    /// Offers the free CPU to the first in the queue; the answer is whom to wake.
    fn call_next(&mut self, now: Instant) -> Option<Waker> {
        let first = self.queue.front_mut().filter(|first| !self.busy && first.called.is_none())?;
        first.called = Some(now);
        Some(first.run.clone())
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.busy = false;
        let called = if state.queue.is_empty() { None } else { state.call_next(Instant::now()) };
        drop(state);
        if let Some(run) = called {
            run.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context() -> Context<'static> {
        Context::from_waker(Waker::noop())
    }

    fn is_granted(cpu: &Cpu, ticket: Ticket) -> bool {
        matches!(cpu.ask(ticket, &context()), Asked::Granted(_))
    }

    #[test]
    fn runs_take_turns_in_order() {
        let cpu = Cpu::default();
        let [a, b, c] = [cpu.enter(), cpu.enter(), cpu.enter()];
        let Asked::Granted(turn) = cpu.ask(a, &context()) else { panic!("nobody has it") };
        assert!(!is_granted(&cpu, b) && !is_granted(&cpu, c));
        drop(turn);
        // The one that had it waits behind those who asked meanwhile.
        assert!(!is_granted(&cpu, a) && !is_granted(&cpu, c));
        assert!(is_granted(&cpu, b) && is_granted(&cpu, c) && is_granted(&cpu, a));
    }

    #[test]
    fn a_run_that_goes_or_never_comes_holds_nobody_up() {
        let cpu = Cpu::default();
        let [a, b, c] = [cpu.enter(), cpu.enter(), cpu.enter()];
        let Asked::Granted(turn) = cpu.ask(a, &context()) else { panic!("nobody has it") };
        assert!(!is_granted(&cpu, b) && !is_granted(&cpu, c));
        drop(turn);
        cpu.leave(b);
        assert!(is_granted(&cpu, c));
        let Asked::Granted(turn) = cpu.ask(a, &context()) else { panic!("nobody has it") };
        assert!(!is_granted(&cpu, b));
        drop(turn);
        assert!(!is_granted(&cpu, a));
        std::thread::sleep(PATIENCE);
        assert!(is_granted(&cpu, a));
    }
}
