//! Prepared programs: what they begin with, where they start unprepared, and what cannot be prepared.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod guest;

use std::path::Path;

use guest::{Arg, Guest, assert_passed};
use serde_json::{Value, json};
use vivarium::{
    Access, Container, ContainerOptions, Errno, Exec, Mount, Outcome, Runtime, RuntimeOptions, prepare_image,
};
use vivarium_abi::SpawnRequest;

/// What the programs here are prepared from; the last is not in the image.
const STANDS_FOR: [&str; 3] = ["/lib/data", "/etc/zone", "/etc/local"];
const FILES: [(&str, &str); 4] =
    [("/lib/data/value", "read"), ("/lib/data/sub/deep", ""), ("/lib/other", ""), ("/etc/zone", "")];

/// The pid of a container's first process.
const FIRST_PID: u32 = 2;

/// An image whose program `guest` is prepared.
struct Prepared {
    runtime: Runtime,
    container: Container,
    _image: tempfile::TempDir,
}

impl Prepared {
    fn new(guest: &Guest, others: &[(&str, &Guest)]) -> Self {
        let mut programs = vec![("guest", guest.wasm())];
        programs.extend(others.iter().map(|(name, guest)| (*name, guest.wasm())));
        let image = guest::image(&programs, &FILES);
        ask_to_prepare(image.path(), &["/bin/guest", "arg"]);
        assert_eq!(prepare_image(image.path(), &mut |_| {}).unwrap(), 1);
        assert_eq!(prepare_image(image.path(), &mut |_| {}).unwrap(), 0);
        let options =
            RuntimeOptions { image: image.path().into(), instances: 200, ..RuntimeOptions::default() };
        let runtime = Runtime::open(options).unwrap();
        let container = runtime.container(ContainerOptions::default()).unwrap();
        Self { runtime, container, _image: image }
    }

    async fn exec(&self, program: &str) -> Outcome {
        self.container.exec(Exec::new([program, "one"])).await.unwrap()
    }
}

fn ask_to_prepare(image: &Path, argv: &[&str]) {
    change_manifest(image, |manifest| {
        manifest["programs"][0]["prepare"] = json!({ "argv": argv, "stands_for": STANDS_FOR });
    });
}

fn change_manifest(image: &Path, change: impl FnOnce(&mut Value)) {
    let path = image.join("manifest.json");
    let mut manifest = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    change(&mut manifest);
    std::fs::write(path, manifest.to_string()).unwrap();
}

/// Fails to prepare a program, and tells why.
fn refused(wasm: Vec<u8>, argv: &[&str]) -> String {
    let mut other = Guest::new();
    other.exit(0).prepare().raw("");
    let image = guest::image(&[("guest", wasm), ("other", other.wasm())], &FILES);
    ask_to_prepare(image.path(), argv);
    prepare_image(image.path(), &mut |_| {}).unwrap_err().to_string()
}

/// A program that exits with 1 if it is prepared, and 0 otherwise.
fn tells() -> Guest {
    let mut guest = Guest::new();
    let mark = guest.space(4);
    guest.raw(&format!("(call $proc_exit (i32.load (i32.const {mark})))"));
    guest.prepare().store(mark, Arg::I32(1));
    guest
}

#[tokio::test]
async fn a_prepared_program_begins_with_what_was_left() {
    let mut guest = Guest::new();
    let (fd, read, into) = (guest.space(4), guest.space(4), guest.space(8));
    let (count, bytes) = (guest.space(4), guest.space(4));
    let path = guest.bytes(b"/lib/data/value");
    let iovec = guest.iovec(into, 8);
    // Far above what the program has at first.
    let grown = 11 * 65_536;
    guest.equal(into, u32::from_le_bytes(*b"read")).equal(read, 4).equal(grown, 7);
    guest.raw("(if (i32.ne (memory.size) (i32.const 12)) (then (call $proc_exit (i32.const 90))))");
    guest.raw("(if (i32.ne (global.get $sp) (i32.const 512)) (then (call $proc_exit (i32.const 91))))");
    guest.ok("args_sizes_get", args![count, bytes]).equal(count, 2).equal(bytes, "guest\0one\0".len() as u32);
    guest
        .prepare()
        .ok("args_sizes_get", args![count, bytes])
        .equal(bytes, "/bin/guest\0arg\0".len() as u32)
        .ok("path_open", args![-2, 0, path, 15, 0, 2u64, 0u64, 0, fd])
        .ok("fd_read", &[Arg::Load(fd), iovec.into(), 1.into(), read.into()])
        .ok("fd_close", &[Arg::Load(fd)])
        .raw("(drop (memory.grow (i32.const 8)))")
        .store(grown, Arg::I32(7))
        .raw("(global.set $sp (i32.const 512))");
    let prepared = Prepared::new(&guest, &[]);
    for _ in 0..3 {
        assert_passed(&guest, &prepared.exec("guest").await);
    }
}

