use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::ExitCode;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

use uucore::parser::parse_time;
use uucore::signals::{signal_by_name_or_value, signal_name_by_value};

use super::{command, report_failure, shell_status};
use crate::posix;

/// Exit status when the time was up.
const TIMED_OUT: u8 = 124;
/// Exit status when timeout itself fails.
const FAILED: u8 = 125;

/// The last signal that came; 0 for none.
static CAUGHT: AtomicI32 = AtomicI32::new(0);

extern "C" fn note(signal: i32) {
    CAUGHT.store(signal, Ordering::SeqCst);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    /// The command's own, which the signal goes to.
    Own,
    /// The caller's: only the command gets the signal.
    Callers,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum OnTimeout {
    ExitTimedOut,
    KeepStatus,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Report {
    Quiet,
    Verbose,
}

struct Options {
    signal: i32,
    kill_after: Duration,
    group: Group,
    on_timeout: OnTimeout,
    report: Report,
    duration: Duration,
    words: Vec<OsString>,
}

/// timeout(1).
pub(crate) fn run(args: Vec<OsString>) -> ExitCode {
    match parse(&args[1..]) {
        Ok(options) => supervise(&options),
        Err(message) => {
            eprintln!("timeout: {message}\nTry 'timeout --help' for more information.");
            ExitCode::from(FAILED)
        }
    }
}

fn parse(args: &[OsString]) -> Result<Options, String> {
    let mut options = Options {
        signal: posix::SIGTERM,
        kill_after: Duration::ZERO,
        group: Group::Own,
        on_timeout: OnTimeout::ExitTimedOut,
        report: Report::Quiet,
        duration: Duration::ZERO,
        words: Vec::new(),
    };
    let mut rest = args.iter();
    let duration = loop {
        let word = rest.next().ok_or("missing operand")?.to_string_lossy();
        let (name, attached) = match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name, Some(value)),
            _ if word.len() > 2 && (word.starts_with("-k") || word.starts_with("-s")) => {
                (&word[..2], Some(&word[2..]))
            }
            _ => (&*word, None),
        };
        let mut value = || match attached {
            Some(value) => Ok(value.to_owned()),
            None => match rest.next() {
                Some(value) => Ok(value.to_string_lossy().into_owned()),
                None => Err(format!("option requires an argument -- '{}'", name.trim_start_matches('-'))),
            },
        };
        match name {
            "-k" | "--kill-after" => options.kill_after = seconds(&value()?)?,
            "-s" | "--signal" => {
                let name = value()?;
                let signal = signal_by_name_or_value(&name).ok_or(format!("'{name}': invalid signal"))?;
                options.signal = signal as i32;
            }
            "-f" | "--foreground" => options.group = Group::Callers,
            "-p" | "--preserve-status" => options.on_timeout = OnTimeout::KeepStatus,
            "-v" | "--verbose" => options.report = Report::Verbose,
            "--" => break rest.next().ok_or("missing operand")?.to_string_lossy(),
            option if option.starts_with("--") => return Err(format!("unrecognized option '{option}'")),
            option if option.len() > 1 && option.starts_with('-') => {
                return Err(format!("invalid option -- '{}'", &option[1..2]));
            }
            _ => break word,
        }
    };
    options.duration = seconds(&duration)?;
    options.words = rest.cloned().collect();
    if options.words.is_empty() { Err("missing operand".to_owned()) } else { Ok(options) }
}

fn seconds(text: &str) -> Result<Duration, String> {
    parse_time::from_str(text, true).map_err(|_| format!("invalid time interval '{text}'"))
}

fn supervise(options: &Options) -> ExitCode {
    let Some(mut command) = command(&options.words) else { return ExitCode::from(FAILED) };
    if options.group == Group::Own {
        // The command leads the group, so what it starts gets the signal and timeout does not.
        command.process_group(0);
    }
    let child = match command.spawn() {
        Ok(child) => child.id() as i32,
        Err(error) => return report_failure("timeout", &options.words[0], &error),
    };
    // After the spawn, so that the command has the default dispositions.
    for signal in [posix::SIGALRM, posix::SIGINT, posix::SIGQUIT, posix::SIGHUP, posix::SIGTERM] {
        posix::catch(signal, note);
    }
    posix::ignore(posix::SIGTTIN);
    posix::ignore(posix::SIGTTOU);
    if let Err(error) = posix::alarm(options.duration) {
        eprintln!("timeout: warning: setitimer: {}", uucore::error::strip_errno(&error));
    }
    let mut timed_out = false;
    let mut signal = options.signal;
    loop {
        match posix::wait(child) {
            Ok(status) if timed_out && options.on_timeout == OnTimeout::ExitTimedOut => {
                // GNU's: a command that had to be killed shows as killed.
                let killed = status & 0x7f == posix::SIGKILL;
                return ExitCode::from(if killed { shell_status(status) } else { TIMED_OUT });
            }
            Ok(status) => return ExitCode::from(shell_status(status)),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                eprintln!("timeout: error waiting for command: {}", uucore::error::strip_errno(&error));
                return ExitCode::from(FAILED);
            }
        }
        match CAUGHT.swap(0, Ordering::SeqCst) {
            0 => {}
            posix::SIGALRM => {
                timed_out = true;
                send(child, signal, options);
                if !options.kill_after.is_zero() {
                    signal = posix::SIGKILL;
                    // The next alarm kills.
                    let _ = posix::alarm(options.kill_after);
                }
            }
            other => send(child, other, options),
        }
    }
}

fn send(child: i32, signal: i32, options: &Options) {
    if options.report == Report::Verbose {
        let name = signal_name_by_value(signal as usize).unwrap_or_else(|| signal.to_string());
        eprintln!("timeout: sending signal {name} to command '{}'", options.words[0].to_string_lossy());
    }
    let target = if options.group == Group::Own { -child } else { child };
    // The command may have ended in between.
    let _ = posix::kill(target, signal);
    if signal != posix::SIGKILL && signal != posix::SIGCONT {
        let _ = posix::kill(target, posix::SIGCONT);
    }
}
