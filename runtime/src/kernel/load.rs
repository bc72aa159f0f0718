use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How busy a container's CPU is and was; proc(5), `loadavg` and `stat`.
#[derive(Debug)]
pub(crate) struct Load(Mutex<State>);

#[derive(Debug)]
struct State {
    /// CPU time of all processes so far, in nanoseconds.
    busy_ns: u64,
    /// When the averages were last brought up to date.
    since: Instant,
    /// How long processes wanted the CPU since then, each counted by itself, in nanoseconds.
    wanted_ns: u64,
    averages: [f64; 3],
}

/// Over how long the averages go; uptime(1).
const SPANS: [f64; 3] = [60.0, 300.0, 900.0];
/// How often the averages are brought up to date, at most.
const STEP: Duration = Duration::from_secs(1);

impl Load {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(State { busy_ns: 0, since: Instant::now(), wanted_ns: 0, averages: [0.0; 3] }))
    }

    /// Counts a turn, during which so many processes wanted the CPU, the one that had it included.
    pub(crate) fn add(&self, spent_ns: u64, wanting: usize) {
        let mut state = self.lock();
        state.busy_ns += spent_ns;
        state.wanted_ns = state.wanted_ns.saturating_add(spent_ns.saturating_mul(wanting as u64));
        if state.since.elapsed() >= STEP {
            state.update();
        }
    }

    /// CPU time of all processes so far, in nanoseconds.
    pub(crate) fn busy_ns(&self) -> u64 {
        self.lock().busy_ns
    }

    /// How many processes wanted the CPU on average, over the last 1, 5 and 15 minutes.
    pub(crate) fn averages(&self) -> [f64; 3] {
        let mut state = self.lock();
        state.update();
        state.averages
    }

    // Nothing awaits while the lock is held.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn update(&mut self) {
        let seconds = self.since.elapsed().as_secs_f64();
        if seconds == 0.0 {
            return;
        }
        let wanting = self.wanted_ns as f64 / 1e9 / seconds;
        for (average, span) in self.averages.iter_mut().zip(SPANS) {
            let weight = (-seconds / span).exp();
            *average = *average * weight + wanting * (1.0 - weight);
        }
        self.wanted_ns = 0;
        self.since = Instant::now();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn averages_follow_what_wants_the_cpu() {
        let load = Load::new();
        load.lock().since = Instant::now().checked_sub(Duration::from_secs(60)).unwrap();
        load.add(30_000_000_000, 4);
        let [minute, _, quarter] = load.averages();
        // Two of them for one minute, after an idle time.
        assert!((minute - 2.0 * (1.0 - (-1.0_f64).exp())).abs() < 0.01, "{minute}");
        assert!(quarter < 0.2, "{quarter}");
        assert_eq!(load.busy_ns(), 30_000_000_000);
    }
}
