use std::sync::Arc;

use vivarium_abi::{AT_FDCWD, Errno, TerminalSize};
use vivarium_vfs::{AttributeChange, DirectoryEntry};

use super::call::Call;
use super::mode::{FdStat, wasi_type};
use crate::file::{AccessMode, FdFlags, File, FileDescription, SysResult};

/// close(2).
pub(super) fn close(call: &Call<'_>, fd: u32) -> SysResult<()> {
    let closed = call.process.fds().remove(fd)?;
    drop(closed);
    Ok(())
}

/// pipe(2): read end, write end.
pub(super) fn pipe(call: &Call<'_>) -> SysResult<[u32; 2]> {
    let pipe = call.process.run.pipe(call.kernel)?;
    let open = |access| FileDescription::new(File::Pipe(pipe.open(access), None), access);
    let reader = call.process.insert_fd(open(AccessMode::Read))?;
    match call.process.insert_fd(open(AccessMode::Write)) {
        Ok(writer) => Ok([reader, writer]),
        Err(errno) => {
            close(call, reader)?;
            Err(errno)
        }
    }
}

/// fcntl(2), `F_DUPFD`.
pub(super) fn dup(call: &Call<'_>, fd: u32, min: u32) -> SysResult<u32> {
    let description = call.fd(fd)?;
    let limit = call.process.limits().open_files();
    if min >= limit {
        return Err(Errno::EINVAL);
    }
    call.process.fds().insert(description, min, limit)
}

/// dup2(2).
pub(super) fn dup2(call: &Call<'_>, fd: u32, new: u32) -> SysResult<()> {
    let description = call.fd(fd)?;
    if fd == new {
        return Ok(());
    }
    let limit = call.process.limits().open_files();
    call.process.fds().replace(new, description, limit)
}

/// Moves a descriptor to another number, closing what had that.
pub(super) fn renumber(call: &Call<'_>, fd: u32, new: u32) -> SysResult<()> {
    // Both must be open, as the specification has it; a new number would be dup2's work.
    call.fd(new)?;
    dup2(call, fd, new)?;
    if fd == new { Ok(()) } else { close(call, fd) }
}

/// lseek(2).
pub(super) fn seek(call: &Call<'_>, fd: u32, delta: i64, whence: u32) -> SysResult<u64> {
    let description = call.fd(fd)?;
    let mut offset = description.offset();
    let start = match (&description.file, whence) {
        (File::Pipe(..) | File::Stream(_), _) => return Err(Errno::ESPIPE),
        // Devices have no position: every seek ends at 0.
        (File::Device(..), 0..=2) => return Ok(0),
        (_, 0) => 0,
        (_, 1) => *offset,
        (File::Regular(node), 2) => node.metadata()?.size,
        _ => return Err(Errno::EINVAL),
    };
    let position = start.checked_add_signed(delta).filter(|&position| i64::try_from(position).is_ok());
    *offset = position.ok_or(Errno::EINVAL)?;
    Ok(*offset)
}

/// lseek(2) by nothing.
pub(super) fn tell(call: &Call<'_>, fd: u32) -> SysResult<u64> {
    seek(call, fd, 0, 1)
}

/// fcntl(2), `F_GETFL`, and the kind of file.
pub(super) fn fdstat(call: &Call<'_>, fd: u32) -> SysResult<FdStat> {
    // wasi-libc asks what a directory that it passes to a path call allows.
    if fd == AT_FDCWD as u32 {
        return Ok(FdStat::of_directory());
    }
    Ok(FdStat::of(call.fd(fd)?.as_ref()))
}

/// fcntl(2), `F_SETFL`.
pub(super) fn set_flags(call: &Call<'_>, fd: u32, flags: u32) -> SysResult<()> {
    let flags = FdFlags::from_raw(flags).ok_or(Errno::EINVAL)?;
    call.fd(fd)?.set_flags(flags);
    Ok(())
}

/// Gives up rights. They follow from how a file was opened, so there are none to give up.
pub(super) fn set_rights(call: &Call<'_>, fd: u32) -> SysResult<()> {
    call.fd(fd).map(|_| ())
}

