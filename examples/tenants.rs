//! A server for many tenants: each has a container that lasts, and a deadline for each command.
//!
//! A connection sends one line, `TENANT SECONDS COMMAND`, and gets the command's output as it comes. A tenant may have
//! several connections at once; closing one ends its command and no other.
//!
//! ```text
//! cargo run --release --example tenants -- 127.0.0.1:7070 /tmp/tenants
//! echo 'ada 5 echo $((6 * 7)) | tee answer; ls' | nc -N 127.0.0.1 7070
//! ```

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;
use vivarium::{
    Container, ContainerLimits, ContainerStore, CreateOptions, Error, Exec, Limits, Output, Runtime,
    RuntimeOptions,
};

/// What no tenant gets more of, whatever they ask for.
const LONGEST: Duration = Duration::from_secs(60);

struct Server {
    runtime: Runtime,
    store: ContainerStore,
    /// The containers that are open. A server would close those that nobody has used for a while.
    open: Mutex<HashMap<String, Container>>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:7070".into());
    let folder = arguments.next().map_or_else(ContainerStore::default_path, Into::into);
    let runtime = Runtime::open(RuntimeOptions::default())?;
    let server = Arc::new(Server { runtime, store: ContainerStore::open(folder)?, open: Mutex::default() });
    let listener = TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        let server = Arc::clone(&server);
        tokio::spawn(async move {
            if let Err(error) = server.serve(stream).await {
                eprintln!("{error}");
            }
        });
    }
}

impl Server {
    async fn serve(&self, stream: TcpStream) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let (input, mut output) = stream.into_split();
        // One line, of no endless length.
        let mut input = BufReader::new(input.take(64 << 10));
        let mut line = String::new();
        input.read_line(&mut line).await?;
        let mut words = line.trim_end().splitn(3, ' ');
        let (Some(tenant), Some(seconds), Some(command)) = (words.next(), words.next(), words.next()) else {
            output.write_all(b"usage: TENANT SECONDS COMMAND\n").await?;
            return Ok(());
        };
        let deadline = Duration::from_secs(seconds.parse()?).min(LONGEST);
        let container = self.container(tenant).await?;

        let (reader, writer) = tokio::io::duplex(64 << 10);
        let limits = Limits { wall_time: Some(deadline), output_bytes: 1 << 30, ..Limits::default() };
        // The shell joins stderr to stdout, so that they come in order.
        let script = format!("exec 2>&1; {command}");
        let exec = Exec::new(["bash", "-c", &script]).limits(limits).stdout(Output::Writer(Box::new(writer)));
        let copy = async {
            let mut reader = reader;
            tokio::io::copy(&mut reader, &mut output).await
        };
        // Who hangs up makes `copy` fail, which drops the run and all it has started.
        let run = async { Ok::<_, std::io::Error>(container.exec(exec).await) };
        let (outcome, _) = tokio::try_join!(run, copy)?;
        let outcome = outcome?;
        let ending = match outcome.exceeded {
            Some(limit) => limit.to_string(),
            None => format!("exit code {}", outcome.status.code()),
        };
        println!("{tenant}: {ending}, {:?} of CPU", outcome.usage.cpu_time);
        Ok(())
    }

    /// The tenant's container: open already, or of the store, or new.
    async fn container(&self, tenant: &str) -> Result<Container, Error> {
        let mut open = self.open.lock().await;
        if let Some(container) = open.get(tenant) {
            return Ok(container.clone());
        }
        let opened = self.runtime.open_container(&self.store, tenant, Vec::new());
        let container = match opened {
            Err(Error::NoContainer(_)) => {
                let limits =
                    ContainerLimits { disk_bytes: 1 << 30, memory_bytes: 1 << 30, ..Default::default() };
                let options = CreateOptions {
                    name: Some(tenant.into()),
                    limits: Some(limits),
                    ..CreateOptions::default()
                };
                let made = self.store.create(self.runtime.image(), options)?;
                self.runtime.open_container(&self.store, made.id.as_str(), Vec::new())?
            }
            opened => opened?,
        };
        open.insert(tenant.into(), container.clone());
        Ok(container)
    }
}
