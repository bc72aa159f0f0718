//! A directory of the host, shown to the guest as it is.

mod change;
mod inode;
mod open;

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cap_std::fs::Dir;

use crate::handles::Handles;
use crate::host;
use crate::table::Table;
use crate::{
    Access, AttributeChange, DirectoryEntry, Errno, FileSystem, FileType, Found, InodeId, Metadata, NewNode,
    Result, Statistics,
};
use inode::{Identity, Inode};

/// A host directory, reached through a capability for it.
///
/// The host may change it at any time, so nothing is cached but which file an inode is: each use checks that the
/// host's name still leads to the same file. No call follows a link on the host; a symbolic link resolves in the
/// guest's tree. Devices, sockets and pipes of the host show, and cannot be opened (ENXIO).
///
/// Set-user-id bits are dropped, named pipes cannot be made (EPERM), the owner cannot be changed (EPERM).
pub struct HostMount {
    device: u64,
    root: InodeId,
    access: Access,
    // A std Mutex: nothing awaits. Not held while bytes move.
    state: Mutex<State>,
}

struct State {
    access: Access,
    root: InodeId,
    root_dir: Arc<Dir>,
    device: u64,
    owner: Owner,
    table: Table<Inode>,
    by_host: HashMap<Identity, InodeId>,
    handles: Handles,
    /// All inodes but the root, the longest known first.
    known: VecDeque<InodeId>,
}

/// Who owns the files that the guest sees as its own.
#[derive(Clone, Copy)]
struct Owner {
    uid: u32,
    gid: u32,
}

impl HostMount {
    /// Shows what is in a directory.
    pub fn new(dir: &Dir, access: Access) -> Result<Arc<Self>> {
        let (state, root) = State::open(dir, access)?;
        Ok(Self::over(state, root))
    }

    /// Shows one regular file of a directory, and nothing else of it. EINVAL for what is not one.
    ///
    /// Once the host has put another file under the name, it shows no more (ESTALE).
    pub fn file(dir: &Dir, name: &[u8], access: Access) -> Result<Arc<Self>> {
        let (mut state, dir) = State::open(dir, access)?;
        let file = state.lookup(dir, name)?;
        if file.file_type != FileType::Regular {
            return Err(Errno::EINVAL);
        }
        // As long as the mount itself.
        state.acquire(file.inode);
        Ok(Self::over(state, file.inode))
    }

    fn over(state: State, root: InodeId) -> Arc<Self> {
        Arc::new(Self { device: state.device, root, access: state.access, state: Mutex::new(state) })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // No method leaves the state half changed by a panic, for none panics.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Begins with a directory; its inode is given beside.
    fn open(dir: &Dir, access: Access) -> Result<(Self, InodeId)> {
        let dir = host::reopen(dir)?;
        let stat = host::stat_open(&dir)?;
        let mut table = Table::new();
        let identity = Identity::of(&stat);
        let root = table.insert(Inode::root(identity));
        let state = Self {
            access,
            root,
            root_dir: Arc::new(dir),
            device: crate::next_device(),
            owner: Owner { uid: stat.uid, gid: stat.gid },
            table,
            by_host: HashMap::from([(identity, root)]),
            handles: Handles::default(),
            known: VecDeque::new(),
        };
        Ok((state, root))
    }
}

impl FileSystem for HostMount {
    fn root(&self) -> InodeId {
        self.root
    }

    fn device(&self) -> u64 {
        self.device
    }

    fn access(&self) -> Access {
        self.access
    }

    fn lookup(&self, dir: InodeId, name: &[u8]) -> Result<Found> {
        self.lock().lookup(dir, name)
    }

    fn parent(&self, dir: InodeId) -> Result<(InodeId, Vec<u8>)> {
        self.lock().parent(dir)
    }

    fn metadata(&self, inode: InodeId) -> Result<Metadata> {
        self.lock().metadata(inode)
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

    fn check_open(&self, inode: InodeId, access: Access) -> Result<()> {
        self.lock().check_open(inode, access)
    }

    fn read_at(&self, inode: InodeId, buf: &mut [u8], offset: u64) -> Result<usize> {
        let file = self.lock().file_handle(inode, Access::ReadOnly)?;
        host::read_at(&file, buf, offset)
    }

    fn write_at(&self, inode: InodeId, buf: &[u8], offset: u64) -> Result<usize> {
        let file = self.lock().file_handle(inode, Access::ReadWrite)?;
        host::write_at(&file, buf, offset)
    }

    fn sync(&self, inode: InodeId) -> Result<()> {
        self.lock().sync(inode)
    }

    fn statistics(&self) -> Result<Statistics> {
        host::statistics(&self.lock().root_dir)
    }

    fn acquire(&self, inode: InodeId) {
        self.lock().acquire(inode);
    }

    fn release(&self, inode: InodeId) {
        self.lock().release(inode);
    }
}
