use vivarium_abi::{Errno, SystemInfo};

use super::call::Call;
use crate::file::SysResult;

/// sysinfo(2).
pub(super) fn info(call: &Call<'_>) -> SysResult<SystemInfo> {
    let (kernel, memory) = (call.kernel, &call.process.run.memory);
    Ok(SystemInfo {
        memory_bytes: memory.limit(),
        memory_free_bytes: memory.free(),
        uptime_ns: kernel.uptime_ns(),
        // One process of a container executes at a time.
        cpus: 1,
        processes: kernel.processes.lock().live_count() as u32,
    })
}

/// Every socket call: nothing that is open is one.
pub(super) fn not_a_socket(call: &Call<'_>, fd: u32) -> SysResult<()> {
    call.fd(fd).and(Err(Errno::ENOTSOCK))
}

/// `fd_prestat_get`: there are no preopened directories. Guests name files by path; see the ABI's `AT_FDCWD`.
pub(super) fn no_preopens() -> SysResult<()> {
    Err(Errno::EBADF)
}
