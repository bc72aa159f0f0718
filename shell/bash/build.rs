//! Exports what the kernel needs to fork the shell.

fn main() {
    println!("cargo::rustc-link-arg=--export=__stack_pointer");
}
