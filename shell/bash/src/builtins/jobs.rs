//! `jobs`, `fg`, `bg`, `disown`.

use brush_core::jobs::{Job, JobState};
use brush_core::{ExecutionResult, sys};

use super::complaint::{fail, misuse, print_text};
use super::options::{Found, Options};
use super::{Context, Outcome};

const USAGE: &str = "jobs [-lnprs] [jobspec ...] or jobs -x command [args]";

/// Runs `jobs`.
pub(crate) async fn run(context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut options = Options::new(&words, "lnprs");
    let mut flags = String::new();
    while let Some(option) = options.next() {
        match option {
            Found::Flag(letter) => flags.push(letter),
            Found::Wrong(text) => return Ok(misuse(&context, &text, USAGE)),
            Found::Value(..) => {}
        }
    }
    context.shell.jobs_mut().refresh();
    let mut text = String::new();
    let jobs = context.shell.jobs();
    for job in &jobs.jobs {
        let wanted = options.operands();
        let named = |spec: &String| jobs.resolve_job_spec(spec).is_some_and(|found| found.id == job.id);
        let shown = (wanted.is_empty() || wanted.iter().any(named))
            && (!flags.contains('r') || job.state == JobState::Running)
            && (!flags.contains('s') || job.state == JobState::Stopped);
        if shown {
            text.push_str(&line(&context, job, &flags));
        }
    }
    for spec in options.operands() {
        if jobs.resolve_job_spec(spec).is_none() {
            return Ok(fail(&context, &format!("{spec}: no such job")));
        }
    }
    let result = print_text(&context, &text);
    context.shell.jobs_mut().sweep();
    Ok(result)
}

fn line(context: &Context<'_>, job: &Job, flags: &str) -> String {
    if flags.contains('p') {
        return format!("{}\n", job.pid);
    }
    let mark = context.shell.jobs().mark(job);
    if flags.contains('l') {
        return format!("[{}]{mark} {:5} {job}\n", job.id, job.pid);
    }
    format!("[{}]{mark}  {job}\n", job.id)
}

/// Runs `fg`: waits for a job.
pub(crate) async fn fg(context: Context<'_>, words: Vec<String>) -> Outcome {
    let Some(job) = controlled_job(&context, &words) else {
        return Ok(no_job(&context, &words));
    };
    let written = print_text(&context, &format!("{}\n", job.command_line));
    if !written.is_success() {
        return Ok(written);
    }
    let output = sys::process::wait_foreground(job.pid)?;
    context.shell.jobs_mut().jobs.retain(|other| other.id != job.id);
    Ok(output.into())
}

/// Runs `bg`: a job that runs goes on running.
pub(crate) async fn bg(context: Context<'_>, words: Vec<String>) -> Outcome {
    match controlled_job(&context, &words) {
        Some(job) => Ok(fail(&context, &format!("job {} already in background", job.id))),
        None => Ok(no_job(&context, &words)),
    }
}

fn controlled_job(context: &Context<'_>, words: &[String]) -> Option<Job> {
    if !context.shell.options().enable_job_control {
        return None;
    }
    let jobs = context.shell.jobs();
    match words.get(1) {
        Some(spec) => jobs.resolve_job_spec(spec).cloned(),
        None => jobs.current_job().cloned(),
    }
}

fn no_job(context: &Context<'_>, words: &[String]) -> ExecutionResult {
    if !context.shell.options().enable_job_control {
        return fail(context, "no job control");
    }
    fail(context, &format!("{}: no such job", words.get(1).map_or("current", String::as_str)))
}

/// Runs `disown`: the shell forgets jobs.
pub(crate) async fn disown(context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut options = Options::new(&words, "ahr");
    let (mut all, mut keeps) = (false, false);
    while let Some(option) = options.next() {
        match option {
            Found::Flag('a' | 'r') => all = true,
            Found::Flag(_) => keeps = true,
            Found::Wrong(text) => {
                return Ok(misuse(&context, &text, "disown [-h] [-ar] [jobspec ... | pid ...]"));
            }
            Found::Value(..) => {}
        }
    }
    let mut ids = vec![];
    for spec in options.operands() {
        let jobs = context.shell.jobs();
        let by_pid = || jobs.jobs.iter().find(|job| job.pid.to_string() == *spec);
        match jobs.resolve_job_spec(spec).or_else(by_pid) {
            Some(job) => ids.push(job.id),
            None => return Ok(fail(&context, &format!("{spec}: no such job"))),
        }
    }
    let jobs = context.shell.jobs_mut();
    if all {
        jobs.jobs.clear();
    } else if ids.is_empty() {
        let Some(current) = jobs.current_job().map(|job| job.id) else {
            return Ok(fail(&context, "current: no such job"));
        };
        ids.push(current);
    }
    if !keeps {
        context.shell.jobs_mut().jobs.retain(|job| !ids.contains(&job.id));
    }
    Ok(ExecutionResult::success())
}
