use super::State;
use super::whiteout::refuse_mark;
use crate::listing::Visible;
use crate::{AttributeChange, Errno, FileType, Found, InodeId, NewNode, Result};

const SET_GROUP_ID: u32 = 0o2000;

impl State {
    pub(super) fn create(&mut self, dir: InodeId, name: &[u8], node: NewNode<'_>) -> Result<InodeId> {
        self.vacant(dir, name)?;
        let directory = self.copy_up(dir)?;
        let covered = self.is_whited_out(dir, name)?;
        let (above, group) = self.layers.upper.mode_and_group(directory)?;
        let node = inherit_bit(node, above);
        let gid = if above & SET_GROUP_ID != 0 { group } else { 0 };
        let (upper, file_type) = match node {
            NewNode::Directory { .. } if covered => {
                (self.create_opaque(directory, name, node, gid)?, FileType::Directory)
            }
            _ => (self.layers.upper.create(directory, name, node, gid)?, type_of(node)),
        };
        if covered {
            self.uncover(dir, name);
        }
        let id = self.enter_upper(Found { inode: upper, file_type }, Vec::new())?;
        self.attach_new(dir, name, id)?;
        Ok(id)
    }

    pub(super) fn link(&mut self, id: InodeId, dir: InodeId, name: &[u8]) -> Result<()> {
        let inode = self.table.get(id)?;
        if inode.file_type == FileType::Directory {
            return Err(Errno::EPERM);
        }
        if inode.upper.is_none() && inode.place.is_none() {
            return Err(Errno::ENOENT);
        }
        self.vacant(dir, name)?;
        let directory = self.copy_up(dir)?;
        let upper = self.copy_up(id)?;
        self.layers.upper.link(upper, directory, name)?;
        self.uncover(dir, name);
        self.attach_new(dir, name, id)
    }

    /// Checks that a directory is there and shows nothing under a name.
    fn vacant(&mut self, dir: InodeId, name: &[u8]) -> Result<()> {
        refuse_mark(name)?;
        match self.lookup(dir, name) {
            Ok(_) => return Err(Errno::EEXIST),
            Err(Errno::ENOENT) => {}
            Err(errno) => return Err(errno),
        }
        self.still_there(dir)
    }

    /// Checks that a directory was not removed.
    pub(super) fn still_there(&self, dir: InodeId) -> Result<()> {
        let removed = self.directory(dir)?.place.is_none() && dir != self.root;
        if removed { Err(Errno::ENOENT) } else { Ok(()) }
    }

    /// Makes a directory over what a whiteout covers: it must not show what is below.
    fn create_opaque(&self, directory: InodeId, name: &[u8], node: NewNode<'_>, gid: u32) -> Result<InodeId> {
        let upper = &self.layers.upper;
        let made = upper.create_orphan(node)?;
        let group = AttributeChange { gid: Some(gid), ..AttributeChange::default() };
        let grouped = if gid == 0 { Ok(()) } else { upper.set_attributes(made, &group) };
        let placed =
            grouped.and_then(|()| self.make_opaque(made)).and_then(|()| upper.adopt(made, directory, name));
        upper.release(made);
        placed.map(|()| made)
    }

    fn attach_new(&mut self, dir: InodeId, name: &[u8], id: InodeId) -> Result<()> {
        self.attach(dir, name, id)?;
        self.list_name(dir, name, id)
    }

    /// Shows a new name to those who read the directory.
    pub(super) fn list_name(&mut self, dir: InodeId, name: &[u8], id: InodeId) -> Result<()> {
        let inode = self.table.get(id)?;
        let entry = Visible { name: name.into(), number: inode.number, file_type: inode.file_type };
        if let Some(listing) = &mut self.table.get_mut(dir)?.listing {
            listing.add(entry);
        }
        Ok(())
    }
}

/// A set-group-id directory passes the bit on to directories made in it, and its group to everything.
fn inherit_bit(node: NewNode<'_>, above: u32) -> NewNode<'_> {
    match node {
        NewNode::Directory { mode } => NewNode::Directory { mode: mode | (above & SET_GROUP_ID) },
        other => other,
    }
}

fn type_of(node: NewNode<'_>) -> FileType {
    match node {
        NewNode::File { .. } => FileType::Regular,
        NewNode::Directory { .. } => FileType::Directory,
        NewNode::Symlink { .. } => FileType::Symlink,
        NewNode::Fifo { .. } => FileType::Fifo,
    }
}
