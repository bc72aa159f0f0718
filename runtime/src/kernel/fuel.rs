use std::sync::atomic::{AtomicU64, Ordering};

/// The fuel that all processes of a run share.
pub(crate) struct Fuel {
    limit: u64,
    used: AtomicU64,
}

impl Fuel {
    /// Sets the limit; `None` is more than a run can use.
    pub(crate) fn new(limit: Option<u64>) -> Self {
        // Half the range: the engine counts in signed numbers.
        Self { limit: limit.unwrap_or(u64::MAX).min(u64::MAX / 2), used: AtomicU64::new(0) }
    }

    pub(crate) fn charge(&self, fuel: u64) {
        self.used.fetch_add(fuel, Ordering::Relaxed);
    }

    pub(crate) fn used(&self) -> u64 {
        self.used.load(Ordering::Relaxed)
    }

    pub(crate) fn left(&self) -> u64 {
        self.limit.saturating_sub(self.used())
    }
}
