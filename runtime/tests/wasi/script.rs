//! Cases of WASI calls as text, and the guests they become.
//!
//! A line is a call and, behind `=>`, what wasmtime-wasi answers; behind `|` what our kernel does instead, and why. A
//! case becomes one WebAssembly program, the same for both: it makes the calls in order, keeps every answer in its
//! memory and writes that memory to its stdout. Paths begin at descriptor 3, which is a directory: where the host
//! preopens none, the program opens its own.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::answer::{Answer, Shape};

/// Where a program's data lies.
pub(crate) const DATA_START: u32 = 1024;
/// The directory that all paths begin at.
const BASE: &str = "(i32.const 3)";

/// Every call there is, with its parameters.
const CALLS: [(&str, &str); 33] = [
    ("clock_res_get", "i32 i32"),
    ("clock_time_get", "i32 i64 i32"),
    ("fd_advise", "i32 i64 i64 i32"),
    ("fd_allocate", "i32 i64 i64"),
    ("fd_close", "i32"),
    ("fd_datasync", "i32"),
    ("fd_fdstat_get", "i32 i32"),
    ("fd_fdstat_set_flags", "i32 i32"),
    ("fd_filestat_get", "i32 i32"),
    ("fd_filestat_set_size", "i32 i64"),
    ("fd_filestat_set_times", "i32 i64 i64 i32"),
    ("fd_pread", "i32 i32 i32 i64 i32"),
    ("fd_pwrite", "i32 i32 i32 i64 i32"),
    ("fd_read", "i32 i32 i32 i32"),
    ("fd_readdir", "i32 i32 i32 i64 i32"),
    ("fd_renumber", "i32 i32"),
    ("fd_seek", "i32 i64 i32 i32"),
    ("fd_sync", "i32"),
    ("fd_tell", "i32 i32"),
    ("fd_write", "i32 i32 i32 i32"),
    ("path_create_directory", "i32 i32 i32"),
    ("path_filestat_get", "i32 i32 i32 i32 i32"),
    ("path_filestat_set_times", "i32 i32 i32 i32 i64 i64 i32"),
    ("path_link", "i32 i32 i32 i32 i32 i32 i32"),
    ("path_open", "i32 i32 i32 i32 i32 i64 i64 i32 i32"),
    ("path_readlink", "i32 i32 i32 i32 i32 i32"),
    ("path_remove_directory", "i32 i32 i32"),
    ("path_rename", "i32 i32 i32 i32 i32 i32"),
    ("path_symlink", "i32 i32 i32 i32 i32"),
    ("path_unlink_file", "i32 i32 i32"),
    ("poll_oneoff", "i32 i32 i32 i32"),
    ("random_get", "i32 i32"),
    ("sched_yield", ""),
];

/// A case: what it is about, and its calls.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) steps: Vec<Step>,
}

/// A call and its answers.
pub(crate) struct Step {
    pub(crate) call: String,
    /// What wasmtime-wasi answers.
    pub(crate) oracle: String,
    /// What our kernel answers instead, and why.
    pub(crate) ours: Option<(String, String)>,
}

/// Reads the cases of a file.
pub(crate) fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix("#### ") {
            cases.push(Case { name: name.into(), steps: Vec::new() });
            continue;
        }
        let (call, answers) = line.split_once("=>").unwrap_or((line, ""));
        let (oracle, ours) = answers.split_once(" | ").map_or((answers, None), |(oracle, ours)| {
            let (ours, why) = ours.split_once(" (").unwrap_or_else(|| panic!("no reason: {line}"));
            (oracle, Some((ours.into(), why.trim_end_matches(')').into())))
        });
        let step = Step { call: call.trim().into(), oracle: oracle.trim().into(), ours };
        cases.last_mut().unwrap_or_else(|| panic!("no case before {line}")).steps.push(step);
    }
    cases
}

