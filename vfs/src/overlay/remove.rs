use super::State;
use crate::{Errno, FileType, InodeId, Result};

impl State {
    pub(super) fn unlink(&mut self, dir: InodeId, name: &[u8]) -> Result<()> {
        let found = self.lookup(dir, name)?;
        if found.file_type == FileType::Directory {
            return Err(Errno::EISDIR);
        }
        self.remove_name(dir, name, found.inode)
    }

    pub(super) fn remove_directory(&mut self, dir: InodeId, name: &[u8]) -> Result<()> {
        let found = self.lookup(dir, name)?;
        if found.file_type != FileType::Directory {
            return Err(Errno::ENOTDIR);
        }
        if !self.visible(found.inode)?.is_empty() {
            return Err(Errno::ENOTEMPTY);
        }
        self.remove_name(dir, name, found.inode)
    }

    fn remove_name(&mut self, dir: InodeId, name: &[u8], id: InodeId) -> Result<()> {
        let directory = self.copy_up(dir)?;
        // The cover comes first. If the host stops in between, the name still shows what it showed.
        self.cover(dir, name)?;
        let inode = self.table.get(id)?;
        match (inode.upper, inode.file_type) {
            (Some(upper), FileType::Directory) => {
                self.clear_marks(upper)?;
                self.layers.upper.remove_directory(directory, name)?;
            }
            (Some(_), _) => self.layers.upper.unlink(directory, name)?,
            (None, _) => {}
        }
        self.detach(dir, name, id)
    }
}
