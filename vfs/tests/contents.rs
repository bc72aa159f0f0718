//! File contents and quota against a model in memory.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod tree;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use tree::Tree;
use vivarium_vfs::{AttributeChange, Errno, Last, Node, OpenOptions, Vfs};

const BLOCK: u64 = 4096;
const QUOTA_BLOCKS: u64 = 40;
const QUOTA_INODES: u64 = 6;

/// What the files should be: bytes by offset would be too many, so whole chunks of one value.
#[derive(Clone, Default)]
struct File {
    size: u64,
    bytes: BTreeMap<u64, u8>,
    blocks: BTreeSet<u64>,
}

#[derive(Clone, Debug)]
enum Step {
    Write { file: usize, offset: u64, length: u64 },
    Truncate { file: usize, size: u64 },
    Remove { file: usize },
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    let offset = prop_oneof![0..3 * BLOCK, (0..60u64).prop_map(|block| block * BLOCK), Just(1 << 33)];
    let length = prop_oneof![1..200u64, 4000..20_000u64, Just(30 * BLOCK)];
    prop_oneof![
        8 => (0..4usize, offset.clone(), length).prop_map(|(file, offset, length)| Step::Write { file, offset, length }),
        3 => (0..4usize, offset).prop_map(|(file, size)| Step::Truncate { file, size }),
        2 => (0..4usize).prop_map(|file| Step::Remove { file }),
        1 => Just(Step::Reopen),
    ]
}

struct Model {
    files: BTreeMap<usize, File>,
}

impl Model {
    fn blocks(&self) -> u64 {
        self.files.values().map(|file| file.blocks.len() as u64).sum()
    }

    /// How many bytes fit, which blocks they take.
    fn write(&mut self, file: usize, offset: u64, length: u64, value: u8) -> Result<usize, Errno> {
        let mut free = QUOTA_BLOCKS - self.blocks();
        let file = self.files.get_mut(&file).unwrap();
        let mut end = offset;
        for block in offset / BLOCK..(offset + length).div_ceil(BLOCK) {
            if file.blocks.insert(block) {
                if free == 0 {
                    file.blocks.remove(&block);
                    break;
                }
                free -= 1;
            }
            end = ((block + 1) * BLOCK).min(offset + length);
        }
        if end == offset {
            return Err(Errno::ENOSPC);
        }
        file.bytes.extend((offset..end).map(|at| (at, value)));
        file.size = file.size.max(end);
        Ok((end - offset) as usize)
    }

    fn truncate(&mut self, file: usize, size: u64) {
        let file = self.files.get_mut(&file).unwrap();
        file.size = size;
        file.bytes.retain(|&at, _| at < size);
        file.blocks.retain(|&block| block < size.div_ceil(BLOCK));
    }
}

fn open(vfs: &Vfs, file: usize) -> Result<Node, Errno> {
    let options = OpenOptions { write: true, create: true, mode: 0o644, ..OpenOptions::default() };
    vfs.open(&vfs.root(), format!("/tmp/{file}").as_bytes(), &options)
}

fn check(steps: &[Step]) {
    let tree = Tree::with_quota(QUOTA_BLOCKS * BLOCK, QUOTA_INODES);
    let mut vfs = Some(tree.vfs());
    let mut model = Model { files: BTreeMap::new() };
    for (index, step) in steps.iter().enumerate() {
        let value = index as u8 + 1;
        let shared = vfs.as_ref().unwrap();
        match *step {
            Step::Write { file, offset, length } => {
                let node = open(shared, file).unwrap();
                model.files.entry(file).or_default();
                let expected = model.write(file, offset, length, value);
                let actual = node.write_at(&vec![value; length as usize], offset);
                assert_eq!(actual, expected, "step {index} {step:?}");
            }
            Step::Truncate { file, size } => {
                let node = open(shared, file).unwrap();
                model.files.entry(file).or_default();
                model.truncate(file, size);
                node.set_attributes(&AttributeChange::size(size)).unwrap();
                assert_eq!(node.metadata().unwrap().size, size);
            }
            Step::Remove { file } => {
                let expected = model.files.remove(&file).map(|_| ()).ok_or(Errno::ENOENT);
                let path = format!("/tmp/{file}");
                assert_eq!(shared.unlink(&shared.root(), path.as_bytes()), expected);
            }
            Step::Reopen => {
                drop(vfs.take());
                assert_eq!((tree.quota.bytes_used(), tree.quota.inodes_used()), (0, 0));
                vfs = Some(tree.vfs());
            }
        }
        // /tmp itself is copied up when the first file is made in it.
        let inodes = tree.quota.inodes_used();
        assert!(inodes == model.files.len() as u64 || inodes == model.files.len() as u64 + 1);
        assert_eq!(tree.quota.bytes_used(), model.blocks() * BLOCK, "step {index} {step:?}");
    }
    compare(vfs.as_ref().unwrap(), &model);
    drop(vfs);
    compare(&tree.vfs(), &model);
}

fn compare(vfs: &Vfs, model: &Model) {
    for (file, expected) in &model.files {
        let path = format!("/tmp/{file}");
        let node = vfs.resolve(&vfs.root(), path.as_bytes(), Last::Follow).unwrap();
        let metadata = node.metadata().unwrap();
        assert_eq!(metadata.size, expected.size);
        assert_eq!(node.read_at(&mut [0; 8], expected.size), Ok(0));
        // Each written block, and the hole after it.
        for &block in &expected.blocks {
            for block in [block, block + 1] {
                let start = block * BLOCK;
                let mut buf = vec![0xee; BLOCK as usize];
                let size = node.read_at(&mut buf, start).unwrap() as u64;
                assert_eq!(size, expected.size.saturating_sub(start).min(BLOCK));
                for at in 0..size {
                    let value = expected.bytes.get(&(start + at)).copied().unwrap_or(0);
                    assert_eq!(buf[at as usize], value, "{path} at {}", start + at);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_and_charges_are_as_the_model_says(steps in prop::collection::vec(step(), 1..40)) {
        check(&steps);
    }
}
