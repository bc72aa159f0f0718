use std::path::Path;

pub use libc::{dev_t, mode_t};

use crate::{Errno, Result, c_path};

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
