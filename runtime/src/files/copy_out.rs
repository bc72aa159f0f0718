use std::collections::HashMap;
use std::ffi::OsStr;
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions, OpenOptionsExt, Permissions, PermissionsExt};
use vivarium_vfs::{FileType, Last, Metadata, Node};

use super::{Files, failed, join};
use crate::file::SysResult;
use crate::{Errno, Error};

/// How much is copied at a time.
const PIECE_LEN: usize = 1 << 20;
/// Names a file that is being written.
const PARTIAL: &str = ".viv-partial";

/// One copy to the host.
struct CopyOut<'a> {
    files: &'a Files,
    /// How many more bytes it may write: a guest can make files that are larger than any disk.
    bytes_left: u64,
    /// What has not changed since then is left out; nanoseconds since 1970.
    since_ns: Option<i64>,
    /// The directories that were looked through for something to copy, and whether there was.
    searched: HashMap<Vec<u8>, bool>,
}

impl Files {
    /// Copies a file or a whole directory of the container to a path of the host, whose parent must be there; a
    /// directory that is there is filled.
    ///
    /// Permission bits go along, owners and set-id bits do not. Symbolic links are copied as links and never followed:
    /// nothing the guest did makes this write outside `host`. Holes stay holes.
    ///
    /// # Errors
    /// [`Error::File`] for what cannot be read (`EFBIG` past the container's disk limit, `ENXIO` for a device or named
    /// pipe), [`Error::Copy`] for what cannot be written.
    pub fn copy_out(&self, path: impl AsRef<[u8]>, host: &Path) -> Result<(), Error> {
        self.copy_changed(path.as_ref(), host, None)
    }

    /// Copies what was made or changed since a time, as [`Files::copy_out`] does, with the directories it lies in. Named
    /// pipes are left out.
    ///
    /// # Errors
    /// As those of [`Files::copy_out`].
    pub fn copy_out_since(
        &self,
        path: impl AsRef<[u8]>,
        host: &Path,
        since: SystemTime,
    ) -> Result<(), Error> {
        // The host stamps files by a clock that may be a tick behind.
        const TICK: Duration = Duration::from_millis(10);
        let since = since.duration_since(UNIX_EPOCH).unwrap_or_default().saturating_sub(TICK);
        self.copy_changed(path.as_ref(), host, Some(i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)))
    }

    fn copy_changed(&self, path: &[u8], host: &Path, since_ns: Option<i64>) -> Result<(), Error> {
        let (parent, name) = match (host.parent(), host.file_name()) {
            (Some(parent), Some(name)) if parent.as_os_str().is_empty() => (Path::new("."), name),
            (Some(parent), Some(name)) => (parent, name),
            _ => return Err(Error::Copy { path: host.into(), source: ErrorKind::InvalidInput.into() }),
        };
        let dir = Dir::open_ambient_dir(parent, ambient_authority())
            .map_err(|source| Error::Copy { path: parent.into(), source })?;
        let mut copy =
            CopyOut { files: self, bytes_left: self.copied_bytes_max, since_ns, searched: HashMap::new() };
        copy.copy(path, &dir, name, host.into())
    }
}

impl CopyOut<'_> {
    fn copy(&mut self, path: &[u8], dir: &Dir, name: &OsStr, host: PathBuf) -> Result<(), Error> {
        let unwritable = |source| Error::Copy { path: host.clone(), source };
        let node = self.files.resolve(path, Last::NoFollow).map_err(failed(path))?;
        let metadata = node.metadata().map_err(failed(path))?;
        if !self.is_wanted(path, &metadata).map_err(failed(path))? {
            return Ok(());
        }
        match metadata.file_type {
            FileType::Regular => self.copy_file(&node, &metadata, path, dir, name, host),
            FileType::Symlink => {
                let target = node.read_link().map_err(failed(path))?;
                replace(dir, name, |partial| dir.symlink_contents(OsStr::from_bytes(&target), partial))
                    .map_err(unwritable)
            }
            FileType::Directory => {
                let made = match dir.create_dir(name) {
                    Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
                    _ => dir.open_dir(name),
                };
                let made = made.map_err(unwritable)?;
                for child in self.files.names(path).map_err(failed(path))? {
                    let child_name = OsStr::from_bytes(&child);
                    self.copy(&join(path, &child), &made, child_name, host.join(child_name))?;
                }
                let mode = Permissions::from_mode(metadata.mode & 0o777 | 0o700);
                dir.set_permissions(name, mode).map_err(unwritable)
            }
            FileType::CharDevice | FileType::Fifo => Err(failed(path)(Errno::ENXIO)),
        }
    }

    /// Tells whether a file, or one in a directory, has changed since the time that is asked for.
    fn is_wanted(&mut self, path: &[u8], metadata: &Metadata) -> SysResult<bool> {
        let Some(since_ns) = self.since_ns else { return Ok(true) };
        if metadata.file_type != FileType::Directory {
            let holds_data = matches!(metadata.file_type, FileType::Regular | FileType::Symlink);
            return Ok(holds_data && metadata.ctime_ns >= since_ns);
        }
        if let Some(&found) = self.searched.get(path) {
            return Ok(found);
        }
        let found = self.has_wanted(path)?;
        self.searched.insert(path.into(), found);
        Ok(found)
    }

    fn has_wanted(&mut self, directory: &[u8]) -> SysResult<bool> {
        for name in self.files.names(directory)? {
            let child = join(directory, &name);
            let metadata = self.files.resolve(&child, Last::NoFollow)?.metadata()?;
            if self.is_wanted(&child, &metadata)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn copy_file(
        &mut self,
        node: &Node,
        metadata: &Metadata,
        path: &[u8],
        dir: &Dir,
        name: &OsStr,
        host: PathBuf,
    ) -> Result<(), Error> {
        self.bytes_left =
            self.bytes_left.checked_sub(metadata.size).ok_or_else(|| failed(path)(Errno::EFBIG))?;
        let copied = replace(dir, name, |partial| {
            let mut options = OpenOptions::new();
            options.write(true).create_new(true).mode(0o600);
            let mut file = dir.open_with(partial, &options)?;
            copy_data(node, metadata.size, &mut file)?;
            file.set_permissions(Permissions::from_mode(metadata.mode & 0o777))
        });
        copied.map_err(|source| Error::Copy { path: host, source })
    }
}

/// Copies a file's bytes up to a size, but not its holes.
fn copy_data(node: &Node, size: u64, file: &mut cap_std::fs::File) -> io::Result<()> {
    let (mut piece, mut offset) = (vec![0; PIECE_LEN], 0);
    while let Some(data) = node
        .file_system()
        .next_data(node.inode(), offset)
        .map_err(io::Error::other)?
        .filter(|data| data.start < size)
    {
        offset = data.start;
        file.seek(SeekFrom::Start(offset))?;
        while offset < data.end.min(size) {
            let len = piece.len().min(usize::try_from(data.end.min(size) - offset).unwrap_or(usize::MAX));
            let len = node.read_at(&mut piece[..len], offset).map_err(io::Error::other)?;
            if len == 0 {
                break;
            }
            file.write_all(&piece[..len])?;
            offset += len as u64;
        }
        offset = data.end;
    }
    file.set_len(size)
}

/// Makes something new under another name, and then puts it in the place of what has the name.
fn replace(dir: &Dir, name: &OsStr, make: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    let partial = Path::new(PARTIAL);
    match dir.remove_file(partial) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    make(partial)?;
    dir.rename(partial, dir, name)
}
