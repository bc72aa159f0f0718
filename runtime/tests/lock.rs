//! File locks; fcntl(2), flock(2).

mod guest;

use guest::{Arg, CWD, Guest, check};
use vivarium::Errno;

const SHARED: u32 = 0;
const EXCLUSIVE: u32 = 1;
const UNLOCK: u32 = 2;

/// Opens `/tmp/file` for reading and writing, and returns the address of the descriptor.
fn open(guest: &mut Guest) -> u32 {
    let (path, fd) = (guest.bytes(b"/tmp/file"), guest.space(4));
    guest.ok("path_open", args![CWD, 1, path, 9, 1, 66u64, 0u64, 0, fd]);
    fd
}

/// The arguments of a record lock: descriptor, kind, start, length, whether to wait.
fn record(fd: u32, kind: u32, start: u64, len: u64, wait: u32) -> [Arg; 5] {
    [Arg::Load(fd), kind.into(), start.into(), len.into(), wait.into()]
}

#[tokio::test]
async fn record_locks_are_between_processes() {
    let mut guest = Guest::new();
    let fd = open(&mut guest);
    let (pid, found, result) = (guest.space(4), guest.space(24), guest.space(8));
    guest.ok("fd_lock", &record(fd, EXCLUSIVE, 0, 10, 0)).ok("fd_lock", &record(fd, SHARED, 4, 2, 0));
    guest.ok("fd_lock", &record(fd, EXCLUSIVE, 20, 0, 0)).ok("proc_fork", args![pid]);
    guest.child();
    guest
        .err(Errno::EAGAIN, "fd_lock", &record(fd, SHARED, 3, 1, 0))
        .ok("fd_lock", &record(fd, SHARED, 4, 2, 0));
    guest.err(Errno::EAGAIN, "fd_lock", &record(fd, EXCLUSIVE, 4, 2, 0));
    guest.ok("fd_lock", &record(fd, EXCLUSIVE, 10, 10, 0));
    guest.err(Errno::EAGAIN, "fd_lock", &record(fd, EXCLUSIVE, 1 << 40, 1, 0));
    let query = [Arg::Load(fd), SHARED.into(), 2u64.into(), 100u64.into(), found.into()];
    guest.ok("fd_lock_query", &query).equal(found, EXCLUSIVE).equal(found + 4, 2);
    guest.ok("fd_lock", &record(fd, EXCLUSIVE, 0, 0, 1)).print(1, "child\n").exit(0);
    guest.parent();
    guest.ok("sched_yield", args![]).ok("sched_yield", args![]).print(1, "parent\n");
    guest
        .ok("fd_lock", &record(fd, UNLOCK, 0, 0, 0))
        .ok("proc_wait", args![-1, 0, result])
        .equal(result + 4, 0);
    // What a process had locked is free when it has ended.
    guest.ok("fd_lock", &record(fd, EXCLUSIVE, 0, 0, 0));
    assert_eq!(check(&guest).await.stdout, b"parent\nchild\n");
}

#[tokio::test]
async fn closing_any_descriptor_gives_record_locks_up() {
    let mut guest = Guest::new();
    let (first, second) = (open(&mut guest), open(&mut guest));
    let (pid, result) = (guest.space(4), guest.space(8));
    guest.ok("fd_lock", &record(first, EXCLUSIVE, 0, 0, 0)).ok("fd_close", &[Arg::Load(second)]);
    guest.ok("proc_fork", args![pid]).ok("proc_wait", args![-1, 0, result]).equal(result + 4, 0);
    guest.child().ok("fd_lock", &record(first, EXCLUSIVE, 0, 0, 0)).exit(0);
    check(&guest).await;
}

#[tokio::test]
async fn whole_locks_are_between_open_files() {
    let mut guest = Guest::new();
    let (first, second, copy) = (open(&mut guest), open(&mut guest), guest.space(4));
    let lock = |fd: u32, kind: u32, wait: u32| [Arg::Load(fd), kind.into(), wait.into()];
    guest.ok("fd_dup", &[Arg::Load(first), 0.into(), copy.into()]).ok("fd_flock", &lock(first, EXCLUSIVE, 0));
    guest.ok("fd_flock", &lock(copy, EXCLUSIVE, 1)).err(Errno::EAGAIN, "fd_flock", &lock(second, SHARED, 0));
    guest.ok("fd_close", &[Arg::Load(first)]).err(Errno::EAGAIN, "fd_flock", &lock(second, SHARED, 0));
    guest.ok("fd_flock", &lock(copy, SHARED, 0)).ok("fd_flock", &lock(second, SHARED, 0));
    guest.err(Errno::EAGAIN, "fd_flock", &lock(second, EXCLUSIVE, 0)).ok("fd_close", &[Arg::Load(copy)]);
    guest.ok("fd_flock", &lock(second, EXCLUSIVE, 0)).ok("fd_flock", &lock(second, UNLOCK, 0));
    // Those of fcntl(2) do not see them.
    guest.ok("fd_flock", &lock(second, EXCLUSIVE, 0)).ok("fd_lock", &record(second, EXCLUSIVE, 0, 0, 0));
    check(&guest).await;
}

#[tokio::test]
async fn bad_locks_are_refused() {
    let mut guest = Guest::new();
    let (path, reader, fd) = (guest.bytes(b"/tmp/file"), guest.space(4), open(&mut guest));
    guest.ok("path_open", args![CWD, 1, path, 9, 0, 2u64, 0u64, 0, reader]);
    guest.err(Errno::EBADF, "fd_lock", &record(reader, EXCLUSIVE, 0, 0, 0));
    guest.ok("fd_lock", &record(reader, SHARED, 0, 0, 0));
    guest.err(Errno::EINVAL, "fd_lock", &record(fd, 3, 0, 0, 0));
    guest.err(Errno::EINVAL, "fd_lock", &record(fd, SHARED, u64::MAX, 1, 0));
    guest.err(Errno::EINVAL, "fd_lock", &record(fd, SHARED, 0, 0, 2));
    guest.err(Errno::EBADF, "fd_flock", args![99, EXCLUSIVE, 0]);
    guest.err(Errno::EINVAL, "fd_flock", args![1, EXCLUSIVE, 0]);
    check(&guest).await;
}
