use vivarium_abi::Errno;
use vivarium_vfs::make_device;

use super::SysResult;

/// Most bytes that one read of a device gives: reads are short, so that none holds up the other processes for long.
const READ_MAX: usize = 1 << 20;

/// A character device that needs no host; null(4), full(4), random(4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Device {
    Null,
    Zero,
    Full,
    Random,
}

const NULL: u32 = make_device(1, 3);
const ZERO: u32 = make_device(1, 5);
const FULL: u32 = make_device(1, 7);
const RANDOM: u32 = make_device(1, 8);
const URANDOM: u32 = make_device(1, 9);
/// The number of `/dev/tty`; tty(4).
pub(crate) const TTY: u32 = make_device(5, 0);

impl Device {
    /// Finds the device with Linux's number.
    pub(crate) const fn from_number(rdev: u32) -> Option<Self> {
        Some(match rdev {
            NULL => Self::Null,
            ZERO => Self::Zero,
            FULL => Self::Full,
            RANDOM | URANDOM => Self::Random,
            _ => return None,
        })
    }

    /// Linux's number of the device.
    pub(crate) const fn number(self) -> u32 {
        match self {
            Self::Null => NULL,
            Self::Zero => ZERO,
            Self::Full => FULL,
            Self::Random => RANDOM,
        }
    }

    pub(crate) fn read(self, into: &mut [u8]) -> SysResult<usize> {
        let len = into.len().min(READ_MAX);
        let into = &mut into[..len];
        match self {
            Self::Null => return Ok(0),
            Self::Zero | Self::Full => into.fill(0),
            Self::Random => fill_random(into)?,
        }
        Ok(len)
    }

    pub(crate) fn write(self, bytes: &[u8]) -> SysResult<usize> {
        match self {
            Self::Full => Err(Errno::ENOSPC),
            Self::Null | Self::Zero | Self::Random => Ok(bytes.len()),
        }
    }
}

/// Fills `into` with the host's random bytes; getrandom(2).
pub(crate) fn fill_random(mut into: &mut [u8]) -> SysResult<()> {
    while !into.is_empty() {
        match rustix::rand::getrandom(&mut *into, rustix::rand::GetRandomFlags::empty()) {
            Ok(len) => into = &mut into[len..],
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return Err(Errno::EIO),
        }
    }
    Ok(())
}
