//! `command`.

use brush_core::commands::{ShellForCommand, SimpleCommand};
use brush_core::{CommandArg, ExecutionResult, sys};

use super::complaint::{complain, misuse, print_text};
use super::options::{Found, Options};
use super::{Context, Outcome, quote};

const USAGE: &str = "command [-pVv] command [arg ...]";

/// Runs `command`.
pub(crate) async fn run(context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut options = Options::new(&words, "pvV");
    let (mut standard_path, mut description) = (false, None);
    while let Some(option) = options.next() {
        match option {
            Found::Flag('p') => standard_path = true,
            Found::Flag(letter) => description = Some(letter),
            Found::Wrong(text) => return Ok(misuse(&context, &text, USAGE)),
            Found::Value(..) => {}
        }
    }
    let operands = options.operands();
    if operands.is_empty() {
        return Ok(ExecutionResult::success());
    }
    match description {
        Some(letter) => Ok(describe_all(&context, operands, letter == 'V')),
        None => execute(context, operands, standard_path).await,
    }
}

async fn execute(context: Context<'_>, operands: &[String], standard_path: bool) -> Outcome {
    let arguments: Vec<CommandArg> = operands.iter().map(CommandArg::from).collect();
    let shell = ShellForCommand::ParentShell(context.shell);
    let mut command = SimpleCommand::new(shell, context.params, operands[0].clone(), arguments);
    command.use_functions = false;
    command.path_dirs = standard_path.then(sys::fs::get_default_standard_utils_paths);
    Ok(command.execute().await?.wait().await?.into())
}

fn describe_all(context: &Context<'_>, names: &[String], verbose: bool) -> ExecutionResult {
    let mut text = String::new();
    let mut found = false;
    for name in names {
        match describe(context, name, verbose) {
            Some(line) => {
                text.push_str(&line);
                text.push('\n');
                found = true;
            }
            None if verbose => complain(context, &format!("{name}: not found")),
            None => {}
        }
    }
    let written = print_text(context, &text);
    if found { written } else { ExecutionResult::new(1) }
}

fn describe(context: &Context<'_>, name: &str, verbose: bool) -> Option<String> {
    let shell = &context.shell;
    if let Some(value) = shell.aliases().get(name) {
        return Some(if verbose {
            format!("{name} is aliased to `{value}'")
        } else {
            format!("alias {name}={}", quote::with_single_quotes(value))
        });
    }
    let as_is = |kind: String| Some(if verbose { kind } else { name.to_owned() });
    if shell.is_keyword(name) {
        return as_is(format!("{name} is a shell keyword"));
    }
    if let Some(function) = shell.funcs().get(name) {
        return as_is(format!("{name} is a function\n{}", function.definition()));
    }
    if shell.builtins().get(name).is_some_and(|builtin| !builtin.disabled) {
        return as_is(format!("{name} is a shell builtin"));
    }
    let path = if name.contains('/') {
        let path = shell.absolute_path(std::path::Path::new(name));
        (sys::fs::is_executable_file(&path)).then(|| name.to_owned())
    } else {
        shell.find_first_executable_in_path(name).map(|path| path.to_string_lossy().into_owned())
    };
    path.map(|path| if verbose { format!("{name} is {path}") } else { path })
}
