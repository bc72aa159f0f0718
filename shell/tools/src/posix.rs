//! The calls that std lacks, over the sandbox's libc.

use std::io;

/// Signal numbers of signal(7).
pub(crate) const SIGHUP: i32 = 1;
/// Interrupt.
pub(crate) const SIGINT: i32 = 2;
/// Quit.
pub(crate) const SIGQUIT: i32 = 3;
/// Kill.
pub(crate) const SIGKILL: i32 = 9;
/// Alarm.
pub(crate) const SIGALRM: i32 = 14;
/// Terminate.
pub(crate) const SIGTERM: i32 = 15;
/// Continue.
pub(crate) const SIGCONT: i32 = 18;
/// Terminal input in the background.
pub(crate) const SIGTTIN: i32 = 21;
/// Terminal output in the background.
pub(crate) const SIGTTOU: i32 = 22;

const SIG_IGN: usize = 1;

#[repr(C)]
struct TimeValue {
    seconds: i64,
    microseconds: i64,
}

#[repr(C)]
struct IntervalTimer {
    interval: TimeValue,
    value: TimeValue,
}

mod raw {
    use super::IntervalTimer;

    unsafe extern "C" {
        pub(super) safe fn kill(pid: i32, signal: i32) -> i32;
        pub(super) safe fn sync();
        pub(super) fn signal(signal: i32, handler: usize) -> usize;
        pub(super) safe fn siginterrupt(signal: i32, interrupt: i32) -> i32;
        pub(super) fn waitpid(pid: i32, status: *mut i32, options: i32) -> i32;
        pub(super) fn setitimer(which: i32, new: *const IntervalTimer, old: *mut IntervalTimer) -> i32;
        pub(super) fn uname(names: *mut u8) -> i32;
        pub(super) fn gethostname(name: *mut u8, len: usize) -> i32;
    }
}

fn checked(value: i32) -> io::Result<i32> {
    if value == -1 { Err(io::Error::last_os_error()) } else { Ok(value) }
}

/// kill(2).
pub(crate) fn kill(pid: i32, signal: i32) -> io::Result<()> {
    checked(raw::kill(pid, signal)).map(drop)
}

/// sync(2).
pub(crate) fn sync() {
    raw::sync();
}

/// Ignores a signal.
pub(crate) fn ignore(signal: i32) {
    // SAFETY: SIG_IGN is a disposition that every catchable signal takes.
    unsafe { raw::signal(signal, SIG_IGN) };
}

/// Has `handler` called when a signal comes; it may only store to an atomic.
pub(crate) fn catch(signal: i32, handler: extern "C" fn(i32)) {
    // SAFETY: `handler` has the type that signal(2) asks for and lives for ever.
    unsafe { raw::signal(signal, handler as usize) };
    // So that a wait ends: signal(2) alone has it restarted.
    raw::siginterrupt(signal, 1);
}

/// waitpid(2): the status word; `Interrupted` when a caught signal comes first.
pub(crate) fn wait(pid: i32) -> io::Result<i32> {
    let mut status = 0;
    // SAFETY: `status` outlives the call.
    checked(unsafe { raw::waitpid(pid, &raw mut status, 0) })?;
    Ok(status)
}

/// setitimer(2): sends SIGALRM after `after`; zero disarms.
pub(crate) fn alarm(after: std::time::Duration) -> io::Result<()> {
    let value = TimeValue {
        seconds: i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
        // Rounded up: a time above zero must not disarm.
        microseconds: i64::from(after.subsec_nanos().div_ceil(1000)).min(999_999),
    };
    let timer = IntervalTimer { interval: TimeValue { seconds: 0, microseconds: 0 }, value };
    // SAFETY: `timer` outlives the call; 0 is ITIMER_REAL; the old value is not asked for.
    checked(unsafe { raw::setitimer(0, &raw const timer, std::ptr::null_mut()) }).map(drop)
}

/// gethostname(2).
pub(crate) fn hostname() -> io::Result<String> {
    let mut name = [0; 256];
    // SAFETY: the buffer is as long as said.
    checked(unsafe { raw::gethostname(name.as_mut_ptr(), name.len()) })?;
    let end = name.iter().position(|&byte| byte == 0).unwrap_or(name.len());
    Ok(String::from_utf8_lossy(&name[..end]).into_owned())
}

/// Bytes of one of uname(2)'s strings.
const NAME_LEN: usize = 65;

/// uname(2): system, node, release, version, machine.
pub(crate) fn system_name(index: usize) -> String {
    let mut names = [[0_u8; NAME_LEN]; 6];
    // SAFETY: `names` has the size and layout of musl's struct utsname.
    unsafe { raw::uname(names.as_mut_ptr().cast()) };
    let name = &names[index];
    let end = name.iter().position(|&byte| byte == 0).unwrap_or(NAME_LEN);
    String::from_utf8_lossy(&name[..end]).into_owned()
}
