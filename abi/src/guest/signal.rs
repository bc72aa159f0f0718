use core::sync::atomic::AtomicU32;

use super::{Result, check};
use crate::{Disposition, Errno, MaskHow, Signal, SignalSet, calls};

/// Sets what this process does with a signal, and returns what it did; sigaction(2).
///
/// # Errors
/// `EINVAL` for SIGKILL and SIGSTOP.
pub fn action(signal: Signal, disposition: Disposition) -> Result<Disposition> {
    let mut old = 0;
    // SAFETY: `old` is writable.
    check(unsafe { calls::sig_action(u32::from(signal.number()), disposition as u32, &raw mut old) })?;
    Ok(Disposition::from_raw(old).unwrap_or_default())
}

/// Changes the set of blocked signals and returns the old set; sigprocmask(2).
pub fn mask(how: MaskHow, set: SignalSet) -> SignalSet {
    let mut old = 0;
    // SAFETY: `old` is writable.
    check(unsafe { calls::sig_mask(how as u32, set.0, &raw mut old) })
        .expect("the kernel knows all of MaskHow");
    SignalSet(old)
}

/// Takes the next caught signal out of the queue.
pub fn take() -> Option<Signal> {
    let mut signal = 0;
    // SAFETY: `signal` is writable.
    check(unsafe { calls::sig_take(&raw mut signal) }).expect("taking a signal never fails");
    Signal::from_number(signal)
}

/// Has the kernel store 1 in `flag` whenever a caught signal is queued; `None` ends that.
pub fn notify(flag: Option<&'static AtomicU32>) {
    let address = flag.map_or(core::ptr::null_mut(), AtomicU32::as_ptr);
    // SAFETY: the flag lives as long as the process, and an atomic may change at any time.
    check(unsafe { calls::sig_notify(address) }).expect("a static is in the memory");
}

/// Waits until a caught signal is queued; pause(2).
pub fn pause() {
    // SAFETY: passes no memory.
    let answer = check(unsafe { calls::sig_pause() });
    debug_assert_eq!(answer, Err(Errno::EINTR), "pause has no other way to return");
}

/// Arms the alarm to send SIGALRM after `ns` (0 disarms), then each `interval_ns` (0 for once), and returns the
/// nanoseconds that were left; setitimer(2).
pub fn alarm(ns: u64, interval_ns: u64) -> u64 {
    let mut old = 0;
    // SAFETY: `old` is writable.
    check(unsafe { calls::sig_alarm(ns, interval_ns, &raw mut old) }).expect("arming the alarm never fails");
    old
}
