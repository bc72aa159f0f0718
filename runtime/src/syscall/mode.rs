use vivarium_abi::Stat;
use vivarium_vfs::{FileType, Metadata};

use super::memory::Encode;
use crate::file::{Device, File, FileDescription, SysResult};

/// Linux's file type bits; inode(7).
mod type_bits {
    pub(super) const FIFO: u32 = 0o010_000;
    pub(super) const CHAR_DEVICE: u32 = 0o020_000;
    pub(super) const DIRECTORY: u32 = 0o040_000;
    pub(super) const REGULAR: u32 = 0o100_000;
    pub(super) const SYMLINK: u32 = 0o120_000;
}

/// The number of the pseudo file system that devices are on.
const DEVICE_DEVICE: u64 = 5;
/// The number of the pseudo file system that pipes are on.
const PIPE_DEVICE: u64 = 14;
/// The number of the pseudo file system that terminals are on.
const TERMINAL_DEVICE: u64 = 25;
/// Device number of the first pseudo-terminal, 136:0.
const TERMINAL_RDEV: u32 = 136 << 8;

/// WASI's `filetype`. It has no number for a pipe: 0, unknown, stands for one.
pub(super) const fn wasi_type(file_type: FileType) -> u8 {
    match file_type {
        FileType::Fifo => 0,
        FileType::CharDevice => 2,
        FileType::Directory => 3,
        FileType::Regular => 4,
        FileType::Symlink => 7,
    }
}

const fn mode_bits(file_type: FileType) -> u32 {
    match file_type {
        FileType::Fifo => type_bits::FIFO,
        FileType::CharDevice => type_bits::CHAR_DEVICE,
        FileType::Directory => type_bits::DIRECTORY,
        FileType::Regular => type_bits::REGULAR,
        FileType::Symlink => type_bits::SYMLINK,
    }
}

/// Puts a node's attributes in the form of stat(2).
pub(super) fn stat_of(metadata: &Metadata) -> Stat {
    Stat {
        dev: metadata.device,
        ino: metadata.inode,
        nlink: metadata.nlink.into(),
        mode: mode_bits(metadata.file_type) | metadata.mode,
        uid: metadata.uid,
        gid: metadata.gid,
        rdev: metadata.rdev,
        size: metadata.size,
        blocks: metadata.blocks,
        atime_ns: metadata.atime_ns,
        mtime_ns: metadata.mtime_ns,
        ctime_ns: metadata.ctime_ns,
    }
}

/// The attributes of what is open, in the form of fstat(2).
pub(super) fn stat_of_open(description: &FileDescription) -> SysResult<Stat> {
    if let Some(node) = description.file.node() {
        return Ok(stat_of(&node.metadata()?));
    }
    let (dev, ino, mode, rdev) = match &description.file {
        File::Pipe(end, _) => (PIPE_DEVICE, end.pipe().inode(), type_bits::FIFO | 0o600, 0),
        File::Stream(stream) if stream.terminal.is_some() => {
            (TERMINAL_DEVICE, 3, type_bits::CHAR_DEVICE | 0o620, TERMINAL_RDEV)
        }
        File::Device(device, _) => {
            let number = device.number();
            (DEVICE_DEVICE, number.into(), type_bits::CHAR_DEVICE | 0o666, number)
        }
        // To the guest, the host's ends are pipes.
        _ => (PIPE_DEVICE, 0, type_bits::FIFO | 0o600, 0),
    };
    let time = description.opened_ns;
    let (atime_ns, mtime_ns, ctime_ns) = (time, time, time);
    Ok(Stat { dev, ino, nlink: 1, mode, rdev, atime_ns, mtime_ns, ctime_ns, ..Stat::default() })
}

