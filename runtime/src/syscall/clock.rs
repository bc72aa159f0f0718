use vivarium_abi::Errno;

use super::call::Call;
use crate::file::SysResult;

/// A clock that can be read; clock_gettime(2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    Realtime,
    Monotonic,
    /// CPU time of the process, and of its one thread.
    Cpu,
}

impl Clock {
    /// Finds the clock with WASI's number.
    pub(super) const fn from_raw(raw: u32) -> SysResult<Self> {
        Ok(match raw {
            0 => Self::Realtime,
            1 => Self::Monotonic,
            2 | 3 => Self::Cpu,
            _ => return Err(Errno::EINVAL),
        })
    }

    /// The time, in nanoseconds since 1970, the start of the container, or that of the process.
    pub(super) fn now_ns(self, call: &Call<'_>) -> u64 {
        match self {
            Self::Realtime => call.process.run.sources.realtime_ns(),
            Self::Monotonic => call.process.run.sources.monotonic_ns(call.kernel),
            Self::Cpu => call.process.run.caller_cpu_ns(call.process),
        }
    }
}

/// clock_gettime(2).
pub(super) fn time(call: &Call<'_>, clock: u32) -> SysResult<u64> {
    Ok(Clock::from_raw(clock)?.now_ns(call))
}

/// clock_getres(2).
pub(super) fn resolution(clock: u32) -> SysResult<u64> {
    Clock::from_raw(clock).map(|_| 1)
}
