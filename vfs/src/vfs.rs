use std::sync::Arc;

use vivarium_abi::Errno;

use crate::resolve::{Last, Position};
use crate::{FileSystem, FileType, InodeId, Node, OpenOptions, PATH_MAX, Result};

/// The mount table: one tree of names made of several file systems.
///
/// It does not change once it is shared, so that resolution takes no lock.
pub struct Vfs {
    mounts: Vec<Mount>,
}

/// Index of a mount in its [`Vfs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MountId(u32);

const ROOT_MOUNT: MountId = MountId(0);

struct Mount {
    file_system: Arc<dyn FileSystem>,
    root: InodeId,
    path: Vec<u8>,
    /// `path` without symbolic links.
    real_path: Vec<u8>,
    // The directory or file it hides; `None` for the root mount.
    covers: Option<Node>,
}

impl Vfs {
    /// Makes a tree of one file system.
    pub fn new(root: Arc<dyn FileSystem>) -> Self {
        let inode = root.root();
        let path = b"/".to_vec();
        let real_path = path.clone();
        Self { mounts: vec![Mount { file_system: root, root: inode, path, real_path, covers: None }] }
    }

    /// Puts a file system over what is at an absolute path: over a directory, or over a file if its root is one.
    /// ENOTDIR for anything else.
    pub fn mount(&mut self, path: &[u8], file_system: Arc<dyn FileSystem>) -> Result<()> {
        let root = file_system.root();
        let covers = self.resolve(&self.root(), path, Last::Follow)?;
        match (covers.file_type()?, file_system.metadata(root)?.file_type) {
            (FileType::Directory, FileType::Directory) | (FileType::Regular, FileType::Regular) => {}
            _ => return Err(Errno::ENOTDIR),
        }
        let (path, real_path) = (path.to_vec(), self.real_path(path)?);
        self.mounts.push(Mount { file_system, root, path, real_path, covers: Some(covers) });
        Ok(())
    }

    /// Makes an absolute path, where nothing has it, into what `file_system` can be mounted on.
    pub fn create_mount_point(&self, path: &[u8], file_system: &dyn FileSystem) -> Result<()> {
        if file_system.metadata(file_system.root())?.file_type == FileType::Directory {
            return self.create_directories(path, 0o755);
        }
        let name = path.iter().rposition(|&byte| byte == b'/').ok_or(Errno::ENOENT)?;
        self.create_directories(&path[..name], 0o755)?;
        let options = OpenOptions { create: true, mode: 0o644, ..OpenOptions::default() };
        self.open(&self.root(), path, &options).map(drop)
    }

    /// Holds the root directory.
    pub fn root(&self) -> Node {
        self.node(self.root_position())
    }

    /// Builds the absolute path of a directory. ENOTDIR for another file, ENOENT for a removed directory.
    pub fn path_of(&self, directory: &Node) -> Result<Vec<u8>> {
        let mut position = self.position(directory)?;
        if position.file_type != FileType::Directory {
            return Err(Errno::ENOTDIR);
        }
        let mut names = Vec::new();
        let mut length = 0;
        loop {
            position = self.uncovered(position);
            if position.inode == self.mounts[0].root && position.mount == ROOT_MOUNT {
                break;
            }
            let (parent, name) = self.file_system(position.mount).parent(position.inode)?;
            length += name.len() + 1;
            if length >= PATH_MAX {
                return Err(Errno::ENAMETOOLONG);
            }
            names.push(name);
            position.inode = parent;
        }
        if names.is_empty() {
            return Ok(b"/".to_vec());
        }
        let mut path = Vec::with_capacity(length);
        for name in names.iter().rev() {
            path.push(b'/');
            path.extend_from_slice(name);
        }
        Ok(path)
    }

    /// Lists the mount points, by the paths that were given, and what is mounted there, the root first.
    pub fn mounts(&self) -> impl Iterator<Item = (&[u8], &Arc<dyn FileSystem>)> {
        self.mounts.iter().map(|mount| (&mount.path[..], &mount.file_system))
    }

    /// Tells whether anything but the root is mounted at an absolute path, below it, or above it.
    ///
    /// The path must be without symbolic links.
    pub fn is_mounted_around(&self, path: &[u8]) -> bool {
        self.mounts.iter().skip(1).any(|mount| {
            let (short, long) = if mount.real_path.len() < path.len() {
                (&mount.real_path[..], path)
            } else {
                (path, &mount.real_path[..])
            };
            // The root has no name before its slash.
            let short = short.strip_suffix(b"/").unwrap_or(short);
            long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest[0] == b'/')
        })
    }

    pub(crate) fn file_system(&self, mount: MountId) -> &Arc<dyn FileSystem> {
        &self.mounts[mount.0 as usize].file_system
    }

    pub(crate) fn node(&self, position: Position) -> Node {
        Node::new(self.file_system(position.mount), position.mount, position.inode)
    }

    pub(crate) fn root_position(&self) -> Position {
        let position =
            Position { mount: ROOT_MOUNT, inode: self.mounts[0].root, file_type: FileType::Directory };
        self.covered(position)
    }

    /// Finds where a node stands in this tree. EXDEV for a node of another tree.
    pub(crate) fn position(&self, node: &Node) -> Result<Position> {
        let mount = self.mounts.get(node.mount().0 as usize).ok_or(Errno::EXDEV)?;
        if !std::ptr::addr_eq(Arc::as_ptr(&mount.file_system), Arc::as_ptr(node.file_system())) {
            return Err(Errno::EXDEV);
        }
        Ok(Position { mount: node.mount(), inode: node.inode(), file_type: node.file_type()? })
    }

    /// Goes down into what is mounted on a directory or file.
    pub(crate) fn covered(&self, mut position: Position) -> Position {
        while let Some(id) = self.mount_on(position) {
            position.mount = id;
            position.inode = self.mounts[id.0 as usize].root;
        }
        position
    }

    /// Goes up from the root of a mount to the directory it covers; the root of all stays.
    pub(crate) fn uncovered(&self, mut position: Position) -> Position {
        loop {
            let mount = &self.mounts[position.mount.0 as usize];
            match &mount.covers {
                Some(covers) if mount.root == position.inode => {
                    position.mount = covers.mount();
                    position.inode = covers.inode();
                }
                _ => return position,
            }
        }
    }

    /// Tells whether a directory or file is hidden by a mount.
    pub(crate) fn is_mount_point(&self, position: Position) -> bool {
        self.mount_on(position).is_some()
    }

    // A handful of mounts: a scan is faster than a map, and runs for each component of a path.
    fn mount_on(&self, position: Position) -> Option<MountId> {
        let covers = |mount: &Mount| {
            let covers = mount.covers.as_ref();
            covers.is_some_and(|node| node.inode() == position.inode && node.mount() == position.mount)
        };
        let index = self.mounts.iter().skip(1).position(covers)?;
        Some(MountId(index as u32 + 1))
    }
}
