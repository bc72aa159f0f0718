use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Context;

use vivarium_abi::{Errno, LockKind};
use vivarium_vfs::{InodeId, Node};

use super::SysResult;
use super::wait_list::WaitList;
use crate::kernel::Pid;

/// Most locks on one file: a process could lock each of its bytes.
const LOCKS_MAX: usize = 4096;

/// All of a file.
pub(crate) const WHOLE: Range<u64> = 0..u64::MAX;

/// Names a file: its device and inode.
pub(crate) type FileId = (u64, InodeId);

pub(crate) fn file_id(node: &Node) -> FileId {
    (node.device(), node.inode())
}

/// Who holds a lock. Those of fcntl(2) are a process's, those of flock(2) an open file's; they do not see each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    Process(Pid),
    /// By its address, which is its own as long as it lives.
    Description(usize),
}

/// A lock on a part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lock {
    pub(crate) owner: Owner,
    pub(crate) kind: LockKind,
    pub(crate) range: Range<u64>,
}

impl Lock {
    fn conflicts(&self, other: &Self) -> bool {
        std::mem::discriminant(&self.owner) == std::mem::discriminant(&other.owner)
            && self.owner != other.owner
            && (self.kind == LockKind::Exclusive || other.kind == LockKind::Exclusive)
            && self.range.start < other.range.end
            && other.range.start < self.range.end
    }
}

/// The locks on a container's files.
#[derive(Default)]
pub(crate) struct LockTable(Mutex<HashMap<FileId, Locks>>);

#[derive(Default)]
struct Locks {
    /// By where they begin.
    held: Vec<Lock>,
    waiting: WaitList,
}

impl LockTable {
    /// Takes a lock, in place of what its owner has there. `EAGAIN` if another is in the way: then the task is woken
    /// once it may be gone. `ENOLCK` for too many locks.
    pub(crate) fn take(&self, file: FileId, mut lock: Lock, context: &Context<'_>) -> SysResult<()> {
        let mut table = self.lock();
        let locks = table.entry(file).or_default();
        if locks.held.iter().any(|held| held.conflicts(&lock)) {
            locks.waiting.register(context);
            return Err(Errno::EAGAIN);
        }
        // One taken out of the middle of another leaves two.
        if locks.held.len() + 2 > LOCKS_MAX {
            return Err(Errno::ENOLCK);
        }
        lock.range = locks.joined(&lock);
        locks.cut(lock.owner, &lock.range);
        let place = locks.held.partition_point(|held| held.range.start <= lock.range.start);
        locks.held.insert(place, lock);
        // What was exclusive may be shared now.
        locks.waiting.wake();
        Ok(())
    }

    /// Finds a lock that is in the way of `wanted`.
    pub(crate) fn conflict(&self, file: FileId, wanted: &Lock) -> Option<Lock> {
        self.lock().get(&file)?.held.iter().find(|held| held.conflicts(wanted)).cloned()
    }

    /// Gives up what an owner has of a part of a file; `ENOLCK` if that would leave too many locks.
    pub(crate) fn release(&self, file: FileId, owner: Owner, range: &Range<u64>) -> SysResult<()> {
        let mut table = self.lock();
        let Some(locks) = table.get_mut(&file) else { return Ok(()) };
        if *range != WHOLE && locks.held.len() + 1 > LOCKS_MAX {
            return Err(Errno::ENOLCK);
        }
        locks.cut(owner, range);
        locks.waiting.wake();
        if locks.held.is_empty() {
            table.remove(&file);
        }
        Ok(())
    }

    // Nothing awaits while the lock is held.
    fn lock(&self) -> MutexGuard<'_, HashMap<FileId, Locks>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Locks {
    /// The range of a lock together with those of the same kind and owner that it touches.
    fn joined(&self, lock: &Lock) -> Range<u64> {
        let same = self.held.iter().filter(|held| (held.owner, held.kind) == (lock.owner, lock.kind));
        let touching =
            |range: &Range<u64>, held: &Lock| held.range.start <= range.end && range.start <= held.range.end;
        same.fold(lock.range.clone(), |range, held| match touching(&range, held) {
            true => range.start.min(held.range.start)..range.end.max(held.range.end),
            false => range,
        })
    }

