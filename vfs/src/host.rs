//! The only calls that reach the host's files: one name in one directory that is held open, never following a link.
//!
//! cap-std's own methods resolve whole paths and links inside a directory. Here names are single components and a
//! link must not be followed at all, so these go to the `at` calls on cap-std's `Dir` directly.

pub(crate) mod calls;
mod change;
mod read;

use std::ffi::OsStr;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;

use cap_std::fs::File;
use rustix::fs;

pub(crate) use change::*;
pub(crate) use read::*;

use crate::host_errno::errno;
use crate::{Errno, NAME_MAX, Result};

/// Most bytes in a file: offsets are signed on the host.
const SIZE_MAX: u64 = i64::MAX as u64;

/// What the host says of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HostStat {
    pub(crate) device: u64,
    pub(crate) inode: u64,
    pub(crate) kind: HostKind,
    pub(crate) mode: u32,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    pub(crate) nlink: u32,
    pub(crate) size: u64,
    pub(crate) blocks: u64,
    pub(crate) atime_ns: i64,
    pub(crate) mtime_ns: i64,
    pub(crate) ctime_ns: i64,
}

/// Kinds of host files; `Special` ones are never opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HostKind {
    Regular,
    Directory,
    Symlink,
    Fifo,
    Special,
}

/// How a host file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    Read,
    ReadWrite,
}

/// Checks that a name is one component, the condition for everything here.
fn component(name: &[u8]) -> Result<&OsStr> {
    let bad = name.is_empty() || name == b"." || name == b"..";
    if bad || name.iter().any(|&byte| byte == b'/' || byte == 0) {
        return Err(Errno::EINVAL);
    }
    if name.len() > NAME_MAX {
        return Err(Errno::ENAMETOOLONG);
    }
    Ok(OsStr::from_bytes(name))
}

/// Where a write would end, if the host has such an offset.
pub(crate) fn end_of_write(buf: &[u8], offset: u64) -> Result<u64> {
    offset.checked_add(buf.len() as u64).filter(|&end| end <= SIZE_MAX).ok_or(Errno::EINVAL)
}

/// Translates an error of the standard library's or cap-std's calls.
pub(crate) fn errno_of(error: &std::io::Error) -> Errno {
    rustix::io::Errno::from_io_error(error).map_or(Errno::EIO, errno)
}

fn file(fd: OwnedFd) -> File {
    File::from_std(fd.into())
}

#[allow(clippy::unnecessary_cast, reason = "the widths differ between hosts")]
fn convert(stat: fs::Stat) -> HostStat {
    let kind = match fs::FileType::from_raw_mode(stat.st_mode) {
        fs::FileType::RegularFile => HostKind::Regular,
        fs::FileType::Directory => HostKind::Directory,
        fs::FileType::Symlink => HostKind::Symlink,
        fs::FileType::Fifo => HostKind::Fifo,
        _ => HostKind::Special,
    };
    let time_ns = |seconds: i64, ns: i64| seconds.saturating_mul(1_000_000_000).saturating_add(ns);
    HostStat {
        device: stat.st_dev as u64,
        inode: stat.st_ino as u64,
        kind,
        mode: stat.st_mode as u32 & 0o7777,
        uid: stat.st_uid,
        gid: stat.st_gid,
        nlink: stat.st_nlink as u32,
        size: stat.st_size as u64,
        blocks: stat.st_blocks as u64,
        atime_ns: time_ns(stat.st_atime as i64, stat.st_atime_nsec as i64),
        mtime_ns: time_ns(stat.st_mtime as i64, stat.st_mtime_nsec as i64),
        ctime_ns: time_ns(stat.st_ctime as i64, stat.st_ctime_nsec as i64),
    }
}
