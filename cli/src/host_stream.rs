use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use rustix::event::{PollFd, PollFlags, Timespec};
use tokio::io::unix::AsyncFd;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Most bytes of one write: a pipe that is ready takes this much without blocking; pipe(7), PIPE_BUF.
const PIPE_BUF: usize = 4096;

/// One of `viv`'s own standard streams, read and written without a buffer.
///
/// The descriptor stays in blocking mode, since other processes may share it, so each call first asks whether it would
/// block. tokio's own standard streams go through another thread, which would mix up the order of stdout and stderr.
pub(crate) struct HostStream {
    descriptor: Descriptor,
}

enum Descriptor {
    /// A pipe, terminal or socket: it can make a reader or writer wait.
    Waits(AsyncFd<OwnedFd>),
    /// A regular file, which is always ready.
    Ready(OwnedFd),
}

impl HostStream {
    pub(crate) fn stdin() -> io::Result<Self> {
        Self::new(io::stdin().as_fd().try_clone_to_owned()?)
    }

    pub(crate) fn stdout() -> io::Result<Self> {
        Self::new(io::stdout().as_fd().try_clone_to_owned()?)
    }

    pub(crate) fn stderr() -> io::Result<Self> {
        Self::new(io::stderr().as_fd().try_clone_to_owned()?)
    }

    fn new(descriptor: OwnedFd) -> io::Result<Self> {
        // SAFETY: an `OwnedFd` is open, and the same, until it is dropped.
        let descriptor = match unsafe { AsyncFd::register(descriptor) } {
            Ok(waits) => Descriptor::Waits(waits),
            Err(error) => {
                let (descriptor, cause) = error.into_parts();
                // epoll(7) does not take regular files.
                if cause.kind() != io::ErrorKind::PermissionDenied {
                    return Err(cause);
                }
                Descriptor::Ready(descriptor)
            }
        };
        Ok(Self { descriptor })
    }

    /// Waits until a read or write, as `events` says, would not block.
    fn poll_ready(&self, context: &mut Context<'_>, events: PollFlags) -> Poll<io::Result<&OwnedFd>> {
        let waits = match &self.descriptor {
            Descriptor::Ready(descriptor) => return Poll::Ready(Ok(descriptor)),
            Descriptor::Waits(waits) => waits,
        };
        loop {
            if is_ready(waits.get_ref(), events)? {
                return Poll::Ready(Ok(waits.get_ref()));
            }
            let polled = if events.contains(PollFlags::IN) {
                waits.poll_read_ready(context)
            } else {
                waits.poll_write_ready(context)
            };
            ready!(polled)?.clear_ready();
        }
    }
}

fn is_ready(descriptor: &OwnedFd, events: PollFlags) -> io::Result<bool> {
    let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
    let mut polled = [PollFd::new(descriptor, events)];
    Ok(rustix::io::retry_on_intr(|| rustix::event::poll(&mut polled, Some(&at_once)))? > 0)
}

impl AsyncRead for HostStream {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let descriptor = ready!(self.poll_ready(context, PollFlags::IN))?;
        let count = rustix::io::retry_on_intr(|| rustix::io::read(descriptor, buf.initialize_unfilled()))?;
        buf.advance(count);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for HostStream {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let descriptor = ready!(self.poll_ready(context, PollFlags::OUT))?;
        let part = match self.descriptor {
            Descriptor::Waits(_) => &buf[..buf.len().min(PIPE_BUF)],
            Descriptor::Ready(_) => buf,
        };
        Poll::Ready(Ok(rustix::io::retry_on_intr(|| rustix::io::write(descriptor, part))?))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
