use std::sync::Arc;

use cap_std::fs::Dir;

use super::inode::{Inode, Place};
use super::load::metadata;
use super::record::{MARK, Record};
use super::space::Space;
use super::usage::is_free;
use super::{State, now_ns};
use crate::handles::Handle;
use crate::host::{self, HostStat, Opening};
use crate::{Errno, FileType, InodeId, NewNode, Result};

impl State {
    pub(super) fn create(&mut self, dir: InodeId, name: &[u8], node: NewNode<'_>) -> Result<InodeId> {
        self.vacant(dir, name)?;
        let handle = self.directory_handle(dir)?;
        let charged = !is_free(name);
        if charged {
            self.charge.grow_inode()?;
        }
        let created = self.create_on_host(&handle, name, node);
        let (mut inode, handle) = match created {
            Ok(created) => created,
            Err(errno) => {
                if charged {
                    self.charge.shrink_inode();
                }
                return Err(errno);
            }
        };
        inode.charged = charged;
        inode.metadata.nlink = 0;
        // A mark of the overlay's is never read or written again.
        let id = self.insert_created(inode, handle.filter(|_| charged));
        self.add_place(id, dir, name)?;
        Ok(id)
    }

    /// Enters a new inode and keeps it open: most new files are written next.
    pub(super) fn insert_created(&mut self, inode: Inode, handle: Option<Handle>) -> InodeId {
        let id = self.insert(inode);
        if let Some(handle) = handle {
            self.handles.insert(id, handle);
        }
        id
    }

    pub(super) fn link(&mut self, id: InodeId, dir: InodeId, name: &[u8]) -> Result<()> {
        let inode = self.table.get(id)?;
        if inode.metadata.file_type == FileType::Directory {
            return Err(Errno::EPERM);
        }
        if inode.metadata.nlink == 0 {
            return Err(Errno::ENOENT);
        }
        self.vacant(dir, name)?;
        let (from, from_name) = self.host_name(id)?;
        let to = self.directory_handle(dir)?;
        host::link(&from, &from_name, &to, name)?;
        self.add_place(id, dir, name)?;
        let inode = self.table.get_mut(id)?;
        inode.metadata.ctime_ns = now_ns();
        let host_inode = inode.host_inode;
        self.by_host.insert(host_inode, id);
        Ok(())
    }

    /// Checks that a directory is there and nothing in it has the name.
    pub(super) fn vacant(&mut self, dir: InodeId, name: &[u8]) -> Result<()> {
        self.changeable()?;
        if self.children(dir)?.contains_key(name) {
            return Err(Errno::EEXIST);
        }
        // A removed directory takes nothing more.
        let inode = self.table.get(dir)?;
        if inode.metadata.nlink == 0 && inode.orphan.is_none() { Err(Errno::ENOENT) } else { Ok(()) }
    }

    pub(super) fn changeable(&self) -> Result<()> {
        match self.access {
            crate::Access::ReadWrite => Ok(()),
            crate::Access::ReadOnly => Err(Errno::EROFS),
        }
    }

    /// Enters a name that the host's directory has just got.
    pub(super) fn add_place(&mut self, id: InodeId, dir: InodeId, name: &[u8]) -> Result<()> {
        let inode = self.table.get_mut(id)?;
        inode.add_place(Place { directory: dir, name: name.into() });
        let is_directory = inode.metadata.file_type == FileType::Directory;
        inode.metadata.nlink += if is_directory { 2 } else { 1 };
        self.children(dir)?.insert(name.into(), Some(id));
        let parent = self.table.get_mut(dir)?;
        parent.metadata.nlink += u32::from(is_directory);
        parent.metadata.mtime_ns = now_ns();
        parent.metadata.ctime_ns = parent.metadata.mtime_ns;
        Ok(())
    }

    /// Makes the host's file, with its attributes; the inode is not entered yet.
    pub(super) fn create_on_host(
        &self,
        dir: &Arc<Dir>,
        name: &[u8],
        node: NewNode<'_>,
    ) -> Result<(Inode, Option<Handle>)> {
        let (file_type, mode) = match node {
            NewNode::Symlink { target } => {
                host::make_symlink(dir, name, target)?;
                let stat = host::stat(dir, name)?;
                return Ok((Inode::new(metadata(&stat, FileType::Symlink, None), stat.inode), None));
            }
            NewNode::File { mode } => (FileType::Regular, mode),
            NewNode::Fifo { mode } => (FileType::Fifo, mode),
            NewNode::Directory { mode } => (FileType::Directory, mode),
        };
        let record = Record { file_type, mode: mode & 0o7777, uid: 0, gid: 0, rdev: 0 };
        let (stat, handle) = if file_type == FileType::Directory {
            create_directory(dir, name, &record)?
        } else {
            create_file(dir, name, &record)?
        };
        let mut inode = Inode::new(metadata(&stat, file_type, Some(record)), stat.inode);
        inode.space = Some(Space::default());
        if file_type == FileType::Directory {
            inode.children = Some(Box::default());
        }
        Ok((inode, Some(handle)))
    }
}

fn create_file(dir: &Dir, name: &[u8], record: &Record) -> Result<(HostStat, Handle)> {
    let file = host::create_file(dir, name, record.host_mode())?;
    let stat = finish(&file, record).inspect_err(|_| {
        host::unlink(dir, name).ok();
    })?;
    Ok((stat, Handle::WritableFile(Arc::new(file))))
}

fn create_directory(dir: &Dir, name: &[u8], record: &Record) -> Result<(HostStat, Handle)> {
    host::make_directory(dir, name, record.host_mode())?;
    let opened = host::open_directory(dir, name);
    let finished = opened.and_then(|made| Ok((finish(&made, record)?, made)));
    let (stat, made) = finished.inspect_err(|_| {
        host::remove_directory(dir, name).ok();
    })?;
    Ok((stat, Handle::Directory(Arc::new(made))))
}

/// Sets what creating could not: the umask of the host process takes bits away.
fn finish(file: impl std::os::fd::AsFd, record: &Record) -> Result<HostStat> {
    let stat = host::stat_open(&file)?;
    write_record(&file, record, stat.mode)?;
    Ok(stat)
}

/// Writes a file's attributes to the host.
///
/// On a host without extended attributes they last as long as the tree is open.
pub(super) fn write_record(file: impl std::os::fd::AsFd, record: &Record, host_mode: u32) -> Result<()> {
    let marked = (record.is_needed() || host_mode & MARK != 0) && record.store(&file);
    let wanted = record.host_mode() | if marked { MARK } else { 0 };
    if wanted != host_mode { host::change_mode(file, wanted) } else { Ok(()) }
}

/// Opens a regular file or directory to change its attributes.
pub(super) fn open_any(dir: &Dir, name: &[u8], file_type: FileType) -> Result<std::fs::File> {
    Ok(match file_type {
        FileType::Directory => host::open_directory(dir, name)?.into_std_file(),
        _ => host::open_file(dir, name, Opening::Read)?.into_std(),
    })
}
