//! Many containers live in one process, and each of them answers.

use std::fs;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::task::JoinHandle;
use vivarium::{Container, ContainerOptions, Error, Exec, Input, Outcome, Output, Runtime, RuntimeOptions};

/// Live containers, where the host allows them.
const CONTAINERS: usize = 1000;
/// Mappings of the host that a live container takes, and room for the test's own.
const MAPPINGS_EACH: usize = 6;
const MAPPINGS_SPARE: usize = 500;
/// The most that a live container may have of its own, in bytes.
const PRIVATE_BYTES: u64 = 1_000_000;
/// What may stay of the host's own caches, in bytes.
const SLACK_BYTES: u64 = 32 << 20;

/// A container with a process that waits for a line.
struct Live {
    _container: Container,
    input: DuplexStream,
    output: BufReader<DuplexStream>,
    run: JoinHandle<Result<Outcome, Error>>,
}

impl Live {
    fn start(runtime: &Runtime) -> Self {
        let container = runtime.container(ContainerOptions::default()).expect("a container");
        let (input, stdin) = tokio::io::duplex(256);
        let (stdout, output) = tokio::io::duplex(256);
        let exec =
            Exec::new(["cat"]).stdin(Input::Reader(Box::new(stdin))).stdout(Output::Writer(Box::new(stdout)));
        let run = tokio::spawn(container.exec(exec));
        Self { _container: container, input, output: BufReader::new(output), run }
    }

    /// Sends a line and checks what comes back.
    async fn ask(&mut self, line: &str) {
        self.input.write_all(line.as_bytes()).await.expect("it reads");
        let mut answer = String::new();
        let answered = tokio::time::timeout(Duration::from_secs(60), self.output.read_line(&mut answer));
        answered.await.expect("it answers").expect("it writes");
        assert_eq!(answer, line);
    }

    async fn end(self) {
        drop((self.input, self.output));
        let outcome = self.run.await.expect("no panic").expect("it started");
        assert!(outcome.status.is_success(), "{outcome:?}");
    }
}

fn limit(path: &str) -> usize {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.trim().parse().unwrap_or(usize::MAX)
}

fn descriptors() -> usize {
    fs::read_dir("/proc/self/fd").expect("/proc is mounted").count()
}

/// Memory that only this process has, in bytes, without what the C library keeps for its next allocations.
fn private_bytes() -> u64 {
    // SAFETY: it gives back what is free.
    unsafe { libc::malloc_trim(0) };
    let rollup = fs::read_to_string("/proc/self/smaps_rollup").expect("/proc is mounted");
    let line = rollup.lines().find(|line| line.starts_with("Private_Dirty:"));
    let kilobytes =
        line.and_then(|line| line.split_whitespace().nth(1)).and_then(|number| number.parse().ok());
    1024 * kilobytes.unwrap_or(0_u64)
}

// One test, since each part would change the numbers of another beside it.
#[tokio::test]
async fn live_containers_all_answer_and_leave_what_may_be_kept() {
    let allowed = limit("/proc/sys/vm/max_map_count").saturating_sub(MAPPINGS_SPARE) / MAPPINGS_EACH;
    let count = CONTAINERS.min(allowed);
    let kept_bytes = 64 << 20;
    let options = RuntimeOptions { instances: count as u32, kept_bytes, ..Default::default() };
    let runtime = Runtime::open(options).expect("an image");
    let mut first = Live::start(&runtime);
    first.ask("first\n").await;
    let before = (descriptors(), private_bytes());

    let mut live = vec![first];
    for number in 1..count {
        let mut next = Live::start(&runtime);
        next.ask(&format!("hello {number}\n")).await;
        live.push(next);
    }
    for (number, container) in live.iter_mut().enumerate() {
        container.ask(&format!("again {number}\n")).await;
    }
    assert_eq!(descriptors(), before.0);
    let each = (private_bytes() - before.1) / count as u64;
    assert!(each <= PRIVATE_BYTES, "{each} bytes for each container");

    let refused = Live::start(&runtime).run.await.expect("no panic");
    assert!(matches!(refused, Err(Error::Start { .. })), "{refused:?}");
    for container in live {
        container.end().await;
    }
    let after = private_bytes();
    assert!(after <= before.1 + kept_bytes + SLACK_BYTES, "{after} bytes of {} before", before.1);
}
