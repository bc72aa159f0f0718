//! Several layers: what a former upper directory covers in the image stays covered.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod tree;

use std::sync::Arc;

use tempfile::TempDir;
use tree::Tree;
use vivarium_vfs::{Errno, FileSystem, FrozenLayer, Last, Overlay, Vfs};

fn above(tree: &Tree, upper: &TempDir) -> Vfs {
    Vfs::new(overlay_above(tree, upper))
}

fn overlay_above(tree: &Tree, upper: &TempDir) -> Arc<Overlay> {
    let frozen: Arc<dyn FileSystem> = FrozenLayer::open(&tree.upper()).unwrap();
    let lowers: Vec<Arc<dyn FileSystem>> = vec![frozen, tree.image.clone()];
    let dir = cap_std::fs::Dir::open_ambient_dir(upper.path(), cap_std::ambient_authority()).unwrap();
    Overlay::new(lowers, &dir, tree.quota.clone()).unwrap()
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

#[test]
fn what_no_layer_has_changed_is_pristine() {
    /// A change, and whether it leaves each of `PATHS` pristine.
    type Case = (&'static str, fn(&Vfs), [bool; 4]);
    const PATHS: [&[u8]; 4] = [b"/usr/lib/deep", b"/usr/lib", b"/etc/motd", b"/etc/zone/local"];
    let cases: [Case; 12] = [
        ("nothing", |_| {}, [true; 4]),
        ("beside", |vfs| tree::write(vfs, b"/usr/own", b""), [true; 4]),
        ("in", |vfs| tree::write(vfs, b"/usr/lib/own", b""), [true, false, true, true]),
        ("deep in", |vfs| tree::write(vfs, b"/usr/lib/deep/file", b""), [false, false, true, true]),
        ("removed in", |vfs| vfs.unlink(&vfs.root(), b"/usr/lib/other").unwrap(), [true, false, true, true]),
        ("written", |vfs| tree::write(vfs, b"/etc/motd", b""), [true, true, false, true]),
        ("removed", |vfs| vfs.unlink(&vfs.root(), b"/etc/motd").unwrap(), [true, true, false, true]),
        (
            "written and removed",
            |vfs| {
                tree::write(vfs, b"/etc/zone", b"");
                vfs.unlink(&vfs.root(), b"/etc/zone").unwrap();
            },
            [true; 4],
        ),
        (
            "added on the way",
            |vfs| vfs.mkdir(&vfs.root(), b"/etc/zone", 0o755).unwrap(),
            [true, true, true, false],
        ),
        ("another file", |vfs| tree::write(vfs, b"/etc/zone", b""), [true, true, true, false]),
        (
            "moved away and back",
            |vfs| {
                vfs.rename(&vfs.root(), b"/usr", &vfs.root(), b"/moved").unwrap();
                vfs.rename(&vfs.root(), b"/moved", &vfs.root(), b"/usr").unwrap();
            },
            [false, false, true, true],
        ),
        (
            "another moved there",
            |vfs| {
                vfs.rename(&vfs.root(), b"/etc", &vfs.root(), b"/moved").unwrap();
                vfs.rename(&vfs.root(), b"/usr/lib", &vfs.root(), b"/etc").unwrap();
            },
            [false, false, false, false],
        ),
    ];
    for (change, apply, expected) in cases {
        let tree = Tree::new();
        let answers = |overlay: &Overlay| PATHS.map(|path| overlay.is_pristine(path).unwrap());
        let overlay = tree.overlay();
        let vfs = Vfs::new(overlay.clone());
        assert_eq!(answers(&overlay), [true; 4], "{change}");
        apply(&vfs);
        assert_eq!(answers(&overlay), expected, "{change}");
        overlay.freeze().unwrap();
        drop((vfs, overlay));
        // The same once the layer is frozen below another.
        let upper = TempDir::new().unwrap();
        assert_eq!(answers(&overlay_above(&tree, &upper)), expected, "{change}, frozen");
    }
}
