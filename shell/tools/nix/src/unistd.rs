use std::ffi::{CStr, CString};
use std::path::Path;

use crate::sys::stat::Mode;
use crate::{Errno, Result, c_path};

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

fn text(string: *const libc::c_char) -> String {
    // SAFETY: the names of an entry are C strings that last as long as the entry.
    unsafe { CStr::from_ptr(string) }.to_string_lossy().into_owned()
}
