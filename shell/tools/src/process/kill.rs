use std::ffi::OsString;
use std::process::ExitCode;

use uucore::signals::{ALL_SIGNALS, signal_by_name_or_value};

use crate::posix;

/// kill(1), as procps has it.
pub(crate) fn run(args: Vec<OsString>) -> ExitCode {
    let args: Vec<String> = args[1..].iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let mut signal = posix::SIGTERM as usize;
    let mut words = args.as_slice();
    if let Some((first, rest)) = words.split_first() {
        match first.as_str() {
            "-l" | "--list" | "-L" | "--table" => return list(rest),
            "-s" | "--signal" | "-n" => {
                let Some((name, rest)) = rest.split_first() else { return usage() };
                let Some(number) = signal_by_name_or_value(name) else { return unknown(name) };
                (signal, words) = (number, rest);
            }
            "--" => words = rest,
            option if option.starts_with("--signal=") => {
                let name = &option["--signal=".len()..];
                let Some(number) = signal_by_name_or_value(name) else { return unknown(name) };
                (signal, words) = (number, rest);
            }
            option if option.starts_with('-') && option.len() > 1 => {
                let Some(number) = signal_by_name_or_value(&option[1..]) else {
                    return unknown(&option[1..]);
                };
                (signal, words) = (number, rest);
            }
            _ => {}
        }
    }
    if words.first().is_some_and(|word| word == "--") {
        words = &words[1..];
    }
    if words.is_empty() {
        return usage();
    }
    let mut status = ExitCode::SUCCESS;
    for word in words {
        let result = word.parse::<i32>().map_err(|_| format!("failed to parse argument: '{word}'"));
        let result = result.and_then(|pid| {
            let why = |error| format!("({pid}): {}", uucore::error::strip_errno(&error));
            posix::kill(pid, signal as i32).map_err(why)
        });
        if let Err(message) = result {
            eprintln!("kill: {message}");
            status = ExitCode::FAILURE;
        }
    }
    status
}

fn list(which: &[String]) -> ExitCode {
    if which.is_empty() {
        println!("{}", ALL_SIGNALS[1..].join(" "));
        return ExitCode::SUCCESS;
    }
    for word in which {
        // A status that a shell shows counts too: 143 is TERM.
        let number = word.parse::<usize>().map(|number| if number > 128 { number - 128 } else { number });
        let answer = match number {
            Ok(number) => ALL_SIGNALS.get(number).map(|name| (*name).to_owned()),
            Err(_) => signal_by_name_or_value(word).map(|number| number.to_string()),
        };
        let Some(answer) = answer else { return unknown(word) };
        println!("{answer}");
    }
    ExitCode::SUCCESS
}

fn unknown(name: &str) -> ExitCode {
    eprintln!("kill: unknown signal name {name}");
    ExitCode::FAILURE
}

fn usage() -> ExitCode {
    eprintln!("Usage:\n kill [-signal | -s signal | -l] pid...");
    ExitCode::FAILURE
}
