//! The host is asked once: what was answered is remembered, and so is that there was nothing.

use super::Umask;
use super::world::Operation::{self, *};
use super::world::{Guest, Path, World};
use crate::host::calls::count;
use crate::{
    AttributeChange, Durability, FileSystem, FrozenLayer, NewNode, OpenOptions, Overlay, OverlayOptions,
    Quota,
};

fn p(text: &str) -> Path {
    text.into()
}

fn opened(slot: usize, path: &str) -> Operation {
    let options = OpenOptions { write: true, create: true, mode: 0o644, ..OpenOptions::default() };
    Open(slot, p(path), options)
}

/// Files in the image, in a frozen layer, in the upper layer, and in several.
fn layered() -> Guest {
    let mut guest = Guest::new();
    let below = [
        Mkdir(p("f"), 0o755),
        Write(p("f/file"), 0, 5),
        Mkdir(p("f/closed"), 0o500),
        Symlink(p("file"), p("f/link")),
        Unlink(p("a/d")),
        Chmod(p("b"), 0o4711),
    ];
    let above = [Mkdir(p("f/new"), 0o755), Write(p("f/new/x"), 0, 9), Write(p("c/y"), 0, 1), Unlink(p("d"))];
    below.iter().for_each(|operation| drop(guest.apply(operation).unwrap()));
    guest.freeze();
    above.iter().for_each(|operation| drop(guest.apply(operation).unwrap()));
    guest.reopen();
    guest
}

#[test]
fn nothing_is_asked_twice() {
    let _umask = Umask::new();
    let mut guest = layered();
    let paths = [
        "a",
        "a/b",
        "a/b/c",
        "a/d",
        "a/none",
        "b",
        "b/x",
        "c",
        "c/y",
        "c/l",
        "c/a/b/d",
        "d",
        "f",
        "f/file",
        "f/closed",
        "f/closed/none",
        "f/link",
        "f/new",
        "f/new/x",
        "f/new/none",
        "none",
        "none/none",
        ".",
    ];
    let mut look = || {
        for path in paths {
            for operation in [Stat(p(path), true), Stat(p(path), false), ReadLink(p(path)), List(p(path))] {
                drop(guest.apply(&operation));
            }
        }
    };
    assert!(count(&mut look).0 > 0);
    assert_eq!(count(&mut look).0, 0);
}

/// What each operation costs in calls to the host, in a directory that is known.
#[test]
fn an_operation_makes_few_calls() {
    let _umask = Umask::new();
    let mut guest = layered();
    guest.apply(&Write(p("f/new/z"), 0, 1)).unwrap();
    let table = [
        // openat, fstat; the descriptor is kept.
        (opened(0, "f/new/0"), 2),
        (Stat(p("f/new/0"), true), 0),
        (WriteOpen(0, 0, 500), 1),
        (WriteOpen(0, 500, 500), 1),
        // The host's time of the write.
        (StatOpen(0), 1),
        (StatOpen(0), 0),
        (ReadOpen(0, 0, 100), 1),
        (TruncateOpen(0, 10), 1),
        (Close(0), 0),
        (opened(0, "f/new/0"), 0),
        (Rename(p("f/new/0"), p("f/new/1")), 1),
        (Link(p("f/new/1"), p("f/new/2"), false), 1),
        (Unlink(p("f/new/2")), 1),
        // Kept, for it is open: renamed away, then removed.
        (Unlink(p("f/new/1")), 1),
        (Close(0), 1),
        // mkdirat, openat, fstat.
        (Mkdir(p("f/new/d"), 0o755), 3),
        (Rmdir(p("f/new/d")), 1),
        // symlinkat, lstat.
        (Symlink(p("x"), p("f/new/l")), 2),
        (Chmod(p("f/new/z"), 0o600), 2),
        (Times(p("f/new/z"), 5), 1),
    ];
    for (operation, calls) in table {
        let (made, answer) = count(|| guest.apply(&operation));
        assert!(answer.is_ok(), "{operation:?}");
        assert_eq!(made, calls, "{operation:?}");
    }
}

#[test]
fn opening_and_freezing_do_not_depend_on_what_is_there() {
    let _umask = Umask::new();
    let calls = |files: u32| {
        let mut guest = Guest::new();
        for file in 0..files {
            guest.apply(&Write(p(&format!("{file}")), 0, 1)).unwrap();
        }
        let dir = guest.upper();
        let (freeze, usage) = count(|| guest.overlay().freeze().unwrap());
        guest.drop_all();
        let (open_frozen, _layer) = count(|| FrozenLayer::open(&dir).unwrap());
        let options = OverlayOptions { usage: Some(usage), ..OverlayOptions::default() };
        let quota = Quota::new(1 << 40, 1 << 20);
        let (open, _overlay) = count(|| Overlay::with(Vec::new(), &dir, quota, options).unwrap());
        (freeze, open_frozen, open)
    };
    let few = calls(3);
    assert_eq!(few, calls(500));
    println!("calls to freeze, to open as a layer, to open as the upper: {few:?}");
}

#[test]
fn a_deep_file_is_reached_once() {
    let _umask = Umask::new();
    let mut guest = Guest::new();
    let mut path = String::from("t");
    for _ in 0..50 {
        guest.apply(&Mkdir(p(&path), 0o755)).unwrap();
        path += "/t";
    }
    guest.apply(&Write(p(&path), 0, 100)).unwrap();
    guest.reopen();
    guest.apply(&opened(0, &path)).unwrap();
    guest.apply(&ReadOpen(0, 0, 10)).unwrap();
    assert_eq!(count(|| guest.apply(&ReadOpen(0, 0, 10)).unwrap()).0, 1);
    guest.apply(&Close(0)).unwrap();
    assert_eq!(count(|| guest.apply(&opened(0, &path)).unwrap()).0, 0);
    assert_eq!(count(|| guest.apply(&ReadOpen(0, 0, 10)).unwrap()).0, 1);
}

#[test]
fn durability_costs_a_sync_where_old_contents_could_be_lost() {
    let _umask = Umask::new();
    let mut guest = Guest::new();
    guest.apply(&Write(p("file"), 0, 9)).unwrap();
    assert_eq!(count(|| guest.overlay().sync_all().unwrap()).0, 1);
    assert_eq!(count(|| guest.overlay().sync_all().unwrap()).0, 0);
    guest.overlay().freeze().unwrap();
    let layer = FrozenLayer::open(&guest.upper()).unwrap();
    let change = |durability| {
        let folder = tempfile::TempDir::new().unwrap();
        let dir = cap_std::fs::Dir::open_ambient_dir(folder.path(), cap_std::ambient_authority()).unwrap();
        let options = OverlayOptions { durability, ..OverlayOptions::default() };
        let overlay = Overlay::with(vec![layer.clone()], &dir, Quota::new(1 << 20, 9), options).unwrap();
        let file = overlay.lookup(overlay.root(), b"file").unwrap().inode;
        // So that the layer's file is open both times.
        overlay.read_at(file, &mut [0], 0).unwrap();
        overlay.create(overlay.root(), b"new", NewNode::File { mode: 0o600 }).unwrap();
        let (copy_up, _) = count(|| overlay.set_attributes(file, &AttributeChange::mode(0o600)).unwrap());
        let (rename, _) = count(|| overlay.rename(overlay.root(), b"new", overlay.root(), b"file").unwrap());
        (copy_up, rename)
    };
    // What is renamed over a file, or copied up over a lower one, reaches the disk before the name does.
    let (plain, durable) = (change(Durability::Process), change(Durability::Power));
    assert_eq!(durable, (plain.0 + 1, plain.1 + 1));
}