/// The kind of what is open.
pub(super) fn type_of_open(description: &FileDescription) -> FileType {
    match &description.file {
        File::Regular(_) => FileType::Regular,
        File::Directory(_) => FileType::Directory,
        File::Device(..) => FileType::CharDevice,
        File::Stream(stream) if stream.terminal.is_some() => FileType::CharDevice,
        File::Pipe(..) | File::Stream(_) => FileType::Fifo,
    }
}

/// WASI's rights, of which only a few tell a guest something: what it may do follows from what is open.
pub(super) mod rights {
    pub(in crate::syscall) const FD_READ: u64 = 1 << 1;
    const FD_SEEK: u64 = 1 << 2;
    const FD_TELL: u64 = 1 << 5;
    pub(in crate::syscall) const FD_WRITE: u64 = 1 << 6;
    pub(in crate::syscall) const FD_ALLOCATE: u64 = 1 << 8;
    pub(in crate::syscall) const FD_FILESTAT_SET_SIZE: u64 = 1 << 22;
    /// Every right there is.
    pub(super) const ALL: u64 = (1 << 30) - 1;
    /// A character device without these is a terminal; wasi-libc's isatty(3).
    pub(super) const POSITION: u64 = FD_SEEK | FD_TELL;
}

/// The rights over what is open.
fn rights_of(description: &FileDescription) -> u64 {
    let mut rights = rights::ALL;
    if !matches!(description.file, File::Regular(_) | File::Directory(_) | File::Device(..)) {
        rights &= !rights::POSITION;
    }
    if !description.access.reads() {
        rights &= !rights::FD_READ;
    }
    if !description.access.writes() {
        rights &= !(rights::FD_WRITE | rights::FD_ALLOCATE | rights::FD_FILESTAT_SET_SIZE);
    }
    rights
}

/// WASI's `fdstat`.
pub(super) struct FdStat {
    file_type: u8,
    flags: u16,
    rights: u64,
}

impl FdStat {
    pub(super) fn of(description: &FileDescription) -> Self {
        let file_type = wasi_type(type_of_open(description));
        Self { file_type, flags: description.flags().0, rights: rights_of(description) }
    }

    /// The working directory's, which every path call takes as a descriptor.
    pub(super) const fn of_directory() -> Self {
        Self { file_type: wasi_type(FileType::Directory), flags: 0, rights: rights::ALL }
    }
}

impl Encode for FdStat {
    type Bytes = [u8; 24];
    const LEN: usize = 24;

    fn encode(&self) -> Self::Bytes {
        let mut bytes = [0; 24];
        bytes[0] = self.file_type;
        bytes[2..4].copy_from_slice(&self.flags.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.rights.to_le_bytes());
        bytes[16..].copy_from_slice(&rights::ALL.to_le_bytes());
        bytes
    }
}

/// WASI's `filestat`: what of stat(2) it knows.
pub(super) struct FileStat(pub(super) Stat);

impl Encode for FileStat {
    type Bytes = [u8; 64];
    const LEN: usize = 64;

    fn encode(&self) -> Self::Bytes {
        let stat = &self.0;
        let file_type = match stat.mode & 0o170_000 {
            type_bits::CHAR_DEVICE => wasi_type(FileType::CharDevice),
            type_bits::DIRECTORY => wasi_type(FileType::Directory),
            type_bits::REGULAR => wasi_type(FileType::Regular),
            type_bits::SYMLINK => wasi_type(FileType::Symlink),
            _ => wasi_type(FileType::Fifo),
        };
        let times = [stat.atime_ns, stat.mtime_ns, stat.ctime_ns].map(|time| time as u64);
        let words =
            [stat.dev, stat.ino, file_type.into(), stat.nlink, stat.size, times[0], times[1], times[2]];
        let mut bytes = [0; 64];
        for (place, word) in bytes.chunks_exact_mut(8).zip(words) {
            place.copy_from_slice(&word.to_le_bytes());
        }
        bytes
    }
}

/// The device that a node's number names.
pub(super) fn device(metadata: &Metadata) -> Option<Device> {
    Device::from_number(metadata.rdev)
}
