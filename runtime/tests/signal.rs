//! Signals: dispositions, masks, the flag, timers, interrupts from outside.

mod guest;

use std::time::Duration;

use guest::{Arg, Guest, World, check};
use vivarium::{Errno, Exec, ExitStatus, Interrupt, Limits, Signal};

#[tokio::test]
async fn caught_signal_is_taken_by_the_guest() {
    let mut guest = Guest::new();
    let (old, signal, flag) = (guest.space(4), guest.space(4), guest.space(4));
    guest.ok("sig_action", args![10, 2, old]).equal(old, 0).ok("sig_notify", args![flag]);
    guest.ok("proc_raise", args![10]).equal(flag, 1);
    guest.ok("sig_take", args![signal]).equal(signal, 10).ok("sig_take", args![signal]).equal(signal, 0);
    guest.err(Errno::EINVAL, "sig_action", args![9, 1, old]).err(
        Errno::EINVAL,
        "sig_action",
        args![0, 1, old],
    );
    guest
        .err(Errno::EINVAL, "sig_action", args![10, 3, old])
        .ok("sig_action", args![10, 0, old])
        .equal(old, 2);
    check(&guest).await;
}

#[tokio::test]
async fn flag_is_raised_in_a_guest_that_calls_nothing() {
    let mut guest = Guest::new();
    let (old, flag) = (guest.space(8), guest.space(4));
    guest.ok("sig_action", args![14, 2, old]).ok("sig_notify", args![flag]);
    guest.ok("sig_alarm", args![50_000_000u64, 0u64, old]);
    guest.raw(&format!("(loop $again (br_if $again (i32.eqz (i32.load (i32.const {flag})))))"));
    guest.ok("sig_take", args![old]).equal(old, 14);
    check(&guest).await;
}

#[tokio::test]
async fn caught_signal_interrupts_one_wait() {
    let mut guest = Guest::new();
    let (fds, old, count) = (guest.space(8), guest.space(8), guest.space(4));
    let iovec = guest.iovec(old, 1);
    guest.ok("fd_pipe", args![fds]).ok("sig_action", args![14, 2, old]);
    guest.ok("sig_alarm", args![20_000_000u64, 0u64, old]);
    guest.err(Errno::EINTR, "fd_read", &[Arg::Load(fds), iovec.into(), 1.into(), count.into()]);
    guest.err(Errno::EINTR, "sig_pause", args![]).ok("sig_take", args![old]).equal(old, 14);
    check(&guest).await;
}

#[tokio::test]
async fn child_that_ends_sends_sigchld() {
    let mut guest = Guest::new();
    let (old, pid, result) = (guest.space(8), guest.space(4), guest.space(8));
    guest.ok("sig_action", args![17, 2, old]).ok("proc_fork", args![pid]).err(
        Errno::EINTR,
        "sig_pause",
        args![],
    );
    guest
        .ok("sig_take", args![old])
        .equal(old, 17)
        .ok("proc_wait", args![-1, 1, result])
        .equal(result + 4, 5 << 8);
    guest.child().exit(5);
    check(&guest).await;
}

#[tokio::test]
async fn masked_signal_waits_until_unmasked() {
    let mut guest = Guest::new();
    let old = guest.space(8);
    guest.ok("sig_mask", args![0, 1u64 << 14, old]).ok("proc_raise", args![15]).print(1, "alive\n");
    guest.ok("sig_mask", args![2, 0u64, old]).print(1, "never\n");
    let world = World::new(&[("guest", &guest)]);
    let outcome = world.exec(Exec::new(["guest"])).await;
    assert_eq!(
        (outcome.status, &outcome.stdout[..]),
        (ExitStatus::Signaled(Signal::SIGTERM), &b"alive\n"[..])
    );
}

#[tokio::test]
async fn interrupt_reaches_the_foreground_group() {
    let mut guest = Guest::new();
    let pid = guest.space(4);
    guest.ok("proc_fork", args![pid]).print(1, "up\n").err(Errno::EINTR, "sig_pause", args![]);
    guest.child().raw("(loop $again (br $again))");
    let world = World::new(&[("guest", &guest)]);
    let interrupt = Interrupt::new();
    let limits = Limits { wall_time: Some(Duration::from_secs(5)), ..Limits::default() };
    let run = world.container.exec(Exec::new(["guest"]).limits(limits).interrupt(interrupt.clone()));
    let run = tokio::spawn(run);
    tokio::time::sleep(Duration::from_millis(100)).await;
    interrupt.send(Signal::SIGINT);
    let outcome = run.await.unwrap().unwrap();
    assert_eq!((outcome.status.code(), outcome.exceeded), (130, None));
}

#[tokio::test]
async fn groups_and_sessions() {
    let mut guest = Guest::new();
    let (pid, id, result) = (guest.space(4), guest.space(24), guest.space(8));
    guest.ok("proc_identity", args![id]).equal(id + 4, 0).err(Errno::EPERM, "proc_setsid", args![]);
    guest.err(Errno::EPERM, "proc_setpgid", args![0, 0]).err(Errno::ESRCH, "proc_setpgid", args![999, 0]);
    guest.ok("proc_fork", args![pid]).ok("proc_setpgid", &[Arg::Load(pid), 0.into()]);
    guest.err(Errno::ECHILD, "proc_wait", args![0, 0, result]).err(Errno::ESRCH, "proc_kill", args![-999, 9]);
    guest.raw(&format!("(i32.store (i32.const {id}) (i32.sub (i32.const 0) (i32.load (i32.const {pid}))))"));
    guest
        .ok("proc_kill", &[Arg::Load(id), 9.into()])
        .ok("proc_wait", &[Arg::Load(id), 0.into(), result.into()]);
    guest.equal(result + 4, 9);
    guest.child().err(Errno::EINTR, "sig_pause", args![]);
    check(&guest).await;
}
