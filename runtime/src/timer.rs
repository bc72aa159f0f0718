use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use tokio::time::Sleep;

/// From which delay on tokio's timers will do. They ring at the next whole millisecond.
const COARSE: Duration = Duration::from_millis(20);

/// Rings once, after a delay.
pub(crate) struct Timer {
    deadline: Instant,
    ring: Ring,
}

enum Ring {
    Coarse(Pin<Box<Sleep>>),
    /// By the bell, once it has been asked to wake this one.
    Fine(Option<Waker>),
}

impl Timer {
    pub(crate) fn new(delay: Duration) -> Self {
        let deadline = Instant::now() + delay;
        let ring = match Bell::get() {
            Some(_) if delay < COARSE => Ring::Fine(None),
            _ => Ring::Coarse(Box::pin(tokio::time::sleep_until(deadline.into()))),
        };
        Self { deadline, ring }
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.deadline {
            return Poll::Ready(());
        }
        match &mut self.ring {
            Ring::Coarse(sleep) => return sleep.as_mut().poll(context),
            Ring::Fine(Some(waker)) if waker.will_wake(context.waker()) => {}
            Ring::Fine(waker) => {
                *waker = Some(context.waker().clone());
                if let Some(bell) = Bell::get() {
                    bell.add(self.deadline, context.waker().clone());
                }
            }
        }
        Poll::Pending
    }
}

/// A thread that wakes others at instants of which tokio knows only the millisecond.
///
/// Who does not wait any more is woken all the same; its entry goes within [`COARSE`].
struct Bell {
    waiting: Mutex<BinaryHeap<Reverse<Entry>>>,
    /// The first entry has changed.
    changed: Condvar,
}

struct Entry {
    at: Instant,
    waker: Waker,
}

impl Bell {
    /// The host process's one; `None` where it cannot have another thread.
    fn get() -> Option<&'static Self> {
        static BELL: OnceLock<Option<Arc<Bell>>> = OnceLock::new();
        let bell = BELL.get_or_init(|| {
            let bell = Arc::new(Self { waiting: Mutex::default(), changed: Condvar::new() });
            let ringer = Arc::clone(&bell);
            let started = thread::Builder::new().name("vivarium-bell".into()).spawn(move || ringer.ring());
            started.is_ok().then_some(bell)
        });
        bell.as_deref()
    }

    fn add(&self, at: Instant, waker: Waker) {
        let mut waiting = self.lock();
        let first = waiting.peek().is_none_or(|Reverse(first)| at < first.at);
        waiting.push(Reverse(Entry { at, waker }));
        if first {
            self.changed.notify_one();
        }
    }

    fn ring(&self) -> ! {
        let mut waiting = self.lock();
        loop {
            let first =
                waiting.peek().map(|Reverse(first)| first.at.saturating_duration_since(Instant::now()));
            waiting = match first {
                Some(delay) if !delay.is_zero() => {
                    self.changed.wait_timeout(waiting, delay).unwrap_or_else(PoisonError::into_inner).0
                }
                Some(_) => {
                    let due = waiting.pop();
                    // A waker may do anything: the lock is not held.
                    drop(waiting);
                    if let Some(Reverse(due)) = due {
                        due.waker.wake();
                    }
                    self.lock()
                }
                None => self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    fn lock(&self) -> MutexGuard<'_, BinaryHeap<Reverse<Entry>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.at.cmp(&other.at)
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl Eq for Entry {}

#[cfg(test)]
mod tests {
    use super::*;

    async fn ring(delay: Duration) -> Duration {
        let begun = Instant::now();
        let mut timer = Timer::new(delay);
        std::future::poll_fn(|context| timer.poll(context)).await;
        begun.elapsed()
    }

    #[tokio::test]
    async fn rings_after_the_delay_in_any_order() {
        let (short, shorter) = (Duration::from_millis(10), Duration::from_millis(2));
        let (first, second) = tokio::join!(ring(short), ring(shorter));
        assert!(first >= short && second >= shorter);
        assert!(ring(COARSE).await >= COARSE);
    }

    #[tokio::test]
    async fn rings_between_milliseconds() {
        let delay = Duration::from_micros(100);
        let mut late = Vec::new();
        for _ in 0..50 {
            late.push(ring(delay).await.saturating_sub(delay));
        }
        // The best of many: the machine may be busy.
        assert!(late.iter().min().is_some_and(|late| *late < Duration::from_micros(800)), "{late:?}");
    }
}
