use std::ops::Range;

use super::State;
use super::inode::Lower;
use crate::place::Place;
use crate::{AttributeChange, Errno, FileType, InodeId, Metadata, NewNode, Result};

/// Bytes copied at a time.
const CHUNK_SIZE: usize = 256 * 1024;

impl State {
    /// Brings a file or directory to the upper layer, after the directories above it; answers where it is there.
    pub(super) fn copy_up(&mut self, id: InodeId) -> Result<InodeId> {
        self.copy_up_to(id, u64::MAX)
    }

    /// As [`copy_up`](Self::copy_up), with at most `size` bytes: the rest is about to be cut off.
    pub(super) fn copy_up_to(&mut self, id: InodeId, size: u64) -> Result<InodeId> {
        // Those above come first, without recursion: a guest chooses the depth.
        let mut way = Vec::new();
        let mut at = id;
        loop {
            let inode = self.table.get(at)?;
            if inode.upper.is_some() {
                break;
            }
            way.push(at);
            match &inode.place {
                Some(place) => at = place.directory,
                None => break,
            }
        }
        while let Some(next) = way.pop() {
            self.copy_up_one(next, if next == id { size } else { u64::MAX })?;
        }
        self.upper_of(id)
    }

    fn copy_up_one(&mut self, id: InodeId, size: u64) -> Result<()> {
        let inode = self.table.get(id)?;
        let lower = *inode.lowers.first().ok_or(Errno::EIO)?;
        let place = inode.place.clone();
        let metadata = self.layers.lowers[lower.layer].metadata(lower.inode)?;
        let copy = self.copy(lower, &metadata, size)?;
        if let Some(place) = &place
            && let Err(errno) = self.place_copy(copy, place)
        {
            self.layers.upper.release(copy);
            return Err(errno);
        }
        let number = self.layers.upper.number(copy)?;
        let inode = self.table.get_mut(id)?;
        inode.upper = Some(copy);
        if metadata.file_type != FileType::Directory {
            inode.lowers.clear();
            if metadata.nlink > 1 {
                // Its other names stay with the lower file, so this is another file now.
                inode.number = number;
            }
        }
        self.by_upper.insert(copy, id);
        Ok(())
    }

    /// Makes a nameless copy in the upper layer, with a reference.
    fn copy(&self, lower: Lower, metadata: &Metadata, size: u64) -> Result<InodeId> {
        let upper = &self.layers.upper;
        let mode = metadata.mode;
        let target;
        let copy = upper.create_orphan(match metadata.file_type {
            FileType::Regular => NewNode::File { mode },
            FileType::Directory => NewNode::Directory { mode },
            FileType::Fifo | FileType::CharDevice => NewNode::Fifo { mode },
            FileType::Symlink => {
                target = self.layers.lowers[lower.layer].read_link(lower.inode)?;
                NewNode::Symlink { target: &target }
            }
        })?;
        self.fill_copy(copy, lower, metadata, size).inspect_err(|_| upper.release(copy))?;
        Ok(copy)
    }

    fn fill_copy(&self, copy: InodeId, lower: Lower, metadata: &Metadata, size: u64) -> Result<()> {
        let upper = &self.layers.upper;
        match metadata.file_type {
            FileType::Regular => self.copy_contents(copy, lower, metadata.size.min(size))?,
            FileType::CharDevice => upper.set_device(copy, FileType::CharDevice, metadata.rdev)?,
            _ => {}
        }
        let owned = metadata.uid != 0 || metadata.gid != 0;
        upper.set_attributes(
            copy,
            &AttributeChange {
                uid: owned.then_some(metadata.uid),
                gid: owned.then_some(metadata.gid),
                atime_ns: Some(metadata.atime_ns),
                mtime_ns: Some(metadata.mtime_ns),
                ..AttributeChange::default()
            },
        )
    }

    /// Copies the first `size` bytes; holes stay holes.
    fn copy_contents(&self, copy: InodeId, lower: Lower, size: u64) -> Result<()> {
        let mut end = 0;
        while let Some(data) = self.layers.lowers[lower.layer].next_data(lower.inode, end)?
            && data.start < size
        {
            end = data.end.min(size);
            self.copy_data(copy, lower, data.start..end)?;
        }
        if end < size { self.layers.upper.set_attributes(copy, &AttributeChange::size(size)) } else { Ok(()) }
    }

    fn copy_data(&self, copy: InodeId, lower: Lower, data: Range<u64>) -> Result<()> {
        let size = data.end - data.start;
        let mut buf = vec![0; CHUNK_SIZE.min(usize::try_from(size).unwrap_or(CHUNK_SIZE))];
        let mut offset = data.start;
        while offset < data.end {
            let want = usize::try_from(data.end - offset).map_or(buf.len(), |left| left.min(buf.len()));
            let read = self.layers.lowers[lower.layer].read_at(lower.inode, &mut buf[..want], offset)?;
            if read == 0 {
                return Err(Errno::EIO);
            }
            if self.layers.upper.write_at(copy, &buf[..read], offset)? < read {
                return Err(Errno::ENOSPC);
            }
            offset += read as u64;
        }
        Ok(())
    }

    /// Gives a copy the original's name.
    fn place_copy(&self, copy: InodeId, place: &Place) -> Result<()> {
        let directory = self.upper_of(place.directory)?;
        self.unnoticed(directory, || self.layers.upper.adopt(copy, directory, &place.name))
    }

    /// Brings a directory with all that shows in it to the upper layer, and cuts it off from those below.
    pub(super) fn copy_up_tree(&mut self, top: InodeId) -> Result<()> {
        let mut directories = vec![top];
        let mut copied = Vec::new();
        while let Some(dir) = directories.pop() {
            self.copy_up(dir)?;
            for entry in self.visible(dir)? {
                let found = self.lookup(dir, &entry.name)?;
                if found.file_type == FileType::Directory {
                    directories.push(found.inode);
                } else {
                    self.copy_up(found.inode)?;
                }
            }
            copied.push(dir);
        }
        // Only now: until the mark is there, what was not copied still shows from below.
        self.make_opaque(self.upper_of(top)?)?;
        for dir in copied {
            self.table.get_mut(dir)?.lowers.clear();
        }
        Ok(())
    }
}
