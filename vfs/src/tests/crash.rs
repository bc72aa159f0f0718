//! The host process ends, or one call fails, at each call that changes a file of the host. Opened again, the tree
//! shows all that was acknowledged, and of what was not, all or nothing.

use super::Umask;
use super::world::Operation::{self, *};
use super::world::{Guest, Linux, Path, Shown, World};
use crate::host::calls::{Fault, fail};
use crate::{Errno, FileType, Last, OpenOptions, Usage};

fn p(text: &str) -> Path {
    text.into()
}

fn opened(slot: usize, path: &str, create: bool) -> Operation {
    let options = OpenOptions { write: true, create, mode: 0o640, ..OpenOptions::default() };
    Open(slot, p(path), options)
}

/// What is in the frozen layer over the image.
fn frozen() -> Vec<Operation> {
    vec![
        Write(p("frozen"), 0, 40),
        Mkdir(p("f"), 0o755),
        Mkdir(p("f/g"), 0o1777),
        Write(p("f/g/h"), 0, 10),
        Write(p("f/i"), 5000, 10),
        Symlink(p("f/g"), p("f/link")),
        Mkfifo(p("f/pipe"), 0o600),
        Unlink(p("a/d")),
    ]
}

/// What is in the upper layer before the cuts begin.
fn upper() -> Vec<Operation> {
    vec![
        Mkdir(p("u"), 0o700),
        Write(p("u/one"), 0, 9),
        Write(p("u/two"), 0, 200),
        Mkdir(p("u/empty"), 0o755),
        Chmod(p("f/g/h"), 0o400),
    ]
}

/// Each kind of change, over each kind of layer, one system call at a time.
fn script() -> Vec<Operation> {
    operations().into_iter().flat_map(Operation::calls).collect()
}

fn operations() -> Vec<Operation> {
    vec![
        // Made: with attributes that the host can show, and that it cannot.
        Mkdir(p("n"), 0o755),
        Mkdir(p("n/sticky"), 0o1777),
        Mkdir(p("n/closed"), 0o500),
        Write(p("n/file"), 0, 7),
        opened(0, "n/group", true),
        WriteOpen(0, 100, 500),
        Mkfifo(p("n/pipe"), 0o644),
        Symlink(p("anywhere"), p("n/link")),
        Chmod(p("n"), 0o2775),
        Mkdir(p("n/inherits"), 0o755),
        // Copied up.
        Write(p("b"), 3, 4),
        Write(p("a/b/c"), 5000, 4),
        Chmod(p("f/i"), 0o6755),
        Chmod(p("f/i"), 0o600),
        Times(p("f/link"), 77),
        Chmod(p("f/pipe"), 0o644),
        opened(1, "frozen", false),
        TruncateOpen(1, 3),
        WriteOpen(1, 8192, 10),
        TruncateOpen(1, 9000),
        // Removed, and put back.
        Unlink(p("u/one")),
        Unlink(p("frozen")),
        StatOpen(1),
        WriteOpen(1, 0, 100),
        Close(1),
        Write(p("frozen"), 0, 1),
        Unlink(p("f/link")),
        Mkdir(p("f/link"), 0o755),
        Rmdir(p("f/link")),
        Unlink(p("f/g/h")),
        Rmdir(p("f/g")),
        Mkdir(p("f/g"), 0o711),
        Write(p("f/g/new"), 0, 3),
        Write(p("a/d"), 0, 5),
        Rmdir(p("u/empty")),
        // Linked.
        Link(p("u/two"), p("u/twin"), false),
        Link(p("c/a/b/d"), p("linked"), false),
        Unlink(p("u/two")),
        Write(p("u/twin"), 10, 3),
        // Renamed: over nothing, over a file, over one that is open, over a directory, from each layer.
        Rename(p("u/twin"), p("u/moved")),
        Rename(p("u/moved"), p("b")),
        opened(2, "a/d", false),
        Rename(p("b"), p("a/d")),
        StatOpen(2),
        Rename(p("f/pipe"), p("n/pipe")),
        Rename(p("n/link"), p("f/link")),
        Rename(p("f"), p("n/f")),
        Mkdir(p("f"), 0o755),
        Rename(p("c"), p("f")),
        Mkdir(p("c"), 0o700),
        Rename(p("n/sticky"), p("c")),
        Rename(p("c"), p("c2")),
        Rename(p("n/f/g"), p("c")),
        Rename(p("d"), p("c/d")),
        Rename(p("a/b"), p("e")),
        Rename(p("e/c"), p("f/a/c")),
        // And gone.
        Unlink(p("linked")),
        Unlink(p("e")),
        Rmdir(p("e")),
        Close(2),
        Unlink(p("n/group")),
        Close(0),
    ]
}

/// Sets the tree up, without faults.
fn prepared() -> Guest {
    let mut guest = Guest::new();
    frozen().iter().for_each(|operation| drop(guest.apply(operation).unwrap()));
    guest.freeze();
    upper().iter().for_each(|operation| drop(guest.apply(operation).unwrap()));
    guest
}

/// What the tree is after each step of the script.
struct Expected {
    trees: Vec<Vec<Shown>>,
    usages: Vec<Usage>,
}

