//! What host and guest both know.
//!
//! A guest is a WASI preview 1 program. WASI knows files, clocks and random bytes; the [`calls`] of this crate add
//! what a POSIX program needs besides: processes, signals, pipes, duplicated descriptors, a working directory and
//! permission bits. The structures here cross the boundary as they stand: little-endian, C layout.
//!
//! The C side of the same facts is `sysroot/include/vivarium.h`.

mod errno;
mod signal;
mod spawn;

/// The wait(2) status words.
pub mod wait;

/// The system calls beyond WASI, as raw imports. Guests only.
#[cfg(target_arch = "wasm32")]
pub mod calls;
/// Safe wrappers over [`calls`]. Guests only.
#[cfg(target_arch = "wasm32")]
pub mod guest;

pub mod program;
mod structures;

pub use errno::Errno;
pub use signal::{Disposition, Signal, SignalSet};
pub use spawn::{DescriptorMapping, MalformedRequest, SpawnRequest};
pub use structures::{
    FileSystemStats, Identity, Limit, LimitResource, LockKind, MaskHow, ProcessTimes, RecordLock, Stat,
    SystemInfo, TerminalSize, WaitResult,
};

/// The import module of the calls beyond WASI.
pub const MODULE: &str = "vivarium";

/// Directory descriptor that stands for the working directory, as in `openat(2)`; wasi-libc's value.
///
/// Every WASI path call takes it. A path that begins with `/` is absolute, whatever the directory.
pub const AT_FDCWD: i32 = -2;

/// [`calls::proc_wait`] option: returns at once, with pid 0, when no child has changed state.
pub const WNOHANG: u32 = 1;
/// [`calls::proc_wait`] option: also reports children that a signal has stopped.
pub const WUNTRACED: u32 = 2;

/// The export that the kernel calls in a forked child, in place of `_start`.
pub const FORK_CHILD_EXPORT: &str = "__fork_child";
/// The export that the kernel calls when an image is built, in place of `_start`: what it leaves in memory is what the
/// program begins with. A program that exports it knows from its own memory, in `_start`, that it is prepared.
pub const PREPARE_EXPORT: &str = "vivarium_prepare";
/// The exported stack pointer that fork carries over to the child.
pub const STACK_POINTER_EXPORT: &str = "__stack_pointer";
