use std::ops::Range;

use vivarium_abi::{
    Errno, FileSystemStats, Identity, Limit, ProcessTimes, RecordLock, Stat, SystemInfo, TerminalSize,
    WaitResult,
};
use vivarium_vfs::PATH_MAX;

use crate::file::SysResult;

/// Most buffers in one scattered read or write; `IOV_MAX` of limits.h.
const IOV_MAX: u32 = 1024;
/// Most bytes that one read or write moves; read(2), "NOTES".
const TRANSFER_MAX: usize = 0x7fff_f000;
/// Size of an iovec: address and length.
const IOVEC_LEN: usize = 8;

/// A guest's linear memory. Every access is checked: a bad address is `EFAULT`, never more.
pub(crate) struct Memory<'a>(pub(crate) &'a mut [u8]);

/// A value as it stands in guest memory: little-endian, C layout.
pub(crate) trait Encode {
    /// Its bytes.
    type Bytes: AsRef<[u8]>;
    /// Size in memory.
    const LEN: usize;
    fn encode(&self) -> Self::Bytes;
}

impl Memory<'_> {
    pub(crate) fn bytes(&self, address: u32, len: u32) -> SysResult<&[u8]> {
        self.0.get(range(address, len as usize)).ok_or(Errno::EFAULT)
    }

    pub(crate) fn bytes_mut(&mut self, address: u32, len: u32) -> SysResult<&mut [u8]> {
        self.0.get_mut(range(address, len as usize)).ok_or(Errno::EFAULT)
    }

    /// Checks that a value of type `T` can be written, before something is done that could not be undone.
    pub(crate) fn check<T: Encode>(&self, address: u32) -> SysResult<()> {
        self.0.get(range(address, T::LEN)).map(|_| ()).ok_or(Errno::EFAULT)
    }

    pub(crate) fn write<T: Encode>(&mut self, address: u32, value: &T) -> SysResult<()> {
        let place = self.0.get_mut(range(address, T::LEN)).ok_or(Errno::EFAULT)?;
        place.copy_from_slice(value.encode().as_ref());
        Ok(())
    }

    pub(crate) fn write_bytes(&mut self, address: u32, bytes: &[u8]) -> SysResult<()> {
        let place = self.0.get_mut(range(address, bytes.len())).ok_or(Errno::EFAULT)?;
        place.copy_from_slice(bytes);
        Ok(())
    }

    pub(crate) fn array<const N: usize>(&self, address: u32) -> SysResult<[u8; N]> {
        let bytes = self.0.get(range(address, N)).ok_or(Errno::EFAULT)?;
        Ok(bytes.try_into().expect("the range has this length"))
    }

    pub(crate) fn read_u64(&self, address: u32) -> SysResult<u64> {
        self.array(address).map(u64::from_le_bytes)
    }

    /// Copies a path. What is too long is refused before it is copied.
    pub(crate) fn path(&self, address: u32, len: u32) -> SysResult<Vec<u8>> {
        if len as usize >= PATH_MAX {
            return Err(Errno::ENAMETOOLONG);
        }
        let path = self.bytes(address, len)?;
        // No C program can pass one; a name must not end early somewhere behind.
        if path.contains(&0) { Err(Errno::EINVAL) } else { Ok(path.to_vec()) }
    }

    /// Reads an array of iovecs, each checked to lie in the memory; together at most `TRANSFER_MAX` bytes.
    pub(crate) fn iovecs(&self, address: u32, count: u32) -> SysResult<Vec<Range<usize>>> {
        if count > IOV_MAX {
            return Err(Errno::EINVAL);
        }
        let mut left = TRANSFER_MAX;
        let iovecs = self.bytes(address, count * IOVEC_LEN as u32)?.chunks_exact(IOVEC_LEN);
        iovecs
            .map(|iovec| {
                let Range { start, end } = range(word(&iovec[..4]), word(&iovec[4..]) as usize);
                let len = left.min(end - start);
                left -= len;
                if end <= self.0.len() { Ok(start..start + len) } else { Err(Errno::EFAULT) }
            })
            .collect()
    }
}