/// A directory's time of change is not compared: it lies on the host's directory, which copying a file up changes.
fn tree(world: &mut impl World) -> Vec<Shown> {
    let mut list = world.dump();
    for shown in &mut list {
        if shown.what.starts_with("directory")
            && let Some((rest, _time)) = shown.what.rsplit_once(' ')
        {
            shown.what = rest.to_owned();
        }
    }
    list
}

/// Runs the script without faults, beside Linux.
fn expected() -> Expected {
    let (mut linux, mut guest) = (Linux::new(), prepared());
    for operation in frozen().iter().chain(&upper()) {
        linux.apply(operation).unwrap();
    }
    let mut expected = Expected { trees: Vec::new(), usages: Vec::new() };
    for (step, operation) in std::iter::once(Stat(p("a"), true)).chain(script()).enumerate() {
        assert_eq!(guest.apply(&operation), linux.apply(&operation), "step {step}: {operation:?}");
        expected.trees.push(tree(&mut guest));
        expected.usages.push(Usage::count(&guest.upper()).unwrap());
        assert_eq!(expected.trees[step], tree(&mut linux), "step {step} (left: overlay, right: Linux)");
    }
    expected
}

/// Runs the script until a step fails; answers how many did not. The fault stays set.
fn run(guest: &mut Guest, fault: Fault) -> usize {
    fail(fault);
    let script = script();
    let fails = |operation: &Operation| guest.apply(operation) == Err(Errno::EIO);
    script.iter().position(fails).unwrap_or(script.len())
}

/// Compares a tree that was opened again with what it must be after `done` steps, or one more.
fn check(guest: &mut Guest, expected: &Expected, done: usize, context: &str) {
    let tree = tree(guest);
    let next = (done + 1).min(expected.trees.len() - 1);
    if tree != expected.trees[done] && tree != expected.trees[next] {
        let before = &expected.trees[done];
        let changed = |a: &[Shown], b: &[Shown]| {
            a.iter().filter(|shown| !b.contains(shown)).cloned().collect::<Vec<_>>()
        };
        panic!(
            "{context}: after {done} steps, cut in {:?}: too much {:?}, missing {:?}",
            script().get(done),
            changed(&tree, before),
            changed(before, &tree)
        );
    }
    let usage = guest.overlay().usage();
    assert_eq!(usage, Usage::count(&guest.upper()).unwrap(), "{context}, step {done}");
    // What is replaced and what replaces it may both be there.
    let (before, after) = (expected.usages[done], expected.usages[next]);
    let bytes = before.bytes.min(after.bytes)..=before.bytes.max(after.bytes) + 4096;
    let inodes = before.inodes.min(after.inodes)..=before.inodes.max(after.inodes) + 1;
    assert!(
        bytes.contains(&usage.bytes) && inodes.contains(&usage.inodes),
        "{context}: {usage:?} is not between {before:?} and {after:?}, cut in {:?}",
        script().get(done)
    );
}

/// How many files without a name the upper directory holds.
fn orphans(guest: &Guest) -> usize {
    guest.upper().read_dir(".wh..wh.orph").unwrap().count()
}

/// Everything can still be removed, and then nothing is charged.
fn remove_everything(guest: &mut Guest) {
    for shown in guest.dump().iter().rev() {
        let (vfs, path) = (guest.vfs(), shown.path.as_bytes());
        let node = vfs.resolve(&vfs.root(), path, Last::NoFollow).unwrap();
        match node.file_type().unwrap() {
            FileType::Directory => vfs.rmdir(&vfs.root(), path).unwrap(),
            _ => vfs.unlink(&vfs.root(), path).unwrap(),
        }
    }
    assert_eq!(guest.overlay().usage(), Usage::default());
}

/// How many changes of the host's files the script makes.
fn changes() -> u64 {
    let mut guest = prepared();
    fail(Fault::None);
    script().iter().for_each(|operation| drop(guest.apply(operation)));
    fail(Fault::None)
}

#[test]
fn nothing_acknowledged_is_lost() {
    let host = Umask::new();
    let expected = expected();
    let (mut cuts, mut faults) = (0, 0);
    for umask in [0, 0o077] {
        host.set(umask);
        for at in 0..changes() {
            let context = format!("umask {umask:o}, stopped at change {at}");
            let mut guest = prepared();
            let done = run(&mut guest, Fault::Stop(at));
            cuts += 1;
            guest.drop_all();
            fail(Fault::None);
            // Nor does a host that ends again while it opens the tree lose anything.
            for again in 0.. {
                fail(Fault::Stop(again));
                let opened = guest.try_open(None);
                fail(Fault::None);
                if opened.is_ok() {
                    break;
                }
                cuts += 1;
            }
            check(&mut guest, &expected, done, &context);
            assert_eq!(orphans(&guest), 0, "{context}");
            guest.close_and_open();
            check(&mut guest, &expected, done, &context);
            remove_everything(&mut guest);
        }
        for at in 0..changes() {
            let context = format!("umask {umask:o}, change {at} failed");
            let mut guest = prepared();
            let done = run(&mut guest, Fault::Once(at));
            fail(Fault::None);
            faults += 1;
            guest.close_slots();
            check(&mut guest, &expected, done, &context);
            guest.close_and_open();
            check(&mut guest, &expected, done, &context);
            assert_eq!(orphans(&guest), 0, "{context}");
            remove_everything(&mut guest);
        }
    }
    println!("{} operations; {cuts} cuts, {faults} failed calls; nothing lost", script().len());
}
