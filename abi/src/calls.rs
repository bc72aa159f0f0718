use crate::{
    FileSystemStats, Identity, Limit, ProcessTimes, RecordLock, Stat, SystemInfo, TerminalSize, WaitResult,
};

/// A WASI errno: 0 for success.
pub type RawErrno = i32;

#[link(wasm_import_module = "vivarium")]
unsafe extern "C" {
    /// posix_spawn(3): starts the encoded [`crate::SpawnRequest`] as a child. `ENOENT`, `EACCES`, `ENOEXEC` as
    /// execve(2); `EAGAIN` at the process limit.
    pub fn proc_spawn(request: *const u8, request_len: usize, pid: *mut i32) -> RawErrno;
    /// execve(2): replaces the calling process; returns only to fail.
    pub fn proc_exec(request: *const u8, request_len: usize) -> RawErrno;
    /// Replaces the calling process, whose program is prepared, by the same program unprepared: arguments, environment,
    /// descriptors and directory stay as they are, and it is as if the preparation had never been used. For the
    /// beginning of `_start`, where arguments or environment ask for another initialisation than the prepared one.
    /// Returns only to fail: `EINVAL` for a program that is not prepared.
    pub fn proc_restart() -> RawErrno;
    /// fork(2) at an await point: the child starts in `__fork_child` with a copy of the memory and the exported
    /// `__stack_pointer`; the caller gets its pid.
    pub fn proc_fork(pid: *mut i32) -> RawErrno;
    /// waitpid(2): `pid` > 0 that child, 0 any of the caller's group, −1 any, < −1 any of group −`pid`. `ECHILD` where
    /// there is none, `EINTR` when a caught signal arrives first.
    pub fn proc_wait(pid: i32, options: u32, result: *mut WaitResult) -> RawErrno;
    /// kill(2), with its readings of `pid`; signal 0 only checks.
    pub fn proc_kill(pid: i32, signal: u32) -> RawErrno;
    /// getpid(2) and its kin.
    pub fn proc_identity(identity: *mut Identity) -> RawErrno;
    /// setpgid(2).
    pub fn proc_setpgid(pid: i32, pgid: i32) -> RawErrno;
    /// setsid(2).
    pub fn proc_setsid() -> RawErrno;
    /// chdir(2).
    pub fn proc_chdir(path: *const u8, path_len: usize) -> RawErrno;
    /// fchdir(2).
    pub fn proc_fchdir(fd: i32) -> RawErrno;
    /// getcwd(2): writes the path without a terminator, and its length; `ERANGE` (with the length) if it does not fit,
    /// `ENOENT` if the directory was removed.
    pub fn proc_getcwd(buffer: *mut u8, buffer_len: usize, len: *mut usize) -> RawErrno;
    /// umask(2).
    pub fn proc_umask(mask: u32, old: *mut u32) -> RawErrno;
    /// times(2).
    pub fn proc_times(times: *mut ProcessTimes) -> RawErrno;
    /// getrlimit(2), with a [`crate::LimitResource`].
    pub fn proc_getrlimit(resource: u32, limit: *mut Limit) -> RawErrno;
    /// setrlimit(2).
    pub fn proc_setrlimit(resource: u32, limit: *const Limit) -> RawErrno;

    /// sigaction(2): sets a signal's [`crate::Disposition`] and returns the old one.
    pub fn sig_action(signal: u32, disposition: u32, old: *mut u32) -> RawErrno;
    /// sigprocmask(2), with a [`crate::MaskHow`].
    pub fn sig_mask(how: u32, set: u64, old: *mut u64) -> RawErrno;
    /// Takes the next queued signal out of the queue; 0 for none.
    pub fn sig_take(signal: *mut u32) -> RawErrno;
    /// Has the kernel store 1 at `flag` whenever a caught signal is queued; null ends that.
    pub fn sig_notify(flag: *mut u32) -> RawErrno;
    /// pause(2): blocks until a caught signal is queued, then returns `EINTR`.
    pub fn sig_pause() -> RawErrno;
    /// setitimer(2) for `ITIMER_REAL`: SIGALRM after `ns` (0 disarms), then each `interval_ns` (0 for once); `old` gets
    /// the time that was left.
    pub fn sig_alarm(ns: u64, interval_ns: u64, old: *mut u64) -> RawErrno;

    /// pipe(2): read end, write end.
    pub fn fd_pipe(fds: *mut [i32; 2]) -> RawErrno;
    /// fcntl(2) `F_DUPFD`: the lowest free descriptor not below `min`.
    pub fn fd_dup(fd: i32, min: i32, new: *mut i32) -> RawErrno;
    /// dup2(2).
    pub fn fd_dup2(fd: i32, new: i32) -> RawErrno;
    /// The lowest open descriptor not below `min`; `EBADF` if there is none.
    pub fn fd_next(min: i32, fd: *mut i32) -> RawErrno;
    /// fcntl(2) `F_SETLK`, or with `wait` 1 `F_SETLKW`: takes a lock of this `LockKind`, or gives it up. A `len` of 0
    /// reaches to the end of the file. `EAGAIN` if another process has it.
    pub fn fd_lock(fd: i32, kind: u32, start: u64, len: u64, wait: u32) -> RawErrno;
    /// fcntl(2) `F_GETLK`.
    pub fn fd_lock_query(fd: i32, kind: u32, start: u64, len: u64, found: *mut RecordLock) -> RawErrno;
    /// flock(2): the lock belongs to the open file.
    pub fn fd_flock(fd: i32, kind: u32, wait: u32) -> RawErrno;
    /// fstat(2).
    pub fn fd_stat(fd: i32, stat: *mut Stat) -> RawErrno;
    /// fchmod(2).
    pub fn fd_chmod(fd: i32, mode: u32) -> RawErrno;
    /// fchown(2); `u32::MAX` leaves an id as it is.
    pub fn fd_chown(fd: i32, uid: u32, gid: u32) -> RawErrno;
    /// `TIOCGWINSZ`: the size of the terminal; `ENOTTY` for anything else.
    pub fn fd_terminal_size(fd: i32, size: *mut TerminalSize) -> RawErrno;

    /// fstatat(2); `lookup` is WASI's lookupflags: 1 follows a symbolic link at the end.
    pub fn path_stat(dir: i32, lookup: u32, path: *const u8, path_len: usize, stat: *mut Stat) -> RawErrno;
    /// fchmodat(2).
    pub fn path_chmod(dir: i32, lookup: u32, path: *const u8, path_len: usize, mode: u32) -> RawErrno;
    /// fchownat(2).
    pub fn path_chown(
        dir: i32,
        lookup: u32,
        path: *const u8,
        path_len: usize,
        uid: u32,
        gid: u32,
    ) -> RawErrno;
    /// mkfifoat(3).
    pub fn path_mkfifo(dir: i32, path: *const u8, path_len: usize, mode: u32) -> RawErrno;
    /// statvfs(3).
    pub fn path_statfs(dir: i32, path: *const u8, path_len: usize, stats: *mut FileSystemStats) -> RawErrno;

    /// sysinfo(2).
    pub fn sys_info(info: *mut SystemInfo) -> RawErrno;
}
