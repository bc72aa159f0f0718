use std::fs::{self, File};
use std::io::Read;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::Path;

use vivarium_vfs::AttributeChange;

use super::{Files, failed, join, write_all};
use crate::{Errno, Error};

/// How much is copied at a time.
const PIECE_LEN: usize = 1 << 20;

impl Files {
    /// Copies a file or a whole directory of the host to a path in the container; a directory that is there is filled.
    ///
    /// Permission bits and times of change go along, owners do not. Symbolic links are copied as links.
    ///
    /// # Errors
    /// [`Error::Copy`] for what cannot be read, [`Error::File`] for what cannot be written, `ENOSPC` at the quota.
    pub fn copy_in(&self, host: &Path, path: impl AsRef<[u8]>) -> Result<(), Error> {
        self.copy_in_one(host, path.as_ref())?;
        self.acknowledge().map_err(failed(path.as_ref()))
    }

    fn copy_in_one(&self, host: &Path, path: &[u8]) -> Result<(), Error> {
        let unreadable = |source| Error::Copy { path: host.into(), source };
        let metadata = fs::symlink_metadata(host).map_err(unreadable)?;
        let kind = metadata.file_type();
        if kind.is_symlink() {
            let target = fs::read_link(host).map_err(unreadable)?.into_os_string().into_vec();
            let root = self.kernel.vfs.root();
            return self.kernel.vfs.symlink(&target, &root, path).map_err(failed(path));
        }
        if kind.is_dir() {
            let made = self.kernel.vfs.mkdir(&self.kernel.vfs.root(), path, metadata.mode() & 0o777);
            if let Err(errno) = made
                && errno != Errno::EEXIST
            {
                return Err(failed(path)(errno));
            }
            for entry in fs::read_dir(host).map_err(unreadable)? {
                let entry = entry.map_err(unreadable)?;
                self.copy_in_one(&entry.path(), &join(path, entry.file_name().as_bytes()))?;
            }
            return Ok(());
        }
        if kind.is_fifo() || kind.is_socket() || kind.is_block_device() || kind.is_char_device() {
            return Err(unreadable(std::io::Error::other("it is neither a file nor a directory")));
        }
        let file = File::open(host).map_err(unreadable)?;
        self.copy_file_in(file, &metadata, host, path)
    }

    fn copy_file_in(
        &self,
        mut file: File,
        metadata: &fs::Metadata,
        host: &Path,
        path: &[u8],
    ) -> Result<(), Error> {
        let mode = metadata.mode() & 0o777;
        let node = self.create(path, mode).map_err(failed(path))?;
        let (mut piece, mut offset) = (vec![0; PIECE_LEN], 0);
        loop {
            let len = file.read(&mut piece).map_err(|source| Error::Copy { path: host.into(), source })?;
            if len == 0 {
                break;
            }
            write_all(&node, &piece[..len], offset).map_err(failed(path))?;
            offset += len as u64;
        }
        let mtime_ns = metadata.mtime().saturating_mul(1_000_000_000).saturating_add(metadata.mtime_nsec());
        let change =
            AttributeChange { mode: Some(mode), mtime_ns: Some(mtime_ns), ..AttributeChange::default() };
        node.set_attributes(&change).map_err(failed(path))
    }
}
