//! Edge cases by name: each sequence gives the same answers on the overlay and on Linux.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod world;

use Operation::*;
use vivarium_vfs::OpenOptions;
use world::{Guest, Linux, Operation, Path, World};

fn check(name: &str, operations: &[Operation]) {
    rustix::process::umask(rustix::fs::Mode::empty());
    let (mut linux, mut guest) = (Linux::new(), Guest::new());
    for (index, operation) in operations.iter().enumerate() {
        let (expected, actual) = (linux.apply(operation), guest.apply(operation));
        assert_eq!(actual, expected, "{name}, step {index}: {operation:?} (left: overlay, right: Linux)");
    }
    assert_eq!(guest.dump(), linux.dump(), "{name} (left: overlay, right: Linux)");
    guest.reopen();
    assert_eq!(guest.dump(), linux.dump(), "{name}, opened again (left: overlay, right: Linux)");
}

fn p(text: &str) -> Path {
    text.into()
}

fn flags(letters: &str) -> OpenOptions {
    OpenOptions {
        write: letters.contains('w'),
        create: letters.contains('c'),
        exclusive: letters.contains('x'),
        truncate: letters.contains('t'),
        directory: letters.contains('d'),
        no_follow: letters.contains('n'),
        mode: 0o640,
    }
}

fn opened(path: &str, letters: &str) -> Operation {
    Open(0, p(path), flags(letters))
}

/// Every kind of file under every set of flags, with and without a slash after it.
#[test]
fn open() {
    let mut operations = vec![
        Symlink(p("self"), p("self")),
        Symlink(p("gone"), p("dangling")),
        Symlink(p("a/b/"), p("slashed")),
        Symlink(p("c/new"), p("creates")),
    ];
    for path in
        ["b", "a", "d", "gone", "dangling", "self", "slashed", "b/x", "gone/x", "a/.", "a/..", ".", "creates"]
    {
        for letters in
            ["", "w", "c", "wc", "wcx", "cx", "t", "wt", "d", "dw", "n", "nw", "nc", "ncx", "nd", "wcn"]
        {
            for slash in ["", "/", "//"] {
                operations.push(opened(&format!("{path}{slash}"), letters));
                operations.push(StatOpen(0));
                operations.push(Close(0));
            }
        }
        // What the flags have made does not stay for the next name.
        operations.extend([Unlink(p("gone")), Unlink(p("c/new")), Write(p("b"), 0, 9)]);
    }
    check("open", &operations);
}

/// Each kind of file renamed over each other one.
#[test]
fn rename() {
    let setup = [
        Mkdir(p("empty"), 0o755),
        Mkdir(p("full"), 0o700),
        Write(p("full/f"), 0, 3),
        Write(p("file"), 0, 5),
        Link(p("file"), p("twin"), false),
        Symlink(p("full"), p("to_full")),
        Symlink(p("nowhere"), p("to_nowhere")),
        Mkfifo(p("fifo"), 0o600),
    ];
    let names = [
        "a",
        "b",
        "c",
        "d",
        "empty",
        "full",
        "file",
        "twin",
        "to_full",
        "to_nowhere",
        "fifo",
        "none",
        "a/b",
        "a/b/c",
        "full/f",
        "none/x",
        "b/x",
        ".",
        "..x/..",
        "a/..",
        "file/",
        "empty/",
        "none/",
        "to_full/",
        "a/b/",
        "full/sub",
        "full/sub/",
        "a/b/c/d",
    ];
    for from in names {
        for to in names {
            let mut operations = setup.to_vec();
            operations.extend([
                Rename(p(from), p(to)),
                Stat(p(from), false),
                Stat(p(to), true),
                List(p(".")),
            ]);
            check(&format!("rename {from} {to}"), &operations);
        }
    }
}

#[test]
fn names_of_every_length() {
    let mut operations = Vec::new();
    for length in [1, 254, 255, 256, 300, 4094, 4095, 4096, 5000] {
        let name = "n".repeat(length);
        for path in [name.clone(), format!("{name}/x"), format!("a/{name}/"), "./".repeat(length / 2) + "b"] {
            operations.extend([
                Stat(p(&path), true),
                Mkdir(p(&path), 0o755),
                Write(p(&path), 0, 1),
                Rename(p(&path), p("a/moved")),
                Unlink(p(&path)),
                Rmdir(p(&path)),
                Link(p("b"), p(&path), false),
                Symlink(p(&path), p("link")),
                Stat(p("link"), true),
                Unlink(p("link")),
            ]);
        }
    }
    check("names", &operations);
}

