use super::State;
use super::inode::{Inode, Lower};
use super::whiteout::{Mark, OPAQUE, is_mark, is_there};
use crate::{Errno, FileType, Found, InodeId, Result};

impl State {
    pub(super) fn lookup(&mut self, dir: InodeId, name: &[u8]) -> Result<Found> {
        let directory = self.directory(dir)?;
        if let Some(&inode) = directory.children.get(name) {
            return Ok(Found { inode, file_type: self.table.get(inode)?.file_type });
        }
        if is_mark(name) {
            return Err(Errno::ENOENT);
        }
        let upper = match directory.upper {
            None => None,
            Some(upper) => match self.layers.upper.lookup(upper, name) {
                Ok(found) => Some(found),
                Err(Errno::ENOENT) => None,
                Err(errno) => return Err(errno),
            },
        };
        let lowers = self.lowers_of(dir, name, upper)?;
        let id = match upper {
            Some(found) => self.enter_upper(found, lowers)?,
            None => self.enter_lower(*lowers.first().ok_or(Errno::ENOENT)?, lowers)?,
        };
        self.attach(dir, name, id)
    }

    /// Finds what the lower layers have under a name that shows: one file, or the directories to merge.
    fn lowers_of(&self, dir: InodeId, name: &[u8], upper: Option<Found>) -> Result<Vec<Lower>> {
        let mut merged = Vec::new();
        let directory = self.directory(dir)?;
        if directory.lowers.is_empty() || self.is_covered_by(dir, name, upper)? {
            return Ok(merged);
        }
        let mut above_is_directory = upper.is_some();
        let mark = Mark::new(name);
        for &lower in &directory.lowers {
            match self.layers.lowers[lower.layer].lookup(lower.inode, name) {
                Ok(found) => {
                    let below = Lower { layer: lower.layer, inode: found.inode };
                    let is_directory = found.file_type == FileType::Directory;
                    if is_directory || !above_is_directory {
                        merged.push(below);
                    }
                    if !is_directory || self.layers.covers(below, OPAQUE)? {
                        break;
                    }
                    above_is_directory = true;
                }
                Err(Errno::ENOENT) => {}
                Err(errno) => return Err(errno),
            }
            if self.layers.covers(lower, mark.name())? {
                break;
            }
        }
        Ok(merged)
    }

    /// Tells whether the upper layer hides what lower layers have under a name.
    fn is_covered_by(&self, dir: InodeId, name: &[u8], upper: Option<Found>) -> Result<bool> {
        let hidden = match upper {
            None => false,
            Some(found) if found.file_type != FileType::Directory => true,
            Some(found) => is_there(self.layers.upper.lookup(found.inode, OPAQUE))?,
        };
        Ok(hidden || self.is_whited_out(dir, name)?)
    }

    /// Finds or makes the inode for a file of the upper layer.
    pub(super) fn enter_upper(&mut self, found: Found, lowers: Vec<Lower>) -> Result<InodeId> {
        if let Some(&id) = self.by_upper.get(&found.inode) {
            return Ok(id);
        }
        let number = self.layers.upper.number(found.inode)?;
        let mut inode = Inode::new(found.file_type, number);
        inode.upper = Some(found.inode);
        inode.lowers = lowers;
        self.layers.upper.acquire(found.inode);
        let id = self.table.insert(inode);
        self.by_upper.insert(found.inode, id);
        Ok(id)
    }

    fn enter_lower(&mut self, top: Lower, lowers: Vec<Lower>) -> Result<InodeId> {
        let metadata = self.layers.lowers[top.layer].metadata(top.inode)?;
        let mut inode = Inode::new(metadata.file_type, self.layers.number(top.layer, metadata.inode));
        inode.lowers = lowers;
        Ok(self.table.insert(inode))
    }
}
