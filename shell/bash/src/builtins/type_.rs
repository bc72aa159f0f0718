//! `type` and `hash`.

use std::path::{Path, PathBuf};

use brush_core::{ExecutionResult, sys};

use super::complaint::{complain, misuse, print_text};
use super::options::{Found, Options};
use super::{Context, Outcome};

/// What a name may mean.
enum Meaning {
    Alias(String),
    Keyword,
    Function(String),
    Builtin,
    File { path: PathBuf, hashed: bool },
}

#[derive(Default)]
struct Request {
    all: bool,
    no_functions: bool,
    only_path: bool,
    force_path: bool,
    kind: bool,
}

/// Runs `type`.
pub(crate) async fn run(context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut options = Options::new(&words, "afptP");
    let mut request = Request::default();
    while let Some(option) = options.next() {
        match option {
            Found::Flag('a') => request.all = true,
            Found::Flag('f') => request.no_functions = true,
            Found::Flag('p') => request.only_path = true,
            Found::Flag('P') => request.force_path = true,
            Found::Flag(_) => request.kind = true,
            Found::Wrong(text) => return Ok(misuse(&context, &text, "type [-afptP] name [name ...]")),
            Found::Value(..) => {}
        }
    }
    let mut text = String::new();
    let mut failed = false;
    for name in options.operands() {
        let meanings = meanings(&context, name, &request);
        if meanings.is_empty() {
            failed = true;
            if !request.kind && !request.only_path && !request.force_path {
                complain(&context, &format!("{name}: not found"));
            }
        }
        let shown = if request.all { meanings.len() } else { 1 };
        for meaning in meanings.iter().take(shown) {
            text.push_str(&describe(name, meaning, &request));
        }
    }
    let written = print_text(&context, &text);
    Ok(if failed { ExecutionResult::new(1) } else { written })
}

fn meanings(context: &Context<'_>, name: &str, request: &Request) -> Vec<Meaning> {
    let shell = &context.shell;
    let mut meanings = vec![];
    if !request.force_path {
        if shell.options().expand_aliases
            && let Some(value) = shell.aliases().get(name)
        {
            meanings.push(Meaning::Alias(value.clone()));
        }
        if shell.is_keyword(name) {
            meanings.push(Meaning::Keyword);
        }
        if !request.no_functions
            && let Some(function) = shell.funcs().get(name)
        {
            meanings.push(Meaning::Function(function.definition().to_string()));
        }
        if shell.builtins().get(name).is_some_and(|builtin| !builtin.disabled) {
            meanings.push(Meaning::Builtin);
        }
    }
    if name.contains('/') {
        if sys::fs::is_executable_file(&shell.absolute_path(Path::new(name))) {
            meanings.push(Meaning::File { path: name.into(), hashed: false });
        }
        return meanings;
    }
    if !request.all
        && let Some(path) = shell.program_location_cache().get(name)
    {
        meanings.push(Meaning::File { path, hashed: true });
        return meanings;
    }
    let path = shell.env_str("PATH").unwrap_or_default();
    for directory in sys::fs::split_paths(path.as_ref()) {
        let path = directory.join(name);
        if sys::fs::is_executable_file(&path) {
            meanings.push(Meaning::File { path, hashed: false });
        }
    }
    meanings
}

fn describe(name: &str, meaning: &Meaning, request: &Request) -> String {
    if let Meaning::File { path, .. } = meaning
        && (request.only_path || request.force_path)
    {
        return format!("{}\n", path.display());
    }
    if request.only_path {
        return String::new();
    }
    if request.kind {
        let kind = match meaning {
            Meaning::Alias(_) => "alias",
            Meaning::Keyword => "keyword",
            Meaning::Function(_) => "function",
            Meaning::Builtin => "builtin",
            Meaning::File { .. } => "file",
        };
        return format!("{kind}\n");
    }
    match meaning {
        Meaning::Alias(value) => format!("{name} is aliased to `{value}'\n"),
        Meaning::Keyword => format!("{name} is a shell keyword\n"),
        Meaning::Function(text) => format!("{name} is a function\n{text}\n"),
        Meaning::Builtin => format!("{name} is a shell builtin\n"),
        Meaning::File { path, hashed: true } => format!("{name} is hashed ({})\n", path.display()),
        Meaning::File { path, .. } => format!("{name} is {}\n", path.display()),
    }
}

/// Runs `hash`.
pub(crate) async fn hash(context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut options = Options::new(&words, "rp:dlt");
    let (mut path, mut forgets, mut lists, mut shows) = (None, false, false, false);
    while let Some(option) = options.next() {
        match option {
            Found::Flag('r') => context.shell.program_location_cache_mut().reset(),
            Found::Flag('d') => forgets = true,
            Found::Flag('l') => lists = true,
            Found::Flag(_) => shows = true,
            Found::Value(_, value) => path = Some(value.to_owned()),
            Found::Wrong(text) => {
                return Ok(misuse(&context, &text, "hash [-lr] [-p pathname] [-dt] [name ...]"));
            }
        }
    }
    let operands = options.operands();
    if operands.is_empty() {
        let reset = words.len() > 1 && !lists;
        return Ok(if reset { ExecutionResult::success() } else { list(&context, lists) });
    }
    let mut failed = false;
    let mut text = String::new();
    for name in operands {
        let found = if let Some(path) = &path {
            context.shell.program_location_cache_mut().set(name.clone(), PathBuf::from(path));
            true
        } else if forgets {
            context.shell.program_location_cache_mut().unset(name)
        } else if shows {
            let found = context.shell.program_location_cache().get(name);
            text.extend(found.as_ref().map(|path| format!("{}\n", path.display())));
            found.is_some()
        } else {
            name.contains('/')
                || context.shell.builtins().contains_key(name.as_str())
                || context.shell.find_first_executable_in_path_using_cache(name.clone()).is_some()
        };
        if !found {
            complain(&context, &format!("{name}: not found"));
            failed = true;
        }
    }
    let written = print_text(&context, &text);
    Ok(if failed { ExecutionResult::new(1) } else { written })
}

fn list(context: &Context<'_>, reusable: bool) -> ExecutionResult {
    let cache = context.shell.program_location_cache();
    if cache.is_empty() {
        return print_text(context, "hash: hash table empty\n");
    }
    let mut text = String::new();
    if !reusable {
        text.push_str("hits\tcommand\n");
    }
    for (name, path) in cache.iter() {
        let line = if reusable {
            format!("builtin hash -p {} {name}\n", path.display())
        } else {
            format!("{:4}\t{}\n", 1, path.display())
        };
        text.push_str(&line);
    }
    print_text(context, &text)
}
