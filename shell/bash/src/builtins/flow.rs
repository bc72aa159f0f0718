//! `break`, `continue`, `return`, `exit`, `shift`, `eval`, `source`, `let`.

use brush_core::{ExecutionControlFlow, ExecutionResult, rawbytes};

use super::complaint::{complain, fail, misuse};
use super::{Context, Outcome};

/// Runs `break`.
pub(crate) async fn break_(context: Context<'_>, words: Vec<String>) -> Outcome {
    Ok(leave_loop(&context, &words, |levels| ExecutionControlFlow::BreakLoop { levels }))
}

/// Runs `continue`.
pub(crate) async fn continue_(context: Context<'_>, words: Vec<String>) -> Outcome {
    Ok(leave_loop(&context, &words, |levels| ExecutionControlFlow::ContinueLoop { levels }))
}

fn leave_loop(
    context: &Context<'_>,
    words: &[String],
    flow: fn(usize) -> ExecutionControlFlow,
) -> ExecutionResult {
    let mut result = ExecutionResult::success();
    if context.shell.loop_depth == 0 {
        complain(context, "only meaningful in a `for', `while', or `until' loop");
        return result;
    }
    let mut operands = words.iter().skip(1).filter(|word| *word != "--");
    let levels = match operands.next().map(|word| (word, word.parse::<i64>())) {
        None => 1,
        Some((_, Ok(levels))) if levels >= 1 => levels as usize,
        Some((word, Ok(_))) => {
            complain(context, &format!("{word}: loop count out of range"));
            result = ExecutionResult::new(1);
            context.shell.loop_depth
        }
        Some((word, Err(_))) => {
            complain(context, &format!("{word}: numeric argument required"));
            result = ExecutionResult::new(128);
            result.next_control_flow = ExecutionControlFlow::ExitShell;
            return result;
        }
    };
    result.next_control_flow = flow(levels.min(context.shell.loop_depth) - 1);
    result
}

/// The status that `return` and `exit` were given.
fn status(context: &Context<'_>, words: &[String]) -> Result<u8, ExecutionResult> {
    let mut operands = words.iter().skip(1).skip_while(|word| *word == "--");
    match operands.next() {
        None => Ok(context.shell.last_exit_status()),
        Some(_) if operands.next().is_some() => {
            complain(context, "too many arguments");
            Err(ExecutionResult::new(1))
        }
        Some(word) => word.trim().parse::<i64>().map(|number| number as u8).map_err(|_| {
            complain(context, &format!("{word}: numeric argument required"));
            ExecutionResult::new(2)
        }),
    }
}

/// Runs `return`.
pub(crate) async fn return_(context: Context<'_>, words: Vec<String>) -> Outcome {
    if !context.shell.in_function() && !context.shell.in_sourced_script() {
        complain(&context, "can only `return' from a function or sourced script");
        return Ok(ExecutionResult::new(2));
    }
    let mut result = match status(&context, &words) {
        Ok(status) => ExecutionResult::new(status),
        Err(result) if u8::from(result.exit_code) == 1 => return Ok(result),
        Err(result) => result,
    };
    result.next_control_flow = ExecutionControlFlow::ReturnFromFunctionOrScript;
    Ok(result)
}

/// Runs `exit`.
pub(crate) async fn exit(context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut result = match status(&context, &words) {
        Ok(status) => ExecutionResult::new(status),
        Err(result) if u8::from(result.exit_code) == 1 => return Ok(result),
        Err(result) => result,
    };
    result.next_control_flow = ExecutionControlFlow::ExitShell;
    Ok(result)
}

/// Runs `shift`.
pub(crate) async fn shift(context: Context<'_>, words: Vec<String>) -> Outcome {
    let count = match words.iter().skip(1).find(|word| *word != "--") {
        None => 1,
        Some(word) => match word.parse::<i64>() {
            Ok(count) => count,
            Err(_) => return Ok(fail(&context, &format!("{word}: numeric argument required"))),
        },
    };
    let parameters = context.shell.current_shell_args_mut();
    match usize::try_from(count) {
        Ok(count) if count <= parameters.len() => {
            parameters.drain(..count);
            Ok(ExecutionResult::success())
        }
        Ok(_) if !context.shell.options().shift_verbose => Ok(ExecutionResult::new(1)),
        _ => Ok(fail(&context, &format!("{count}: shift count out of range"))),
    }
}

/// Runs `eval`.
pub(crate) async fn eval(context: Context<'_>, words: Vec<String>) -> Outcome {
    let first = if words.get(1).is_some_and(|word| word == "--") { 2 } else { 1 };
    if let Some(option) = words.get(1).filter(|word| first == 1 && word.len() > 1 && word.starts_with('-')) {
        return Ok(misuse(&context, &format!("{option}: invalid option"), "eval [arg ...]"));
    }
    let text = words[first.min(words.len())..].join(" ");
    if text.trim().is_empty() {
        return Ok(ExecutionResult::success());
    }
    let params = context.params.clone();
    Ok(context.shell.run_eval(text, &params).await)
}

/// Runs `source` and `.`.
pub(crate) async fn source(context: Context<'_>, words: Vec<String>) -> Outcome {
    let first = if words.get(1).is_some_and(|word| word == "--") { 2 } else { 1 };
    let Some(name) = words.get(first) else {
        return Ok(misuse(
            &context,
            "filename argument required",
            &format!("{} filename [arguments]", words[0]),
        ));
    };
    let params = context.params.clone();
    let path = if name.contains('/') { None } else { context.shell.find_in_path(name) };
    let path = path.unwrap_or_else(|| std::path::PathBuf::from(name));
    let read = context.shell.read_file(&path, &params);
    match read {
        Ok(bytes) => {
            let text = rawbytes::from_vec(bytes);
            let shown = path.to_string_lossy().into_owned();
            Ok(context.shell.run_sourced(text, &shown, words[first + 1..].to_vec(), &params).await)
        }
        Err(error) => {
            use std::io::Write as _;
            let message =
                format!("{}{name}: {}\n", context.shell.message_prefix(), rawbytes::strerror(&error));
            let _ = context.params.stderr(context.shell).write_all(&rawbytes::encode(&message));
            Ok(ExecutionResult::new(1))
        }
    }
}

/// Runs `let`.
pub(crate) async fn let_(context: Context<'_>, words: Vec<String>) -> Outcome {
    let first = if words.get(1).is_some_and(|word| word == "--") { 2 } else { 1 };
    if words.len() <= first {
        return Ok(fail(&context, "expression expected"));
    }
    let mut value = 0;
    for expression in &words[first..] {
        value = match context.shell.eval_arithmetic(expression) {
            Ok(value) => value,
            Err(error) => return Ok(fail(&context, &error.to_string())),
        };
    }
    Ok(ExecutionResult::new(u8::from(value == 0)))
}
