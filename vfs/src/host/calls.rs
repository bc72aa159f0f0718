/// Which kind of host call is about to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Read,
    Change,
}

/// Passes: only the tests look at what goes to the host.
#[cfg(not(test))]
pub(super) const fn begin(_call: Call) -> crate::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(super) use watched::begin;
#[cfg(test)]
pub(crate) use watched::{Fault, count, fail};

/// Counts the calls of this thread, and lets some fail as if the host process had ended there.
#[cfg(test)]
mod watched {
    use std::cell::Cell;

    use super::Call;
    use crate::{Errno, Result};

    /// What goes wrong at the n-th change, counted from 0.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Fault {
        /// Nothing.
        None,
        /// No call is made from there on: the process was killed.
        Stop(u64),
        /// That one call fails.
        Once(u64),
    }

    thread_local! {
        static CALLS: Cell<u64> = const { Cell::new(0) };
        static CHANGES: Cell<u64> = const { Cell::new(0) };
        static FAULT: Cell<Fault> = const { Cell::new(Fault::None) };
    }

    /// Counts the host calls that an operation makes.
    pub(crate) fn count<T>(operation: impl FnOnce() -> T) -> (u64, T) {
        let before = CALLS.get();
        let value = operation();
        (CALLS.get() - before, value)
    }

    /// Sets what goes wrong from now on, and counts changes from 0; tells how many there were.
    pub(crate) fn fail(fault: Fault) -> u64 {
        FAULT.set(fault);
        CHANGES.replace(0)
    }

    pub(crate) fn begin(call: Call) -> Result<()> {
        CALLS.set(CALLS.get() + 1);
        let now = CHANGES.get();
        if call == Call::Change {
            CHANGES.set(now + 1);
        }
        match FAULT.get() {
            Fault::Stop(at) if now >= at => Err(Errno::EIO),
            Fault::Once(at) if now == at && call == Call::Change => Err(Errno::EIO),
            _ => Ok(()),
        }
    }
}