#[tokio::test]
async fn restart_is_as_if_nothing_had_been_prepared() {
    let mut guest = Guest::new();
    let mark = guest.space(4);
    let (old, fds, result) = (guest.space(4), guest.space(8), guest.space(4));
    let (tmp, cwd, len) = (guest.bytes(b"/tmp"), guest.space(8), guest.space(4));
    let (count, bytes, identity) = (guest.space(4), guest.space(4), guest.space(24));
    guest.import("proc_restart", args![], "(result i32)");
    guest.import("fd_pipe", args![0], "(result i32)");
    guest.import("proc_chdir", args![0, 0], "(result i32)");
    guest.import("sig_action", args![0, 0, 0], "(result i32)");
    guest.import("sig_notify", args![0], "(result i32)");
    // Prepared: leaves traces, some of which must stay.
    guest.raw(&format!(
        "(if (i32.load (i32.const {mark})) (then
           (drop (call $fd_pipe (i32.const {fds})))
           (drop (call $proc_chdir (i32.const {tmp}) (i32.const 4)))
           (drop (call $sig_action (i32.const 15) (i32.const 2) (i32.const {old})))
           (drop (call $sig_notify (i32.const {mark})))
           (call $proc_exit (i32.add (i32.const 80) (call $proc_restart)))))"
    ));
    guest.raw("(if (i32.ne (memory.size) (i32.const 4)) (then (call $proc_exit (i32.const 90))))");
    guest.raw("(if (i32.ne (global.get $sp) (i32.const 1024)) (then (call $proc_exit (i32.const 91))))");
    guest.equal(fds, 0).ok("fd_next", args![3, result]).equal(result, 3);
    guest.ok("fd_next", args![4, result]).equal(result, 4);
    guest.ok("proc_getcwd", args![cwd, 8, len]).equal(len, 4).equal(cwd, u32::from_le_bytes(*b"/tmp"));
    guest.ok("args_sizes_get", args![count, bytes]).equal(count, 2);
    guest.ok("proc_identity", args![identity]).equal(identity, FIRST_PID);
    guest.ok("sig_action", args![15, 0, old]).equal(old, 0);
    guest.err(Errno::EINVAL, "proc_restart", args![]);
    guest
        .prepare()
        .store(mark, Arg::I32(1))
        .err(Errno::EINVAL, "proc_restart", args![])
        .raw("(drop (memory.grow (i32.const 8)))")
        .raw("(global.set $sp (i32.const 512))");
    let prepared = Prepared::new(&guest, &[]);
    assert_passed(&guest, &prepared.exec("guest").await);
    assert_eq!(prepared.container.usage().unwrap().memory_bytes, 0);
}

