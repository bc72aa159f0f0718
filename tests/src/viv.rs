use std::env;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use anyhow::Result;
use tempfile::TempDir;

use crate::Observation;

/// The command `viv`, built from this tree.
#[derive(Clone, Debug)]
pub struct Viv {
    path: PathBuf,
}

/// Builds `viv` at first use: cargo hands a test only the binaries of its own package.
///
/// # Panics
/// If it does not build.
pub fn viv() -> &'static Viv {
    static VIV: OnceLock<Viv> = OnceLock::new();
    VIV.get_or_init(|| {
        let cargo = env::var_os("CARGO").unwrap_or("cargo".into());
        let status = Command::new(cargo).args(["build", "--quiet", "--release", "--package", "viv"]).status();
        assert!(status.is_ok_and(|status| status.success()), "viv does not build");
        let test = env::current_exe().expect("a test has a path");
        // A test is in target/release/deps, a program in target/release.
        let release =
            test.ancestors().find(|folder| folder.ends_with("release")).expect("this is a release build");
        Viv { path: release.join("viv") }
    })
}

impl Viv {
    /// A `viv` command line to add arguments to.
    pub fn command(&self) -> Command {
        Command::new(&self.path)
    }

    /// A `viv run` with these arguments, which reads from nowhere.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> VivRun {
        let mut command = self.command();
        command.arg("run").args(arguments).stdin(Stdio::null());
        VivRun { command }
    }
}

/// A `viv run` to be started.
#[derive(Debug)]
pub struct VivRun {
    /// The command line.
    pub command: Command,
}

/// What a `viv run` showed, and left behind.
#[derive(Debug)]
pub struct Ended {
    /// Exit code and output.
    pub seen: Observation,
    /// Time from start to end.
    pub took: Duration,
    /// What is left in its folder for temporary files.
    pub leftovers: Vec<PathBuf>,
}

impl VivRun {
    /// Has the run read this file.
    ///
    /// # Panics
    /// If the file cannot be opened.
    #[must_use]
    pub fn stdin_from(mut self, path: &Path) -> Self {
        self.command.stdin(fs::File::open(path).expect("the input can be opened"));
        self
    }

    /// Runs it to the end.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn end(mut self) -> Result<Ended> {
        let temporary = TempDir::with_prefix("vivarium-test-")?;
        self.command.env("TMPDIR", temporary.path()).process_group(0);
        let start = Instant::now();
        let output = self.command.output()?;
        let took = start.elapsed();
        let status =
            output.status.code().or_else(|| output.status.signal().map(|signal| 128 + signal)).unwrap_or(-1);
        let left = fs::read_dir(temporary.path())?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        let seen =
            Observation { status, stdout: output.stdout, stderr: output.stderr, ..Observation::default() };
        Ok(Ended { seen, took, leftovers: left })
    }
}

impl Ended {
    /// stdout as text.
    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.seen.stdout).into_owned()
    }

    /// stderr as text.
    pub fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.seen.stderr).into_owned()
    }
}
