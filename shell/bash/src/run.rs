//! Making the shell and running what it was given.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use brush_core::namedoptions::{self, ShellOptionKind};
use brush_core::{ExecutionResult, ProfileLoadBehavior, RcLoadBehavior, error, rawbytes};

use crate::invocation::{Invocation, Source};
use crate::{Extensions, Shell, builtins, errors};

/// Runs the shell and returns its exit status.
pub(crate) async fn run(mut invocation: Invocation) -> i32 {
    invocation.interactive |= matches!(invocation.source, Source::Stdin) && is_at_terminal();
    let mut shell = match build(&invocation).await {
        Ok(shell) => shell,
        Err(error) => {
            eprintln!("{}: {error}", invocation.name);
            return 1;
        }
    };
    if let Some(status) = apply_options(&mut shell, &invocation) {
        return status;
    }
    let params = shell.default_exec_params();
    let result = match invocation.source {
        Source::Text(text) => shell.run_command_string(text, &params).await,
        Source::File(path) => run_file(&mut shell, &path).await,
        Source::Stdin if invocation.interactive => shell.run_interactive(&params).await,
        Source::Stdin => shell.run_input(&params).await,
    };
    let status = u8::from(result.exit_code);
    shell.set_last_exit_status(status);
    match shell.on_exit().await {
        Ok(Some(status)) => i32::from(status),
        _ => i32::from(status),
    }
}

/// Whether somebody types; bash(1), "Invocation".
fn is_at_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

async fn build(invocation: &Invocation) -> Result<Shell, error::Error> {
    let profile = match (invocation.login, invocation.reads_profile) {
        (true, true) => ProfileLoadBehavior::LoadDefault,
        _ => ProfileLoadBehavior::Skip,
    };
    let rc = match (&invocation.rc_file, invocation.reads_rc) {
        (_, false) => RcLoadBehavior::Skip,
        (Some(file), true) => RcLoadBehavior::LoadCustom(PathBuf::from(file)),
        (None, true) => RcLoadBehavior::LoadDefault,
    };
    let source = &invocation.source;
    brush_core::Shell::builder_with_extensions::<Extensions>()
        .error_formatter(errors::BashErrors)
        .interactive(invocation.interactive)
        .login(invocation.login)
        .no_editing(true)
        .profile(profile)
        .rc(rc)
        .posix(invocation.posix)
        .sh_mode(false)
        .shell_name(invocation.name.clone())
        .shell_args(invocation.arguments.clone())
        .maybe_working_dir(logical_working_dir())
        .read_commands_from_stdin(matches!(source, Source::Stdin))
        .command_string_mode(matches!(source, Source::Text(_)))
        .builtins(builtins::all())
        .build()
        .await
}

/// `$PWD`, if it names the working directory.
fn logical_working_dir() -> Option<PathBuf> {
    let pwd = PathBuf::from(std::env::var_os("PWD")?);
    let same = pwd.is_absolute() && {
        let named = brush_core::sys::fs::stat(&pwd).ok()?;
        let current = brush_core::sys::fs::stat(Path::new(".")).ok()?;
        (named.dev, named.ino) == (current.dev, current.ino)
    };
    same.then_some(pwd)
}

/// Sets what the command line asks for; a status if it asks for what there is not.
fn apply_options(shell: &mut Shell, invocation: &Invocation) -> Option<i32> {
    let lists = [(ShellOptionKind::SetO, &invocation.options), (ShellOptionKind::Shopt, &invocation.shopts)];
    for (kind, list) in lists {
        for (name, on) in list {
            let Some(option) = namedoptions::options(kind).get(name) else {
                eprintln!("{}: {name}: invalid option name", invocation.name);
                return Some(2);
            };
            option.set(shell.options_mut(), *on);
        }
    }
    for (letter, on) in &invocation.flags {
        if let Some(option) = namedoptions::options(ShellOptionKind::Set).get(&letter.to_string()) {
            option.set(shell.options_mut(), *on);
        }
    }
    None
}

/// Runs a script file: as named, else from `PATH`.
async fn run_file(shell: &mut Shell, name: &str) -> ExecutionResult {
    let mut path = shell.absolute_path(Path::new(name));
    if !name.contains('/') && brush_core::sys::fs::stat(&path).is_err() {
        path = shell.find_first_executable_in_path(name).unwrap_or(path);
    }
    let (text, status) = match std::fs::read(rawbytes::encode_path(&path)) {
        Ok(bytes) if is_binary(&bytes) => ("cannot execute binary file".into(), 126),
        Ok(bytes) => return shell.run_script_text(rawbytes::from_vec(bytes), name).await,
        Err(_) if path.is_dir() => ("Is a directory".into(), 126),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => (rawbytes::strerror(&error), 127),
        Err(error) => (rawbytes::strerror(&error), 126),
    };
    eprintln!("{}: {}: {text}", shell_name(), name);
    ExecutionResult::new(status)
}

/// The name this program goes by in messages that come before a script runs.
fn shell_name() -> String {
    std::env::args().next().unwrap_or_else(|| "bash".into())
}

fn is_binary(bytes: &[u8]) -> bool {
    bytes.iter().take(80).take_while(|byte| **byte != b'\n').any(|byte| *byte == 0)
}
