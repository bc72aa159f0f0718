//! Descriptors, files, pipes and poll.

mod guest;

use guest::{Arg, CWD, Guest, World, check};
use vivarium::{Errno, Exec, Input, TerminalSize};

const READ: u64 = 1 << 1;
const WRITE: u64 = 1 << 6;
const CREATE: u32 = 1;
const DIRECTORY: u32 = 2;

/// Opens a path, and returns the address of the descriptor.
fn open(guest: &mut Guest, path: &str, oflags: u32, rights: u64, fdflags: u32) -> u32 {
    let (address, fd) = (guest.bytes(path.as_bytes()), guest.space(4));
    let len = path.len() as u32;
    guest.ok("path_open", args![CWD, 1, address, len, oflags, rights, 0u64, fdflags, fd]);
    fd
}

fn open_fails(guest: &mut Guest, errno: Errno, path: &str, oflags: u32, rights: u64) {
    let (address, fd) = (guest.bytes(path.as_bytes()), guest.space(4));
    let len = path.len() as u32;
    guest.err(errno, "path_open", args![CWD, 1, address, len, oflags, rights, 0u64, 0, fd]);
}

/// Reads up to eight bytes: the addresses of the buffer and of the count.
fn read(guest: &mut Guest, fd: Arg) -> (u32, u32) {
    let (buffer, count) = (guest.space(8), guest.space(4));
    let iovec = guest.iovec(buffer, 8);
    guest.ok("fd_read", &[fd, iovec.into(), 1.into(), count.into()]);
    (buffer, count)
}

#[tokio::test]
async fn duplicates_share_the_offset_and_opens_do_not() {
    let mut guest = Guest::new();
    let fd = open(&mut guest, "/tmp/file", CREATE, READ | WRITE, 0);
    guest.equal(fd, 3).print(Arg::Load(fd), "abcdefgh");
    let (copy, position) = (guest.space(4), guest.space(8));
    guest.ok("fd_dup", &[Arg::Load(fd), 10.into(), copy.into()]).equal(copy, 10);
    guest.ok("fd_seek", &[Arg::Load(copy), Arg::I64(2), 0.into(), position.into()]);
    guest.ok("fd_tell", &[Arg::Load(fd), position.into()]).equal(position, 2);
    let other = open(&mut guest, "/tmp/file", 0, READ, 0);
    let (buffer, count) = read(&mut guest, Arg::Load(other));
    guest.equal(count, 8).equal(buffer, u32::from_le_bytes(*b"abcd"));
    guest.ok("fd_dup2", &[Arg::Load(other), Arg::Load(fd)]);
    guest.ok("fd_tell", &[Arg::Load(fd), position.into()]).equal(position, 8);
    guest.err(Errno::EBADF, "fd_dup2", args![99, 5]).err(Errno::EBADF, "fd_dup2", args![1, 4096]);
    guest.err(Errno::EINVAL, "fd_dup", args![1, 1024, copy]);
    guest.ok("fd_renumber", &[Arg::Load(copy), Arg::Load(other)]).err(Errno::EBADF, "fd_close", args![10]);
    guest.ok("fd_close", &[Arg::Load(other)]).err(Errno::EBADF, "fd_close", &[Arg::Load(other)]);
    check(&guest).await;
}

#[tokio::test]
async fn append_goes_to_the_end() {
    let mut guest = Guest::new();
    let first = open(&mut guest, "/tmp/log", CREATE, WRITE, 1);
    let second = open(&mut guest, "/tmp/log", 0, WRITE, 1);
    guest.print(Arg::Load(first), "1").print(Arg::Load(second), "2").print(Arg::Load(first), "3");
    let reader = open(&mut guest, "/tmp/log", 0, READ, 0);
    let (buffer, count) = read(&mut guest, Arg::Load(reader));
    guest.equal(count, 3).equal(buffer, u32::from_le_bytes(*b"123\0"));
    let iovec = guest.iovec(buffer, 3);
    guest.err(Errno::EBADF, "fd_write", &[Arg::Load(reader), iovec.into(), 1.into(), count.into()]);
    guest.err(Errno::EBADF, "fd_read", &[Arg::Load(first), iovec.into(), 1.into(), count.into()]);
    check(&guest).await;
}

