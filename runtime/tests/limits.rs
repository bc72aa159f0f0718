//! Budgets: each ends the run, or fails the call, that it names.

mod guest;

use std::time::{Duration, Instant};

use guest::{Guest, World};
use vivarium::{Exec, ExitStatus, LimitExceeded, Limits, Signal};

fn looping() -> Guest {
    let mut guest = Guest::new();
    guest.print(1, "begun\n").raw("(loop $again (br $again))");
    guest
}

#[tokio::test]
async fn endless_loop_ends_by_its_budget() {
    let second = Some(Duration::from_millis(300));
    let cases = [
        (LimitExceeded::Fuel, Limits { fuel: Some(10_000_000), ..Limits::default() }),
        (LimitExceeded::CpuTime, Limits { cpu_time: second, ..Limits::default() }),
        (LimitExceeded::WallTime, Limits { wall_time: second, ..Limits::default() }),
    ];
    let world = World::new(&[("guest", &looping())]);
    for (exceeded, limits) in cases {
        let outcome = world.exec(Exec::new(["guest"]).limits(limits)).await;
        assert_eq!(outcome.exceeded, Some(exceeded));
        assert_eq!(outcome.status, ExitStatus::Signaled(Signal::SIGKILL));
        assert_eq!(outcome.stdout, b"begun\n", "{exceeded}: partial output is kept");
    }
}

#[tokio::test]
async fn alarm_ends_an_endless_loop() {
    let mut guest = Guest::new();
    let old = guest.space(8);
    guest.ok("sig_alarm", args![200_000_000u64, 0u64, old]).raw("(loop $again (br $again))");
    let world = World::new(&[("guest", &guest)]);
    let limits = Limits { wall_time: Some(Duration::from_secs(5)), ..Limits::default() };
    let outcome = world.exec(Exec::new(["guest"]).limits(limits)).await;
    assert_eq!((outcome.status, outcome.exceeded), (ExitStatus::Signaled(Signal::SIGALRM), None));
}

#[tokio::test]
async fn blocked_for_ever_ends_at_the_wall() {
    let mut guest = Guest::new();
    let (fds, read) = (guest.space(8), guest.space(4));
    let buffer = guest.space(8);
    let iovec = guest.iovec(buffer, 8);
    guest.ok("fd_pipe", args![fds]);
    guest.ok("fd_read", &[guest::Arg::Load(fds), iovec.into(), 1.into(), read.into()]);
    let world = World::new(&[("guest", &guest)]);
    let limits = Limits { wall_time: Some(Duration::from_millis(200)), ..Limits::default() };
    let begun = Instant::now();
    let outcome = world.exec(Exec::new(["guest"]).limits(limits)).await;
    assert_eq!(outcome.exceeded, Some(LimitExceeded::WallTime));
    assert!(begun.elapsed() < Duration::from_secs(5));
}
