//! `kill`.

use brush_core::traps::TrapSignal;
use brush_core::{ExecutionResult, rawbytes, sys};

use super::complaint::{complain, fail, print_text};
use super::{Context, Outcome, trap};

const USAGE: &str = "kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]";

/// Runs `kill`.
pub(crate) async fn run(context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut rest = &words[1..];
    let mut number = 15;
    while let Some(option) = rest.first().and_then(|word| word.strip_prefix('-')) {
        rest = &rest[1..];
        let name = match option {
            "-" => break,
            "l" | "L" => return Ok(list(&context, rest)),
            "s" | "n" => {
                let Some((name, after)) = rest.split_first() else {
                    return Ok(fail(&context, &format!("-{option}: option requires an argument")));
                };
                rest = after;
                name.as_str()
            }
            attached if attached.starts_with('n') && attached[1..].parse::<u32>().is_ok() => &attached[1..],
            attached => attached,
        };
        number = match trap::signal_number(name) {
            Some(signal) => signal,
            None => return Ok(fail(&context, &format!("{name}: invalid signal specification"))),
        };
        if rest.first().is_some_and(|word| word == "--") {
            rest = &rest[1..];
        }
        break;
    }
    if rest.is_empty() {
        return Ok(usage(&context));
    }
    let mut sent = false;
    for target in rest {
        sent |= send(&context, target, number);
    }
    Ok(ExecutionResult::new(u8::from(!sent)))
}

fn usage(context: &Context<'_>) -> ExecutionResult {
    use std::io::Write as _;
    let _ = writeln!(context.params.stderr(context.shell), "kill: usage: {USAGE}");
    ExecutionResult::new(2)
}

fn send(context: &Context<'_>, target: &str, number: u32) -> bool {
    let pid = if target.starts_with('%') {
        match context.shell.jobs().resolve_job_spec(target) {
            Some(job) => job.pid,
            None => {
                complain(context, &format!("{target}: no such job"));
                return false;
            }
        }
    } else {
        match target.parse::<i32>() {
            Ok(pid) => pid,
            Err(_) => {
                complain(context, &format!("{target}: arguments must be process or job IDs"));
                return false;
            }
        }
    };
    match sys::process::kill(pid, number) {
        Ok(()) => true,
        Err(error) => {
            complain(context, &format!("({target}) - {}", rawbytes::strerror(&error)));
            false
        }
    }
}

fn list(context: &Context<'_>, names: &[String]) -> ExecutionResult {
    if names.is_empty() {
        return print_text(context, &trap::signal_table());
    }
    let mut text = String::new();
    let mut failed = false;
    for name in names {
        // A number above 128 is the status of a killed process.
        let answer = match name.parse::<i32>() {
            Ok(number) => {
                let number = if number > 128 { number - 128 } else { number };
                TrapSignal::try_from(number)
                    .ok()
                    .map(|signal| signal.as_str().trim_start_matches("SIG").to_owned())
            }
            Err(_) => trap::signal_number(name).map(|number| number.to_string()),
        };
        match answer {
            Some(answer) => text.push_str(&format!("{answer}\n")),
            None => {
                complain(context, &format!("{name}: invalid signal specification"));
                failed = true;
            }
        }
    }
    let written = print_text(context, &text);
    if failed { ExecutionResult::new(1) } else { written }
}
