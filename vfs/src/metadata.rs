use vivarium_abi::Errno;

/// What every operation answers: a value, or the error the guest gets.
pub type Result<T> = core::result::Result<T, Errno>;

/// Most bytes in a path; `PATH_MAX` of Linux, which counts the terminating NUL.
pub const PATH_MAX: usize = 4096;
/// Most bytes in a name; `NAME_MAX` of Linux.
pub const NAME_MAX: usize = 255;

/// A file system's own handle for one inode.
///
/// It is valid while the inode has a name or a reference, and is not the number that `stat` shows: that one is
/// [`Metadata::inode`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InodeId(pub u64);

/// What kind of file an inode is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileType {
    /// A regular file.
    Regular,
    /// A directory.
    Directory,
    /// A symbolic link.
    Symlink,
    /// A character device; the kernel serves it by its number.
    CharDevice,
    /// A named pipe; the kernel keeps its contents.
    Fifo,
}

/// The attributes of an inode, as `stat(2)` shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// Number of the file system, `st_dev`.
    pub device: u64,
    /// Number of the inode, `st_ino`; equal for two names exactly when they name one file.
    pub inode: u64,
    /// The kind of file.
    pub file_type: FileType,
    /// Permission, set-id and sticky bits: `07777`, no type.
    pub mode: u32,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// How many names the inode has.
    pub nlink: u32,
    /// Length in bytes; a symbolic link's is that of its target.
    pub size: u64,
    /// Space taken, in units of 512 bytes.
    pub blocks: u64,
    /// Device number of a character device, as [`make_device`] packs it, else 0.
    pub rdev: u32,
    /// Time of last access, nanoseconds since 1970.
    pub atime_ns: i64,
    /// Time of last change of the contents, nanoseconds since 1970.
    pub mtime_ns: i64,
    /// Time of last change of the contents or attributes, nanoseconds since 1970.
    pub ctime_ns: i64,
}

/// The attributes to change; `None` leaves one as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AttributeChange {
    /// New permission, set-id and sticky bits.
    pub mode: Option<u32>,
    /// New owner.
    pub uid: Option<u32>,
    /// New group.
    pub gid: Option<u32>,
    /// New length: truncates, or extends by a hole.
    pub size: Option<u64>,
    /// New time of last access, nanoseconds since 1970.
    pub atime_ns: Option<i64>,
    /// New time of last change, nanoseconds since 1970.
    pub mtime_ns: Option<i64>,
}

impl AttributeChange {
    /// Changes the length only.
    pub fn size(size: u64) -> Self {
        Self { size: Some(size), ..Self::default() }
    }

    /// Changes the permission bits only.
    pub fn mode(mode: u32) -> Self {
        Self { mode: Some(mode), ..Self::default() }
    }
}

/// Packs a device number: major in the upper 24 bits, minor in the lower 8.
pub const fn make_device(major: u32, minor: u32) -> u32 {
    (major << 8) | (minor & 0xff)
}
