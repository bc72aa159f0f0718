use std::sync::Arc;

use cap_std::fs::File;

use super::State;
use super::space::{BLOCK_SIZE, Space, blocks_of};
use super::usage::charged_bytes;
use crate::host;
use crate::{Access, Errno, FileType, InodeId, Result};

impl State {
    /// Opens a regular file to read.
    pub(super) fn readable(&mut self, id: InodeId) -> Result<Arc<File>> {
        self.regular(id)?;
        self.file_handle(id, Access::ReadOnly)
    }

    pub(super) fn write_at(&mut self, id: InodeId, buf: &[u8], offset: u64) -> Result<usize> {
        self.changeable()?;
        self.regular(id)?;
        if buf.is_empty() {
            return Ok(0);
        }
        let end = host::end_of_write(buf, offset)?;
        let file = self.file_handle(id, Access::ReadWrite)?;
        let end = self.charge_range(id, &file, offset, end)?;
        let length = (end - offset) as usize;
        let written = host::write_at(&*file, &buf[..length], offset);
        if written != Ok(length) {
            self.count_again(id, &file)?;
        }
        let written = written?;
        let inode = self.table.get_mut(id)?;
        let metadata = &mut inode.metadata;
        metadata.size = metadata.size.max(offset + written as u64);
        metadata.blocks = inode.space.as_ref().map_or(0, Space::blocks) * (BLOCK_SIZE / 512);
        inode.changed = true;
        Ok(written)
    }

    pub(super) fn truncate(&mut self, id: InodeId, size: u64) -> Result<()> {
        self.regular(id)?;
        let file = self.file_handle(id, Access::ReadWrite)?;
        self.learn_space(id, &file)?;
        host::truncate(&*file, size)?;
        let inode = self.table.get_mut(id)?;
        if let Some(space) = &mut inode.space {
            let freed = space.truncate(size) * BLOCK_SIZE;
            inode.charged_bytes -= freed.min(inode.charged_bytes);
            self.charge.shrink_bytes(freed);
            inode.metadata.blocks = space.blocks() * (BLOCK_SIZE / 512);
        }
        inode.metadata.size = size;
        inode.changed = true;
        Ok(())
    }

    fn regular(&self, id: InodeId) -> Result<()> {
        match self.table.get(id)?.metadata.file_type {
            FileType::Regular => Ok(()),
            FileType::Directory => Err(Errno::EISDIR),
            _ => Err(Errno::EINVAL),
        }
    }

    /// Charges the blocks a write will take; returns where it must end if not all are free. ENOSPC if none is.
    fn charge_range(&mut self, id: InodeId, file: &File, offset: u64, end: u64) -> Result<u64> {
        self.learn_space(id, file)?;
        let inode = self.table.get_mut(id)?;
        let Some(space) = &mut inode.space else { return Err(Errno::EIO) };
        let mut range = blocks_of(offset, end);
        if space.missing(&range) == 0 {
            return Ok(end);
        }
        if let Some((index, gap)) = space.gap_to_fill() {
            self.charge.grow_bytes(gap * BLOCK_SIZE)?;
            inode.charged_bytes += gap * BLOCK_SIZE;
            space.fill(index);
        }
        let budget = self.charge.quota().statistics().bytes_free / BLOCK_SIZE;
        range.end = space.affordable(&range, budget);
        let end = end.min(range.end.saturating_mul(BLOCK_SIZE));
        if end <= offset {
            return Err(Errno::ENOSPC);
        }
        let bytes = space.missing(&range) * BLOCK_SIZE;
        self.charge.grow_bytes(bytes)?;
        inode.charged_bytes += bytes;
        space.insert(range);
        Ok(end)
    }

    /// Finds out where the holes of a file are that was there before.
    fn learn_space(&mut self, id: InodeId, file: &File) -> Result<()> {
        let inode = self.table.get(id)?;
        if inode.space.is_some() {
            return Ok(());
        }
        let space = layout(file, inode.metadata.size, inode.charged_bytes);
        // What the host counts and what its map of holes says can differ a little: keep the map's count.
        self.recharge(id, space.blocks() * BLOCK_SIZE)?;
        self.table.get_mut(id)?.space = Some(space);
        Ok(())
    }

    /// Gives back what was charged for a write that the host has not made, or not all of it.
    fn count_again(&mut self, id: InodeId, file: &File) -> Result<()> {
        let stat = host::stat_open(file)?;
        self.recharge(id, charged_bytes(&stat))?;
        let inode = self.table.get_mut(id)?;
        inode.metadata.size = stat.size;
        inode.space = None;
        self.learn_space(id, file)
    }

    /// Charges what a file is found to take, even past the limit.
    fn recharge(&mut self, id: InodeId, bytes: u64) -> Result<()> {
        let before = std::mem::replace(&mut self.table.get_mut(id)?.charged_bytes, bytes);
        self.charge.count(bytes.saturating_sub(before), 0);
        self.charge.shrink_bytes(before.saturating_sub(bytes));
        Ok(())
    }
}

fn layout(file: &File, size: u64, charged_bytes: u64) -> Space {
    if charged_bytes >= size {
        return Space::dense(size);
    }
    let mut space = Space::default();
    let mut at = 0;
    while at < size {
        match host::next_data(file, at) {
            Ok(Some(data)) if space.gap_to_fill().is_none() => {
                at = data.end.min(size);
                space.insert(blocks_of(data.start, at));
            }
            Ok(None) => break,
            // Too many holes to remember, or the host does not tell: the rest counts as written.
            _ => {
                space.insert(blocks_of(at, size));
                break;
            }
        }
    }
    space
}
