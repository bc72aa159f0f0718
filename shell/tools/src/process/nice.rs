use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::process::ExitCode;

use super::{command, report_failure};

/// Exit status when nice itself fails.
const FAILED: u8 = 125;

/// nice(1): runs a command. A container has one CPU and no priorities, so the niceness is always 0.
pub(crate) fn run(args: Vec<OsString>) -> ExitCode {
    let mut words = &args[1..];
    while let Some((first, rest)) = words.split_first() {
        let option = first.to_string_lossy();
        let (value, after) = match &*option {
            "--" => {
                words = rest;
                break;
            }
            "-n" | "--adjustment" => match rest.split_first() {
                Some((value, after)) => (value.to_string_lossy(), after),
                None => return missing("nice: option requires an argument -- 'n'"),
            },
            _ => match option
                .strip_prefix("--adjustment=")
                .or(option.strip_prefix("-n"))
                .or(option.strip_prefix('-'))
            {
                Some(value) => (value.to_owned().into(), rest),
                None => break,
            },
        };
        if value.parse::<i64>().is_err() {
            eprintln!("nice: invalid adjustment '{value}'");
            return ExitCode::from(FAILED);
        }
        words = after;
    }
    match command(words) {
        Some(mut command) => report_failure("nice", &words[0], &command.exec()),
        None if args.len() > 1 => missing("nice: a command must be given with an adjustment"),
        None => {
            println!("0");
            ExitCode::SUCCESS
        }
    }
}

fn missing(message: &str) -> ExitCode {
    eprintln!("{message}\nTry 'nice --help' for more information.");
    ExitCode::from(FAILED)
}
