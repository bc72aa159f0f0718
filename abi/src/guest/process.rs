use super::{Result, check};
use crate::{
    Identity, Limit, LimitResource, ProcessTimes, Signal, SpawnRequest, SystemInfo, WNOHANG, WaitResult,
    calls,
};

/// Starts a child and returns its pid; posix_spawn(3).
///
/// # Errors
/// `ENOENT`, `EACCES`, `ENOEXEC` as execve(2); `EBADF` for a mapping of a closed descriptor; `EAGAIN` at the process limit.
pub fn spawn(request: &SpawnRequest) -> Result<i32> {
    let wire = request.encode();
    let mut pid = 0;
    // SAFETY: `wire` is readable for its length, `pid` writable.
    check(unsafe { calls::proc_spawn(wire.as_ptr(), wire.len(), &raw mut pid) })?;
    Ok(pid)
}

/// Replaces this process by another program; execve(2). Returns only to fail.
///
/// # Errors
/// As [`spawn`]; the process goes on.
pub fn exec(request: &SpawnRequest) -> Result<core::convert::Infallible> {
    let wire = request.encode();
    // SAFETY: `wire` is readable for its length.
    check(unsafe { calls::proc_exec(wire.as_ptr(), wire.len()) })?;
    unreachable!("proc_exec returns only to fail")
}

/// Begins this process anew with its program unprepared; see [`calls::proc_restart`]. Returns only to fail.
///
/// # Errors
/// `EINVAL` for a program that is not prepared.
pub fn restart() -> Result<core::convert::Infallible> {
    // SAFETY: passes no memory.
    check(unsafe { calls::proc_restart() })?;
    unreachable!("proc_restart returns only to fail")
}

/// Makes a copy of this process and returns its pid; fork(2).
///
/// The copy does not return from here: it begins in the export [`crate::FORK_CHILD_EXPORT`], with this memory.
///
/// # Errors
/// `EAGAIN` at the process limit, `ENOMEM` at the memory limit.
///
/// # Safety
/// In the copy every frame between the export that the kernel called and this call is gone, and nothing is dropped for
/// it. Whatever those frames hold must not be needed, nor be borrowed by what the copy goes on to use.
pub unsafe fn fork() -> Result<i32> {
    let mut pid = 0;
    // SAFETY: `pid` is writable; the rest is the caller's promise.
    check(unsafe { calls::proc_fork(&raw mut pid) })?;
    Ok(pid)
}

/// Waits for a child; waitpid(2). `None` where [`WNOHANG`] is among the options and no child has changed state.
///
/// # Errors
/// `ECHILD` without such a child, `EINTR` when a caught signal arrives first.
pub fn wait(pid: i32, options: u32) -> Result<Option<WaitResult>> {
    let mut found = WaitResult::default();
    // SAFETY: `found` is writable.
    check(unsafe { calls::proc_wait(pid, options, &raw mut found) })?;
    Ok((found.pid != 0 || options & WNOHANG == 0).then_some(found))
}

/// Sends a signal, or with `None` only checks that it could be sent; kill(2).
///
/// # Errors
/// `ESRCH` without such a process or group.
pub fn kill(pid: i32, signal: Option<Signal>) -> Result<()> {
    let number = signal.map_or(0, Signal::number);
    // SAFETY: passes no memory.
    check(unsafe { calls::proc_kill(pid, u32::from(number)) })
}

/// Who this process is; getpid(2), getppid(2), getpgrp(2), getsid(2), getuid(2), getgid(2).
pub fn identity() -> Identity {
    let mut identity = Identity::default();
    // SAFETY: `identity` is writable.
    check(unsafe { calls::proc_identity(&raw mut identity) }).expect("every process has an identity");
    identity
}

/// Moves a process to a group; setpgid(2). 0 stands for this process, as `pgid` for a group of its own.
///
/// # Errors
/// `ESRCH`, `EPERM`, `EACCES` as setpgid(2).
pub fn setpgid(pid: i32, pgid: i32) -> Result<()> {
    // SAFETY: passes no memory.
    check(unsafe { calls::proc_setpgid(pid, pgid) })
}

/// Begins a session; setsid(2).
///
/// # Errors
/// `EPERM` for a group leader.
pub fn setsid() -> Result<()> {
    // SAFETY: passes no memory.
    check(unsafe { calls::proc_setsid() })
}

/// Changes the working directory; chdir(2).
///
/// # Errors
/// `ENOENT`, `ENOTDIR`, … as chdir(2).
pub fn chdir(path: &[u8]) -> Result<()> {
    // SAFETY: `path` is readable for its length.
    check(unsafe { calls::proc_chdir(path.as_ptr(), path.len()) })
}

/// Makes an open directory the working directory; fchdir(2).
///
/// # Errors
/// `EBADF`, `ENOTDIR`.
pub fn fchdir(fd: i32) -> Result<()> {
    // SAFETY: passes no memory.
    check(unsafe { calls::proc_fchdir(fd) })
}

/// The working directory's path; getcwd(2).
///
/// # Errors
/// `ENOENT` if the directory was removed.
pub fn getcwd() -> Result<Vec<u8>> {
    // PATH_MAX: the kernel has no longer path.
    let mut path = vec![0; 4096];
    let mut len = 0;
    // SAFETY: `path` is writable for its length, `len` is writable.
    check(unsafe { calls::proc_getcwd(path.as_mut_ptr(), path.len(), &raw mut len) })?;
    path.truncate(len);
    Ok(path)
}

/// Sets the mask of mode bits that new files do not get, and returns the old one; umask(2).
pub fn umask(mask: u32) -> u32 {
    let mut old = 0;
    // SAFETY: `old` is writable.
    check(unsafe { calls::proc_umask(mask, &raw mut old) }).expect("umask never fails");
    old
}

/// CPU times; times(2).
pub fn times() -> ProcessTimes {
    let mut times = ProcessTimes::default();
    // SAFETY: `times` is writable.
    check(unsafe { calls::proc_times(&raw mut times) }).expect("times never fails");
    times
}

/// A resource's limit; getrlimit(2).
///
/// # Errors
/// `EINVAL` for a resource that the kernel does not count.
pub fn getrlimit(resource: LimitResource) -> Result<Limit> {
    let mut limit = Limit { soft: 0, hard: 0 };
    // SAFETY: `limit` is writable.
    check(unsafe { calls::proc_getrlimit(resource as u32, &raw mut limit) })?;
    Ok(limit)
}

/// Sets a resource's limit; setrlimit(2).
///
/// # Errors
/// `EINVAL` for a soft limit above the hard one, `EPERM` for a raised hard one.
pub fn setrlimit(resource: LimitResource, limit: Limit) -> Result<()> {
    // SAFETY: `limit` is readable.
    check(unsafe { calls::proc_setrlimit(resource as u32, &raw const limit) })
}

/// The machine; sysinfo(2).
pub fn sysinfo() -> SystemInfo {
    let mut info = SystemInfo::default();
    // SAFETY: `info` is writable.
    check(unsafe { calls::sys_info(&raw mut info) }).expect("sysinfo never fails");
    info
}