#[tokio::test]
async fn open_fails_as_linux() {
    let mut guest = Guest::new();
    open_fails(&mut guest, Errno::ENOENT, "/none", 0, READ);
    open_fails(&mut guest, Errno::ENOENT, "", 0, READ);
    open_fails(&mut guest, Errno::EISDIR, "/tmp", 0, WRITE);
    open_fails(&mut guest, Errno::ENOTDIR, "/bin/guest", DIRECTORY, READ);
    open_fails(&mut guest, Errno::ENOTDIR, "/bin/guest/x", 0, READ);
    open_fails(&mut guest, Errno::ENXIO, "/dev/tty", 0, READ);
    open_fails(&mut guest, Errno::ENOENT, "/proc/self/fd/77", 0, READ);
    open_fails(&mut guest, Errno::ENAMETOOLONG, &"x".repeat(256), 0, READ);
    open_fails(&mut guest, Errno::ENAMETOOLONG, &"x/".repeat(50_000), 0, READ);
    open_fails(&mut guest, Errno::EINVAL, "a\0b", 0, READ);
    check(&guest).await;
}

#[tokio::test]
async fn descriptors_end_at_their_limit() {
    let mut guest = Guest::new();
    let (fd, limit) = (guest.space(4), guest.space(16));
    guest.ok("proc_getrlimit", args![7, limit]).equal(limit, 1024).equal(limit + 8, 1024);
    guest.import("fd_dup", args![1, 0, fd], "(result i32)");
    guest.raw(&format!(
        "(loop $again (br_if $again (i32.eqz (call $fd_dup (i32.const 1) (i32.const 0) (i32.const {fd})))))"
    ));
    guest.equal(fd, 1023).err(Errno::EMFILE, "fd_dup", args![1, 0, fd]).err(
        Errno::EMFILE,
        "fd_pipe",
        args![limit],
    );
    guest.ok("fd_close", args![1000]).err(Errno::EMFILE, "fd_pipe", args![limit]);
    guest.ok("fd_dup", args![1, 0, fd]).equal(fd, 1000);
    guest.store(limit, Arg::I32(16)).store(limit + 4, Arg::I32(0)).ok("proc_setrlimit", args![7, limit]);
    guest.ok("fd_close", args![20]).err(Errno::EMFILE, "fd_dup", args![1, 0, fd]);
    check(&guest).await;
}

#[tokio::test]
async fn pipe_without_reader_raises_sigpipe() {
    let mut guest = Guest::new();
    let (fds, result, pid) = (guest.space(8), guest.space(8), guest.space(4));
    guest.ok("fd_pipe", args![fds]).ok("fd_close", &[Arg::Load(fds)]);
    guest.ok("proc_fork", args![pid]).ok("proc_wait", args![-1, 0, result]).equal(result + 4, 13);
    let old = guest.space(4);
    guest.ok("sig_action", args![13, 1, old]).equal(old, 0);
    let iovec = guest.iovec(fds, 8);
    guest.err(Errno::EPIPE, "fd_write", &[Arg::Load(fds + 4), iovec.into(), 1.into(), old.into()]);
    guest.child().print(Arg::Load(fds + 4), "x").exit(0);
    check(&guest).await;
}

