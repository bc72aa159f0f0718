use std::sync::Arc;

use cap_std::fs::Dir;

use super::State;
use super::inode::Inode;
use crate::host::{self};
use crate::{Errno, InodeId, NewNode, Result};

/// Holds files that have lost their name but are still open, and files that are being copied up.
///
/// The name is one that the OCI layer format keeps for such use, so no reader of the layer takes it for content.
const DIRECTORY: &[u8] = b".wh..wh.orph";
const DIRECTORY_MODE: u32 = 0o700;

/// The name of an orphan.
pub(super) fn name(number: u64) -> Box<[u8]> {
    number.to_string().into_bytes().into_boxed_slice()
}

/// Removes what a crash has left.
pub(super) fn clear(root: &Dir) -> Result<()> {
    let path = std::str::from_utf8(DIRECTORY).expect("the name is ASCII");
    let before = host::stat_open(root)?;
    match root.remove_dir_all(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(host::errno_of(&error)),
        Ok(()) => host::set_times_open(root, None, Some(before.mtime_ns)),
    }
}

impl State {
    pub(super) fn orphanage(&mut self) -> Result<Arc<Dir>> {
        if let Some(dir) = &self.orphanage {
            return Ok(Arc::clone(dir));
        }
        match host::make_directory(&self.root_dir, DIRECTORY, DIRECTORY_MODE) {
            // The guest did not change its root directory.
            Ok(()) => {
                let mtime_ns = self.table.get(self.root)?.metadata.mtime_ns;
                host::set_times_open(&*self.root_dir, None, Some(mtime_ns))?;
            }
            Err(Errno::EEXIST) => {}
            Err(errno) => return Err(errno),
        }
        let dir = Arc::new(host::open_directory(&self.root_dir, DIRECTORY)?);
        self.orphanage = Some(Arc::clone(&dir));
        Ok(dir)
    }

    pub(super) fn next_orphan(&mut self) -> u64 {
        self.orphan_count += 1;
        self.orphan_count
    }

    /// Makes an inode without a name, with one reference.
    pub(super) fn create_orphan(&mut self, node: NewNode<'_>) -> Result<InodeId> {
        self.charge.grow_inode()?;
        let number = self.next_orphan();
        let created = self.orphanage().and_then(|dir| self.create_on_host(&dir, &name(number), node));
        let (mut inode, handle) = created.inspect_err(|_| self.charge.shrink_inode())?;
        inode.metadata.nlink = 0;
        inode.orphan = Some(number);
        inode.references = 1;
        Ok(self.insert_created(inode, handle))
    }

    /// Gives an orphan its name. Nothing may have it.
    pub(super) fn adopt(&mut self, id: InodeId, dir: InodeId, to: &[u8]) -> Result<()> {
        let number = self.table.get(id)?.orphan.ok_or(Errno::EINVAL)?;
        self.vacant(dir, to)?;
        let (orphanage, target) = (self.orphanage()?, self.directory_handle(dir)?);
        host::rename(&orphanage, &name(number), &target, to)?;
        self.table.get_mut(id)?.orphan = None;
        self.add_place(id, dir, to)
    }

    /// Drops a reference; an inode without names and references is gone.
    pub(super) fn release(&mut self, id: InodeId) {
        let Ok(inode) = self.table.get_mut(id) else { return };
        inode.references = inode.references.saturating_sub(1);
        if inode.references > 0 {
            return;
        }
        let nameless = inode.places.is_empty();
        if let Some(number) = inode.orphan.take()
            && let Ok(dir) = self.orphanage()
            && host::unlink(&dir, &name(number)).is_err()
        {
            // A directory that was never given its name; it may hold the mark of an opaque one.
            let path = number.to_string();
            dir.remove_dir_all(path).ok();
        }
        if nameless {
            self.forget(id);
        }
    }

    /// Drops an inode that nothing names or holds; its space is free if no unknown name is left on the host.
    pub(super) fn forget(&mut self, id: InodeId) {
        self.handles.remove(id);
        let Some(Inode { metadata, host_inode, charged_bytes, charged, .. }) = self.table.remove(id) else {
            return;
        };
        if self.by_host.get(&host_inode) == Some(&id) {
            self.by_host.remove(&host_inode);
        }
        if metadata.nlink == 0 {
            self.charge.shrink_bytes(charged_bytes);
            if charged {
                self.charge.shrink_inode();
            }
        }
    }
}
