use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use super::Kernel;
use crate::file::{SysResult, fill_random};

/// Where a run has the time and its random bytes from.
pub(crate) enum Sources {
    Host,
    /// Always the same, so that a program prepared twice from the same files is the same program twice. Counts what
    /// was taken.
    Fixed(AtomicU64),
}

/// The first second of 2026, which the files of an image show as well.
const FIXED_TIME_NS: u64 = 1_767_225_600 * 1_000_000_000;
/// How far a fixed clock goes with each reading: who waits for a moment reaches it.
const FIXED_TICK_NS: u64 = 1_000;

impl Sources {
    pub(crate) fn fixed() -> Self {
        Self::Fixed(AtomicU64::new(0))
    }

    /// Time since 1970, in nanoseconds.
    pub(crate) fn realtime_ns(&self) -> u64 {
        match self {
            Self::Host => {
                let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                now.as_nanos() as u64
            }
            Self::Fixed(taken) => FIXED_TIME_NS + tick(taken) * FIXED_TICK_NS,
        }
    }

    /// Time since the container was opened, in nanoseconds.
    pub(crate) fn monotonic_ns(&self, kernel: &Kernel) -> u64 {
        match self {
            Self::Host => kernel.uptime_ns(),
            Self::Fixed(taken) => tick(taken) * FIXED_TICK_NS,
        }
    }

    /// Fills `into`; getrandom(2).
    pub(crate) fn fill_random(&self, into: &mut [u8]) -> SysResult<()> {
        match self {
            Self::Host => fill_random(into),
            Self::Fixed(taken) => {
                for word in into.chunks_mut(8) {
                    word.copy_from_slice(&mix(tick(taken)).to_le_bytes()[..word.len()]);
                }
                Ok(())
            }
        }
    }
}

fn tick(taken: &AtomicU64) -> u64 {
    taken.fetch_add(1, Ordering::Relaxed)
}

/// SplitMix64: scatters a counter.
fn mix(count: u64) -> u64 {
    let mut word = count.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}
