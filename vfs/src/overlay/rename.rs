use super::State;
use super::whiteout::refuse_mark;
use crate::place::Place;
use crate::{Errno, FileType, Found, InodeId, Result};

impl State {
    pub(super) fn rename(
        &mut self,
        from_dir: InodeId,
        from: &[u8],
        to_dir: InodeId,
        to: &[u8],
    ) -> Result<()> {
        let moved = self.lookup(from_dir, from)?;
        refuse_mark(to)?;
        if self.is_below(to_dir, moved.inode)? {
            return Err(Errno::EINVAL);
        }
        let replaced = match self.lookup(to_dir, to) {
            Ok(found) => Some(found),
            Err(Errno::ENOENT) => None,
            Err(errno) => return Err(errno),
        };
        if let Some(replaced) = replaced {
            if replaced.inode == moved.inode {
                return Ok(());
            }
            self.check_replaced(from_dir, moved, replaced)?;
        }
        self.still_there(to_dir)?;
        self.rename_upper(from_dir, from, to_dir, to, moved, replaced)?;
        if let Some(replaced) = replaced {
            self.detach(to_dir, to, replaced.inode)?;
        }
        self.move_name(from_dir, from, to_dir, to, moved.inode)
    }

    fn check_replaced(&mut self, from_dir: InodeId, moved: Found, replaced: Found) -> Result<()> {
        if self.is_below(from_dir, replaced.inode)? {
            return Err(Errno::ENOTEMPTY);
        }
        match (moved.file_type, replaced.file_type) {
            (FileType::Directory, FileType::Directory) => {
                if self.visible(replaced.inode)?.is_empty() {
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

    /// Renames on the disk, in an order that shows the old state or the new one wherever the host stops.
    fn rename_upper(
        &mut self,
        from_dir: InodeId,
        from: &[u8],
        to_dir: InodeId,
        to: &[u8],
        moved: Found,
        replaced: Option<Found>,
    ) -> Result<()> {
        let (source, target) = (self.copy_up(from_dir)?, self.copy_up(to_dir)?);
        let is_directory = moved.file_type == FileType::Directory;
        if is_directory && !self.table.get(moved.inode)?.lowers.is_empty() {
            self.copy_up_tree(moved.inode)?;
        }
        let upper = self.copy_up(moved.inode)?;
        self.cover(from_dir, from)?;
        let below = self.lower_has(to_dir, to)?;
        if is_directory && below {
            self.make_opaque(upper)?;
        }
        if let Some(replaced) = replaced
            && replaced.file_type == FileType::Directory
            && let Some(upper) = self.table.get(replaced.inode)?.upper
        {
            self.cover(to_dir, to)?;
            self.bare(replaced.inode, upper)?;
        }
        let let_go = match replaced {
            Some(replaced) => self.let_go(replaced.inode)?,
            None => None,
        };
        self.layers.upper.rename(source, from, target, to).inspect_err(|_| self.hold_again(let_go))?;
        if below {
            self.uncover(to_dir, to);
        }
        Ok(())
    }

    fn move_name(
        &mut self,
        from_dir: InodeId,
        from: &[u8],
        to_dir: InodeId,
        to: &[u8],
        id: InodeId,
    ) -> Result<()> {
        let source = self.table.get_mut(from_dir)?;
        source.children.remove(from);
        if let Some(listing) = &mut source.listing {
            listing.remove(from);
        }
        self.table.get_mut(to_dir)?.children.insert(to.into(), id);
        self.table.get_mut(id)?.place = Some(Place { directory: to_dir, name: to.into() });
        self.list_name(to_dir, to, id)
    }

    /// Tells whether a directory is another one or inside it.
    fn is_below(&self, mut dir: InodeId, above: InodeId) -> Result<bool> {
        loop {
            if dir == above {
                return Ok(true);
            }
            match &self.directory(dir)?.place {
                Some(place) => dir = place.directory,
                None => return Ok(false),
            }
        }
    }
}
