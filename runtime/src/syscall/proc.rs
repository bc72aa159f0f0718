use vivarium_abi::{
    Errno, Identity, Limit, LimitResource, ProcessTimes, STACK_POINTER_EXPORT, Signal, SpawnRequest,
    WaitResult,
};
use vivarium_vfs::{FileType, Last, Node};
use wasmtime::{Caller, Extern};

use super::call::Call;
use crate::file::SysResult;
use crate::kernel::{self, Guest, Leave};

/// posix_spawn(3).
pub(super) async fn spawn(call: &mut Call<'_>, request: u32, len: u32) -> SysResult<i32> {
    let request = decode(call, request, len)?;
    kernel::spawn(call.kernel, call.process, request).await
}

/// execve(2).
pub(super) fn execute(call: &Call<'_>, request: u32, len: u32) -> SysResult<Leave> {
    let request = decode(call, request, len)?;
    if request.process_group != -1 {
        return Err(Errno::EINVAL);
    }
    kernel::execute(call.kernel, call.process, request)
}

/// The same program anew, unprepared.
pub(super) fn restart(call: &Call<'_>) -> SysResult<Leave> {
    kernel::restart(call.kernel, call.process)
}

fn decode(call: &Call<'_>, address: u32, len: u32) -> SysResult<SpawnRequest> {
    /// What a request holds besides arguments and environment: paths, counts and the descriptor map.
    const REST_MAX: usize = 64 << 10;
    if len as usize > call.process.run.limits.arguments_bytes.saturating_add(REST_MAX) {
        return Err(Errno::E2BIG);
    }
    SpawnRequest::decode(call.memory.bytes(address, len)?).map_err(|_| Errno::EINVAL)
}

/// The exported stack pointer, which fork(2) carries over; `ENOSYS` for a program that was not built to fork.
pub(super) fn stack_pointer(caller: &mut Caller<'_, Guest>) -> SysResult<i32> {
    let Some(Extern::Global(global)) = caller.get_export(STACK_POINTER_EXPORT) else {
        return Err(Errno::ENOSYS);
    };
    if caller.get_export(vivarium_abi::FORK_CHILD_EXPORT).is_none() {
        return Err(Errno::ENOSYS);
    }
    global.get(caller).i32().ok_or(Errno::ENOSYS)
}

/// fork(2).
pub(super) async fn fork(call: &mut Call<'_>, stack_pointer: SysResult<i32>) -> SysResult<i32> {
    kernel::fork(call.kernel, call.process, call.memory.0, stack_pointer?).await
}

/// waitpid(2).
pub(super) async fn wait(call: &mut Call<'_>, pid: i32, options: u32) -> SysResult<WaitResult> {
    kernel::wait(call.kernel, call.process, pid, options).await
}

/// kill(2).
pub(super) async fn kill(call: &mut Call<'_>, pid: i32, signal: u32) -> SysResult<()> {
    let signal = match signal {
        0 => None,
        number => Some(Signal::from_number(number).ok_or(Errno::EINVAL)?),
    };
    call.kernel.kill(call.process.pid, pid, signal)?;
    // The caller may have been among those meant: then it does not come back from here, or not at once.
    call.process.rest().await;
    Ok(())
}

/// raise(3).
pub(super) async fn raise(call: &mut Call<'_>, signal: u32) -> SysResult<()> {
    kill(call, call.process.pid, signal).await
}

/// sched_yield(2).
pub(super) async fn rest(call: &mut Call<'_>) -> SysResult<()> {
    call.process.rest().await;
    Ok(())
}

/// getpid(2) and its kin.
pub(super) fn identity(call: &Call<'_>) -> SysResult<Identity> {
    call.kernel.processes.lock().identity(call.process.pid)
}

/// setpgid(2).
pub(super) fn set_group(call: &Call<'_>, pid: i32, group: i32) -> SysResult<()> {
    kernel::set_group(call.kernel, call.process.pid, pid, group)
}

/// setsid(2).
pub(super) fn set_session(call: &Call<'_>) -> SysResult<()> {
    kernel::new_session(call.kernel, call.process.pid)
}

/// chdir(2).
pub(super) fn chdir(call: &Call<'_>, path: u32, len: u32) -> SysResult<()> {
    let path = call.memory.path(path, len)?;
    let directory = call.kernel.vfs.resolve(&call.process.cwd(), &path, Last::Follow)?;
    enter(call, directory)
}

/// fchdir(2).
pub(super) fn fchdir(call: &Call<'_>, fd: u32) -> SysResult<()> {
    enter(call, call.directory(fd)?)
}

fn enter(call: &Call<'_>, directory: Node) -> SysResult<()> {
    if directory.file_type()? != FileType::Directory {
        return Err(Errno::ENOTDIR);
    }
    call.process.set_cwd(directory);
    Ok(())
}

/// getcwd(2): the length is written even where the path does not fit.
pub(super) fn getcwd(call: &mut Call<'_>, address: u32, size: u32, len: u32) -> SysResult<()> {
    let path = call.kernel.vfs.path_of(&call.process.cwd())?;
    call.memory.write(len, &(path.len() as u32))?;
    if path.len() > size as usize {
        return Err(Errno::ERANGE);
    }
    call.memory.write_bytes(address, &path)
}

/// umask(2).
pub(super) fn umask(call: &Call<'_>, mask: u32) -> SysResult<u32> {
    Ok(call.process.set_umask(mask))
}

/// times(2).
pub(super) fn times(call: &Call<'_>) -> SysResult<ProcessTimes> {
    let self_ns = call.process.run.caller_cpu_ns(call.process);
    let table = call.kernel.processes.lock();
    let children_ns = table.get(call.process.pid).map_or(0, |entry| entry.children_cpu_ns);
    Ok(ProcessTimes { self_ns, children_ns })
}

/// getrlimit(2).
pub(super) fn limit(call: &Call<'_>, resource: u32) -> SysResult<Limit> {
    let resource = LimitResource::from_raw(resource).ok_or(Errno::EINVAL)?;
    Ok(call.process.limits().get(resource))
}

/// setrlimit(2). The hard limit only falls, though the guest is root: it stands for what the run was given.
pub(super) fn set_limit(call: &Call<'_>, resource: u32, limit: u32) -> SysResult<()> {
    let resource = LimitResource::from_raw(resource).ok_or(Errno::EINVAL)?;
    let hard = limit.checked_add(8).ok_or(Errno::EFAULT)?;
    let limit = Limit { soft: call.memory.read_u64(limit)?, hard: call.memory.read_u64(hard)? };
    let mut limits = call.process.limits();
    if limit.soft > limit.hard {
        return Err(Errno::EINVAL);
    }
    if limit.hard > limits.get(resource).hard {
        return Err(Errno::EPERM);
    }
    limits.set(resource, limit);
    Ok(())
}
