use std::ops::Range;
use std::sync::Arc;
use std::task::Poll;

use vivarium_abi::{Errno, LockKind, RecordLock};

use super::call::Call;
use crate::file::{FileDescription, FileId, Lock, Owner, SysResult, WHOLE, file_id};

/// Whether a call waits for a lock that another has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Patience {
    Try,
    Wait,
}

impl Patience {
    fn from_raw(raw: u32) -> SysResult<Self> {
        match raw {
            0 => Ok(Self::Try),
            1 => Ok(Self::Wait),
            _ => Err(Errno::EINVAL),
        }
    }
}

/// fcntl(2), `F_SETLK` and `F_SETLKW`. A length of 0 reaches to the end of the file, however it grows.
pub(super) async fn record(
    call: &Call<'_>,
    fd: u32,
    kind: u32,
    (start, len): (u64, u64),
    wait: u32,
) -> SysResult<()> {
    let (description, file) = open_file(call, fd)?;
    let (owner, range, patience) = (own(call), range(start, len)?, Patience::from_raw(wait)?);
    let Some(kind) = LockKind::from_raw(kind)? else {
        return call.kernel.locks.release(file, owner, &range);
    };
    let allowed = match kind {
        LockKind::Shared => description.access.reads(),
        LockKind::Exclusive => description.access.writes(),
    };
    if !allowed {
        return Err(Errno::EBADF);
    }
    take(call, file, &Lock { owner, kind, range }, patience).await?;
    call.process.fds().note_locked(&call.kernel.locks, file, owner);
    Ok(())
}

/// fcntl(2), `F_GETLK`: a lock that is in the way, or `F_UNLCK`.
pub(super) fn query(call: &Call<'_>, fd: u32, kind: u32, start: u64, len: u64) -> SysResult<RecordLock> {
    let (_, file) = open_file(call, fd)?;
    let kind = LockKind::from_raw(kind)?.ok_or(Errno::EINVAL)?;
    let wanted = Lock { owner: own(call), kind, range: range(start, len)? };
    Ok(match call.kernel.locks.conflict(file, &wanted) {
        Some(Lock { owner: Owner::Process(pid), kind, range }) => RecordLock {
            kind: kind as u32,
            pid,
            start: range.start,
            len: if range.end == WHOLE.end { 0 } else { range.end - range.start },
        },
        _ => RecordLock { kind: LockKind::UNLOCK, ..RecordLock::default() },
    })
}

/// flock(2).
pub(super) async fn whole(call: &Call<'_>, fd: u32, kind: u32, wait: u32) -> SysResult<()> {
    let (description, file) = open_file(call, fd)?;
    let patience = Patience::from_raw(wait)?;
    let Some(kind) = LockKind::from_raw(kind)? else {
        description.unlock();
        return Ok(());
    };
    let lock = Lock { owner: description.lock_owner(), kind, range: WHOLE };
    take(call, file, &lock, patience).await?;
    description.note_locked(&call.kernel.locks, file);
    Ok(())
}

async fn take(call: &Call<'_>, file: FileId, lock: &Lock, patience: Patience) -> SysResult<()> {
    let locks = &call.kernel.locks;
    call.process
        .block(|context| match locks.take(file, lock.clone(), context) {
            Err(Errno::EAGAIN) if patience == Patience::Wait => Poll::Pending,
            done => Poll::Ready(done),
        })
        .await
}

/// What a descriptor has open, as a file that can be locked.
fn open_file(call: &Call<'_>, fd: u32) -> SysResult<(Arc<FileDescription>, FileId)> {
    let description = call.fd(fd)?;
    let file = description.file.node().map(file_id).ok_or(Errno::EINVAL)?;
    Ok((description, file))
}

fn own(call: &Call<'_>) -> Owner {
    Owner::Process(call.process.pid)
}

fn range(start: u64, len: u64) -> SysResult<Range<u64>> {
    let end = if len == 0 { Some(WHOLE.end) } else { start.checked_add(len) };
    end.filter(|_| i64::try_from(start).is_ok()).map(|end| start..end).ok_or(Errno::EINVAL)
}
