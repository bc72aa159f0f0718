//! A directory tree on the host that is exclusively ours, with its names and attributes kept in memory.

mod attributes;
mod contents;
mod create;
mod ground;
mod handles;
mod inode;
mod load;
mod orphans;
mod record;
mod remove;
mod rename;
mod space;
mod usage;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cap_std::fs::Dir;

use crate::handles::Handles;
use crate::host;
use crate::table::Table;
use crate::{
    Access, AttributeChange, Charge, Durability, Errno, FileType, Found, InodeId, Metadata, NewNode,
    OverlayOptions, Quota, Result, Usage,
};
use ground::Ground;
use inode::Inode;
use orphans::Orphanage;

pub(crate) use ground::MakeDirectory;

/// A tree of host files.
///
/// Each name and attribute is read from the host once and then answered from memory. Memory is bounded by the
/// number of files, and so by the quota.
pub(crate) struct DiskTree {
    root: InodeId,
    // A std Mutex: calls are short and nothing awaits.
    state: Mutex<State>,
}

struct State {
    durability: Durability,
    root: InodeId,
    ground: Ground,
    table: Table<Inode>,
    /// Inodes that may have another name, by the host's number.
    by_host: HashMap<u64, InodeId>,
    charge: Charge,
    handles: Handles,
    /// `None` in a tree that may not change, or is nowhere on the host yet.
    orphanage: Option<Orphanage>,
    /// Whether anything has changed that [`DiskTree::sync_all`] has not brought to the disk.
    unsynced: bool,
}

impl DiskTree {
    /// Opens a host directory to change it. What it holds is counted against the quota, and what a crash left
    /// behind is removed.
    pub(crate) fn open(dir: &Dir, mut charge: Charge, options: OverlayOptions) -> Result<Self> {
        let dir = host::reopen(dir)?;
        let orphanage = Orphanage::open(&dir)?;
        let usage = options.usage.map_or_else(|| Usage::count(&dir), Ok)?;
        charge.count(usage.bytes, usage.inodes);
        let root = load::root_inode(&dir)?;
        Ok(Self::new(Ground::Open(Arc::new(dir)), root, charge, options.durability, Some(orphanage)))
    }

    /// Plans an empty tree, whose root has these attributes. Its directory is made when anything is to be in it.
    pub(crate) fn planned(make: MakeDirectory, charge: Charge, root: &Metadata) -> Self {
        // The host's own number is not known yet, and no file of the host has this one but some file system's root.
        let mut root = Inode::new(Metadata { inode: 1, ..*root }, 1);
        root.children = Some(Box::default());
        Self::new(Ground::Planned(make), root, charge, Durability::default(), None)
    }

    /// Opens a host directory to read it. Nothing is walked.
    pub(crate) fn open_frozen(dir: &Dir) -> Result<Self> {
        let charge = Charge::new(Quota::new(0, 0));
        let dir = host::reopen(dir)?;
        let root = load::root_inode(&dir)?;
        Ok(Self::new(Ground::Open(Arc::new(dir)), root, charge, Durability::default(), None))
    }

    fn new(
        ground: Ground,
        root: Inode,
        charge: Charge,
        durability: Durability,
        orphanage: Option<Orphanage>,
    ) -> Self {
        let mut table = Table::new();
        let root = table.insert(root);
        let state = State {
            durability,
            root,
            ground,
            table,
            by_host: HashMap::new(),
            charge,
            handles: Handles::default(),
            orphanage,
            unsynced: false,
        };
        Self { root, state: Mutex::new(state) }
    }

    /// What the tree takes of its quota.
    pub(crate) fn usage(&self) -> Usage {
        self.lock().charge.usage()
    }

    /// Ends all change; answers what the tree takes from then on.
    pub(crate) fn freeze(&self) -> Result<Usage> {
        self.lock().freeze()
    }

    /// Brings all changes to the disk.
    pub(crate) fn sync_all(&self) -> Result<()> {
        let dir = {
            let mut state = self.lock();
            if !std::mem::take(&mut state.unsynced) {
                return Ok(());
            }
            state.root_dir()?
        };
        // The lock is not held while the disk works.
        host::sync_all(&dir).inspect_err(|_| self.lock().unsynced = true)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // No method leaves the state half changed by a panic, for none panics.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn root(&self) -> InodeId {
        self.root
    }

    pub(crate) fn lookup(&self, dir: InodeId, name: &[u8]) -> Result<Found> {
        self.lock().lookup(dir, name)
    }

    /// Lists the names in a directory; a file the host shows but does not let us read is left out.
    pub(crate) fn entries(&self, dir: InodeId) -> Result<Vec<DiskEntry>> {
        self.lock().entries(dir)
    }