    /// Takes a part out of an owner's locks.
    fn cut(&mut self, owner: Owner, range: &Range<u64>) {
        let (own, mut held): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.held).into_iter().partition(|lock| lock.owner == owner);
        for lock in own {
            let before = lock.range.start..lock.range.end.min(range.start);
            let after = lock.range.start.max(range.end)..lock.range.end;
            let rest = [before, after].into_iter().filter(|rest| !rest.is_empty());
            held.extend(rest.map(|range| Lock { range, ..lock.clone() }));
        }
        held.sort_by_key(|lock| lock.range.start);
        self.held = held;
    }
}

/// What an owner has locked of a file; dropping it gives all of it up.
pub(crate) struct Held {
    pub(crate) table: Arc<LockTable>,
    pub(crate) file: FileId,
    pub(crate) owner: Owner,
}

impl Drop for Held {
    fn drop(&mut self) {
        // All of a file leaves no rest, so there are never too many.
        let _ = self.table.release(self.file, self.owner, &WHOLE);
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    const FILE: FileId = (1, InodeId(2));

    fn lock(pid: Pid, kind: LockKind, range: Range<u64>) -> Lock {
        Lock { owner: Owner::Process(pid), kind, range }
    }

    fn take(table: &LockTable, lock: Lock) -> SysResult<()> {
        table.take(FILE, lock, &Context::from_waker(Waker::noop()))
    }

    #[test]
    fn shared_locks_meet_and_exclusive_ones_do_not() {
        use LockKind::{Exclusive, Shared};
        let table = LockTable::default();
        assert_eq!(take(&table, lock(2, Shared, 0..10)), Ok(()));
        assert_eq!(take(&table, lock(3, Shared, 5..15)), Ok(()));
        assert_eq!(take(&table, lock(3, Exclusive, 9..20)), Err(Errno::EAGAIN));
        assert_eq!(take(&table, lock(3, Exclusive, 10..20)), Ok(()));
        let found = table.conflict(FILE, &lock(2, Shared, 0..100));
        assert_eq!(found, Some(lock(3, Exclusive, 10..20)));
        // An open file's locks are of another world.
        let other = Lock { owner: Owner::Description(7), kind: Exclusive, range: WHOLE };
        assert_eq!(take(&table, other), Ok(()));
    }

    #[test]
    fn a_part_is_given_up() {
        use LockKind::Exclusive;
        let table = LockTable::default();
        assert_eq!(take(&table, lock(2, Exclusive, 0..30)), Ok(()));
        assert_eq!(table.release(FILE, Owner::Process(2), &(10..20)), Ok(()));
        assert_eq!(take(&table, lock(3, Exclusive, 10..20)), Ok(()));
        assert_eq!(take(&table, lock(3, Exclusive, 9..10)), Err(Errno::EAGAIN));
        assert_eq!(take(&table, lock(3, Exclusive, 20..21)), Err(Errno::EAGAIN));
        assert_eq!(table.release(FILE, Owner::Process(2), &WHOLE), Ok(()));
        assert_eq!(take(&table, lock(3, Exclusive, WHOLE)), Ok(()));
    }

    #[test]
    fn neighbours_of_a_kind_become_one() {
        use LockKind::{Exclusive, Shared};
        let table = LockTable::default();
        for range in [20..30, 0..10, 25..27, 10..20] {
            assert_eq!(take(&table, lock(2, Exclusive, range)), Ok(()));
        }
        assert_eq!(table.conflict(FILE, &lock(3, Shared, 15..16)), Some(lock(2, Exclusive, 0..30)));
        assert_eq!(take(&table, lock(2, Shared, 5..6)), Ok(()));
        assert_eq!(table.conflict(FILE, &lock(3, Exclusive, WHOLE)), Some(lock(2, Exclusive, 0..5)));
    }

    #[test]
    fn locks_are_bounded() {
        let table = LockTable::default();
        let one = |at: u64| take(&table, lock(2, LockKind::Shared, 2 * at..2 * at + 1));
        let taken = (0..).take_while(|&at| one(at).is_ok()).count();
        assert_eq!((taken, one(9_999)), (LOCKS_MAX - 1, Err(Errno::ENOLCK)));
        let table = Arc::new(table);
        drop(Held { table: Arc::clone(&table), file: FILE, owner: Owner::Process(2) });
        assert!(table.lock().is_empty());
    }
}
