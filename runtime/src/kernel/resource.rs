use vivarium_abi::{Limit, LimitResource};

/// What a process may use by itself; getrlimit(2). The run's [`Limits`](crate::Limits) bind besides.
#[derive(Clone, Debug)]
pub(crate) struct ResourceLimits([Limit; COUNT]);

/// The highest number of a [`LimitResource`], plus one.
const COUNT: usize = LimitResource::AddressSpace as usize + 1;

const UNLIMITED: Limit = Limit { soft: u64::MAX, hard: u64::MAX };

impl ResourceLimits {
    /// The limits of a run's first process.
    pub(crate) fn new(descriptors: u32, processes: u32) -> Self {
        let mut limits = [UNLIMITED; COUNT];
        let equal = |limit: u32| Limit { soft: limit.into(), hard: limit.into() };
        limits[LimitResource::OpenFiles as usize] = equal(descriptors);
        limits[LimitResource::Processes as usize] = equal(processes);
        limits[LimitResource::Core as usize] = equal(0);
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
