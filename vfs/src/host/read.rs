//! The host calls that change nothing.

use std::os::fd::AsFd;

use cap_std::fs::{Dir, File};
use rustix::fs::{self, AtFlags, Mode, OFlags};

use super::calls::{Call, begin};
use super::{HostStat, Opening, SIZE_MAX, component, convert, file};
use crate::host_errno::errno;
use crate::{Errno, Result, Statistics};

pub(crate) fn stat(dir: &Dir, name: &[u8]) -> Result<HostStat> {
    begin(Call::Read)?;
    fs::statat(dir, component(name)?, AtFlags::SYMLINK_NOFOLLOW).map(convert).map_err(errno)
}

pub(crate) fn stat_open(file: impl AsFd) -> Result<HostStat> {
    begin(Call::Read)?;
    fs::fstat(file).map(convert).map_err(errno)
}

pub(crate) fn open_directory(dir: &Dir, name: &[u8]) -> Result<Dir> {
    begin(Call::Read)?;
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let fd = fs::openat(dir, component(name)?, flags, Mode::empty()).map_err(link_as_not_directory)?;
    Ok(Dir::from_std_file(fd.into()))
}

/// Opens a directory again, for all uses: cap-std may hold one that is good for resolution only.
pub(crate) fn reopen(dir: &Dir) -> Result<Dir> {
    begin(Call::Read)?;
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let fd = fs::openat(dir, ".", flags, Mode::empty()).map_err(errno)?;
    Ok(Dir::from_std_file(fd.into()))
}

/// Opens the directory above, in a tree where nobody else moves directories. Never to be called on its root.
pub(crate) fn open_parent(dir: &Dir) -> Result<Dir> {
    begin(Call::Read)?;
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let fd = fs::openat(dir, "..", flags, Mode::empty()).map_err(errno)?;
    Ok(Dir::from_std_file(fd.into()))
}

/// Opens a file that is there. ELOOP for a symbolic link; a pipe or device does not block.
pub(crate) fn open_file(dir: &Dir, name: &[u8], opening: Opening) -> Result<File> {
    begin(Call::Read)?;
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

pub(crate) fn read_link(dir: &Dir, name: &[u8]) -> Result<Vec<u8>> {
    begin(Call::Read)?;
    fs::readlinkat(dir, component(name)?, Vec::new()).map(std::ffi::CString::into_bytes).map_err(errno)
}

/// Tells the sizes of the file system that a directory is on.
pub(crate) fn statistics(dir: &Dir) -> Result<Statistics> {
    begin(Call::Read)?;
    let host = fs::fstatvfs(dir).map_err(errno)?;
    Ok(Statistics {
        bytes: host.f_blocks.saturating_mul(host.f_frsize),
        bytes_free: host.f_bavail.saturating_mul(host.f_frsize),
        inodes: host.f_files,
        inodes_free: host.f_favail,
    })
}

/// Reads from an open file; 0 at or past its end.
pub(crate) fn read_at(file: impl AsFd, buf: &mut [u8], offset: u64) -> Result<usize> {
    begin(Call::Read)?;
    // No file reaches as far as an offset that the host could not take.
    if offset > SIZE_MAX { Ok(0) } else { rustix::io::pread(file, buf, offset).map_err(errno) }
}

/// Lists the names in a directory, without `.` and `..`.
pub(crate) fn names(dir: &Dir) -> Result<Vec<Vec<u8>>> {
    begin(Call::Read)?;
    let mut names = Vec::new();
    for entry in fs::Dir::read_from(dir).map_err(errno)? {
        let entry = entry.map_err(errno)?;
        match entry.file_name().to_bytes() {
            b"." | b".." => {}
            name => names.push(name.to_vec()),
        }
    }
    Ok(names)
}

/// Finds the next bytes of an open file that are not a hole, from an offset on; `None` if only a hole follows.
#[cfg(target_os = "linux")]
pub(crate) fn next_data(file: impl AsFd, offset: u64) -> Result<Option<std::ops::Range<u64>>> {
    use rustix::fs::{SeekFrom, seek};
    begin(Call::Read)?;
    match seek(&file, SeekFrom::Data(offset)) {
        Ok(start) => Ok(Some(start..seek(&file, SeekFrom::Hole(start)).map_err(errno)?)),
        Err(rustix::io::Errno::NXIO) => Ok(None),
        Err(host) => Err(errno(host)),
    }
}

/// Takes all bytes of an open file for data: the host does not tell of holes.
#[cfg(not(target_os = "linux"))]
pub(crate) fn next_data(file: impl AsFd, offset: u64) -> Result<Option<std::ops::Range<u64>>> {
    let size = stat_open(file)?.size;
    Ok((offset < size).then_some(offset..size))
}

/// Reads an extended attribute of an open file; `None` without it, or if it does not fit.
pub(crate) fn attribute(file: impl AsFd, name: &str, buf: &mut [u8]) -> Result<Option<usize>> {
    use rustix::io::Errno as Host;
    begin(Call::Read)?;
    match fs::fgetxattr(file, name, buf) {
        Ok(size) => Ok(Some(size)),
        Err(Host::NODATA | Host::OPNOTSUPP | Host::RANGE) => Ok(None),
        Err(host) => Err(errno(host)),
    }
}

// O_DIRECTORY with O_NOFOLLOW on a link: Linux says ENOTDIR, others ELOOP.
fn link_as_not_directory(error: rustix::io::Errno) -> Errno {
    match errno(error) {
        Errno::ELOOP => Errno::ENOTDIR,
        other => other,
    }
}
