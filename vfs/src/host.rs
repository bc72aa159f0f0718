//! The only calls that reach the host's files: one name in one directory that is held open, never following a link.
//!
//! cap-std's own methods resolve whole paths and links inside a directory. Here names are single components and a
//! link must not be followed at all, so these go to the `at` calls on cap-std's `Dir` directly.

use std::ffi::OsStr;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;

use cap_std::fs::{Dir, File};
use rustix::fs::{self, AtFlags, Mode, OFlags, Timespec, Timestamps, UTIME_OMIT};

use crate::host_errno::errno;
use crate::{Errno, NAME_MAX, Result, Statistics};

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

pub(crate) fn stat(dir: &Dir, name: &[u8]) -> Result<HostStat> {
    fs::statat(dir, component(name)?, AtFlags::SYMLINK_NOFOLLOW).map(convert).map_err(errno)
}

pub(crate) fn stat_open(file: impl AsFd) -> Result<HostStat> {
    fs::fstat(file).map(convert).map_err(errno)
}

pub(crate) fn open_directory(dir: &Dir, name: &[u8]) -> Result<Dir> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let fd = fs::openat(dir, component(name)?, flags, Mode::empty()).map_err(link_as_not_directory)?;
    Ok(Dir::from_std_file(fd.into()))
}

/// Opens a directory again, for all uses: cap-std may hold one that is good for resolution only.
pub(crate) fn reopen(dir: &Dir) -> Result<Dir> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let fd = fs::openat(dir, ".", flags, Mode::empty()).map_err(errno)?;
    Ok(Dir::from_std_file(fd.into()))
}

/// Opens the directory above, in a tree where nobody else moves directories. Never to be called on its root.
pub(crate) fn open_parent(dir: &Dir) -> Result<Dir> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let fd = fs::openat(dir, "..", flags, Mode::empty()).map_err(errno)?;
    Ok(Dir::from_std_file(fd.into()))
}

/// Opens a file that is there. ELOOP for a symbolic link; a pipe or device does not block.
pub(crate) fn open_file(dir: &Dir, name: &[u8], opening: Opening) -> Result<File> {
    let flags = match opening {
        Opening::Read => OFlags::RDONLY,
        Opening::ReadWrite => OFlags::RDWR,
    } | OFlags::NOFOLLOW
        | OFlags::NONBLOCK
        | OFlags::NOCTTY
        | OFlags::CLOEXEC;
    let fd = fs::openat(dir, component(name)?, flags, Mode::empty()).map_err(errno)?;
    Ok(file(fd))
}

pub(crate) fn create_file(dir: &Dir, name: &[u8], mode: u32) -> Result<File> {
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let fd = fs::openat(dir, component(name)?, flags, Mode::from_raw_mode(mode)).map_err(errno)?;
    Ok(file(fd))
}

pub(crate) fn make_directory(dir: &Dir, name: &[u8], mode: u32) -> Result<()> {
    fs::mkdirat(dir, component(name)?, Mode::from_raw_mode(mode)).map_err(errno)
}

pub(crate) fn make_symlink(dir: &Dir, name: &[u8], target: &[u8]) -> Result<()> {
    fs::symlinkat(target, dir, component(name)?).map_err(errno)
}

pub(crate) fn read_link(dir: &Dir, name: &[u8]) -> Result<Vec<u8>> {
    fs::readlinkat(dir, component(name)?, Vec::new()).map(std::ffi::CString::into_bytes).map_err(errno)
}

pub(crate) fn link(from: &Dir, from_name: &[u8], to: &Dir, to_name: &[u8]) -> Result<()> {
    let (from_name, to_name) = (component(from_name)?, component(to_name)?);
    fs::linkat(from, from_name, to, to_name, AtFlags::empty()).map_err(errno)
}

pub(crate) fn rename(from: &Dir, from_name: &[u8], to: &Dir, to_name: &[u8]) -> Result<()> {
    fs::renameat(from, component(from_name)?, to, component(to_name)?).map_err(errno)
}

pub(crate) fn unlink(dir: &Dir, name: &[u8]) -> Result<()> {
    fs::unlinkat(dir, component(name)?, AtFlags::empty()).map_err(errno)
}

pub(crate) fn remove_directory(dir: &Dir, name: &[u8]) -> Result<()> {
    fs::unlinkat(dir, component(name)?, AtFlags::REMOVEDIR).map_err(errno)
}

