//! The same operations on the overlay and on Linux's own file system give the same answers and the same tree.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod world;

use proptest::prelude::*;
use vivarium_vfs::{Errno, OpenOptions};
use world::{Guest, Linux, Operation, Path, World};

const SLOTS: usize = 3;
/// Most trees at a time that one sequence makes by forking.
const TREES_MAX: usize = 3;
const BLOCK: u64 = 4096;

/// One tree on both sides.
struct Pair {
    guest: Guest,
    linux: Linux,
    /// Whether a file may have two names: in a frozen layer, they part when it is changed.
    linked: bool,
}

impl Pair {
    /// Applies an operation to both. What the overlay has no room for must leave its tree as it was.
    fn apply(&mut self, operation: &Operation, context: &str) {
        let actual = self.guest.apply(operation);
        if actual == Err(Errno::ENOSPC) {
            return same_tree(self, context);
        }
        let written = match (operation, &actual) {
            // As much as there was room for.
            (&Operation::WriteOpen(slot, offset, _), Ok(size)) => {
                &Operation::WriteOpen(slot, offset, size.parse().unwrap())
            }
            _ => operation,
        };
        assert_eq!(actual, self.linux.apply(written), "{context} (left: overlay, right: Linux)");
        self.linked |= actual.is_ok() && matches!(operation, Operation::Link(..) | Operation::LinkOpen(..));
    }

    fn close_slots(&mut self) {
        self.guest.close_slots();
        (0..SLOTS).for_each(|slot| drop(self.linux.apply(&Operation::Close(slot))));
    }

    fn fork(&mut self) -> Self {
        self.close_slots();
        Self { guest: self.guest.fork(), linux: self.linux.fork(), linked: self.linked }
    }
}

fn check(quota: Option<(u64, u64)>, steps: &[(usize, Step)]) {
    // So that both sides make files with exactly the modes they are told.
    rustix::process::umask(rustix::fs::Mode::empty());
    let guest = match quota {
        None => Guest::new(),
        Some((blocks, inodes)) => Guest::with_quota(blocks * BLOCK, inodes),
    };
    let mut pairs = vec![Pair { guest, linux: Linux::new(), linked: false }];
    for (index, (tree, step)) in steps.iter().enumerate() {
        let (tree, trees) = (tree % pairs.len(), pairs.len());
        let pair = &mut pairs[tree];
        let context = format!("step {index}, tree {tree}: {step:?}");
        match step {
            Step::Do(operation) => {
                operation.clone().calls().iter().for_each(|call| pair.apply(call, &context));
            }
            Step::Crash => {
                pair.close_slots();
                pair.guest.reopen();
            }
            Step::Close => {
                pair.close_slots();
                pair.guest.close_and_open();
            }
            Step::Freeze | Step::Fork if pair.linked => {}
            Step::Freeze => {
                pair.close_slots();
                pair.guest.freeze();
            }
            Step::Fork if trees == TREES_MAX => {}
            Step::Fork => {
                let fork = pair.fork();
                pairs.push(fork);
            }
        }
    }
    for pair in &mut pairs {
        same_tree(pair, "at the end");
        pair.close_slots();
        pair.guest.reopen();
        same_tree(pair, "opened again");
        pair.guest.close_and_open();
    }
}

fn same_tree(pair: &mut Pair, context: &str) {
    let (mut actual, mut expected) = (pair.guest.dump(), pair.linux.dump());
    let both = actual.clone();
    actual.retain(|shown| !expected.contains(shown));
    expected.retain(|shown| !both.contains(shown));
    assert_eq!(actual, expected, "{context} (left: overlay, right: Linux)");
}

#[derive(Clone, Debug)]
enum Step {
    Do(Operation),
    /// The host process ends, and the tree is opened again.
    Crash,
    Close,
    Freeze,
    Fork,
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
    prop_oneof![
        80 => operation.prop_map(Step::Do),
        1 => Just(Step::Crash),
        1 => Just(Step::Close),
        2 => Just(Step::Freeze),
        2 => Just(Step::Fork),
    ]
}

/// Blocks and inodes: few enough to be used up, or no limit.
fn quota() -> impl Strategy<Value = Option<(u64, u64)>> {
    prop::option::of((0..12u64, 0..20u64))
}

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(200);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 5_000, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn answers_as_linux_does(quota in quota(), steps in prop::collection::vec((0..TREES_MAX, step()), 1..60)) {
        check(quota, &steps);
    }
}
