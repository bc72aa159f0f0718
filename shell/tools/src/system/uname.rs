use std::ffi::OsString;
use std::process::ExitCode;

use crate::posix;

/// What uname(2) answers, in the order that `uname -a` prints it. The last three are unknown to the kernel.
const NAMES: [(char, &str, Field); 8] = [
    ('s', "kernel-name", Field::System),
    ('n', "nodename", Field::Node),
    ('r', "kernel-release", Field::Release),
    ('v', "kernel-version", Field::Version),
    ('m', "machine", Field::Machine),
    ('p', "processor", Field::Processor),
    ('i', "hardware-platform", Field::Processor),
    ('o', "operating-system", Field::OperatingSystem),
];

#[derive(Clone, Copy)]
enum Field {
    System,
    Node,
    Release,
    Version,
    Machine,
    Processor,
    OperatingSystem,
}

/// uname(1).
pub(crate) fn run(args: Vec<OsString>) -> ExitCode {
    let mut wanted = [false; NAMES.len()];
    for arg in &args[1..] {
        let arg = arg.to_string_lossy();
        if arg == "-a" || arg == "--all" {
            // Without the two that are unknown, as GNU's.
            wanted = [true, true, true, true, true, false, false, true];
        } else if let Some(long) = arg.strip_prefix("--") {
            let Some(index) = NAMES.iter().position(|(_, name, _)| *name == long) else {
                return usage(&format!("unrecognized option '{arg}'"));
            };
            wanted[index] = true;
        } else if let Some(letters) = arg.strip_prefix('-') {
            for letter in letters.chars() {
                let Some(index) = NAMES.iter().position(|(name, ..)| *name == letter) else {
                    return usage(&format!("invalid option -- '{letter}'"));
                };
                wanted[index] = true;
            }
        } else {
            return usage(&format!("extra operand '{arg}'"));
        }
    }
    if !wanted.contains(&true) {
        wanted[0] = true;
    }
    let fields =
        NAMES.iter().zip(wanted).filter(|(_, wanted)| *wanted).map(|((_, _, field), _)| value(*field));
    println!("{}", fields.collect::<Vec<_>>().join(" "));
    ExitCode::SUCCESS
}

/// arch(1).
pub(crate) fn run_arch(_: Vec<OsString>) -> ExitCode {
    println!("{}", value(Field::Machine));
    ExitCode::SUCCESS
}

fn value(field: Field) -> String {
    match field {
        Field::Processor => "unknown".to_owned(),
        Field::OperatingSystem => "GNU/Linux".to_owned(),
        Field::System => posix::system_name(0),
        Field::Node => posix::system_name(1),
        Field::Release => posix::system_name(2),
        Field::Version => posix::system_name(3),
        Field::Machine => posix::system_name(4),
    }
}

fn usage(message: &str) -> ExitCode {
    eprintln!("uname: {message}\nTry 'uname --help' for more information.");
    ExitCode::FAILURE
}
