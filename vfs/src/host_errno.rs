use rustix::io::Errno as Host;

use crate::Errno;

/// Translates a host error to what the guest gets.
///
/// A host that is out of descriptors or memory is not the guest's limit: ENFILE and EIO say so.
pub(crate) fn errno(host: Host) -> Errno {
    match host {
        Host::ACCESS => Errno::EACCES,
        Host::BUSY => Errno::EBUSY,
        Host::DQUOT => Errno::EDQUOT,
        Host::EXIST => Errno::EEXIST,
        Host::FBIG => Errno::EFBIG,
        Host::INTR => Errno::EINTR,
        Host::INVAL => Errno::EINVAL,
        Host::ISDIR => Errno::EISDIR,
        Host::LOOP => Errno::ELOOP,
        Host::MFILE | Host::NFILE => Errno::ENFILE,
        Host::MLINK => Errno::EMLINK,
        Host::NAMETOOLONG => Errno::ENAMETOOLONG,
        Host::NODEV => Errno::ENODEV,
        Host::NOENT => Errno::ENOENT,
        Host::NOSPC => Errno::ENOSPC,
        Host::NOTDIR => Errno::ENOTDIR,
        Host::NOTEMPTY => Errno::ENOTEMPTY,
        Host::NXIO => Errno::ENXIO,
        Host::OPNOTSUPP => Errno::ENOTSUP,
        Host::OVERFLOW => Errno::EOVERFLOW,
        Host::PERM => Errno::EPERM,
        Host::ROFS => Errno::EROFS,
        Host::STALE => Errno::ESTALE,
        Host::TXTBSY => Errno::ETXTBSY,
        Host::XDEV => Errno::EXDEV,
        _ => Errno::EIO,
    }
}
