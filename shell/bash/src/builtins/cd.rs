//! `cd` and `pwd`.

use std::path::{Path, PathBuf};

use brush_core::{ExecutionResult, rawbytes};

use super::complaint::{fail, misuse, print_text};
use super::options::{Found, Options};
use super::{Context, Outcome};

/// Runs `cd`.
pub(crate) async fn run(context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut options = Options::new(&words, "LPe@");
    let mut physical = context.shell.options().do_not_resolve_symlinks_when_changing_dir;
    while let Some(option) = options.next() {
        match option {
            Found::Flag('P') => physical = true,
            Found::Flag('L') => physical = false,
            Found::Wrong(text) => return Ok(misuse(&context, &text, "cd [-L|[-P [-e]] [-@]] [dir]")),
            _ => {}
        }
    }
    let (mut prints, target) = match options.operands() {
        [] => match context.shell.env_str("HOME") {
            Some(home) => (false, home.into_owned()),
            None => return Ok(fail(&context, "HOME not set")),
        },
        [dash] if dash == "-" => match context.shell.env_str("OLDPWD").filter(|old| !old.is_empty()) {
            Some(old) => (true, old.into_owned()),
            None => return Ok(fail(&context, "OLDPWD not set")),
        },
        [target] => (false, target.clone()),
        _ => return Ok(fail(&context, "too many arguments")),
    };
    if target.is_empty() {
        return Ok(ExecutionResult::success());
    }
    let mut directory = PathBuf::from(&target);
    if let Some(found) = in_cdpath(&context, &target) {
        prints |= found.1;
        directory = found.0;
    }
    if physical {
        match rawbytes::encode_path(&context.shell.absolute_path(&directory)).canonicalize() {
            Ok(real) => directory = PathBuf::from(rawbytes::from_bytes(real.as_os_str().as_encoded_bytes())),
            Err(error) => return Ok(fail(&context, &format!("{target}: {}", rawbytes::strerror(&error)))),
        }
    }
    if let Err(error) = context.shell.set_working_dir(&directory) {
        let text = match error.as_io_error() {
            Some(error) => rawbytes::strerror(error),
            None => "Not a directory".into(),
        };
        return Ok(fail(&context, &format!("{target}: {text}")));
    }
    if prints {
        let shown = context.shell.working_dir().to_string_lossy().into_owned();
        return Ok(print_text(&context, &format!("{shown}\n")));
    }
    Ok(ExecutionResult::success())
}

/// The directory that `CDPATH` leads to, and whether it is to be printed.
fn in_cdpath(context: &Context<'_>, target: &str) -> Option<(PathBuf, bool)> {
    let is_plain = !target.starts_with('/') && !matches!(target.split('/').next(), Some("." | ".."));
    let path = context.shell.env_str("CDPATH").filter(|_| is_plain)?;
    for entry in path.split(':') {
        let candidate = Path::new(if entry.is_empty() { "." } else { entry }).join(target);
        if context.shell.absolute_path(&candidate).is_dir() {
            return Some((candidate, !matches!(entry, "" | ".")));
        }
    }
    None
}

/// Runs `pwd`.
pub(crate) async fn pwd(context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut options = Options::new(&words, "LP");
    let mut physical = context.shell.options().do_not_resolve_symlinks_when_changing_dir;
    while let Some(option) = options.next() {
        match option {
            Found::Flag(letter) => physical = letter == 'P',
            Found::Wrong(text) => return Ok(misuse(&context, &text, "pwd [-LP]")),
            Found::Value(..) => {}
        }
    }
    let directory = context.shell.working_dir().to_path_buf();
    let shown = if physical { rawbytes::encode_path(&directory).canonicalize()? } else { directory };
    Ok(print_text(&context, &format!("{}\n", rawbytes::from_bytes(shown.as_os_str().as_encoded_bytes()))))
}
