use super::format::{DATA_ALIGNMENT, ENTRY_SIZE, INODE_SIZE, InodeRow};
use super::{Image, ImageError};
use crate::{FileType, NAME_MAX, PATH_MAX};

/// Most inodes in an image; entries name them by 32 bits, and the overlay numbers them by 32.
const INODES_MAX: u64 = 1 << 31;

impl Image {
    /// Checks all that reading relies on: places, names, order, and that directories form a tree.
    pub(super) fn check(&self) -> Result<(), ImageError> {
        self.check_tables()?;
        let mut links = vec![0u32; self.header.inode_count as usize];
        for index in 0..self.header.inode_count as u32 {
            let row = self.row(index).map_err(|_| ImageError::Damaged("an inode has an unknown type"))?;
            match row.file_type {
                FileType::Directory => self.check_directory(index, &row, &mut links)?,
                FileType::Regular | FileType::Symlink => self.check_data(&row)?,
                FileType::CharDevice | FileType::Fifo => {}
            }
        }
        self.check_links(&links)
    }

    fn check_tables(&self) -> Result<(), ImageError> {
        let header = &self.header;
        if header.size != self.bytes.len() as u64 {
            return Err(ImageError::Damaged("its size is not the one it was written with"));
        }
        if header.inode_count == 0 || header.inode_count > INODES_MAX || header.entry_count > u32::MAX.into()
        {
            return Err(ImageError::Damaged("it has no inodes, or too many"));
        }
        let tables = [
            (header.inodes_offset, header.inode_count.checked_mul(INODE_SIZE as u64)),
            (header.entries_offset, header.entry_count.checked_mul(ENTRY_SIZE as u64)),
            (header.names_offset, Some(header.names_size)),
        ];
        for (offset, size) in tables {
            let end = size.and_then(|size| offset.checked_add(size));
            if end.is_none_or(|end| end > header.size) {
                return Err(ImageError::Damaged("a table reaches past its end"));
            }
        }
        Ok(())
    }

    fn check_data(&self, row: &InodeRow) -> Result<(), ImageError> {
        let end = row.start.checked_add(row.size);
        if end.is_none_or(|end| end > self.header.size) || !row.start.is_multiple_of(DATA_ALIGNMENT) {
            return Err(ImageError::Damaged("a file reaches past its end"));
        }
        if row.file_type == FileType::Symlink && (row.size == 0 || row.size >= PATH_MAX as u64) {
            return Err(ImageError::Damaged("a symbolic link is empty or too long"));
        }
        Ok(())
    }

    fn check_directory(&self, index: u32, row: &InodeRow, links: &mut [u32]) -> Result<(), ImageError> {
        let end = row.start.checked_add(row.size);
        if end.is_none_or(|end| end > self.header.entry_count) {
            return Err(ImageError::Damaged("a directory reaches past the entries"));
        }
        let mut previous: &[u8] = b"";
        for at in row.start..row.start + row.size {
            let broken = |_| ImageError::Damaged("an entry is broken");
            let entry = self.entry(at as u32).map_err(broken)?;
            let name = self.name(&entry).map_err(broken)?;
            check_name(name)?;
            if name <= previous {
                return Err(ImageError::Damaged("a directory is not sorted"));
            }
            previous = name;
            let child = self.row(entry.inode).map_err(broken)?;
            if child.file_type != entry.file_type {
                return Err(ImageError::Damaged("an entry and its inode differ in type"));
            }
            // A parent comes first, so there are no cycles.
            let placed = child.parent == index && u64::from(child.parent_entry) == at && entry.inode > index;
            if child.file_type == FileType::Directory && !placed {
                return Err(ImageError::Damaged("a directory is not where it says"));
            }
            links[entry.inode as usize] += 1;
        }
        Ok(())
    }

    fn check_links(&self, links: &[u32]) -> Result<(), ImageError> {
        for (index, &count) in links.iter().enumerate() {
            let row = self.row(index as u32).map_err(|_| ImageError::Damaged("an inode is broken"))?;
            let expected = match row.file_type {
                FileType::Directory => u32::from(index != 0),
                _ => row.nlink,
            };
            if count != expected || (index == 0 && row.file_type != FileType::Directory) {
                return Err(ImageError::Damaged("an inode has other names than it says"));
            }
        }
        Ok(())
    }
}

fn check_name(name: &[u8]) -> Result<(), ImageError> {
    let bad = name.is_empty() || name.len() > NAME_MAX || name == b"." || name == b"..";
    if bad || name.iter().any(|&byte| byte == b'/' || byte == 0) {
        return Err(ImageError::Damaged("a name is not one"));
    }
    Ok(())
}
