use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::Case;
use crate::case::Interpreter;

/// What a run showed to the outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observation {
    /// The code that a shell shows in `$?`.
    pub status: i32,
    /// What it wrote to stdout.
    pub stdout: Vec<u8>,
    /// What it wrote to stderr.
    pub stderr: Vec<u8>,
    /// The files that it left in its output folder, by name.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Observation {
    /// The part that must be equal, as text: one `name|` line for each line of output.
    pub fn compared(&self, case: &Case) -> String {
        let mut text = format!("status|{}\n", self.status);
        push_lines(&mut text, "stdout", &self.stdout);
        if case.compares_stderr {
            push_lines(&mut text, "stderr", &self.stderr);
        } else if case.interpreter == Interpreter::Python {
            // The traceback's lines name paths and lines of the library; the last one says what happened.
            push_lines(&mut text, "stderr", last_line(&self.stderr));
        }
        text
    }
}

fn push_lines(text: &mut String, name: &str, bytes: &[u8]) {
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let (line, end) = line.strip_suffix(b"\n").map_or((line, " (no newline)"), |line| (line, ""));
        // Escaped, so that every differing byte shows.
        let line = String::from_utf8_lossy(line);
        let line: String = line
            .chars()
            .map(|c| if c.is_control() { c.escape_default().to_string() } else { c.into() })
            .collect();
        let _ = writeln!(text, "{name}|{line}{end}");
    }
}

fn last_line(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.trim_ascii_end();
    bytes.rsplit(|&byte| byte == b'\n').next().unwrap_or_default()
}
