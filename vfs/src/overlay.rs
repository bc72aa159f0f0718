//! One writable tree made of read-only layers and a writable one on top.

mod contents;
mod copy_up;
mod create;
mod inode;
mod list;
mod lookup;
mod pristine;
mod remove;
mod rename;
mod unused;
mod whiteout;

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cap_std::fs::Dir;

use crate::disk::DiskTree;
use crate::table::Table;
use crate::{
    Access, AttributeChange, Charge, DirectoryEntry, Errno, FileSystem, FileType, Found, InodeId, Metadata,
    NewNode, Quota, Result, Statistics, Usage,
};
use inode::Inode;
use unused::Unused;

/// What an acknowledged change survives, once [`Overlay::sync_all`] has returned or without it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// The end of the host process at any moment.
    #[default]
    Process,
    /// A power failure too: what files showed before the last `sync_all` is not lost to changes after it.
    Power,
}

/// How an [`Overlay`] is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OverlayOptions {
    /// What the upper directory takes, as [`Overlay::freeze`] answered; `None` after a crash: it is counted.
    pub usage: Option<Usage>,
    /// What changes survive.
    pub durability: Durability,
}

/// Read-only layers under one writable host directory.
///
/// A change goes to the upper directory: a file of a lower layer is copied up first, a removed name is covered by a
/// whiteout, as the OCI image format has it, so the upper directory is a layer that other tools understand.
///
/// Differences from one plain file system: changing a file that has several names in a lower layer changes it
/// under that name only; names that begin with `.wh.` are refused (EINVAL).
pub struct Overlay {
    device: u64,
    root: InodeId,
    layers: Arc<Layers>,
    quota: Arc<Quota>,
    // A std Mutex: nothing awaits. It is held while a layer is called, never the other way round.
    state: Mutex<State>,
}

struct Layers {
    upper: DiskTree,
    /// The topmost first. The last has nothing below it, so no whiteouts.
    lowers: Vec<Arc<dyn FileSystem>>,
}

struct State {
    layers: Arc<Layers>,
    device: u64,
    root: InodeId,
    table: Table<Inode>,
    /// Inodes that are in the upper layer, so that each of a file's names leads to one inode.
    by_upper: HashMap<InodeId, InodeId>,
    unused: Unused,
}

impl Overlay {
    /// Stacks layers: `lowers` from the top down, each one never changing, under a host directory that nobody else
    /// uses while it is open.
    pub fn new(lowers: Vec<Arc<dyn FileSystem>>, upper: &Dir, quota: Arc<Quota>) -> Result<Arc<Self>> {
        Self::with(lowers, upper, quota, OverlayOptions::default())
    }

    /// As [`new`](Self::new), with options.
    pub fn with(
        lowers: Vec<Arc<dyn FileSystem>>,
        upper: &Dir,
        quota: Arc<Quota>,
        options: OverlayOptions,
    ) -> Result<Arc<Self>> {
        let upper = DiskTree::open(upper, Charge::new(Arc::clone(&quota)), options)?;
        if let Some(below) = lowers.first() {
            upper.begin_root(&below.metadata(below.root())?)?;
        }
        Self::over(upper, lowers, quota)
    }

    /// As [`new`](Self::new), with a directory that is made at the first change; `make` must make the same each time.
    ///
    /// # Errors
    /// EINVAL without a lower layer.
    pub fn planned(
        lowers: Vec<Arc<dyn FileSystem>>,
        make: impl Fn() -> io::Result<Dir> + Send + 'static,
        quota: Arc<Quota>,
    ) -> Result<Arc<Self>> {
        let below = lowers.first().ok_or(Errno::EINVAL)?;
        let root = below.metadata(below.root())?;
        let upper = DiskTree::planned(Box::new(make), Charge::new(Arc::clone(&quota)), &root);
        Self::over(upper, lowers, quota)
    }

    fn over(upper: DiskTree, lowers: Vec<Arc<dyn FileSystem>>, quota: Arc<Quota>) -> Result<Arc<Self>> {
        let layers = Arc::new(Layers { upper, lowers });
        let device = crate::next_device();
        let mut table = Table::new();
        let root = table.insert(layers.root_inode()?);
        let by_upper = HashMap::from([(layers.upper.root(), root)]);
        let state =
            State { layers: Arc::clone(&layers), device, root, table, by_upper, unused: Unused::default() };
        Ok(Arc::new(Self { device, root, layers, quota, state: Mutex::new(state) }))
    }

