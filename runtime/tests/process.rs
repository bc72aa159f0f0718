//! Processes: spawn, fork, exec, wait, exit, kill.

mod guest;

use guest::{Arg, Guest, World, assert_passed, check};
use vivarium::{Errno, Exec, ExitStatus, Signal};
use vivarium_abi::{DescriptorMapping, SpawnRequest};

fn request(program: &str, argv: &[&str]) -> SpawnRequest {
    SpawnRequest {
        program: program.into(),
        argv: argv.iter().map(|&arg| arg.into()).collect(),
        descriptors: (0..3).map(|fd| DescriptorMapping { child: fd, parent: fd }).collect(),
        process_group: -1,
        ..SpawnRequest::default()
    }
}

#[tokio::test]
async fn prints_and_exits() {
    let mut guest = Guest::new();
    guest.print(1, "hello\n").print(2, "oops\n").exit(0);
    let outcome = check(&guest).await;
    assert_eq!((outcome.stdout.as_slice(), outcome.stderr.as_slice()), (&b"hello\n"[..], &b"oops\n"[..]));
    let mut guest = Guest::new();
    guest.exit(126);
    let world = World::new(&[("guest", &guest)]);
    assert_eq!(world.exec(Exec::new(["guest"])).await.status, ExitStatus::Exited(126));
}

#[tokio::test]
async fn forked_child_shares_what_is_open_and_is_waited_for() {
    let mut guest = Guest::new();
    let (fds, pid, result, buffer) = (guest.space(8), guest.space(4), guest.space(8), guest.space(8));
    let (iovec, read) = (guest.iovec(buffer, 8), guest.space(4));
    guest.ok("fd_pipe", args![fds]).ok("proc_fork", args![pid]);
    guest.ok("fd_close", &[Arg::Load(fds + 4)]);
    // The child writes only after this read blocks.
    guest.ok("fd_read", &[Arg::Load(fds), iovec.into(), 1.into(), read.into()]).equal(read, 4);
    guest.equal(buffer, u32::from_le_bytes(*b"ping"));
    guest.ok("fd_read", &[Arg::Load(fds), iovec.into(), 1.into(), read.into()]).equal(read, 0);
    guest.ok("proc_wait", args![-1, 0, result]).equal(result + 4, 7 << 8);
    guest.err(Errno::ECHILD, "proc_wait", args![-1, 0, result]);
    guest.child().print(Arg::Load(fds + 4), "ping").exit(7);
    check(&guest).await;
}

#[tokio::test]
async fn spawned_program_runs_with_its_own_arguments() {
    let mut guest = Guest::new();
    let (pid, result) = (guest.space(4), guest.space(8));
    let (address, len) = guest.request(&request("/bin/other", &["other"]));
    guest.ok("proc_spawn", args![address, len, pid]).ok("proc_wait", args![0, 0, result]);
    guest.equal(result + 4, 3 << 8).print(1, "after\n");
    let mut other = Guest::new();
    other.print(1, "other\n").exit(3);
    let world = World::new(&[("guest", &guest), ("other", &other)]);
    let outcome = world.exec(Exec::new(["/bin/guest"])).await;
    assert_passed(&guest, &outcome);
    assert_eq!(outcome.stdout, b"other\nafter\n");
    assert_eq!(outcome.usage.processes, 2);
}

#[tokio::test]
async fn spawn_fails_as_execve() {
    let mut guest = Guest::new();
    let pid = guest.space(4);
    let cases = [
        ("/bin/none", Errno::ENOENT),
        ("/bin", Errno::EACCES),
        ("/bin/empty", Errno::ENOEXEC),
        ("/bin/wasm", Errno::ENOEXEC),
        ("/bin/loop", Errno::ELOOP),
        ("/bin/dangling", Errno::ENOENT),
        ("/dev/null", Errno::EACCES),
    ];
    for (program, errno) in cases {
        let (address, len) = guest.request(&request(program, &["x"]));
        guest.err(errno, "proc_spawn", args![address, len, pid]);
        guest.err(errno, "proc_exec", args![address, len]);
    }
    let (address, len) = guest.request(&request("/bin/guest", &[&"x".repeat(200_000)]));
    guest.err(Errno::E2BIG, "proc_spawn", args![address, len, pid]);
    guest.err(Errno::EINVAL, "proc_spawn", args![address, len - 1, pid]);
    guest.err(Errno::EFAULT, "proc_spawn", args![0xffff_0000u32, 100, pid]);
    guest.err(Errno::EFAULT, "proc_spawn", args![address, len, 0xffff_fffdu32]);
    let files = [
        ("/bin/empty", ""),
        ("/bin/loop", "#!/bin/loop\n"),
        ("/bin/dangling", "#!/no/such -x\n"),
        ("/bin/wasm", "\0asm\u{1}\0\0\0"),
    ];
    let world = World::with_files(&[("guest", &guest)], &files);
    assert_passed(&guest, &world.exec(Exec::new(["/bin/guest"])).await);
}

#[tokio::test]
async fn script_runs_its_interpreter() {
    let mut guest = Guest::new();
    let (pid, result) = (guest.space(4), guest.space(8));
    let (address, len) = guest.request(&request("/bin/script", &["script", "arg"]));
    guest
        .ok("proc_spawn", args![address, len, pid])
        .ok("proc_wait", args![0, 0, result])
        .equal(result + 4, 0);
    let mut args = Guest::new();
    let (count, bytes) = (args.space(4), args.space(4));
    args.ok("args_sizes_get", args![count, bytes]).equal(count, 4);
    args.equal(bytes, "/bin/args\0-a b\0/bin/script\0arg\0".len() as u32);
    let world =
        World::with_files(&[("guest", &guest), ("args", &args)], &[("/bin/script", "#! /bin/args  -a b \n")]);
    assert_passed(&guest, &world.exec(Exec::new(["/bin/guest"])).await);
}