/// posix_fadvise(3): taken note of, and nothing done.
pub(super) fn advise(call: &Call<'_>, fd: u32, advice: u32) -> SysResult<()> {
    const LAST_ADVICE: u32 = 5;
    match &call.fd(fd)?.file {
        File::Pipe(..) | File::Stream(_) => Err(Errno::ESPIPE),
        _ if advice > LAST_ADVICE => Err(Errno::EINVAL),
        _ => Ok(()),
    }
}

/// posix_fallocate(3): the file gets at least this size, as a hole.
pub(super) fn allocate(call: &Call<'_>, fd: u32, offset: u64, len: u64) -> SysResult<()> {
    let description = writable(call, fd)?;
    let end = offset.checked_add(len).filter(|&end| i64::try_from(end).is_ok()).ok_or(Errno::EFBIG)?;
    match &description.file {
        _ if len == 0 => Err(Errno::EINVAL),
        File::Regular(node) if node.metadata()?.size < end => {
            node.set_attributes(&AttributeChange::size(end))
        }
        File::Regular(_) => Ok(()),
        File::Pipe(..) | File::Stream(_) => Err(Errno::ESPIPE),
        File::Directory(_) | File::Device(..) => Err(Errno::ENODEV),
    }
}

/// ftruncate(2).
pub(super) fn truncate(call: &Call<'_>, fd: u32, size: u64) -> SysResult<()> {
    let description = call.fd(fd)?;
    match &description.file {
        _ if i64::try_from(size).is_err() => Err(Errno::EINVAL),
        File::Regular(node) if description.access.writes() => {
            if size > call.process.limits().file_size() {
                return Err(Errno::EFBIG);
            }
            node.set_attributes(&AttributeChange::size(size))
        }
        _ => Err(Errno::EINVAL),
    }
}

/// fsync(2) and fdatasync(2).
pub(super) fn sync(call: &Call<'_>, fd: u32) -> SysResult<()> {
    match &call.fd(fd)?.file {
        File::Regular(node) | File::Directory(node) => node.sync(),
        _ => Err(Errno::EINVAL),
    }
}

/// Lists a directory from `cookie` on; as getdents(2), but the last entry may be cut off.
///
/// Returns how many bytes were written; fewer than `len` mean the end.
pub(super) fn readdir(call: &mut Call<'_>, fd: u32, address: u32, len: u32, cookie: u64) -> SysResult<u32> {
    /// How many entries are asked of the file system at a time.
    const BATCH: usize = 128;
    let description = call.fd(fd)?;
    let File::Directory(node) = &description.file else { return Err(Errno::ENOTDIR) };
    let buffer = call.memory.bytes_mut(address, len)?;
    let (mut filled, mut cookie) = (0, cookie);
    while filled < buffer.len() {
        let entries = node.read_directory(cookie, BATCH)?;
        if entries.is_empty() {
            break;
        }
        for entry in &entries {
            let bytes = dirent(entry);
            let len = bytes.len().min(buffer.len() - filled);
            buffer[filled..filled + len].copy_from_slice(&bytes[..len]);
            filled += len;
            cookie = entry.cookie;
        }
    }
    Ok(filled as u32)
}

/// WASI's `dirent`, and the name behind it.
fn dirent(entry: &DirectoryEntry) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(24 + entry.name.len());
    bytes.extend(entry.cookie.to_le_bytes());
    bytes.extend(entry.inode.to_le_bytes());
    bytes.extend((entry.name.len() as u32).to_le_bytes());
    bytes.extend([wasi_type(entry.file_type), 0, 0, 0]);
    bytes.extend(&entry.name);
    bytes
}

/// ioctl(2), `TIOCGWINSZ`.
pub(super) fn terminal_size(call: &Call<'_>, fd: u32) -> SysResult<TerminalSize> {
    match &call.fd(fd)?.file {
        File::Stream(stream) => stream.terminal.ok_or(Errno::ENOTTY),
        _ => Err(Errno::ENOTTY),
    }
}

fn writable(call: &Call<'_>, fd: u32) -> SysResult<Arc<FileDescription>> {
    let description = call.fd(fd)?;
    if description.access.writes() { Ok(description) } else { Err(Errno::EBADF) }
}
