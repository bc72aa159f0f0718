//! Tests that count the calls to the host, or cut them off.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod crash;
mod host_calls;
// The same worlds as the tests of the public face have.
#[path = "../tests/world/mod.rs"]
mod world;

use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::fs::Mode;
use rustix::process::umask;

/// The umask is the process's, so one test at a time has it.
struct Umask(#[expect(dead_code, reason = "held")] MutexGuard<'static, ()>);

impl Umask {
    fn new() -> Self {
        static ONE: Mutex<()> = Mutex::new(());
        let umask = Self(ONE.lock().unwrap_or_else(PoisonError::into_inner));
        umask.set(0);
        umask
    }

    fn set(&self, bits: u32) {
        umask(Mode::from_raw_mode(bits));
    }
}
