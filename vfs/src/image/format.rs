//! The layout of an image file, version 1; all numbers little-endian.
//!
//! ```text
//! header     80 bytes
//! inodes     64 bytes each; the first is the root, a directory comes before what is in it
//! entries    12 bytes each; those of one directory lie together, sorted by name
//! names      bytes, without terminators
//! data       contents of files and texts of links, each at a multiple of 8
//! ```

use super::ImageError;
use crate::FileType;

pub(super) const MAGIC: [u8; 8] = *b"VIVIMG\r\n";
pub(super) const VERSION: u32 = 1;
pub(super) const HEADER_SIZE: usize = 80;
pub(super) const INODE_SIZE: usize = 64;
pub(super) const ENTRY_SIZE: usize = 12;
pub(super) const DATA_ALIGNMENT: u64 = 8;

/// Where the parts of the file are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) inode_count: u64,
    pub(super) inodes_offset: u64,
    pub(super) entry_count: u64,
    pub(super) entries_offset: u64,
    pub(super) names_size: u64,
    pub(super) names_offset: u64,
    pub(super) size: u64,
}

impl Header {
    pub(super) fn encode(&self) -> [u8; HEADER_SIZE] {
        let mut bytes = [0; HEADER_SIZE];
        bytes[..8].copy_from_slice(&MAGIC);
        bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
        let numbers = [
            self.inode_count,
            self.inodes_offset,
            self.entry_count,
            self.entries_offset,
            self.names_size,
            self.names_offset,
            self.size,
        ];
        for (slot, number) in bytes[16..72].chunks_exact_mut(8).zip(numbers) {
            slot.copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Self, ImageError> {
        let bytes = bytes.get(..HEADER_SIZE).ok_or(ImageError::Damaged("it is too short"))?;
        if bytes[..8] != MAGIC {
            return Err(ImageError::Damaged("it does not begin as one"));
        }
        let found = u32_at(bytes, 8);
        if found != VERSION {
            return Err(ImageError::Version { found, expected: VERSION });
        }
        Ok(Self {
            inode_count: u64_at(bytes, 16),
            inodes_offset: u64_at(bytes, 24),
            entry_count: u64_at(bytes, 32),
            entries_offset: u64_at(bytes, 40),
            names_size: u64_at(bytes, 48),
            names_offset: u64_at(bytes, 56),
            size: u64_at(bytes, 64),
        })
    }
}

/// One row of the inode table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InodeRow {
    pub(super) file_type: FileType,
    pub(super) mode: u32,
    pub(super) uid: u32,
    pub(super) gid: u32,
    pub(super) nlink: u32,
    pub(super) rdev: u32,
    /// Bytes of a file or link text; entries of a directory.
    pub(super) size: u64,
    pub(super) mtime_ns: i64,
    /// Place of a file's contents or a link's text in the image; a directory's first entry.
    pub(super) start: u64,
    /// A directory's parent, and its own entry there.
    pub(super) parent: u32,
    pub(super) parent_entry: u32,
}

impl InodeRow {
    pub(super) fn encode(&self) -> [u8; INODE_SIZE] {
        let mut bytes = [0; INODE_SIZE];
        bytes[0] = type_number(self.file_type);
        let words = [self.mode, self.uid, self.gid, self.nlink, self.rdev, self.parent, self.parent_entry];
        for (slot, word) in bytes[4..32].chunks_exact_mut(4).zip(words) {
            slot.copy_from_slice(&word.to_le_bytes());
        }
        bytes[32..40].copy_from_slice(&self.size.to_le_bytes());
        bytes[40..48].copy_from_slice(&self.mtime_ns.to_le_bytes());
        bytes[48..56].copy_from_slice(&self.start.to_le_bytes());
        bytes
    }

    /// Reads a row; `None` for an unknown type.
    pub(super) fn decode(bytes: &[u8; INODE_SIZE]) -> Option<Self> {
        Some(Self {
            file_type: file_type(bytes[0])?,
            mode: u32_at(bytes, 4),
            uid: u32_at(bytes, 8),
            gid: u32_at(bytes, 12),
            nlink: u32_at(bytes, 16),
            rdev: u32_at(bytes, 20),
            parent: u32_at(bytes, 24),
            parent_entry: u32_at(bytes, 28),
            size: u64_at(bytes, 32),
            mtime_ns: u64_at(bytes, 40) as i64,
            start: u64_at(bytes, 48),
        })
    }
}

/// One row of the entry table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EntryRow {
    pub(super) inode: u32,
    pub(super) name_offset: u32,
    pub(super) name_size: u8,
    pub(super) file_type: FileType,
}

impl EntryRow {
    pub(super) fn encode(&self) -> [u8; ENTRY_SIZE] {
        let mut bytes = [0; ENTRY_SIZE];
        bytes[..4].copy_from_slice(&self.inode.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.name_offset.to_le_bytes());
        bytes[8] = self.name_size;
        bytes[9] = type_number(self.file_type);
        bytes
    }

    pub(super) fn decode(bytes: &[u8; ENTRY_SIZE]) -> Option<Self> {
        Some(Self {
            inode: u32_at(bytes, 0),
            name_offset: u32_at(bytes, 4),
            name_size: bytes[8],
            file_type: file_type(bytes[9])?,
        })
    }
}

const fn type_number(file_type: FileType) -> u8 {
    match file_type {
        FileType::Regular => 1,
        FileType::Directory => 2,
        FileType::Symlink => 3,
        FileType::CharDevice => 4,
        FileType::Fifo => 5,
    }
}

const fn file_type(number: u8) -> Option<FileType> {
    match number {
        1 => Some(FileType::Regular),
        2 => Some(FileType::Directory),
        3 => Some(FileType::Symlink),
        4 => Some(FileType::CharDevice),
        5 => Some(FileType::Fifo),
        _ => None,
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    let mut word = [0; 4];
    word.copy_from_slice(&bytes[at..at + 4]);
    u32::from_le_bytes(word)
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    let mut word = [0; 8];
    word.copy_from_slice(&bytes[at..at + 8]);
    u64::from_le_bytes(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_survive_encoding() {
        let header = Header {
            inode_count: 1,
            inodes_offset: 2,
            entry_count: 3,
            entries_offset: 4,
            names_size: 5,
            names_offset: 6,
            size: u64::MAX,
        };
        assert_eq!(Header::decode(&header.encode()).unwrap(), header);
        let inode = InodeRow {
            file_type: FileType::CharDevice,
            mode: 0o7755,
            uid: 1,
            gid: 2,
            nlink: 3,
            rdev: 0x103,
            size: 1 << 40,
            mtime_ns: -5,
            start: 1 << 41,
            parent: 7,
            parent_entry: 8,
        };
        assert_eq!(InodeRow::decode(&inode.encode()), Some(inode));
        let entry = EntryRow { inode: 9, name_offset: 10, name_size: 255, file_type: FileType::Fifo };
        assert_eq!(EntryRow::decode(&entry.encode()), Some(entry));
    }
}
