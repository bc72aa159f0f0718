//! One set of operations on three file systems: the overlay, Linux's own as the oracle, and a model in memory.
#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    reason = "each test program uses its part, and may panic"
)]

mod guest;
mod linux;
mod model;

pub(crate) use guest::Guest;
pub(crate) use linux::Linux;
pub(crate) use model::Model;
use vivarium_vfs::{Errno, FileType, OpenOptions};

/// The open file of [`Operation::calls`].
const WRITE_SLOT: usize = 99;

/// An operation; paths are relative, slots number open files.
#[derive(Clone, Debug)]
pub(crate) enum Operation {
    Mkdir(Path, u32),
    Write(Path, u64, u8),
    Open(usize, Path, OpenOptions),
    Close(usize),
    WriteOpen(usize, u64, u16),
    ReadOpen(usize, u64, u16),
    StatOpen(usize),
    TruncateOpen(usize, u64),
    LinkOpen(usize, Path),
    Unlink(Path),
    Rmdir(Path),
    Rename(Path, Path),
    Link(Path, Path, bool),
    Symlink(Path, Path),
    Mkfifo(Path, u32),
    Chmod(Path, u32),
    Times(Path, i64),
    Stat(Path, bool),
    ReadLink(Path),
    List(Path),
}

impl Operation {
    /// The system calls of an operation, of which one may succeed and the next fail.
    pub(crate) fn calls(self) -> Vec<Self> {
        match self {
            Self::Write(path, offset, length) => {
                let options =
                    OpenOptions { write: true, create: true, mode: 0o644, ..OpenOptions::default() };
                let write = Self::WriteOpen(WRITE_SLOT, offset, length.into());
                vec![Self::Open(WRITE_SLOT, path, options), write, Self::Close(WRITE_SLOT)]
            }
            operation => vec![operation],
        }
    }
}

/// The bytes of a path, which print as text.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Path(pub(crate) Vec<u8>);

impl std::ops::Deref for Path {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0.len() {
            ..60 => write!(f, "{:?}", String::from_utf8_lossy(&self.0)),
            length => write!(f, "{:?}… ({length} bytes)", String::from_utf8_lossy(&self.0[..20])),
        }
    }
}

impl From<&str> for Path {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

/// What an operation answers, in a form that both sides can give.
pub(crate) type Answer = Result<String, Errno>;

/// A file of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) path: String,
    pub(crate) what: String,
}

pub(crate) trait World {
    fn apply(&mut self, operation: &Operation) -> Answer;
    /// Describes the whole tree, sorted by path.
    fn dump(&mut self) -> Vec<Shown>;
}

/// What both sides start with.
pub(crate) const FILES: [(&str, &str); 4] =
    [("a/b/c", "lower c"), ("a/d", "lower d"), ("b", "lower b"), ("c/a/b/d", "deep")];
pub(crate) const LINKS: [(&str, &str); 2] = [("d", "a/b"), ("c/l", "missing")];
/// Times before this are ones a test has set; the later ones are the time of some change.
pub(crate) const OLD_NS: i64 = 1_000_000_000_000_000_000;
pub(crate) const START_NS: i64 = 500_000_000_000_000_000;

/// Describes attributes as both sides have them.
pub(crate) fn describe(file_type: FileType, mode: u32, nlink: u32, size: u64, mtime_ns: i64) -> String {
    let time = if mtime_ns < OLD_NS { mtime_ns.to_string() } else { "new".into() };
    match file_type {
        // How many links and bytes a directory shows is each file system's own affair.
        FileType::Directory => format!("directory {mode:o} {time}"),
        FileType::Symlink => format!("link {nlink} {size}"),
        _ => format!("{file_type:?} {mode:o} {nlink} {size} {time}"),
    }
}

/// Describes bytes, equal ones in a row once.
pub(crate) fn runs(bytes: &[u8]) -> String {
    let runs = bytes.chunk_by(|a, b| a == b).map(|run| format!(" {}×{}", run[0], run.len()));
    runs.collect()
}

pub(crate) fn text(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}
