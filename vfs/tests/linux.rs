//! The same operations on the overlay and on Linux's own file system give the same answers and the same tree.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod world;

use proptest::prelude::*;
use vivarium_vfs::{Errno, OpenOptions};
use world::{Guest, Linux, Model, Operation, Path, Shown, World};

const SLOTS: usize = 3;
/// Most trees at a time that one sequence makes by forking.
const TREES_MAX: usize = 3;
const BLOCK: u64 = 4096;

/// One tree in each world.
struct Tree {
    guest: Guest,
    linux: Linux,
    model: Model,
    /// Whether a file may have two names: in a frozen layer, they part when it is changed.
    linked: bool,
}

impl Tree {
    /// Applies an operation to all. What the overlay has no room for must leave its tree as it was.
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
        assert_eq!(
            actual.clone().ok(),
            self.model.apply(written).ok(),
            "{context} (left: overlay, right: model)"
        );
        self.linked |= actual.is_ok() && matches!(operation, Operation::Link(..) | Operation::LinkOpen(..));
    }

    fn close_slots(&mut self) {
        self.guest.close_slots();
        for slot in 0..SLOTS {
            self.linux.apply(&Operation::Close(slot)).unwrap();
            self.model.apply(&Operation::Close(slot)).unwrap();
        }
    }

    fn fork(&mut self) -> Self {
        self.close_slots();
        let (guest, linux) = (self.guest.fork(), self.linux.fork());
        Self { guest, linux, model: self.model.clone(), linked: self.linked }
    }
}

fn check(quota: Option<(u64, u64)>, steps: &[(usize, Step)]) {
    // So that both sides make files with exactly the modes they are told.
    rustix::process::umask(rustix::fs::Mode::empty());
    let guest = match quota {
        None => Guest::new(),
        Some((blocks, inodes)) => Guest::with_quota(blocks * BLOCK, inodes),
    };
    let mut all = vec![Tree { guest, linux: Linux::new(), model: Model::new(), linked: false }];
    for (index, (number, step)) in steps.iter().enumerate() {
        let (number, trees) = (number % all.len(), all.len());
        let tree = &mut all[number];
        let context = format!("step {index}, tree {number}: {step:?}");
        match step {
            Step::Do(operation) => {
                operation.clone().calls().iter().for_each(|call| tree.apply(call, &context));
            }
            Step::Crash => {
                tree.close_slots();
                tree.guest.reopen();
            }
            Step::Close => {
                tree.close_slots();
                tree.guest.close_and_open();
            }
            Step::Freeze | Step::Fork if tree.linked => {}
            Step::Freeze => {
                tree.close_slots();
                tree.guest.freeze();
            }
            Step::Fork if trees == TREES_MAX => {}
            Step::Fork => {
                let fork = tree.fork();
                all.push(fork);
            }
        }
    }
    for tree in &mut all {
        same_tree(tree, "at the end");
        tree.close_slots();
        tree.guest.reopen();
        same_tree(tree, "opened again");
        tree.guest.close_and_open();
    }
}

fn same_tree(tree: &mut Tree, context: &str) {
    let overlay = tree.guest.dump();
    same(&overlay, &tree.linux.dump(), &format!("{context} (left: overlay, right: Linux)"));
    same(&overlay, &tree.model.dump(), &format!("{context} (left: overlay, right: model)"));
}

/// Compares what is not the same in both.
fn same(a: &[Shown], b: &[Shown], context: &str) {
    let only =
        |a: &[Shown], b: &[Shown]| a.iter().filter(|shown| !b.contains(shown)).cloned().collect::<Vec<_>>();
    assert_eq!(only(a, b), only(b, a), "{context}");
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
