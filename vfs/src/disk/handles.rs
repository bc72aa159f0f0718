use std::sync::Arc;

use cap_std::fs::{Dir, File};

use super::State;
use crate::handles::Handle;
use crate::host::{self, Opening};
use crate::{Access, Errno, InodeId, Result};

impl State {
    /// Opens a directory, unless it is open.
    pub(super) fn directory_handle(&mut self, id: InodeId) -> Result<Arc<Dir>> {
        let root_dir = self.root_dir()?;
        let Self { handles, table, root, .. } = self;
        let place = |id| table.get(id)?.places.first().ok_or(Errno::ENOENT);
        handles.directory(id, (*root, &root_dir), place, |_, _| Ok(()))
    }

    /// Opens a regular file for this access, unless it is open for it.
    pub(super) fn file_handle(&mut self, id: InodeId, access: Access) -> Result<Arc<File>> {
        match (self.handles.get(id), access) {
            (Some(Handle::WritableFile(file)), _) => return Ok(Arc::clone(file)),
            (Some(Handle::File(file)), Access::ReadOnly) => return Ok(Arc::clone(file)),
            _ => {}
        }
        let (dir, name) = self.host_name(id)?;
        let opening = match access {
            Access::ReadOnly => Opening::Read,
            Access::ReadWrite => Opening::ReadWrite,
        };
        let file = Arc::new(host::open_file(&dir, &name, opening)?);
        let kept = match access {
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
        let orphanage = self.orphanage.as_ref().ok_or(Errno::ENOENT)?;
        Ok((Arc::clone(&orphanage.dir), super::orphans::name(number)))
    }
}
