use std::collections::HashMap;
use std::sync::Arc;

use cap_std::fs::Dir;
use tempfile::TempDir;
use vivarium_vfs::{
    AttributeChange, Attributes, Errno, FileSystem, FileType, FrozenLayer, Image, ImageWriter, Last,
    Metadata, Node, OpenOptions, Overlay, OverlayOptions, Quota, Source, Usage, Vfs,
};

use super::{Answer, FILES, LINKS, Operation, START_NS, Shown, World, describe, runs, text};

/// An overlay over an image with the files both sides start with.
pub(crate) struct Guest {
    /// The folders of the layers, the upper one last.
    layers: Vec<Arc<TempDir>>,
    image: Arc<Image>,
    pub(crate) quota: Arc<Quota>,
    overlay: Option<Arc<Overlay>>,
    vfs: Option<Vfs>,
    open: HashMap<usize, (Node, bool)>,
}

impl Guest {
    pub(crate) fn new() -> Self {
        Self::with_quota(1 << 40, 1 << 20)
    }

    pub(crate) fn with_quota(bytes: u64, inodes: u64) -> Self {
        let mut guest = Self {
            layers: vec![folder()],
            image: image(),
            quota: Quota::new(bytes, inodes),
            overlay: None,
            vfs: None,
            open: HashMap::new(),
        };
        guest.open(None);
        guest
    }

    /// Closes everything without a word and opens it again from what is on the disk, as after a crash.
    pub(crate) fn reopen(&mut self) {
        self.drop_all();
        self.open(None);
    }

    /// Closes everything cleanly and opens it again.
    pub(crate) fn close_and_open(&mut self) {
        let usage = self.close();
        self.open(Some(usage));
    }

    /// Makes the upper directory a read-only layer under a new one.
    pub(crate) fn freeze(&mut self) {
        self.close();
        self.layers.push(folder());
        self.open(None);
    }

    /// Makes another one over the same layers; what either changes then, the other does not see.
    pub(crate) fn fork(&mut self) -> Self {
        self.close();
        let mut fork = Self {
            layers: self.layers.clone(),
            image: Arc::clone(&self.image),
            quota: Quota::new(self.quota.statistics().bytes, self.quota.statistics().inodes),
            overlay: None,
            vfs: None,
            open: HashMap::new(),
        };
        for guest in [self, &mut fork] {
            guest.layers.push(folder());
            guest.open(None);
        }
        fork
    }

    /// Drops all that is open; what was counted while it ran is what is there.
    fn close(&mut self) -> Usage {
        self.open.clear();
        let usage = self.overlay.as_ref().unwrap().freeze().unwrap();
        assert_eq!((usage.bytes, usage.inodes), (self.quota.bytes_used(), self.quota.inodes_used()));
        self.drop_all();
        assert_eq!(usage, Usage::count(&dir(self.layers.last().unwrap())).unwrap());
        assert_eq!((0, 0), (self.quota.bytes_used(), self.quota.inodes_used()));
        usage
    }

    /// Closes the open files.
    pub(crate) fn close_slots(&mut self) {
        self.open.clear();
    }

    /// Drops all that is open, as it is.
    pub(crate) fn drop_all(&mut self) {
        self.open.clear();
        self.vfs = None;
        self.overlay = None;
    }

    fn open(&mut self, usage: Option<Usage>) {
        self.try_open(usage).unwrap();
    }

    /// Opens all from what is on the disk.
    pub(crate) fn try_open(&mut self, usage: Option<Usage>) -> Result<(), Errno> {
        let (upper, frozen) = self.layers.split_last().unwrap();
        let mut lowers: Vec<Arc<dyn FileSystem>> = Vec::new();
        for layer in frozen.iter().rev() {
            lowers.push(FrozenLayer::open(&dir(layer))?);
        }
        lowers.push(self.image.clone());
        let options = OverlayOptions { usage, ..OverlayOptions::default() };
        let overlay = Overlay::with(lowers, &dir(upper), self.quota.clone(), options)?;
        self.vfs = Some(Vfs::new(overlay.clone()));
        self.overlay = Some(overlay);
        Ok(())
    }

