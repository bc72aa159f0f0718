use std::task::{Context, Poll};

use vivarium_abi::{Errno, Signal};
use vivarium_vfs::Node;

use super::call::Call;
use crate::file::{File, FileDescription, PIPE_BUF, SysResult};
use crate::kernel::Process;

/// How many bytes of a file are moved before other processes get a turn.
const PIECE_LEN: usize = 4 << 20;

/// read(2), into several buffers as readv(2).
pub(super) async fn read(call: &mut Call<'_>, fd: u32, iovecs: u32, count: u32) -> SysResult<u32> {
    let description = call.fd(fd)?;
    if !description.access.reads() {
        return Err(Errno::EBADF);
    }
    let mut total = 0;
    for range in call.memory.iovecs(iovecs, count)? {
        for piece in call.memory.0[range].chunks_mut(PIECE_LEN) {
            let len = piece.len();
            let read = if total == 0 {
                let poll = |context: &mut Context<'_>| poll_read(call.process, &description, context, piece);
                block_unless_nonblocking(call.process, &description, poll).await?
            } else {
                // What is there is enough: only the first read waits.
                match now(|context| poll_read(call.process, &description, context, piece)).await {
                    Ok(read) => read,
                    Err(_) => return Ok(total),
                }
            };
            total += read as u32;
            if read < len {
                return Ok(total);
            }
            if len == PIECE_LEN {
                call.process.rest().await;
            }
        }
    }
    Ok(total)
}

/// write(2), from several buffers as writev(2).
pub(super) async fn write(call: &mut Call<'_>, fd: u32, iovecs: u32, count: u32) -> SysResult<u32> {
    let description = call.fd(fd)?;
    if !description.access.writes() {
        return Err(Errno::EBADF);
    }
    let iovecs = call.memory.iovecs(iovecs, count)?;
    let result = if iovecs.len() > 1 && iovecs.iter().map(ExactSizeIterator::len).sum::<usize>() <= PIPE_BUF {
        // Small pieces go as one: a pipe takes them whole, and a terminal shows them whole.
        let gathered: Vec<u8> = iovecs.into_iter().flat_map(|range| &call.memory.0[range]).copied().collect();
        write_all(call, &description, [&gathered[..]]).await
    } else {
        let buffers = iovecs.into_iter().map(|range| &call.memory.0[range]);
        write_all(call, &description, buffers).await
    };
    match result {
        Err(Errno::EPIPE) => raise(call, Signal::SIGPIPE).await,
        Err(Errno::EFBIG) => raise(call, Signal::SIGXFSZ).await,
        _ => {}
    }
    result
}

/// Writes all buffers; what is written before an error counts.
async fn write_all<'a>(
    call: &Call<'_>,
    description: &FileDescription,
    buffers: impl IntoIterator<Item = &'a [u8]>,
) -> SysResult<u32> {
    let mut total = 0;
    for buffer in buffers {
        let mut rest = buffer;
        while !rest.is_empty() {
            let piece = &rest[..rest.len().min(PIECE_LEN)];
            let poll = |context: &mut Context<'_>| poll_write(call.process, description, context, piece);
            let written = match block_unless_nonblocking(call.process, description, poll).await {
                Ok(written) => written,
                Err(_) if total > 0 => return Ok(total),
                Err(errno) => return Err(errno),
            };
            total += written as u32;
            rest = &rest[written..];
            if written == PIECE_LEN {
                call.process.rest().await;
            }
        }
    }
    Ok(total)
}

/// pread(2).
pub(super) async fn pread(
    call: &mut Call<'_>,
    fd: u32,
    iovecs: u32,
    count: u32,
    offset: u64,
) -> SysResult<u32> {
    let description = call.fd(fd)?;
    check_offset(offset)?;
    if !description.access.reads() {
        return Err(Errno::EBADF);
    }
    let mut total = 0;
    for range in call.memory.iovecs(iovecs, count)? {
        for piece in call.memory.0[range].chunks_mut(PIECE_LEN) {
            let read = match &description.file {
                File::Regular(node) => read_file(call.process, node, piece, offset + u64::from(total))?,
                File::Device(device, _) => device.read(piece)?,
                File::Directory(_) => return Err(Errno::EISDIR),
                File::Pipe(..) | File::Stream(_) => return Err(Errno::ESPIPE),
            };
            total += read as u32;
            if read < piece.len() {
                return Ok(total);
            }
            if piece.len() == PIECE_LEN {
                call.process.rest().await;
            }
        }
    }
    Ok(total)
}

