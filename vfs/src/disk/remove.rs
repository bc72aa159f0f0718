use super::{State, orphans};
use crate::host;
use crate::place::Place;
use crate::{Errno, FileType, InodeId, Result};

impl State {
    pub(super) fn unlink(&mut self, dir: InodeId, name: &[u8]) -> Result<()> {
        self.changeable()?;
        let found = self.lookup(dir, name)?;
        if found.file_type == FileType::Directory {
            return Err(Errno::EISDIR);
        }
        let handle = self.directory_handle(dir)?;
        if self.must_orphan(found.inode)? {
            let orphanage = self.orphanage()?;
            let number = orphanage.next_number();
            host::rename(&handle, name, &orphanage.dir, &orphans::name(number))?;
            self.table.get_mut(found.inode)?.orphan = Some(number);
        } else {
            host::unlink(&handle, name)?;
        }
        self.remove_place(found.inode, dir, name)
    }

    pub(super) fn remove_directory(&mut self, dir: InodeId, name: &[u8]) -> Result<()> {
        self.changeable()?;
        let found = self.lookup(dir, name)?;
        if found.file_type != FileType::Directory {
            return Err(Errno::ENOTDIR);
        }
        if !self.children(found.inode)?.is_empty() {
            return Err(Errno::ENOTEMPTY);
        }
        let handle = self.directory_handle(dir)?;
        host::remove_directory(&handle, name)?;
        self.remove_place(found.inode, dir, name)
    }

    /// Tells whether a file would lose its last known name while it is open.
    pub(super) fn must_orphan(&self, id: InodeId) -> Result<bool> {
        let inode = self.table.get(id)?;
        Ok(inode.references > 0 && inode.places.len() == 1 && inode.orphan.is_none())
    }

    /// Keeps a file that is about to be replaced, if it is open: a second name on the host, among the orphans.
    pub(super) fn keep_replaced(&mut self, id: InodeId) -> Result<()> {
        let is_directory = self.table.get(id)?.metadata.file_type == FileType::Directory;
        if is_directory || !self.must_orphan(id)? {
            return Ok(());
        }
        let (dir, name) = self.host_name(id)?;
        let orphanage = self.orphanage()?;
        let number = orphanage.next_number();
        host::link(&dir, &name, &orphanage.dir, &orphans::name(number))?;
        self.table.get_mut(id)?.orphan = Some(number);
        Ok(())
    }

    /// Takes away a name that the host's directory has just lost.
    pub(super) fn remove_place(&mut self, id: InodeId, dir: InodeId, name: &[u8]) -> Result<()> {
        self.children(dir)?.remove(name);
        let inode = self.table.get_mut(id)?;
        inode.places.retain(|place| !(place.directory == dir && *place.name == *name));
        let is_directory = inode.metadata.file_type == FileType::Directory;
        inode.metadata.nlink = if is_directory { 0 } else { inode.metadata.nlink.saturating_sub(1) };
        inode.changed = true;
        let gone = inode.references == 0 && inode.places.is_empty();
        let parent = self.table.get_mut(dir)?;
        parent.metadata.nlink = parent.metadata.nlink.saturating_sub(u32::from(is_directory));
        parent.changed = true;
        if is_directory {
            self.handles.remove(id);
        }
        if gone {
            self.forget(id);
        }
        Ok(())
    }

    /// Enters that a name has moved to another directory or name.
    pub(super) fn move_place(&mut self, id: InodeId, from: &Place, to: Place) -> Result<()> {
        self.children(from.directory)?.remove(&from.name);
        self.children(to.directory)?.insert(to.name.clone(), Some(id));
        let inode = self.table.get_mut(id)?;
        inode.changed = true;
        let is_directory = u32::from(inode.metadata.file_type == FileType::Directory);
        let (old, new) = (from.directory, to.directory);
        inode.places.retain(|place| place != from);
        inode.add_place(to);
        for dir in [old, new] {
            self.table.get_mut(dir)?.changed = true;
        }
        let source = &mut self.table.get_mut(old)?.metadata;
        source.nlink = source.nlink.saturating_sub(is_directory);
        self.table.get_mut(new)?.metadata.nlink += is_directory;
        Ok(())
    }
}
