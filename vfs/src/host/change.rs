//! The host calls that change files. What stands on the disk is right after each of them, see `tests/crash.rs`.

use std::os::fd::AsFd;

use cap_std::fs::{Dir, File};
use rustix::fs::{self, AtFlags, Mode, OFlags, Timespec, Timestamps, UTIME_OMIT, XattrFlags};

use super::calls::{Call, begin};
use super::{SIZE_MAX, component, end_of_write, errno_of, file};
use crate::host_errno::errno;
use crate::{Errno, Result};

pub(crate) fn create_file(dir: &Dir, name: &[u8], mode: u32) -> Result<File> {
    begin(Call::Change)?;
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let fd = fs::openat(dir, component(name)?, flags, Mode::from_raw_mode(mode)).map_err(errno)?;
    Ok(file(fd))
}

pub(crate) fn make_directory(dir: &Dir, name: &[u8], mode: u32) -> Result<()> {
    begin(Call::Change)?;
    fs::mkdirat(dir, component(name)?, Mode::from_raw_mode(mode)).map_err(errno)
}

pub(crate) fn make_symlink(dir: &Dir, name: &[u8], target: &[u8]) -> Result<()> {
    begin(Call::Change)?;
    fs::symlinkat(target, dir, component(name)?).map_err(errno)
}

pub(crate) fn link(from: &Dir, from_name: &[u8], to: &Dir, to_name: &[u8]) -> Result<()> {
    begin(Call::Change)?;
    let (from_name, to_name) = (component(from_name)?, component(to_name)?);
    fs::linkat(from, from_name, to, to_name, AtFlags::empty()).map_err(errno)
}

pub(crate) fn rename(from: &Dir, from_name: &[u8], to: &Dir, to_name: &[u8]) -> Result<()> {
    begin(Call::Change)?;
    fs::renameat(from, component(from_name)?, to, component(to_name)?).map_err(errno)
}

pub(crate) fn unlink(dir: &Dir, name: &[u8]) -> Result<()> {
    begin(Call::Change)?;
    fs::unlinkat(dir, component(name)?, AtFlags::empty()).map_err(errno)
}

pub(crate) fn remove_directory(dir: &Dir, name: &[u8]) -> Result<()> {
    begin(Call::Change)?;
    fs::unlinkat(dir, component(name)?, AtFlags::REMOVEDIR).map_err(errno)
}

/// Changes the mode of a file that its mode lets nobody open.
pub(crate) fn change_mode_at(dir: &Dir, name: &[u8], mode: u32) -> Result<()> {
    begin(Call::Change)?;
    let mode = Mode::from_raw_mode(mode);
    fs::chmodat(dir, component(name)?, mode, AtFlags::SYMLINK_NOFOLLOW).map_err(errno)
}

pub(crate) fn change_mode(file: impl AsFd, mode: u32) -> Result<()> {
    begin(Call::Change)?;
    fs::fchmod(file, Mode::from_raw_mode(mode)).map_err(errno)
}

/// Writes to an open file. EINVAL past the host's largest offset, as pwrite(2).
pub(crate) fn write_at(file: impl AsFd, buf: &[u8], offset: u64) -> Result<usize> {
    begin(Call::Change)?;
    end_of_write(buf, offset)?;
    rustix::io::pwrite(file, buf, offset).map_err(errno)
}

/// Sets the length of an open file.
pub(crate) fn truncate(file: impl AsFd, size: u64) -> Result<()> {
    begin(Call::Change)?;
    if size > SIZE_MAX { Err(Errno::EINVAL) } else { fs::ftruncate(file, size).map_err(errno) }
}

/// Brings an open file's contents to the disk.
pub(crate) fn sync(file: impl AsFd) -> Result<()> {
    begin(Call::Change)?;
    fs::fsync(file).map_err(errno)
}

/// Sets the times that are given, of the name itself.
pub(crate) fn set_times(dir: &Dir, name: &[u8], atime_ns: Option<i64>, mtime_ns: Option<i64>) -> Result<()> {
    begin(Call::Change)?;
    let times = Timestamps { last_access: timespec(atime_ns), last_modification: timespec(mtime_ns) };
    fs::utimensat(dir, component(name)?, &times, AtFlags::SYMLINK_NOFOLLOW).map_err(errno)
}

/// Sets the times that are given, of an open file.
pub(crate) fn set_times_open(file: impl AsFd, atime_ns: Option<i64>, mtime_ns: Option<i64>) -> Result<()> {
    begin(Call::Change)?;
    let times = Timestamps { last_access: timespec(atime_ns), last_modification: timespec(mtime_ns) };
    fs::futimens(file, &times).map_err(errno)
}

/// Removes a file, or a directory with all that is in it.
pub(crate) fn remove_tree(dir: &Dir, name: &[u8]) -> Result<()> {
    match unlink(dir, name) {
        Err(Errno::EISDIR | Errno::EPERM) => {}
        removed => return removed,
    }
    begin(Call::Change)?;
    dir.remove_dir_all(component(name)?).map_err(|error| errno_of(&error))
}

/// Sets an extended attribute of an open file. ENOTSUP on a host without.
pub(crate) fn set_attribute(file: impl AsFd, name: &str, value: &[u8]) -> Result<()> {
    begin(Call::Change)?;
    fs::fsetxattr(file, name, value, XattrFlags::empty()).map_err(errno)
}

/// Brings the whole file system that a directory is on to the disk: contents, attributes and names.
pub(crate) fn sync_all(dir: &Dir) -> Result<()> {
    begin(Call::Change)?;
    #[cfg(target_os = "linux")]
    return fs::syncfs(dir).map_err(errno);
    #[cfg(not(target_os = "linux"))]
    {
        fs::sync();
        Ok(())
    }
}

fn timespec(time_ns: Option<i64>) -> Timespec {
    match time_ns {
        None => Timespec { tv_sec: 0, tv_nsec: UTIME_OMIT },
        Some(ns) => Timespec { tv_sec: ns.div_euclid(1_000_000_000), tv_nsec: ns.rem_euclid(1_000_000_000) },
    }
}
