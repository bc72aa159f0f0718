use std::ffi::CStr;
use std::os::fd::{IntoRawFd as _, OwnedFd};
use std::ptr::NonNull;

use crate::{Errno, Result};

/// An open directory.
#[derive(Debug)]
pub struct Dir(NonNull<libc::DIR>);

impl Dir {
    /// fdopendir(3).
    pub fn from_fd(fd: OwnedFd) -> Result<Self> {
        // SAFETY: the descriptor is open, and belongs to the stream from now on.
        let stream = unsafe { libc::fdopendir(fd.into_raw_fd()) };
        NonNull::new(stream.cast()).map(Self).ok_or_else(Errno::last)
    }

    /// Reads the entries.
    pub fn iter(&mut self) -> Iter<'_> {
        Iter(self)
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        // SAFETY: the stream is open, and nobody uses it after this.
        unsafe { libc::closedir(self.0.as_ptr()) };
    }
}

/// The entries of a directory.
#[derive(Debug)]
pub struct Iter<'a>(&'a mut Dir);

impl<'a> Iterator for Iter<'a> {
    type Item = Result<Entry<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        // SAFETY: errno is this thread's; it alone tells the end from an error.
        unsafe { *libc::__errno_location() = 0 };
        // SAFETY: the stream is open.
        let entry = unsafe { libc::readdir(self.0.0.as_ptr()) };
        if entry.is_null() {
            return match Errno::last() {
                Errno::UnknownErrno => None,
                errno => Some(Err(errno)),
            };
        }
        // SAFETY: the name of an entry is a C string, which lasts until the next call.
        Some(Ok(Entry(unsafe { CStr::from_ptr((&raw const (*entry).d_name).cast()) })))
    }
}

/// A name in a directory.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a>(&'a CStr);

impl Entry<'_> {
    /// The name.
    pub fn file_name(&self) -> &CStr {
        self.0
    }
}
