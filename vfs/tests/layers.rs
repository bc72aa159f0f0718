//! Several layers: what a former upper directory covers in the image stays covered.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod tree;

use std::sync::Arc;

use tempfile::TempDir;
use tree::Tree;
use vivarium_vfs::{Errno, FileSystem, FrozenLayer, Last, Overlay, Vfs};

fn above(tree: &Tree, upper: &TempDir) -> Vfs {
    let frozen: Arc<dyn FileSystem> = FrozenLayer::open(&tree.upper()).unwrap();
    let lowers: Vec<Arc<dyn FileSystem>> = vec![frozen, tree.image.clone()];
    let dir = cap_std::fs::Dir::open_ambient_dir(upper.path(), cap_std::ambient_authority()).unwrap();
    Vfs::new(Overlay::new(lowers, &dir, tree.quota.clone()).unwrap())
}

#[test]
fn a_frozen_layer_shows_and_covers() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let root = vfs.root();
    vfs.unlink(&root, b"/etc/hosts").unwrap();
    tree::write(&vfs, b"/etc/motd", b"frozen");
    vfs.rename(&root, b"/usr", &root, b"/moved").unwrap();
    vfs.mkdir(&root, b"/usr", 0o755).unwrap();
    tree::write(&vfs, b"/usr/own", b"own");
    drop((root, vfs));

    let upper = TempDir::new().unwrap();
    let vfs = above(&tree, &upper);
    let root = vfs.root();
    assert_eq!(tree::names(&vfs, b"/etc"), ["motd"]);
    assert_eq!(tree::names(&vfs, b"/usr"), ["own"]);
    assert_eq!(tree::names(&vfs, b"/"), ["dev", "etc", "lib", "moved", "tmp", "usr"]);
    assert_eq!(tree::read(&vfs, b"/etc/motd"), b"frozen");
    assert_eq!(vfs.resolve(&root, b"/etc/hosts", Last::Follow).unwrap_err(), Errno::ENOENT);

    // A change above leaves the frozen layer as it is.
    tree::write(&vfs, b"/etc/motd", b"third");
    tree::write(&vfs, b"/etc/hosts", b"back");
    vfs.unlink(&root, b"/usr/own").unwrap();
    vfs.rmdir(&root, b"/usr").unwrap();
    vfs.rename(&root, b"/moved/lib", &root, b"/usr").unwrap();
    drop((root, vfs));
    let vfs = above(&tree, &upper);
    assert_eq!(tree::names(&vfs, b"/etc"), ["hosts", "motd"]);
    assert_eq!(tree::names(&vfs, b"/usr"), ["deep", "other"]);
    assert_eq!(tree::names(&vfs, b"/moved"), [""; 0]);
    assert_eq!(tree::read(&vfs, b"/etc/motd"), b"third");
    assert_eq!(std::fs::read(tree.upper_path().join("etc/motd")).unwrap(), b"frozen");
}

#[test]
fn numbers_of_files_differ_between_layers() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let upper = TempDir::new().unwrap();
    tree::write(&vfs, b"/tmp/a", b"a");
    drop(vfs);
    let vfs = above(&tree, &upper);
    tree::write(&vfs, b"/tmp/b", b"b");
    let mut numbers = Vec::new();
    for path in [&b"/"[..], b"/etc", b"/etc/motd", b"/etc/hosts", b"/tmp", b"/tmp/a", b"/tmp/b", b"/usr"] {
        numbers.push(vfs.resolve(&vfs.root(), path, Last::Follow).unwrap().metadata().unwrap().inode);
    }
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 8);
}

#[test]
fn readers_and_stat_agree_on_numbers_before_and_after_copy_up() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let root = vfs.root();
    let check = || {
        for entry in vfs.resolve(&root, b"/etc", Last::Follow).unwrap().read_directory(2, 99).unwrap() {
            let path = [b"/etc/", &entry.name[..]].concat();
            let metadata = vfs.resolve(&root, &path, Last::NoFollow).unwrap().metadata().unwrap();
            assert_eq!((metadata.inode, metadata.file_type), (entry.inode, entry.file_type));
        }
    };
    check();
    let before = vfs.resolve(&root, b"/etc/motd", Last::Follow).unwrap().metadata().unwrap();
    tree::write(&vfs, b"/etc/motd", b"longer than it was");
    let after = vfs.resolve(&root, b"/etc/motd", Last::Follow).unwrap().metadata().unwrap();
    assert_eq!((before.inode, before.device), (after.inode, after.device));
    check();
    // Two names of one file in the image part when one is changed.
    let number = |path: &[u8]| vfs.resolve(&root, path, Last::Follow).unwrap().metadata().unwrap().inode;
    assert_eq!(number(b"/usr/lib/other"), number(b"/usr/lib/deep/linked"));
    tree::write(&vfs, b"/usr/lib/other", b"new");
    assert_ne!(number(b"/usr/lib/other"), number(b"/usr/lib/deep/linked"));
    assert_eq!(tree::read(&vfs, b"/usr/lib/deep/linked"), b"other");
}
