use vivarium_abi::MODULE as OURS;
use wasmtime::{Caller, Engine, Linker};

use super::call::{Call, block, perform, query};
use super::open::{self, OpenFlags};
use super::{args, clock, fd, path, poll, proc, random, rw, sig, stat, sys};
use crate::kernel::{Guest, Leave};

const WASI: &str = "wasi_snapshot_preview1";

type Guests<'a> = Caller<'a, Guest>;

/// Links the import modules: one line for each system call, that says what it takes and who handles it.
///
/// `perform` calls a handler that answers with its errno only, `query` one that has a value to write at `out`, `block`
/// one that may wait.
pub(crate) fn linker(engine: &Engine) -> wasmtime::Result<Linker<Guest>> {
    let mut linker = Linker::new(engine);
    link_environment(&mut linker)?;
    link_descriptors(&mut linker)?;
    link_transfers(&mut linker)?;
    link_paths(&mut linker)?;
    link_processes(&mut linker)?;
    link_signals(&mut linker)?;
    link_our_files(&mut linker)?;
    Ok(linker)
}

/// Arguments, environment, clocks, randomness.
#[rustfmt::skip]
fn link_environment(l: &mut Linker<Guest>) -> wasmtime::Result<()> {
    l.func_wrap(WASI, "args_get", |c: Guests<'_>, ptrs: u32, bytes: u32| perform(c, |call| args::get(call, &call.process.image().argv, ptrs, bytes)))?;
    l.func_wrap(WASI, "args_sizes_get", |c: Guests<'_>, count: u32, bytes: u32| perform(c, |call| args::sizes(call, &call.process.image().argv, count, bytes)))?;
    l.func_wrap(WASI, "environ_get", |c: Guests<'_>, ptrs: u32, bytes: u32| perform(c, |call| args::get(call, &call.process.image().env, ptrs, bytes)))?;
    l.func_wrap(WASI, "environ_sizes_get", |c: Guests<'_>, count: u32, bytes: u32| perform(c, |call| args::sizes(call, &call.process.image().env, count, bytes)))?;
    l.func_wrap(WASI, "clock_res_get", |c: Guests<'_>, clock: u32, out: u32| query(c, out, |_| clock::resolution(clock)))?;
    l.func_wrap(WASI, "clock_time_get", |c: Guests<'_>, clock: u32, _precision: u64, out: u32| query(c, out, |call| clock::time(call, clock)))?;
    l.func_wrap_async(WASI, "random_get", |c: Guests<'_>, (address, len): (u32, u32)| Box::new(block(c, 0, async move |call: &mut Call<'_>| random::get(call, address, len).await)))?;
    l.func_wrap(OURS, "sys_info", |c: Guests<'_>, out: u32| query(c, out, |call| sys::info(call)))?;
    Ok(())
}

/// Descriptors.
#[rustfmt::skip]
fn link_descriptors(l: &mut Linker<Guest>) -> wasmtime::Result<()> {
    l.func_wrap(WASI, "fd_advise", |c: Guests<'_>, fd: u32, _offset: u64, _len: u64, advice: u32| perform(c, |call| fd::advise(call, fd, advice)))?;
    l.func_wrap(WASI, "fd_allocate", |c: Guests<'_>, fd: u32, offset: u64, len: u64| perform(c, |call| fd::allocate(call, fd, offset, len)))?;
    l.func_wrap(WASI, "fd_close", |c: Guests<'_>, fd: u32| perform(c, |call| fd::close(call, fd)))?;
    l.func_wrap(WASI, "fd_datasync", |c: Guests<'_>, fd: u32| perform(c, |call| fd::sync(call, fd)))?;
    l.func_wrap(WASI, "fd_fdstat_get", |c: Guests<'_>, fd: u32, out: u32| query(c, out, |call| fd::fdstat(call, fd)))?;
    l.func_wrap(WASI, "fd_fdstat_set_flags", |c: Guests<'_>, fd: u32, flags: u32| perform(c, |call| fd::set_flags(call, fd, flags)))?;
    l.func_wrap(WASI, "fd_fdstat_set_rights", |c: Guests<'_>, fd: u32, _base: u64, _inheriting: u64| perform(c, |call| fd::set_rights(call, fd)))?;
    l.func_wrap(WASI, "fd_filestat_get", |c: Guests<'_>, fd: u32, out: u32| query(c, out, |call| stat::fd_filestat(call, fd)))?;
    l.func_wrap(WASI, "fd_filestat_set_size", |c: Guests<'_>, fd: u32, size: u64| perform(c, |call| fd::truncate(call, fd, size)))?;
    l.func_wrap(WASI, "fd_filestat_set_times", |c: Guests<'_>, fd: u32, atime: u64, mtime: u64, flags: u32| perform(c, |call| stat::set_fd_times(call, fd, atime, mtime, flags)))?;
    l.func_wrap(WASI, "fd_prestat_get", |c: Guests<'_>, _fd: u32, _out: u32| perform(c, |_| sys::no_preopens()))?;
    l.func_wrap(WASI, "fd_prestat_dir_name", |c: Guests<'_>, _fd: u32, _address: u32, _len: u32| perform(c, |_| sys::no_preopens()))?;
    l.func_wrap(WASI, "fd_readdir", |c: Guests<'_>, fd: u32, address: u32, len: u32, cookie: u64, out: u32| query(c, out, |call| fd::readdir(call, fd, address, len, cookie)))?;
    l.func_wrap(WASI, "fd_renumber", |c: Guests<'_>, fd: u32, new: u32| perform(c, |call| fd::renumber(call, fd, new)))?;
    l.func_wrap(WASI, "fd_seek", |c: Guests<'_>, fd: u32, delta: i64, whence: u32, out: u32| query(c, out, |call| fd::seek(call, fd, delta, whence)))?;
    l.func_wrap(WASI, "fd_sync", |c: Guests<'_>, fd: u32| perform(c, |call| fd::sync(call, fd)))?;
    l.func_wrap(WASI, "fd_tell", |c: Guests<'_>, fd: u32, out: u32| query(c, out, |call| fd::tell(call, fd)))?;
    Ok(())
}

/// Reading, writing, waiting for either; sockets, which there are none of.
#[rustfmt::skip]
fn link_transfers(l: &mut Linker<Guest>) -> wasmtime::Result<()> {
    l.func_wrap_async(WASI, "fd_pread", |c: Guests<'_>, (fd, iovecs, count, offset, out): (u32, u32, u32, u64, u32)| Box::new(block(c, out, async move |call: &mut Call<'_>| rw::pread(call, fd, iovecs, count, offset).await)))?;
    l.func_wrap_async(WASI, "fd_pwrite", |c: Guests<'_>, (fd, iovecs, count, offset, out): (u32, u32, u32, u64, u32)| Box::new(block(c, out, async move |call: &mut Call<'_>| rw::pwrite(call, fd, iovecs, count, offset).await)))?;
    l.func_wrap_async(WASI, "fd_read", |c: Guests<'_>, (fd, iovecs, count, out): (u32, u32, u32, u32)| Box::new(block(c, out, async move |call: &mut Call<'_>| rw::read(call, fd, iovecs, count).await)))?;
    l.func_wrap_async(WASI, "fd_write", |c: Guests<'_>, (fd, iovecs, count, out): (u32, u32, u32, u32)| Box::new(block(c, out, async move |call: &mut Call<'_>| rw::write(call, fd, iovecs, count).await)))?;
    l.func_wrap_async(WASI, "poll_oneoff", |c: Guests<'_>, (input, output, count, out): (u32, u32, u32, u32)| Box::new(block(c, out, async move |call: &mut Call<'_>| poll::poll_oneoff(call, input, output, count).await)))?;
    l.func_wrap(WASI, "sock_accept", |c: Guests<'_>, fd: u32, _flags: u32, _out: u32| perform(c, |call| sys::not_a_socket(call, fd)))?;
    l.func_wrap(WASI, "sock_recv", |c: Guests<'_>, fd: u32, _iovecs: u32, _count: u32, _flags: u32, _len: u32, _out: u32| perform(c, |call| sys::not_a_socket(call, fd)))?;
    l.func_wrap(WASI, "sock_send", |c: Guests<'_>, fd: u32, _iovecs: u32, _count: u32, _flags: u32, _len: u32| perform(c, |call| sys::not_a_socket(call, fd)))?;
    l.func_wrap(WASI, "sock_shutdown", |c: Guests<'_>, fd: u32, _how: u32| perform(c, |call| sys::not_a_socket(call, fd)))?;
    Ok(())
}

/// Paths.
#[rustfmt::skip]
fn link_paths(l: &mut Linker<Guest>) -> wasmtime::Result<()> {
    l.func_wrap(WASI, "path_create_directory", |c: Guests<'_>, dir: u32, path: u32, len: u32| perform(c, |call| path::create_directory(call, (dir, path, len))))?;
    l.func_wrap(WASI, "path_filestat_get", |c: Guests<'_>, dir: u32, lookup: u32, path: u32, len: u32, out: u32| query(c, out, |call| stat::path_filestat(call, dir, lookup, path, len)))?;
    l.func_wrap(WASI, "path_filestat_set_times", |c: Guests<'_>, dir: u32, lookup: u32, path: u32, len: u32, atime: u64, mtime: u64, flags: u32| perform(c, |call| stat::set_path_times(call, (dir, lookup, path, len), (atime, mtime, flags))))?;
    l.func_wrap(WASI, "path_link", |c: Guests<'_>, from_dir: u32, lookup: u32, from: u32, from_len: u32, dir: u32, path: u32, len: u32| perform(c, |call| path::link(call, lookup, (from_dir, from, from_len), (dir, path, len))))?;
    l.func_wrap_async(WASI, "path_open", |c: Guests<'_>, (dir, lookup, path, len, oflags, rights, _inheriting, fdflags, out): (u32, u32, u32, u32, u32, u64, u64, u32, u32)| Box::new(block(c, out, async move |call: &mut Call<'_>| open::open(call, (dir, path, len), OpenFlags { lookup, oflags, rights, fdflags }).await)))?;
    l.func_wrap(WASI, "path_readlink", |c: Guests<'_>, dir: u32, path: u32, len: u32, address: u32, size: u32, out: u32| query(c, out, |call| path::read_link(call, (dir, path, len), address, size)))?;
    l.func_wrap(WASI, "path_remove_directory", |c: Guests<'_>, dir: u32, path: u32, len: u32| perform(c, |call| path::remove_directory(call, (dir, path, len))))?;
    l.func_wrap(WASI, "path_rename", |c: Guests<'_>, from_dir: u32, from: u32, from_len: u32, dir: u32, path: u32, len: u32| perform(c, |call| path::rename(call, (from_dir, from, from_len), (dir, path, len))))?;
    l.func_wrap(WASI, "path_symlink", |c: Guests<'_>, target: u32, target_len: u32, dir: u32, path: u32, len: u32| perform(c, |call| path::symlink(call, target, target_len, (dir, path, len))))?;
    l.func_wrap(WASI, "path_unlink_file", |c: Guests<'_>, dir: u32, path: u32, len: u32| perform(c, |call| path::unlink(call, (dir, path, len))))?;
    Ok(())
}

/// Processes.
#[rustfmt::skip]
fn link_processes(l: &mut Linker<Guest>) -> wasmtime::Result<()> {
    l.func_wrap(WASI, "proc_exit", |_: Guests<'_>, code: u32| -> wasmtime::Result<()> { Err(Leave::Exit(code).into()) })?;
    l.func_wrap_async(WASI, "proc_raise", |c: Guests<'_>, (signal,): (u32,)| Box::new(block(c, 0, async move |call: &mut Call<'_>| proc::raise(call, signal).await)))?;
    l.func_wrap_async(WASI, "sched_yield", |c: Guests<'_>, (): ()| Box::new(block(c, 0, async move |call: &mut Call<'_>| proc::rest(call).await)))?;
    l.func_wrap_async(OURS, "proc_spawn", |c: Guests<'_>, (request, len, out): (u32, u32, u32)| Box::new(block(c, out, async move |call: &mut Call<'_>| proc::spawn(call, request, len).await)))?;
    l.func_wrap(OURS, "proc_exec", |mut c: Guests<'_>, request: u32, len: u32| proc::execute(&Call::new(&mut c), request, len).map_or_else(|errno| Ok(i32::from(errno.raw())), |leave| Err(leave.into())))?;
    l.func_wrap_async(OURS, "proc_fork", |mut c: Guests<'_>, (out,): (u32,)| Box::new({ let sp = proc::stack_pointer(&mut c); block(c, out, async move |call: &mut Call<'_>| proc::fork(call, sp).await) }))?;
    l.func_wrap_async(OURS, "proc_wait", |c: Guests<'_>, (pid, options, out): (i32, u32, u32)| Box::new(block(c, out, async move |call: &mut Call<'_>| proc::wait(call, pid, options).await)))?;
    l.func_wrap_async(OURS, "proc_kill", |c: Guests<'_>, (pid, signal): (i32, u32)| Box::new(block(c, 0, async move |call: &mut Call<'_>| proc::kill(call, pid, signal).await)))?;
    l.func_wrap(OURS, "proc_identity", |c: Guests<'_>, out: u32| query(c, out, |call| proc::identity(call)))?;
    l.func_wrap(OURS, "proc_setpgid", |c: Guests<'_>, pid: i32, group: i32| perform(c, |call| proc::set_group(call, pid, group)))?;
    l.func_wrap(OURS, "proc_setsid", |c: Guests<'_>| perform(c, |call| proc::set_session(call)))?;
    l.func_wrap(OURS, "proc_chdir", |c: Guests<'_>, path: u32, len: u32| perform(c, |call| proc::chdir(call, path, len)))?;
    l.func_wrap(OURS, "proc_fchdir", |c: Guests<'_>, fd: u32| perform(c, |call| proc::fchdir(call, fd)))?;
    l.func_wrap(OURS, "proc_getcwd", |c: Guests<'_>, address: u32, size: u32, len: u32| perform(c, |call| proc::getcwd(call, address, size, len)))?;
    l.func_wrap(OURS, "proc_umask", |c: Guests<'_>, mask: u32, out: u32| query(c, out, |call| proc::umask(call, mask)))?;
    l.func_wrap(OURS, "proc_times", |c: Guests<'_>, out: u32| query(c, out, |call| proc::times(call)))?;
    l.func_wrap(OURS, "proc_getrlimit", |c: Guests<'_>, resource: u32, out: u32| query(c, out, |call| proc::limit(call, resource)))?;
    l.func_wrap(OURS, "proc_setrlimit", |c: Guests<'_>, resource: u32, limit: u32| perform(c, |call| proc::set_limit(call, resource, limit)))?;
    Ok(())
}

/// Signals.
#[rustfmt::skip]
fn link_signals(l: &mut Linker<Guest>) -> wasmtime::Result<()> {
    l.func_wrap(OURS, "sig_action", |c: Guests<'_>, signal: u32, disposition: u32, out: u32| query(c, out, |call| sig::action(call, signal, disposition)))?;
    l.func_wrap_async(OURS, "sig_mask", |c: Guests<'_>, (how, set, out): (u32, u64, u32)| Box::new(block(c, out, async move |call: &mut Call<'_>| sig::mask(call, how, set).await)))?;
    l.func_wrap(OURS, "sig_take", |c: Guests<'_>, out: u32| query(c, out, |call| sig::take(call)))?;
    l.func_wrap(OURS, "sig_notify", |c: Guests<'_>, flag: u32| perform(c, |call| sig::notify(call, flag)))?;
    l.func_wrap_async(OURS, "sig_pause", |c: Guests<'_>, (): ()| Box::new(block(c, 0, async move |call: &mut Call<'_>| sig::pause(call).await)))?;
    l.func_wrap(OURS, "sig_alarm", |c: Guests<'_>, delay_ns: u64, interval_ns: u64, out: u32| query(c, out, |call| sig::alarm(call, delay_ns, interval_ns)))?;
    Ok(())
}

/// What WASI lacks about files.
#[rustfmt::skip]
fn link_our_files(l: &mut Linker<Guest>) -> wasmtime::Result<()> {
    l.func_wrap(OURS, "fd_pipe", |c: Guests<'_>, out: u32| query(c, out, |call| fd::pipe(call)))?;
    l.func_wrap(OURS, "fd_dup", |c: Guests<'_>, fd: u32, min: u32, out: u32| query(c, out, |call| fd::dup(call, fd, min)))?;
    l.func_wrap(OURS, "fd_dup2", |c: Guests<'_>, fd: u32, new: u32| perform(c, |call| fd::dup2(call, fd, new)))?;
    l.func_wrap(OURS, "fd_stat", |c: Guests<'_>, fd: u32, out: u32| query(c, out, |call| stat::fd(call, fd)))?;
    l.func_wrap(OURS, "fd_chmod", |c: Guests<'_>, fd: u32, mode: u32| perform(c, |call| stat::chmod_fd(call, fd, mode)))?;
    l.func_wrap(OURS, "fd_chown", |c: Guests<'_>, fd: u32, uid: u32, gid: u32| perform(c, |call| stat::chown_fd(call, fd, uid, gid)))?;
    l.func_wrap(OURS, "fd_terminal_size", |c: Guests<'_>, fd: u32, out: u32| query(c, out, |call| fd::terminal_size(call, fd)))?;
    l.func_wrap(OURS, "path_stat", |c: Guests<'_>, dir: u32, lookup: u32, path: u32, len: u32, out: u32| query(c, out, |call| stat::path(call, dir, lookup, path, len)))?;
    l.func_wrap(OURS, "path_chmod", |c: Guests<'_>, dir: u32, lookup: u32, path: u32, len: u32, mode: u32| perform(c, |call| stat::chmod_path(call, (dir, lookup, path, len), mode)))?;
    l.func_wrap(OURS, "path_chown", |c: Guests<'_>, dir: u32, lookup: u32, path: u32, len: u32, uid: u32, gid: u32| perform(c, |call| stat::chown_path(call, (dir, lookup, path, len), uid, gid)))?;
    l.func_wrap(OURS, "path_mkfifo", |c: Guests<'_>, dir: u32, path: u32, len: u32, mode: u32| perform(c, |call| path::mkfifo(call, (dir, path, len), mode)))?;
    l.func_wrap(OURS, "path_statfs", |c: Guests<'_>, dir: u32, path: u32, len: u32, out: u32| query(c, out, |call| stat::file_system(call, dir, path, len)))?;
    Ok(())
}
