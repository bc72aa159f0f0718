//! Safe wrappers over [`crate::calls`], named as the man pages are.

/// Open descriptors; pipe(2), dup(2), fstat(2) and their kin.
pub mod descriptor;
/// Files by name; stat(2), chmod(2), chown(2) and their kin.
pub mod path;
/// Processes; posix_spawn(3), execve(2), fork(2), waitpid(2), kill(2) and their kin.
pub mod process;
/// Signals; signal(7).
pub mod signal;

use crate::Errno;
use crate::calls::RawErrno;

/// The answer of a system call.
pub type Result<T> = core::result::Result<T, Errno>;

fn check(raw: RawErrno) -> Result<()> {
    match u16::try_from(raw).ok().and_then(Errno::from_raw) {
        None if raw == 0 => Ok(()),
        None => Err(Errno::ENOSYS),
        Some(errno) => Err(errno),
    }
}