#[tokio::test]
async fn a_container_with_other_files_starts_it_unprepared() {
    let prepared = Prepared::new(&tells(), &[]);
    let cases: [(&str, bool); 7] = [
        ("/lib/other", true),
        ("/etc/hosts", true),
        ("/lib/data/value", false),
        ("/lib/data/sub/new", false),
        ("/etc/zone", false),
        ("/etc/local", false),
        ("/etc/local/file", false),
    ];
    for (path, is_prepared) in cases {
        let container = prepared.runtime.container(ContainerOptions::default()).unwrap();
        let files = container.files().unwrap();
        if path.starts_with("/etc/local/") {
            files.create_directories("/etc/local").unwrap();
        }
        files.write(path, b"changed").unwrap();
        drop(files);
        let outcome = container.exec(Exec::new(["guest"])).await.unwrap();
        assert_eq!(outcome.status.code(), u8::from(is_prepared), "{path}");
    }
    for path in ["/lib/data/value", "/lib/data/sub/deep"] {
        let container = prepared.runtime.container(ContainerOptions::default()).unwrap();
        container.files().unwrap().remove(path).unwrap();
        assert_eq!(container.exec(Exec::new(["guest"])).await.unwrap().status.code(), 0, "{path}");
    }
    assert_eq!(prepared.exec("guest").await.status.code(), 1);
}

#[tokio::test]
async fn a_container_with_mounts_there_starts_it_unprepared() {
    let prepared = Prepared::new(&tells(), &[]);
    let folder = tempfile::tempdir().unwrap();
    let cases =
        [("/lib", false), ("/lib/data", false), ("/lib/data/sub", false), ("/lib/dat", true), ("/mnt", true)];
    for (path, is_prepared) in cases {
        let mount = Mount { host: folder.path().into(), guest: path.into(), access: Access::ReadOnly };
        let options = ContainerOptions { mounts: vec![mount], ..ContainerOptions::default() };
        let container = prepared.runtime.container(options).unwrap();
        let outcome = container.exec(Exec::new(["guest"])).await.unwrap();
        assert_eq!(outcome.status.code(), u8::from(is_prepared), "{path}");
    }
}

#[tokio::test]
async fn fork_and_exec_of_a_prepared_program() {
    let mut guest = Guest::new();
    let (mark, other, pid, result) = (guest.space(4), guest.space(4), guest.space(4), guest.space(8));
    guest.equal(mark, 1).store(other, Arg::I32(2)).ok("proc_fork", args![pid]);
    guest.ok("proc_wait", args![0, 0, result]).equal(result + 4, 0).equal(mark, 1);
    guest.child().equal(mark, 1).equal(other, 2).store(mark, Arg::I32(3)).equal(mark, 3);
    guest.prepare().store(mark, Arg::I32(1));
    let mut executes = Guest::new();
    let (address, len) = executes.request(&SpawnRequest {
        program: b"/bin/guest".to_vec(),
        argv: vec![b"guest".to_vec()],
        process_group: -1,
        ..SpawnRequest::default()
    });
    executes.ok("proc_exec", args![address, len]);
    let prepared = Prepared::new(&guest, &[("executes", &executes)]);
    assert_passed(&guest, &prepared.exec("guest").await);
    assert_passed(&guest, &prepared.exec("executes").await);
}

#[tokio::test]
async fn memory_that_is_not_touched_costs_nothing() {
    const PAGES: u32 = 16 << 10;
    let mut guest = Guest::new();
    // Something in each page of 64 MiB, and of that one page read and one written.
    guest.equal(5000 << 12, 5000).store(9000 << 12, Arg::I32(7)).equal(9000 << 12, 7).prepare().raw(
        &format!(
            "(drop (memory.grow (i32.const 1020)))
         (global.set $sp (i32.const 4))
         (loop $next
           (i32.store (i32.shl (global.get $sp) (i32.const 12)) (global.get $sp))
           (global.set $sp (i32.add (global.get $sp) (i32.const 1)))
           (br_if $next (i32.lt_u (global.get $sp) (i32.const {PAGES}))))"
        ),
    );
    let prepared = Prepared::new(&guest, &[]);
    assert_passed(&guest, &prepared.exec("guest").await);
    let before = page_faults();
    assert_passed(&guest, &prepared.exec("guest").await);
    let faults = page_faults() - before;
    assert!(faults < 100, "{faults} page faults for {PAGES} pages");
}

