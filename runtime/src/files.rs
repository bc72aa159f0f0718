//! The host's way to a container's files, without a process.

mod copy_in;
mod copy_out;
mod stream;

use std::sync::Arc;

use vivarium_vfs::{FileType, Last, Metadata, Node, OpenOptions, Overlay};

use crate::kernel::Kernel;
use crate::{Container, Durability, Errno, Error};

pub use stream::{FileReader, FileWriter};

/// Mode of a new file, where the caller names none.
const FILE_MODE: u32 = 0o644;
/// Mode of a new directory, where the caller names none.
const DIRECTORY_MODE: u32 = 0o755;

/// The files of a container, as its processes see them: mounts included, within its quota.
///
/// Relative paths begin at `/`. Calls are synchronous, and as short as the host's files are fast.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// use vivarium::{ContainerOptions, Exec};
///
/// let container = runtime.container(ContainerOptions::default())?;
/// let files = container.files()?;
/// files.create_directories("/work/in")?;
/// files.write("/work/in/numbers", b"3\n1\n2\n")?;
/// container.exec(Exec::new(["sort", "-o", "/work/sorted", "/work/in/numbers"])).await?;
/// assert_eq!(files.read("/work/sorted", 1 << 20)?, b"1\n2\n3\n");
/// let names: Vec<_> = files.list("/work")?.into_iter().map(|entry| entry.name).collect();
/// assert_eq!(names, [&b"in"[..], &b"sorted"[..]]);
/// let folder = tempfile::tempdir().expect("a folder");
/// files.copy_out("/work", &folder.path().join("work"))?;
/// assert!(folder.path().join("work/in/numbers").is_file());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Files {
    kernel: Arc<Kernel>,
    overlay: Arc<Overlay>,
    durability: Durability,
    copied_bytes_max: u64,
    // Last: the container is closed after its kernel has let go of the files.
    _container: Container,
}

/// A file or directory in a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEntry {
    /// Its name; any bytes but `/`.
    pub name: Vec<u8>,
    /// Its attributes, those of a symbolic link itself.
    pub metadata: Metadata,
}

impl Files {
    pub(crate) fn new(
        kernel: Arc<Kernel>,
        overlay: Arc<Overlay>,
        durability: Durability,
        container: Container,
    ) -> Self {
        let copied_bytes_max = container.limits().disk_bytes.max(COPIED_BYTES_MIN);
        Self { kernel, overlay, durability, copied_bytes_max, _container: container }
    }