/// pwrite(2). As on Linux, `O_APPEND` wins over the offset.
pub(super) async fn pwrite(
    call: &mut Call<'_>,
    fd: u32,
    iovecs: u32,
    count: u32,
    offset: u64,
) -> SysResult<u32> {
    let description = call.fd(fd)?;
    check_offset(offset)?;
    if !description.access.writes() {
        return Err(Errno::EBADF);
    }
    let mut total = 0;
    for range in call.memory.iovecs(iovecs, count)? {
        for piece in call.memory.0[range].chunks(PIECE_LEN) {
            let written = match &description.file {
                File::Regular(node) => {
                    let append = description.flags().append();
                    let at = if append { node.metadata()?.size } else { offset + u64::from(total) };
                    match write_file(call.process, node, piece, at) {
                        Err(Errno::EFBIG) => {
                            raise(call, Signal::SIGXFSZ).await;
                            return Err(Errno::EFBIG);
                        }
                        written => written?,
                    }
                }
                File::Device(device, _) => device.write(piece)?,
                File::Directory(_) => return Err(Errno::EBADF),
                File::Pipe(..) | File::Stream(_) => return Err(Errno::ESPIPE),
            };
            total += written as u32;
            if written < piece.len() {
                return Ok(total);
            }
            if piece.len() == PIECE_LEN {
                call.process.rest().await;
            }
        }
    }
    Ok(total)
}

fn poll_read(
    process: &Process,
    description: &FileDescription,
    context: &mut Context<'_>,
    into: &mut [u8],
) -> Poll<SysResult<usize>> {
    match &description.file {
        File::Regular(node) => {
            let mut offset = description.offset();
            let read = read_file(process, node, into, *offset);
            *offset += *read.as_ref().unwrap_or(&0) as u64;
            Poll::Ready(read)
        }
        File::Directory(_) => Poll::Ready(Err(Errno::EISDIR)),
        File::Device(device, _) => Poll::Ready(device.read(into)),
        File::Pipe(end, _) => end.poll_read(context, into),
        File::Stream(stream) => stream.poll_read(context, into),
    }
}

fn poll_write(
    process: &Process,
    description: &FileDescription,
    context: &mut Context<'_>,
    bytes: &[u8],
) -> Poll<SysResult<usize>> {
    match &description.file {
        File::Regular(node) => {
            let mut offset = description.offset();
            let mut write = || {
                let at = if description.flags().append() { node.metadata()?.size } else { *offset };
                let written = write_file(process, node, bytes, at)?;
                *offset = at + written as u64;
                Ok(written)
            };
            Poll::Ready(write())
        }
        File::Directory(_) => Poll::Ready(Err(Errno::EBADF)),
        File::Device(device, _) => Poll::Ready(device.write(bytes)),
        File::Pipe(end, _) => end.poll_write(context, bytes),
        File::Stream(stream) => stream.poll_write(context, bytes),
    }
}

/// Reads bytes of a file, and counts them.
fn read_file(process: &Process, node: &Node, into: &mut [u8], offset: u64) -> SysResult<usize> {
    let read = node.read_at(into, offset)?;
    process.run.traffic.add_read(read);
    Ok(read)
}

/// Writes bytes to a file, as far as it may grow, and counts them.
fn write_file(process: &Process, node: &Node, bytes: &[u8], offset: u64) -> SysResult<usize> {
    let written = node.write_at(within_file_size(process, bytes, offset)?, offset)?;
    process.run.traffic.add_written(written);
    Ok(written)
}

/// What of `bytes` may be written at `offset`; `EFBIG` for none, setrlimit(2), `RLIMIT_FSIZE`.
fn within_file_size<'a>(process: &Process, bytes: &'a [u8], offset: u64) -> SysResult<&'a [u8]> {
    let room = process.limits().file_size().saturating_sub(offset);
    if room == 0 && !bytes.is_empty() {
        return Err(Errno::EFBIG);
    }
    Ok(&bytes[..bytes.len().min(usize::try_from(room).unwrap_or(usize::MAX))])
}

fn check_offset(offset: u64) -> SysResult<()> {
    if i64::try_from(offset).is_ok() { Ok(()) } else { Err(Errno::EINVAL) }
}

async fn block_unless_nonblocking<T>(
    process: &Process,
    description: &FileDescription,
    poll: impl FnMut(&mut Context<'_>) -> Poll<SysResult<T>> + Send,
) -> SysResult<T> {
    if description.flags().nonblock() { now(poll).await } else { process.block(poll).await }
}

/// Tries once; `EAGAIN` if that would block.
async fn now<T>(mut poll: impl FnMut(&mut Context<'_>) -> Poll<SysResult<T>>) -> SysResult<T> {
    std::future::poll_fn(|context| match poll(context) {
        Poll::Ready(result) => Poll::Ready(result),
        Poll::Pending => Poll::Ready(Err(Errno::EAGAIN)),
    })
    .await
}

/// Sends the caller a signal, which may be its end.
async fn raise(call: &Call<'_>, signal: Signal) {
    call.kernel.signal(call.process, signal);
    call.process.rest().await;
}
