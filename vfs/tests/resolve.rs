//! Path resolution: hostile paths, mounts, links that the kernel opens.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod tree;

use std::sync::Arc;

use tree::Tree;
use vivarium_vfs::{
    Access, DirectoryEntry, Errno, FileSystem, FileType, Found, InodeId, Last, LinkTarget, Metadata, Node,
    OpenOptions, Result, Statistics, Vfs,
};

fn error(vfs: &Vfs, path: &[u8]) -> Errno {
    vfs.resolve(&vfs.root(), path, Last::Follow).map(|_| ()).unwrap_err()
}

#[test]
fn hostile_paths_are_errors() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let root = vfs.root();
    assert_eq!(error(&vfs, &[b'a'; 100_000]), Errno::ENAMETOOLONG);
    assert_eq!(error(&vfs, &b"/".repeat(100_000)), Errno::ENAMETOOLONG);
    assert_eq!(error(&vfs, &b"../".repeat(33_000)), Errno::ENAMETOOLONG);
    assert_eq!(error(&vfs, b""), Errno::ENOENT);
    assert_eq!(error(&vfs, b"etc\0/motd"), Errno::EINVAL);
    assert_eq!(error(&vfs, b"/etc/motd/"), Errno::ENOTDIR);
    assert_eq!(error(&vfs, b"/etc/motd/.."), Errno::ENOTDIR);
    assert_eq!(error(&vfs, b"/none/../etc"), Errno::ENOENT);
    assert_eq!(vfs.symlink(&[b'x'; 5000], &root, b"/tmp/l"), Err(Errno::ENAMETOOLONG));
    assert_eq!(vfs.symlink(b"a\0b", &root, b"/tmp/l"), Err(Errno::EINVAL));
}

#[test]
fn nothing_is_above_the_root() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let root = vfs.root();
    for path in
        [&b"/"[..], b"..", b"/..", b"../../../..", b"/etc/../../..", b"//..//", b"/./../.", b"lib/../../.."]
    {
        assert!(root.same(&vfs.resolve(&root, path, Last::Follow).unwrap()));
    }
    vfs.symlink(b"../../../../../etc/motd", &root, b"/tmp/up").unwrap();
    vfs.symlink(b"/../..", &root, b"/tmp/top").unwrap();
    assert_eq!(tree::read(&vfs, b"/tmp/up"), b"hello\n");
    assert_eq!(tree::read(&vfs, b"/tmp/top/tmp/top/etc/motd"), b"hello\n");
    assert_eq!(tree::read(&vfs, &[&b"../".repeat(1300)[..], b"etc/motd"].concat()), b"hello\n");
}

#[test]
fn names_are_bytes() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let root = vfs.root();
    let names: [&[u8]; 5] = [b"\xff\xfe", b"caf\xc3\xa9", b"\xc3", b"new\nline", b" "];
    for name in names {
        tree::write(&vfs, &[b"/tmp/", name].concat(), name);
    }
    let tmp = vfs.resolve(&root, b"/tmp", Last::Follow).unwrap();
    let listed: Vec<_> = tmp.read_directory(2, 99).unwrap().into_iter().map(|entry| entry.name).collect();
    assert_eq!(listed.len(), names.len());
    for name in names {
        assert!(listed.iter().any(|listed| listed == name));
        assert_eq!(tree::read(&vfs, &[b"/tmp/", name].concat()), name);
    }
}

#[test]
fn loops_of_links_end() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let root = vfs.root();
    vfs.symlink(b"b", &root, b"/tmp/a").unwrap();
    vfs.symlink(b"a", &root, b"/tmp/b").unwrap();
    vfs.symlink(b"self/self", &root, b"/tmp/self").unwrap();
    for path in [&b"/tmp/a"[..], b"/tmp/a/x", b"/tmp/self", b"/tmp/self/x"] {
        assert_eq!(error(&vfs, path), Errno::ELOOP);
        let options = OpenOptions { create: true, mode: 0o600, ..OpenOptions::default() };
        assert_eq!(vfs.open(&root, path, &options).unwrap_err(), Errno::ELOOP);
    }
    // Text that grows at each step is bounded by the number of steps.
    let long = [&b"x/../".repeat(800)[..], b"grow"].concat();
    vfs.mkdir(&root, b"/tmp/x", 0o755).unwrap();
    vfs.symlink(&long, &root, b"/tmp/grow").unwrap();
    assert_eq!(error(&vfs, &[b"/tmp/", &long[..]].concat()), Errno::ELOOP);
}

