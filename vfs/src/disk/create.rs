use std::os::fd::AsFd;
use std::sync::Arc;

use cap_std::fs::Dir;

use super::State;
use super::inode::Inode;
use super::load::metadata;
use super::orphans;
use super::record::{MARK, Record};
use super::space::Space;
use super::usage::is_free;
use crate::handles::Handle;
use crate::host::{self, HostStat, Opening};
use crate::place::Place;
use crate::{Errno, FileType, InodeId, NewNode, Result};

impl State {
    pub(super) fn create(
        &mut self,
        dir: InodeId,
        name: &[u8],
        node: NewNode<'_>,
        gid: u32,
    ) -> Result<InodeId> {
        self.vacant(dir, name)?;
        let target = self.directory_handle(dir)?;
        let charged = !is_free(name);
        if charged {
            self.charge.grow_inode()?;
        }
        let created = match record(node, gid) {
            Some(record) if record.is_needed() || record.host_mode() & self.orphanage()?.umask != 0 => {
                self.create_apart(&target, name, node, gid)
            }
            _ => create_on_host(&target, name, node, gid),
        };
        let (mut inode, handle) = created.inspect_err(|_| {
            if charged {
                self.charge.shrink_inode();
            }
        })?;
        inode.charged = charged;
        inode.metadata.nlink = 0;
        // A mark of the overlay's is never read or written again.
        let id = self.insert_created(inode, handle.filter(|_| charged));
        self.add_place(id, dir, name)?;
        Ok(id)
    }

    /// Makes a file among the orphans and then gives it its name, so that it never shows with half its attributes.
    fn create_apart(
        &mut self,
        target: &Dir,
        name: &[u8],
        node: NewNode<'_>,
        gid: u32,
    ) -> Result<(Inode, Option<Handle>)> {
        let orphanage = self.orphanage()?;
        let orphan = orphans::name(orphanage.next_number());
        let mut created = create_on_host(&orphanage.dir, &orphan, node, gid)?;
        host::rename(&orphanage.dir, &orphan, target, name).inspect_err(|_| {
            host::remove_tree(&orphanage.dir, &orphan).ok();
        })?;
        created.0.changed = true;
        Ok(created)
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
        inode.changed = true;
        self.by_host.insert(inode.host_inode, id);
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

    /// Checks that the tree may change, and notes that it is about to.
    pub(super) fn changeable(&mut self) -> Result<()> {
        self.orphanage()?;
        self.unsynced = true;
        Ok(())
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
        parent.changed = true;
        Ok(())
    }
}

/// What a new file's attributes are; `None` for a symbolic link, whose own the host cannot keep.
fn record(node: NewNode<'_>, gid: u32) -> Option<Record> {
    let (file_type, mode) = match node {
        NewNode::Symlink { .. } => return None,
        NewNode::File { mode } => (FileType::Regular, mode),
        NewNode::Fifo { mode } => (FileType::Fifo, mode),
        NewNode::Directory { mode } => (FileType::Directory, mode),
    };
    Some(Record { file_type, mode: mode & 0o7777, uid: 0, gid, rdev: 0 })
}

/// Makes the host's file, with its attributes; the inode is not entered yet.
pub(super) fn create_on_host(
    dir: &Dir,
    name: &[u8],
    node: NewNode<'_>,
    gid: u32,
) -> Result<(Inode, Option<Handle>)> {
    if let NewNode::Symlink { target } = node {
        host::make_symlink(dir, name, target)?;
        let stat = host::stat(dir, name)?;
        let mut inode = Inode::new(metadata(&stat, FileType::Symlink, None), stat.inode);
        inode.metadata.gid = gid;
        return Ok((inode, None));
    }
    let record = record(node, gid).ok_or(Errno::EINVAL)?;
    let (stat, handle) = match node {
        NewNode::Directory { .. } => create_directory(dir, name, &record)?,
        _ => create_file(dir, name, &record)?,
    };
    let mut inode = Inode::new(metadata(&stat, record.file_type, Some(record)), stat.inode);
    inode.space = Some(Space::default());
    if record.file_type == FileType::Directory {
        inode.children = Some(Box::default());
    }
    Ok((inode, Some(handle)))
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
fn finish(file: impl AsFd, record: &Record) -> Result<HostStat> {
    let stat = host::stat_open(&file)?;
    write_record(&file, record, stat.mode)?;
    Ok(stat)
}

/// Writes a file's attributes to the host, so that they change at one moment.
///
/// On a host without extended attributes they last as long as the tree is open.
pub(super) fn write_record(file: impl AsFd, record: &Record, host_mode: u32) -> Result<()> {
    let marked = (record.is_needed() || host_mode & MARK != 0) && record.store(&file)?;
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
