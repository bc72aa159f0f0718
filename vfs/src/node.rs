use std::sync::Arc;

use crate::vfs::MountId;
use crate::{
    Access, AttributeChange, DirectoryEntry, FileSystem, FileType, InodeId, Metadata, Result, Statistics,
};

/// An inode that someone holds: it lives, even without a name, until the last `Node` of it is gone.
pub struct Node {
    file_system: Arc<dyn FileSystem>,
    mount: MountId,
    inode: InodeId,
}

impl Node {
    /// Acquires an inode reached through a mount.
    pub(crate) fn new(file_system: &Arc<dyn FileSystem>, mount: MountId, inode: InodeId) -> Self {
        file_system.acquire(inode);
        Self { file_system: Arc::clone(file_system), mount, inode }
    }

    /// The file system it is in.
    pub fn file_system(&self) -> &Arc<dyn FileSystem> {
        &self.file_system
    }

    /// The mount through which it was reached.
    pub(crate) fn mount(&self) -> MountId {
        self.mount
    }

    /// The file system's handle for it.
    pub fn inode(&self) -> InodeId {
        self.inode
    }

    /// Number of its file system.
    pub fn device(&self) -> u64 {
        self.file_system.device()
    }

    /// Tells whether its file system can be written.
    pub fn access(&self) -> Access {
        self.file_system.access()
    }

    /// Tells whether both hold one inode of one file system.
    pub fn same(&self, other: &Self) -> bool {
        self.inode == other.inode && self.device() == other.device()
    }

    /// Reads all attributes.
    pub fn metadata(&self) -> Result<Metadata> {
        self.file_system.metadata(self.inode)
    }

    /// Tells the kind of file.
    pub fn file_type(&self) -> Result<FileType> {
        self.file_system.file_type(self.inode)
    }

    /// Changes attributes.
    pub fn set_attributes(&self, change: &AttributeChange) -> Result<()> {
        self.file_system.set_attributes(self.inode, change)
    }

    /// Reads a symbolic link's text.
    pub fn read_link(&self) -> Result<Vec<u8>> {
        self.file_system.read_link(self.inode)
    }

    /// Lists a directory; see [`FileSystem::read_directory`].
    pub fn read_directory(&self, after_cookie: u64, limit: usize) -> Result<Vec<DirectoryEntry>> {
        self.file_system.read_directory(self.inode, after_cookie, limit)
    }

    /// Reads bytes; see [`FileSystem::read_at`].
    pub fn read_at(&self, buf: &mut [u8], offset: u64) -> Result<usize> {
        self.file_system.read_at(self.inode, buf, offset)
    }

    /// Writes bytes; see [`FileSystem::write_at`].
    pub fn write_at(&self, buf: &[u8], offset: u64) -> Result<usize> {
        self.file_system.write_at(self.inode, buf, offset)
    }

    /// Brings the contents to the disk.
    pub fn sync(&self) -> Result<()> {
        self.file_system.sync(self.inode)
    }

    /// Tells the sizes of its file system.
    pub fn statistics(&self) -> Result<Statistics> {
        self.file_system.statistics()
    }
}

impl Clone for Node {
    fn clone(&self) -> Self {
        Self::new(&self.file_system, self.mount, self.inode)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.file_system.release(self.inode);
    }
}

impl std::fmt::Debug for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Node({}:{})", self.device(), self.inode.0)
    }
}
