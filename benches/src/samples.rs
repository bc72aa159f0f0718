use std::time::Duration;

use serde::Serialize;

/// How long each round took, in nanoseconds.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub(crate) struct Samples(Vec<u64>);

impl Samples {
    pub(crate) fn push(&mut self, took: Duration) {
        self.0.push(u64::try_from(took.as_nanos()).unwrap_or(u64::MAX));
    }

    /// The time that the given share of the rounds did not exceed; the median at 0.5.
    pub(crate) fn quantile(&self, share: f64) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (share * sorted.len() as f64).ceil() as usize;
        let at = rank.clamp(1, sorted.len().max(1)) - 1;
        Duration::from_nanos(sorted.get(at).copied().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_of_the_sorted_rounds() {
        let mut samples = Samples::default();
        for ns in [5, 1, 4, 2, 3] {
            samples.push(Duration::from_nanos(ns));
        }
        assert_eq!(samples.quantile(0.5), Duration::from_nanos(3));
        assert_eq!(samples.quantile(0.99), Duration::from_nanos(5));
        assert_eq!(samples.quantile(0.0), Duration::from_nanos(1));
        assert_eq!(Samples::default().quantile(0.5), Duration::ZERO);
    }
}
