use std::io;
use std::time::Instant;

use anyhow::{Result, bail, ensure};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, DuplexStream};
use vivarium::{Container, ContainerOptions, Exec, Input, Output, Runtime, RuntimeOptions};

use super::Sandboxes;
use super::serve::nanoseconds;
use crate::script::{READY, Script};

/// Bytes that wait on their way into or out of a live container: its answers are short.
const PIPE_BYTES: usize = 4096;

/// Containers of the library, in this process.
pub(super) struct Library {
    runtime: Runtime,
    tokio: tokio::runtime::Runtime,
    live: Vec<Live>,
}

/// A container whose program waits for its next line.
struct Live {
    /// Lives as long as this value.
    _container: Container,
    input: DuplexStream,
    output: BufReader<DuplexStream>,
}

impl Library {
    /// Opens the default image for so many processes at a time.
    pub(super) fn open(instances: u32) -> Result<Self> {
        Self::with(Runtime::open(RuntimeOptions { instances, ..RuntimeOptions::default() })?)
    }

    fn with(runtime: Runtime) -> Result<Self> {
        let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
        Ok(Self { runtime, tokio, live: Vec::new() })
    }
}

impl Sandboxes for Library {
    fn run(&self, script: &Script) -> Result<Vec<u8>> {
        let container = self.runtime.container(ContainerOptions::default())?;
        let exec = Exec::new([script.language.interpreter(), "-c", &script.code]);
        let outcome = self.tokio.block_on(container.exec(exec))?;
        let stderr = String::from_utf8_lossy(&outcome.stderr);
        ensure!(outcome.status.is_success(), "{:?}: {stderr}", outcome.status);
        Ok(outcome.stdout)
    }

    fn hold(&mut self, script: &Script) -> Result<()> {
        let container = self.runtime.container(ContainerOptions::default())?;
        let (input, stdin) = tokio::io::duplex(PIPE_BYTES);
        let (stdout, output) = tokio::io::duplex(PIPE_BYTES);
        let exec = Exec::new([script.language.interpreter(), "-c", &script.staying()])
            .stdin(Input::Reader(Box::new(stdin)))
            .stdout(Output::Writer(Box::new(stdout)));
        let run = container.exec(exec);
        self.tokio.block_on(async {
            let run = tokio::spawn(run);
            let mut live = Live { _container: container, input, output: BufReader::new(output) };
            loop {
                match live.read_line().await? {
                    Some(line) if line == READY => break,
                    Some(_) => {}
                    None => {
                        let outcome = run.await??;
                        let stderr = String::from_utf8_lossy(&outcome.stderr);
                        bail!("{:?}: {stderr}", outcome.status);
                    }
                }
            }
            self.live.push(live);
            Ok(())
        })
    }

    fn ask_all(&mut self) -> Result<Vec<u64>> {
        let live = &mut self.live;
        self.tokio.block_on(async {
            let mut times = Vec::with_capacity(live.len());
            for (number, live) in live.iter_mut().enumerate() {
                let begun = Instant::now();
                let question = number.to_string();
                live.input.write_all(format!("{question}\n").as_bytes()).await?;
                let answer = live.read_line().await?;
                ensure!(answer.as_ref() == Some(&question), "container {number} answered {answer:?}");
                times.push(nanoseconds(begun.elapsed()));
            }
            Ok(times)
        })
    }

    fn another(&self) -> Result<Box<dyn Sandboxes + Send>> {
        Ok(Box::new(Self::with(self.runtime.clone())?))
    }
}

impl Live {
    /// The next line, if the output has not ended.
    async fn read_line(&mut self) -> io::Result<Option<String>> {
        let mut line = String::new();
        self.output.read_line(&mut line).await?;
        Ok(line.strip_suffix('\n').map(str::to_owned))
    }
}
