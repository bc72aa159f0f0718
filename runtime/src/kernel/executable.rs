use std::sync::Arc;

use vivarium_abi::Errno;
use vivarium_abi::program::{ProgramHash, REFERENCE_LEN, parse_reference};
use vivarium_vfs::{FileType, Last, Node};

use super::{Kernel, Run};
use crate::file::SysResult;
use crate::program::Program;

/// What execve(2) starts: a program with its arguments.
pub(crate) struct Executable {
    pub(crate) program: Arc<Program>,
    /// The program as the image's files name it.
    pub(crate) hash: ProgramHash,
    /// Whether `program` is what was prepared from that.
    pub(crate) is_prepared: bool,
    /// Absolute path of the program or script.
    pub(crate) path: Vec<u8>,
    pub(crate) argv: Vec<Vec<u8>>,
    /// As `NAME=value`.
    pub(crate) env: Vec<Vec<u8>>,
}

/// How much of a file is read to find out what it is; Linux's `BINPRM_BUF_SIZE`.
const HEAD_LEN: usize = 256;
/// How many scripts may stand one behind the other as interpreters; execve(2), "Interpreter scripts".
const SCRIPT_DEPTH: usize = 4;
/// Longest argument or environment string, in bytes; execve(2), `MAX_ARG_STRLEN`.
const ARGUMENT_LEN_MAX: usize = 32 * 4096;
/// What a prepared program must have free besides. One with less is better off with what preparing it took.
const PREPARED_ROOM: u64 = 32 << 20;

/// What the head of a file says.
enum Head {
    Program(ProgramHash),
    Script { interpreter: Vec<u8>, argument: Option<Vec<u8>> },
}

impl Executable {
    /// Finds what a path executes, through `#!` lines.
    ///
    /// `EACCES` for what is no file or may not be executed, `ENOEXEC` for what is neither program nor script, `E2BIG`
    /// for too many arguments, `ELOOP` for scripts nested too deep.
    pub(crate) fn load(
        kernel: &Kernel,
        run: &Run,
        cwd: &Node,
        path: &[u8],
        mut argv: Vec<Vec<u8>>,
        env: Vec<Vec<u8>>,
    ) -> SysResult<Self> {
        let absolute = absolute(kernel, cwd, path)?;
        let mut file = path.to_vec();
        if argv.is_empty() {
            argv.push(Vec::new());
        }
        check_size(run, &argv, &env)?;
        for _ in 0..=SCRIPT_DEPTH {
            match read_head(kernel, cwd, &file)? {
                Head::Program(hash) => {
                    let (program, is_prepared) = find(kernel, run, &hash)?;
                    return Ok(Self { program, hash, is_prepared, path: absolute, argv, env });
                }
                Head::Script { interpreter, argument } => {
                    let head = [Some(interpreter.clone()), argument, Some(file)];
                    argv.splice(..1, head.into_iter().flatten());
                    check_size(run, &argv, &env)?;
                    file = interpreter;
                }
            }
        }
        Err(Errno::ELOOP)
    }

    /// The name that messages show: the last part of argument 0.
    pub(crate) fn name(&self) -> &[u8] {
        let name = self.argv.first().map_or(&[][..], Vec::as_slice);
        name.rsplit(|&byte| byte == b'/').next().unwrap_or(name)
    }
}

fn absolute(kernel: &Kernel, cwd: &Node, path: &[u8]) -> SysResult<Vec<u8>> {
    if path.starts_with(b"/") {
        return Ok(path.to_vec());
    }
    let mut absolute = kernel.vfs.path_of(cwd)?;
    if !absolute.ends_with(b"/") {
        absolute.push(b'/');
    }
    absolute.extend(path.strip_prefix(b"./").unwrap_or(path));
    Ok(absolute)
}

fn check_size(run: &Run, argv: &[Vec<u8>], env: &[Vec<u8>]) -> SysResult<()> {
    // As Linux counts: the bytes, a terminator and a pointer each.
    let mut total: usize = 0;
    for string in argv.iter().chain(env) {
        if string.len() >= ARGUMENT_LEN_MAX {
            return Err(Errno::E2BIG);
        }
        total += string.len() + 1 + 8;
    }
    if total > run.limits.arguments_bytes { Err(Errno::E2BIG) } else { Ok(()) }
}

fn read_head(kernel: &Kernel, cwd: &Node, path: &[u8]) -> SysResult<Head> {
    let node = kernel.vfs.resolve(cwd, path, Last::Follow)?;
    let metadata = node.metadata()?;
    if metadata.file_type != FileType::Regular || metadata.mode & 0o111 == 0 {
        return Err(Errno::EACCES);
    }
    let mut head = [0; HEAD_LEN];
    let len = node.read_at(&mut head, 0)?;
    let head = &head[..len];
    if let Some(line) = head.strip_prefix(b"#!") {
        return parse_script_line(line).ok_or(Errno::ENOEXEC);
    }
    if len != REFERENCE_LEN {
        return Err(Errno::ENOEXEC);
    }
    parse_reference(head).map(Head::Program).ok_or(Errno::ENOEXEC)
}

/// Finds what a program begins as in this container, and whether that is prepared. What was prepared takes more memory:
/// a run that has too little begins without.
fn find(kernel: &Kernel, run: &Run, hash: &ProgramHash) -> SysResult<(Arc<Program>, bool)> {
    // The image was checked when it was opened: a program that fails now is a damaged file.
    let get = |hash| kernel.programs.get(hash).map_err(|_| Errno::EIO)?.ok_or(Errno::ENOEXEC);
    let prepared = kernel.programs.prepared(hash).filter(|it| kernel.has_of_image(&it.stands_for));
    if let Some(prepared) = prepared {
        let program = get(&prepared.hash)?;
        if program.memory_bytes() + PREPARED_ROOM <= run.memory.free() {
            return Ok((program, true));
        }
    }
    Ok((get(hash)?, false))
}

/// Splits what stands behind `#!`: the interpreter, and all the rest of the line as one argument.
fn parse_script_line(line: &[u8]) -> Option<Head> {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let line = line.split(|&byte| byte == b'\n').next().unwrap_or(line);
    let line = line.trim_ascii();
    let end = line.iter().position(blank).unwrap_or(line.len());
    let (interpreter, argument) = line.split_at(end);
    let argument = argument.trim_ascii();
    if interpreter.is_empty() {
        return None;
    }
    let argument = (!argument.is_empty()).then(|| argument.to_vec());
    Some(Head::Script { interpreter: interpreter.to_vec(), argument })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_lines() {
        let cases = [
            ("/bin/sh\necho", Some(("/bin/sh", None))),
            (" /bin/sh  -e -x \n", Some(("/bin/sh", Some("-e -x")))),
            ("/usr/bin/env\tpython3", Some(("/usr/bin/env", Some("python3")))),
            ("\n", None),
            ("  \t", None),
        ];
        for (line, expected) in cases {
            let found = match parse_script_line(line.as_bytes()) {
                Some(Head::Script { interpreter, argument }) => Some((interpreter, argument)),
                _ => None,
            };
            let expected = expected.map(|(name, argument)| (name.into(), argument.map(Into::into)));
            assert_eq!(found, expected, "{line:?}");
        }
    }
}
