//! The system calls: WASI preview 1, and the calls of `vivarium_abi::calls` beyond it.
//!
//! Guest pointers stop here: a handler reads its arguments through [`Memory`](memory::Memory) and hands the kernel
//! and the file systems values only.

mod args;
mod call;
mod clock;
mod fd;
mod lock;
mod memory;
mod mode;
mod open;
mod path;
mod poll;
mod proc;
mod random;
mod rw;
mod sig;
mod stat;
mod sys;
mod table;

pub(crate) use table::linker;
