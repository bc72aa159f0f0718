use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use vivarium_abi::Errno;

use super::wait_list::WaitList;
use super::{AccessMode, Interest, Readiness, SysResult};
use crate::kernel::MemoryCharge;

/// Most bytes a write puts in the pipe as one piece; pipe(7), `PIPE_BUF`.
pub(crate) const PIPE_BUF: usize = 4096;

/// A bounded queue of bytes; pipe(7).
///
/// A read finds the end once the last writer is gone, a write `EPIPE` once the last reader is.
pub(crate) struct Pipe {
    capacity: usize,
    inode: u64,
    state: Mutex<State>,
    // The buffer counts as used memory as long as the pipe exists.
    _charge: MemoryCharge,
}

#[derive(Default)]
struct State {
    buffer: VecDeque<u8>,
    readers: Side,
    writers: Side,
}

/// The ends of one kind.
#[derive(Default)]
struct Side {
    open: usize,
    /// Ends ever opened: who waits in open(2) for the other side notices even one that has closed again.
    opened: u64,
    waiting: WaitList,
}

impl Pipe {
    /// Makes a pipe that holds `capacity` bytes and shows as `inode` in stat(2).
    pub(crate) fn new(capacity: usize, inode: u64, charge: MemoryCharge) -> Arc<Self> {
        let capacity = capacity.max(PIPE_BUF);
        Arc::new(Self { capacity, inode, state: Mutex::default(), _charge: charge })
    }

    pub(crate) fn inode(&self) -> u64 {
        self.inode
    }

    /// Opens an end of the pipe, or both in one.
    pub(crate) fn open(self: &Arc<Self>, access: AccessMode) -> PipeEnd {
        let mut state = self.lock();
        for side in state.sides(access) {
            side.open += 1;
            side.opened += 1;
        }
        // Those who wait in open(2) wait on their own side's list.
        state.readers.waiting.wake();
        state.writers.waiting.wake();
        drop(state);
        PipeEnd { pipe: Arc::clone(self), access }
    }

    // Nothing awaits while the lock is held.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn sides(&mut self, access: AccessMode) -> impl Iterator<Item = &mut Side> {
        let reader = access.reads().then_some(&mut self.readers);
        let writer = access.writes().then_some(&mut self.writers);
        reader.into_iter().chain(writer)
    }
}

/// An open end of a [`Pipe`]; closed when dropped.
pub(crate) struct PipeEnd {
    pipe: Arc<Pipe>,
    access: AccessMode,
}

impl PipeEnd {
    pub(crate) fn pipe(&self) -> &Arc<Pipe> {
        &self.pipe
    }

    /// Takes bytes out; 0 at the end.
    pub(crate) fn poll_read(&self, context: &mut Context<'_>, into: &mut [u8]) -> Poll<SysResult<usize>> {
        let mut state = self.pipe.lock();
        if into.is_empty() {
            return Poll::Ready(Ok(0));
        }
        if state.buffer.is_empty() {
            if state.writers.open == 0 {
                return Poll::Ready(Ok(0));
            }
            state.readers.waiting.register(context);
            return Poll::Pending;
        }
        let len = take(&mut state.buffer, into);
        state.writers.waiting.wake();
        Poll::Ready(Ok(len))
    }

    /// Puts bytes in: all of them or none up to [`PIPE_BUF`], else what there is room for.
    pub(crate) fn poll_write(&self, context: &mut Context<'_>, bytes: &[u8]) -> Poll<SysResult<usize>> {
        let mut state = self.pipe.lock();
        if state.readers.open == 0 {
            return Poll::Ready(Err(Errno::EPIPE));
        }
        let room = self.pipe.capacity - state.buffer.len();
        if room < bytes.len().min(PIPE_BUF) {
            state.writers.waiting.register(context);
            return Poll::Pending;
        }
        let len = room.min(bytes.len());
        state.buffer.extend(&bytes[..len]);
        state.readers.waiting.wake();
        Poll::Ready(Ok(len))
    }

    /// Tells whether a read or a write of `PIPE_BUF` bytes would not block.
    pub(crate) fn poll_ready(&self, context: &mut Context<'_>, interest: Interest) -> Poll<Readiness> {
        let mut state = self.pipe.lock();
        let (bytes, hangup) = match interest {
            Interest::Read => (state.buffer.len(), state.writers.open == 0),
            Interest::Write => {
                let room = self.pipe.capacity - state.buffer.len();
                (if room >= PIPE_BUF { room } else { 0 }, state.readers.open == 0)
            }
        };
        if bytes > 0 || hangup {
            return Poll::Ready(Readiness { bytes: bytes as u64, hangup });
        }
        match interest {
            Interest::Read => state.readers.waiting.register(context),
            Interest::Write => state.writers.waiting.register(context),
        }
        Poll::Pending
    }

