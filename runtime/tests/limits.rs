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
async fn a_program_uses_the_same_fuel_each_time() {
    const ROUNDS: u64 = 3_000_000;
    let mut guest = Guest::new();
    let round = guest.space(4);
    guest.raw(&format!(
        "(loop $again
           (i32.store (i32.const {round}) (i32.add (i32.load (i32.const {round})) (i32.const 1)))
           (br_if $again (i32.lt_u (i32.load (i32.const {round})) (i32.const {ROUNDS}))))"
    ));
    let world = World::new(&[("guest", &guest)]);
    let limits = |fuel| Limits { fuel, ..Limits::default() };
    for fuel in [None, Some(ROUNDS + 1)] {
        let outcome = world.exec(Exec::new(["guest"]).limits(limits(fuel))).await;
        assert_eq!((outcome.status.code(), outcome.exceeded), (0, None));
        assert_eq!(outcome.usage.fuel, ROUNDS);
    }
    let outcome = world.exec(Exec::new(["guest"]).limits(limits(Some(ROUNDS - 1)))).await;
    assert_eq!((outcome.exceeded, outcome.usage.fuel), (Some(LimitExceeded::Fuel), ROUNDS - 1));
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

#[tokio::test]
async fn output_ends_the_run_and_keeps_what_fits() {
    let mut guest = Guest::new();
    let text = guest.bytes(b"0123456789");
    let (iovec, count) = (guest.iovec(text, 10), guest.space(4));
    guest.import("fd_write", args![1, iovec, 1, count], "(result i32)");
    guest.raw(&format!(
        "(loop $again (br_if $again (i32.eqz (call $fd_write (i32.const 1) (i32.const {iovec}) (i32.const 1) (i32.const {count})))))"
    ));
    let world = World::new(&[("guest", &guest)]);
    let outcome =
        world.exec(Exec::new(["guest"]).limits(Limits { output_bytes: 25, ..Limits::default() })).await;
    assert_eq!((outcome.exceeded, outcome.status.code()), (Some(LimitExceeded::Output), 137));
    assert_eq!(outcome.stdout, b"0123456789012345678901234");
}

#[tokio::test]
async fn memory_past_the_budget_is_refused_to_the_guest() {
    let mut guest = Guest::new();
    let (grown, pid, result) = (guest.space(4), guest.space(4), guest.space(8));
    let grow = |pages: u32| format!("(i32.store (i32.const {grown}) (memory.grow (i32.const {pages})))");
    // Of 64 pages, 4 are the guest's from the start.
    guest.raw(&grow(61)).equal(grown, u32::MAX).raw(&grow(30)).equal(grown, 4);
    // A fork needs as much again.
    guest.err(vivarium::Errno::ENOMEM, "proc_fork", args![pid]).raw(&grow(26)).equal(grown, 34);
    guest.raw(&grow(1)).equal(grown, 60).raw(&grow(4)).equal(grown, u32::MAX);
    let _ = result;
    let world = World::new(&[("guest", &guest)]);
    let limits = Limits { memory_bytes: 64 << 16, ..Limits::default() };
    let outcome = world.exec(Exec::new(["guest"]).limits(limits)).await;
    guest::assert_passed(&guest, &outcome);
    assert!(outcome.usage.memory_peak_bytes <= 64 << 16, "{:?}", outcome.usage);
}

#[tokio::test]
async fn fork_bomb_meets_the_process_limit() {
    let mut guest = Guest::new();
    let pid = guest.space(4);
    guest.import("proc_fork", args![pid], "(result i32)");
    let bomb = format!("(loop $again (drop (call $proc_fork (i32.const {pid}))) (br $again))");
    guest.raw(&bomb).child().raw(&bomb);
    let world = World::new(&[("guest", &guest)]);
    let cpu_time = Some(Duration::from_millis(500));
    let outcome = world
        .exec(Exec::new(["guest"]).limits(Limits { cpu_time, processes: 50, ..Limits::default() }))
        .await;
    assert_eq!(outcome.exceeded, Some(LimitExceeded::CpuTime));
    assert_eq!(outcome.usage.processes, 50);
}

#[tokio::test]
async fn deep_recursion_is_a_segmentation_fault() {
    let mut guest = Guest::new();
    guest.raw("(call $deeper) ) (func $deeper (call $deeper)");
    let world = World::new(&[("guest", &guest)]);
    let outcome = world.exec(Exec::new(["guest"])).await;
    assert_eq!(outcome.status, ExitStatus::Signaled(Signal::SIGSEGV));
    assert_eq!(String::from_utf8_lossy(&outcome.stderr), "guest: SIGSEGV: wasm trap: call stack exhausted\n");
}

#[tokio::test]
async fn arguments_past_the_limit_do_not_start() {
    let mut guest = Guest::new();
    guest.exit(0);
    let world = World::new(&[("guest", &guest)]);
    let limits = Limits { arguments_bytes: 1000, ..Limits::default() };
    let error =
        world.container.exec(Exec::new(["guest".into(), "x".repeat(1000)]).limits(limits)).await.unwrap_err();
    assert_eq!(error.to_string(), "guest: argument list too long");
}

#[tokio::test]
async fn others_run_while_one_loops() {
    let mut guest = Guest::new();
    let (pid, result) = (guest.space(4), guest.space(8));
    guest.ok("proc_fork", args![pid]).print(1, "still here\n");
    guest.ok("proc_kill", &[guest::Arg::Load(pid), 9.into()]);
    guest.ok("proc_wait", args![-1, 0, result]).equal(result + 4, 9);
    guest.child().raw("(loop $again (br $again))");
    guest::check(&guest).await;
}

#[tokio::test]
async fn background_is_left_behind_at_the_end() {
    let mut guest = Guest::new();
    let pid = guest.space(4);
    guest.ok("proc_fork", args![pid]).exit(0);
    guest.child().err(vivarium::Errno::EINTR, "sig_pause", args![]);
    let begun = Instant::now();
    guest::check(&guest).await;
    // What loops on is cut off by the grace.
    let mut guest = Guest::new();
    guest.ok("proc_fork", args![pid + 8]).exit(0).child().raw("(loop $again (br $again))");
    guest.space(16);
    guest::check(&guest).await;
    assert!(begun.elapsed() < Duration::from_secs(5));
}
