use vivarium_abi::MODULE as OURS;
use wasmtime::{Caller, Engine, Linker};

use super::call::{Call, block, perform, query, refuel};
use super::open::{self, OpenFlags};
use super::{args, clock, fd, lock, path, poll, proc, random, rw, sig, stat, sys};
use crate::file::SysResult;
use crate::kernel::{Guest, Leave};
use crate::meter::REFUEL_IMPORT;

const WASI: &str = "wasi_snapshot_preview1";

/// Links system calls, one a line: module, kind, name and arguments as the guest passes them, handler.
///
/// `perform` answers with an errno only; `query` also has a value, which it writes at one more argument, `out`. `block`
/// and `block_query` are the same for calls that may wait.
macro_rules! system_calls {
    ($linker:ident; $($module:ident $kind:ident $name:ident($($arg:ident: $type:ty),*) $handler:expr;)*) => {
        $(system_calls!(@$kind $linker, $module, stringify!($name), ($($arg: $type),*), $handler);)*
    };
    (@perform $linker:ident, $module:ident, $name:expr, ($($arg:ident: $type:ty),*), $handler:expr) => {
        $linker.func_wrap($module, $name, |caller: Caller<'_, Guest>, $($arg: $type),*| {
            perform(caller, $handler)
        })?;
    };
    (@query $linker:ident, $module:ident, $name:expr, ($($arg:ident: $type:ty),*), $handler:expr) => {
        $linker.func_wrap($module, $name, |caller: Caller<'_, Guest>, $($arg: $type,)* out: u32| {
            query(caller, out, $handler)
        })?;
    };
    (@block $linker:ident, $module:ident, $name:expr, ($($arg:ident: $type:ty),*), $handler:expr) => {
        $linker.func_wrap_async($module, $name, |caller: Caller<'_, Guest>, ($($arg,)*): ($($type,)*)| {
            Box::new(block(caller, 0, $handler))
        })?;
    };
    (@block_query $linker:ident, $module:ident, $name:expr, ($($arg:ident: $type:ty),*), $handler:expr) => {
        $linker.func_wrap_async($module, $name, |caller: Caller<'_, Guest>, ($($arg,)* out,): ($($type,)* u32,)| {
            Box::new(block(caller, out, $handler))
        })?;
    };
}

/// Links all system calls: those of WASI preview 1, and ours.
pub(crate) fn linker(engine: &Engine) -> wasmtime::Result<Linker<Guest>> {
    let mut linker = Linker::new(engine);
    link_environment(&mut linker)?;
    link_descriptors(&mut linker)?;
    link_transfers(&mut linker)?;
    link_paths(&mut linker)?;
    link_processes(&mut linker)?;
    link_signals(&mut linker)?;
    link_our_files(&mut linker)?;
    link_meter(&mut linker)?;
    Ok(linker)
}

