use vivarium_abi::Errno;

use super::table::Table;
use super::{Kernel, Pid};
use crate::file::SysResult;

/// Puts a process, the caller or a child of it, in a group of its session; setpgid(2).
pub(crate) fn set_group(kernel: &Kernel, caller: Pid, pid: Pid, group: Pid) -> SysResult<()> {
    if group < 0 {
        return Err(Errno::EINVAL);
    }
    let pid = if pid == 0 { caller } else { pid };
    let group = if group == 0 { pid } else { group };
    let mut table = kernel.processes.lock();
    let session = table.get(caller).ok_or(Errno::ESRCH)?.session;
    let entry = table.get(pid).ok_or(Errno::ESRCH)?;
    if pid != caller && entry.parent != caller {
        return Err(Errno::ESRCH);
    }
    // The leader of a session stays, and so do those of other sessions.
    if entry.session == pid || entry.session != session {
        return Err(Errno::EPERM);
    }
    join(&mut table, pid, group)
}

/// Puts a process in a group, which must be its own or one of its session.
pub(crate) fn join(table: &mut Table, pid: Pid, group: Pid) -> SysResult<()> {
    let session = table.get(pid).ok_or(Errno::ESRCH)?.session;
    let exists =
        group == pid || table.entries().any(|entry| entry.group == group && entry.session == session);
    if !exists {
        return Err(Errno::EPERM);
    }
    if let Some(entry) = table.get_mut(pid) {
        entry.group = group;
    }
    Ok(())
}

/// Makes the caller the leader of a new session and group; `EPERM` if it leads a group; setsid(2).
pub(crate) fn new_session(kernel: &Kernel, pid: Pid) -> SysResult<()> {
    let mut table = kernel.processes.lock();
    if table.entries().any(|entry| entry.group == pid) {
        return Err(Errno::EPERM);
    }
    let entry = table.get_mut(pid).ok_or(Errno::ESRCH)?;
    (entry.group, entry.session) = (pid, pid);
    Ok(())
}