    /// What the upper directory takes of the quota, files included that are open and have no name.
    pub fn usage(&self) -> Usage {
        self.layers.upper.usage()
    }

    /// Brings all changes so far to the disk. Costs nothing when there are none since the last time.
    pub fn sync_all(&self) -> Result<()> {
        self.layers.upper.sync_all()
    }

    /// Tells whether what is at an absolute path, and all below it, is the lowest layer's: no layer above has changed,
    /// hidden or added anything there. What is missing from all layers counts as such.
    ///
    /// Symbolic links are not followed. Where nothing was changed it costs a lookup or two of names known already.
    pub fn is_pristine(&self, path: &[u8]) -> Result<bool> {
        let mut state = self.lock();
        let answer = state.is_pristine(path);
        state.forget_unused();
        answer
    }

    /// Ends all change: later ones answer EROFS, and files that are open without a name are gone.
    ///
    /// Answers what the upper directory takes. With it the directory can be opened again without a recount, or as a
    /// [`FrozenLayer`](crate::FrozenLayer).
    pub fn freeze(&self) -> Result<Usage> {
        let _changing = self.lock();
        self.layers.upper.freeze()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // No method leaves the state half changed by a panic, for none panics.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FileSystem for Overlay {
    fn root(&self) -> InodeId {
        self.root
    }

    fn device(&self) -> u64 {
        self.device
    }

    fn access(&self) -> Access {
        Access::ReadWrite
    }

    fn lookup(&self, dir: InodeId, name: &[u8]) -> Result<Found> {
        let mut state = self.lock();
        let found = state.lookup(dir, name)?;
        state.touch(found.inode);
        state.forget_unused();
        Ok(found)
    }

    fn parent(&self, dir: InodeId) -> Result<(InodeId, Vec<u8>)> {
        self.lock().parent(dir)
    }

    fn metadata(&self, inode: InodeId) -> Result<Metadata> {
        self.lock().metadata(inode)
    }

    fn file_type(&self, inode: InodeId) -> Result<FileType> {
        Ok(self.lock().table.get(inode)?.file_type)
    }

    fn set_attributes(&self, inode: InodeId, change: &AttributeChange) -> Result<()> {
        self.lock().set_attributes(inode, change)
    }

    fn read_link(&self, inode: InodeId) -> Result<Vec<u8>> {
        self.lock().read_link(inode)
    }

    fn create(&self, dir: InodeId, name: &[u8], node: NewNode<'_>) -> Result<InodeId> {
        self.lock().create(dir, name, node)
    }

    fn link(&self, inode: InodeId, dir: InodeId, name: &[u8]) -> Result<()> {
        self.lock().link(inode, dir, name)
    }

    fn unlink(&self, dir: InodeId, name: &[u8]) -> Result<()> {
        self.lock().unlink(dir, name)
    }

    fn remove_directory(&self, dir: InodeId, name: &[u8]) -> Result<()> {
        self.lock().remove_directory(dir, name)
    }

    fn rename(&self, from_dir: InodeId, from: &[u8], to_dir: InodeId, to: &[u8]) -> Result<()> {
        self.lock().rename(from_dir, from, to_dir, to)
    }

    fn read_directory(&self, dir: InodeId, after_cookie: u64, limit: usize) -> Result<Vec<DirectoryEntry>> {
        self.lock().read_directory(dir, after_cookie, limit)
    }

    fn read_at(&self, inode: InodeId, buf: &mut [u8], offset: u64) -> Result<usize> {
        // The lock is not held while bytes move.
        let origin = self.lock().contents_of(inode)?;
        self.layers.read_at(origin, buf, offset)
    }

    fn write_at(&self, inode: InodeId, buf: &[u8], offset: u64) -> Result<usize> {
        let upper = self.lock().writable(inode)?;
        self.layers.upper.write_at(upper, buf, offset)
    }

    fn sync(&self, inode: InodeId) -> Result<()> {
        let upper = self.lock().table.get(inode)?.upper;
        upper.map_or(Ok(()), |upper| self.layers.upper.sync(upper))
    }

    fn statistics(&self) -> Result<Statistics> {
        Ok(self.quota.statistics())
    }

    fn acquire(&self, inode: InodeId) {
        self.lock().acquire(inode);
    }

    fn release(&self, inode: InodeId) {
        self.lock().release(inode);
    }
}