/// What the meter that each program is compiled with calls.
fn link_meter(linker: &mut Linker<Guest>) -> wasmtime::Result<()> {
    let (module, name) = REFUEL_IMPORT;
    linker.func_wrap_async(module, name, |caller: Caller<'_, Guest>, ()| Box::new(refuel(caller)))?;
    Ok(())
}

/// Arguments, environment, clocks, randomness.
fn link_environment(linker: &mut Linker<Guest>) -> wasmtime::Result<()> {
    system_calls! { linker;
        WASI perform args_get(ptrs: u32, bytes: u32)
            |call| args::get(call, &call.process.image().argv, ptrs, bytes);
        WASI perform args_sizes_get(count: u32, bytes: u32)
            |call| args::sizes(call, &call.process.image().argv, count, bytes);
        WASI perform environ_get(ptrs: u32, bytes: u32)
            |call| args::get(call, &call.process.image().env, ptrs, bytes);
        WASI perform environ_sizes_get(count: u32, bytes: u32)
            |call| args::sizes(call, &call.process.image().env, count, bytes);
        WASI query clock_res_get(clock: u32) |_| clock::resolution(clock);
        WASI query clock_time_get(clock: u32, _precision: u64) |call| clock::time(call, clock);
        WASI block random_get(address: u32, len: u32)
            async move |call: &mut Call<'_>| random::get(call, address, len).await;
        OURS query sys_info() |call| sys::info(call);
    }
    Ok(())
}

/// Descriptors.
fn link_descriptors(linker: &mut Linker<Guest>) -> wasmtime::Result<()> {
    system_calls! { linker;
        WASI perform fd_advise(fd: u32, _offset: u64, _len: u64, advice: u32)
            |call| fd::advise(call, fd, advice);
        WASI perform fd_allocate(fd: u32, offset: u64, len: u64) |call| fd::allocate(call, fd, offset, len);
        WASI perform fd_close(fd: u32) |call| fd::close(call, fd);
        WASI perform fd_datasync(fd: u32) |call| fd::sync(call, fd);
        WASI query fd_fdstat_get(fd: u32) |call| fd::fdstat(call, fd);
        WASI perform fd_fdstat_set_flags(fd: u32, flags: u32) |call| fd::set_flags(call, fd, flags);
        WASI perform fd_fdstat_set_rights(fd: u32, _base: u64, _inheriting: u64)
            |call| fd::set_rights(call, fd);
        WASI query fd_filestat_get(fd: u32) |call| stat::fd_filestat(call, fd);
        WASI perform fd_filestat_set_size(fd: u32, size: u64) |call| fd::truncate(call, fd, size);
        WASI perform fd_filestat_set_times(fd: u32, atime: u64, mtime: u64, flags: u32)
            |call| stat::set_fd_times(call, fd, atime, mtime, flags);
        WASI perform fd_prestat_get(_fd: u32, _out: u32) |_| sys::no_preopens();
        WASI perform fd_prestat_dir_name(_fd: u32, _address: u32, _len: u32) |_| sys::no_preopens();
        WASI query fd_readdir(fd: u32, address: u32, len: u32, cookie: u64)
            |call| fd::readdir(call, fd, address, len, cookie);
        WASI perform fd_renumber(fd: u32, new: u32) |call| fd::renumber(call, fd, new);
        WASI query fd_seek(fd: u32, delta: i64, whence: u32) |call| fd::seek(call, fd, delta, whence);
        WASI perform fd_sync(fd: u32) |call| fd::sync(call, fd);
        WASI query fd_tell(fd: u32) |call| fd::tell(call, fd);
    }
    Ok(())
}

/// Reading, writing, waiting for either; sockets, which there are none of.
fn link_transfers(linker: &mut Linker<Guest>) -> wasmtime::Result<()> {
    system_calls! { linker;
        WASI block_query fd_pread(fd: u32, iovecs: u32, count: u32, offset: u64)
            async move |call: &mut Call<'_>| rw::pread(call, fd, iovecs, count, offset).await;
        WASI block_query fd_pwrite(fd: u32, iovecs: u32, count: u32, offset: u64)
            async move |call: &mut Call<'_>| rw::pwrite(call, fd, iovecs, count, offset).await;
        WASI block_query fd_read(fd: u32, iovecs: u32, count: u32)
            async move |call: &mut Call<'_>| rw::read(call, fd, iovecs, count).await;
        WASI block_query fd_write(fd: u32, iovecs: u32, count: u32)
            async move |call: &mut Call<'_>| rw::write(call, fd, iovecs, count).await;
        WASI block_query poll_oneoff(input: u32, output: u32, count: u32)
            async move |call: &mut Call<'_>| poll::poll_oneoff(call, input, output, count).await;
        WASI perform sock_accept(fd: u32, _flags: u32, _out: u32) |call| sys::not_a_socket(call, fd);
        WASI perform sock_recv(fd: u32, _iovecs: u32, _count: u32, _flags: u32, _len: u32, _out: u32)
            |call| sys::not_a_socket(call, fd);
        WASI perform sock_send(fd: u32, _iovecs: u32, _count: u32, _flags: u32, _len: u32)
            |call| sys::not_a_socket(call, fd);
        WASI perform sock_shutdown(fd: u32, _how: u32) |call| sys::not_a_socket(call, fd);
    }
    Ok(())
}

/// Paths.
fn link_paths(linker: &mut Linker<Guest>) -> wasmtime::Result<()> {
    system_calls! { linker;
        WASI perform path_create_directory(dir: u32, path: u32, len: u32)
            |call| path::create_directory(call, (dir, path, len));
        WASI query path_filestat_get(dir: u32, lookup: u32, path: u32, len: u32)
            |call| stat::path_filestat(call, dir, lookup, path, len);
        WASI perform path_filestat_set_times(dir: u32, lookup: u32, path: u32, len: u32, atime: u64, mtime: u64, flags: u32)
            |call| stat::set_path_times(call, (dir, lookup, path, len), (atime, mtime, flags));
        WASI perform path_link(from_dir: u32, lookup: u32, from: u32, from_len: u32, dir: u32, path: u32, len: u32)
            |call| path::link(call, lookup, (from_dir, from, from_len), (dir, path, len));
        WASI block_query path_open(dir: u32, lookup: u32, path: u32, len: u32, oflags: u32, rights: u64, _inheriting: u64, fdflags: u32)
            async move |call: &mut Call<'_>| open::open(call, (dir, path, len), OpenFlags { lookup, oflags, rights, fdflags }).await;
        WASI query path_readlink(dir: u32, path: u32, len: u32, address: u32, size: u32)
            |call| path::read_link(call, (dir, path, len), address, size);
        WASI perform path_remove_directory(dir: u32, path: u32, len: u32)
            |call| path::remove_directory(call, (dir, path, len));
        WASI perform path_rename(from_dir: u32, from: u32, from_len: u32, dir: u32, path: u32, len: u32)
            |call| path::rename(call, (from_dir, from, from_len), (dir, path, len));
        WASI perform path_symlink(target: u32, target_len: u32, dir: u32, path: u32, len: u32)
            |call| path::symlink(call, target, target_len, (dir, path, len));
        WASI perform path_unlink_file(dir: u32, path: u32, len: u32)
            |call| path::unlink(call, (dir, path, len));
    }
    Ok(())
}

/// Processes.
fn link_processes(linker: &mut Linker<Guest>) -> wasmtime::Result<()> {
    linker.func_wrap(WASI, "proc_exit", |_: Caller<'_, Guest>, code: u32| -> wasmtime::Result<()> {
        Err(Leave::Exit(code).into())
    })?;
    linker.func_wrap(OURS, "proc_exec", |mut caller: Caller<'_, Guest>, request: u32, len: u32| {
        leave(proc::execute(&Call::new(&mut caller), request, len))
    })?;
    linker.func_wrap(OURS, "proc_restart", |mut caller: Caller<'_, Guest>| {
        leave(proc::restart(&Call::new(&mut caller)))
    })?;
    linker.func_wrap_async(OURS, "proc_fork", |mut caller: Caller<'_, Guest>, (out,): (u32,)| {
        let stack_pointer = proc::stack_pointer(&mut caller);
        Box::new(block(caller, out, async move |call: &mut Call<'_>| proc::fork(call, stack_pointer).await))
    })?;
    system_calls! { linker;
        WASI block proc_raise(signal: u32) async move |call: &mut Call<'_>| proc::raise(call, signal).await;
        WASI block sched_yield() async move |call: &mut Call<'_>| proc::rest(call).await;
        OURS block_query proc_spawn(request: u32, len: u32)
            async move |call: &mut Call<'_>| proc::spawn(call, request, len).await;
        OURS block_query proc_wait(pid: i32, options: u32)
            async move |call: &mut Call<'_>| proc::wait(call, pid, options).await;
        OURS block proc_kill(pid: i32, signal: u32)
            async move |call: &mut Call<'_>| proc::kill(call, pid, signal).await;
        OURS query proc_identity() |call| proc::identity(call);
        OURS perform proc_setpgid(pid: i32, group: i32) |call| proc::set_group(call, pid, group);
        OURS perform proc_setsid() |call| proc::set_session(call);
        OURS perform proc_chdir(path: u32, len: u32) |call| proc::chdir(call, path, len);
        OURS perform proc_fchdir(fd: u32) |call| proc::fchdir(call, fd);
        OURS perform proc_getcwd(address: u32, size: u32, len: u32)
            |call| proc::getcwd(call, address, size, len);
        OURS query proc_umask(mask: u32) |call| proc::umask(call, mask);
        OURS query proc_times() |call| proc::times(call);
        OURS query proc_getrlimit(resource: u32) |call| proc::limit(call, resource);
        OURS perform proc_setrlimit(resource: u32, limit: u32) |call| proc::set_limit(call, resource, limit);
    }
    Ok(())
}