#[test]
fn links_lead_as_far_as_on_linux() {
    let mut operations = vec![Symlink(p("b"), p("l0"))];
    for index in 1..45 {
        operations.push(Symlink(p(&format!("l{}", index - 1)), p(&format!("l{index}"))));
        operations.push(Stat(p(&format!("l{index}")), true));
        operations.push(opened(&format!("l{index}"), "w"));
    }
    // As many again in the middle of one path.
    operations.push(Symlink(p("."), p("a/here")));
    for count in [1, 39, 40, 41] {
        operations.push(Stat(p(&format!("a/{}d", "here/".repeat(count))), true));
    }
    operations.extend([
        Symlink(p("x/y"), p("x")),
        Stat(p("x"), true),
        Stat(p("x/"), false),
        Stat(p("x/z"), false),
        Mkdir(p("x"), 0o755),
        Mkdir(p("x/z"), 0o755),
        Symlink(p(""), p("empty")),
        Symlink(p("b"), p("")),
        Stat(p(""), true),
        ReadLink(p("b")),
        ReadLink(p("a")),
        ReadLink(p("d")),
        ReadLink(p("d/")),
    ]);
    check("links", &operations);
}

#[test]
fn remove_and_link() {
    let mut operations = vec![Symlink(p("a"), p("to_a")), Symlink(p("gone"), p("dangling"))];
    for path in [
        "a",
        "a/",
        "b",
        "b/",
        "d",
        "d/",
        "to_a",
        "to_a/",
        "dangling",
        "dangling/",
        "none",
        "none/",
        ".",
        "..x",
        "a/.",
        "a/b/..",
        "a/b/.",
        "b/c",
        "a/b",
        "c/a/b/d",
        "c/a/b",
        "c/a",
        "c",
    ] {
        operations.extend([
            Link(p(path), p("linked"), false),
            Unlink(p("linked")),
            Link(p(path), p("linked"), true),
            Unlink(p("linked")),
            Link(p("b"), p(path), false),
            Mkdir(p(path), 0o755),
            Symlink(p("b"), p(path)),
            Mkfifo(p(path), 0o644),
            Rmdir(p(path)),
            Unlink(p(path)),
            List(p(".")),
        ]);
    }
    check("remove", &operations);
}

#[test]
fn an_open_file_outlives_its_names() {
    check(
        "open files",
        &[
            opened("b", "w"),
            Unlink(p("b")),
            StatOpen(0),
            WriteOpen(0, 3, 10),
            ReadOpen(0, 0, 50),
            LinkOpen(0, p("again")),
            Write(p("b"), 0, 4),
            StatOpen(0),
            Open(1, p("b"), flags("w")),
            Write(p("e"), 0, 2),
            Rename(p("e"), p("b")),
            StatOpen(1),
            TruncateOpen(1, 1),
            ReadOpen(1, 0, 9),
            Open(2, p("a/d"), flags("")),
            Link(p("a/d"), p("a/e"), false),
            Unlink(p("a/d")),
            StatOpen(2),
            ReadOpen(2, 0, 20),
            WriteOpen(2, 0, 5),
            TruncateOpen(2, 0),
            Rename(p("a/e"), p("a/f")),
            StatOpen(2),
            LinkOpen(2, p("a/g")),
            TruncateOpen(1, 1 << 20),
            WriteOpen(1, 1 << 21, 1),
            StatOpen(1),
            WriteOpen(1, i64::MAX as u64, 1),
            TruncateOpen(1, i64::MAX as u64 + 1),
        ],
    );
}

#[test]
fn directories_that_are_gone() {
    check(
        "gone",
        &[
            Mkdir(p("g"), 0o2775),
            Mkdir(p("g/h"), 0o6755),
            Stat(p("g/h"), true),
            Open(0, p("g/h"), flags("d")),
            Rmdir(p("g/h")),
            StatOpen(0),
            WriteOpen(0, 0, 1),
            ReadOpen(0, 0, 1),
            TruncateOpen(0, 0),
            Rmdir(p("g")),
            Mkdir(p("g"), 0o755),
            List(p("g")),
            Chmod(p("g"), 0o7777),
            Mkdir(p("g/s"), 0o1777),
            Stat(p("g/s"), true),
            Write(p("g/f"), 0, 1),
            Chmod(p("g/f"), 0o6711),
            Stat(p("g/f"), true),
            Times(p("g/f"), 1),
            Times(p("g"), 999_999_999),
            Times(p("d"), 5),
        ],
    );
}
