use std::collections::VecDeque;
use std::sync::Arc;

use cap_std::fs::{Dir, File};

use super::State;
use super::inode::Handle;
use crate::host::{self, Opening};
use crate::{Access, Errno, InodeId, Result};

/// Most host files that one layer keeps open, directories included. A file that was closed is opened again when
/// needed; a guest's own number of open files does not count against the host.
const HANDLES_MAX: usize = 48;

/// Which inodes have an open handle, oldest first.
#[derive(Default)]
pub(super) struct Handles {
    queue: VecDeque<InodeId>,
}

impl State {
    /// Opens a directory, unless it is open.
    pub(super) fn directory_handle(&mut self, id: InodeId) -> Result<Arc<Dir>> {
        // The way up to a directory that is open, without recursion: a guest chooses the depth.
        let mut way = Vec::new();
        let mut at = id;
        let mut dir = loop {
            let inode = self.table.get_mut(at)?;
            if let Some(Handle::Directory(dir)) = &inode.handle {
                inode.handle_used = true;
                break Arc::clone(dir);
            }
            if at == self.root {
                break Arc::clone(&self.root_dir);
            }
            way.push(at);
            at = inode.places.first().ok_or(Errno::ENOENT)?.directory;
        };
        while let Some(below) = way.pop() {
            let place = self.table.get(below)?.places.first().ok_or(Errno::ENOENT)?;
            dir = Arc::new(host::open_directory(&dir, &place.name)?);
            self.keep_handle(below, Handle::Directory(Arc::clone(&dir)));
        }
        Ok(dir)
    }

    /// Opens a regular file, unless it is open; for writing too if the layer can be written.
    pub(super) fn file_handle(&mut self, id: InodeId) -> Result<Arc<File>> {
        let inode = self.table.get_mut(id)?;
        if let Some(Handle::File(file)) = &inode.handle {
            inode.handle_used = true;
            return Ok(Arc::clone(file));
        }
        let (dir, name) = self.host_name(id)?;
        let opening = match self.access {
            Access::ReadOnly => Opening::Read,
            Access::ReadWrite => Opening::ReadWrite,
        };
        let file = Arc::new(host::open_file(&dir, &name, opening)?);
        self.keep_handle(id, Handle::File(Arc::clone(&file)));
        Ok(file)
    }

    /// Finds a directory and a name by which the host knows an inode. ENOENT for a removed directory.
    pub(super) fn host_name(&mut self, id: InodeId) -> Result<(Arc<Dir>, Box<[u8]>)> {
        let inode = self.table.get(id)?;
        if let Some(place) = inode.places.first().cloned() {
            return Ok((self.directory_handle(place.directory)?, place.name));
        }
        let number = inode.orphan.ok_or(Errno::ENOENT)?;
        Ok((self.orphanage()?, super::orphans::name(number)))
    }

    /// Keeps a handle open, closing the one that was least lately used if there are too many.
    pub(super) fn keep_handle(&mut self, id: InodeId, handle: Handle) {
        let Ok(inode) = self.table.get_mut(id) else { return };
        let fresh = inode.handle.replace(handle).is_none();
        inode.handle_used = true;
        if fresh {
            self.handles.queue.push_back(id);
        }
        while self.handles.queue.len() > HANDLES_MAX {
            let Some(oldest) = self.handles.queue.pop_front() else { break };
            let Ok(inode) = self.table.get_mut(oldest) else { continue };
            if inode.handle_used {
                inode.handle_used = false;
                self.handles.queue.push_back(oldest);
            } else {
                inode.handle = None;
            }
        }
    }

    /// Closes an inode's handle.
    pub(super) fn drop_handle(&mut self, id: InodeId) {
        if let Ok(inode) = self.table.get_mut(id)
            && inode.handle.take().is_some()
        {
            self.handles.queue.retain(|&kept| kept != id);
        }
    }
}
