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

    /// Drops the reference on a file of the upper layer that loses its last name here, if nobody holds it: the
    /// layer need not keep its contents then.
    pub(super) fn let_go(&self, id: InodeId) -> Result<Option<InodeId>> {
        let inode = self.table.get(id)?;
        let upper = inode.upper.filter(|_| inode.references == 0 && inode.names == 1);
        if let Some(upper) = upper {
            self.layers.upper.release(upper);
        }
        Ok(upper)
    }

    /// Takes the reference back, as the name has stayed.
    pub(super) fn hold_again(&self, let_go: Option<InodeId>) {
        if let Some(upper) = let_go {
            self.layers.upper.acquire(upper);
        }
    }

    /// Takes the marks out of a directory that shows nothing and whose name is covered, so that the host can remove it.
    pub(super) fn bare(&mut self, id: InodeId, upper: InodeId) -> Result<()> {
        // Without its marks it would show what is below; the cover of its name has cut that off.
        self.table.get_mut(id)?.lowers.clear();
        self.clear_marks(upper)
    }

    fn remove_name(&mut self, dir: InodeId, name: &[u8], id: InodeId) -> Result<()> {
        let directory = self.copy_up(dir)?;
        // The cover comes first. If the host stops in between, the name still shows what it showed.
        self.cover(dir, name)?;
        let inode = self.table.get(id)?;
        match (inode.upper, inode.file_type) {
            (Some(upper), FileType::Directory) => {
                self.bare(id, upper)?;
                self.layers.upper.remove_directory(directory, name)?;
            }
            (Some(_), _) => {
                let let_go = self.let_go(id)?;
                self.layers.upper.unlink(directory, name).inspect_err(|_| self.hold_again(let_go))?;
            }
            (None, _) => {}
        }
        self.detach(dir, name, id)
    }
}
