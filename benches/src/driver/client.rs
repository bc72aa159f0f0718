use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::{Answer, Request};
use crate::machine;

/// How long an answer may take, in seconds: the longest request is over in a tenth of it.
const PATIENCE: i64 = 120;

/// A driver that is running; it ends with this value.
pub(crate) struct Driver {
    child: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts a driver on the first `processors` of the machine.
    pub(crate) fn start(command: &[String], processors: usize) -> Result<Self> {
        let mut start = Command::new("taskset");
        start.args(["--cpu-list", &format!("0-{}", processors - 1)]).args(command);
        let mut child = start
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {start:?}"))?;
        let requests = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().context("standard output is piped")?);
        Ok(Self { child, requests, answers })
    }

    /// Has a request answered.
    ///
    /// # Errors
    /// If the driver ended, or answers something else. An answer may tell an error of its own.
    pub(crate) fn ask(&mut self, request: &Request) -> Result<Answer> {
        self.send(request)?;
        self.answer()
    }

    /// Sends a request whose answer is fetched later.
    pub(crate) fn send(&mut self, request: &Request) -> Result<()> {
        let requests = self.requests.as_mut().context("requests are taken until the end")?;
        requests.write_all(format!("{}\n", serde_json::to_string(request)?).as_bytes())?;
        Ok(requests.flush()?)
    }

    /// The answer to what was sent.
    pub(crate) fn answer(&mut self) -> Result<Answer> {
        // Nothing is buffered: an answer is a line, and comes when it was asked for.
        let mut waiting = [PollFd::new(self.answers.get_ref(), PollFlags::IN)];
        if poll(&mut waiting, Some(&Timespec { tv_sec: PATIENCE, tv_nsec: 0 }))? == 0 {
            self.child.kill()?;
            bail!("no answer in {PATIENCE} seconds");
        }
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        ensure!(!line.is_empty(), "the driver ended: {}", self.child.wait()?);
        serde_json::from_str(&line).with_context(|| format!("the driver says: {}", line.trim_end()))
    }

    /// The private memory of the driver and of all processes below it, in bytes.
    pub(crate) fn private_memory(&self) -> Result<u64> {
        machine::private_memory(self.child.id())
    }
}

impl Drop for Driver {
    // With its input's end a driver ends by itself, and takes what it holds along.
    fn drop(&mut self) {
        drop(self.requests.take());
        let _ = self.child.wait();
    }
}
