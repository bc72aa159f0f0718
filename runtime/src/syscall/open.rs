use std::sync::Arc;

use vivarium_abi::Errno;
use vivarium_vfs::{FileType, Node, OpenOptions};

use super::call::Call;
use super::mode::{device, rights};
use crate::file::{AccessMode, FdFlags, File, FileDescription, Origin, SysResult, TTY};
use crate::procfs;

/// Permission bits that a new file asks for; WASI has no argument for them.
const FILE_MODE: u32 = 0o666;

/// WASI's `oflags`.
mod oflags {
    pub(super) const CREATE: u32 = 1;
    pub(super) const DIRECTORY: u32 = 2;
    pub(super) const EXCLUSIVE: u32 = 4;
    pub(super) const TRUNCATE: u32 = 8;
    pub(super) const ALL: u32 = 15;
}

/// How `path_open` opens.
#[derive(Clone, Copy)]
pub(super) struct OpenFlags {
    pub(super) lookup: u32,
    pub(super) oflags: u32,
    pub(super) rights: u64,
    pub(super) fdflags: u32,
}

impl OpenFlags {
    /// `O_ACCMODE`: it follows from the rights that are asked for. A directory is only read.
    fn access(self) -> AccessMode {
        const WRITES: u64 = rights::FD_WRITE | rights::FD_ALLOCATE | rights::FD_FILESTAT_SET_SIZE;
        let writes = self.rights & WRITES != 0 && self.oflags & oflags::DIRECTORY == 0;
        match (self.rights & rights::FD_READ != 0, writes) {
            (true, true) => AccessMode::Both,
            (false, true) => AccessMode::Write,
            (_, false) => AccessMode::Read,
        }
    }

    fn options(self, mode: u32) -> OpenOptions {
        let has = |flag: u32| self.oflags & flag != 0;
        OpenOptions {
            write: self.access().writes(),
            create: has(oflags::CREATE),
            exclusive: has(oflags::EXCLUSIVE),
            truncate: has(oflags::TRUNCATE),
            directory: has(oflags::DIRECTORY),
            no_follow: self.lookup & 1 == 0,
            mode,
        }
    }
}

/// openat(2). Blocks for a named pipe until its other side is open too.
pub(super) async fn open(
    call: &mut Call<'_>,
    (dir, path, len): (u32, u32, u32),
    how: OpenFlags,
) -> SysResult<u32> {
    let flags = FdFlags::from_raw(how.fdflags).ok_or(Errno::EINVAL)?;
    if how.oflags & !oflags::ALL != 0 {
        return Err(Errno::EINVAL);
    }
    let (base, path) = call.path(dir, path, len)?;
    let options = how.options(call.process.creation_mode(FILE_MODE));
    let node = call.kernel.vfs.open(&base, &path, &options)?;
    let access = how.access();
    let (file, origin) = match procfs::open_file(call.kernel, &node)? {
        Some(open) => (reopen(&open, access, flags)?, open.origin.clone()),
        None => (open_node(call, node, access, flags).await?, Some(Origin { base, path })),
    };
    let description = FileDescription::new(file, access).with_flags(flags).with_origin(origin);
    call.process.insert_fd(description)
}

async fn open_node(call: &Call<'_>, node: Node, access: AccessMode, flags: FdFlags) -> SysResult<File> {
    let metadata = node.metadata()?;
    match metadata.file_type {
        FileType::Regular => Ok(File::Regular(node)),
        FileType::Directory => Ok(File::Directory(node)),
        FileType::Fifo => open_fifo(call, node, access, flags).await,
        FileType::CharDevice if metadata.rdev == TTY => {
            call.process.run.terminal.clone().map(File::Stream).ok_or(Errno::ENXIO)
        }
        FileType::CharDevice => Ok(File::Device(device(&metadata).ok_or(Errno::ENXIO)?, Some(node))),
        FileType::Symlink => Err(Errno::ELOOP),
    }
}

/// fifo(7): a reader waits for a writer and a writer for a reader, unless non-blocking.
async fn open_fifo(call: &Call<'_>, node: Node, access: AccessMode, flags: FdFlags) -> SysResult<File> {
    let pipe = call.kernel.fifos.pipe(&node, || call.process.run.pipe(call.kernel))?;
    let end = pipe.open(access);
    match access {
        AccessMode::Both => {}
        AccessMode::Write if flags.nonblock() && !end.has_reader() => return Err(Errno::ENXIO),
        AccessMode::Read | AccessMode::Write if flags.nonblock() => {}
        AccessMode::Read | AccessMode::Write => {
            let seen = end.partners_opened();
            call.process.block(|context| end.poll_partner(context, seen).map(Ok)).await?;
        }
    }
    Ok(File::Pipe(end, Some(node)))
}

/// Opens once more what is open: `/proc/<pid>/fd/<n>`. The new description has its own offset; proc(5).
fn reopen(open: &Arc<FileDescription>, access: AccessMode, flags: FdFlags) -> SysResult<File> {
    Ok(match &open.file {
        File::Regular(node) => File::Regular(node.clone()),
        File::Directory(_) if access.writes() => return Err(Errno::EISDIR),
        File::Directory(node) => File::Directory(node.clone()),
        File::Device(device, node) => File::Device(*device, node.clone()),
        File::Stream(stream) => File::Stream(stream.clone()),
        File::Pipe(end, node) => {
            let end = end.pipe().open(access);
            if access == AccessMode::Write && flags.nonblock() && !end.has_reader() {
                return Err(Errno::ENXIO);
            }
            File::Pipe(end, node.clone())
        }
    })
}
