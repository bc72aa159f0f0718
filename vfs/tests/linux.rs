//! The same operations on the overlay and on Linux's own file system give the same answers and the same tree.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod world;

use proptest::prelude::*;
use vivarium_vfs::OpenOptions;
use world::{Guest, Linux, Operation, Path, World};

const SLOTS: usize = 3;

fn check(steps: &[Step]) {
    // So that both sides make files with exactly the modes they are told.
    rustix::process::umask(rustix::fs::Mode::empty());
    let (mut linux, mut guest) = (Linux::new(), Guest::new());
    let mut linked = false;
    for (index, step) in steps.iter().enumerate() {
        match step {
            Step::Do(operation) => {
                let (expected, actual) = (linux.apply(operation), guest.apply(operation));
                assert_eq!(actual, expected, "step {index}: {operation:?} (left: overlay, right: Linux)");
                linked |=
                    expected.is_ok() && matches!(operation, Operation::Link(..) | Operation::LinkOpen(..));
            }
            Step::Reopen => {
                guest.reopen();
                (0..SLOTS).for_each(|slot| drop(linux.apply(&Operation::Close(slot))));
            }
            // A file with two names in a frozen layer becomes two when it is changed.
            Step::Freeze if linked => {}
            Step::Freeze => {
                guest.freeze();
                (0..SLOTS).for_each(|slot| drop(linux.apply(&Operation::Close(slot))));
            }
        }
    }
    same_tree(&mut guest, &mut linux);
    guest.reopen();
    same_tree(&mut guest, &mut linux);
}

fn same_tree(guest: &mut Guest, linux: &mut Linux) {
    let (mut actual, mut expected) = (guest.dump(), linux.dump());
    let both = actual.clone();
    actual.retain(|shown| !expected.contains(shown));
    expected.retain(|shown| !both.contains(shown));
    assert_eq!(actual, expected, "(left: overlay, right: Linux)");
}

#[derive(Clone, Debug)]
enum Step {
    Do(Operation),
    Reopen,
    Freeze,
}

/// Paths that stay inside: `..` comes only after a name, and no link leads up.
fn path() -> impl Strategy<Value = Path> {
    let name = prop_oneof![
        30 => prop::sample::select(vec!["a", "b", "c", "d", "l", "e"]).prop_map(str::to_owned),
        1 => Just(".".to_owned()),
        1 => Just("a/..".to_owned()),
        1 => Just("d/..".to_owned()),
        1 => Just(String::new()),
        1 => Just("n".repeat(255)),
        1 => Just("n".repeat(256)),
    ];
    let slash = prop_oneof![9 => Just(""), 1 => Just("/")];
    (prop::collection::vec(name, 1..4), slash).prop_map(|(names, slash)| {
        let path = names.join("/") + slash;
        // An absolute path would be another one to Linux.
        Path::from(path.trim_start_matches('/'))
    })
}

fn target() -> impl Strategy<Value = Path> {
    prop::sample::select(vec!["a", "b", "a/b", "c/a/b", "l", "d", "e/", "l/a"]).prop_map(Path::from)
}

fn mode() -> impl Strategy<Value = u32> {
    prop::sample::select(vec![0o700, 0o755, 0o1777, 0o4755, 0o2750, 0o700])
}

fn offset() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 0..100u64, 4000..9000u64]
}

fn options() -> impl Strategy<Value = OpenOptions> {
    (any::<[bool; 6]>(), mode()).prop_map(
        |([write, create, exclusive, truncate, directory, no_follow], mode)| {
            // Without O_CREAT Linux leaves O_EXCL undefined, and kernels differ in O_CREAT with O_DIRECTORY.
            let (exclusive, directory) = (exclusive && create, directory && !create);
            OpenOptions { write, create, exclusive, truncate, directory, no_follow, mode }
        },
    )
}

fn step() -> impl Strategy<Value = Step> {
    let slot = 0..SLOTS;
    let operation = prop_oneof![
        4 => (path(), mode()).prop_map(|(path, mode)| Operation::Mkdir(path, mode)),
        4 => (path(), offset(), 0..50u8).prop_map(|(path, offset, length)| Operation::Write(path, offset, length)),
        4 => (slot.clone(), path(), options()).prop_map(|(slot, path, options)| Operation::Open(slot, path, options)),
        1 => slot.clone().prop_map(Operation::Close),
        3 => (slot.clone(), offset(), 0..600u16).prop_map(|(slot, offset, length)| Operation::WriteOpen(slot, offset, length)),
        2 => (slot.clone(), offset(), 0..600u16).prop_map(|(slot, offset, length)| Operation::ReadOpen(slot, offset, length)),
        2 => slot.clone().prop_map(Operation::StatOpen),
        2 => (slot, offset()).prop_map(|(slot, size)| Operation::TruncateOpen(slot, size)),
        4 => path().prop_map(Operation::Unlink),
        4 => path().prop_map(Operation::Rmdir),
        8 => (path(), path()).prop_map(|(from, to)| Operation::Rename(from, to)),
        2 => (path(), path(), any::<bool>()).prop_map(|(from, to, follow)| Operation::Link(from, to, follow)),
        2 => (target(), path()).prop_map(|(target, path)| Operation::Symlink(target, path)),
        1 => (path(), mode()).prop_map(|(path, mode)| Operation::Chmod(path, mode)),
        1 => (path(), 1..world::OLD_NS).prop_map(|(path, time)| Operation::Times(path, time)),
        2 => (path(), any::<bool>()).prop_map(|(path, follow)| Operation::Stat(path, follow)),
        1 => path().prop_map(Operation::ReadLink),
        2 => path().prop_map(Operation::List),
    ];
    prop_oneof![40 => operation.prop_map(Step::Do), 1 => Just(Step::Reopen), 1 => Just(Step::Freeze)]
}

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(200);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 5_000, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn answers_as_linux_does(steps in prop::collection::vec(step(), 1..60)) {
        check(&steps);
    }
}
