//! An overlay whose upper directory is made at the first change.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod tree;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use cap_std::ambient_authority;
use cap_std::fs::Dir;
use tree::Tree;
use vivarium_vfs::{Errno, FileSystem, Last, Overlay, Usage, Vfs};

/// The host's ENOSPC.
const NO_SPACE: i32 = 28;

/// An overlay over the tree's image that counts in `made` how often it asks for its directory; the first
/// `failures` times it gets none.
fn planned(tree: &Tree, made: &Arc<AtomicU32>, failures: u32) -> Arc<Overlay> {
    let (made, path) = (Arc::clone(made), tree.upper_path());
    let make = move || {
        if made.fetch_add(1, Ordering::Relaxed) < failures {
            return Err(io::Error::from_raw_os_error(NO_SPACE));
        }
        Dir::open_ambient_dir(&path, ambient_authority())
    };
    Overlay::planned(vec![tree.image.clone() as Arc<dyn FileSystem>], make, tree.quota.clone()).unwrap()
}

#[test]
fn nothing_is_made_for_readers() {
    let (tree, made) = (Tree::new(), Arc::default());
    let overlay = planned(&tree, &made, 0);
    let vfs = Vfs::new(overlay.clone());
    assert_eq!(tree::read(&vfs, b"/etc/motd"), b"hello\n");
    assert_eq!(tree::names(&vfs, b"/"), ["dev", "etc", "lib", "tmp", "usr"]);
    assert_eq!(vfs.resolve(&vfs.root(), b"/none", Last::Follow).unwrap_err(), Errno::ENOENT);
    assert_eq!(vfs.root().metadata().unwrap().mode, 0o755);
    assert_eq!(overlay.usage(), Usage::default());
    overlay.sync_all().unwrap();
    drop((vfs, overlay));
    assert_eq!(made.load(Ordering::Relaxed), 0);
}

#[test]
fn the_first_change_makes_it_once_and_the_guest_sees_no_difference() {
    let (tree, made) = (Tree::new(), Arc::default());
    let vfs = Vfs::new(planned(&tree, &made, 0));
    let root = vfs.root();
    let before = root.metadata().unwrap();
    tree::write(&vfs, b"/tmp/new", b"x");
    vfs.unlink(&root, b"/etc/hosts").unwrap();
    assert_eq!(made.load(Ordering::Relaxed), 1);
    let after = root.metadata().unwrap();
    assert_eq!((after.inode, after.mode, after.mtime_ns), (before.inode, before.mode, before.mtime_ns));
    drop((root, vfs));
    // What it leaves is a layer like any other.
    let vfs = tree.vfs();
    assert_eq!(tree::read(&vfs, b"/tmp/new"), b"x");
    assert_eq!(tree::names(&vfs, b"/etc"), ["motd"]);
    let root = vfs.root().metadata().unwrap();
    assert_eq!((root.mode, root.mtime_ns), (before.mode, before.mtime_ns));
}

#[test]
fn a_change_fails_while_it_cannot_be_made() {
    let (tree, made) = (Tree::new(), Arc::default());
    let overlay = planned(&tree, &made, 2);
    let vfs = Vfs::new(overlay.clone());
    let root = vfs.root();
    for _ in 0..2 {
        assert_eq!(vfs.unlink(&root, b"/etc/hosts"), Err(Errno::ENOSPC));
    }
    assert_eq!((tree::names(&vfs, b"/etc").len(), overlay.usage()), (2, Usage::default()));
    vfs.unlink(&root, b"/etc/hosts").unwrap();
    assert_eq!(tree::names(&vfs, b"/etc"), ["motd"]);
}
