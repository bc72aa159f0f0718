use std::sync::Arc;

use cap_std::fs::{Dir, File};

use super::State;
use crate::handles::Handle;
use crate::host::{self, Opening};
use crate::{Access, Errno, InodeId, Result};

impl State {
    /// Opens a directory, unless it is open.
    pub(super) fn directory_handle(&mut self, id: InodeId) -> Result<Arc<Dir>> {
        // The way up to a directory that is open, without recursion: a guest chooses the depth.
        let mut way = Vec::new();
        let mut at = id;
        let mut dir = loop {
            if at == self.root {
                break Arc::clone(&self.root_dir);
            }
            if let Some(Handle::Directory(dir)) = self.handles.get(at) {
                break Arc::clone(dir);
            }
            way.push(at);
            at = self.table.get(at)?.places.first().ok_or(Errno::ENOENT)?.directory;
        };
        while let Some(below) = way.pop() {
            let place = self.table.get(below)?.places.first().ok_or(Errno::ENOENT)?;
            dir = Arc::new(host::open_directory(&dir, &place.name)?);
            self.handles.insert(below, Handle::Directory(Arc::clone(&dir)));
        }
        Ok(dir)
    }

    /// Opens a regular file, unless it is open; for writing too if the layer can be written.
    pub(super) fn file_handle(&mut self, id: InodeId) -> Result<Arc<File>> {
        if let Some(Handle::File(file) | Handle::WritableFile(file)) = self.handles.get(id) {
            return Ok(Arc::clone(file));
        }
        let (dir, name) = self.host_name(id)?;
        let opening = match self.access {
            Access::ReadOnly => Opening::Read,
            Access::ReadWrite => Opening::ReadWrite,
        };
        let file = Arc::new(host::open_file(&dir, &name, opening)?);
        let kept = match self.access {
            Access::ReadOnly => Handle::File(Arc::clone(&file)),
            Access::ReadWrite => Handle::WritableFile(Arc::clone(&file)),
        };
        self.handles.insert(id, kept);
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
}
