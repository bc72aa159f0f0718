//! A small image and a temporary upper directory for the tests.
#![allow(dead_code, clippy::unwrap_used, reason = "each test program uses its part, and may panic")]

use std::path::PathBuf;
use std::sync::Arc;

use tempfile::TempDir;
use vivarium_vfs::{
    Attributes, FileSystem, Image, ImageWriter, Last, OpenOptions, Overlay, Quota, Source, Vfs, make_device,
};

/// An image, an upper directory and a quota.
pub(crate) struct Tree {
    pub(crate) image: Arc<Image>,
    pub(crate) quota: Arc<Quota>,
    directory: TempDir,
}

impl Tree {
    pub(crate) fn new() -> Self {
        Self::with_quota(1 << 30, 100_000)
    }

    pub(crate) fn with_quota(bytes: u64, inodes: u64) -> Self {
        Self { image: image(), quota: Quota::new(bytes, inodes), directory: TempDir::new().unwrap() }
    }

    pub(crate) fn upper_path(&self) -> PathBuf {
        self.directory.path().to_owned()
    }

    pub(crate) fn upper(&self) -> cap_std::fs::Dir {
        cap_std::fs::Dir::open_ambient_dir(self.directory.path(), cap_std::ambient_authority()).unwrap()
    }

    pub(crate) fn overlay(&self) -> Arc<Overlay> {
        let lowers: Vec<Arc<dyn FileSystem>> = vec![self.image.clone()];
        Overlay::new(lowers, &self.upper(), self.quota.clone()).unwrap()
    }

    pub(crate) fn vfs(&self) -> Vfs {
        Vfs::new(self.overlay())
    }
}

pub(crate) fn image() -> Arc<Image> {
    let mut writer = ImageWriter::new();
    let plain = Attributes::new(0o644).modified(1_600_000_000_000_000_000);
    writer.file(b"/etc/motd", plain, Source::Bytes(b"hello\n".to_vec())).unwrap();
    writer.file(b"/etc/hosts", plain, Source::Bytes(b"127.0.0.1 localhost\n".to_vec())).unwrap();
    writer.directory(b"/tmp", Attributes::new(0o1777)).unwrap();
    writer.file(b"/usr/lib/deep/file", plain, Source::Bytes(vec![b'z'; 300_000])).unwrap();
    writer.file(b"/usr/lib/other", plain, Source::Bytes(b"other".to_vec())).unwrap();
    writer.hard_link(b"/usr/lib/deep/linked", b"/usr/lib/other").unwrap();
    writer.symlink(b"/lib", Attributes::new(0o777), b"usr/lib").unwrap();
    writer.char_device(b"/dev/null", Attributes::new(0o666), make_device(1, 3)).unwrap();
    let mut bytes = Vec::new();
    writer.write(&mut bytes).unwrap();
    Image::from_bytes(bytes).unwrap()
}

pub(crate) fn write(vfs: &Vfs, path: &[u8], contents: &[u8]) {
    let options =
        OpenOptions { write: true, create: true, truncate: true, mode: 0o644, ..OpenOptions::default() };
    let node = vfs.open(&vfs.root(), path, &options).unwrap();
    assert_eq!(node.write_at(contents, 0), Ok(contents.len()));
}

pub(crate) fn read(vfs: &Vfs, path: &[u8]) -> Vec<u8> {
    let node = vfs.resolve(&vfs.root(), path, Last::Follow).unwrap();
    let mut contents = vec![0; node.metadata().unwrap().size as usize];
    let size = node.read_at(&mut contents, 0).unwrap();
    contents.truncate(size);
    contents
}

/// The names in a directory, sorted, without the dots.
pub(crate) fn names(vfs: &Vfs, path: &[u8]) -> Vec<String> {
    let node = vfs.resolve(&vfs.root(), path, Last::Follow).unwrap();
    let entries = node.read_directory(2, usize::MAX).unwrap();
    let mut names: Vec<_> =
        entries.into_iter().map(|entry| String::from_utf8_lossy(&entry.name).into_owned()).collect();
    names.sort();
    names
}