#[test]
fn mounts_cover_and_are_left_by_dot_dot() {
    let (tree, other) = (Tree::new(), Tree::new());
    let mut vfs = tree.vfs();
    let root = vfs.root();
    vfs.create_directories(b"/mnt/deep/er", 0o755).unwrap();
    let before = vfs.resolve(&root, b"/mnt/deep", Last::Follow).unwrap();
    vfs.mount(b"/mnt/deep", other.overlay()).unwrap();
    assert_eq!(vfs.mount(b"/etc/motd", other.image.clone()), Err(Errno::ENOTDIR));
    assert_eq!(vfs.mount(b"/none", other.image.clone()), Err(Errno::ENOENT));
    // A second mount on the same directory covers the first.
    assert_eq!(error(&vfs, b"/mnt/deep/er"), Errno::ENOENT);
    tree::write(&vfs, b"/mnt/deep/tmp/file", b"inside");
    assert_eq!(error(&vfs, b"/tmp/file"), Errno::ENOENT);
    let inside = vfs.resolve(&root, b"/mnt/deep/tmp", Last::Follow).unwrap();
    assert_eq!(vfs.path_of(&inside).unwrap(), b"/mnt/deep/tmp");
    assert!(root.same(&vfs.resolve(&inside, b"../../..", Last::Follow).unwrap()));
    assert_eq!(vfs.path_of(&vfs.resolve(&inside, b"../..", Last::Follow).unwrap()).unwrap(), b"/mnt");
    assert_ne!(inside.device(), root.device());
    // What was held before still shows what is below.
    assert_eq!(vfs.resolve(&before, b"er", Last::Follow).unwrap().file_type().unwrap(), FileType::Directory);
    // An absolute link in the mount leads from the root of all.
    vfs.symlink(b"/etc/hosts", &root, b"/mnt/deep/link").unwrap();
    tree::write(&vfs, b"/etc/hosts", b"outer");
    assert_eq!(tree::read(&vfs, b"/mnt/deep/link"), b"outer");
    assert_eq!(vfs.rename(&root, b"/mnt/deep/tmp", &root, b"/x"), Err(Errno::EXDEV));
    assert_eq!(vfs.link(&root, b"/mnt/deep/tmp/file", Last::Follow, &root, b"/x"), Err(Errno::EXDEV));
    assert_eq!(vfs.rmdir(&root, b"/mnt/deep"), Err(Errno::EBUSY));
    assert_eq!(vfs.rename(&root, b"/mnt/deep", &root, b"/x"), Err(Errno::EBUSY));
    vfs.rename(&root, b"/mnt", &root, b"/moved").unwrap();
    assert_eq!(vfs.path_of(&inside).unwrap(), b"/moved/deep/tmp");
    let paths: Vec<_> = vfs.mounts().map(|(path, _)| path).collect();
    assert_eq!(paths, [&b"/"[..], b"/mnt/deep"], "as they were mounted");
    vfs.mount(b"/moved/deep", other.image.clone()).unwrap();
    assert_eq!(error(&vfs, b"/moved/deep/tmp/file"), Errno::ENOENT);
    assert!(root.same(&vfs.resolve(&root, b"/moved/deep/../..", Last::Follow).unwrap()));
}

#[test]
fn parents_and_paths() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let root = vfs.root();
    let etc = vfs.resolve(&root, b"/etc", Last::Follow).unwrap();
    let entry = vfs.resolve_parent(&etc, b"../lib/deep/new/").unwrap();
    assert_eq!((&entry.name[..], entry.trailing_slash), (&b"new"[..], true));
    assert_eq!(vfs.path_of(&entry.directory).unwrap(), b"/usr/lib/deep");
    for path in [&b"/"[..], b".", b"..", b"/etc/.", b"/etc/.."] {
        assert_eq!(vfs.resolve_parent(&root, path).unwrap_err(), Errno::EINVAL);
    }
    assert_eq!(vfs.path_of(&root).unwrap(), b"/");
    let motd = vfs.resolve(&etc, b"motd", Last::Follow).unwrap();
    assert_eq!(vfs.path_of(&motd), Err(Errno::ENOTDIR));
    assert_eq!(vfs.resolve(&motd, b".", Last::Follow).unwrap_err(), Errno::ENOTDIR);
    assert_eq!(vfs.resolve(&motd, b"x", Last::Follow).unwrap_err(), Errno::ENOTDIR);
    let lib = vfs.resolve(&root, b"/lib", Last::NoFollow).unwrap();
    assert_eq!(
        (lib.file_type().unwrap(), lib.read_link().unwrap()),
        (FileType::Symlink, b"usr/lib".to_vec())
    );
    assert_eq!(
        vfs.resolve(&root, b"/lib/", Last::NoFollow).unwrap().file_type().unwrap(),
        FileType::Directory
    );
    // A node of another tree is no place to start from.
    let stranger = Tree::new().vfs().root();
    assert_eq!(vfs.resolve(&stranger, b"etc", Last::Follow).unwrap_err(), Errno::EXDEV);
}

