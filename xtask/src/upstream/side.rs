//! The two sides: a native Python without threads and network, which is the oracle, and the sandbox.

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::bench::Bench;
use super::record::{self, Record};
use super::suite::Suite;
use crate::build::Workshop;
use crate::command;
use crate::oracle;

/// Seconds of CPU time that a start of a file of tests may take.
const CPU_LIMIT_S: u32 = 900;

/// Seconds that it may take on a machine with other work.
const START_LIMIT_S: u32 = 4 * CPU_LIMIT_S;

/// Starts of one file: each but the last ended in a test, which is then left out.
const MOST_STARTS: usize = 12;

/// Bytes of a log that say why nothing ran.
const TAIL: usize = 2000;

/// Where things are in the container.
const RELEASE: &str = "/upstream";
const RUNNER: &str = "/runner";
const PACKAGES: &str = "/packages";
const RESULTS: &str = "/results";

/// Where tests run, and where their records are.
pub(super) struct Side {
    program: Program,
    /// The program's name in records: it is that of a folder of the cache, by its contents.
    pub(super) place: String,
    records: PathBuf,
}

enum Program {
    Python(PathBuf),
    Viv { viv: PathBuf, image: PathBuf },
}

impl Side {
    /// The oracle.
    pub(super) fn native(workshop: &Workshop, suite: &Suite, bench: &Bench) -> Result<Side> {
        let python = oracle::python(workshop, &suite.image)?;
        let place = name(python.ancestors().nth(2).context("Python lies in a folder bin")?);
        Side::new(workshop, suite, bench, "native", place, Program::Python(python))
    }

    /// Containers over an image.
    pub(super) fn sandbox(workshop: &Workshop, suite: &Suite, bench: &Bench, image: PathBuf) -> Result<Side> {
        let viv = crate::viv::build(workshop)?;
        Side::new(workshop, suite, bench, "sandbox", name(&image), Program::Viv { viv, image })
    }

    fn new(
        workshop: &Workshop,
        suite: &Suite,
        bench: &Bench,
        side: &str,
        place: String,
        program: Program,
    ) -> Result<Side> {
        let folder = format!("{}-{side}-{}", suite.package, &bench.key[..16]);
        let records = workshop.cache.keep("upstream")?.join(folder);
        fs::create_dir_all(&records)?;
        Ok(Side { program, place, records })
    }

    /// Runs the tests of a file, but for those that an earlier run in this place came to.
    ///
    /// What ends the interpreter counts against the test that it happened in; the others go on in a new one.
    pub(super) fn run(&self, bench: &Bench, suite: &Suite, file: &str) -> Result<Record> {
        let path = self.path(file);
        let log = path.with_extension("log");
        let mut record = Record::read(&path)?;
        if record.is_complete || record.place != self.place {
            record::begin(&path, &self.place)?;
            record = Record::default();
        }
        for _ in 0..MOST_STARTS {
            if record.is_complete {
                return Ok(record);
            }
            let known = record.outcomes.len();
            let folder = tempfile::tempdir()?;
            let mut start = self.start(bench, suite, file, &path, folder.path())?;
            let out = OpenOptions::new().create(true).write(true).truncate(true).open(&log)?;
            let described = command::describe(&start);
            start.stdout(out.try_clone()?).stderr(out);
            start.status().with_context(|| format!("cannot start {described}"))?;
            record = Record::read(&path)?;
            if record.outcomes.len() == known {
                break;
            }
        }
        if !record.is_complete {
            record::give_up(&path, file, &tail(&log)?)?;
            record = Record::read(&path)?;
        }
        Ok(record)
    }

    /// What earlier runs have found.
    pub(super) fn record(&self, file: &str) -> Result<Record> {
        Record::read(&self.path(file))
    }

    fn path(&self, file: &str) -> PathBuf {
        self.records.join(format!("{}.jsonl", file.replace('/', "_")))
    }

    /// The command that runs a file in `folder`, or in the release.
    fn start(
        &self,
        bench: &Bench,
        suite: &Suite,
        file: &str,
        record: &Path,
        folder: &Path,
    ) -> Result<Command> {
        match &self.program {
            Program::Python(python) => {
                let mut command = command::clean("timeout");
                command.args([&START_LIMIT_S.to_string(), "nice", "-n", "10"]);
                command.args(["prlimit", &format!("--cpu={CPU_LIMIT_S}")]).arg(python).arg(&bench.runner);
                command.arg("native").arg(bench.release.join(&suite.root)).arg(&bench.packages).arg(record);
                command.args(pytest(suite, &bench.release, file));
                command.current_dir(if suite.within_release { &bench.release } else { folder });
                command.env("OPENBLAS_NUM_THREADS", "1").env("TZ", "UTC");
                command.env_remove("DISPLAY");
                Ok(command)
            }
            Program::Viv { viv, image } => {
                let mut command = command::clean("nice");
                command.args(["-n", "10"]).arg(viv).args(["run", "--timeout", &format!("{START_LIMIT_S}s")]);
                command.args(["--cpu-time", &format!("{CPU_LIMIT_S}s")]).arg("--image").arg(image);
                let runner = bench.runner.parent().context("the runner lies in a folder")?;
                command.args(["-v", &format!("{}:{PACKAGES}:ro", bench.packages.display())]);
                command.args(["-v", &format!("{}:{RUNNER}:ro", runner.display())]);
                command.args(["-v", &format!("{}:{RELEASE}:ro", bench.release.display())]);
                command.args(["-v", &format!("{}:{RESULTS}", self.records.display())]);
                command.args(["-w", if suite.within_release { RELEASE } else { "/tmp" }]);
                command.args(["python3", &format!("{RUNNER}/run.py"), "sandbox"]);
                command.arg(Path::new(RELEASE).join(&suite.root)).arg(PACKAGES);
                command.arg(Path::new(RESULTS).join(record.file_name().context("a record is a file")?));
                command.args(pytest(suite, Path::new(RELEASE), file));
                Ok(command)
            }
        }
    }
}

/// pytest's arguments, with the release somewhere.
fn pytest(suite: &Suite, release: &Path, file: &str) -> Vec<String> {
    let mut arguments = vec!["-q".to_string()];
    arguments.push(format!("--rootdir={}", release.display()));
    arguments.push(format!("--config-file={}", release.join(&suite.configuration).display()));
    arguments.extend(suite.options.iter().cloned());
    arguments.push(release.join(file).display().to_string());
    arguments
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn tail(log: &Path) -> Result<String> {
    let text = fs::read(log).with_context(|| format!("cannot read {}", log.display()))?;
    Ok(String::from_utf8_lossy(&text[text.len().saturating_sub(TAIL)..]).into_owned())
}
