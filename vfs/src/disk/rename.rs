use super::State;
use crate::host;
use crate::place::Place;
use crate::{Access, Durability, Errno, FileType, InodeId, Result};

impl State {
    /// Renames. Whether what has the new name may be replaced is the overlay's to check, and the host's.
    pub(super) fn rename(
        &mut self,
        from_dir: InodeId,
        from: &[u8],
        to_dir: InodeId,
        to: &[u8],
    ) -> Result<()> {
        self.changeable()?;
        let moved = self.lookup(from_dir, from)?;
        let replaced = match self.lookup(to_dir, to) {
            Err(Errno::ENOENT) => None,
            found => Some(found?.inode),
        };
        if replaced == Some(moved.inode) {
            return Ok(());
        }
        if self.table.get(to_dir)?.metadata.nlink == 0 {
            return Err(Errno::ENOENT);
        }
        let (source, target) = (self.directory_handle(from_dir)?, self.directory_handle(to_dir)?);
        if let Some(replaced) = replaced {
            if moved.file_type == FileType::Regular && self.durability == Durability::Power {
                // Else the disk may have the name before the bytes, where the replaced file was before.
                host::sync(&*self.file_handle(moved.inode, Access::ReadOnly)?)?;
            }
            self.keep_replaced(replaced)?;
        }
        host::rename(&source, from, &target, to)?;
        if let Some(replaced) = replaced {
            self.remove_place(replaced, to_dir, to)?;
        }
        let from = Place { directory: from_dir, name: from.into() };
        self.move_place(moved.inode, &from, Place { directory: to_dir, name: to.into() })
    }
}