    /// Reads a whole file of at most `max_bytes`; `EFBIG` for a larger one.
    ///
    /// # Errors
    /// [`Error::File`], as open(2) and read(2).
    pub fn read(&self, path: impl AsRef<[u8]>, max_bytes: u64) -> Result<Vec<u8>, Error> {
        let path = path.as_ref();
        let read = || {
            let node = self.open(path, &OpenOptions::default())?;
            if node.metadata()?.size > max_bytes {
                return Err(Errno::EFBIG);
            }
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut FileReader::new(node).limit(max_bytes), &mut content)
                .map_err(|_| Errno::EIO)?;
            Ok(content)
        };
        read().map_err(failed(path))
    }

    /// Opens a file to read it piece by piece.
    ///
    /// # Errors
    /// [`Error::File`], as open(2).
    pub fn reader(&self, path: impl AsRef<[u8]>) -> Result<FileReader, Error> {
        let path = path.as_ref();
        self.open(path, &OpenOptions::default()).map(FileReader::new).map_err(failed(path))
    }

    /// Writes a whole file; one that was there keeps its mode.
    ///
    /// # Errors
    /// [`Error::File`], as open(2) and write(2).
    pub fn write(&self, path: impl AsRef<[u8]>, content: &[u8]) -> Result<(), Error> {
        let path = path.as_ref();
        let write = || {
            let node = self.create(path, FILE_MODE)?;
            write_all(&node, content, 0)?;
            self.acknowledge()
        };
        write().map_err(failed(path))
    }

    /// Opens a file to write it piece by piece, emptied or new, with these permission bits if it is new.
    ///
    /// # Errors
    /// [`Error::File`], as open(2).
    pub fn writer(&self, path: impl AsRef<[u8]>, mode: u32) -> Result<FileWriter, Error> {
        let path = path.as_ref();
        let node = self.create(path, mode).map_err(failed(path))?;
        Ok(FileWriter::new(node, self.clone()))
    }

    /// Reads the attributes of a file, through symbolic links.
    ///
    /// # Errors
    /// [`Error::File`], as stat(2).
    pub fn metadata(&self, path: impl AsRef<[u8]>) -> Result<Metadata, Error> {
        let path = path.as_ref();
        self.resolve(path, Last::Follow).and_then(|node| node.metadata()).map_err(failed(path))
    }

    /// Reads the attributes of a file, of a symbolic link its own.
    ///
    /// # Errors
    /// [`Error::File`], as lstat(2).
    pub fn symlink_metadata(&self, path: impl AsRef<[u8]>) -> Result<Metadata, Error> {
        let path = path.as_ref();
        self.resolve(path, Last::NoFollow).and_then(|node| node.metadata()).map_err(failed(path))
    }

    /// Reads the text of a symbolic link.
    ///
    /// # Errors
    /// [`Error::File`], as readlink(2).
    pub fn read_link(&self, path: impl AsRef<[u8]>) -> Result<Vec<u8>, Error> {
        let path = path.as_ref();
        self.resolve(path, Last::NoFollow).and_then(|node| node.read_link()).map_err(failed(path))
    }

    /// Lists a directory by name, without `.` and `..`.
    ///
    /// # Errors
    /// [`Error::File`], as opendir(3).
    pub fn list(&self, path: impl AsRef<[u8]>) -> Result<Vec<FileEntry>, Error> {
        let path = path.as_ref();
        let list = || {
            let mut entries: Vec<_> = Vec::new();
            for name in self.names(path)? {
                // One that went meanwhile is not there.
                if let Ok(metadata) = self.child(path, &name).and_then(|node| node.metadata()) {
                    entries.push(FileEntry { name, metadata });
                }
            }
            entries.sort_by(|a, b| a.name.cmp(&b.name));
            Ok(entries)
        };
        list().map_err(failed(path))
    }

    /// Makes a directory and those above it that are missing.
    ///
    /// # Errors
    /// [`Error::File`], as mkdir(2).
    pub fn create_directories(&self, path: impl AsRef<[u8]>) -> Result<(), Error> {
        let path = path.as_ref();
        let absolute = [b"/", path].concat();
        let made = self.kernel.vfs.create_directories(&absolute, DIRECTORY_MODE);
        made.and_then(|()| self.acknowledge()).map_err(failed(path))
    }

    /// Removes a file, a symbolic link or an empty directory.
    ///
    /// # Errors
    /// [`Error::File`], as remove(3).
    pub fn remove(&self, path: impl AsRef<[u8]>) -> Result<(), Error> {
        let (path, vfs) = (path.as_ref(), &self.kernel.vfs);
        let removed = match vfs.unlink(&vfs.root(), path) {
            Err(Errno::EISDIR) => vfs.rmdir(&vfs.root(), path),
            removed => removed,
        };
        removed.and_then(|()| self.acknowledge()).map_err(failed(path))
    }

    fn create(&self, path: &[u8], mode: u32) -> Result<Node, Errno> {
        self.open(
            path,
            &OpenOptions { write: true, create: true, truncate: true, mode, ..OpenOptions::default() },
        )
    }

    /// Opens a regular file; `EINVAL` for a device or a pipe, which only a process can use.
    fn open(&self, path: &[u8], options: &OpenOptions) -> Result<Node, Errno> {
        let vfs = &self.kernel.vfs;
        let node = vfs.open(&vfs.root(), path, options)?;
        match node.file_type()? {
            FileType::Regular => Ok(node),
            FileType::Directory => Err(Errno::EISDIR),
            _ => Err(Errno::EINVAL),
        }
    }

    fn resolve(&self, path: &[u8], last: Last) -> Result<Node, Errno> {
        let vfs = &self.kernel.vfs;
        vfs.resolve(&vfs.root(), path, last)
    }

    fn child(&self, directory: &[u8], name: &[u8]) -> Result<Node, Errno> {
        self.resolve(&join(directory, name), Last::NoFollow)
    }

    /// The names in a directory.
    fn names(&self, path: &[u8]) -> Result<Vec<Vec<u8>>, Errno> {
        const BATCH: usize = 1024;
        let node = self.resolve(path, Last::Follow)?;
        let (mut names, mut cookie) = (Vec::new(), 0);
        loop {
            let entries = node.read_directory(cookie, BATCH)?;
            let Some(last) = entries.last() else { return Ok(names) };
            cookie = last.cookie;
            names.extend(
                entries.into_iter().map(|entry| entry.name).filter(|name| name != b"." && name != b".."),
            );
        }
    }

    /// Has what was written survive what the container's durability says.
    fn acknowledge(&self) -> Result<(), Errno> {
        match self.durability {
            Durability::Process => Ok(()),
            Durability::Fsync => self.overlay.sync_all(),
        }
    }
}

impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Files").finish_non_exhaustive()
    }
}

/// What a copy to the host may write in any case; the image alone has some hundred megabytes.
const COPIED_BYTES_MIN: u64 = 5 << 30;

/// Writes all of a piece; `ENOSPC` if the quota has no room for it.
fn write_all(node: &Node, mut piece: &[u8], mut offset: u64) -> Result<(), Errno> {
    while !piece.is_empty() {
        let written = node.write_at(piece, offset)?;
        piece = &piece[written..];
        offset += written as u64;
    }
    Ok(())
}

fn join(directory: &[u8], name: &[u8]) -> Vec<u8> {
    [directory, name].join(&b'/')
}

fn failed(path: &[u8]) -> impl Fn(Errno) -> Error {
    move |errno| Error::File { path: String::from_utf8_lossy(path).into_owned(), errno }
}
