use std::collections::HashMap;
use std::sync::Arc;

use cap_std::fs::Dir;

use super::inode::Inode;
use super::record::{MARK, Record};
use super::usage::{charged_bytes, is_free};
use super::{DiskEntry, State};
use crate::host::{self, HostKind, HostStat, Opening};
use crate::place::Place;
use crate::{Errno, FileType, Found, InodeId, Metadata, Result};

/// Reads the attributes of the directory that the tree begins with.
pub(super) fn root_inode(dir: &Dir) -> Result<Inode> {
    let stat = host::stat_open(dir)?;
    let record = if stat.mode & MARK != 0 { Record::load(dir)? } else { None };
    Ok(Inode::new(metadata(&stat, FileType::Directory, record), stat.inode))
}

/// What the guest sees of a host file: the record if there is one, and nothing of the host's owner.
pub(super) fn metadata(stat: &HostStat, file_type: FileType, record: Option<Record>) -> Metadata {
    let record = record.unwrap_or(Record { file_type, mode: stat.mode & !MARK, uid: 0, gid: 0, rdev: 0 });
    Metadata {
        device: 0,
        inode: stat.inode,
        file_type: record.file_type,
        mode: record.mode,
        uid: record.uid,
        gid: record.gid,
        nlink: stat.nlink,
        size: stat.size,
        blocks: stat.blocks,
        rdev: record.rdev,
        atime_ns: stat.atime_ns,
        mtime_ns: stat.mtime_ns,
        ctime_ns: stat.ctime_ns,
    }
}

impl State {
    pub(super) fn lookup(&mut self, dir: InodeId, name: &[u8]) -> Result<Found> {
        let child = *self.children(dir)?.get(name).ok_or(Errno::ENOENT)?;
        let inode = match child {
            Some(inode) => inode,
            None => self.load(dir, name)?,
        };
        Ok(Found { inode, file_type: self.table.get(inode)?.metadata.file_type })
    }

    pub(super) fn parent(&self, dir: InodeId) -> Result<(InodeId, Vec<u8>)> {
        let inode = self.table.get(dir)?;
        if inode.metadata.file_type != FileType::Directory {
            return Err(Errno::ENOTDIR);
        }
        if dir == self.root {
            return Ok((dir, Vec::new()));
        }
        let place = inode.places.first().ok_or(Errno::ENOENT)?;
        Ok((place.directory, place.name.to_vec()))
    }

    pub(super) fn entries(&mut self, dir: InodeId) -> Result<Vec<DiskEntry>> {
        let children = self.children(dir)?;
        let unmet = children.iter().filter(|(_, child)| child.is_none());
        for name in unmet.map(|(name, _)| name.clone()).collect::<Vec<_>>() {
            match self.load(dir, &name) {
                Ok(_) | Err(Errno::EPERM) => {}
                Err(errno) => return Err(errno),
            }
        }
        let inode = self.table.get(dir)?;
        let met = inode.children.iter().flat_map(|children| children.iter());
        met.filter_map(|(name, child)| Some((name.clone(), (*child)?)))
            .map(|(name, inode)| {
                let metadata = &self.table.get(inode)?.metadata;
                let found = Found { inode, file_type: metadata.file_type };
                Ok(DiskEntry { name, found, number: metadata.inode })
            })
            .collect()
    }

    /// The names in a directory, read from the host at the first use. ENOTDIR, ENOENT for a removed directory.
    pub(super) fn children(&mut self, dir: InodeId) -> Result<&mut HashMap<Box<[u8]>, super::inode::Child>> {
        let inode = self.table.get(dir)?;
        if inode.metadata.file_type != FileType::Directory {
            return Err(Errno::ENOTDIR);
        }
        if inode.children.is_none() {
            let names = host::names(&*self.directory_handle(dir)?)?;
            let children =
                names.into_iter().map(|name| (name.into_boxed_slice(), None)).collect::<HashMap<_, _>>();
            self.table.get_mut(dir)?.children = Some(Box::new(children));
        }
        self.table.get_mut(dir)?.children.as_deref_mut().ok_or(Errno::EIO)
    }

    /// Reads the attributes of a name that the directory has.
    fn load(&mut self, dir: InodeId, name: &[u8]) -> Result<InodeId> {
        let handle = self.directory_handle(dir)?;
        let stat = host::stat(&handle, name)?;
        let known = if stat.nlink > 1 { self.by_host.get(&stat.inode).copied() } else { None };
        let id = match known {
            Some(id) => id,
            None => {
                let inode = read_inode(&handle, name, &stat)?;
                self.insert(inode)
            }
        };
        self.table.get_mut(id)?.add_place(Place { directory: dir, name: name.into() });
        self.children(dir)?.insert(name.into(), Some(id));
        Ok(id)
    }

    /// Enters an inode; one with other names can be met again under them.
    pub(super) fn insert(&mut self, inode: Inode) -> InodeId {
        let shared = inode.metadata.file_type != FileType::Directory && inode.metadata.nlink > 1;
        let host_inode = inode.host_inode;
        let id = self.table.insert(inode);
        if shared {
            self.by_host.insert(host_inode, id);
        }
        id
    }
}

fn read_inode(dir: &Arc<Dir>, name: &[u8], stat: &HostStat) -> Result<Inode> {
    let file_type = match stat.kind {
        HostKind::Regular => FileType::Regular,
        HostKind::Directory => FileType::Directory,
        HostKind::Symlink => FileType::Symlink,
        HostKind::Fifo | HostKind::Special => return Err(Errno::EPERM),
    };
    let record = match stat.kind {
        HostKind::Regular if stat.mode & MARK != 0 => {
            Record::load(host::open_file(dir, name, Opening::Read)?)?
                .filter(|it| it.file_type != FileType::Directory)
        }
        HostKind::Directory if stat.mode & MARK != 0 => {
            Record::load(host::open_directory(dir, name)?)?.filter(|it| it.file_type == FileType::Directory)
        }
        _ => None,
    };
    let mut inode = Inode::new(metadata(stat, file_type, record), stat.inode);
    inode.charged = !is_free(name);
    if stat.kind == HostKind::Regular {
        inode.charged_bytes = charged_bytes(stat);
    }
    Ok(inode)
}
