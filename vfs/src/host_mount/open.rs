use std::sync::Arc;

use cap_std::fs::{Dir, File};

use super::State;
use super::inode::Identity;
use crate::handles::Handle;
use crate::host::{self, HostKind, HostStat, Opening};
use crate::{Access, Errno, InodeId, Result};

impl State {
    /// Opens a directory, unless it is open. ESTALE when the host has put something else under a name.
    pub(super) fn directory_handle(&mut self, id: InodeId) -> Result<Arc<Dir>> {
        if self.table.get(id)?.kind != HostKind::Directory {
            return Err(Errno::ENOTDIR);
        }
        let Self { handles, table, root, root_dir, .. } = self;
        let place = |id| table.get(id)?.place.as_ref().ok_or(Errno::ENOENT);
        // The host may have moved a directory and put another, or a link, in its place.
        let check = |id, opened: &Dir| {
            let same = Identity::of(&host::stat_open(opened)?) == table.get(id)?.identity;
            if same { Ok(()) } else { Err(Errno::ESTALE) }
        };
        handles.directory(id, (*root, root_dir), place, check)
    }

    /// Opens a regular file for this access, unless it is open for it.
    pub(super) fn file_handle(&mut self, id: InodeId, access: Access) -> Result<Arc<File>> {
        match (self.handles.get(id), access) {
            (Some(Handle::WritableFile(file)), _) => return Ok(Arc::clone(file)),
            (Some(Handle::File(file)), Access::ReadOnly) => return Ok(Arc::clone(file)),
            _ => {}
        }
        self.changeable(access)?;
        match self.table.get(id)?.kind {
            HostKind::Regular => {}
            HostKind::Directory => return Err(Errno::EISDIR),
            HostKind::Symlink => return Err(Errno::EINVAL),
            HostKind::Fifo | HostKind::Special => return Err(Errno::ENXIO),
        }
        let (dir, name) = self.host_name(id)?;
        let opening = match access {
            Access::ReadOnly => Opening::Read,
            Access::ReadWrite => Opening::ReadWrite,
        };
        let file = Arc::new(self.open_verified(id, &dir, &name, opening)?);
        let handle = match access {
            Access::ReadOnly => Handle::File(Arc::clone(&file)),
            Access::ReadWrite => Handle::WritableFile(Arc::clone(&file)),
        };
        self.handles.insert(id, handle);
        Ok(file)
    }

    /// Opens a name and checks that it is still this inode.
    fn open_verified(&self, id: InodeId, dir: &Dir, name: &[u8], opening: Opening) -> Result<File> {
        let file = match host::open_file(dir, name, opening) {
            // A link where a file was.
            Err(Errno::ELOOP) => return Err(Errno::ESTALE),
            file => file?,
        };
        let stat = host::stat_open(&file)?;
        if Identity::of(&stat) != self.table.get(id)?.identity || stat.kind != HostKind::Regular {
            return Err(Errno::ESTALE);
        }
        Ok(file)
    }

    pub(super) fn check_open(&mut self, id: InodeId, access: Access) -> Result<()> {
        match self.table.get(id)?.kind {
            HostKind::Directory => self.directory_handle(id).map(drop),
            _ => self.file_handle(id, access).map(drop),
        }
    }

    /// Reads the attributes: of the open file if there is one, for it may have lost its name.
    pub(super) fn stat(&mut self, id: InodeId) -> Result<HostStat> {
        match self.handles.get(id) {
            Some(Handle::File(file) | Handle::WritableFile(file)) => return host::stat_open(&**file),
            Some(Handle::Directory(dir)) => return host::stat_open(&**dir),
            None if id == self.root => return host::stat_open(&*self.root_dir),
            None => {}
        }
        let (dir, name) = self.host_name(id)?;
        let stat = host::stat(&dir, &name)?;
        if Identity::of(&stat) != self.table.get(id)?.identity {
            return Err(Errno::ESTALE);
        }
        Ok(stat)
    }

    /// Finds the directory and name under which an inode was last seen.
    pub(super) fn host_name(&mut self, id: InodeId) -> Result<(Arc<Dir>, Box<[u8]>)> {
        let place = self.table.get(id)?.place.clone().ok_or(Errno::ESTALE)?;
        Ok((self.directory_handle(place.directory)?, place.name))
    }

    pub(super) fn changeable(&self, access: Access) -> Result<()> {
        let refused = access == Access::ReadWrite && self.access == Access::ReadOnly;
        if refused { Err(Errno::EROFS) } else { Ok(()) }
    }
}
