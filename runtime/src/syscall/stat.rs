use std::sync::Arc;

use vivarium_abi::{Errno, FileSystemStats, Stat};
use vivarium_vfs::{AttributeChange, FileType, Last, Node};

use super::call::Call;
use super::clock::Clock;
use super::mode::{FileStat, stat_of, stat_of_open};
use crate::file::{FileDescription, SysResult};
use crate::procfs;

/// `lookupflags`: follows a symbolic link at the end of the path.
const SYMLINK_FOLLOW: u32 = 1;

/// What a path leads to: a node, or through `/proc/<pid>/fd` an open file.
enum Target {
    Node(Node),
    Open(Arc<FileDescription>),
}

pub(super) fn last(lookup: u32) -> Last {
    if lookup & SYMLINK_FOLLOW == 0 { Last::NoFollow } else { Last::Follow }
}

fn resolve(call: &Call<'_>, dir: u32, lookup: u32, path: u32, len: u32) -> SysResult<Target> {
    let (base, path) = call.path(dir, path, len)?;
    let node = call.kernel.vfs.resolve(&base, &path, last(lookup))?;
    if lookup & SYMLINK_FOLLOW != 0
        && let Some(description) = procfs::open_file(call.kernel, &node)?
    {
        return Ok(Target::Open(description));
    }
    Ok(Target::Node(node))
}

/// fstat(2).
pub(super) fn fd(call: &Call<'_>, fd: u32) -> SysResult<Stat> {
    if let Ok(description) = call.fd(fd) {
        return stat_of_open(&description);
    }
    Ok(stat_of(&call.directory(fd)?.metadata()?))
}

/// fstatat(2).
pub(super) fn path(call: &Call<'_>, dir: u32, lookup: u32, path: u32, len: u32) -> SysResult<Stat> {
    match resolve(call, dir, lookup, path, len)? {
        Target::Node(node) => Ok(stat_of(&node.metadata()?)),
        Target::Open(description) => stat_of_open(&description),
    }
}

/// fstat(2), in WASI's form.
pub(super) fn fd_filestat(call: &Call<'_>, number: u32) -> SysResult<FileStat> {
    fd(call, number).map(FileStat)
}

/// fstatat(2), in WASI's form.
pub(super) fn path_filestat(
    call: &Call<'_>,
    dir: u32,
    lookup: u32,
    name: u32,
    len: u32,
) -> SysResult<FileStat> {
    path(call, dir, lookup, name, len).map(FileStat)
}

/// futimens(3).
pub(super) fn set_fd_times(call: &Call<'_>, fd: u32, atime: u64, mtime: u64, flags: u32) -> SysResult<()> {
    let change = times(call, atime, mtime, flags)?;
    change_open(call, fd, &change)
}

/// utimensat(2).
pub(super) fn set_path_times(
    call: &Call<'_>,
    (dir, lookup, path, len): (u32, u32, u32, u32),
    (atime, mtime, flags): (u64, u64, u32),
) -> SysResult<()> {
    let change = times(call, atime, mtime, flags)?;
    change_path(call, (dir, lookup, path, len), &change)
}

/// WASI's `fstflags`: which times are set, and which of them to the present.
fn times(call: &Call<'_>, atime: u64, mtime: u64, flags: u32) -> SysResult<AttributeChange> {
    let now = Clock::Realtime.now_ns(call);
    let time = |given: u64, set: bool, set_now: bool| match (set, set_now) {
        (true, true) => Err(Errno::EINVAL),
        (false, true) => Ok(Some(now as i64)),
        // WASI's number is unsigned; our libc gives times before 1970 as two's complement.
        (true, false) => Ok(Some(given as i64)),
        (false, false) => Ok(None),
    };
    Ok(AttributeChange {
        atime_ns: time(atime, flags & 1 != 0, flags & 2 != 0)?,
        mtime_ns: time(mtime, flags & 4 != 0, flags & 8 != 0)?,
        ..AttributeChange::default()
    })
}

/// fchmod(2).
pub(super) fn chmod_fd(call: &Call<'_>, fd: u32, mode: u32) -> SysResult<()> {
    change_open(call, fd, &AttributeChange::mode(mode & 0o7777))
}

/// fchmodat(2).
pub(super) fn chmod_path(call: &Call<'_>, place: (u32, u32, u32, u32), mode: u32) -> SysResult<()> {
    change_path(call, place, &AttributeChange::mode(mode & 0o7777))
}

/// fchown(2).
pub(super) fn chown_fd(call: &Call<'_>, fd: u32, uid: u32, gid: u32) -> SysResult<()> {
    change_open(call, fd, &owner(uid, gid))
}

/// fchownat(2).
pub(super) fn chown_path(call: &Call<'_>, place: (u32, u32, u32, u32), uid: u32, gid: u32) -> SysResult<()> {
    change_path(call, place, &owner(uid, gid))
}

fn owner(uid: u32, gid: u32) -> AttributeChange {
    let given = |id: u32| (id != u32::MAX).then_some(id);
    AttributeChange { uid: given(uid), gid: given(gid), ..AttributeChange::default() }
}

fn change_open(call: &Call<'_>, fd: u32, change: &AttributeChange) -> SysResult<()> {
    match call.fd(fd)?.file.node() {
        Some(node) => node.set_attributes(change),
        // A pipe's attributes are nobody's concern; Linux takes them too.
        None => Ok(()),
    }
}

fn change_path(
    call: &Call<'_>,
    (dir, lookup, path, len): (u32, u32, u32, u32),
    change: &AttributeChange,
) -> SysResult<()> {
    match resolve(call, dir, lookup, path, len)? {
        Target::Node(node) if change.mode.is_some() && node.file_type()? == FileType::Symlink => {
            Err(Errno::ENOTSUP)
        }
        Target::Node(node) => node.set_attributes(change),
        Target::Open(description) => {
            description.file.node().map_or(Ok(()), |node| node.set_attributes(change))
        }
    }
}

/// statvfs(3).
pub(super) fn file_system(call: &Call<'_>, dir: u32, path: u32, len: u32) -> SysResult<FileSystemStats> {
    let node = match resolve(call, dir, SYMLINK_FOLLOW, path, len)? {
        Target::Node(node) => node,
        Target::Open(description) => description.file.node().cloned().ok_or(Errno::ENOSYS)?,
    };
    let found = node.statistics()?;
    Ok(FileSystemStats {
        bytes: found.bytes,
        bytes_free: found.bytes_free,
        inodes: found.inodes,
        inodes_free: found.inodes_free,
    })
}
