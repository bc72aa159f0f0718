use std::ops::Range;

/// The unit in which space is charged.
pub(super) const BLOCK_SIZE: u64 = 4096;
/// Most separate runs of blocks remembered of one file. A file with more has its smallest gap counted as written.
const RUNS_MAX: usize = 1024;

/// Which blocks of a file have been written, so that a hole costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Space {
    // Sorted, apart from each other.
    runs: Vec<Range<u64>>,
}

/// The blocks that a range of bytes touches.
pub(super) fn blocks_of(offset: u64, end: u64) -> Range<u64> {
    offset / BLOCK_SIZE..end.div_ceil(BLOCK_SIZE)
}

impl Space {
    /// A file without holes.
    pub(super) fn dense(size: u64) -> Self {
        let blocks = blocks_of(0, size);
        Self { runs: if blocks.is_empty() { Vec::new() } else { vec![blocks] } }
    }

    /// How many blocks are written.
    pub(super) fn blocks(&self) -> u64 {
        self.runs.iter().map(|run| run.end - run.start).sum()
    }

    /// How many blocks of a range are not written yet.
    pub(super) fn missing(&self, range: &Range<u64>) -> u64 {
        let covered: u64 = self.touching(range).iter().map(|run| overlap(run, range)).sum();
        (range.end - range.start) - covered
    }

    /// The end of the longest prefix of a range that needs at most `budget` new blocks.
    pub(super) fn affordable(&self, range: &Range<u64>, mut budget: u64) -> u64 {
        let mut at = range.start;
        for run in self.touching(range) {
            let gap = run.start.saturating_sub(at);
            if gap > budget {
                return at + budget;
            }
            budget -= gap;
            at = at.max(run.end);
        }
        range.end.min(at.saturating_add(budget))
    }

    /// The gap to give up before another run can be remembered, as an index for [`fill`](Self::fill) and its blocks.
    pub(super) fn gap_to_fill(&self) -> Option<(usize, u64)> {
        if self.runs.len() < RUNS_MAX {
            return None;
        }
        let gaps = self.runs.windows(2).map(|pair| pair[1].start - pair[0].end).enumerate();
        gaps.min_by_key(|&(_, gap)| gap)
    }

    /// Counts the gap after a run as written.
    pub(super) fn fill(&mut self, index: usize) {
        let next = self.runs.remove(index + 1);
        self.runs[index].end = next.end;
    }

    /// Counts a range as written.
    pub(super) fn insert(&mut self, range: Range<u64>) {
        // Runs that touch are joined, so sequential writing keeps one run.
        let first = self.runs.partition_point(|run| run.end < range.start);
        let last = self.runs.partition_point(|run| run.start <= range.end);
        if first == last {
            if self.runs.is_empty() {
                // Nearly every file has one run.
                self.runs.reserve_exact(1);
            }
            self.runs.insert(first, range);
            return;
        }
        self.runs[first].start = self.runs[first].start.min(range.start);
        self.runs[first].end = self.runs[last - 1].end.max(range.end);
        self.runs.drain(first + 1..last);
    }

    /// Forgets the blocks past a new size; returns how many were written.
    pub(super) fn truncate(&mut self, size: u64) -> u64 {
        let end = size.div_ceil(BLOCK_SIZE);
        let before = self.blocks();
        self.runs.truncate(self.runs.partition_point(|run| run.start < end));
        if let Some(last) = self.runs.last_mut() {
            last.end = last.end.min(end);
        }
        before - self.blocks()
    }

    fn touching(&self, range: &Range<u64>) -> &[Range<u64>] {
        let first = self.runs.partition_point(|run| run.end <= range.start);
        let last = self.runs.partition_point(|run| run.start < range.end);
        &self.runs[first..last.max(first)]
    }
}

fn overlap(a: &Range<u64>, b: &Range<u64>) -> u64 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counts_as_a_set_of_blocks_does(operations in prop::collection::vec((0..3u8, 0..60u64, 0..20u64), 1..60)) {
            let (mut space, mut model) = (Space::default(), BTreeSet::new());
            for (kind, start, length) in operations {
                let range = start..start + length + 1;
                match kind {
                    0 => {
                        let before = model.len();
                        let missing = range.clone().filter(|block| !model.contains(block)).count() as u64;
                        prop_assert_eq!(space.missing(&range), missing);
                        let mut left = length / 2;
                        let end = range.clone().find(|block| {
                            let fresh = !model.contains(block);
                            let stop = fresh && left == 0;
                            left -= u64::from(fresh && left > 0);
                            stop
                        });
                        prop_assert_eq!(space.affordable(&range, length / 2), end.unwrap_or(range.end));
                        model.extend(range.clone());
                        space.insert(range);
                        prop_assert_eq!(model.len() - before, missing as usize);
                    }
                    _ => {
                        let before = model.len();
                        model.retain(|&block| block < start);
                        prop_assert_eq!(space.truncate(start * BLOCK_SIZE), (before - model.len()) as u64);
                    }
                }
                prop_assert_eq!(space.blocks(), model.len() as u64);
            }
        }
    }

    #[test]
    fn remembers_a_bounded_number_of_runs() {
        let mut space = Space::default();
        for block in 0..3 * RUNS_MAX as u64 {
            if let Some((index, _)) = space.gap_to_fill() {
                space.fill(index);
            }
            space.insert(block * 3..block * 3 + 1);
            assert!(space.runs.len() <= RUNS_MAX);
        }
        assert_eq!(space.missing(&(0..9 * RUNS_MAX as u64 - 2)), space.runs.len() as u64 * 2 - 2);
    }

    #[test]
    fn no_offset_overflows() {
        let blocks = blocks_of(u64::MAX - 1, u64::MAX);
        assert_eq!(Space::dense(u64::MAX).missing(&blocks), 0);
        assert_eq!(Space::default().affordable(&blocks, u64::MAX), blocks.end);
    }
}