    pub(crate) fn vfs(&self) -> &Vfs {
        self.vfs.as_ref().unwrap()
    }

    pub(crate) fn overlay(&self) -> &Overlay {
        self.overlay.as_ref().unwrap()
    }

    /// The folder of the upper layer.
    pub(crate) fn upper(&self) -> Dir {
        dir(self.layers.last().unwrap())
    }

    fn slot(&self, slot: usize) -> Result<&Node, Errno> {
        self.open.get(&slot).map(|(node, _)| node).ok_or(Errno::EBADF)
    }

    // The kernel checks that a descriptor is open for writing, not the file system.
    fn writable(&self, slot: usize, otherwise: Errno) -> Result<&Node, Errno> {
        match self.open.get(&slot) {
            Some((node, true)) => Ok(node),
            Some((_, false)) => Err(otherwise),
            None => Err(Errno::EBADF),
        }
    }

    fn answer(&mut self, operation: &Operation) -> Answer {
        let vfs = self.vfs.as_ref().unwrap();
        let root = vfs.root();
        let resolve = |path: &[u8], last| vfs.resolve(&root, path, last);
        match operation {
            Operation::Mkdir(path, mode) => vfs.mkdir(&root, path, *mode)?,
            Operation::Write(path, offset, length) => {
                let options =
                    OpenOptions { write: true, create: true, mode: 0o644, ..OpenOptions::default() };
                let node = vfs.open(&root, path, &options)?;
                node.write_at(&vec![*length; *length as usize], *offset)?;
            }
            Operation::Open(slot, path, options) => {
                let node = vfs.open(&root, path, options)?;
                self.open.insert(*slot, (node, options.write));
            }
            Operation::Close(slot) => drop(self.open.remove(slot)),
            Operation::WriteOpen(slot, offset, length) => {
                let bytes = vec![(*offset % 251) as u8; *length as usize];
                return Ok(self.writable(*slot, Errno::EBADF)?.write_at(&bytes, *offset)?.to_string());
            }
            Operation::ReadOpen(slot, offset, length) => {
                let mut bytes = vec![0; *length as usize];
                let size = self.slot(*slot)?.read_at(&mut bytes, *offset)?;
                return Ok(runs(&bytes[..size]));
            }
            Operation::StatOpen(slot) => return Ok(show(&self.slot(*slot)?.metadata()?)),
            Operation::TruncateOpen(slot, size) => {
                self.writable(*slot, Errno::EINVAL)?.set_attributes(&AttributeChange::size(*size))?;
            }
            Operation::LinkOpen(slot, path) => vfs.link_node(self.slot(*slot)?, &root, path)?,
            Operation::Unlink(path) => vfs.unlink(&root, path)?,
            Operation::Rmdir(path) => vfs.rmdir(&root, path)?,
            Operation::Rename(from, to) => vfs.rename(&root, from, &root, to)?,
            Operation::Link(from, to, follow) => {
                let last = if *follow { Last::Follow } else { Last::NoFollow };
                vfs.link(&root, from, last, &root, to)?;
            }
            Operation::Symlink(target, path) => vfs.symlink(target, &root, path)?,
            Operation::Mkfifo(path, mode) => vfs.mkfifo(&root, path, *mode)?,
            Operation::Chmod(path, mode) => {
                resolve(path, Last::Follow)?.set_attributes(&AttributeChange::mode(*mode))?;
            }
            Operation::Times(path, time) => {
                let times = AttributeChange {
                    atime_ns: Some(*time),
                    mtime_ns: Some(*time),
                    ..AttributeChange::default()
                };
                resolve(path, Last::NoFollow)?.set_attributes(&times)?;
            }
            Operation::Stat(path, follow) => {
                let last = if *follow { Last::Follow } else { Last::NoFollow };
                return Ok(show(&resolve(path, last)?.metadata()?));
            }
            Operation::ReadLink(path) => return Ok(text(&resolve(path, Last::NoFollow)?.read_link()?)),
            Operation::List(path) => {
                let options = OpenOptions { directory: true, ..OpenOptions::default() };
                let mut names: Vec<String> = list(&vfs.open(&root, path, &options)?);
                names.sort();
                return Ok(names.join(" "));
            }
        }
        Ok(String::new())
    }
}

