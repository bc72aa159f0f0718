use std::sync::Arc;

use cap_std::fs::Dir;

use super::State;
use super::create::create_on_host;
use super::inode::Inode;
use crate::host;
use crate::{Access, Durability, Errno, FileType, InodeId, NewNode, Result, Usage};

/// Holds files that have lost their name but are still open, and files that are being made or copied up.
///
/// The name is one that the OCI layer format keeps for such use, so no reader of the layer takes it for content.
const DIRECTORY: &[u8] = b".wh..wh.orph";
const DIRECTORY_MODE: u32 = 0o700;
/// Made and removed to see which bits of a mode the host process's umask takes away.
const PROBE: &[u8] = b"umask";
const PROBE_MODE: u32 = 0o777;

/// Where files without a name are.
pub(super) struct Orphanage {
    pub(super) dir: Arc<Dir>,
    /// Mode bits that a new file does not get from the host.
    pub(super) umask: u32,
    count: u64,
}

/// The name of an orphan.
pub(super) fn name(number: u64) -> Box<[u8]> {
    number.to_string().into_bytes().into_boxed_slice()
}

impl Orphanage {
    /// Opens it empty: what a crash has left is removed.
    pub(super) fn open(root: &Dir) -> Result<Self> {
        let dir = match host::open_directory(root, DIRECTORY) {
            Err(Errno::ENOENT) => unnoticed(root, || {
                host::make_directory(root, DIRECTORY, DIRECTORY_MODE)?;
                host::open_directory(root, DIRECTORY)
            })?,
            found => found?,
        };
        for left in host::names(&dir)? {
            host::remove_tree(&dir, &left)?;
        }
        host::make_directory(&dir, PROBE, PROBE_MODE)?;
        let umask = PROBE_MODE & !host::stat(&dir, PROBE)?.mode;
        host::remove_directory(&dir, PROBE)?;
        Ok(Self { dir: Arc::new(dir), umask, count: 0 })
    }

    pub(super) fn next_number(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    /// Removes it with all that is in it.
    pub(super) fn remove(root: &Dir) -> Result<()> {
        unnoticed(root, || host::remove_tree(root, DIRECTORY))
    }
}

/// Changes the root in a way that is none to the guest: its time of change stays.
fn unnoticed<T>(root: &Dir, change: impl FnOnce() -> Result<T>) -> Result<T> {
    let before = host::stat_open(root)?;
    let value = change()?;
    host::set_times_open(root, None, Some(before.mtime_ns))?;
    Ok(value)
}

impl State {
    /// The place of files without a name. EROFS in a tree that may not change.
    pub(super) fn orphanage(&mut self) -> Result<&mut Orphanage> {
        self.root_dir()?;
        self.orphanage.as_mut().ok_or(Errno::EROFS)
    }

    /// Ends all change. Files that are open without a name are gone.
    pub(super) fn freeze(&mut self) -> Result<Usage> {
        if self.orphanage.take().is_some() {
            Orphanage::remove(&*self.root_dir()?)?;
        }
        for id in self.table.ids() {
            let inode = self.table.get_mut(id)?;
            if inode.orphan.take().is_some() && inode.metadata.nlink == 0 {
                self.charge.shrink_bytes(std::mem::take(&mut inode.charged_bytes));
                if std::mem::take(&mut inode.charged) {
                    self.charge.shrink_inode();
                }
            }
        }
        Ok(self.charge.usage())
    }

    /// Makes an inode without a name, with one reference.
    pub(super) fn create_orphan(&mut self, node: NewNode<'_>) -> Result<InodeId> {
        self.changeable()?;
        self.charge.grow_inode()?;
        let orphanage = self.orphanage()?;
        let number = orphanage.next_number();
        let created = create_on_host(&orphanage.dir, &name(number), node, 0);
        let (mut inode, handle) = created.inspect_err(|_| self.charge.shrink_inode())?;
        inode.metadata.nlink = 0;
        inode.orphan = Some(number);
        inode.references = 1;
        Ok(self.insert_created(inode, handle))
    }

    /// Gives an orphan its name. Nothing may have it.
    pub(super) fn adopt(&mut self, id: InodeId, dir: InodeId, to: &[u8]) -> Result<()> {
        let inode = self.table.get(id)?;
        let number = inode.orphan.ok_or(Errno::EINVAL)?;
        let is_file = inode.metadata.file_type == FileType::Regular;
        self.vacant(dir, to)?;
        if is_file && self.durability == Durability::Power {
            // Else the disk may have the name before the bytes, where a lower layer's file was before.
            host::sync(&*self.file_handle(id, Access::ReadOnly)?)?;
        }
        let target = self.directory_handle(dir)?;
        host::rename(&self.orphanage()?.dir, &name(number), &target, to)?;
        let inode = self.table.get_mut(id)?;
        inode.orphan = None;
        inode.changed = true;
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
            && let Ok(orphanage) = self.orphanage()
        {
            // What cannot be removed now is when the tree is opened next.
            host::remove_tree(&orphanage.dir, &name(number)).ok();
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