/// Signals.
fn link_signals(linker: &mut Linker<Guest>) -> wasmtime::Result<()> {
    system_calls! { linker;
        OURS query sig_action(signal: u32, disposition: u32) |call| sig::action(call, signal, disposition);
        OURS block_query sig_mask(how: u32, set: u64)
            async move |call: &mut Call<'_>| sig::mask(call, how, set).await;
        OURS query sig_take() |call| sig::take(call);
        OURS perform sig_notify(flag: u32) |call| sig::notify(call, flag);
        OURS block sig_pause() async move |call: &mut Call<'_>| sig::pause(call).await;
        OURS query sig_alarm(delay_ns: u64, interval_ns: u64) |call| sig::alarm(call, delay_ns, interval_ns);
    }
    Ok(())
}

/// What WASI lacks about files.
fn link_our_files(linker: &mut Linker<Guest>) -> wasmtime::Result<()> {
    system_calls! { linker;
        OURS query fd_pipe() |call| fd::pipe(call);
        OURS query fd_dup(fd: u32, min: u32) |call| fd::dup(call, fd, min);
        OURS perform fd_dup2(fd: u32, new: u32) |call| fd::dup2(call, fd, new);
        OURS block fd_lock(fd: u32, kind: u32, start: u64, len: u64, wait: u32)
            async move |call: &mut Call<'_>| lock::record(call, fd, kind, (start, len), wait).await;
        OURS query fd_lock_query(fd: u32, kind: u32, start: u64, len: u64)
            |call| lock::query(call, fd, kind, start, len);
        OURS block fd_flock(fd: u32, kind: u32, wait: u32)
            async move |call: &mut Call<'_>| lock::whole(call, fd, kind, wait).await;
        OURS query fd_next(min: u32) |call| call.process.fds().next(min);
        OURS query fd_stat(fd: u32) |call| stat::fd(call, fd);
        OURS perform fd_chmod(fd: u32, mode: u32) |call| stat::chmod_fd(call, fd, mode);
        OURS perform fd_chown(fd: u32, uid: u32, gid: u32) |call| stat::chown_fd(call, fd, uid, gid);
        OURS query fd_terminal_size(fd: u32) |call| fd::terminal_size(call, fd);
        OURS query path_stat(dir: u32, lookup: u32, path: u32, len: u32)
            |call| stat::path(call, dir, lookup, path, len);
        OURS perform path_chmod(dir: u32, lookup: u32, path: u32, len: u32, mode: u32)
            |call| stat::chmod_path(call, (dir, lookup, path, len), mode);
        OURS perform path_chown(dir: u32, lookup: u32, path: u32, len: u32, uid: u32, gid: u32)
            |call| stat::chown_path(call, (dir, lookup, path, len), uid, gid);
        OURS perform path_mkfifo(dir: u32, path: u32, len: u32, mode: u32)
            |call| path::mkfifo(call, (dir, path, len), mode);
        OURS query path_statfs(dir: u32, path: u32, len: u32) |call| stat::file_system(call, dir, path, len);
    }
    Ok(())
}

/// Unwinds the guest, or tells it why it stays.
fn leave(result: SysResult<Leave>) -> wasmtime::Result<i32> {
    match result {
        Ok(leave) => Err(leave.into()),
        Err(errno) => Ok(errno.raw().into()),
    }
}
