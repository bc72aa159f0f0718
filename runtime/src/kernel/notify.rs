use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

/// The way to the guest's signal flag while the guest cannot be asked: `sig_notify`.
///
/// A process that has used up its turn is suspended in the middle of its code, and its store is borrowed by that
/// suspended call. To tell it of a signal before it goes on, the kernel stores through the memory's address.
#[derive(Default)]
pub(crate) struct Notify {
    memory: AtomicPtr<u8>,
}

impl Notify {
    /// Names the memory of the instance that runs.
    pub(crate) fn set_memory(&self, memory: *mut u8) {
        self.memory.store(memory, Ordering::Relaxed);
    }

    /// Forgets the memory: the instance goes.
    pub(crate) fn clear_memory(&self) {
        self.memory.store(ptr::null_mut(), Ordering::Relaxed);
    }

    /// Stores 1 in the flag at address `flag`.
    ///
    /// # Safety
    /// The process must be suspended by fuel, not inside a system call, so that no reference to its memory is alive;
    /// `flag` must have been checked to lie inside the memory, with four bytes.
    pub(crate) unsafe fn raise(&self, flag: u32) {
        let memory = self.memory.load(Ordering::Relaxed);
        if !memory.is_null() {
            // SAFETY: the memory lives as long as the machine, which clears the address when it goes; it never moves
            // (`memory_may_move(false)`) and never shrinks, so a flag that was inside it still is.
            unsafe { memory.add(flag as usize).cast::<[u8; 4]>().write(1u32.to_le_bytes()) };
        }
    }
}
