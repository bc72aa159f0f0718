//! The part of nix's interface that the tools use.
//!
//! nix itself compiles to nothing for WASI. The tools take their unix code here (see `shell/recipes/uutils`), and that
//! code speaks nix in a few places: error numbers, modes, FIFOs, users and groups, files relative to a directory.

/// `dirent.h`.
pub mod dir;
/// Error numbers.
pub mod errno;
/// `fcntl.h`.
pub mod fcntl;
/// System calls by header.
pub mod sys {
    /// `sys/stat.h`.
    pub mod stat;
}
/// `unistd.h`, `pwd.h` and `grp.h`.
pub mod unistd;

pub use errno::Errno;
pub use libc;

/// What a failed call returns.
pub type Error = Errno;
/// What a call returns.
pub type Result<T> = core::result::Result<T, Errno>;

fn c_path(path: &std::path::Path) -> Result<std::ffi::CString> {
    use std::os::unix::ffi::OsStrExt as _;
    std::ffi::CString::new(path.as_os_str().as_bytes()).map_err(|_| Errno::EINVAL)
}
