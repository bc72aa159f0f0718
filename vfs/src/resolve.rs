use vivarium_abi::Errno;

use crate::vfs::MountId;
use crate::{FileType, InodeId, LinkTarget, NAME_MAX, Node, PATH_MAX, Result, Vfs};

/// Most symbolic links followed in one resolution, as in Linux; then ELOOP.
const LINKS_MAX: u32 = 40;

/// Whether a symbolic link at the end of a path is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Last {
    /// As `stat(2)`.
    Follow,
    /// As `lstat(2)`.
    NoFollow,
}

/// A name in a directory, whether or not something has it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The directory.
    pub directory: Node,
    /// The last component of the path.
    pub name: Vec<u8>,
    /// Whether the path demands a directory: `name/`.
    pub trailing_slash: bool,
}

/// One inode in the tree of mounts, not held.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Position {
    pub(crate) mount: MountId,
    pub(crate) inode: InodeId,
    pub(crate) file_type: FileType,
}

/// How a path ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Name(Vec<u8>),
    Dot,
    DotDot,
    Root,
}

/// All but the last component of a path, resolved.
pub(crate) struct Parent {
    pub(crate) directory: Position,
    pub(crate) ending: Ending,
    pub(crate) trailing_slash: bool,
}

/// Counts the links that one resolution has followed.
#[derive(Default)]
pub(crate) struct Links(u32);

impl Links {
    pub(crate) fn follow(&mut self) -> Result<()> {
        self.0 += 1;
        if self.0 > LINKS_MAX { Err(Errno::ELOOP) } else { Ok(()) }
    }
}

impl Vfs {
    /// Finds the inode at a path, from `base` unless the path is absolute.
    ///
    /// `..` of the root is the root. A link the kernel must open itself (see [`LinkTarget::Itself`]) is returned
    /// as it is, a node of type `Symlink`.
    pub fn resolve(&self, base: &Node, path: &[u8], last: Last) -> Result<Node> {
        again_if_stale(|| self.resolve_once(base, path, last))
    }

    fn resolve_once(&self, base: &Node, path: &[u8], last: Last) -> Result<Node> {
        let mut links = Links::default();
        let mut parent = self.walk_parent(self.position(base)?, path, &mut links)?;
        loop {
            let found = self.step_last(&parent)?;
            if found.file_type != FileType::Symlink || (last == Last::NoFollow && !parent.trailing_slash) {
                return self.finish(&parent, found);
            }
            match self.follow_last(&parent, found, &mut links)? {
                Followed::Parent(next) => parent = next,
                Followed::Node(node) => return self.finish_node(&parent, node),
                Followed::Itself => return self.finish(&parent, found),
            }
        }
    }

    /// Finds the directory and the name that a path ends in; nothing need have the name.
    ///
    /// EINVAL for a path that ends in `.`, `..` or is the root. A final symbolic link is not followed.
    pub fn resolve_parent(&self, base: &Node, path: &[u8]) -> Result<Entry> {
        let parent = self.walk_parent(self.position(base)?, path, &mut Links::default())?;
        match parent.ending {
            Ending::Name(name) => {
                checked(&name)?;
                let directory = self.node(parent.directory);
                Ok(Entry { directory, name, trailing_slash: parent.trailing_slash })
            }
            _ => Err(Errno::EINVAL),
        }
    }

    /// Walks all components but the last.
    pub(crate) fn walk_parent(&self, base: Position, path: &[u8], links: &mut Links) -> Result<Parent> {
        if path.is_empty() {
            return Err(Errno::ENOENT);
        }
        if path.len() >= PATH_MAX {
            return Err(Errno::ENAMETOOLONG);
        }
        if path.contains(&0) {
            return Err(Errno::EINVAL);
        }
        self.walk(base, path, links)
    }

