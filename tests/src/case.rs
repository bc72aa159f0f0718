use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

/// The line that begins a case; its name follows.
const HEADER: &str = "#### ";
/// A case known to differ: what follows says why, and ends in its row of `docs/limitations.md`.
const DIFFERS: &str = "# differs: ";
/// A case of the Python suite that is a shell script: it runs `python3` itself.
const SHELL: &str = "# shell";
/// stderr counts too, whole.
const STDERR: &str = "# stderr";

/// A folder of cases with one oracle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suite {
    /// Scripts for bash.
    Shell,
    /// Scripts for Python 3.11 with numpy and pandas.
    Python,
    /// What people ask of the packages in the image `data`.
    Science,
    /// What people ask of those that only the image `full` has.
    Full,
}

impl Suite {
    /// Every suite.
    pub const ALL: [Self; 4] = [Self::Shell, Self::Python, Self::Science, Self::Full];

    /// The suite's folder below `cases`.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Shell => "shell",
            Self::Python => "python",
            Self::Science => "science",
            Self::Full => "full",
        }
    }

    /// What the names of its files end in.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Shell => "sh",
            Self::Python | Self::Science | Self::Full => "py",
        }
    }

    /// Whether the files that a script leaves in `$OUTPUT_DIR` are compared too, and numbers by value.
    pub const fn compares_files(self) -> bool {
        matches!(self, Self::Science | Self::Full)
    }
}

/// The program that runs a case's script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interpreter {
    /// `bash -c SCRIPT`.
    Bash,
    /// `python3 case.py`.
    Python,
}

/// One script, to be run in the sandbox and by the oracle.
#[derive(Clone, Debug)]
pub struct Case {
    /// Where it belongs.
    pub suite: Suite,
    /// `<topic>/<name>`.
    pub name: String,
    /// Why the sandbox is known to differ.
    pub differs: Option<String>,
    /// Who runs the script.
    pub interpreter: Interpreter,
    /// Whether all of stderr counts.
    pub compares_stderr: bool,
    /// The script.
    pub script: String,
}

/// Reads all cases of a suite, ordered by file.
///
/// # Errors
/// If the folder holds anything that is no file of cases: no case may go unrun.
pub fn read_suite(suite: Suite) -> Result<Vec<Case>> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    for folder in list(&cases)? {
        let known = Suite::ALL.iter().any(|suite| folder.ends_with(suite.folder()));
        ensure!(known, "{} belongs to no suite", folder.display());
    }
    let mut all = Vec::new();
    for file in list(&cases.join(suite.folder()))? {
        let expected = file.extension().is_some_and(|extension| extension == suite.extension());
        ensure!(expected, "{} is not a .{} file", file.display(), suite.extension());
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let topic = file.file_stem().unwrap_or_default().to_string_lossy();
        let found = parse(suite, &topic, &text).with_context(|| format!("in {}", file.display()))?;
        all.extend(found);
    }
    Ok(all)
}

fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn parse(suite: Suite, topic: &str, text: &str) -> Result<Vec<Case>> {
    let interpreter = match suite {
        Suite::Shell => Interpreter::Bash,
        Suite::Python | Suite::Science | Suite::Full => Interpreter::Python,
    };
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(name) = line.strip_prefix(HEADER) else {
            bail!("`{line}` belongs to no case: the file begins with `{HEADER}name`");
        };
        let name = format!("{topic}/{}", name.trim());
        ensure!(cases.iter().all(|case| case.name != name), "{name} is there twice");
        let mut case =
            Case { suite, name, differs: None, interpreter, compares_stderr: false, script: String::new() };
        while let Some(line) = lines.next_if(|line| !line.starts_with(HEADER)) {
            let directives = case.script.is_empty();
            if let Some(reason) = line.strip_prefix(DIFFERS).filter(|_| directives) {
                case.differs = Some(reason.into());
            } else if line == SHELL && directives {
                case.interpreter = Interpreter::Bash;
            } else if line == STDERR && directives {
                case.compares_stderr = true;
            } else {
                case.script.push_str(line);
                case.script.push('\n');
            }
        }
        // The blank lines before the next header belong to no script.
        case.script.truncate(case.script.trim_end_matches('\n').len());
        case.script.push('\n');
        cases.push(case);
    }
    Ok(cases)
}
