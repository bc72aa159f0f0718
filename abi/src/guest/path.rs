use super::{Result, check};
use crate::{FileSystemStats, Stat, calls};

/// What a symbolic link at the end of a path stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Last {
    /// The link itself.
    NoFollow = 0,
    /// What it points to.
    Follow = 1,
}

/// A file's attributes; fstatat(2). `dir` is a directory's descriptor or [`crate::AT_FDCWD`].
///
/// # Errors
/// `ENOENT`, `ENOTDIR`, `ELOOP`, … as path_resolution(7).
pub fn stat(dir: i32, path: &[u8], last: Last) -> Result<Stat> {
    let mut stat = Stat::default();
    // SAFETY: `path` is readable for its length, `stat` writable.
    check(unsafe { calls::path_stat(dir, last as u32, path.as_ptr(), path.len(), &raw mut stat) })?;
    Ok(stat)
}

/// Sets a file's permission bits; fchmodat(2).
///
/// # Errors
/// As [`stat`]; `EROFS`.
pub fn chmod(dir: i32, path: &[u8], last: Last, mode: u32) -> Result<()> {
    // SAFETY: `path` is readable for its length.
    check(unsafe { calls::path_chmod(dir, last as u32, path.as_ptr(), path.len(), mode) })
}

/// Sets a file's owner and group, `None` to leave one; fchownat(2).
///
/// # Errors
/// As [`stat`]; `EROFS`.
pub fn chown(dir: i32, path: &[u8], last: Last, uid: Option<u32>, gid: Option<u32>) -> Result<()> {
    let (uid, gid) = (uid.unwrap_or(u32::MAX), gid.unwrap_or(u32::MAX));
    // SAFETY: `path` is readable for its length.
    check(unsafe { calls::path_chown(dir, last as u32, path.as_ptr(), path.len(), uid, gid) })
}

/// Makes a fifo; mkfifoat(3).
///
/// # Errors
/// As [`stat`]; `EEXIST`, `EROFS`.
pub fn mkfifo(dir: i32, path: &[u8], mode: u32) -> Result<()> {
    // SAFETY: `path` is readable for its length.
    check(unsafe { calls::path_mkfifo(dir, path.as_ptr(), path.len(), mode) })
}

/// Room on the file system that holds a file; statvfs(3).
///
/// # Errors
/// As [`stat`].
pub fn statfs(dir: i32, path: &[u8]) -> Result<FileSystemStats> {
    let mut stats = FileSystemStats::default();
    // SAFETY: `path` is readable for its length, `stats` writable.
    check(unsafe { calls::path_statfs(dir, path.as_ptr(), path.len(), &raw mut stats) })?;
    Ok(stats)
}
