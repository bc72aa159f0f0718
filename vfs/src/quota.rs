use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use vivarium_abi::Errno;

use crate::{Result, Statistics};

/// Most bytes and inodes that a container's writable files may take.
#[derive(Debug)]
pub struct Quota {
    bytes: Counter,
    inodes: Counter,
}

#[derive(Debug)]
struct Counter {
    limit: u64,
    used: AtomicU64,
}

impl Counter {
    const fn new(limit: u64) -> Self {
        Self { limit, used: AtomicU64::new(0) }
    }

    fn add(&self, amount: u64) -> Result<()> {
        let add = |used: u64| used.checked_add(amount).filter(|&sum| sum <= self.limit);
        match self.used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add) {
            Ok(_) => Ok(()),
            Err(_) => Err(Errno::ENOSPC),
        }
    }

    // What lies on the disk already is counted even past the limit; only growth is refused.
    fn add_unchecked(&self, amount: u64) {
        self.used.fetch_add(amount, Ordering::Relaxed);
    }

    fn subtract(&self, amount: u64) {
        self.used.fetch_sub(amount, Ordering::Relaxed);
    }

    fn free(&self) -> u64 {
        self.limit.saturating_sub(self.used.load(Ordering::Relaxed))
    }
}

impl Quota {
    /// Sets the limits; nothing is used yet.
    pub fn new(bytes: u64, inodes: u64) -> Arc<Self> {
        Arc::new(Self { bytes: Counter::new(bytes), inodes: Counter::new(inodes) })
    }

    /// Tells limits and what is free.
    pub fn statistics(&self) -> Statistics {
        Statistics {
            bytes: self.bytes.limit,
            bytes_free: self.bytes.free(),
            inodes: self.inodes.limit,
            inodes_free: self.inodes.free(),
        }
    }

    /// Bytes in use.
    pub fn bytes_used(&self) -> u64 {
        self.bytes.used.load(Ordering::Relaxed)
    }

    /// Inodes in use.
    pub fn inodes_used(&self) -> u64 {
        self.inodes.used.load(Ordering::Relaxed)
    }
}

/// What files take of a [`Quota`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Bytes, in whole blocks of 4,096; a hole takes none.
    pub bytes: u64,
    /// Files, directories, links and pipes.
    pub inodes: u64,
}

/// What one holder has taken from a [`Quota`]; dropping it gives all back.
#[derive(Debug)]
pub struct Charge {
    quota: Arc<Quota>,
    usage: Usage,
}

impl Charge {
    /// Takes nothing yet.
    pub fn new(quota: Arc<Quota>) -> Self {
        Self { quota, usage: Usage::default() }
    }

    /// The quota it takes from.
    pub fn quota(&self) -> &Quota {
        &self.quota
    }

    /// What it has taken.
    pub fn usage(&self) -> Usage {
        self.usage
    }

    /// Takes bytes; ENOSPC, with nothing taken, when they are not free.
    pub fn grow_bytes(&mut self, bytes: u64) -> Result<()> {
        self.quota.bytes.add(bytes)?;
        self.usage.bytes += bytes;
        Ok(())
    }

    /// Takes one inode; ENOSPC when none is free.
    pub fn grow_inode(&mut self) -> Result<()> {
        self.quota.inodes.add(1)?;
        self.usage.inodes += 1;
        Ok(())
    }

    /// Counts what is there already, even past the limit.
    pub fn count(&mut self, bytes: u64, inodes: u64) {
        self.quota.bytes.add_unchecked(bytes);
        self.quota.inodes.add_unchecked(inodes);
        self.usage.bytes += bytes;
        self.usage.inodes += inodes;
    }

    /// Gives bytes back.
    pub fn shrink_bytes(&mut self, bytes: u64) {
        let bytes = bytes.min(self.usage.bytes);
        self.quota.bytes.subtract(bytes);
        self.usage.bytes -= bytes;
    }

    /// Gives one inode back.
    pub fn shrink_inode(&mut self) {
        let one = self.usage.inodes.min(1);
        self.quota.inodes.subtract(one);
        self.usage.inodes -= one;
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        self.quota.bytes.subtract(self.usage.bytes);
        self.quota.inodes.subtract(self.usage.inodes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_past_the_limit_and_refunds_on_drop() {
        let quota = Quota::new(100, 1);
        let mut charge = Charge::new(Arc::clone(&quota));
        charge.grow_bytes(60).unwrap();
        assert_eq!(charge.grow_bytes(41), Err(Errno::ENOSPC));
        assert_eq!(charge.grow_bytes(u64::MAX), Err(Errno::ENOSPC));
        charge.grow_bytes(40).unwrap();
        charge.grow_inode().unwrap();
        assert_eq!(charge.grow_inode(), Err(Errno::ENOSPC));
        assert_eq!(quota.statistics().bytes_free, 0);
        charge.shrink_bytes(1_000);
        assert_eq!(quota.bytes_used(), 0);
        drop(charge);
        assert_eq!((quota.bytes_used(), quota.inodes_used()), (0, 0));
    }

    #[test]
    fn counts_what_is_there_past_the_limit() {
        let quota = Quota::new(10, 1);
        let mut charge = Charge::new(Arc::clone(&quota));
        charge.count(50, 5);
        assert_eq!(quota.statistics().bytes_free, 0);
        assert_eq!(charge.grow_bytes(1), Err(Errno::ENOSPC));
    }
}
