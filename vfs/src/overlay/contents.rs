use super::State;
use super::inode::Origin;
use crate::{AttributeChange, Errno, FileType, InodeId, Result};

impl State {
    /// Finds where a regular file's bytes are.
    pub(super) fn contents_of(&self, id: InodeId) -> Result<Origin> {
        let inode = self.table.get(id)?;
        regular(inode.file_type)?;
        inode.origin()
    }

    /// Brings a regular file to the upper layer to be written.
    pub(super) fn writable(&mut self, id: InodeId) -> Result<InodeId> {
        let inode = self.table.get(id)?;
        regular(inode.file_type)?;
        match inode.upper {
            Some(upper) => Ok(upper),
            None => self.copy_up(id),
        }
    }

    pub(super) fn set_attributes(&mut self, id: InodeId, change: &AttributeChange) -> Result<()> {
        if change.size.is_some() {
            regular(self.table.get(id)?.file_type)?;
        }
        let upper = self.copy_up_to(id, change.size.unwrap_or(u64::MAX))?;
        self.layers.upper.set_attributes(upper, change)
    }

    pub(super) fn read_link(&self, id: InodeId) -> Result<Vec<u8>> {
        let inode = self.table.get(id)?;
        if inode.file_type != FileType::Symlink {
            return Err(Errno::EINVAL);
        }
        match inode.origin()? {
            Origin::Upper(upper) => self.layers.upper.read_link(upper),
            Origin::Lower(lower) => self.layers.lowers[lower.layer].read_link(lower.inode),
        }
    }
}

fn regular(file_type: FileType) -> Result<()> {
    match file_type {
        FileType::Regular => Ok(()),
        FileType::Directory => Err(Errno::EISDIR),
        _ => Err(Errno::EINVAL),
    }
}
