//! How often each way takes its turn.

use std::time::Duration;

/// A way that has taken so many times its budget has had enough rounds, however few.
const PATIENCE: u32 = 4;

/// How long one way may take for one row, and how many rounds that is at least and at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    pub(crate) time: Duration,
    pub(crate) least: usize,
    pub(crate) most: usize,
    /// Whether a first run, which maps files and fills caches, does not count.
    pub(crate) warm_up: bool,
}

impl Budget {
    /// A quarter of the time, and all rounds count, be it one.
    pub(crate) fn quick(self) -> Self {
        Self { time: self.time / 4, least: 1, most: self.most, warm_up: false }
    }

    /// Has each of `ways` take its turn, round by round. `turn` tells how long that took, or that the way cannot; one that
    /// cannot, or has used its time up, sits out the others.
    pub(crate) fn take_turns(self, ways: usize, mut turn: impl FnMut(usize) -> Option<Duration>) {
        let mut clocks: Vec<_> = (0..ways).map(|_| Some(Duration::ZERO)).collect();
        for round in 0..self.most {
            for (way, clock) in clocks.iter_mut().enumerate() {
                let Some(used) = *clock else { continue };
                let has_enough = round >= self.least || used >= PATIENCE * self.time;
                *clock =
                    if used >= self.time && has_enough { None } else { turn(way).map(|took| used + took) };
            }
            if clocks.iter().all(Option::is_none) {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);
    const BUDGET: Budget = Budget { time: MS, least: 3, most: 5, warm_up: false };

    #[test]
    fn ways_alternate_until_their_time_is_used() {
        let mut order = Vec::new();
        BUDGET.take_turns(2, |way| {
            order.push(way);
            Some(MS)
        });
        assert_eq!(order, [0, 1, 0, 1, 0, 1]);
    }

    #[test]
    fn the_slowest_is_not_waited_for() {
        let mut turns = 0;
        BUDGET.take_turns(1, |_| {
            turns += 1;
            Some(PATIENCE * MS)
        });
        assert_eq!(turns, 1);
    }

    #[test]
    fn who_cannot_sits_out_and_nobody_exceeds_the_most() {
        let mut turns = [0; 2];
        BUDGET.take_turns(2, |way| {
            turns[way] += 1;
            (way == 0).then_some(MS / 10)
        });
        assert_eq!(turns, [5, 1]);
    }
}
