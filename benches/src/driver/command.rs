use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};

use super::Sandboxes;
use super::serve::nanoseconds;
use crate::script::{Language, READY, Script};

/// Processes of the host, each a command line that ends in `-c CODE`.
pub(super) struct Commands {
    python: PathBuf,
    prefix: Vec<String>,
    live: Vec<Live>,
}

/// A process that waits for its next line; it ends with this value.
struct Live {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Commands {
    pub(super) fn new(python: PathBuf, prefix: Vec<String>) -> Self {
        Self { python, prefix, live: Vec::new() }
    }

    fn command(&self, language: Language, code: &str) -> Command {
        let program = match language {
            Language::Python => self.python.as_os_str(),
            Language::Bash => language.interpreter().as_ref(),
        };
        let mut command = match self.prefix.split_first() {
            Some((first, rest)) => {
                let mut command = Command::new(first);
                command.args(rest).arg(program);
                command
            }
            None => Command::new(program),
        };
        // One thread, as in the sandbox; numpy brings OpenBLAS, which would take all processors.
        command.args(["-c", code]).env("LC_ALL", "C.UTF-8").env("OPENBLAS_NUM_THREADS", "1");
        command.stdout(Stdio::piped());
        command
    }
}

impl Sandboxes for Commands {
    fn run(&self, script: &Script) -> Result<Vec<u8>> {
        let mut command = self.command(script.language, &script.code);
        let output =
            command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {command:?}"))?;
        let stderr = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{}: {stderr}", output.status);
        Ok(output.stdout)
    }

    fn hold(&mut self, script: &Script) -> Result<()> {
        let mut command = self.command(script.language, &script.staying());
        let mut child = command.stdin(Stdio::piped()).spawn()?;
        let output = BufReader::new(child.stdout.take().context("standard output is piped")?);
        let mut live = Live { child, output };
        loop {
            match live.read_line()? {
                Some(line) if line == READY => break,
                Some(_) => {}
                None => bail!("ended with {}", live.child.wait()?),
            }
        }
        self.live.push(live);
        Ok(())
    }

    fn ask_all(&mut self) -> Result<Vec<u64>> {
        let mut times = Vec::with_capacity(self.live.len());
        for (number, live) in self.live.iter_mut().enumerate() {
            let begun = Instant::now();
            let question = number.to_string();
            let stdin = live.child.stdin.as_mut().context("standard input is piped")?;
            stdin.write_all(format!("{question}\n").as_bytes())?;
            let answer = live.read_line()?;
            ensure!(answer.as_ref() == Some(&question), "process {number} answered {answer:?}");
            times.push(nanoseconds(begun.elapsed()));
        }
        Ok(times)
    }

    fn another(&self) -> Result<Box<dyn Sandboxes + Send>> {
        Ok(Box::new(Self::new(self.python.clone(), self.prefix.clone())))
    }
}

impl Live {
    /// The next line, if the output has not ended.
    fn read_line(&mut self) -> Result<Option<String>> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        Ok(line.strip_suffix('\n').map(str::to_owned))
    }
}

impl Drop for Live {
    // An error means that it has ended already.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
