//! What a descriptor leads to.
//!
//! A descriptor is a number in a process's [`FdTable`]. It leads to a [`FileDescription`], an open file with its
//! offset and status flags, which dup(2) and fork(2) share. Its [`File`] is what is open.

mod description;
mod device;
mod fifo;
mod lock;
mod pipe;
mod stream;
mod table;
mod wait_list;

use std::task::{Context, Poll};

use vivarium_abi::Errno;
use vivarium_vfs::Node;

pub(crate) use description::{AccessMode, FdFlags, FileDescription, Origin};
pub(crate) use device::{Device, TTY, fill_random};
pub(crate) use fifo::FifoTable;
pub(crate) use lock::{FileId, Held, Lock, LockTable, Owner, WHOLE, file_id};
pub(crate) use pipe::{PIPE_BUF, Pipe, PipeEnd};
pub(crate) use stream::{HostInput, HostOutput, HostStream, OutputBudget};
pub(crate) use table::FdTable;

/// What a system call answers: a value, or why there is none.
pub(crate) type SysResult<T> = Result<T, Errno>;

/// What is open.
pub(crate) enum File {
    Regular(Node),
    Directory(Node),
    /// An end of a pipe; of a named one, with the node that names it.
    Pipe(PipeEnd, Option<Node>),
    /// A device, with the node that names it; the stdin of a run that has none is named by no node.
    Device(Device, Option<Node>),
    Stream(HostStream),
}

/// What poll(2) asks of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Interest {
    Read,
    Write,
}

/// What poll(2) learns of a file that is ready.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Readiness {
    /// Bytes that can be read, as far as known.
    pub(crate) bytes: u64,
    /// The other end is gone.
    pub(crate) hangup: bool,
}

impl File {
    /// Tells whether a read or write can go on, or has the task woken once it can.
    pub(crate) fn poll_ready(&self, context: &mut Context<'_>, interest: Interest) -> Poll<Readiness> {
        match self {
            Self::Pipe(end, _) => end.poll_ready(context, interest),
            Self::Stream(stream) => stream.poll_ready(context, interest),
            Self::Regular(_) | Self::Directory(_) | Self::Device(..) => Poll::Ready(Readiness::default()),
        }
    }

    /// The node that names the file, where one does.
    pub(crate) fn node(&self) -> Option<&Node> {
        match self {
            Self::Regular(node) | Self::Directory(node) => Some(node),
            Self::Device(_, node) | Self::Pipe(_, node) => node.as_ref(),
            Self::Stream(_) => None,
        }
    }
}
