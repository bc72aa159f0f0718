//! Where `read` and `mapfile` read from.

use brush_core::ExecutionResult;
use brush_core::openfiles::OpenFile;

use super::Context;
use super::complaint::fail;

/// The open file that `-u` names.
pub(crate) fn input(context: &Context<'_>, fd: i32) -> Result<OpenFile, ExecutionResult> {
    let complain = || fail(context, &format!("{fd}: invalid file descriptor: Bad file descriptor"));
    context.try_fd(fd).ok_or_else(complain)
}
