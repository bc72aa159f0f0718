//! Exports what the kernel needs to fork the shell, and makes room for deep recursion.

/// The interpreter recurses with the script: a function call takes some kilobytes.
const STACK_BYTES: u32 = 8 << 20;

fn main() {
    println!("cargo::rustc-link-arg=--export=__stack_pointer");
    println!("cargo::rustc-link-arg=-zstack-size={STACK_BYTES}");
}
