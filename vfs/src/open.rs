use vivarium_abi::Errno;

use crate::resolve::{Ending, Followed, Links, Parent, Position, again_if_stale};
use crate::{Access, AttributeChange, FileType, NewNode, Node, Result, Vfs};

/// How a path is opened: the flags of open(2) that concern the file system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenOptions {
    /// Opens for writing: `O_WRONLY` or `O_RDWR`.
    pub write: bool,
    /// `O_CREAT`: makes the file if nothing has the name.
    pub create: bool,
    /// `O_EXCL`: with `create`, EEXIST if something has the name, even a dangling link.
    pub exclusive: bool,
    /// `O_TRUNC`: empties a regular file.
    pub truncate: bool,
    /// `O_DIRECTORY`: ENOTDIR for anything else.
    pub directory: bool,
    /// `O_NOFOLLOW`: ELOOP for a symbolic link at the end of the path.
    pub no_follow: bool,
    /// Permission bits of a new file, the umask applied.
    pub mode: u32,
}

impl Vfs {
    /// Opens a path by the rules of open(2); permissions are not checked, the guest is root.
    ///
    /// A link the kernel must open itself, such as `/proc/self/fd/0`, is returned as it is: a node of type `Symlink`.
    pub fn open(&self, base: &Node, path: &[u8], options: &OpenOptions) -> Result<Node> {
        if options.create && options.directory {
            return Err(Errno::EINVAL);
        }
        again_if_stale(|| self.open_once(base, path, options))
    }

    fn open_once(&self, base: &Node, path: &[u8], options: &OpenOptions) -> Result<Node> {
        let mut links = Links::default();
        let mut parent = self.walk_parent(self.position(base)?, path, &mut links)?;
        loop {
            // Linux refuses to create what can only be a directory before it looks the name up.
            if options.create && parent.trailing_slash && matches!(parent.ending, Ending::Name(_)) {
                return Err(Errno::EISDIR);
            }
            let found = match self.step_last(&parent) {
                Err(Errno::ENOENT) if options.create => return self.create_opened(&parent, options),
                found => found?,
            };
            if options.create && options.exclusive {
                return Err(Errno::EEXIST);
            }
            let must_be_directory = options.directory || parent.trailing_slash;
            if found.file_type != FileType::Symlink {
                return self.open_found(self.node(found), found, must_be_directory, options);
            }
            if options.no_follow && !parent.trailing_slash {
                return Err(if must_be_directory { Errno::ENOTDIR } else { Errno::ELOOP });
            }
            match self.follow_last(&parent, found, &mut links)? {
                Followed::Parent(next) => parent = next,
                Followed::Node(node) => {
                    let found = self.position(&node)?;
                    return self.open_found(node, found, must_be_directory, options);
                }
                Followed::Itself if must_be_directory => return Err(Errno::ENOTDIR),
                Followed::Itself => return Ok(self.node(found)),
            }
        }
    }

    fn create_opened(&self, parent: &Parent, options: &OpenOptions) -> Result<Node> {
        let Ending::Name(name) = &parent.ending else { return Err(Errno::EISDIR) };
        let file_system = self.file_system(parent.directory.mount);
        let inode = file_system.create(parent.directory.inode, name, NewNode::File { mode: options.mode })?;
        Ok(self.node(Position { mount: parent.directory.mount, inode, file_type: FileType::Regular }))
    }

    fn open_found(
        &self,
        node: Node,
        found: Position,
        must_be_directory: bool,
        options: &OpenOptions,
    ) -> Result<Node> {
        let changes = options.write || options.truncate;
        match found.file_type {
            FileType::Directory if changes || options.create => Err(Errno::EISDIR),
            FileType::Directory => {
                node.file_system().check_open(node.inode(), Access::ReadOnly)?;
                Ok(node)
            }
            _ if must_be_directory => Err(Errno::ENOTDIR),
            FileType::Regular if changes && node.access() == Access::ReadOnly => Err(Errno::EROFS),
            file_type => {
                let access = if changes { Access::ReadWrite } else { Access::ReadOnly };
                node.file_system().check_open(node.inode(), access)?;
                if options.truncate && file_type == FileType::Regular {
                    node.set_attributes(&AttributeChange::size(0))?;
                }
                Ok(node)
            }
        }
    }
}
