macro_rules! errnos {
    ($($name:ident = $number:literal, $text:literal;)*) => {
        /// Why a system call failed: WASI preview 1's numbers, POSIX's names.
        #[allow(missing_docs, clippy::upper_case_acronyms)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u16)]
        pub enum Errno {
            $($name = $number,)*
        }

        impl Errno {
            /// Finds the error with a WASI number; `None` for success (0) and unknown numbers.
            pub const fn from_raw(number: u16) -> Option<Self> {
                match number {
                    $($number => Some(Self::$name),)*
                    _ => None,
                }
            }

            const fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

errnos! {
    E2BIG = 1, "argument list too long";
    EACCES = 2, "permission denied";
    EADDRINUSE = 3, "address in use";
    EADDRNOTAVAIL = 4, "address not available";
    EAFNOSUPPORT = 5, "address family not supported";
    EAGAIN = 6, "resource temporarily unavailable";
    EALREADY = 7, "connection already in progress";
    EBADF = 8, "bad file descriptor";
    EBADMSG = 9, "bad message";
    EBUSY = 10, "device or resource busy";
    ECANCELED = 11, "operation canceled";
    ECHILD = 12, "no child processes";
    ECONNABORTED = 13, "connection aborted";
    ECONNREFUSED = 14, "connection refused";
    ECONNRESET = 15, "connection reset";
    EDEADLK = 16, "resource deadlock would occur";
    EDESTADDRREQ = 17, "destination address required";
    EDOM = 18, "argument out of domain";
    EDQUOT = 19, "disk quota exceeded";
    EEXIST = 20, "file exists";
    EFAULT = 21, "bad address";
    EFBIG = 22, "file too large";
    EHOSTUNREACH = 23, "host is unreachable";
    EIDRM = 24, "identifier removed";
    EILSEQ = 25, "illegal byte sequence";
    EINPROGRESS = 26, "operation in progress";
    EINTR = 27, "interrupted system call";
    EINVAL = 28, "invalid argument";
    EIO = 29, "input/output error";
    EISCONN = 30, "socket is connected";
    EISDIR = 31, "is a directory";
    ELOOP = 32, "too many levels of symbolic links";
    EMFILE = 33, "too many open files";
    EMLINK = 34, "too many links";
    EMSGSIZE = 35, "message too large";
    EMULTIHOP = 36, "reserved";
    ENAMETOOLONG = 37, "file name too long";
    ENETDOWN = 38, "network is down";
    ENETRESET = 39, "connection aborted by network";
    ENETUNREACH = 40, "network unreachable";
    ENFILE = 41, "too many files open in system";
    ENOBUFS = 42, "no buffer space available";
    ENODEV = 43, "no such device";
    ENOENT = 44, "no such file or directory";
    ENOEXEC = 45, "exec format error";
    ENOLCK = 46, "no locks available";
    ENOLINK = 47, "reserved";
    ENOMEM = 48, "cannot allocate memory";
    ENOMSG = 49, "no message of the desired type";
    ENOPROTOOPT = 50, "protocol not available";
    ENOSPC = 51, "no space left on device";
    ENOSYS = 52, "function not implemented";
    ENOTCONN = 53, "the socket is not connected";
    ENOTDIR = 54, "not a directory";
    ENOTEMPTY = 55, "directory not empty";
    ENOTRECOVERABLE = 56, "state not recoverable";
    ENOTSOCK = 57, "not a socket";
    ENOTSUP = 58, "operation not supported";
    ENOTTY = 59, "inappropriate ioctl for device";
    ENXIO = 60, "no such device or address";
    EOVERFLOW = 61, "value too large for defined data type";
    EOWNERDEAD = 62, "previous owner died";
    EPERM = 63, "operation not permitted";
    EPIPE = 64, "broken pipe";
    EPROTO = 65, "protocol error";
    EPROTONOSUPPORT = 66, "protocol not supported";
    EPROTOTYPE = 67, "protocol wrong type for socket";
    ERANGE = 68, "result too large";
    EROFS = 69, "read-only file system";
    ESPIPE = 70, "illegal seek";
    ESRCH = 71, "no such process";
    ESTALE = 72, "stale file handle";
    ETIMEDOUT = 73, "connection timed out";
    ETXTBSY = 74, "text file busy";
    EXDEV = 75, "cross-device link";
    ENOTCAPABLE = 76, "capabilities insufficient";
}

impl Errno {
    /// The number a system call returns.
    pub const fn raw(self) -> u16 {
        self as u16
    }
}

impl core::fmt::Display for Errno {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.text())
    }
}

impl core::error::Error for Errno {}
