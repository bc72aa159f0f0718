use std::ffi::CStr;
use std::os::fd::{AsFd, AsRawFd as _, FromRawFd as _, OwnedFd};
use std::path::Path;

use crate::sys::stat::Mode;
use crate::{Errno, Result, c_path};

bitflags::bitflags! {
    /// How a file is opened.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct OFlag: libc::c_int {
        /// For reading.
        const O_RDONLY = libc::O_RDONLY;
        /// For writing.
        const O_WRONLY = libc::O_WRONLY;
        /// Made if it is not there.
        const O_CREAT = libc::O_CREAT;
        /// Fails if it is there.
        const O_EXCL = libc::O_EXCL;
        /// A directory only.
        const O_DIRECTORY = libc::O_DIRECTORY;
        /// No symbolic link.
        const O_NOFOLLOW = libc::O_NOFOLLOW;
        /// Closed in the programs that are executed.
        const O_CLOEXEC = libc::O_CLOEXEC;
    }

    /// How a name is looked up.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct AtFlags: libc::c_int {
        /// The link itself.
        const AT_SYMLINK_NOFOLLOW = libc::AT_SYMLINK_NOFOLLOW;
    }
}

/// open(2).
pub fn open<P: ?Sized + AsRef<Path>>(path: &P, flags: OFlag, mode: Mode) -> Result<OwnedFd> {
    open_from(libc::AT_FDCWD, &c_path(path.as_ref())?, flags, mode)
}

/// openat(2).
pub fn openat(directory: impl AsFd, name: &CStr, flags: OFlag, mode: Mode) -> Result<OwnedFd> {
    open_from(directory.as_fd().as_raw_fd(), name, flags, mode)
}

fn open_from(directory: libc::c_int, name: &CStr, flags: OFlag, mode: Mode) -> Result<OwnedFd> {
    // SAFETY: `name` is a C string that outlives the call.
    let fd = Errno::result(unsafe { libc::openat(directory, name.as_ptr(), flags.bits(), mode.bits()) })?;
    // SAFETY: the descriptor is new.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}
