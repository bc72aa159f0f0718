use std::hash::{Hash, Hasher};
use std::sync::Arc;

use wasmtime::{CacheStore, Collector, Config, Engine, InstanceAllocationStrategy, PoolingAllocationConfig};

use crate::kernel::KeptSpares;
use crate::{Error, meter};

/// Stack of one process. CPython recurses on it, and its own recursion limit must be met first.
pub(crate) const WASM_STACK_BYTES: usize = 16 << 20;
/// What host functions have besides, at the deepest point of the guest's recursion.
const HOST_STACK_BYTES: usize = 1 << 20;
/// Address space of a linear memory: all of a wasm32 memory, so that no access needs a bounds check.
const MEMORY_RESERVATION_BYTES: u64 = 4 << 30;
/// A memory image up to this size is mapped at start rather than copied; a Python snapshot has 40 MiB.
pub(crate) const DENSE_IMAGE_BYTES: u64 = 512 << 20;
/// Room of a process's engine-side structures; they grow with the functions a module has.
const INSTANCE_BYTES: usize = 16 << 20;
/// Memories of one process: a program that throws has a heap for its exceptions too.
const MEMORIES: u32 = 2;
/// Memories that 47 bits of addresses have room for in one piece: below a position-independent executable, 85 TiB.
const MEMORIES_MAX: u32 = 21_000;
/// Elements of a wasm table that the pool has room for.
pub(crate) const POOLED_TABLE_ELEMENTS: usize = 1 << 18;

/// What an ended process leaves resident at most of its memory, stack and table: what a start and a small job touch.
/// To set back more would take longer than the host takes to find fresh pages.
const KEPT_MEMORY_BYTES: usize = 16 << 20;
const KEPT_STACK_BYTES: usize = 32 << 10;
const KEPT_TABLE_BYTES: usize = 64 << 10;

/// What ended processes may leave resident for the next.
#[derive(Clone, Copy)]
pub(crate) struct Kept {
    /// Bytes of one of the pool's slots.
    memory: usize,
    stack: usize,
    table: usize,
    pub(crate) spares: KeptSpares,
}

/// Shares out what all that at most `instances` processes leave may take: one half is for the pool's slots, the other
/// for spare instances, which are few and may have done more.
pub(crate) fn kept(instances: u32, bytes: u64) -> Kept {
    let half = usize::try_from(bytes / 2).unwrap_or(usize::MAX);
    let mut share = half / instances.max(1) as usize;
    let mut take = |most: usize| {
        let taken = share.min(most);
        share -= taken;
        taken
    };
    let (stack, table, memory) = (take(KEPT_STACK_BYTES), take(KEPT_TABLE_BYTES), take(KEPT_MEMORY_BYTES));
    Kept { memory, stack, table, spares: KeptSpares { each: KEPT_MEMORY_BYTES, all: half } }
}

/// Makes the engine that runs at most `instances` processes at a time.
pub(crate) fn engine(instances: u32, kept: Kept) -> Result<Engine, Error> {
    let mut warm = pool(instances);
    // A start then meets the pages of an earlier one, set back to what they were, and the host has no page to find:
    // `true` takes 55 µs instead of 115. Without the host's list of what was written, all of it would be set back.
    warm.pagemap_scan(wasmtime::Enabled::Yes)
        .async_stack_keep_resident(kept.stack)
        .table_keep_resident(kept.table)
        .linear_memory_keep_resident(kept.memory);
    with_pool(warm).or_else(|_| with_pool(pool(instances)))
}

fn with_pool(pool: PoolingAllocationConfig) -> Result<Engine, Error> {
    let mut config = code_config();
    config
        .allocation_strategy(InstanceAllocationStrategy::Pooling(pool))
        // Else a deep recursion's stack would stay in memory for good.
        .async_stack_zeroing(true);
    Engine::new(&config).map_err(|error| Error::Engine(format!("{error:#}")))
}

fn pool(instances: u32) -> PoolingAllocationConfig {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_core_instances(instances)
        .total_memories(instances.saturating_mul(MEMORIES).min(MEMORIES_MAX))
        .total_tables(instances)
        .total_stacks(instances)
        .total_gc_heaps(instances)
        .max_core_instance_size(INSTANCE_BYTES)
        .table_elements(POOLED_TABLE_ELEMENTS)
        .max_memory_size(MEMORY_RESERVATION_BYTES as usize);
    pool
}

/// Makes the engine that compiles programs. It holds no pool, and its code runs in [`engine`]'s.
///
/// It asks `functions` for what was compiled before, and adds what it compiles.
pub(crate) fn compiler(functions: Option<Arc<dyn CacheStore>>) -> Result<Engine, Error> {
    let mut config = code_config();
    if let Some(functions) = functions {
        config
            .enable_incremental_compilation(functions)
            .map_err(|error| Error::Engine(format!("{error:#}")))?;
    }
    Engine::new(&config).map_err(|error| Error::Engine(format!("{error:#}")))
}

/// Names the code that `engine` can load: 16 hexadecimal digits that change with its version, settings and CPU, and with
/// the meter.
pub(crate) fn key(engine: &Engine) -> String {
    // SipHash with a fixed key: equal in every process that this binary runs as.
    let mut hasher = std::hash::DefaultHasher::new();
    engine.precompile_compatibility_hash().hash(&mut hasher);
    meter::VERSION.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// All settings that compiled code depends on.
fn code_config() -> Config {
    let mut config = Config::new();
    config
        .memory_reservation(MEMORY_RESERVATION_BYTES)
        .memory_guard_size(32 << 20)
        .memory_may_move(false)
        .memory_guaranteed_dense_image_size(DENSE_IMAGE_BYTES)
        .max_wasm_stack(WASM_STACK_BYTES)
        .async_stack_size(WASM_STACK_BYTES + HOST_STACK_BYTES)
        // The meter's hints, that fuel is hardly ever used up: else the code for that would take registers.
        .wasm_branch_hinting(true)
        .wasm_exceptions(true)
        .collector(Collector::DeferredReferenceCounting)
        // A shared memory would escape the budget. (The threads proposal is not even compiled in.)
        .shared_memory(false)
        .wasm_memory64(false)
        .wasm_multi_memory(false)
        .wasm_backtrace_max_frames(None);
    config
}