/// The program of a case, and where in its memory the answers are.
pub(crate) fn assemble(case: &Case) -> (Vec<u8>, Vec<Answer>) {
    let mut program = Program::default();
    let answers: Vec<_> = case.steps.iter().map(|step| program.step(&step.call)).collect();
    let (len, written) = (program.data.len(), program.space(4));
    let all = program.bytes(&[DATA_START.to_le_bytes(), (len as u32).to_le_bytes()].concat());
    let mut text = String::from("(module\n");
    for (name, parameters) in CALLS {
        let _ = writeln!(
            text,
            "(import \"wasi_snapshot_preview1\" \"{name}\" (func ${name} (param {parameters}) (result i32)))"
        );
    }
    let data: String = program.data.iter().map(|byte| format!("\\{byte:02x}")).collect();
    let _ = write!(
        text,
        "(memory (export \"memory\") 4) (data (i32.const {DATA_START}) \"{data}\")\n\
         (func (export \"_start\")\n\
         (drop (call $path_open (i32.const -2) (i32.const 0) (i32.const {DATA_START}) (i32.const 1) (i32.const 2) \
         (i64.const 0x1fffffff) (i64.const 0x1fffffff) (i32.const 0) (i32.const 0)))\n{}\
         (drop (call $fd_write (i32.const 1) (i32.const {all}) (i32.const 1) (i32.const {written})))))",
        program.body
    );
    (wat::parse_str(&text).unwrap_or_else(|error| panic!("{}: {error}\n{text}", case.name)), answers)
}

struct Program {
    data: Vec<u8>,
    body: String,
    /// Where the descriptors are, by name.
    names: HashMap<String, u32>,
}

impl Default for Program {
    fn default() -> Self {
        // The path of the directory that the program opens.
        Self { data: b".".to_vec(), body: String::new(), names: HashMap::new() }
    }
}

impl Program {
    fn bytes(&mut self, bytes: &[u8]) -> u32 {
        self.data.resize(self.data.len().next_multiple_of(8), 0);
        let address = DATA_START + self.data.len() as u32;
        self.data.extend(bytes);
        address
    }

    fn space(&mut self, len: usize) -> u32 {
        self.bytes(&vec![0; len])
    }

    fn step(&mut self, line: &str) -> Answer {
        let words: Vec<_> = line.split_whitespace().collect();
        let (&verb, args) = words.split_first().unwrap_or_else(|| panic!("no call"));
        let args: Vec<_> = args.iter().map(|&word| if word == "''" { "" } else { word }).collect();
        let (call, shape) = self
            .descriptor_call(verb, &args)
            .or_else(|| self.transfer(verb, &args))
            .or_else(|| self.path_call(verb, &args))
            .or_else(|| self.other(verb, &args))
            .unwrap_or_else(|| panic!("{line}: no such call"));
        let errno = self.space(4);
        let _ = writeln!(self.body, "(i32.store (i32.const {errno}) (call ${call}))");
        Answer { errno, shape }
    }

    /// What is done with a descriptor.
    fn descriptor_call(&mut self, verb: &str, args: &[&str]) -> Option<(String, Shape)> {
        let fd = |program: &Self| program.fd(args[0]);
        Some(match verb {
            "close" => (format!("fd_close {}", fd(self)), Shape::Nothing),
            "sync" => (format!("fd_sync {}", fd(self)), Shape::Nothing),
            "datasync" => (format!("fd_datasync {}", fd(self)), Shape::Nothing),
            "renumber" => (format!("fd_renumber {} {}", fd(self), self.fd(args[1])), Shape::Nothing),
            "advise" => (
                format!("fd_advise {} {} {} {}", fd(self), long(args[1]), long(args[2]), word(args[3])),
                Shape::Nothing,
            ),
            "allocate" => {
                (format!("fd_allocate {} {} {}", fd(self), long(args[1]), long(args[2])), Shape::Nothing)
            }
            "truncate" => (format!("fd_filestat_set_size {} {}", fd(self), long(args[1])), Shape::Nothing),
            "setflags" => (format!("fd_fdstat_set_flags {} {}", fd(self), word(args[1])), Shape::Nothing),
            "settimes" => (
                format!(
                    "fd_filestat_set_times {} {} {} {}",
                    fd(self),
                    long(args[1]),
                    long(args[2]),
                    word(args[3])
                ),
                Shape::Nothing,
            ),
            "tell" => {
                let at = self.space(8);
                (format!("fd_tell {} {}", fd(self), address(at)), Shape::Long(at))
            }
            "seek" => {
                let at = self.space(8);
                let whence = ["set", "cur", "end"].iter().position(|&name| name == args[2]).unwrap_or(3);
                let call =
                    format!("fd_seek {} {} (i32.const {whence}) {}", fd(self), long(args[1]), address(at));
                (call, Shape::Long(at))
            }
            "fdstat" => {
                let at = self.space(24);
                (format!("fd_fdstat_get {} {}", fd(self), address(at)), Shape::FdStat(at))
            }
            "fstat" | "ftimes" => {
                let at = self.space(64);
                let shape = if verb == "fstat" { Shape::Stat(at) } else { Shape::Times(at) };
                (format!("fd_filestat_get {} {}", fd(self), address(at)), shape)
            }
            _ => return None,
        })
    }