#[tokio::test]
async fn exec_replaces_the_program_and_keeps_the_pid() {
    let mut guest = Guest::new();
    let (pid, result) = (guest.space(4), guest.space(8));
    let (address, len) = guest.request(&request("/bin/other", &["other"]));
    guest.ok("proc_fork", args![pid]).ok("proc_wait", &[Arg::Load(pid), 0.into(), result.into()]);
    guest.equal(result + 4, 9 << 8);
    guest.child().ok("proc_exec", args![address, len]).exit(1);
    let mut other = Guest::new();
    other.print(1, "new\n").exit(9);
    let world = World::new(&[("guest", &guest), ("other", &other)]);
    let outcome = world.exec(Exec::new(["/bin/guest"])).await;
    assert_passed(&guest, &outcome);
    assert_eq!(outcome.stdout, b"new\n");
}

#[tokio::test]
async fn wait_without_hanging() {
    let mut guest = Guest::new();
    let (pid, result) = (guest.space(4), guest.space(8));
    guest.err(Errno::ECHILD, "proc_wait", args![-1, 1, result]);
    guest.ok("proc_fork", args![pid]);
    guest.store(result, Arg::I32(5)).ok("proc_wait", args![-1, 1, result]).equal(result, 0);
    guest.ok("proc_kill", &[Arg::Load(pid), 15.into()]);
    guest.ok("proc_wait", args![-1, 0, result]).equal(result + 4, 15);
    guest.err(Errno::ESRCH, "proc_kill", &[Arg::Load(pid), 0.into()]);
    guest.child().err(Errno::EINTR, "sig_pause", args![]);
    check(&guest).await;
}

#[tokio::test]
async fn stopped_child_is_reported_and_continues() {
    let mut guest = Guest::new();
    let (pid, result) = (guest.space(4), guest.space(8));
    guest.ok("proc_fork", args![pid]).ok("proc_wait", args![-1, 2, result]).equal(result + 4, 19 << 8 | 0x7f);
    guest.ok("proc_wait", args![-1, 3, result]).equal(result, 0);
    guest.ok("proc_kill", &[Arg::Load(pid), 18.into()]);
    guest.ok("proc_wait", args![-1, 0, result]).equal(result + 4, 4 << 8);
    guest.child().ok("proc_kill", args![0, 18]).ok("proc_raise", args![19]).exit(4);
    check(&guest).await;
}

#[tokio::test]
async fn signals_end_a_process_as_a_shell_shows_it() {
    for (raw, signal) in [
        ("unreachable", Signal::SIGABRT),
        ("(drop (i32.load (i32.const -1)))", Signal::SIGSEGV),
        ("(drop (i32.div_s (i32.const 1) (i32.const 0)))", Signal::SIGFPE),
    ] {
        let mut guest = Guest::new();
        guest.raw(raw);
        let world = World::new(&[("guest", &guest)]);
        let outcome = world.exec(Exec::new(["/bin/guest"])).await;
        assert_eq!(outcome.status, ExitStatus::Signaled(signal), "{raw}");
    }
    let mut guest = Guest::new();
    guest.ok("proc_raise", args![10]).exit(1);
    let world = World::new(&[("guest", &guest)]);
    assert_eq!(world.exec(Exec::new(["/bin/guest"])).await.status.code(), 138);
}

#[tokio::test]
async fn program_that_is_not_there() {
    let mut guest = Guest::new();
    guest.exit(0);
    let world = World::new(&[("guest", &guest)]);
    for (name, errno) in [("none", "no such file or directory"), ("/tmp", "permission denied")] {
        let error = world.container.exec(Exec::new([name])).await.unwrap_err();
        assert_eq!(error.to_string(), format!("{name}: {errno}"));
    }
    let error = world.container.exec(Exec::new(["guest"]).cwd("/none")).await.unwrap_err();
    assert_eq!(error.to_string(), "cannot enter /none: no such file or directory");
}

#[tokio::test]
async fn nothing_is_left_for_the_next_instance() {
    // Both go over all of their memory but what the program itself put there, and over what they grow it by.
    const FIRST: u32 = 64 << 10;
    let go_over = |guest: &mut Guest, each: &str| {
        guest.raw("(drop (memory.grow (i32.const 32)))");
        guest.raw(&format!(
            "(global.set $sp (i32.const {FIRST})) (loop $next {each}
             (global.set $sp (i32.add (global.get $sp) (i32.const 8)))
             (br_if $next (i32.lt_u (global.get $sp) (i32.mul (memory.size) (i32.const 65536)))))"
        ));
    };
    let (mut dirty, mut clean) = (Guest::new(), Guest::new());
    go_over(&mut dirty, "(i64.store (global.get $sp) (i64.const -1))");
    go_over(
        &mut clean,
        "(if (i64.ne (i64.load (global.get $sp)) (i64.const 0)) (then (call $proc_exit (i32.const 99))))",
    );
    let world = World::new(&[("dirty", &dirty), ("clean", &clean)]);
    for _ in 0..20 {
        assert!(world.exec(Exec::new(["dirty"])).await.status.is_success());
        assert_eq!(world.exec(Exec::new(["clean"])).await.status.code(), 0, "it sees another's memory");
    }
}
