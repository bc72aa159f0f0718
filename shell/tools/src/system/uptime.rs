use std::ffi::OsString;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

/// uptime(1): how long the container's run has lasted.
pub(crate) fn run(args: Vec<OsString>) -> ExitCode {
    let seconds = super::info().uptime_ns / 1_000_000_000;
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match args.get(1).and_then(|arg| arg.to_str()) {
        Some("-p" | "--pretty") => {
            let parts =
                [(days, "day"), (hours, "hour"), (minutes, "minute")].into_iter().filter(|(n, _)| *n > 0);
            let parts: Vec<_> =
                parts.map(|(n, unit)| format!("{n} {unit}{}", if n == 1 { "" } else { "s" })).collect();
            let text = if parts.is_empty() { "0 minutes".to_owned() } else { parts.join(", ") };
            println!("up {text}");
        }
        Some(option) => {
            eprintln!("uptime: invalid option -- '{}'\nUsage:\n uptime [-p]", option.trim_start_matches('-'));
            return ExitCode::FAILURE;
        }
        None => {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs()) % 86_400;
            let up = match (days, hours) {
                (0, 0) => format!("{minutes} min"),
                (0, _) => format!("{hours:2}:{minutes:02}"),
                (1, _) => format!("1 day, {hours:2}:{minutes:02}"),
                _ => format!("{days} days, {hours:2}:{minutes:02}"),
            };
            let clock = format!("{:02}:{:02}:{:02}", now / 3_600, now / 60 % 60, now % 60);
            println!(" {clock} up {up},  0 users,  load average: 0.00, 0.00, 0.00");
        }
    }
    ExitCode::SUCCESS
}
