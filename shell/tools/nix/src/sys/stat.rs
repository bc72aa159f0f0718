use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, AsRawFd as _};
use std::path::Path;

pub use libc::{dev_t, mode_t, stat as FileStat};

use crate::fcntl::AtFlags;
use crate::{Errno, Result, c_path};

mod raw {
    use std::ffi::{c_char, c_int};

    unsafe extern "C" {
        pub(super) fn fchmod(fd: c_int, mode: libc::mode_t) -> c_int;
        pub(super) fn fchmodat(
            directory: c_int,
            name: *const c_char,
            mode: libc::mode_t,
            flags: c_int,
        ) -> c_int;
    }
}

bitflags::bitflags! {
    /// Permission bits.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Mode: mode_t {
        /// All of them.
        const ALL = 0o7777;
    }

    /// The file type in `st_mode`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct SFlag: mode_t {
        /// A named pipe.
        const S_IFIFO = libc::S_IFIFO;
        /// A character device.
        const S_IFCHR = libc::S_IFCHR;
        /// A block device.
        const S_IFBLK = libc::S_IFBLK;
        /// A regular file.
        const S_IFREG = libc::S_IFREG;
    }
}

/// mknod(2).
pub fn mknod<P: ?Sized + AsRef<Path>>(path: &P, kind: SFlag, perm: Mode, dev: dev_t) -> Result<()> {
    let path = c_path(path.as_ref())?;
    // SAFETY: `path` is a C string that outlives the call.
    Errno::result(unsafe { libc::mknod(path.as_ptr(), kind.bits() | perm.bits(), dev) }).map(drop)
}

/// umask(2).
pub fn umask(mode: Mode) -> Mode {
    // SAFETY: umask only changes the process's mask.
    Mode::from_bits_truncate(unsafe { libc::umask(mode.bits()) })
}

/// Whose mode fchmodat(2) changes, given a symbolic link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FchmodatFlags {
    /// What the link names.
    FollowSymlink,
    /// The link itself.
    NoFollowSymlink,
}

/// fstatat(2).
pub fn fstatat(directory: impl AsFd, name: &CStr, flags: AtFlags) -> Result<FileStat> {
    let mut stat = MaybeUninit::uninit();
    let directory = directory.as_fd().as_raw_fd();
    // SAFETY: `name` and `stat` outlive the call.
    Errno::result(unsafe { libc::fstatat(directory, name.as_ptr(), stat.as_mut_ptr(), flags.bits()) })?;
    // SAFETY: the call has succeeded.
    Ok(unsafe { stat.assume_init() })
}

/// fstat(2).
pub fn fstat(fd: impl AsFd) -> Result<FileStat> {
    let mut stat = MaybeUninit::uninit();
    // SAFETY: `stat` outlives the call.
    Errno::result(unsafe { libc::fstat(fd.as_fd().as_raw_fd(), stat.as_mut_ptr()) })?;
    // SAFETY: the call has succeeded.
    Ok(unsafe { stat.assume_init() })
}

/// mkdirat(2).
pub fn mkdirat(directory: impl AsFd, name: &CStr, mode: Mode) -> Result<()> {
    // SAFETY: `name` is a C string that outlives the call.
    Errno::result(unsafe { libc::mkdirat(directory.as_fd().as_raw_fd(), name.as_ptr(), mode.bits()) })
        .map(drop)
}

/// fchmod(2).
pub fn fchmod(fd: impl AsFd, mode: Mode) -> Result<()> {
    // SAFETY: takes numbers.
    Errno::result(unsafe { raw::fchmod(fd.as_fd().as_raw_fd(), mode.bits()) }).map(drop)
}

/// fchmodat(2).
pub fn fchmodat(directory: impl AsFd, name: &CStr, mode: Mode, flags: FchmodatFlags) -> Result<()> {
    let flags = match flags {
        FchmodatFlags::FollowSymlink => 0,
        FchmodatFlags::NoFollowSymlink => libc::AT_SYMLINK_NOFOLLOW,
    };
    let directory = directory.as_fd().as_raw_fd();
    // SAFETY: `name` is a C string that outlives the call.
    Errno::result(unsafe { raw::fchmodat(directory, name.as_ptr(), mode.bits(), flags) }).map(drop)
}
