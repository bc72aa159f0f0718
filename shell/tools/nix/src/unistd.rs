use std::ffi::{CStr, CString};
use std::os::fd::{AsFd, AsRawFd as _, FromRawFd as _, OwnedFd};
use std::path::Path;

use crate::fcntl::AtFlags;
use crate::sys::stat::Mode;
use crate::{Errno, Result, c_path};

mod raw {
    use std::ffi::{c_char, c_int};

    unsafe extern "C" {
        pub(super) fn fchownat(
            directory: c_int,
            name: *const c_char,
            owner: u32,
            group: u32,
            flags: c_int,
        ) -> c_int;
    }
}

macro_rules! id {
    ($(#[$doc:meta] $name:ident)*) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name(u32);

        impl $name {
            /// Wraps a number.
            pub const fn from_raw(raw: u32) -> Self {
                Self(raw)
            }

            /// The number.
            pub const fn as_raw(self) -> u32 {
                self.0
            }
        }
    )*};
}

id! {
    /// A user id.
    Uid
    /// A group id.
    Gid
}

/// An entry of /etc/passwd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Login name.
    pub name: String,
    /// User id.
    pub uid: Uid,
    /// Primary group.
    pub gid: Gid,
}

impl User {
    /// getpwnam(3).
    pub fn from_name(name: &str) -> Result<Option<Self>> {
        let name = CString::new(name).map_err(|_| Errno::EINVAL)?;
        // SAFETY: `name` is a C string that outlives the call.
        Ok(Self::read(unsafe { libc::getpwnam(name.as_ptr()) }))
    }

    /// getpwuid(3).
    pub fn from_uid(uid: Uid) -> Result<Option<Self>> {
        // SAFETY: takes a number.
        Ok(Self::read(unsafe { libc::getpwuid(uid.as_raw()) }))
    }

    fn read(entry: *const libc::passwd) -> Option<Self> {
        // SAFETY: getpw* return null or an entry that lasts until the next call.
        let entry = unsafe { entry.as_ref() }?;
        Some(Self { name: text(entry.pw_name), uid: Uid(entry.pw_uid), gid: Gid(entry.pw_gid) })
    }
}

/// An entry of /etc/group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Group name.
    pub name: String,
    /// Group id.
    pub gid: Gid,
}

impl Group {
    /// getgrnam(3).
    pub fn from_name(name: &str) -> Result<Option<Self>> {
        let name = CString::new(name).map_err(|_| Errno::EINVAL)?;
        // SAFETY: `name` is a C string that outlives the call.
        Ok(Self::read(unsafe { libc::getgrnam(name.as_ptr()) }))
    }

    /// getgrgid(3).
    pub fn from_gid(gid: Gid) -> Result<Option<Self>> {
        // SAFETY: takes a number.
        Ok(Self::read(unsafe { libc::getgrgid(gid.as_raw()) }))
    }

    fn read(entry: *const libc::group) -> Option<Self> {
        // SAFETY: getgr* return null or an entry that lasts until the next call.
        let entry = unsafe { entry.as_ref() }?;
        Some(Self { name: text(entry.gr_name), gid: Gid(entry.gr_gid) })
    }
}

/// mkfifo(3).
pub fn mkfifo<P: ?Sized + AsRef<Path>>(path: &P, mode: Mode) -> Result<()> {
    let path = c_path(path.as_ref())?;
    // SAFETY: `path` is a C string that outlives the call.
    Errno::result(unsafe { libc::mkfifo(path.as_ptr(), mode.bits()) }).map(drop)
}

/// What unlinkat(2) removes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnlinkatFlags {
    /// An empty directory.
    RemoveDir,
    /// Anything else.
    NoRemoveDir,
}

/// unlinkat(2).
pub fn unlinkat(directory: impl AsFd, name: &CStr, flags: UnlinkatFlags) -> Result<()> {
    let flags = match flags {
        UnlinkatFlags::RemoveDir => libc::AT_REMOVEDIR,
        UnlinkatFlags::NoRemoveDir => 0,
    };
    // SAFETY: `name` is a C string that outlives the call.
    Errno::result(unsafe { libc::unlinkat(directory.as_fd().as_raw_fd(), name.as_ptr(), flags) }).map(drop)
}

/// dup(2).
pub fn dup(fd: impl AsFd) -> Result<OwnedFd> {
    // SAFETY: takes a number.
    let fd = Errno::result(unsafe { libc::dup(fd.as_fd().as_raw_fd()) })?;
    // SAFETY: the descriptor is new.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// What chown(2) leaves as it is.
const KEEP: u32 = u32::MAX;

/// fchown(2).
pub fn fchown(fd: impl AsFd, owner: Option<Uid>, group: Option<Gid>) -> Result<()> {
    let (owner, group) = (owner.map_or(KEEP, Uid::as_raw), group.map_or(KEEP, Gid::as_raw));
    // SAFETY: takes numbers.
    Errno::result(unsafe { libc::fchown(fd.as_fd().as_raw_fd(), owner, group) }).map(drop)
}

/// fchownat(2).
pub fn fchownat(
    directory: impl AsFd,
    name: &CStr,
    owner: Option<Uid>,
    group: Option<Gid>,
    flags: AtFlags,
) -> Result<()> {
    let (owner, group) = (owner.map_or(KEEP, Uid::as_raw), group.map_or(KEEP, Gid::as_raw));
    let directory = directory.as_fd().as_raw_fd();
    // SAFETY: `name` is a C string that outlives the call.
    Errno::result(unsafe { raw::fchownat(directory, name.as_ptr(), owner, group, flags.bits()) }).map(drop)
}

fn text(string: *const libc::c_char) -> String {
    // SAFETY: the names of an entry are C strings that last as long as the entry.
    unsafe { CStr::from_ptr(string) }.to_string_lossy().into_owned()
}
