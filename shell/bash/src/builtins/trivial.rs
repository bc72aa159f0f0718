//! Builtins of one line.

use brush_core::{ExecutionControlFlow, ExecutionResult};

use super::complaint::fail as complain;
use super::{Context, Outcome};

/// `true`, `:`.
pub(crate) async fn succeed(_context: Context<'_>, _words: Vec<String>) -> Outcome {
    Ok(ExecutionResult::success())
}

/// `false`.
pub(crate) async fn fail(_context: Context<'_>, _words: Vec<String>) -> Outcome {
    Ok(ExecutionResult::new(1))
}

/// `logout`: leaves a login shell.
pub(crate) async fn logout(context: Context<'_>, words: Vec<String>) -> Outcome {
    if !context.shell.options().login_shell {
        return Ok(complain(&context, "not login shell: use `exit'"));
    }
    let last = context.shell.last_exit_status();
    let status = words.get(1).and_then(|word| word.parse::<i64>().ok()).map_or(last, |status| status as u8);
    let mut result = ExecutionResult::new(status);
    result.next_control_flow = ExecutionControlFlow::ExitShell;
    Ok(result)
}

/// `suspend`: there is no job control to resume the shell.
pub(crate) async fn suspend(context: Context<'_>, _words: Vec<String>) -> Outcome {
    Ok(complain(&context, "cannot suspend: no job control"))
}
