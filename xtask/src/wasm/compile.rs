//! A compiler for build systems that want shared libraries.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use super::module;

/// What the linker answers to `-Wl,--version`, so that meson knows its dialect.
const LINKER_VERSION: &str = "LLD 22.1.8 (compatible with GNU linkers)";

/// Options that mean nothing, or something wrong, for a static wasm program.
const DROPPED: [&str; 12] = [
    "-fPIC",
    "-fpic",
    "-pthread",
    "-ffat-lto-objects",
    "-Wl,--as-needed",
    "-Wl,--no-undefined",
    "-Wl,--start-group",
    "-Wl,--end-group",
    "-Wl,--allow-shlib-undefined",
    "-Wl,--fatal-warnings",
    "-Wl,-O1",
    "-Wl,-z,relro",
];
/// The last are headers of the machine that builds, which Python's build systems know by the prefix of their Python.
const DROPPED_PREFIXES: [&str; 4] = ["-Wl,-soname", "-Wl,-rpath", "-Wl,--version-script", "-I/usr/include"];

/// The objects and archives that a shared library would be linked from.
pub(super) struct Library {
    pub(super) output: PathBuf,
    pub(super) inputs: Vec<PathBuf>,
}

/// What a compiler is asked to do.
pub(super) enum Invocation {
    LinkerVersion,
    Library(Library),
    /// All else, with the arguments that are left.
    Driver(Vec<String>),
}

/// Runs the compiler `driver`, or records the inputs of a shared library.
pub(super) fn compile(driver: &Path, arguments: &[String]) -> Result<ExitCode> {
    match parse(arguments)? {
        Invocation::LinkerVersion => println!("{LINKER_VERSION}"),
        Invocation::Library(library) => module::record(&library)?,
        Invocation::Driver(arguments) => return run(Command::new(driver).args(arguments)),
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs a compiler; its exit code is the answer.
pub(super) fn run(compiler: &mut Command) -> Result<ExitCode> {
    let program = compiler.get_program().to_owned();
    let status = compiler.status().with_context(|| format!("cannot start {}", program.display()))?;
    // A compiler that a signal ended has no code.
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Ok(ExitCode::from(code))
}

/// Reads a command line.
pub(super) fn parse(arguments: &[String]) -> Result<Invocation> {
    let arguments = expand(arguments)?;
    if arguments.iter().any(|argument| argument == "-Wl,--version") {
        return Ok(Invocation::LinkerVersion);
    }
    let shared = arguments.iter().any(|argument| argument == "-shared");
    let rest: Vec<String> = arguments.into_iter().filter(|argument| !is_dropped(argument)).collect();
    if !shared {
        return Ok(Invocation::Driver(rest));
    }
    let Some(output) = rest.iter().position(|it| it == "-o").and_then(|at| rest.get(at + 1)) else {
        bail!("a link with -shared needs -o");
    };
    let mut inputs = Vec::new();
    for input in rest.iter().filter(|argument| argument.ends_with(".o") || argument.ends_with(".a")) {
        let input = fs::canonicalize(input).with_context(|| format!("no input {input}"))?;
        if !inputs.contains(&input) {
            inputs.push(input);
        }
    }
    Ok(Invocation::Library(Library { output: PathBuf::from(output), inputs }))
}

fn is_dropped(argument: &str) -> bool {
    DROPPED.contains(&argument) || DROPPED_PREFIXES.iter().any(|prefix| argument.starts_with(prefix))
}

/// Replaces `@file` by the words in the file: ninja passes long command lines so.
fn expand(arguments: &[String]) -> Result<Vec<String>> {
    let mut words = Vec::new();
    for argument in arguments {
        match argument.strip_prefix('@') {
            Some(file) => {
                let text = fs::read_to_string(file).with_context(|| format!("cannot read {file}"))?;
                words.extend(split(&text));
            }
            None => words.push(argument.clone()),
        }
    }
    Ok(words)
}

/// Splits a response file at white space outside quotes.
fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(end), _) if character == end => quote = None,
            (None, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, _) if character.is_whitespace() => words.extend(word.take()),
            (None | Some('"'), '\\') => word.get_or_insert_default().extend(characters.next()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_string).collect()
    }

    #[test]
    fn a_compilation_loses_what_wasm_does_not_know() {
        let Invocation::Driver(left) =
            parse(&words("-fPIC -O2 -I/usr/include/python3.11 -c a.c -o a.o")).unwrap()
        else {
            panic!("not a driver invocation");
        };
        assert_eq!(left, words("-O2 -c a.c -o a.o"));
    }

    #[test]
    fn a_shared_link_is_recorded() {
        let folder = tempfile::tempdir().unwrap();
        let object = folder.path().join("a.o");
        fs::write(&object, "").unwrap();
        let response = folder.path().join("link.rsp");
        fs::write(&response, format!("-shared -o \"x.so\"\n {} {} -lm", object.display(), object.display()))
            .unwrap();
        let Invocation::Library(library) = parse(&[format!("@{}", response.display())]).unwrap() else {
            panic!("not a library");
        };
        assert_eq!(library.output, Path::new("x.so"));
        assert_eq!(library.inputs, [object.canonicalize().unwrap()]);
    }

    #[test]
    fn response_files_are_split_as_a_shell_would() {
        let text = "a 'b c' \"d \\\"e\" f\\ g ''\n";
        assert_eq!(split(text), ["a", "b c", "d \"e", "f g", ""]);
    }
}
