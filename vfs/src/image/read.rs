use std::cmp::Ordering;

use vivarium_abi::Errno;

use super::Image;
use super::format::{ENTRY_SIZE, EntryRow, INODE_SIZE, InodeRow};
use crate::{Access, DirectoryEntry, FileSystem, FileType, Found, InodeId, Metadata, Result, Statistics};

/// What `stat` shows as a directory's size, as ext4 does.
const DIRECTORY_SIZE: u64 = 4096;
/// Cookies of `.` and `..`; the entry at index `i` of a directory has cookie `i + 3`.
const COOKIE_DOT: u64 = 1;
const COOKIE_DOT_DOT: u64 = 2;

// An inode's handle and its number are its index in the table, plus 1: 0 is no inode number.
fn index_of(inode: InodeId) -> Result<u32> {
    u32::try_from(inode.0.wrapping_sub(1)).map_err(|_| Errno::ESTALE)
}

fn id_of(index: u32) -> InodeId {
    InodeId(u64::from(index) + 1)
}

impl Image {
    /// Borrows a regular file's contents, without a copy. EISDIR, EINVAL for anything else.
    pub fn contents(&self, inode: InodeId) -> Result<&[u8]> {
        let row = self.row(index_of(inode)?)?;
        match row.file_type {
            FileType::Regular => self.data(&row),
            FileType::Directory => Err(Errno::EISDIR),
            _ => Err(Errno::EINVAL),
        }
    }

    /// Counts the inodes.
    pub fn inode_count(&self) -> u64 {
        self.header.inode_count
    }

    pub(super) fn row(&self, index: u32) -> Result<InodeRow> {
        if u64::from(index) >= self.header.inode_count {
            return Err(Errno::ESTALE);
        }
        let at = self.header.inodes_offset as usize + index as usize * INODE_SIZE;
        let bytes = self.bytes.get(at..).and_then(|rest| rest.first_chunk()).ok_or(Errno::EIO)?;
        InodeRow::decode(bytes).ok_or(Errno::EIO)
    }

    pub(super) fn entry(&self, index: u32) -> Result<EntryRow> {
        let at = self.header.entries_offset as usize + index as usize * ENTRY_SIZE;
        let bytes = self.bytes.get(at..).and_then(|rest| rest.first_chunk()).ok_or(Errno::EIO)?;
        EntryRow::decode(bytes).ok_or(Errno::EIO)
    }

    pub(super) fn name(&self, entry: &EntryRow) -> Result<&[u8]> {
        let end = u64::from(entry.name_offset) + u64::from(entry.name_size);
        if end > self.header.names_size {
            return Err(Errno::EIO);
        }
        let at = self.header.names_offset as usize + entry.name_offset as usize;
        self.bytes.get(at..at + entry.name_size as usize).ok_or(Errno::EIO)
    }

    fn data(&self, row: &InodeRow) -> Result<&[u8]> {
        let start = row.start as usize;
        self.bytes.get(start..start + row.size as usize).ok_or(Errno::EIO)
    }

    fn directory(&self, inode: InodeId) -> Result<InodeRow> {
        let row = self.row(index_of(inode)?)?;
        if row.file_type == FileType::Directory { Ok(row) } else { Err(Errno::ENOTDIR) }
    }

    fn find(&self, directory: &InodeRow, name: &[u8]) -> Result<EntryRow> {
        let (mut low, mut high) = (directory.start as u32, (directory.start + directory.size) as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            let entry = self.entry(middle)?;
            match self.name(&entry)?.cmp(name) {
                Ordering::Equal => return Ok(entry),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        Err(Errno::ENOENT)
    }
}

impl FileSystem for Image {
    fn root(&self) -> InodeId {
        id_of(0)
    }

    fn device(&self) -> u64 {
        self.device
    }

    fn access(&self) -> Access {
        Access::ReadOnly
    }

    fn lookup(&self, dir: InodeId, name: &[u8]) -> Result<Found> {
        let entry = self.find(&self.directory(dir)?, name)?;
        Ok(Found { inode: id_of(entry.inode), file_type: entry.file_type })
    }

    fn parent(&self, dir: InodeId) -> Result<(InodeId, Vec<u8>)> {
        let row = self.directory(dir)?;
        if dir == self.root() {
            return Ok((dir, Vec::new()));
        }
        let entry = self.entry(row.parent_entry)?;
        Ok((id_of(row.parent), self.name(&entry)?.to_vec()))
    }

    fn metadata(&self, inode: InodeId) -> Result<Metadata> {
        let row = self.row(index_of(inode)?)?;
        let size = match row.file_type {
            FileType::Directory => DIRECTORY_SIZE,
            _ => row.size,
        };
        Ok(Metadata {
            device: self.device,
            inode: inode.0,
            file_type: row.file_type,
            mode: row.mode,
            uid: row.uid,
            gid: row.gid,
            nlink: row.nlink,
            size,
            blocks: size.div_ceil(512),
            rdev: row.rdev,
            atime_ns: row.mtime_ns,
            mtime_ns: row.mtime_ns,
            ctime_ns: row.mtime_ns,
        })
    }

    fn read_link(&self, inode: InodeId) -> Result<Vec<u8>> {
        let row = self.row(index_of(inode)?)?;
        if row.file_type != FileType::Symlink {
            return Err(Errno::EINVAL);
        }
        Ok(self.data(&row)?.to_vec())
    }

    fn read_directory(&self, dir: InodeId, after_cookie: u64, limit: usize) -> Result<Vec<DirectoryEntry>> {
        let row = self.directory(dir)?;
        let mut list = Vec::new();
        let dots = [
            (COOKIE_DOT, &b"."[..], dir),
            (COOKIE_DOT_DOT, b"..", if dir == self.root() { dir } else { id_of(row.parent) }),
        ];
        for (cookie, name, inode) in dots {
            if cookie > after_cookie && list.len() < limit {
                let file_type = FileType::Directory;
                list.push(DirectoryEntry { cookie, inode: inode.0, file_type, name: name.to_vec() });
            }
        }
        let mut index = after_cookie.saturating_sub(COOKIE_DOT_DOT);
        while index < row.size && list.len() < limit {
            let entry = self.entry((row.start + index) as u32)?;
            index += 1;
            list.push(DirectoryEntry {
                cookie: index + COOKIE_DOT_DOT,
                inode: id_of(entry.inode).0,
                file_type: entry.file_type,
                name: self.name(&entry)?.to_vec(),
            });
        }
        Ok(list)
    }

    fn read_at(&self, inode: InodeId, buf: &mut [u8], offset: u64) -> Result<usize> {
        let contents = self.contents(inode)?;
        let start = usize::try_from(offset).unwrap_or(usize::MAX).min(contents.len());
        let rest = &contents[start..];
        let length = rest.len().min(buf.len());
        buf[..length].copy_from_slice(&rest[..length]);
        Ok(length)
    }

    fn statistics(&self) -> Result<Statistics> {
        Ok(Statistics {
            bytes: self.header.size,
            bytes_free: 0,
            inodes: self.header.inode_count,
            inodes_free: 0,
        })
    }
}