// 64 bits wide: the sum of two guest numbers does not overflow.
fn range(address: u32, len: usize) -> Range<usize> {
    address as usize..address as usize + len
}

fn word(bytes: &[u8]) -> u32 {
    u32::from_le_bytes(bytes.try_into().expect("four bytes"))
}

/// Puts numbers one behind the other.
struct Layout<const N: usize> {
    bytes: [u8; N],
    at: usize,
}

impl<const N: usize> Layout<N> {
    fn new() -> Self {
        Self { bytes: [0; N], at: 0 }
    }

    fn put<const M: usize>(mut self, bytes: [u8; M]) -> Self {
        self.bytes[self.at..self.at + M].copy_from_slice(&bytes);
        self.at += M;
        self
    }
}

macro_rules! encode {
    ($($type:ident, $len:literal: $($field:ident)*;)*) => {$(
        impl Encode for $type {
            type Bytes = [u8; $len];
            const LEN: usize = $len;

            fn encode(&self) -> Self::Bytes {
                Layout::<$len>::new()$(.put(self.$field.to_le_bytes()))*.bytes
            }
        }
    )*};
}

encode! {
    Stat, 80: dev ino nlink mode uid gid rdev size blocks atime_ns mtime_ns ctime_ns;
    WaitResult, 8: pid status;
    Identity, 24: pid ppid pgid sid uid gid;
    ProcessTimes, 16: self_ns children_ns;
    Limit, 16: soft hard;
    FileSystemStats, 32: bytes bytes_free inodes inodes_free;
    SystemInfo, 32: memory_bytes memory_free_bytes uptime_ns cpus processes;
    TerminalSize, 4: rows columns;
    RecordLock, 24: kind pid start len;
}

impl Encode for () {
    type Bytes = [u8; 0];
    const LEN: usize = 0;

    fn encode(&self) -> Self::Bytes {
        []
    }
}

impl Encode for u32 {
    type Bytes = [u8; 4];
    const LEN: usize = 4;

    fn encode(&self) -> Self::Bytes {
        self.to_le_bytes()
    }
}

impl Encode for i32 {
    type Bytes = [u8; 4];
    const LEN: usize = 4;

    fn encode(&self) -> Self::Bytes {
        self.to_le_bytes()
    }
}

impl Encode for u64 {
    type Bytes = [u8; 8];
    const LEN: usize = 8;

    fn encode(&self) -> Self::Bytes {
        self.to_le_bytes()
    }
}

impl Encode for [u32; 2] {
    type Bytes = [u8; 8];
    const LEN: usize = 8;

    fn encode(&self) -> Self::Bytes {
        Layout::<8>::new().put(self[0].to_le_bytes()).put(self[1].to_le_bytes()).bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_access_is_checked() {
        let mut bytes = [0; 16];
        let mut memory = Memory(&mut bytes);
        assert_eq!(memory.write(8, &7u64), Ok(()));
        assert_eq!(memory.read_u64(8), Ok(7));
        assert_eq!(memory.write(9, &7u64), Err(Errno::EFAULT));
        assert_eq!(memory.write(u32::MAX, &7u64), Err(Errno::EFAULT));
        assert_eq!(memory.bytes(u32::MAX, u32::MAX), Err(Errno::EFAULT));
        assert_eq!(memory.bytes(16, 0), Ok(&[][..]));
        assert_eq!(memory.path(0, 4096), Err(Errno::ENAMETOOLONG));
        assert_eq!(memory.path(0, 1), Err(Errno::EINVAL));
    }

    #[test]
    fn iovecs_are_checked() {
        let mut bytes = [0; 16];
        bytes[0] = 12;
        bytes[4] = 4;
        let mut memory = Memory(&mut bytes);
        assert_eq!(memory.iovecs(0, 1).map(|iovecs| iovecs[0].clone()), Ok(12..16));
        assert_eq!(memory.iovecs(0, 3), Err(Errno::EFAULT));
        assert_eq!(memory.iovecs(0, 1025), Err(Errno::EINVAL));
        memory.write(4, &5u32).unwrap();
        assert_eq!(memory.iovecs(0, 1), Err(Errno::EFAULT));
    }
}