#[tokio::test]
async fn nonblocking_pipe_says_again() {
    let mut guest = Guest::new();
    let (fds, count) = (guest.space(8), guest.space(4));
    let big = guest.space(70_000);
    let iovec = guest.iovec(big, 70_000);
    guest.ok("fd_pipe", args![fds]);
    guest.ok("fd_fdstat_set_flags", &[Arg::Load(fds), 4.into()]);
    guest.ok("fd_fdstat_set_flags", &[Arg::Load(fds + 4), 4.into()]);
    guest.err(Errno::EAGAIN, "fd_read", &[Arg::Load(fds), iovec.into(), 1.into(), count.into()]);
    guest.ok("fd_write", &[Arg::Load(fds + 4), iovec.into(), 1.into(), count.into()]).equal(count, 65_536);
    guest.err(Errno::EAGAIN, "fd_write", &[Arg::Load(fds + 4), iovec.into(), 1.into(), count.into()]);
    guest.ok("fd_read", &[Arg::Load(fds), iovec.into(), 1.into(), count.into()]).equal(count, 65_536);
    guest.err(Errno::ESPIPE, "fd_tell", &[Arg::Load(fds), big.into()]);
    check(&guest).await;
}

/// A poll subscription to a descriptor (`tag` 1 to read, 2 to write) or a clock (0).
fn subscription(user_data: u64, tag: u8, first: u32, timeout_ns: u64) -> Vec<u8> {
    let mut bytes = vec![0; 48];
    bytes[..8].copy_from_slice(&user_data.to_le_bytes());
    bytes[8] = tag;
    bytes[16..20].copy_from_slice(&first.to_le_bytes());
    bytes[24..32].copy_from_slice(&timeout_ns.to_le_bytes());
    bytes
}

#[tokio::test]
async fn poll_waits_for_the_first() {
    let mut guest = Guest::new();
    let (fds, count, events) = (guest.space(8), guest.space(4), guest.space(32 * 4));
    guest.ok("fd_pipe", args![fds]).equal(fds, 3).equal(fds + 4, 4);
    let subscriptions = [subscription(7, 1, 3, 0), subscription(8, 0, 1, 1_000_000)].concat();
    let input = guest.bytes(&subscriptions);
    guest.ok("poll_oneoff", args![input, events, 2, count]).equal(count, 1).equal(events, 8);
    guest.print(4, "xyz");
    guest.ok("poll_oneoff", args![input, events, 2, count]).equal(count, 1).equal(events, 7);
    guest.equal(events + 16, 3).ok("fd_close", args![4]);
    guest.ok("poll_oneoff", args![input, events, 2, count]).equal(events, 7).equal(events + 24, 1);
    let closed = guest.bytes(&subscription(9, 2, 77, 0));
    guest.ok("poll_oneoff", args![closed, events, 1, count]).equal(events, 9).equal(events + 8, 8 | 2 << 16);
    guest.err(Errno::EINVAL, "poll_oneoff", args![closed, events, 0, count]);
    guest.err(Errno::EINVAL, "poll_oneoff", args![closed, events, u32::MAX, count]);
    guest.err(Errno::EFAULT, "poll_oneoff", args![0xffff_ff00u32, events, 1, count]);
    check(&guest).await;
}

#[tokio::test]
async fn named_pipe_joins_two_processes() {
    let mut guest = Guest::new();
    let path = guest.bytes(b"/tmp/fifo");
    let (pid, result) = (guest.space(4), guest.space(8));
    guest.ok("path_mkfifo", args![CWD, path, 9, 0o644]).ok("proc_fork", args![pid]);
    let reader = open(&mut guest, "/tmp/fifo", 0, READ, 0);
    let (buffer, count) = read(&mut guest, Arg::Load(reader));
    guest.equal(count, 4).equal(buffer, u32::from_le_bytes(*b"ping"));
    let (_, count) = read(&mut guest, Arg::Load(reader));
    guest.equal(count, 0).ok("proc_wait", args![-1, 0, result]).equal(result + 4, 0);
    guest.child();
    let writer = open(&mut guest, "/tmp/fifo", 0, WRITE, 0);
    guest.print(Arg::Load(writer), "ping").exit(0);
    check(&guest).await;
}