/// Page faults of this thread that needed no disk; proc(5), `minflt`.
fn page_faults() -> u64 {
    let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
    let (_, fields) = stat.rsplit_once(')').unwrap();
    fields.split_whitespace().nth(7).unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once() {
    let prepared = Prepared::new(&tells(), &[]);
    let runs = (0..100).map(|_| {
        let container = prepared.runtime.container(ContainerOptions::default()).unwrap();
        tokio::spawn(async move { container.exec(Exec::new(["guest"])).await.unwrap().status.code() })
    });
    for run in runs.collect::<Vec<_>>() {
        assert_eq!(run.await.unwrap(), 1);
    }
}

#[test]
fn the_same_image_is_prepared_the_same() {
    let mut guest = Guest::new();
    let (time, random) = (guest.space(8), guest.space(16));
    guest.exit(0).prepare();
    guest.ok("clock_time_get", args![0, 1u64, time]).ok("random_get", args![random, 16]).unequal(random, 0);
    let hash = || {
        let image = guest::image(&[("guest", guest.wasm())], &FILES);
        ask_to_prepare(image.path(), &["guest"]);
        prepare_image(image.path(), &mut |_| {}).unwrap();
        let image = vivarium::ImageDirectory::open(image.path()).unwrap();
        image.manifest().programs[0].prepared.as_ref().unwrap().sha256.clone()
    };
    assert_eq!(hash(), hash());
}

#[test]
fn what_fails_is_not_prepared() {
    type Case = (fn(&mut Guest) -> &mut Guest, &'static str);
    let cases: [Case; 4] = [
        (|guest| guest.print(2, "why\n").exit(3), "cannot prepare guest: it exited with 3\nwhy\n"),
        (|guest| guest.exit(0), "cannot prepare guest: it exited with 0\n"),
        (|guest| guest.raw("unreachable"), "cannot prepare guest: it ended by SIGABRT\n"),
        (
            |guest| guest.ok("fd_dup", args![1, 0, 2000]),
            "cannot prepare guest: it exited with 1\ndescriptor 3 was left open\n",
        ),
    ];
    for (prepare, reason) in cases {
        let mut guest = Guest::new();
        prepare(guest.prepare());
        assert_eq!(refused(guest.wasm(), &["guest"]), reason);
    }
    let mut guest = Guest::new();
    guest.prepare().raw("");
    assert_eq!(refused(guest.wasm(), &["other"]), "cannot prepare guest: other is another program");
    let error = refused(Guest::new().wasm(), &["guest"]);
    assert!(error.ends_with("failed to find function export `vivarium_prepare`\n"), "{error}");
}

#[test]
fn what_cannot_be_captured_is_refused() {
    let cases = [
        ("(global (mut i32) (i32.const 1))", "", "its global 0 can change but is not exported"),
        ("(table 1 funcref)", "(table.set (i32.const 0) (ref.null func))", "its code has table.set"),
        ("(data \"x\")", "(data.drop 0)", "its code has data.drop"),
    ];
    for (field, code, reason) in cases {
        let text = format!(
            "(module (memory (export \"memory\") 1) {field}
             (func (export \"vivarium_prepare\") {code}) (func (export \"_start\")))"
        );
        let error = refused(wat::parse_str(text).unwrap(), &["guest"]);
        assert!(error.starts_with(&format!("cannot prepare guest: {reason}")), "{error}");
    }
}

#[tokio::test]
async fn a_start_function_has_had_its_turn() {
    let text = "(module
        (import \"wasi_snapshot_preview1\" \"proc_exit\" (func $exit (param i32)))
        (memory (export \"memory\") 1)
        (func $start (i32.store (i32.const 8) (i32.add (i32.const 1) (i32.load (i32.const 8)))))
        (start $start)
        (func (export \"vivarium_prepare\"))
        (func (export \"_start\") (call $exit (i32.load (i32.const 8)))))";
    let image = guest::image(&[("guest", wat::parse_str(text).unwrap())], &FILES);
    ask_to_prepare(image.path(), &["guest"]);
    prepare_image(image.path(), &mut |_| {}).unwrap();
    let runtime =
        Runtime::open(RuntimeOptions { image: image.path().into(), ..RuntimeOptions::default() }).unwrap();
    let container = runtime.container(ContainerOptions::default()).unwrap();
    assert_eq!(container.exec(Exec::new(["guest"])).await.unwrap().status.code(), 1);
}