#[test]
fn a_path_deeper_than_any_buffer() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let mut here = vfs.resolve(&vfs.root(), b"/tmp", Last::Follow).unwrap();
    for _ in 0..1500 {
        vfs.mkdir(&here, b"deeper", 0o755).unwrap();
        here = vfs.resolve(&here, b"deeper", Last::Follow).unwrap();
    }
    let options = OpenOptions { write: true, create: true, mode: 0o600, ..OpenOptions::default() };
    let bottom = vfs.open(&here, b"bottom", &options).unwrap();
    assert_eq!(bottom.write_at(b"x", 0), Ok(1));
    assert_eq!(vfs.path_of(&here), Err(Errno::ENAMETOOLONG));
    vfs.rename(&vfs.root(), b"/tmp/deeper", &vfs.root(), b"/etc/deeper").unwrap();
    assert_eq!(vfs.rename(&vfs.root(), b"/etc/deeper", &here, b"x"), Err(Errno::EINVAL));
    let used = tree.quota.inodes_used();
    drop((bottom, here, vfs));
    // Counting what is there opens one directory at a time.
    let vfs = tree.vfs();
    assert_eq!(tree.quota.inodes_used(), used);
    assert_eq!(tree::names(&vfs, b"/etc"), ["deeper", "hosts", "motd"]);
}

/// A file system like /proc: one link the kernel opens itself, one that leads to an inode.
struct Magic {
    target: Node,
}

impl FileSystem for Magic {
    fn root(&self) -> InodeId {
        InodeId(1)
    }

    fn device(&self) -> u64 {
        7
    }

    fn access(&self) -> Access {
        Access::ReadOnly
    }

    fn lookup(&self, _: InodeId, name: &[u8]) -> Result<Found> {
        let inode = match name {
            b"itself" => InodeId(2),
            b"cwd" => InodeId(3),
            _ => return Err(Errno::ENOENT),
        };
        Ok(Found { inode, file_type: FileType::Symlink })
    }

    fn parent(&self, dir: InodeId) -> Result<(InodeId, Vec<u8>)> {
        Ok((dir, Vec::new()))
    }

    fn metadata(&self, inode: InodeId) -> Result<Metadata> {
        let file_type = if inode == self.root() { FileType::Directory } else { FileType::Symlink };
        Ok(Metadata { file_type, ..self.target.metadata()? })
    }

    fn read_link(&self, _: InodeId) -> Result<Vec<u8>> {
        Ok(b"pipe:[1]".to_vec())
    }

    fn follow_link(&self, inode: InodeId) -> Result<LinkTarget> {
        Ok(if inode == InodeId(2) { LinkTarget::Itself } else { LinkTarget::Node(self.target.clone()) })
    }

    fn read_directory(&self, _: InodeId, _: u64, _: usize) -> Result<Vec<DirectoryEntry>> {
        Ok(Vec::new())
    }

    fn read_at(&self, _: InodeId, _: &mut [u8], _: u64) -> Result<usize> {
        Err(Errno::EINVAL)
    }

    fn statistics(&self) -> Result<Statistics> {
        Ok(Statistics::default())
    }
}

#[test]
fn links_of_the_kernel() {
    let tree = Tree::new();
    let mut vfs = tree.vfs();
    let root = vfs.root();
    vfs.create_directories(b"/proc", 0o555).unwrap();
    let target = vfs.resolve(&root, b"/usr/lib", Last::Follow).unwrap();
    vfs.mount(b"/proc", Arc::new(Magic { target: target.clone() })).unwrap();
    vfs.symlink(b"/proc/itself", &root, b"/dev/stdin").unwrap();
    let open = |path: &[u8], options: &OpenOptions| vfs.open(&root, path, options);
    let plain = OpenOptions::default();
    for path in [&b"/proc/itself"[..], b"/dev/stdin"] {
        let node = open(path, &plain).unwrap();
        assert_eq!((node.file_type().unwrap(), node.device()), (FileType::Symlink, 7));
        assert_eq!(open(path, &OpenOptions { write: true, ..plain }).unwrap().device(), 7);
        assert_eq!(vfs.resolve(&root, path, Last::Follow).unwrap().device(), 7);
        assert_eq!(open(&[path, b"/"].concat(), &plain).unwrap_err(), Errno::ENOTDIR);
        assert_eq!(error(&vfs, &[path, b"/x"].concat()), Errno::ENOTDIR);
        assert_eq!(open(path, &OpenOptions { no_follow: true, ..plain }).unwrap_err(), Errno::ELOOP);
    }
    assert!(target.same(&open(b"/proc/cwd", &plain).unwrap()));
    assert!(target.same(&vfs.resolve(&root, b"/proc/cwd/", Last::Follow).unwrap()));
    assert_eq!(tree::read(&vfs, b"/proc/cwd/other"), b"other");
    assert_eq!(
        vfs.path_of(&vfs.resolve(&root, b"/proc/cwd/deep/..", Last::Follow).unwrap()).unwrap(),
        b"/usr/lib"
    );
}
