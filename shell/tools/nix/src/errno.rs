use std::fmt;

macro_rules! errnos {
    ($($name:ident)*) => {
        /// An error number that has a name.
        #[allow(clippy::upper_case_acronyms, missing_docs)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(i32)]
        #[non_exhaustive]
        pub enum Errno { UnknownErrno = 0, $($name = libc::$name),* }

        impl Errno {
            /// Finds the name of an error number.
            pub const fn from_raw(raw: i32) -> Self {
                match raw { $(libc::$name => Self::$name,)* _ => Self::UnknownErrno }
            }
        }
    };
}

errnos! {
    E2BIG EACCES EAGAIN EBADF EBUSY ECHILD EDOM EEXIST EFAULT EFBIG EINTR EINVAL EIO EISDIR ELOOP EMFILE EMLINK
    ENAMETOOLONG ENFILE ENODEV ENOENT ENOEXEC ENOMEM ENOSPC ENOSYS ENOTDIR ENOTEMPTY ENOTSUP ENOTTY ENXIO EOVERFLOW
    EPERM EPIPE ERANGE EROFS ESPIPE ESRCH ETIMEDOUT ETXTBSY EXDEV
}

impl Errno {
    /// The same number as `ENOTSUP`.
    pub const EOPNOTSUPP: Self = Self::ENOTSUP;

    /// Reads the calling thread's last error.
    pub fn last() -> Self {
        Self::from_raw(std::io::Error::last_os_error().raw_os_error().unwrap_or(0))
    }

    /// Turns the C convention (−1 and errno) into a result.
    pub fn result(value: i32) -> Result<i32, Self> {
        if value == -1 { Err(Self::last()) } else { Ok(value) }
    }

    /// Describes the error as strerror(3).
    pub fn desc(self) -> String {
        let text = std::io::Error::from_raw_os_error(self as i32).to_string();
        text.split(" (os error").next().unwrap_or_default().to_owned()
    }
}

impl fmt::Display for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}: {}", self.desc())
    }
}

impl std::error::Error for Errno {}

impl From<Errno> for std::io::Error {
    fn from(errno: Errno) -> Self {
        Self::from_raw_os_error(errno as i32)
    }
}