#[tokio::test]
async fn open_files_open_again_by_number() {
    let mut guest = Guest::new();
    let fd = open(&mut guest, "/tmp/file", CREATE, READ | WRITE, 0);
    guest.print(Arg::Load(fd), "text");
    let path = guest.bytes(b"/tmp/file");
    guest.ok("path_unlink_file", args![CWD, path, 9]);
    let again = open(&mut guest, "/dev/fd/3", 0, READ, 0);
    let (buffer, count) = read(&mut guest, Arg::Load(again));
    guest.equal(count, 4).equal(buffer, u32::from_le_bytes(*b"text"));
    let link = guest.bytes(b"/proc/self/fd/3");
    let (target, len) = (guest.space(64), guest.space(4));
    guest.ok("path_readlink", args![CWD, link, 15, target, 64, len]);
    guest.equal(len, "/tmp/file (deleted)".len() as u32).equal(target, u32::from_le_bytes(*b"/tmp"));
    check(&guest).await;
}

#[tokio::test]
async fn stdin_is_read_to_its_end() {
    let mut guest = Guest::new();
    let (buffer, count) = read(&mut guest, 0.into());
    guest.equal(count, 5).equal(buffer, u32::from_le_bytes(*b"hell"));
    let (_, count) = read(&mut guest, 0.into());
    guest.equal(count, 0);
    let world = World::new(&[("guest", &guest)]);
    let outcome = world.exec(Exec::new(["guest"]).stdin(Input::Bytes(b"hello".to_vec()))).await;
    guest::assert_passed(&guest, &outcome);
}

#[tokio::test]
async fn no_stdin_is_the_null_device() {
    let mut guest = Guest::new();
    let (stat, target, len) = (guest.space(80), guest.space(16), guest.space(4));
    guest.ok("fd_stat", args![0, stat]).equal(stat + 24, 0o020_666).equal(stat + 36, 1 << 8 | 3);
    let (_, count) = read(&mut guest, 0.into());
    guest.equal(count, 0);
    let link = guest.bytes(b"/proc/self/fd/0");
    guest.ok("path_readlink", args![CWD, link, 15, target, 16, len]).equal(len, "/dev/null".len() as u32);
    let again = open(&mut guest, "/dev/fd/0", 0, READ, 0);
    guest.ok("fd_stat", &[Arg::Load(again), stat.into()]).equal(stat + 36, 1 << 8 | 3);
    check(&guest).await;
}

#[tokio::test]
async fn only_a_terminal_is_one() {
    const POSITION: u32 = 1 << 2 | 1 << 5;
    let mut guest = Guest::new();
    let stat = guest.space(24);
    // Bit 2 and 5 of the rights, and the type of the file.
    let masked = format!("(i32.and (i32.load (i32.const {})) (i32.const {POSITION}))", stat + 8);
    guest.ok("fd_fdstat_get", args![1, stat]);
    guest.raw(&format!("(i32.store (i32.const {}) {masked})", stat + 8)).equal(stat, 2).equal(stat + 8, 0);
    let null = open(&mut guest, "/dev/null", 0, READ, 0);
    guest.ok("fd_fdstat_get", &[Arg::Load(null), stat.into()]);
    guest
        .raw(&format!("(i32.store (i32.const {}) {masked})", stat + 8))
        .equal(stat, 2)
        .equal(stat + 8, POSITION);
    guest.err(Errno::ENOTTY, "fd_terminal_size", &[Arg::Load(null), stat.into()]);
    guest.ok("fd_terminal_size", args![1, stat]).equal(stat, 24 | 80 << 16);
    guest.err(Errno::ENOTTY, "fd_terminal_size", args![0, stat]);
    let tty = open(&mut guest, "/dev/tty", 0, WRITE, 0);
    guest.print(Arg::Load(tty), "shown");
    let world = World::new(&[("guest", &guest)]);
    let outcome = world.exec(Exec::new(["guest"]).terminal(TerminalSize { rows: 24, columns: 80 })).await;
    guest::assert_passed(&guest, &outcome);
    assert_eq!(outcome.stdout, b"shown");
}

