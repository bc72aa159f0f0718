//! Tools that tell about the machine and its processes.

pub(crate) mod clear;
pub(crate) mod free;
pub(crate) mod hostname;
pub(crate) mod ps;
pub(crate) mod sync;
pub(crate) mod uname;
pub(crate) mod uptime;

use vivarium_abi::SystemInfo;

/// Asks the kernel about the container.
fn info() -> SystemInfo {
    let mut info = SystemInfo::default();
    // SAFETY: `info` outlives the call; on failure it keeps its zeros.
    let _ = unsafe { vivarium_abi::calls::sys_info(&raw mut info) };
    info
}
