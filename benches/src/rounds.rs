//! How often each way takes its turn.

use std::time::{Duration, Instant};

/// A way that has taken so many times its budget has had enough rounds, however few.
const PATIENCE: u32 = 4;

/// How long one way may take for one row, and how many rounds that is at least and at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    pub(crate) time: Duration,
    pub(crate) least: usize,
    pub(crate) most: usize,
}

impl Budget {
    /// A quarter of the time, and one round.
    pub(crate) fn quick(self) -> Self {
        Self { time: self.time / 4, least: 1, most: self.most }
    }

    /// Has each of `ways` take its turn, round by round; one that has used its time up, or cannot, sits out the others.
    pub(crate) fn take_turns(self, ways: usize, mut turn: impl FnMut(usize) -> bool) {
        let mut clocks: Vec<_> = (0..ways).map(|_| Some(Duration::ZERO)).collect();
        for round in 0..self.most {
            for (way, clock) in clocks.iter_mut().enumerate() {
                let Some(used) = *clock else { continue };
                if used >= self.time && (round >= self.least || used >= PATIENCE * self.time) {
                    *clock = None;
                    continue;
                }
                let begun = Instant::now();
                *clock = turn(way).then(|| used + begun.elapsed());
            }
            if clocks.iter().all(Option::is_none) {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::thread::sleep;

    use super::*;

    const BUDGET: Budget = Budget { time: Duration::from_millis(1), least: 3, most: 5 };

    #[test]
    fn ways_alternate_until_their_time_is_used() {
        let mut order = Vec::new();
        BUDGET.take_turns(2, |way| {
            order.push(way);
            sleep(Duration::from_micros(1100));
            true
        });
        assert_eq!(order, [0, 1, 0, 1, 0, 1]);
    }

    #[test]
    fn the_slowest_is_not_waited_for() {
        let mut turns = 0;
        BUDGET.take_turns(1, |_| {
            turns += 1;
            sleep(PATIENCE * BUDGET.time);
            true
        });
        assert_eq!(turns, 1);
    }

    #[test]
    fn who_cannot_sits_out_and_nobody_exceeds_the_most() {
        let mut turns = [0; 2];
        let budget = Budget { time: Duration::from_secs(600), ..BUDGET };
        budget.take_turns(2, |way| {
            turns[way] += 1;
            way == 0
        });
        assert_eq!(turns, [5, 1]);
    }
}