#[tokio::test]
async fn directory_is_listed_in_pieces() {
    let mut guest = Guest::new();
    let fd = open(&mut guest, "/dev", DIRECTORY, READ, 0);
    let (buffer, len) = (guest.space(4096), guest.space(4));
    let (names, after_dots) = (["null", "zero", "full", "urandom", "tty", "fd"], 2);
    let total = 24 * (names.len() + after_dots) + names.concat().len() + "...".len();
    guest.ok("fd_readdir", &[Arg::Load(fd), buffer.into(), 4096.into(), Arg::I64(0), len.into()]);
    guest.equal(len, total as u32);
    guest
        .ok("fd_readdir", &[Arg::Load(fd), buffer.into(), 30.into(), Arg::I64(0), len.into()])
        .equal(len, 30);
    guest.err(Errno::ENOTDIR, "fd_readdir", args![1, buffer, 30, 0u64, len]);
    check(&guest).await;
}

#[tokio::test]
async fn bad_addresses_are_errors() {
    const BAD: u32 = 0xffff_fff0;
    let mut guest = Guest::new();
    let good = guest.space(64);
    let iovec = guest.iovec(BAD, 100);
    guest.err(Errno::EFAULT, "fd_read", args![0, iovec, 1, good]);
    guest.err(Errno::EFAULT, "fd_write", args![1, iovec, 1, good]);
    guest.err(Errno::EFAULT, "fd_write", args![1, BAD, 2, good]);
    guest.err(Errno::EINVAL, "fd_write", args![1, good, u32::MAX, good]);
    guest.err(Errno::EFAULT, "fd_write", args![1, good, 1, BAD + 13]);
    guest.err(Errno::EFAULT, "fd_pipe", args![BAD + 9]);
    guest.err(Errno::EFAULT, "random_get", args![BAD, 100]);
    guest.err(Errno::EFAULT, "path_open", args![CWD, 0, BAD, 100, 0, 2u64, 0u64, 0, good]);
    guest.err(Errno::ENAMETOOLONG, "path_open", args![CWD, 0, BAD, u32::MAX, 0, 2u64, 0u64, 0, good]);
    guest.err(Errno::EFAULT, "clock_time_get", args![0, 0u64, BAD + 9]);
    guest.err(Errno::EFAULT, "args_get", args![BAD + 13, BAD]);
    guest.err(Errno::EFAULT, "proc_wait", args![-1, 0, BAD + 9]);
    guest.err(Errno::EFAULT, "proc_getcwd", args![BAD, 100, good]);
    guest.err(Errno::EFAULT, "sig_notify", args![BAD + 13]);
    guest.err(Errno::EFAULT, "proc_setrlimit", args![7, u32::MAX]);
    guest.err(Errno::EFAULT, "path_stat", args![CWD, 0, good, 1, BAD]);
    guest.err(Errno::EBADF, "fd_prestat_get", args![3, good]);
    guest.err(Errno::EBADF, "sock_shutdown", args![9, 0]).err(Errno::ENOTSOCK, "sock_shutdown", args![1, 0]);
    check(&guest).await;
}

#[tokio::test]
async fn devices() {
    let mut guest = Guest::new();
    let full = open(&mut guest, "/dev/full", 0, READ | WRITE, 0);
    let (iovec, count) = (guest.iovec(full, 4), guest.space(4));
    guest.err(Errno::ENOSPC, "fd_write", &[Arg::Load(full), iovec.into(), 1.into(), count.into()]);
    let null = open(&mut guest, "/dev/null", 0, READ | WRITE, 0);
    guest.print(Arg::Load(null), "gone");
    let (_, count) = read(&mut guest, Arg::Load(null));
    guest.equal(count, 0);
    let random = open(&mut guest, "/dev/urandom", 0, READ, 0);
    let (buffer, count) = read(&mut guest, Arg::Load(random));
    guest.equal(count, 8).unequal(buffer, 0);
    check(&guest).await;
}
