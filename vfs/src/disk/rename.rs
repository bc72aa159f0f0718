use super::State;
use super::inode::Place;
use crate::host;
use crate::{Errno, FileType, Found, InodeId, Result};

impl State {
    pub(super) fn rename(
        &mut self,
        from_dir: InodeId,
        from: &[u8],
        to_dir: InodeId,
        to: &[u8],
    ) -> Result<()> {
        self.changeable()?;
        let moved = self.lookup(from_dir, from)?;
        if self.is_below(to_dir, moved.inode)? {
            return Err(Errno::EINVAL);
        }
        let replaced = match self.lookup(to_dir, to) {
            Err(Errno::ENOENT) => None,
            found => Some(found?),
        };
        if let Some(replaced) = replaced {
            if replaced.inode == moved.inode {
                return Ok(());
            }
            self.check_replaced(moved, replaced)?;
        }
        if self.table.get(to_dir)?.metadata.nlink == 0 {
            return Err(Errno::ENOENT);
        }
        let (source, target) = (self.directory_handle(from_dir)?, self.directory_handle(to_dir)?);
        if let Some(replaced) = replaced {
            self.keep_replaced(replaced.inode)?;
        }
        host::rename(&source, from, &target, to)?;
        if let Some(replaced) = replaced {
            self.remove_place(replaced.inode, to_dir, to)?;
        }
        let from = Place { directory: from_dir, name: from.into() };
        self.move_place(moved.inode, &from, Place { directory: to_dir, name: to.into() })
    }

    fn check_replaced(&mut self, moved: Found, replaced: Found) -> Result<()> {
        match (moved.file_type, replaced.file_type) {
            (FileType::Directory, FileType::Directory) => {
                if self.children(replaced.inode)?.is_empty() {
                    Ok(())
                } else {
                    Err(Errno::ENOTEMPTY)
                }
            }
            (FileType::Directory, _) => Err(Errno::ENOTDIR),
            (_, FileType::Directory) => Err(Errno::EISDIR),
            _ => Ok(()),
        }
    }

    /// Tells whether a directory is another one or inside it.
    fn is_below(&self, mut dir: InodeId, above: InodeId) -> Result<bool> {
        loop {
            if dir == above {
                return Ok(true);
            }
            match self.table.get(dir)?.places.first() {
                Some(place) => dir = place.directory,
                None => return Ok(false),
            }
        }
    }
}