    /// What moves bytes.
    fn transfer(&mut self, verb: &str, args: &[&str]) -> Option<(String, Shape)> {
        if !["read", "pread", "write", "pwrite", "readdir"].contains(&verb) {
            return None;
        }
        let (fd, count) = (self.fd(args[0]), self.space(4));
        if verb == "readdir" {
            let len: u32 = args[1].parse().unwrap_or_else(|_| panic!("{} is no length", args[1]));
            let at = self.space(len as usize);
            let (buffer, count_at) = (address(at), address(count));
            let call = format!("fd_readdir {fd} {buffer} (i32.const {len}) (i64.const 0) {count_at}");
            return Some((call, Shape::Entries { at, len, count }));
        }
        let reads = verb.ends_with("read");
        let content = if reads { Vec::new() } else { args[1].into() };
        let len = if reads { args[1].parse().unwrap_or(0) } else { content.len() as u32 };
        let at = if reads { self.space(len as usize) } else { self.bytes(&content) };
        let iovec = self.bytes(&[at.to_le_bytes(), len.to_le_bytes()].concat());
        let offset = if verb.starts_with('p') { long(args[2]) } else { String::new() };
        let call = format!("fd_{verb} {fd} {} (i32.const 1) {offset} {}", address(iovec), address(count));
        Some((call, if reads { Shape::Bytes { at, count } } else { Shape::Word(count) }))
    }

    /// What is done with paths.
    fn path_call(&mut self, verb: &str, args: &[&str]) -> Option<(String, Shape)> {
        Some(match verb {
            "open" | "open-link" => return Some(self.open(verb, args)),
            "mkdir" => (format!("path_create_directory {BASE} {}", self.path(args[0])), Shape::Nothing),
            "rmdir" => (format!("path_remove_directory {BASE} {}", self.path(args[0])), Shape::Nothing),
            "unlink" => (format!("path_unlink_file {BASE} {}", self.path(args[0])), Shape::Nothing),
            "rename" => {
                let (from, to) = (self.path(args[0]), self.path(args[1]));
                (format!("path_rename {BASE} {from} {BASE} {to}"), Shape::Nothing)
            }
            "link" => {
                let (from, to) = (self.path(args[0]), self.path(args[1]));
                (format!("path_link {BASE} (i32.const 0) {from} {BASE} {to}"), Shape::Nothing)
            }
            "symlink" => {
                let (target, link) = (self.path(args[0]), self.path(args[1]));
                (format!("path_symlink {target} {BASE} {link}"), Shape::Nothing)
            }
            "readlink" => {
                let (path, at, count) = (self.path(args[0]), self.space(64), self.space(4));
                let (buffer, len) = (address(at), word(args[1]));
                let call = format!("path_readlink {BASE} {path} {buffer} {len} {}", address(count));
                (call, Shape::Bytes { at, count })
            }
            "stat" | "lstat" => {
                let (path, at) = (self.path(args[0]), self.space(64));
                let lookup = i32::from(verb == "stat");
                let call = format!("path_filestat_get {BASE} (i32.const {lookup}) {path} {}", address(at));
                (call, Shape::Stat(at))
            }
            "utimes" => {
                let (path, atime, mtime) = (self.path(args[0]), long(args[1]), long(args[2]));
                let flags = word(args[3]);
                let call =
                    format!("path_filestat_set_times {BASE} (i32.const 1) {path} {atime} {mtime} {flags}");
                (call, Shape::Nothing)
            }
            _ => return None,
        })
    }

