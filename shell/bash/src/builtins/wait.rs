//! `wait`.

use brush_core::traps::TrapSignal;
use brush_core::{ExecutionResult, sys};

use super::complaint::{complain, misuse};
use super::options::{Found, Options};
use super::{Context, Outcome};

const USAGE: &str = "wait [-fn] [-p var] [id ...]";

/// What waiting came to.
enum Waited {
    Status(u8),
    /// A trapped signal came first.
    Interrupted(u8),
}

/// Runs `wait`.
pub(crate) async fn run(context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut options = Options::new(&words, "fnp:");
    let (mut any, mut variable) = (false, None);
    while let Some(option) = options.next() {
        match option {
            Found::Flag('n') => any = true,
            Found::Value(_, name) => variable = Some(name.to_owned()),
            Found::Wrong(text) => return Ok(misuse(&context, &text, USAGE)),
            Found::Flag(_) => {}
        }
    }
    if let Some(name) = &variable {
        let _ = context.shell.env_mut().unset(name);
    }
    let operands = options.operands();
    let (status, ended) = if any {
        wait_for_any(&context, operands)
    } else if operands.is_empty() {
        wait_for_all(&context)
    } else {
        wait_for_each(&context, operands)
    };
    context.shell.jobs_mut().refresh();
    if let (Some(name), Some(pid)) = (variable, ended) {
        let value = brush_core::ShellVariable::new(pid.to_string());
        context.shell.env_mut().set_global(name, value)?;
    }
    if let Some(pid) = ended {
        context.shell.jobs_mut().jobs.retain(|job| job.pid != pid);
        sys::process::forget(pid);
    } else {
        context.shell.jobs_mut().sweep();
    }
    Ok(ExecutionResult::new(status))
}

/// The process that an operand names.
fn resolve(context: &Context<'_>, operand: &str) -> Result<i32, u8> {
    if operand.starts_with('%') {
        return match context.shell.jobs().resolve_job_spec(operand) {
            Some(job) => Ok(job.pid),
            None => {
                complain(context, &format!("{operand}: no such job"));
                Err(127)
            }
        };
    }
    let Ok(pid) = operand.parse::<i32>() else {
        complain(context, &format!("`{operand}': not a pid or valid job spec"));
        return Err(1);
    };
    if !sys::process::is_child(pid) {
        complain(context, &format!("pid {pid} is not a child of this shell"));
        return Err(127);
    }
    Ok(pid)
}

fn wait_for_one(context: &Context<'_>, pid: i32) -> Waited {
    loop {
        if let Some(output) = sys::process::status_of(pid) {
            return Waited::Status(output.shell_status());
        }
        match sys::process::wait_interruptibly(pid) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {
                if let Some(status) = interrupted(context) {
                    return Waited::Interrupted(status);
                }
            }
            Err(_) => return Waited::Status(127),
            Ok(_) => {}
        }
    }
}

/// The status of a `wait` that a trapped signal ends.
fn interrupted(context: &Context<'_>) -> Option<u8> {
    let signal = sys::signal::peek_pending()?;
    let ends = context.shell.traps().handles(TrapSignal::Signal(signal))
        || context.shell.traps().handles(TrapSignal::Exit);
    // SIGCHLD's trap runs for each child and does not end a wait for a certain one in posix mode only.
    ends.then(|| 128 + signal.number() as u8)
}

fn wait_for_each(context: &Context<'_>, operands: &[String]) -> (u8, Option<i32>) {
    let mut last = (0, None);
    for operand in operands {
        last = match resolve(context, operand) {
            Err(status) => (status, None),
            Ok(pid) => match wait_for_one(context, pid) {
                Waited::Status(status) => (status, Some(pid)),
                Waited::Interrupted(status) => return (status, None),
            },
        };
    }
    last
}

fn wait_for_all(context: &Context<'_>) -> (u8, Option<i32>) {
    let pids: Vec<_> = context.shell.jobs().jobs.iter().map(|job| job.pid).collect();
    let last = context.shell.jobs().last_background_pid;
    for pid in pids.into_iter().chain(last.filter(|pid| sys::process::is_child(*pid))) {
        if let Waited::Interrupted(status) = wait_for_one(context, pid) {
            return (status, None);
        }
    }
    (0, None)
}

/// Waits for the first of some processes, or of all background ones.
fn wait_for_any(context: &Context<'_>, operands: &[String]) -> (u8, Option<i32>) {
    let pids: Vec<i32> = if operands.is_empty() {
        context.shell.jobs().jobs.iter().map(|job| job.pid).collect()
    } else {
        operands.iter().filter_map(|operand| resolve(context, operand).ok()).collect()
    };
    loop {
        sys::process::reap();
        let ended = pids.iter().find_map(|pid| Some((*pid, sys::process::status_of(*pid)?)));
        if let Some((pid, output)) = ended {
            return (output.shell_status(), Some(pid));
        }
        if !pids.iter().any(|pid| sys::process::is_child(*pid)) {
            return (127, None);
        }
        match sys::process::wait_interruptibly(-1) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {
                if let Some(status) = interrupted(context) {
                    return (status, None);
                }
            }
            Err(_) => return (127, None),
            Ok(_) => {}
        }
    }
}
