use std::ops::Range;

use vivarium_abi::Errno;

use crate::{AttributeChange, FileType, InodeId, Metadata, Node, Result};

/// Operations on the inodes of one file system; it never sees a path.
///
/// A name is one component: no `/`, no NUL, not empty, not `.` or `..`, at most [`NAME_MAX`](crate::NAME_MAX) bytes.
/// [`Vfs`](crate::Vfs) checks that before it calls. Methods are synchronous and must not panic on any argument.
///
/// An inode that `lookup` or `create` returns stays valid while it has a name. Whoever keeps it longer holds a
/// [`Node`], which acquires it.
pub trait FileSystem: Send + Sync {
    /// Finds the root directory.
    fn root(&self) -> InodeId;

    /// Tells the number that `st_dev` shows; one per mounted file system, see [`next_device`].
    fn device(&self) -> u64;

    /// Tells whether anything here can change.
    fn access(&self) -> Access;

    /// Finds a name in a directory. ENOENT without it, ENOTDIR if `dir` is none.
    fn lookup(&self, dir: InodeId, name: &[u8]) -> Result<Found>;

    /// Finds the directory that a directory is in, and its name there.
    ///
    /// The root answers itself and an empty name; a removed directory ENOENT.
    fn parent(&self, dir: InodeId) -> Result<(InodeId, Vec<u8>)>;

    /// Reads all attributes.
    fn metadata(&self, inode: InodeId) -> Result<Metadata>;

    /// Tells what kind of file an inode is, which never changes.
    fn file_type(&self, inode: InodeId) -> Result<FileType> {
        Ok(self.metadata(inode)?.file_type)
    }

    /// Changes attributes: chmod, chown, truncate and utimensat in one.
    fn set_attributes(&self, inode: InodeId, change: &AttributeChange) -> Result<()> {
        let _ = (inode, change);
        Err(Errno::EROFS)
    }

    /// Reads a symbolic link. EINVAL for anything else.
    fn read_link(&self, inode: InodeId) -> Result<Vec<u8>>;

    /// Tells where resolution goes on when it meets this symbolic link.
    fn follow_link(&self, inode: InodeId) -> Result<LinkTarget> {
        self.read_link(inode).map(LinkTarget::Path)
    }

    /// Makes a new inode. EEXIST if the name is there.
    fn create(&self, dir: InodeId, name: &[u8], node: NewNode<'_>) -> Result<InodeId> {
        let _ = (dir, name, node);
        Err(Errno::EROFS)
    }

    /// Gives a file another name. EPERM for a directory, EEXIST if the name is there.
    fn link(&self, inode: InodeId, dir: InodeId, name: &[u8]) -> Result<()> {
        let _ = (inode, dir, name);
        Err(Errno::EROFS)
    }

    /// Removes a name of anything but a directory (EISDIR). The inode lives on while referenced.
    fn unlink(&self, dir: InodeId, name: &[u8]) -> Result<()> {
        let _ = (dir, name);
        Err(Errno::EROFS)
    }

    /// Removes an empty directory. ENOTEMPTY, ENOTDIR.
    fn remove_directory(&self, dir: InodeId, name: &[u8]) -> Result<()> {
        let _ = (dir, name);
        Err(Errno::EROFS)
    }

    /// Renames by the rules of rename(2), within this file system.
    fn rename(&self, from_dir: InodeId, from: &[u8], to_dir: InodeId, to: &[u8]) -> Result<()> {
        let _ = (from_dir, from, to_dir, to);
        Err(Errno::EROFS)
    }

    /// Lists at most `limit` entries after a cookie (0: from the start), `.` and `..` first.
    ///
    /// An entry that stays in the directory while the caller holds a [`Node`] of it comes exactly once, whatever
    /// else comes and goes. The list is empty at the end.
    fn read_directory(&self, dir: InodeId, after_cookie: u64, limit: usize) -> Result<Vec<DirectoryEntry>>;

    /// Checks that an inode can be opened for this access, before a caller gets it; the errors of open(2).
    fn check_open(&self, inode: InodeId, access: Access) -> Result<()> {
        let _ = (inode, access);
        Ok(())
    }

    /// Reads from a regular file; 0 at its end. EISDIR for a directory.
    fn read_at(&self, inode: InodeId, buf: &mut [u8], offset: u64) -> Result<usize>;

    /// Finds the next bytes of a regular file that are not a hole, from an offset on; `None` if only a hole follows.
    ///
    /// A file system that knows of no holes takes all bytes for data.
    fn next_data(&self, inode: InodeId, offset: u64) -> Result<Option<Range<u64>>> {
        let size = self.metadata(inode)?.size;
        Ok((offset < size).then_some(offset..size))
    }

    /// Writes to a regular file; a gap before `offset` becomes a hole.
    ///
    /// Fewer bytes are written only if no space is left for all; ENOSPC if for none.
    fn write_at(&self, inode: InodeId, buf: &[u8], offset: u64) -> Result<usize> {
        let _ = (inode, buf, offset);
        Err(Errno::EROFS)
    }

    /// Brings a file's contents to the disk.
    fn sync(&self, inode: InodeId) -> Result<()> {
        let _ = inode;
        Ok(())
    }

    /// Tells sizes and what is free, for `df`.
    fn statistics(&self) -> Result<Statistics>;

    /// Adds a reference; an inode lives while it has a name or a reference. Called by [`Node`].
    fn acquire(&self, inode: InodeId) {
        let _ = inode;
    }

    /// Drops a reference. Called by [`Node`].
    fn release(&self, inode: InodeId) {
        let _ = inode;
    }
}

/// Whether a file system can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Each change answers EROFS.
    ReadOnly,
    /// Files can be read and changed.
    ReadWrite,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The inode.
    pub inode: InodeId,
    /// Its kind, so that resolution needs no second call.
    pub file_type: FileType,
}

/// Where a symbolic link leads.
pub enum LinkTarget {
    /// A path, resolved from the link's directory.
    Path(Vec<u8>),
    /// An inode that no path need name, such as `/proc/self/cwd`.
    Node(Node),
    /// The link itself is what the caller wants: `/proc/self/fd/0`, which the kernel opens by its number.
    Itself,
}

/// What to create.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewNode<'a> {
    /// An empty regular file.
    File {
        /// Permission bits, the umask applied.
        mode: u32,
    },
    /// An empty directory.
    Directory {
        /// Permission bits, the umask applied.
        mode: u32,
    },
    /// A symbolic link.
    Symlink {
        /// Its text, not empty, shorter than [`PATH_MAX`](crate::PATH_MAX).
        target: &'a [u8],
    },
    /// A named pipe.
    Fifo {
        /// Permission bits, the umask applied.
        mode: u32,
    },
}

/// One name in a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryEntry {
    /// Where to resume after this entry.
    pub cookie: u64,
    /// Number of the inode, as [`Metadata::inode`].
    pub inode: u64,
    /// Its kind.
    pub file_type: FileType,
    /// The name.
    pub name: Vec<u8>,
}

/// Sizes of a file system, as `statvfs` shows them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// All bytes.
    pub bytes: u64,
    /// Bytes free.
    pub bytes_free: u64,
    /// All inodes.
    pub inodes: u64,
    /// Inodes free.
    pub inodes_free: u64,
}

/// Gives a number for [`FileSystem::device`] that no other file system of this host process has.
pub fn next_device() -> u64 {
    use std::sync::atomic::{AtomicU64, Ordering};
    // Small numbers, as Linux gives to file systems without a disk.
    static NEXT: AtomicU64 = AtomicU64::new(32);
    NEXT.fetch_add(1, Ordering::Relaxed)
}
