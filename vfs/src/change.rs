use vivarium_abi::Errno;

use crate::resolve::{Ending, Links, Parent, Position, checked};
use crate::{Access, FileType, Last, NewNode, Node, PATH_MAX, Result, Vfs};

/// The calls that add, remove and move names.
///
/// Where several errors apply, each reports the one that Linux reports.
impl Vfs {
    /// Makes a directory, as mkdir(2); `mode` has the umask applied.
    pub fn mkdir(&self, base: &Node, path: &[u8], mode: u32) -> Result<()> {
        // Linux takes no set-id bits here; chmod does.
        self.create_at(base, path, NewNode::Directory { mode: mode & 0o1777 })
    }

    /// Makes a named pipe, as mkfifo(3); `mode` has the umask applied.
    pub fn mkfifo(&self, base: &Node, path: &[u8], mode: u32) -> Result<()> {
        self.create_at(base, path, NewNode::Fifo { mode })
    }

    /// Makes a symbolic link, as symlink(2); its text may be anything.
    pub fn symlink(&self, target: &[u8], base: &Node, path: &[u8]) -> Result<()> {
        if target.is_empty() {
            return Err(Errno::ENOENT);
        }
        if target.len() >= PATH_MAX {
            return Err(Errno::ENAMETOOLONG);
        }
        if target.contains(&0) {
            return Err(Errno::EINVAL);
        }
        self.create_at(base, path, NewNode::Symlink { target })
    }

    /// Makes all directories on an absolute path that are not there.
    pub fn create_directories(&self, path: &[u8], mode: u32) -> Result<()> {
        let root = self.root();
        for end in 1..=path.len() {
            if end == path.len() || path[end] == b'/' {
                match self.mkdir(&root, &path[..end], mode) {
                    Ok(()) | Err(Errno::EEXIST) => {}
                    Err(errno) => return Err(errno),
                }
            }
        }
        Ok(())
    }

    /// Gives a file another name, as linkat(2); `last` tells whether a final link in `from` is followed.
    pub fn link(&self, from_base: &Node, from: &[u8], last: Last, base: &Node, path: &[u8]) -> Result<()> {
        let node = self.resolve(from_base, from, last)?;
        self.link_node(&node, base, path)
    }

    /// Gives a file that the caller holds another name, as linkat(2) with `AT_EMPTY_PATH`.
    pub fn link_node(&self, node: &Node, base: &Node, path: &[u8]) -> Result<()> {
        let parent = self.walk_parent(self.position(base)?, path, &mut Links::default())?;
        let name = self.new_name(&parent, FileType::Regular)?;
        if parent.directory.mount != node.mount() {
            return Err(Errno::EXDEV);
        }
        self.writable(parent.directory)?;
        if node.file_type()? == FileType::Directory {
            return Err(Errno::EPERM);
        }
        self.file_system(parent.directory.mount).link(node.inode(), parent.directory.inode, name)
    }

    /// Removes a name of anything but a directory, as unlink(2).
    pub fn unlink(&self, base: &Node, path: &[u8]) -> Result<()> {
        let parent = self.walk_parent(self.position(base)?, path, &mut Links::default())?;
        let Ending::Name(name) = &parent.ending else { return Err(Errno::EISDIR) };
        self.writable(parent.directory)?;
        let found = self.named(&parent, name)?;
        if found.file_type == FileType::Directory {
            return Err(Errno::EISDIR);
        }
        if parent.trailing_slash {
            return Err(Errno::ENOTDIR);
        }
        if self.is_mount_point(found) {
            return Err(Errno::EBUSY);
        }
        self.file_system(parent.directory.mount).unlink(parent.directory.inode, name)
    }

    /// Removes an empty directory, as rmdir(2).
    pub fn rmdir(&self, base: &Node, path: &[u8]) -> Result<()> {
        let parent = self.walk_parent(self.position(base)?, path, &mut Links::default())?;
        let name = match &parent.ending {
            Ending::Name(name) => name,
            Ending::Dot => return Err(Errno::EINVAL),
            Ending::DotDot => return Err(Errno::ENOTEMPTY),
            Ending::Root => return Err(Errno::EBUSY),
        };
        self.writable(parent.directory)?;
        let found = self.named(&parent, name)?;
        if found.file_type != FileType::Directory {
            return Err(Errno::ENOTDIR);
        }
        if self.is_mount_point(found) {
            return Err(Errno::EBUSY);
        }
        self.file_system(parent.directory.mount).remove_directory(parent.directory.inode, name)
    }

    /// Renames, as rename(2).
    pub fn rename(&self, from_base: &Node, from: &[u8], to_base: &Node, to: &[u8]) -> Result<()> {
        let source = self.walk_parent(self.position(from_base)?, from, &mut Links::default())?;
        // Held while the other path is walked: a file system may forget what nobody holds.
        let _source = self.node(source.directory);
        let target = self.walk_parent(self.position(to_base)?, to, &mut Links::default())?;
        let _target = self.node(target.directory);
        if source.directory.mount != target.directory.mount {
            return Err(Errno::EXDEV);
        }
        let (Ending::Name(from), Ending::Name(to)) = (&source.ending, &target.ending) else {
            return Err(Errno::EBUSY);
        };
        self.writable(source.directory)?;
        let moved = self.named(&source, from)?;
        let replaced = match self.named(&target, to) {
            Err(Errno::ENOENT) => None,
            found => Some(found?),
        };
        if moved.file_type != FileType::Directory && (source.trailing_slash || target.trailing_slash) {
            return Err(Errno::ENOTDIR);
        }
        if self.is_mount_point(moved) || replaced.is_some_and(|found| self.is_mount_point(found)) {
            return Err(Errno::EBUSY);
        }
        let file_system = self.file_system(source.directory.mount);
        file_system.rename(source.directory.inode, from, target.directory.inode, to)
    }

    fn create_at(&self, base: &Node, path: &[u8], node: NewNode<'_>) -> Result<()> {
        let parent = self.walk_parent(self.position(base)?, path, &mut Links::default())?;
        let kind = match node {
            NewNode::Directory { .. } => FileType::Directory,
            _ => FileType::Regular,
        };
        let name = self.new_name(&parent, kind)?;
        self.writable(parent.directory)?;
        self.file_system(parent.directory.mount).create(parent.directory.inode, name, node)?;
        Ok(())
    }

    /// Checks that nothing has the name that a path ends in.
    fn new_name<'a>(&self, parent: &'a Parent, kind: FileType) -> Result<&'a [u8]> {
        let Ending::Name(name) = &parent.ending else { return Err(Errno::EEXIST) };
        match self.named(parent, name) {
            Ok(_) => Err(Errno::EEXIST),
            // Only a directory can be made under a name with a slash after it.
            Err(Errno::ENOENT) if parent.trailing_slash && kind != FileType::Directory => Err(Errno::ENOENT),
            Err(Errno::ENOENT) => Ok(name),
            Err(errno) => Err(errno),
        }
    }

    /// Looks up a name without going into what is mounted on it.
    fn named(&self, parent: &Parent, name: &[u8]) -> Result<Position> {
        let directory = parent.directory;
        let found = self.file_system(directory.mount).lookup(directory.inode, checked(name)?)?;
        Ok(Position { mount: directory.mount, inode: found.inode, file_type: found.file_type })
    }

    fn writable(&self, directory: Position) -> Result<()> {
        match self.file_system(directory.mount).access() {
            Access::ReadWrite => Ok(()),
            Access::ReadOnly => Err(Errno::EROFS),
        }
    }
}
