use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use vivarium_abi::Errno;
use wasmtime::ResourceLimiter;

use super::Process;
use crate::file::SysResult;

/// The memory that processes share: linear memories, wasm tables, pipes. A run's is a part of its container's.
#[derive(Debug)]
pub(crate) struct MemoryBudget {
    whole: Option<Arc<MemoryBudget>>,
    limit: u64,
    used: AtomicU64,
    peak: AtomicU64,
}

impl MemoryBudget {
    pub(crate) fn new(limit: u64) -> Arc<Self> {
        Arc::new(Self { whole: None, limit, used: AtomicU64::new(0), peak: AtomicU64::new(0) })
    }

    /// Makes a budget whose use counts against another one as well.
    pub(crate) fn part(whole: &Arc<Self>, limit: u64) -> Arc<Self> {
        let (whole, limit) = (Some(Arc::clone(whole)), limit.min(whole.limit));
        Arc::new(Self { whole, limit, used: AtomicU64::new(0), peak: AtomicU64::new(0) })
    }

    pub(crate) fn limit(&self) -> u64 {
        self.limit
    }

    pub(crate) fn free(&self) -> u64 {
        let free = self.limit - self.used.load(Ordering::Relaxed);
        self.whole.as_ref().map_or(free, |whole| free.min(whole.free()))
    }

    pub(crate) fn peak(&self) -> u64 {
        self.peak.load(Ordering::Relaxed)
    }

    fn add(&self, bytes: u64) -> SysResult<()> {
        let add = |used: u64| used.checked_add(bytes).filter(|&sum| sum <= self.limit);
        let used =
            self.used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add).map_err(|_| Errno::ENOMEM)?;
        if let Some(whole) = &self.whole {
            whole.add(bytes).inspect_err(|_| {
                self.used.fetch_sub(bytes, Ordering::Relaxed);
            })?;
        }
        self.peak.fetch_max(used + bytes, Ordering::Relaxed);
        Ok(())
    }

    fn subtract(&self, bytes: u64) {
        self.used.fetch_sub(bytes, Ordering::Relaxed);
        if let Some(whole) = &self.whole {
            whole.subtract(bytes);
        }
    }
}

/// What one holder has taken from a [`MemoryBudget`]; dropping it gives all back.
#[derive(Debug)]
pub(crate) struct MemoryCharge {
    budget: Arc<MemoryBudget>,
    bytes: u64,
}

impl MemoryCharge {
    /// Takes `bytes`; `ENOMEM` where they are not free.
    pub(crate) fn new(budget: &Arc<MemoryBudget>, bytes: u64) -> SysResult<Self> {
        budget.add(bytes)?;
        Ok(Self { budget: Arc::clone(budget), bytes })
    }

    fn grow(&mut self, bytes: u64) -> SysResult<()> {
        self.budget.add(bytes)?;
        self.bytes += bytes;
        Ok(())
    }

    fn shrink(&mut self, bytes: u64) {
        self.budget.subtract(bytes);
        self.bytes -= bytes;
    }

    #[cfg(test)]
    pub(crate) fn for_test() -> Self {
        Self { budget: MemoryBudget::new(0), bytes: 0 }
    }
}

impl Drop for MemoryCharge {
    fn drop(&mut self) {
        self.budget.subtract(self.bytes);
    }
}

/// What an instance takes of a budget.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Size {
    charged: u64,
    memory: u64,
}

/// Charges one instance's memory and tables to the budget; a growth past it fails inside the guest.
pub(crate) struct Limiter {
    process: Arc<Process>,
    charge: MemoryCharge,
    memory_bytes: u64,
    /// The growth that was allowed last, in case the engine then cannot do it.
    last_growth: u64,
}

impl Limiter {
    pub(super) fn new(process: Arc<Process>) -> Self {
        let charge = MemoryCharge { budget: Arc::clone(&process.run.memory), bytes: 0 };
        Self { process, charge, memory_bytes: 0, last_growth: 0 }
    }

    /// Charges an instance that is there already; `ENOMEM` if it does not fit.
    pub(super) fn of_size(process: Arc<Process>, size: Size) -> SysResult<Self> {
        let mut limiter = Self::new(process);
        if size.memory > limiter.process.limits().address_space() {
            return Err(Errno::ENOMEM);
        }
        limiter.charge.grow(size.charged)?;
        limiter.set_memory(size.memory);
        Ok(limiter)
    }

    pub(super) fn size(&self) -> Size {
        Size { charged: self.charge.bytes, memory: self.memory_bytes }
    }

    fn allow(&mut self, bytes: u64) -> bool {
        let allowed = self.charge.grow(bytes).is_ok();
        self.last_growth = if allowed { bytes } else { 0 };
        allowed
    }

    /// Notes the size for the process's entry in `/proc`.
    fn set_memory(&mut self, bytes: u64) {
        self.memory_bytes = bytes;
        self.process.memory_bytes.store(bytes, Ordering::Relaxed);
    }

    fn take_back(&mut self) {
        self.charge.shrink(std::mem::take(&mut self.last_growth));
    }
}

impl ResourceLimiter for Limiter {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        let growth = (desired - current) as u64;
        if self.memory_bytes + growth > self.process.limits().address_space() {
            self.last_growth = 0;
            return Ok(false);
        }
        let allowed = self.allow(growth);
        if allowed {
            self.set_memory(self.memory_bytes + growth);
        }
        Ok(allowed)
    }

    fn memory_grow_failed(&mut self, _: wasmtime::Error) -> wasmtime::Result<()> {
        self.set_memory(self.memory_bytes - self.last_growth);
        self.take_back();
        Ok(())
    }

    fn table_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        if desired > self.process.run.limits.table_elements {
            self.last_growth = 0;
            return Ok(false);
        }
        Ok(self.allow(((desired - current) * size_of::<usize>()) as u64))
    }

    fn table_grow_failed(&mut self, _: wasmtime::Error) -> wasmtime::Result<()> {
        self.take_back();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_past_the_limit_and_refunds_on_drop() {
        let budget = MemoryBudget::new(100);
        let charge = MemoryCharge::new(&budget, 70).unwrap();
        assert_eq!(MemoryCharge::new(&budget, 31).err(), Some(Errno::ENOMEM));
        assert_eq!(MemoryCharge::new(&budget, u64::MAX).err(), Some(Errno::ENOMEM));
        drop(charge);
        assert_eq!((budget.free(), budget.peak()), (100, 70));
    }
}
