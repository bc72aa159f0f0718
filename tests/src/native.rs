use std::fs;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tempfile::TempDir;

use crate::case::Interpreter;
use crate::{Case, Observation, Suite, python_oracle, written};

/// No case may take the oracle longer.
const LONGEST: Duration = Duration::from_secs(60);

/// Runs a case with the host's own interpreter, in an empty directory and environment.
pub(crate) fn observe(case: &Case) -> Result<Observation> {
    let directory = TempDir::with_prefix("vivarium-oracle-")?;
    let work = directory.path();
    if case.interpreter == Interpreter::Python {
        fs::write(work.join("case.py"), &case.script)?;
    }
    let mut places = vec![(work.to_owned(), "/root")];
    let path = match case.suite {
        Suite::Shell => SYSTEM_PATH.to_owned(),
        Suite::Python | Suite::Science | Suite::Full => {
            let bin = python_oracle::bin(case.suite)?;
            places.push((bin.with_file_name("lib"), "/usr/lib"));
            format!("{}:{SYSTEM_PATH}", bin.display())
        }
    };
    let argv = argv(case);
    require(&argv[0], &path)?;
    // Whoever runs the tests may ignore signals, as nohup does, and children would inherit that.
    let mut command = Command::new("/usr/bin/env");
    command.arg("--default-signal").args(argv).env_clear().env("PATH", path).env("HOME", work);
    command.current_dir(work).envs(ENVIRONMENT);
    let output = work.join(OUTPUT);
    if case.suite.compares_files() {
        fs::create_dir(&output)?;
        // One thread as in the sandbox, and matplotlib's list of fonts is made once, not by each case.
        let fonts = python_oracle::bin(case.suite)?.with_file_name("matplotlib");
        command.env(OUTPUT_VARIABLE, &output).env("OMP_NUM_THREADS", "1").env("MPLCONFIGDIR", fonts);
    }
    let seen = run(command).with_context(|| format!("cannot run the oracle of {}", case.name))?;
    let rename =
        |output: Vec<u8>| places.iter().fold(output, |output, (here, there)| renamed(&output, here, there));
    let files = written::read(&output)?;
    Ok(Observation { status: seen.status, stdout: rename(seen.stdout), stderr: rename(seen.stderr), files })
}

/// Gives a place of the host the name that it has in the sandbox.
fn renamed(output: &[u8], here: &Path, there: &str) -> Vec<u8> {
    let here = here.as_os_str().as_bytes();
    let mut renamed = Vec::with_capacity(output.len());
    let mut rest = output;
    while let Some(at) = rest.windows(here.len()).position(|window| window == here) {
        renamed.extend_from_slice(&rest[..at]);
        renamed.extend_from_slice(there.as_bytes());
        rest = &rest[at + here.len()..];
    }
    renamed.extend_from_slice(rest);
    renamed
}

/// The variables of every case, besides `PATH` and `HOME`.
pub(crate) const ENVIRONMENT: [(&str, &str); 3] = [("LC_ALL", "C.UTF-8"), ("TZ", "UTC"), ("USER", "root")];
const SYSTEM_PATH: &str = "/usr/local/bin:/usr/bin:/bin";

/// The folder for files that belong to the user, below the home folder, and the variable that names it.
pub(crate) const OUTPUT: &str = "output";
pub(crate) const OUTPUT_VARIABLE: &str = "OUTPUT_DIR";

/// The program and arguments that run a case, here and in the sandbox.
pub(crate) fn argv(case: &Case) -> Vec<String> {
    let argv: &[&str] = match case.interpreter {
        Interpreter::Bash => &["bash", "-c", &case.script],
        Interpreter::Python => &["python3", "case.py"],
    };
    argv.iter().map(|&argument| argument.into()).collect()
}

/// Checks that an interpreter is there: `env` would only say so on stderr.
fn require(program: &str, path: &str) -> Result<()> {
    let found = path.split(':').any(|folder| Path::new(folder).join(program).exists());
    ensure!(found, "the oracle {program} is not installed");
    Ok(())
}

fn run(mut command: Command) -> Result<Observation> {
    // A group of its own, so that the case's background processes can be ended with it.
    command.process_group(0).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let stdout = drain(child.stdout.take());
    let stderr = drain(child.stderr.take());
    let status = wait(&mut child)?;
    let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap_or(-1);
    let read = |thread: thread::JoinHandle<Vec<u8>>| thread.join().expect("a reader does not panic");
    let (stdout, stderr) = (read(stdout), read(stderr));
    Ok(Observation { status: code, stdout, stderr, ..Observation::default() })
}

fn drain<R: Read + Send + 'static>(stream: Option<R>) -> thread::JoinHandle<Vec<u8>> {
    let mut stream = stream.expect("the stream is piped");
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What came before an error is still worth comparing.
        let _ = stream.read_to_end(&mut bytes);
        bytes
    })
}

fn wait(child: &mut Child) -> Result<ExitStatus> {
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if start.elapsed() > LONGEST {
            break None;
        }
        thread::sleep(Duration::from_millis(1));
    };
    // As the sandbox does: what is left in the background gets a moment, then it ends.
    if status.is_none() {
        let group = rustix::process::Pid::from_child(child);
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        child.wait()?;
    }
    ensure!(status.is_some(), "it took longer than {} s", LONGEST.as_secs());
    Ok(status.expect("checked"))
}
