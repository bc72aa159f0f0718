//! Several execs at once in one container.

// A failed step fails its test.
#![allow(clippy::unwrap_used)]

mod guest;

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use guest::{CWD, Guest, World};
use vivarium::{
    Container, ContainerLimits, ContainerOptions, Errno, Error, Exec, ExitStatus, LimitExceeded, Limits,
    Outcome, Signal,
};

const MOMENT: Duration = Duration::from_millis(5);

fn waiter() -> Guest {
    let mut guest = Guest::new();
    guest.ok("sig_pause", &[]);
    guest
}

fn looper() -> Guest {
    let mut guest = Guest::new();
    guest.raw("(loop $for_ever (br $for_ever))");
    guest
}

fn start(container: &Container, program: &str) -> tokio::task::JoinHandle<Result<Outcome, Error>> {
    tokio::spawn(container.exec(Exec::new([program])))
}

/// Waits until something is so.
async fn until(is_so: impl Fn() -> bool) {
    for _ in 0..2000 {
        if is_so() {
            return;
        }
        tokio::time::sleep(MOMENT).await;
    }
    panic!("it never came to be");
}

async fn until_processes(container: &Container, count: u32) {
    until(|| container.usage().unwrap().processes == count).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signal_reaches_the_processes_of_another_exec() {
    const FIRST_PID: u32 = 2;
    let mut killer = Guest::new();
    killer.ok("proc_kill", args![FIRST_PID, 15]);
    let world = World::new(&[("wait", &waiter()), ("kill", &killer)]);
    let waits = start(&world.container, "wait");
    until_processes(&world.container, 1).await;
    guest::assert_passed(&killer, &world.exec(Exec::new(["kill"])).await);
    let outcome = waits.await.unwrap().unwrap();
    assert_eq!(outcome.status, ExitStatus::Signaled(Signal::SIGTERM));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ending_one_exec_leaves_the_others_alone() {
    let mut forker = Guest::new();
    let pid = forker.space(4);
    forker.ok("proc_fork", args![pid]).ok("sig_pause", &[]);
    forker.child().ok("sig_pause", &[]);
    let world = World::new(&[("wait", &waiter()), ("fork", &forker)]);
    let container = &world.container;
    let (first, second) = (start(container, "fork"), start(container, "wait"));
    until_processes(container, 3).await;
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    until_processes(container, 1).await;
    assert!(!second.is_finished());
    second.abort();
    assert!(second.await.is_err());
    let usage = container.usage().unwrap();
    assert_eq!((usage.processes, usage.memory_bytes), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn execs_share_one_cpu_fairly() {
    let world = World::new(&[("loop", &looper())]);
    let limits = Limits { wall_time: Some(Duration::from_millis(800)), ..Limits::default() };
    let run = || tokio::spawn(world.container.exec(Exec::new(["loop"]).limits(limits.clone())));
    let runs = [run(), run(), run()];
    let mut shares = Vec::new();
    for run in runs {
        let outcome = run.await.unwrap().unwrap();
        assert_eq!(outcome.exceeded, Some(LimitExceeded::WallTime));
        shares.push(outcome.usage.cpu_time.as_secs_f64());
    }
    let (least, most) =
        (shares.iter().copied().fold(f64::MAX, f64::min), shares.iter().copied().fold(0.0, f64::max));
    assert!(most < 1.5 * least, "{shares:?}");
    // However many threads the host has.
    assert!(shares.iter().sum::<f64>() < 1.0, "{shares:?}");
}

#[tokio::test]
async fn an_exec_that_nobody_polls_holds_no_other_up() {
    let world = World::new(&[("loop", &looper()), ("quick", &Guest::new())]);
    let mut asleep = pin!(world.container.exec(Exec::new(["loop"])));
    for _ in 0..3 {
        let polled = asleep.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(polled.is_pending());
    }
    for _ in 0..3 {
        let quick =
            tokio::time::timeout(Duration::from_secs(5), world.exec(Exec::new(["quick"]))).await.unwrap();
        assert!(quick.status.is_success());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memory_and_processes_are_the_containers() {
    let world = World::new(&[("wait", &waiter())]);
    let limited =
        |limits| world.runtime.container(ContainerOptions { limits, ..Default::default() }).unwrap();
    let refused = async |container: Container| {
        let runs = [start(&container, "wait"), start(&container, "wait")];
        until_processes(&container, 2).await;
        let errno = match container.exec(Exec::new(["wait"])).await {
            Err(Error::Start { errno, .. }) => errno,
            other => panic!("{other:?}"),
        };
        runs.iter().for_each(|run| run.abort());
        errno
    };
    // A guest has four pages of 64 KiB.
    let memory = ContainerLimits { memory_bytes: 600 << 10, ..Default::default() };
    assert_eq!(refused(limited(memory)).await, Errno::ENOMEM);
    assert_eq!(refused(limited(ContainerLimits { processes: 2, ..Default::default() })).await, Errno::EAGAIN);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_named_pipe_joins_two_execs() {
    let (mut reader, mut writer) = (Guest::new(), Guest::new());
    let (path, fd, count, buffer) =
        (reader.bytes(b"/tmp/p"), reader.space(4), reader.space(4), reader.space(8));
    let iovec = reader.iovec(buffer, 8);
    reader.ok("path_mkfifo", args![CWD, path, 6, 0o644]);
    reader.ok("path_open", args![CWD, 1, path, 6, 0, 2u64, 0u64, 0, fd]);
    reader.ok("fd_read", args![guest::Arg::Load(fd), iovec, 1, count]).equal(count, 4);
    reader.equal(buffer, u32::from_le_bytes(*b"ping"));
    let (path, fd) = (writer.bytes(b"/tmp/p"), writer.space(4));
    writer.ok("path_open", args![CWD, 1, path, 6, 0, 64u64, 0u64, 0, fd]).print(guest::Arg::Load(fd), "ping");
    let world = World::new(&[("reader", &reader), ("writer", &writer)]);
    let reads = start(&world.container, "reader");
    let files = world.container.files().unwrap();
    until(|| files.metadata("/tmp/p").is_ok()).await;
    guest::assert_passed(&writer, &world.exec(Exec::new(["writer"])).await);
    guest::assert_passed(&reader, &reads.await.unwrap().unwrap());
}
