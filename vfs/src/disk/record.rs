use std::os::fd::AsFd;

use crate::host;
use crate::{Errno, FileType, Metadata, Result};

/// The extended attribute that holds what the host's own attributes cannot.
const NAME: &str = "user.vivarium.inode";
/// Longest record read; one we write has at most some 50 bytes.
const RECORD_SIZE_MAX: usize = 128;

/// On a host file: it has a record. The bit means nothing else on a file or directory of ours.
pub(super) const MARK: u32 = 0o1000;
/// The host's owner must always be able to reach a file, whatever mode the guest gives it.
const FILE_MODE: u32 = 0o600;
const DIRECTORY_MODE: u32 = 0o700;

/// The attributes a guest gave to a file, where the host's file cannot show them.
///
/// As text: kind, octal mode, owner, group, device: `p 644 0 0 0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) file_type: FileType,
    pub(super) mode: u32,
    pub(super) uid: u32,
    pub(super) gid: u32,
    pub(super) rdev: u32,
}

impl Record {
    pub(super) fn of(metadata: &Metadata) -> Self {
        let &Metadata { file_type, mode, uid, gid, rdev, .. } = metadata;
        Self { file_type, mode, uid, gid, rdev }
    }

    /// The permission bits for the host's file, without [`MARK`]. Set-id bits never reach the host.
    pub(super) fn host_mode(&self) -> u32 {
        let least = if self.file_type == FileType::Directory { DIRECTORY_MODE } else { FILE_MODE };
        (self.mode & 0o777) | least
    }

    /// Tells whether the host's file alone would show something else.
    pub(super) fn is_needed(&self) -> bool {
        let plain = matches!(self.file_type, FileType::Regular | FileType::Directory);
        !plain || self.mode != self.host_mode() || self.uid != 0 || self.gid != 0
    }

    /// Keeps the record with a host file; tells whether the host can.
    pub(super) fn store(&self, file: impl AsFd) -> Result<bool> {
        match host::set_attribute(file, NAME, self.encode().as_bytes()) {
            Ok(()) => Ok(true),
            Err(Errno::ENOTSUP) => Ok(false),
            Err(errno) => Err(errno),
        }
    }

    /// Reads a host file's record; `None` without a valid one.
    pub(super) fn load(file: impl AsFd) -> Result<Option<Self>> {
        let mut buf = [0; RECORD_SIZE_MAX];
        let size = host::attribute(file, NAME, &mut buf)?;
        let bytes = size.and_then(|size| buf.get(..size));
        Ok(bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()).and_then(Self::decode))
    }

    fn encode(&self) -> String {
        let kind = match self.file_type {
            FileType::Regular => 'f',
            FileType::Directory => 'd',
            FileType::Symlink => 'l',
            FileType::CharDevice => 'c',
            FileType::Fifo => 'p',
        };
        format!("{kind} {:o} {} {} {}", self.mode, self.uid, self.gid, self.rdev)
    }

    fn decode(text: &str) -> Option<Self> {
        let mut fields = text.split(' ');
        let file_type = match fields.next()? {
            "f" => FileType::Regular,
            "d" => FileType::Directory,
            "l" => FileType::Symlink,
            "c" => FileType::CharDevice,
            "p" => FileType::Fifo,
            _ => return None,
        };
        let mode = u32::from_str_radix(fields.next()?, 8).ok()? & 0o7777;
        let mut number = || fields.next()?.parse().ok();
        Some(Self { file_type, mode, uid: number()?, gid: number()?, rdev: number()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_survives_and_the_host_keeps_access() {
        let record = Record { file_type: FileType::Fifo, mode: 0o4000, uid: 7, gid: u32::MAX, rdev: 0x103 };
        assert_eq!(Record::decode(&record.encode()), Some(record));
        assert!(record.encode().len() < RECORD_SIZE_MAX);
        assert_eq!(record.host_mode(), 0o600);
        assert!(record.is_needed());
        let plain = Record { file_type: FileType::Regular, mode: 0o755, uid: 0, gid: 0, rdev: 0 };
        assert!(!plain.is_needed());
        assert_eq!(Record::decode("f 9 0 0 0"), None);
        assert_eq!(Record::decode("f 7"), None);
    }
}
