use std::ffi::OsString;
use std::process::ExitCode;
use std::time::Instant;

use super::{command, report_failure, shell_status};
use crate::posix;

/// time(1): runs a command and says how long it took.
pub(crate) fn run(args: Vec<OsString>) -> ExitCode {
    let words = match args.get(1).and_then(|word| word.to_str()) {
        Some("-p" | "--portability") => &args[2..],
        _ => &args[1..],
    };
    let Some(mut command) = command(words) else {
        eprintln!("Usage: time [-p] command [argument...]");
        return ExitCode::from(125);
    };
    let start = Instant::now();
    let child = match command.spawn() {
        Ok(child) => child,
        Err(error) => return report_failure("time", &words[0], &error),
    };
    let pid = child.id() as i32;
    let status = loop {
        match posix::wait(pid) {
            Ok(status) => break status,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return report_failure("time", &words[0], &error),
        }
    };
    let real = start.elapsed().as_secs_f64();
    let (user, system) = children_time();
    eprintln!("real {real:.2}\nuser {user:.2}\nsys {system:.2}");
    ExitCode::from(shell_status(status))
}

/// CPU seconds of the children waited for, in user and in system mode.
fn children_time() -> (f64, f64) {
    let mut times = vivarium_abi::ProcessTimes::default();
    // SAFETY: `times` outlives the call.
    let error = unsafe { vivarium_abi::calls::proc_times(&raw mut times) };
    if error == 0 { (times.children_ns as f64 / 1e9, 0.0) } else { (0.0, 0.0) }
}