    /// `open NAME PATH [FLAG,…]`: opens, and gives the descriptor a name.
    fn open(&mut self, verb: &str, args: &[&str]) -> (String, Shape) {
        let flags: Vec<_> = args.get(2).map_or_else(Vec::new, |flags| flags.split(',').collect());
        let bits = |names: &[(&str, u64)]| -> u64 {
            names.iter().filter(|(name, _)| flags.contains(name)).map(|(_, bits)| bits).sum()
        };
        let oflags = bits(&[("create", 1), ("directory", 2), ("exclusive", 4), ("truncate", 8)]);
        let fdflags = bits(&[("append", 1), ("nonblock", 4)]);
        // What every descriptor may be asked, and what only a file can do.
        let rights =
            0x0fe0_3e3d_u64 & !(1 << 22) | bits(&[("read", 1 << 1), ("write", 1 << 6 | 1 << 8 | 1 << 22)]);
        let (path, at) = (self.path(args[1]), self.space(4));
        self.names.insert(args[0].into(), at);
        let lookup = i32::from(verb == "open");
        let call = format!(
            "path_open {BASE} (i32.const {lookup}) {path} (i32.const {oflags}) (i64.const {rights}) (i64.const {rights}) \
             (i32.const {fdflags}) {}",
            address(at)
        );
        (call, Shape::Nothing)
    }

    /// Clocks, randomness, waiting.
    fn other(&mut self, verb: &str, args: &[&str]) -> Option<(String, Shape)> {
        Some(match verb {
            "resolution" => {
                let at = self.space(8);
                (format!("clock_res_get {} {}", word(args[0]), address(at)), Shape::Positive(at))
            }
            "time" => {
                let at = self.space(8);
                (
                    format!("clock_time_get {} (i64.const 1) {}", word(args[0]), address(at)),
                    Shape::Positive(at),
                )
            }
            "random" => {
                let at = self.space(16);
                (format!("random_get {} (i32.const 16)", address(at)), Shape::Positive(at))
            }
            "yield" => ("sched_yield".into(), Shape::Nothing),
            "poll" => {
                let (input, output, count) = (self.space(48), self.space(32), self.space(4));
                let _ = writeln!(self.body, "(i64.store (i32.const {input}) (i64.const 77))");
                let kind = ["clock", "read", "write"].iter().position(|&name| name == args[0]).unwrap_or(9);
                let _ = writeln!(self.body, "(i32.store8 (i32.const {}) (i32.const {kind}))", input + 8);
                let subject = self.fd(args[1]);
                let _ = writeln!(self.body, "(i32.store (i32.const {}) {subject})", input + 16);
                if let Some(timeout) = args.get(2) {
                    let _ = writeln!(self.body, "(i64.store (i32.const {}) {})", input + 24, long(timeout));
                }
                let call = format!(
                    "poll_oneoff {} {} (i32.const 1) {}",
                    address(input),
                    address(output),
                    address(count)
                );
                (call, Shape::Event { at: output, count })
            }
            _ => return None,
        })
    }

    /// A descriptor by its name, or by its number.
    fn fd(&self, name: &str) -> String {
        match self.names.get(name) {
            Some(at) => format!("(i32.load (i32.const {at}))"),
            None => word(name),
        }
    }

    fn path(&mut self, path: &str) -> String {
        let at = self.bytes(path.as_bytes());
        format!("{} (i32.const {})", address(at), path.len())
    }
}

fn address(at: u32) -> String {
    format!("(i32.const {at})")
}

fn word(number: &str) -> String {
    let number: i32 = number.parse().unwrap_or_else(|_| panic!("{number} is no number"));
    format!("(i32.const {number})")
}

fn long(number: &str) -> String {
    let number: i64 = number.parse().unwrap_or_else(|_| panic!("{number} is no number"));
    format!("(i64.const {number})")
}
