use super::State;
use crate::{Errno, FileType, InodeId, Result};

impl State {
    /// Tells whether what shows at an absolute path, and all below it, is the lowest layer's.
    pub(super) fn is_pristine(&mut self, path: &[u8]) -> Result<bool> {
        let mut dir = self.root;
        for name in path.split(|&byte| byte == b'/').filter(|name| !name.is_empty()) {
            let inode = match self.lookup(dir, name) {
                Ok(found) => found.inode,
                Err(Errno::ENOENT) => return self.was_never_there(dir, name),
                Err(errno) => return Err(errno),
            };
            self.touch(inode);
            let found = self.table.get(inode)?;
            match (found.upper, &found.lowers[..]) {
                // No layer above has this directory: nothing in it can be anybody else's.
                (None, [lower]) if self.is_lowest(lower.layer) => return Ok(true),
                (_, [.., lower]) if self.is_lowest(lower.layer) && found.file_type == FileType::Directory => {
                }
                _ => return Ok(false),
            }
            dir = inode;
        }
        Ok(false)
    }

    /// Tells whether the lowest layer lacks a name too, in a directory that it has.
    fn was_never_there(&self, dir: InodeId, name: &[u8]) -> Result<bool> {
        let Some(lower) = self.directory(dir)?.lowers.last().filter(|lower| self.is_lowest(lower.layer))
        else {
            return Ok(false);
        };
        Ok(self.layers.lowers[lower.layer].lookup(lower.inode, name) == Err(Errno::ENOENT))
    }

    fn is_lowest(&self, layer: usize) -> bool {
        layer + 1 == self.layers.lowers.len()
    }
}
