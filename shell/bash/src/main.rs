//! `bash` for the sandbox: brush's interpreter as a process of the Vivarium kernel.
//!
//! `main` reads the invocation, makes the shell, runs what it was given and leaves through the `EXIT` trap. Builtins
//! whose behaviour has to be bash's to the letter are in `builtins/`; the others are brush's.

mod builtins;
mod errors;
mod invocation;
mod run;

use brush_core::extensions::ShellExtensionsImpl;

/// The extensions that this shell is built with.
pub(crate) type Extensions = ShellExtensionsImpl<errors::BashErrors>;
/// The shell.
pub(crate) type Shell = brush_core::Shell<Extensions>;

fn main() {
    let arguments: Vec<String> = std::env::args_os()
        .map(|argument| brush_core::rawbytes::from_bytes(argument.as_encoded_bytes()))
        .collect();
    brush_core::sys::process::run_root(async move {
        match invocation::parse(arguments) {
            Ok(invocation) => run::run(invocation).await,
            Err(exit) => exit.report(),
        }
    })
}
