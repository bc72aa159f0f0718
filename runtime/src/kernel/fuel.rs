use std::sync::atomic::{AtomicU64, Ordering};

use wasmtime::{AsContextMut, Global, Trap, Val};

use super::{Guest, Owner};

/// Fuel between two rests of a process: some 5 ms of interpreter work, against 0.5 µs for the rest.
const SLICE: u64 = 1_000_000;

/// The fuel that all processes of a run share.
pub(crate) struct Fuel {
    limit: u64,
    used: AtomicU64,
}

impl Fuel {
    /// Sets the limit; `None` is more than a run can use.
    pub(crate) fn new(limit: Option<u64>) -> Self {
        Self { limit: limit.unwrap_or(u64::MAX), used: AtomicU64::new(0) }
    }

    pub(crate) fn used(&self) -> u64 {
        self.used.load(Ordering::Relaxed)
    }

    pub(crate) fn left(&self) -> u64 {
        self.limit.saturating_sub(self.used())
    }
}

/// What an instance was given in advance; its global says what is left of that.
#[derive(Default)]
pub(super) struct Grant(i64);

/// Books what an instance has used, and leaves it nothing; returns how much that was.
pub(crate) fn book(store: &mut impl AsContextMut<Data = Guest>, global: Global) -> u64 {
    let mut store = store.as_context_mut();
    let left = global.get(&mut store).i64().unwrap_or(0);
    let _ = global.set(&mut store, Val::I64(0));
    let Owner { process, grant, .. } = store.data_mut().owner_mut();
    let granted = std::mem::take(grant).0;
    // Below zero where a bulk operation has cost more than there was.
    let used = granted.abs_diff(left);
    process.run.fuel.used.fetch_add(used, Ordering::Relaxed);
    used
}

/// Gives an instance that has nothing left a slice of its run's fuel; fails if that is used up.
pub(crate) fn grant(store: &mut impl AsContextMut<Data = Guest>, global: Global) -> wasmtime::Result<()> {
    let mut store = store.as_context_mut();
    let owner = store.data_mut().owner_mut();
    let slice = owner.process.run.fuel.left().min(SLICE) as i64;
    if slice == 0 {
        return Err(Trap::OutOfFuel.into());
    }
    owner.grant = Grant(slice);
    global.set(store, Val::I64(slice))
}
