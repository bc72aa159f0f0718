//! `exec`.

use brush_core::{ExecutionControlFlow, ExecutionResult, commands, error::ErrorKind, sys};

use super::complaint::misuse;
use super::options::{Found, Options};
use super::{Context, Outcome};

const USAGE: &str = "exec [-cl] [-a name] [command [argument ...]] [redirection ...]";

/// Runs `exec`.
pub(crate) async fn run(mut context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut options = Options::new(&words, "cla:");
    let (mut empty_environment, mut login, mut name) = (false, false, None);
    while let Some(option) = options.next() {
        match option {
            Found::Flag('c') => empty_environment = true,
            Found::Flag(_) => login = true,
            Found::Value(_, value) => name = Some(value.to_owned()),
            Found::Wrong(text) => return Ok(misuse(&context, &text, USAGE)),
        }
    }
    let Some((program, arguments)) = options.operands().split_first() else {
        // Only redirections: they stay.
        let files: Vec<_> = context.iter_fds().collect();
        context.shell.replace_open_files(files.into_iter());
        return Ok(ExecutionResult::success());
    };
    let path = if program.contains('/') {
        Some(program.clone())
    } else {
        context.shell.find_first_executable_in_path(program).map(|path| path.to_string_lossy().into_owned())
    };
    let failure = match path {
        None => ErrorKind::CannotExecute {
            name: format!("exec: {program}"),
            text: "not found".into(),
            status: 127,
        }
        .into(),
        Some(path) => {
            let mut argv0 = name.unwrap_or_else(|| program.clone());
            if login {
                argv0.insert(0, '-');
            }
            let request =
                sys::commands::compose_request(&context, &path, &argv0, arguments, empty_environment)?;
            let error = commands::replace_process(request);
            commands::explain_exec_failure(&context, &path, error)
        }
    };
    let stays = context.shell.options().exit_on_exec_fail || context.shell.options().interactive;
    let mut stderr = context.params.stderr(context.shell);
    let _ = context.shell.display_error(&mut stderr, &failure);
    let mut result = failure.into_result(context.shell);
    if !stays {
        result.next_control_flow = ExecutionControlFlow::ExitShell;
    }
    let _ = &mut context;
    Ok(result)
}