    /// How often the other side has been opened so far; for [`poll_partner`](Self::poll_partner).
    pub(crate) fn partners_opened(&self) -> u64 {
        let state = self.pipe.lock();
        if self.access.reads() { state.writers.opened } else { state.readers.opened }
    }

    /// Waits, in open(2) of a named pipe, for the other side: one that is open, or was since `seen`.
    pub(crate) fn poll_partner(&self, context: &mut Context<'_>, seen: u64) -> Poll<()> {
        let mut state = self.pipe.lock();
        let State { readers, writers, .. } = &mut *state;
        let (own, other) = if self.access.reads() { (readers, writers) } else { (writers, readers) };
        if other.open > 0 || other.opened != seen {
            return Poll::Ready(());
        }
        own.waiting.register(context);
        Poll::Pending
    }

    /// Whether the pipe has a reader.
    pub(crate) fn has_reader(&self) -> bool {
        self.pipe.lock().readers.open > 0
    }
}

impl Drop for PipeEnd {
    fn drop(&mut self) {
        let mut state = self.pipe.lock();
        for side in state.sides(self.access) {
            side.open -= 1;
        }
        if state.readers.open == 0 {
            state.writers.waiting.wake();
        }
        if state.writers.open == 0 {
            state.readers.waiting.wake();
        }
    }
}

fn take(buffer: &mut VecDeque<u8>, into: &mut [u8]) -> usize {
    let (head, tail) = buffer.as_slices();
    let from_head = head.len().min(into.len());
    into[..from_head].copy_from_slice(&head[..from_head]);
    let from_tail = tail.len().min(into.len() - from_head);
    into[from_head..from_head + from_tail].copy_from_slice(&tail[..from_tail]);
    buffer.drain(..from_head + from_tail);
    from_head + from_tail
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    fn pipe(capacity: usize) -> (PipeEnd, PipeEnd) {
        let pipe = Pipe::new(capacity, 1, MemoryCharge::for_test());
        (pipe.open(AccessMode::Read), pipe.open(AccessMode::Write))
    }

    fn context() -> Context<'static> {
        Context::from_waker(Waker::noop())
    }

    #[test]
    fn bytes_come_out_as_they_went_in() {
        let (reader, writer) = pipe(PIPE_BUF);
        let mut out = [0; 4];
        assert_eq!(writer.poll_write(&mut context(), b"abcdef"), Poll::Ready(Ok(6)));
        assert_eq!(reader.poll_read(&mut context(), &mut out), Poll::Ready(Ok(4)));
        assert_eq!(&out, b"abcd");
        assert_eq!(reader.poll_read(&mut context(), &mut out), Poll::Ready(Ok(2)));
        assert_eq!(&out[..2], b"ef");
        assert_eq!(reader.poll_read(&mut context(), &mut out), Poll::Pending);
    }

    #[test]
    fn last_writer_gone_is_the_end_and_last_reader_gone_a_broken_pipe() {
        let (reader, writer) = pipe(PIPE_BUF);
        assert_eq!(writer.poll_write(&mut context(), b"x"), Poll::Ready(Ok(1)));
        drop(writer);
        let mut out = [0; 4];
        assert_eq!(reader.poll_read(&mut context(), &mut out), Poll::Ready(Ok(1)));
        assert_eq!(reader.poll_read(&mut context(), &mut out), Poll::Ready(Ok(0)));

        let (reader, writer) = pipe(PIPE_BUF);
        drop(reader);
        assert_eq!(writer.poll_write(&mut context(), b"x"), Poll::Ready(Err(Errno::EPIPE)));
    }

    #[test]
    fn small_writes_are_atomic_and_large_ones_partial() {
        let (_reader, writer) = pipe(2 * PIPE_BUF);
        let fill = vec![0; 2 * PIPE_BUF - 10];
        assert_eq!(writer.poll_write(&mut context(), &fill), Poll::Ready(Ok(fill.len())));
        assert_eq!(writer.poll_write(&mut context(), &[0; 11]), Poll::Pending);
        assert_eq!(writer.poll_write(&mut context(), &[0; PIPE_BUF + 1]), Poll::Pending);
        assert_eq!(writer.poll_write(&mut context(), &[0; 10]), Poll::Ready(Ok(10)));
    }

    #[test]
    fn large_write_takes_what_fits() {
        let (_reader, writer) = pipe(2 * PIPE_BUF);
        assert_eq!(writer.poll_write(&mut context(), &vec![0; 3 * PIPE_BUF]), Poll::Ready(Ok(2 * PIPE_BUF)));
        assert_eq!(writer.poll_ready(&mut context(), Interest::Write), Poll::Pending);
    }
}
