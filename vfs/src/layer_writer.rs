use std::sync::Arc;

use cap_std::fs::Dir;

use crate::disk::DiskTree;
use crate::{
    AttributeChange, Charge, Errno, FileType, Found, InodeId, NAME_MAX, NewNode, OverlayOptions, Quota,
    Result, Usage,
};

/// A new layer that is filled from outside, whiteouts and all, to become a [`FrozenLayer`](crate::FrozenLayer).
///
/// Names come from whoever made the archive. Each is one component, checked here; the host sees no path.
pub struct LayerWriter {
    tree: DiskTree,
}

impl LayerWriter {
    /// Begins in an empty host directory. What is written is charged.
    pub fn new(dir: &Dir, quota: Arc<Quota>) -> Result<Self> {
        let options = OverlayOptions { usage: Some(Usage::default()), ..OverlayOptions::default() };
        Ok(Self { tree: DiskTree::open(dir, Charge::new(quota), options)? })
    }

    /// Finds the root directory.
    pub fn root(&self) -> InodeId {
        self.tree.root()
    }

    /// Finds a name in a directory. ENOENT without it, ENOTDIR if `dir` is none.
    pub fn lookup(&self, dir: InodeId, name: &[u8]) -> Result<Found> {
        self.tree.lookup(dir, name)
    }

    /// Makes a new inode. EEXIST if the name is there, EINVAL for what can be no name.
    pub fn create(&self, dir: InodeId, name: &[u8], node: NewNode<'_>) -> Result<InodeId> {
        check(name)?;
        self.tree.create(dir, name, node, 0)
    }

    /// Makes a character device; the kernel serves it by its number, the host never does.
    pub fn create_device(&self, dir: InodeId, name: &[u8], mode: u32, rdev: u32) -> Result<InodeId> {
        let inode = self.create(dir, name, NewNode::File { mode })?;
        self.tree.set_device(inode, FileType::CharDevice, rdev)?;
        Ok(inode)
    }

    /// Gives a file another name. EPERM for a directory, EEXIST if the name is there.
    pub fn link(&self, inode: InodeId, dir: InodeId, name: &[u8]) -> Result<()> {
        check(name)?;
        self.tree.link(inode, dir, name)
    }

    /// Changes attributes.
    pub fn set_attributes(&self, inode: InodeId, change: &AttributeChange) -> Result<()> {
        self.tree.set_attributes(inode, change)
    }

    /// Writes to a regular file; a gap before `offset` becomes a hole.
    pub fn write_at(&self, inode: InodeId, buf: &[u8], offset: u64) -> Result<usize> {
        self.tree.write_at(inode, buf, offset)
    }

    /// Ends the writing; answers what the layer takes.
    pub fn finish(self) -> Result<Usage> {
        self.tree.freeze()
    }
}

fn check(name: &[u8]) -> Result<()> {
    let valid = !name.is_empty()
        && !matches!(name, b"." | b"..")
        && !name.iter().any(|byte| matches!(byte, b'/' | 0));
    match valid {
        true if name.len() <= NAME_MAX => Ok(()),
        true => Err(Errno::ENAMETOOLONG),
        false => Err(Errno::EINVAL),
    }
}