    /// Lists the names alone.
    pub(crate) fn names(&self, dir: InodeId) -> Result<Vec<Box<[u8]>>> {
        Ok(self.lock().children(dir)?.keys().cloned().collect())
    }

    pub(crate) fn parent(&self, dir: InodeId) -> Result<(InodeId, Vec<u8>)> {
        self.lock().parent(dir)
    }

    pub(crate) fn metadata(&self, inode: InodeId) -> Result<Metadata> {
        self.lock().metadata(inode)
    }

    /// The number that `stat` shows.
    pub(crate) fn number(&self, inode: InodeId) -> Result<u64> {
        Ok(self.lock().table.get(inode)?.metadata.inode)
    }

    /// Mode and group, which new files inherit from; times would have to be asked for.
    pub(crate) fn mode_and_group(&self, inode: InodeId) -> Result<(u32, u32)> {
        let state = self.lock();
        let metadata = &state.table.get(inode)?.metadata;
        Ok((metadata.mode, metadata.gid))
    }

    pub(crate) fn set_attributes(&self, inode: InodeId, change: &AttributeChange) -> Result<()> {
        self.lock().set_attributes(inode, change)
    }

    /// Gives the root the attributes of the directory it is laid over, unless it was given any before.
    pub(crate) fn begin_root(&self, from: &Metadata) -> Result<()> {
        self.lock().begin_root(from)
    }

    pub(crate) fn read_link(&self, inode: InodeId) -> Result<Vec<u8>> {
        self.lock().read_link(inode)
    }

    /// Makes a file of a group.
    pub(crate) fn create(&self, dir: InodeId, name: &[u8], node: NewNode<'_>, gid: u32) -> Result<InodeId> {
        self.lock().create(dir, name, node, gid)
    }

    /// Makes an inode without a name, to be filled and then adopted. The caller holds a reference.
    pub(crate) fn create_orphan(&self, node: NewNode<'_>) -> Result<InodeId> {
        self.lock().create_orphan(node)
    }

    /// Makes a new file a device, which no guest can create but a copied-up one stays.
    pub(crate) fn set_device(&self, inode: InodeId, file_type: FileType, rdev: u32) -> Result<()> {
        self.lock().set_device(inode, file_type, rdev)
    }

    /// Gives an orphan its name in one step.
    pub(crate) fn adopt(&self, inode: InodeId, dir: InodeId, name: &[u8]) -> Result<()> {
        self.lock().adopt(inode, dir, name)
    }

    pub(crate) fn link(&self, inode: InodeId, dir: InodeId, name: &[u8]) -> Result<()> {
        self.lock().link(inode, dir, name)
    }

    pub(crate) fn unlink(&self, dir: InodeId, name: &[u8]) -> Result<()> {
        self.lock().unlink(dir, name)
    }

    pub(crate) fn remove_directory(&self, dir: InodeId, name: &[u8]) -> Result<()> {
        self.lock().remove_directory(dir, name)
    }

    pub(crate) fn rename(&self, from_dir: InodeId, from: &[u8], to_dir: InodeId, to: &[u8]) -> Result<()> {
        self.lock().rename(from_dir, from, to_dir, to)
    }

    pub(crate) fn read_at(&self, inode: InodeId, buf: &mut [u8], offset: u64) -> Result<usize> {
        let file = self.lock().readable(inode)?;
        host::read_at(&*file, buf, offset)
    }

    pub(crate) fn next_data(&self, inode: InodeId, offset: u64) -> Result<Option<std::ops::Range<u64>>> {
        let file = self.lock().readable(inode)?;
        host::next_data(&*file, offset)
    }

    pub(crate) fn write_at(&self, inode: InodeId, buf: &[u8], offset: u64) -> Result<usize> {
        self.lock().write_at(inode, buf, offset)
    }

    pub(crate) fn sync(&self, inode: InodeId) -> Result<()> {
        // The lock is not held while the disk works.
        let file_type = self.lock().table.get(inode)?.metadata.file_type;
        match file_type {
            FileType::Regular => {
                let file = self.lock().file_handle(inode, Access::ReadOnly)?;
                host::sync(&*file)
            }
            FileType::Directory => {
                let dir = self.lock().directory_handle(inode);
                match dir {
                    // A removed directory.
                    Err(Errno::ENOENT) => Ok(()),
                    dir => host::sync(&*dir?),
                }
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn acquire(&self, inode: InodeId) {
        if let Ok(inode) = self.lock().table.get_mut(inode) {
            inode.references += 1;
        }
    }

    pub(crate) fn release(&self, inode: InodeId) {
        self.lock().release(inode);
    }
}

/// A name, what it stands for, and the number `stat` shows.
pub(crate) struct DiskEntry {
    pub(crate) name: Box<[u8]>,
    pub(crate) found: Found,
    pub(crate) number: u64,
}
