//! Running other programs, with errors that say what was run and where its output is.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Lines of a failed program's output that are shown.
const TAIL_LINES: usize = 40;

/// What cargo and rustup set for xtask itself; it would lead the builds below astray.
const INHERITED_FROM_CARGO: [&str; 6] =
    ["CARGO", "RUSTUP_TOOLCHAIN", "RUST_RECURSION_COUNT", "LD_LIBRARY_PATH", "RUSTC", "RUSTFLAGS"];

/// Variables of the caller's shell that change what compilers do.
const CALLERS_FLAGS: [&str; 11] = [
    "CFLAGS",
    "CXXFLAGS",
    "CPPFLAGS",
    "LDFLAGS",
    "CC",
    "CXX",
    "CPP",
    "PYTHONPATH",
    "PYTHONHOME",
    "CONFIG_SITE",
    "MAKEFLAGS",
];

/// A command with an environment that depends on this machine's set-up only.
pub(crate) fn clean(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    for name in INHERITED_FROM_CARGO.iter().chain(&CALLERS_FLAGS) {
        command.env_remove(name);
    }
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_")
            || text.starts_with("CARGO_MANIFEST_")
            || text.starts_with("PKG_CONFIG")
        {
            command.env_remove(&name);
        }
    }
    command.stdin(Stdio::null());
    command
}

/// Runs a command, its output appended to `log`; the end of the log is part of the error.
pub(crate) fn run(command: &mut Command, log: &Path) -> Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(log)?;
    writeln!(file, "+ {}", describe(command))?;
    let status = command
        .stdout(file.try_clone()?)
        .stderr(file)
        .status()
        .with_context(|| format!("cannot start {}", describe(command)))?;
    if status.success() {
        return Ok(());
    }
    bail!("{} failed ({status}); the end of {}:\n{}", describe(command), log.display(), tail(log)?)
}

/// Runs a command and returns what it wrote.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("cannot start {}", describe(command)))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        bail!("{} failed ({}): {}", describe(command), output.status, message.trim_end());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command that talks to the person at the terminal.
pub(crate) fn interactive(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", describe(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", describe(command));
    }
    Ok(())
}

/// The command line, as a person would type it.
pub(crate) fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

fn tail(log: &Path) -> Result<String> {
    let content = String::from_utf8_lossy(&std::fs::read(log)?).into_owned();
    let lines: Vec<&str> = content.lines().collect();
    Ok(lines[lines.len().saturating_sub(TAIL_LINES)..].join("\n"))
}
