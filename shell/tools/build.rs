//! Makes room for tools that recurse with a tree.

/// As much as a program has on Linux.
const STACK_BYTES: u32 = 8 << 20;

fn main() {
    println!("cargo::rustc-link-arg=-zstack-size={STACK_BYTES}");
}
