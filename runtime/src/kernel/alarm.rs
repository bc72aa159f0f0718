use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::Pid;

/// The timers of setitimer(2), `ITIMER_REAL`: one for each process at most.
#[derive(Default)]
pub(crate) struct Alarms(Mutex<HashMap<Pid, Alarm>>);

#[derive(Clone, Copy, Debug)]
struct Alarm {
    at: Instant,
    /// When to ring again after that; zero for once.
    interval: Duration,
}

/// The shortest interval; a shorter one would keep the kernel busy with nothing else.
const MIN_INTERVAL: Duration = Duration::from_millis(1);
/// The longest time a timer is set for: some instants cannot be told.
const MAX_DELAY: Duration = Duration::from_secs(10 * 365 * 86_400);

impl Alarms {
    /// Sets a process's timer (zero: none) and tells how long the old one had left.
    pub(crate) fn arm(&self, pid: Pid, delay: Duration, interval: Duration) -> Duration {
        let mut alarms = self.lock();
        let now = Instant::now();
        let interval = if interval.is_zero() { interval } else { interval.clamp(MIN_INTERVAL, MAX_DELAY) };
        let old = if delay.is_zero() {
            alarms.remove(&pid)
        } else {
            alarms.insert(pid, Alarm { at: now + delay.min(MAX_DELAY), interval })
        };
        old.map_or(Duration::ZERO, |old| old.at.saturating_duration_since(now))
    }

    pub(crate) fn disarm(&self, pid: Pid) {
        self.lock().remove(&pid);
    }

    /// When the next timer is due.
    pub(crate) fn next(&self) -> Option<Instant> {
        self.lock().values().map(|alarm| alarm.at).min()
    }

    /// Takes out the processes whose timers are due, and sets the repeated ones anew.
    pub(crate) fn take_due(&self, now: Instant) -> Vec<Pid> {
        let mut due = Vec::new();
        self.lock().retain(|&pid, alarm| {
            if alarm.at > now {
                return true;
            }
            due.push(pid);
            alarm.at = now + alarm.interval;
            !alarm.interval.is_zero()
        });
        due
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Pid, Alarm>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_once_or_again() {
        let alarms = Alarms::default();
        let (now, second) = (Instant::now(), Duration::from_secs(1));
        assert_eq!(alarms.arm(7, second, Duration::ZERO), Duration::ZERO);
        assert_eq!(alarms.arm(8, second, second), Duration::ZERO);
        assert_eq!(alarms.take_due(now), [0; 0]);
        let mut due = alarms.take_due(now + 2 * second);
        due.sort_unstable();
        assert_eq!(due, [7, 8]);
        assert_eq!(alarms.take_due(now + 4 * second), [8]);
        assert!(alarms.arm(8, Duration::ZERO, Duration::ZERO) > second);
        assert_eq!(alarms.next(), None);
    }
}