/// A new folder, in memory if that keeps extended attributes.
fn folder() -> Arc<TempDir> {
    let keeps = |folder: &TempDir| {
        let file = std::fs::File::open(folder.path()).ok()?;
        rustix::fs::fsetxattr(file, "user.vivarium.test", b"", rustix::fs::XattrFlags::empty()).ok()
    };
    let memory = TempDir::new_in("/dev/shm").ok().filter(|folder| keeps(folder).is_some());
    Arc::new(memory.unwrap_or_else(|| TempDir::new().unwrap()))
}

fn dir(folder: &TempDir) -> Dir {
    Dir::open_ambient_dir(folder.path(), cap_std::ambient_authority()).unwrap()
}

/// The files both sides start with.
fn image() -> Arc<Image> {
    let mut writer = ImageWriter::new();
    let file = Attributes::new(0o644).modified(START_NS);
    let directory = Attributes::new(0o755).modified(START_NS);
    for (path, contents) in FILES {
        writer.file(path.as_bytes(), file, Source::Bytes(contents.as_bytes().to_vec())).unwrap();
    }
    for path in ["", "a", "a/b", "c", "c/a", "c/a/b"] {
        writer.directory(path.as_bytes(), directory).unwrap();
    }
    for (path, target) in LINKS {
        writer.symlink(path.as_bytes(), Attributes::new(0o777), target.as_bytes()).unwrap();
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes).unwrap();
    Image::from_bytes(bytes).unwrap()
}

impl World for Guest {
    fn apply(&mut self, operation: &Operation) -> Answer {
        self.answer(operation)
    }

    fn dump(&mut self) -> Vec<Shown> {
        let vfs = self.vfs.as_ref().unwrap();
        let mut shown = Vec::new();
        let mut directories = vec![(vfs.root(), String::new())];
        while let Some((directory, prefix)) = directories.pop() {
            for name in list(&directory) {
                let path = format!("{prefix}{name}");
                let node = vfs.resolve(&directory, name.as_bytes(), Last::NoFollow).unwrap();
                let metadata = node.metadata().unwrap();
                let mut what = show(&metadata);
                match metadata.file_type {
                    FileType::Regular => {
                        let mut contents = vec![0; metadata.size as usize];
                        assert_eq!(node.read_at(&mut contents, 0), Ok(contents.len()));
                        what += &runs(&contents);
                    }
                    FileType::Symlink => what += &text(&node.read_link().unwrap()),
                    FileType::Directory => directories.push((node, format!("{path}/"))),
                    FileType::CharDevice | FileType::Fifo => {}
                }
                shown.push(Shown { path, what });
            }
        }
        shown.sort_by(|a, b| a.path.cmp(&b.path));
        shown
    }
}

fn list(directory: &Node) -> Vec<String> {
    let entries = directory.read_directory(0, usize::MAX).unwrap();
    assert_eq!((&entries[0].name[..], &entries[1].name[..]), (&b"."[..], &b".."[..]));
    assert_eq!(entries[0].inode, directory.metadata().unwrap().inode);
    entries[2..].iter().map(|entry| text(&entry.name)).collect()
}

fn show(metadata: &Metadata) -> String {
    describe(metadata.file_type, metadata.mode, metadata.nlink, metadata.size, metadata.mtime_ns)
}
