use crate::Errno;

/// A file's attributes; stat(2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Stat {
    /// File system the file is on.
    pub dev: u64,
    /// Inode number.
    pub ino: u64,
    /// Hard links.
    pub nlink: u64,
    /// File type (Linux's `S_IFMT` bits) and permission bits.
    pub mode: u32,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Device number of a device file: major × 256 + minor.
    pub rdev: u32,
    /// Size in bytes.
    pub size: u64,
    /// Allocated 512-byte blocks.
    pub blocks: u64,
    /// Last access, nanoseconds since 1970.
    pub atime_ns: i64,
    /// Last change of the content, nanoseconds since 1970.
    pub mtime_ns: i64,
    /// Last change of the attributes, nanoseconds since 1970.
    pub ctime_ns: i64,
}

/// What `proc_wait` found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct WaitResult {
    /// The child, or 0 where `WNOHANG` found none.
    pub pid: i32,
    /// Its wait(2) status word; see [`crate::wait`].
    pub status: i32,
}

/// Who a process is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Identity {
    /// Process id.
    pub pid: i32,
    /// Parent's process id; 0 for the first process of a run.
    pub ppid: i32,
    /// Process group.
    pub pgid: i32,
    /// Session.
    pub sid: i32,
    /// User id.
    pub uid: u32,
    /// Group id.
    pub gid: u32,
}

/// CPU time; times(2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct ProcessTimes {
    /// CPU time of this process, in nanoseconds.
    pub self_ns: u64,
    /// CPU time of the children waited for, and theirs, in nanoseconds.
    pub children_ns: u64,
}

/// A resource of getrlimit(2), with Linux's numbers.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum LimitResource {
    Cpu = 0,
    FileSize = 1,
    Data = 2,
    Stack = 3,
    Core = 4,
    Processes = 6,
    OpenFiles = 7,
    AddressSpace = 9,
}

impl LimitResource {
    /// Finds the resource with Linux's number.
    pub const fn from_raw(raw: u32) -> Option<Self> {
        Some(match raw {
            0 => Self::Cpu,
            1 => Self::FileSize,
            2 => Self::Data,
            3 => Self::Stack,
            4 => Self::Core,
            6 => Self::Processes,
            7 => Self::OpenFiles,
            9 => Self::AddressSpace,
            _ => return None,
        })
    }
}

/// A soft and a hard limit; getrlimit(2). `u64::MAX` is no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Limit {
    /// What is enforced.
    pub soft: u64,
    /// How far the process may raise `soft`.
    pub hard: u64,
}

/// Whether others may have the same lock; fcntl(2), flock(2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum LockKind {
    /// Others may share it.
    Shared = 0,
    /// No other has any.
    Exclusive = 1,
}

impl LockKind {
    /// The number that stands for no lock: to give one up, and where none is found.
    pub const UNLOCK: u32 = 2;

    /// Decodes the number that the lock calls take; `None` to give a lock up.
    ///
    /// # Errors
    /// `EINVAL` for an unknown number.
    pub const fn from_raw(raw: u32) -> Result<Option<Self>, Errno> {
        match raw {
            0 => Ok(Some(Self::Shared)),
            1 => Ok(Some(Self::Exclusive)),
            Self::UNLOCK => Ok(None),
            _ => Err(Errno::EINVAL),
        }
    }
}

/// A lock that is in the way of another; fcntl(2), `F_GETLK`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct RecordLock {
    /// A [`LockKind`], or [`LockKind::UNLOCK`] if there is none.
    pub kind: u32,
    /// The process that has it.
    pub pid: i32,
    /// Where it begins.
    pub start: u64,
    /// How long it is; 0 reaches to the end of the file.
    pub len: u64,
}

/// How `sig_mask` changes the mask; sigprocmask(2), musl's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum MaskHow {
    /// Adds the set.
    Block = 0,
    /// Takes the set out.
    Unblock = 1,
    /// Replaces the mask by the set.
    Set = 2,
}

impl MaskHow {
    /// Decodes the number that `sig_mask` takes.
    pub const fn from_raw(raw: u32) -> Option<Self> {
        match raw {
            0 => Some(Self::Block),
            1 => Some(Self::Unblock),
            2 => Some(Self::Set),
            _ => None,
        }
    }
}

/// Room on a file system; statvfs(3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct FileSystemStats {
    /// Bytes in all.
    pub bytes: u64,
    /// Bytes free.
    pub bytes_free: u64,
    /// Inodes in all.
    pub inodes: u64,
    /// Inodes free.
    pub inodes_free: u64,
}

/// The machine as the container sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct SystemInfo {
    /// Memory budget, in bytes.
    pub memory_bytes: u64,
    /// What of it is free, in bytes.
    pub memory_free_bytes: u64,
    /// Time since the first process of the run began, in nanoseconds.
    pub uptime_ns: u64,
    /// CPUs.
    pub cpus: u32,
    /// Live processes.
    pub processes: u32,
}

/// A terminal's size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct TerminalSize {
    /// Rows.
    pub rows: u16,
    /// Columns.
    pub columns: u16,
}

// The sizes that `sysroot/include/vivarium.h` asserts too.
const _: () = {
    assert!(size_of::<Stat>() == 80);
    assert!(size_of::<WaitResult>() == 8);
    assert!(size_of::<Identity>() == 24);
    assert!(size_of::<ProcessTimes>() == 16);
    assert!(size_of::<Limit>() == 16);
    assert!(size_of::<FileSystemStats>() == 32);
    assert!(size_of::<SystemInfo>() == 32);
    assert!(size_of::<TerminalSize>() == 4);
};