/// Changes the mode of a file that its mode lets nobody open.
pub(crate) fn change_mode_at(dir: &Dir, name: &[u8], mode: u32) -> Result<()> {
    let mode = Mode::from_raw_mode(mode);
    fs::chmodat(dir, component(name)?, mode, AtFlags::SYMLINK_NOFOLLOW).map_err(errno)
}

/// Tells the sizes of the file system that a directory is on.
pub(crate) fn statistics(dir: &Dir) -> Result<Statistics> {
    let host = fs::fstatvfs(dir).map_err(errno)?;
    Ok(Statistics {
        bytes: host.f_blocks.saturating_mul(host.f_frsize),
        bytes_free: host.f_bavail.saturating_mul(host.f_frsize),
        inodes: host.f_files,
        inodes_free: host.f_favail,
    })
}

pub(crate) fn change_mode(file: impl AsFd, mode: u32) -> Result<()> {
    fs::fchmod(file, Mode::from_raw_mode(mode)).map_err(errno)
}

/// Reads from an open file; 0 at or past its end.
pub(crate) fn read_at(file: impl AsFd, buf: &mut [u8], offset: u64) -> Result<usize> {
    // No file reaches as far as an offset that the host could not take.
    if offset > SIZE_MAX { Ok(0) } else { rustix::io::pread(file, buf, offset).map_err(errno) }
}

/// Writes to an open file. EINVAL past the host's largest offset, as pwrite(2).
pub(crate) fn write_at(file: impl AsFd, buf: &[u8], offset: u64) -> Result<usize> {
    end_of_write(buf, offset)?;
    rustix::io::pwrite(file, buf, offset).map_err(errno)
}

/// Where a write would end, if the host has such an offset.
pub(crate) fn end_of_write(buf: &[u8], offset: u64) -> Result<u64> {
    offset.checked_add(buf.len() as u64).filter(|&end| end <= SIZE_MAX).ok_or(Errno::EINVAL)
}

/// Sets the length of an open file.
pub(crate) fn truncate(file: impl AsFd, size: u64) -> Result<()> {
    if size > SIZE_MAX { Err(Errno::EINVAL) } else { fs::ftruncate(file, size).map_err(errno) }
}

/// Brings an open file's contents to the disk.
pub(crate) fn sync(file: impl AsFd) -> Result<()> {
    fs::fsync(file).map_err(errno)
}

/// Sets the times that are given, of the name itself.
pub(crate) fn set_times(dir: &Dir, name: &[u8], atime_ns: Option<i64>, mtime_ns: Option<i64>) -> Result<()> {
    let times = Timestamps { last_access: timespec(atime_ns), last_modification: timespec(mtime_ns) };
    fs::utimensat(dir, component(name)?, &times, AtFlags::SYMLINK_NOFOLLOW).map_err(errno)
}

/// Sets the times that are given, of an open file.
pub(crate) fn set_times_open(file: impl AsFd, atime_ns: Option<i64>, mtime_ns: Option<i64>) -> Result<()> {
    let times = Timestamps { last_access: timespec(atime_ns), last_modification: timespec(mtime_ns) };
    fs::futimens(file, &times).map_err(errno)
}

/// Lists the names in a directory, without `.` and `..`.
pub(crate) fn names(dir: &Dir) -> Result<Vec<Vec<u8>>> {
    let io = |error: std::io::Error| errno_of(&error);
    let entries = dir.entries().map_err(io)?;
    entries.map(|entry| Ok(entry.map_err(io)?.file_name().as_bytes().to_vec())).collect()
}

/// Translates an error of the standard library's or cap-std's calls.
pub(crate) fn errno_of(error: &std::io::Error) -> Errno {
    rustix::io::Errno::from_io_error(error).map_or(Errno::EIO, errno)
}

fn file(fd: OwnedFd) -> File {
    File::from_std(fd.into())
}

// O_DIRECTORY with O_NOFOLLOW on a link: Linux says ENOTDIR, others ELOOP.
fn link_as_not_directory(error: rustix::io::Errno) -> Errno {
    match errno(error) {
        Errno::ELOOP => Errno::ENOTDIR,
        other => other,
    }
}

fn timespec(time_ns: Option<i64>) -> Timespec {
    match time_ns {
        None => Timespec { tv_sec: 0, tv_nsec: UTIME_OMIT },
        Some(ns) => Timespec { tv_sec: ns.div_euclid(1_000_000_000), tv_nsec: ns.rem_euclid(1_000_000_000) },
    }
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
