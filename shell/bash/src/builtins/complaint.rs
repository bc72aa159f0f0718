//! What builtins say when something is wrong.

use std::io::Write as _;

use brush_core::{ExecutionResult, rawbytes};

use super::Context;

/// Prints `NAME: line N: BUILTIN: TEXT`.
pub(crate) fn complain(context: &Context<'_>, text: &str) {
    let message = format!("{}{}: {text}\n", context.shell.message_prefix(), context.command_name);
    let _ = context.params.stderr(context.shell).write_all(&rawbytes::encode(&message));
}

/// Prints a message and fails with status 1.
pub(crate) fn fail(context: &Context<'_>, text: &str) -> ExecutionResult {
    complain(context, text);
    ExecutionResult::new(1)
}

/// Prints what is wrong with the options, then the usage line, and fails with status 2.
pub(crate) fn misuse(context: &Context<'_>, text: &str, usage: &str) -> ExecutionResult {
    complain(context, text);
    let line = format!("{}: usage: {usage}\n", context.command_name);
    let _ = context.params.stderr(context.shell).write_all(line.as_bytes());
    ExecutionResult::new(2)
}

/// Writes a builtin's output in one piece.
pub(crate) fn print(context: &Context<'_>, output: &[u8]) -> ExecutionResult {
    if output.is_empty() {
        return ExecutionResult::success();
    }
    let Some(mut stdout) = context.params.try_stdout(context.shell) else {
        return fail(context, "write error: Bad file descriptor");
    };
    match stdout.write_all(output) {
        Ok(()) => ExecutionResult::success(),
        Err(error) => fail(context, &format!("write error: {}", rawbytes::strerror(&error))),
    }
}

/// Writes text, as [`print`].
pub(crate) fn print_text(context: &Context<'_>, output: &str) -> ExecutionResult {
    print(context, &rawbytes::encode(output))
}
