use std::io;
use std::mem::MaybeUninit;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::ptr;

use libc::{c_int, c_long, c_void, pid_t};

/// How a process that was to be cut off ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// By SIGKILL, before it made the call.
    Killed,
    /// By itself, after this many calls that change files, and with this exit code.
    Ended(u64, i32),
}

/// What a stop for a system call looks like in wait(2), with `PTRACE_O_TRACESYSGOOD`.
const SYSTEM_CALL_STOP: c_int = libc::SIGTRAP | 0x80;

/// Runs a program and kills it at the entry of the nth system call that changes files, counted from 1.
///
/// # Errors
/// If it cannot be started or traced.
pub fn run_until(command: &mut Command, nth: u64) -> io::Result<Cut> {
    // SAFETY: between fork and exec the closure makes one system call and allocates nothing.
    unsafe { command.pre_exec(|| trace(libc::PTRACE_TRACEME, 0, ptr::null_mut(), 0).map(|_| ())) };
    let child = command.spawn()?;
    let pid = child.id() as pid_t;
    wait(pid)?;
    let options = libc::PTRACE_O_TRACESYSGOOD | libc::PTRACE_O_EXITKILL | libc::PTRACE_O_TRACECLONE;
    trace(libc::PTRACE_SETOPTIONS, pid, ptr::null_mut(), options as usize)?;
    let mut changes = 0;
    resume(pid, 0)?;
    loop {
        // Threads of the child are traced as it is.
        let (stopped, status) = wait(-1)?;
        if libc::WIFSTOPPED(status) {
            let mut signal = libc::WSTOPSIG(status);
            if signal == SYSTEM_CALL_STOP {
                signal = 0;
                changes += u64::from(enters_change(stopped)?);
            } else if matches!(signal, libc::SIGTRAP | libc::SIGSTOP) {
                signal = 0;
            }
            if changes == nth {
                // SAFETY: kill(2) takes no pointer; the child is ours and not yet waited for.
                unsafe { libc::kill(pid, libc::SIGKILL) };
                while wait(-1)?.0 != pid {}
                return Ok(Cut::Killed);
            }
            resume(stopped, signal)?;
        } else if stopped == pid {
            return Ok(Cut::Ended(changes, libc::WEXITSTATUS(status)));
        }
    }
}

/// Tells whether a stopped process is about to make a call that changes files.
fn enters_change(pid: pid_t) -> io::Result<bool> {
    let mut info = MaybeUninit::<libc::ptrace_syscall_info>::zeroed();
    let size = size_of::<libc::ptrace_syscall_info>();
    trace(libc::PTRACE_GET_SYSCALL_INFO, pid, info.as_mut_ptr().cast(), size)?;
    // SAFETY: the kernel filled it, and zeros are valid for what it left.
    let info = unsafe { info.assume_init() };
    if info.op != libc::PTRACE_SYSCALL_INFO_ENTRY {
        return Ok(false);
    }
    // SAFETY: `entry` is the part of the union that this operation fills.
    let entry = unsafe { info.u.entry };
    let call = entry.nr as c_long;
    let creates = |flags: u64| flags & (libc::O_CREAT | libc::O_TRUNC) as u64 != 0;
    Ok(match call {
        libc::SYS_openat => creates(entry.args[2]),
        libc::SYS_openat2 => {
            let flags = trace(libc::PTRACE_PEEKDATA, pid, entry.args[2] as *mut c_void, 0)?;
            creates(flags as u64)
        }
        // The acknowledgement itself goes to stdout.
        libc::SYS_write => entry.args[0] > 2,
        _ => CHANGES.contains(&call),
    })
}

/// System calls that change a file, a name, an attribute, or what is on the disk.
const CHANGES: &[c_long] = &[
    libc::SYS_mkdirat,
    libc::SYS_unlinkat,
    libc::SYS_renameat2,
    libc::SYS_linkat,
    libc::SYS_symlinkat,
    libc::SYS_pwrite64,
    libc::SYS_writev,
    libc::SYS_pwritev,
    libc::SYS_copy_file_range,
    libc::SYS_ftruncate,
    libc::SYS_fallocate,
    libc::SYS_fsetxattr,
    libc::SYS_fchmod,
    libc::SYS_fchmodat,
    libc::SYS_utimensat,
    libc::SYS_fsync,
    libc::SYS_fdatasync,
    libc::SYS_syncfs,
    libc::SYS_flock,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_renameat,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_rename,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_mkdir,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_unlink,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_rmdir,
];

fn resume(pid: pid_t, signal: c_int) -> io::Result<()> {
    trace(libc::PTRACE_SYSCALL, pid, ptr::null_mut(), signal as usize).map(|_| ())
}

#[allow(clippy::cast_possible_truncation)]
fn trace(request: libc::c_uint, pid: pid_t, address: *mut c_void, data: usize) -> io::Result<c_long> {
    let read = request == libc::PTRACE_PEEKDATA;
    let info = request == libc::PTRACE_GET_SYSCALL_INFO;
    // What glibc calls the address and the data: the size and the buffer, for this one request.
    let (address, data) = if info { (data as *mut c_void, address) } else { (address, data as *mut c_void) };
    // SAFETY: the one request that writes to our memory is given a buffer and its size; the others take numbers and
    // addresses of the traced process.
    let answer = unsafe {
        *libc::__errno_location() = 0;
        libc::ptrace(request, pid, address, data)
    };
    let error = io::Error::last_os_error();
    // A word that was read may be -1.
    if answer == -1 && !(read && error.raw_os_error() == Some(0)) { Err(error) } else { Ok(answer) }
}

fn wait(pid: pid_t) -> io::Result<(pid_t, c_int)> {
    let mut status = 0;
    // Not the children that other threads have started.
    let options = libc::__WALL | libc::__WNOTHREAD;
    // SAFETY: the status is a place for one number.
    match unsafe { libc::waitpid(pid, &raw mut status, options) } {
        -1 => Err(io::Error::last_os_error()),
        stopped => Ok((stopped, status)),
    }
}
