use vivarium_vfs::Last;

use super::call::Call;
use super::stat::last;
use crate::file::SysResult;
use crate::procfs;

/// Permission bits that mkdir(2) asks for; WASI has no argument for them.
const DIRECTORY_MODE: u32 = 0o777;

/// A path argument: directory descriptor, address and length.
pub(super) type PathArgument = (u32, u32, u32);

/// mkdirat(2).
pub(super) fn create_directory(call: &Call<'_>, (dir, path, len): PathArgument) -> SysResult<()> {
    let (base, path) = call.path(dir, path, len)?;
    call.kernel.vfs.mkdir(&base, &path, call.process.creation_mode(DIRECTORY_MODE))
}

/// mkfifoat(3).
pub(super) fn mkfifo(call: &Call<'_>, (dir, path, len): PathArgument, mode: u32) -> SysResult<()> {
    let (base, path) = call.path(dir, path, len)?;
    call.kernel.vfs.mkfifo(&base, &path, call.process.creation_mode(mode & 0o777))
}

/// linkat(2).
pub(super) fn link(call: &Call<'_>, lookup: u32, from: PathArgument, to: PathArgument) -> SysResult<()> {
    let (from_base, from) = call.path(from.0, from.1, from.2)?;
    let (base, path) = call.path(to.0, to.1, to.2)?;
    call.kernel.vfs.link(&from_base, &from, last(lookup), &base, &path)
}

/// readlinkat(2): what does not fit is cut off.
pub(super) fn read_link(
    call: &mut Call<'_>,
    (dir, path, len): PathArgument,
    address: u32,
    size: u32,
) -> SysResult<u32> {
    let (base, path) = call.path(dir, path, len)?;
    let link = call.kernel.vfs.resolve(&base, &path, Last::NoFollow)?;
    let target = match procfs::read_link(call.kernel, &link)? {
        Some(target) => target,
        None => link.read_link()?,
    };
    let buffer = call.memory.bytes_mut(address, size)?;
    let len = target.len().min(buffer.len());
    buffer[..len].copy_from_slice(&target[..len]);
    Ok(len as u32)
}

/// unlinkat(2), `AT_REMOVEDIR`.
pub(super) fn remove_directory(call: &Call<'_>, (dir, path, len): PathArgument) -> SysResult<()> {
    let (base, path) = call.path(dir, path, len)?;
    call.kernel.vfs.rmdir(&base, &path)
}

/// renameat(2).
pub(super) fn rename(call: &Call<'_>, from: PathArgument, to: PathArgument) -> SysResult<()> {
    let (from_base, from) = call.path(from.0, from.1, from.2)?;
    let (to_base, to) = call.path(to.0, to.1, to.2)?;
    call.kernel.vfs.rename(&from_base, &from, &to_base, &to)
}

/// symlinkat(2).
pub(super) fn symlink(call: &Call<'_>, target: u32, target_len: u32, link: PathArgument) -> SysResult<()> {
    let target = call.memory.path(target, target_len)?;
    let (base, path) = call.path(link.0, link.1, link.2)?;
    call.kernel.vfs.symlink(&target, &base, &path)
}

/// unlinkat(2).
pub(super) fn unlink(call: &Call<'_>, (dir, path, len): PathArgument) -> SysResult<()> {
    let (base, path) = call.path(dir, path, len)?;
    call.kernel.vfs.unlink(&base, &path)
}