    fn walk(&self, base: Position, path: &[u8], links: &mut Links) -> Result<Parent> {
        let mut position = if path[0] == b'/' { self.root_position() } else { base };
        // The text still to walk; owned once a link has been put before it.
        let mut spliced: Vec<u8>;
        let mut rest = trim_slashes(path);
        if rest.is_empty() {
            return Ok(Parent { directory: position, ending: Ending::Root, trailing_slash: true });
        }
        loop {
            let (name, after) = split_component(rest);
            let next = trim_slashes(after);
            if position.file_type != FileType::Directory {
                return Err(Errno::ENOTDIR);
            }
            if next.is_empty() {
                let ending = match name {
                    b"." => Ending::Dot,
                    b".." => Ending::DotDot,
                    // Linux looks at its length only when it looks it up.
                    _ => Ending::Name(name.to_vec()),
                };
                return Ok(Parent { directory: position, ending, trailing_slash: !after.is_empty() });
            }
            let found = self.step(position, name)?;
            if found.file_type != FileType::Symlink {
                position = found;
                rest = next;
                continue;
            }
            links.follow()?;
            match self.file_system(found.mount).follow_link(found.inode)? {
                LinkTarget::Path(target) => {
                    position = self.link_base(position, &target)?;
                    spliced = splice(&target, after);
                    rest = trim_slashes(&spliced);
                }
                LinkTarget::Node(node) => {
                    position = self.position(&node)?;
                    rest = next;
                }
                LinkTarget::Itself => return Err(Errno::ENOTDIR),
            }
        }
    }

    /// Takes one component.
    fn step(&self, position: Position, name: &[u8]) -> Result<Position> {
        match name {
            b"." => Ok(position),
            b".." => self.step_up(position),
            _ => {
                let found = self.file_system(position.mount).lookup(position.inode, checked(name)?)?;
                let below =
                    Position { mount: position.mount, inode: found.inode, file_type: found.file_type };
                Ok(self.covered(below))
            }
        }
    }

    fn step_up(&self, position: Position) -> Result<Position> {
        let mut position = self.uncovered(position);
        // The root of all is its own parent: `parent` answers itself for a root.
        position.inode = self.file_system(position.mount).parent(position.inode)?.0;
        Ok(self.covered(position))
    }

    /// Takes the last component; ENOENT if nothing has the name.
    pub(crate) fn step_last(&self, parent: &Parent) -> Result<Position> {
        match &parent.ending {
            Ending::Name(name) => self.step(parent.directory, name),
            Ending::DotDot => self.step_up(parent.directory),
            Ending::Dot | Ending::Root => Ok(parent.directory),
        }
    }

    /// Goes on from a symbolic link at the end of a path.
    pub(crate) fn follow_last(&self, parent: &Parent, link: Position, links: &mut Links) -> Result<Followed> {
        links.follow()?;
        Ok(match self.file_system(link.mount).follow_link(link.inode)? {
            LinkTarget::Path(target) => {
                let base = self.link_base(parent.directory, &target)?;
                let mut next = self.walk(base, &target, links)?;
                next.trailing_slash |= parent.trailing_slash;
                Followed::Parent(next)
            }
            LinkTarget::Node(node) => Followed::Node(node),
            LinkTarget::Itself => Followed::Itself,
        })
    }

    fn link_base(&self, directory: Position, target: &[u8]) -> Result<Position> {
        match target.first() {
            None => Err(Errno::ENOENT),
            Some(b'/') => Ok(self.root_position()),
            Some(_) => Ok(directory),
        }
    }

    fn finish(&self, parent: &Parent, found: Position) -> Result<Node> {
        if parent.trailing_slash && found.file_type != FileType::Directory {
            return Err(Errno::ENOTDIR);
        }
        Ok(self.node(found))
    }

    fn finish_node(&self, parent: &Parent, node: Node) -> Result<Node> {
        if parent.trailing_slash && node.file_type()? != FileType::Directory {
            return Err(Errno::ENOTDIR);
        }
        Ok(node)
    }
}

/// Where a final symbolic link leads.
pub(crate) enum Followed {
    Parent(Parent),
    Node(Node),
    Itself,
}

/// Tries again when the host put another file under a name on the way, as Linux does.
pub(crate) fn again_if_stale(attempt: impl Fn() -> Result<Node>) -> Result<Node> {
    match attempt() {
        Err(Errno::ESTALE) => attempt(),
        result => result,
    }
}

/// Checks the length of a name.
pub(crate) fn checked(name: &[u8]) -> Result<&[u8]> {
    if name.len() > NAME_MAX { Err(Errno::ENAMETOOLONG) } else { Ok(name) }
}

/// Splits after the first component; what follows begins with a slash or is empty.
fn split_component(path: &[u8]) -> (&[u8], &[u8]) {
    let end = path.iter().position(|&byte| byte == b'/').unwrap_or(path.len());
    path.split_at(end)
}

fn trim_slashes(path: &[u8]) -> &[u8] {
    let start = path.iter().position(|&byte| byte != b'/').unwrap_or(path.len());
    &path[start..]
}

fn splice(target: &[u8], after: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(target.len() + after.len());
    text.extend_from_slice(target);
    text.extend_from_slice(after);
    text
}
