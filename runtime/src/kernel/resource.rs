use vivarium_abi::{Limit, LimitResource};

use super::Run;
use crate::engine::WASM_STACK_BYTES;

/// What a process may use by itself; getrlimit(2). The run's [`Limits`](crate::Limits) bind besides.
#[derive(Clone, Debug)]
pub(crate) struct ResourceLimits([Limit; COUNT]);

/// The highest number of a [`LimitResource`], plus one.
const COUNT: usize = LimitResource::AddressSpace as usize + 1;

/// Most memory of one process: 32-bit addresses.
const ADDRESS_SPACE: u64 = 1 << 32;

const UNLIMITED: Limit = Limit { soft: u64::MAX, hard: u64::MAX };

impl ResourceLimits {
    /// The limits of a run's first process: what the run, the container and the machine bound anyway.
    pub(crate) fn new(run: &Run) -> Self {
        let mut limits = [UNLIMITED; COUNT];
        let mut set = |resource: LimitResource, limit| {
            limits[resource as usize] = Limit { soft: limit, hard: limit };
        };
        set(LimitResource::OpenFiles, run.limits.descriptors.into());
        set(LimitResource::Processes, run.limits.processes.into());
        set(LimitResource::AddressSpace, run.memory.limit().min(ADDRESS_SPACE));
        set(LimitResource::Stack, WASM_STACK_BYTES as u64);
        set(LimitResource::Core, 0);
        Self(limits)
    }

    pub(crate) fn get(&self, resource: LimitResource) -> Limit {
        self.0[resource as usize]
    }

    pub(crate) fn set(&mut self, resource: LimitResource, limit: Limit) {
        self.0[resource as usize] = limit;
    }

    /// One more than the highest descriptor.
    pub(crate) fn open_files(&self) -> u32 {
        u32::try_from(self.soft(LimitResource::OpenFiles)).unwrap_or(u32::MAX)
    }

    /// Most bytes of linear memory.
    pub(crate) fn address_space(&self) -> u64 {
        self.soft(LimitResource::AddressSpace).min(self.soft(LimitResource::Data))
    }

    /// Largest size a write may give a file, in bytes.
    pub(crate) fn file_size(&self) -> u64 {
        self.soft(LimitResource::FileSize)
    }

    /// CPU time after which SIGXCPU comes, in nanoseconds.
    pub(crate) fn cpu_ns(&self) -> u64 {
        self.soft(LimitResource::Cpu).saturating_mul(1_000_000_000)
    }

    fn soft(&self, resource: LimitResource) -> u64 {
        self.get(resource).soft
    }
}
