//! A Fortran compiler for WebAssembly, made of one that knows no WebAssembly.
//!
//! flang refuses wasm32 as a target. It compiles for a 64-bit machine, up to LLVM's assembly language; what names the
//! machine there is replaced, and clang does the rest. The target is aarch64 because its calling convention passes
//! complex numbers as scalars, as calls between Fortran procedures and compiler-rt do on wasm. Lengths of strings stay
//! 64 bits wide; see `adapt` for calls between them and C.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use super::compile::run;

/// The machine that flang compiles for.
const SOURCE_TARGET: &str = "--target=aarch64-unknown-linux-gnu";

/// What clang-22 writes for wasm32-wasip1; it refuses assembly of another layout.
const TRIPLE: &str = "target triple = \"wasm32-unknown-wasip1\"";
const LAYOUT: &str =
    "target datalayout = \"e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20\"";

/// Attributes of functions that speak of the machine.
const MACHINE_ATTRIBUTES: [&str; 4] =
    [" \"frame-pointer\"=\"", " \"target-cpu\"=\"", " \"target-features\"=\"", " \"tune-cpu\"=\""];

/// Options that stand alone and mean nothing here.
const DROPPED: [&str; 3] = ["-c", "-MD", "-fPIC"];

/// Warnings to leave out, which flang refuses where it does not know them.
const NO_WARNING: &str = "-Wno-";

/// Options with a word after them, for a list of headers that flang cannot write.
const DROPPED_WITH_WORD: [&str; 3] = ["-MF", "-MQ", "-MT"];

/// One source to compile.
#[derive(Debug, PartialEq)]
struct Compilation {
    /// What flang is told, besides target and output.
    arguments: Vec<String>,
    /// The option for optimisation, which clang is told too.
    optimisation: Option<String>,
    source: String,
    output: PathBuf,
}

/// Compiles for wasm; anything but `-c` is a question that flang itself answers.
pub(super) fn compile(flang: &Path, clang: &Path, arguments: &[String]) -> Result<ExitCode> {
    let Some(compilation) = parse(arguments)? else {
        return run(Command::new(flang).args(arguments));
    };
    let assembly = compilation.output.with_extension("ll");
    let mut first = Command::new(flang);
    first.args([SOURCE_TARGET, "-S", "-emit-llvm"]).args(&compilation.arguments).arg("-o").arg(&assembly);
    let code = run(&mut first)?;
    if code != ExitCode::SUCCESS {
        return Ok(code);
    }
    let text = fs::read_to_string(&assembly)
        .with_context(|| format!("flang did not write {}", assembly.display()))?;
    fs::write(&assembly, retarget(&text, &compilation.source))?;
    let mut second = Command::new(clang);
    second.args(&compilation.optimisation).arg("-c").arg(&assembly).arg("-o").arg(&compilation.output);
    let code = run(&mut second)?;
    fs::remove_file(&assembly)?;
    Ok(code)
}

/// Reads a command line; without `-c` it is no compilation.
fn parse(arguments: &[String]) -> Result<Option<Compilation>> {
    if !arguments.iter().any(|argument| argument == "-c") {
        return Ok(None);
    }
    let mut output = None;
    let mut rest = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        if word == "-o" {
            output = words.next().map(PathBuf::from);
        } else if DROPPED_WITH_WORD.contains(&word.as_str()) {
            words.next();
        } else if !DROPPED.contains(&word.as_str()) && !word.starts_with(NO_WARNING) {
            rest.push(word.clone());
        }
    }
    let Some(output) = output else { bail!("a compilation of Fortran needs -o") };
    let Some(source) = rest.last().cloned() else { bail!("a compilation of Fortran needs a source") };
    let optimisation = rest.iter().rfind(|argument| argument.starts_with("-O")).cloned();
    Ok(Some(Compilation { arguments: rest, optimisation, source, output }))
}

/// LLVM's assembly with wasm32 in place of the machine that it was made for, and the name of `source` in place of its
/// path: messages of Fortran's runtime show it, and flang cannot be told another.
fn retarget(text: &str, source: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let path = string_constant(source);
    let name = string_constant(source.rsplit('/').next().unwrap_or(source));
    for line in text.lines() {
        let line = match line {
            _ if line.starts_with("target datalayout = ") => LAYOUT.to_string(),
            _ if line.starts_with("target triple = ") => TRIPLE.to_string(),
            _ if line.starts_with("attributes #") => without_machine(line),
            _ if line.contains(&path) => line.replace(&path, &name),
            // Objects for wasm have no common symbols; a weak one is merged in the same way.
            _ => line.replacen(" = common global ", " = weak global ", 1),
        };
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// A string of C with its type.
fn string_constant(text: &str) -> String {
    format!("[{} x i8] c\"{text}\\00\"", text.len() + 1)
}

fn without_machine(line: &str) -> String {
    let mut line = line.to_string();
    for attribute in MACHINE_ATTRIBUTES {
        while let Some(start) = line.find(attribute) {
            let value = start + attribute.len();
            let end = line[value..].find('"').map_or(line.len(), |length| value + length + 1);
            line.replace_range(start..end, "");
        }
    }
    // A group must not be empty.
    line.replace("{ }", "{ \"retargeted\" }")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_string).collect()
    }

    #[test]
    fn a_compilation_is_told_to_both_compilers() {
        let line =
            "-Iinclude -O1 -O2 -Wno-conversion -fPIC -MD -MQ a.o -MF a.d -J modules -o out/a.f.o -c a.f";
        let compilation = parse(&words(line)).unwrap().unwrap();
        assert_eq!(compilation.arguments, words("-Iinclude -O1 -O2 -J modules a.f"));
        assert_eq!(compilation.optimisation.as_deref(), Some("-O2"));
        assert_eq!(compilation.source, "a.f");
        assert_eq!(compilation.output, Path::new("out/a.f.o"));
    }

    #[test]
    fn a_question_is_no_compilation() {
        assert_eq!(parse(&words("--version")).unwrap(), None);
        assert!(parse(&words("-c a.f")).is_err());
    }

    #[test]
    fn assembly_forgets_its_machine() {
        let before = "target datalayout = \"e-i64:64\"\n\
                      target triple = \"aarch64-unknown-linux-gnu\"\n\
                      @block_ = common global [8 x i8] zeroinitializer, align 8\n\
                      @file = linkonce constant [9 x i8] c\"/b/s/a.f\\00\", comdat\n\
                      define void @f_(ptr %0) #0 {\n\
                      attributes #0 = { nounwind \"frame-pointer\"=\"non-leaf\" \"target-cpu\"=\"generic\" }\n\
                      attributes #1 = { \"target-features\"=\"+neon\" \"other\"=\"x\" }\n\
                      attributes #2 = { \"target-cpu\"=\"generic\" }\n";
        let after = format!(
            "{LAYOUT}\n{TRIPLE}\n@block_ = weak global [8 x i8] zeroinitializer, align 8\n\
             @file = linkonce constant [4 x i8] c\"a.f\\00\", comdat\n\
             define void @f_(ptr %0) #0 {{\nattributes #0 = {{ nounwind }}\nattributes #1 = {{ \"other\"=\"x\" }}\n\
             attributes #2 = {{ \"retargeted\" }}\n"
        );
        assert_eq!(retarget(before, "/b/s/a.f"), after);
    }
}
