use super::{Result, check};
use crate::{Stat, TerminalSize, calls};

/// Makes a pipe: its read end and its write end; pipe(2).
///
/// # Errors
/// `EMFILE` at the descriptor limit.
pub fn pipe() -> Result<(i32, i32)> {
    let mut ends = [0; 2];
    // SAFETY: `ends` is writable.
    check(unsafe { calls::fd_pipe(&raw mut ends) })?;
    Ok((ends[0], ends[1]))
}

/// Duplicates a descriptor as the lowest free one not below `min`; fcntl(2) `F_DUPFD`.
///
/// # Errors
/// `EBADF`, `EMFILE`, and `EINVAL` for a `min` above the limit.
pub fn dup(fd: i32, min: i32) -> Result<i32> {
    let mut copy = 0;
    // SAFETY: `copy` is writable.
    check(unsafe { calls::fd_dup(fd, min, &raw mut copy) })?;
    Ok(copy)
}

/// Duplicates a descriptor as `copy`, closing what that was; dup2(2).
///
/// # Errors
/// `EBADF`.
pub fn dup2(fd: i32, copy: i32) -> Result<()> {
    // SAFETY: passes no memory.
    check(unsafe { calls::fd_dup2(fd, copy) })
}

/// An open file's attributes; fstat(2).
///
/// # Errors
/// `EBADF`.
pub fn stat(fd: i32) -> Result<Stat> {
    let mut stat = Stat::default();
    // SAFETY: `stat` is writable.
    check(unsafe { calls::fd_stat(fd, &raw mut stat) })?;
    Ok(stat)
}

/// Sets an open file's permission bits; fchmod(2).
///
/// # Errors
/// `EBADF`, `EROFS`.
pub fn chmod(fd: i32, mode: u32) -> Result<()> {
    // SAFETY: passes no memory.
    check(unsafe { calls::fd_chmod(fd, mode) })
}

/// Sets an open file's owner and group, `None` to leave one; fchown(2).
///
/// # Errors
/// `EBADF`, `EROFS`.
pub fn chown(fd: i32, uid: Option<u32>, gid: Option<u32>) -> Result<()> {
    // SAFETY: passes no memory.
    check(unsafe { calls::fd_chown(fd, uid.unwrap_or(u32::MAX), gid.unwrap_or(u32::MAX)) })
}

/// The size of the terminal that a descriptor is; ioctl_tty(2) `TIOCGWINSZ`.
///
/// # Errors
/// `ENOTTY` if it is none.
pub fn terminal_size(fd: i32) -> Result<TerminalSize> {
    let mut size = TerminalSize::default();
    // SAFETY: `size` is writable.
    check(unsafe { calls::fd_terminal_size(fd, &raw mut size) })?;
    Ok(size)
}
