//! `viv`'s containers that last: what outlives a run, who keeps out whom, and what is written.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use vivarium_tests::viv;

/// A store of its own for each test.
struct Store(TempDir);

impl Store {
    fn new() -> Self {
        Self(TempDir::with_prefix("vivarium-test-").expect("a folder"))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = viv().command();
        command.env("VIVARIUM_ROOT", self.0.path()).args(arguments).stdin(Stdio::null());
        command
    }

    fn output(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("viv starts")
    }

    /// Checks that `viv` succeeds, and returns its stdout without the last newline.
    fn ok(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {:?} {stderr}", output.status);
        String::from_utf8(output.stdout).expect("it is text").trim_end_matches('\n').into()
    }

    /// Checks that `viv` itself fails, and returns what it says.
    fn fails(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        assert_eq!(output.status.code(), Some(125), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?} wrote to stdout");
        String::from_utf8(output.stderr).expect("it is text")
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(arguments)).expect("it is JSON")
    }

    /// Starts a command in a container, and waits until it runs.
    fn start(&self, container: &str, script: &str) -> Child {
        let script = format!("touch /tmp/started; {script}");
        let child = self.command(&["exec", container, "bash", "-c", &script]).spawn().expect("viv starts");
        let deadline = Instant::now() + Duration::from_secs(60);
        // Its usage is noted while it runs.
        while self.json(&["inspect", "--json", container])[0]["state"] != "open" {
            assert!(Instant::now() < deadline, "{container} is not opened");
            thread::sleep(Duration::from_millis(20));
        }
        child
    }
}

fn kill(child: &mut Child) {
    child.kill().expect("viv runs");
    child.wait().expect("viv ends");
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path that is text")
}

#[test]
fn what_one_exec_writes_the_next_finds() {
    let store = Store::new();
    let id = store.ok(&["create", "--name", "a"]);
    assert!(id.starts_with("container_"), "{id}");
    store.ok(&["exec", "a", "bash", "-c", "echo 1 > /tmp/n; cd /root; mkdir d; ln -s d l; rm /usr/bin/tac"]);
    let mut killed = store.start("a", "echo 2 > /tmp/m; sleep 60");
    kill(&mut killed);
    for name in ["a", &id, &id["container_".len()..][..6]] {
        assert_eq!(store.ok(&["exec", name, "cat", "/tmp/n"]), "1");
    }
    assert_eq!(store.ok(&["exec", "a", "bash", "-c", "cd; ls; command -v tac || echo gone"]), "d\nl\ngone");
    let ended = store.output(&["exec", "a", "bash", "-c", "exit 42"]);
    assert_eq!(ended.status.code(), Some(42));
    assert_eq!(store.output(&["exec", "a", "no-such-command"]).status.code(), Some(127));
    assert!(store.fails(&["exec", "nobody", "true"]).contains("`viv ps -a` lists all"));
}

#[test]
fn exec_takes_the_options_of_run() {
    let store = Store::new();
    store.ok(&["create", "--name", "a"]);
    let folder = TempDir::new().expect("a folder");
    write(&folder.path().join("in"), "data\n");
    let volume = format!("{}:/data:ro", text(folder.path()));
    assert_eq!(store.ok(&["exec", "-v", &volume, "-w", "/data", "a", "cat", "in"]), "data");
    assert_eq!(store.ok(&["exec", "-e", "A=1", "a", "bash", "-c", "echo $A"]), "1");
    assert_eq!(store.output(&["exec", "--timeout", "200ms", "a", "sleep", "9"]).status.code(), Some(124));
    let mut child = store
        .command(&["exec", "-i", "a", "sort"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("viv starts");
    child.stdin.take().expect("stdin is piped").write_all(b"b\na\n").expect("viv reads");
    assert_eq!(child.wait_with_output().expect("viv ends").stdout, b"a\nb\n");
}

#[test]
fn one_process_has_a_container() {
    let store = Store::new();
    store.ok(&["create", "--name", "a"]);
    let mut child = store.start("a", "sleep 60");
    let by = format!("in use by process {}", child.id());
    for arguments in [
        &["exec", "a", "true"][..],
        &["shell", "a"],
        &["commit", "a"],
        &["fork", "a"],
        &["ls", "a"],
        &["rm", "a"],
        &["export", "-o", "/dev/null", "a"],
    ] {
        let said = store.fails(arguments);
        assert!(said.contains(&by), "{arguments:?}: {said}");
    }
    let listed = store.json(&["ps", "--json"]);
    assert_eq!((&listed[0]["name"], &listed[0]["pid"]), (&"a".into(), &child.id().into()));
    assert!(store.ok(&["ps"]).contains(&format!("Up (process {})", child.id())));

    assert_eq!(store.ok(&["rm", "-f", "a"]), "a");
    assert_eq!(child.wait().expect("viv ends").code(), None, "it was not killed");
    assert_eq!(store.json(&["ps", "-a", "--json"]), Value::Array(vec![]));
    store.ok(&["rm", "-f", "a"]);
    store.fails(&["rm", "a"]);
}

#[test]
fn snapshots_and_forks_keep_their_files() {
    let store = Store::new();
    store.ok(&["create", "--name", "a", "--memory", "1GiB"]);
    store.ok(&["exec", "a", "bash", "-c", "echo 1 > n"]);
    let snapshot = store.ok(&["commit", "a", "first"]);
    assert!(snapshot.starts_with("snapshot_"), "{snapshot}");
    store.ok(&["fork", "--name", "b", "a"]);
    store.ok(&["exec", "a", "bash", "-c", "echo 2 > n"]);
    store.ok(&["exec", "b", "bash", "-c", "echo 3 > n; rm /usr/bin/tac"]);
    store.ok(&["create", "--name", "c", "--from", "first"]);
    for (name, expected) in [("a", "2"), ("b", "3"), ("c", "1")] {
        assert_eq!(store.ok(&["exec", name, "cat", "n"]), expected);
    }
    store.ok(&["exec", "a", "tac", "n"]);
    let made = store.json(&["inspect", "--json", "c", "first"]);
    assert_eq!((&made[0]["name"], &made[1]["name"]), (&"c".into(), &"first".into()));
    assert_eq!(made[0]["limits"]["memory_bytes"], 1 << 30);

    let listed = store.ok(&["snapshots"]);
    assert!(listed.starts_with("SNAPSHOT ID") && listed.contains("first"), "{listed}");
    assert_eq!(store.json(&["snapshots", "--json"])[0]["id"], snapshot.as_str());
    store.ok(&["rm", "a", "b"]);
    store.ok(&["rm", "--snapshot", "first"]);
    assert_eq!(store.ok(&["exec", "c", "cat", "n"]), "1");
    assert!(store.fails(&["create", "--from", "first"]).contains("`viv snapshots` lists all"));
    assert!(store.fails(&["create", "--name", "c"]).contains("the name c is taken"));
    assert!(store.fails(&["create", "--name", "c/d"]).contains("cannot be a name"));
}

#[test]
fn files_are_copied_by_dockers_rules() {
    let store = Store::new();
    store.ok(&["create", "--name", "a"]);
    let folder = TempDir::new().expect("a folder");
    let host = |name: &str| text(&folder.path().join(name)).to_owned();
    write(&folder.path().join("src/file"), "one\n");
    write(&folder.path().join("src/sub/deep"), "two\n");

    store.ok(&["cp", &host("src/file"), "a:/root"]);
    store.ok(&["cp", &host("src/file"), "a:/root/renamed"]);
    store.ok(&["cp", "-r", &host("src"), "a:/root/new"]);
    store.ok(&["cp", "-r", &host("src"), "a:/root/new"]);
    store.ok(&["cp", "-r", &host("src/."), "a:/root/new/."]);
    let found = store.ok(&["exec", "a", "bash", "-c", "cd; find . -type f | sort"]);
    let expected = "./file\n./new/file\n./new/src/file\n./new/src/sub/deep\n./new/sub/deep\n./renamed";
    assert_eq!(found, expected);

    store.ok(&["cp", "a:/root/file", &host("")]);
    store.ok(&["cp", "a:root/renamed", &host("other")]);
    store.ok(&["cp", "-r", "a:/root/new/src", &host("out")]);
    assert_eq!(fs::read_to_string(host("file")).expect("it is copied"), "one\n");
    assert_eq!(fs::read_to_string(host("other")).expect("it is copied"), "one\n");
    assert_eq!(fs::read_to_string(host("out/sub/deep")).expect("it is copied"), "two\n");

    assert!(store.fails(&["cp", &host("src"), "a:/root"]).contains("copy it with -r"));
    assert!(store.fails(&["cp", &host("src/file"), "a:/nowhere/"]).contains("no folder /nowhere/"));
    assert!(store.fails(&["cp", "-r", &host("src"), "a:/root/file"]).contains("is no folder"));
    assert!(store.fails(&["cp", "a:/none", &host("x")]).contains("/none"));
    store.fails(&["cp", "a:/root/file", "a:/root/x"]);
    store.fails(&["cp", &host("file"), &host("x")]);
}

#[test]
fn tar_streams_are_copied() {
    let store = Store::new();
    store.ok(&["create", "--name", "a"]);
    store.ok(&["exec", "a", "bash", "-c", "mkdir d; echo 1 > d/n; ln -s n d/l"]);
    let packed = store.output(&["cp", "-r", "a:/root/d", "-"]).stdout;
    store.ok(&["create", "--name", "b"]);
    let mut unpack = store.command(&["cp", "-", "b:/tmp"]).stdin(Stdio::piped()).spawn().expect("viv starts");
    unpack.stdin.take().expect("stdin is piped").write_all(&packed).expect("viv reads");
    assert!(unpack.wait().expect("viv ends").success());
    assert_eq!(store.ok(&["exec", "b", "bash", "-c", "cat /tmp/d/l; readlink /tmp/d/l"]), "1\nn");
}

#[test]
fn files_are_listed() {
    let store = Store::new();
    store.ok(&["create", "--name", "a"]);
    store.ok(&["exec", "a", "bash", "-c", "echo 12345 > f; chmod 640 f; touch .hidden; mkdir -m 1777 d"]);
    assert_eq!(store.ok(&["ls", "a"]), "d\nf");
    assert_eq!(store.ok(&["ls", "-a", "a:/root"]), ".hidden\nd\nf");
    let long = store.ok(&["ls", "-l", "a:/root"]);
    assert!(long.starts_with("drwxrwxrwt") && long.contains("\n-rw-r-----   1 0 0            6 "), "{long}");
    let listed = store.json(&["ls", "--json", "a:/root/f"]);
    assert_eq!((&listed[0]["size_bytes"], &listed[0]["mode"]), (&6.into(), &"0640".into()));
    assert!(store.fails(&["ls", "a:/none"]).contains("/none"));
}

#[test]
fn archives_go_round() {
    let store = Store::new();
    store.ok(&["create", "--name", "a"]);
    store.ok(&["exec", "a", "bash", "-c", "echo 1 > n; rm /usr/bin/tac; chmod 4755 n"]);
    store.ok(&["commit", "a", "kept"]);
    store.ok(&["exec", "a", "bash", "-c", "echo 2 > m"]);
    let folder = TempDir::new().expect("a folder");
    let archive = text(&folder.path().join("a.tar.zst")).to_owned();
    store.ok(&["export", "-o", &archive, "a"]);

    let other = Store::new();
    let id = other.ok(&["import", "--name", "b", &archive]);
    let script = "cat n m; stat -c %a n; command -v tac || echo gone";
    assert_eq!(other.ok(&["exec", &id, "bash", "-c", script]), "1\n2\n4755\ngone");

    let piped = store.output(&["export", "kept"]).stdout;
    let mut import = other.command(&["import", "-"]);
    let mut import = import.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("viv starts");
    import.stdin.take().expect("stdin is piped").write_all(&piped).expect("viv reads");
    let id = String::from_utf8(import.wait_with_output().expect("viv ends").stdout).expect("it is text");
    assert_eq!(other.ok(&["exec", id.trim(), "bash", "-c", "cat n; ls m 2> /dev/null | wc -l"]), "1\n0");
    other.fails(&["import", "/etc/passwd"]);
}

#[test]
fn what_has_expired_goes() {
    let store = Store::new();
    let id = store.ok(&["create", "--name", "short", "--expires", "10ms"]);
    store.ok(&["create", "--name", "long", "--expires", "never"]);
    thread::sleep(Duration::from_millis(20));
    assert!(store.fails(&["exec", "short", "true"]).contains("`viv prune` removes it"));
    assert!(store.ok(&["ps", "-a"]).contains("Expired"));
    assert_eq!(store.ok(&["prune"]), id);
    let listed = store.json(&["ps", "-a", "--json"]);
    assert_eq!((listed.as_array().map(Vec::len), &listed[0]["name"]), (Some(1), &"long".into()));
    assert_eq!(listed[0]["expires"], Value::Null);
}

#[test]
fn limits_are_kept_and_shown() {
    let store = Store::new();
    store.ok(&["create", "--name", "a", "--disk", "1M", "--inodes", "100", "--processes", "9"]);
    let full = store.output(&["exec", "a", "bash", "-c", "head -c 2M /dev/zero > big"]);
    assert!(String::from_utf8_lossy(&full.stderr).contains("No space left on device"));
    let stats = store.json(&["stats", "--json", "a"]);
    assert_eq!((&stats[0]["disk_bytes_max"], &stats[0]["inodes_max"]), (&(1 << 20).into(), &100.into()));
    assert!(stats[0]["disk_bytes"].as_u64().is_some_and(|bytes| bytes <= 1 << 20), "{stats}");
    assert!(store.ok(&["stats"]).contains("/ 1M"));
    assert!(store.ok(&["inspect", "a"]).contains("at most 9"));
}

#[test]
fn a_root_can_be_named() {
    let (store, other) = (Store::new(), Store::new());
    let root = text(other.0.path());
    store.ok(&["--root", root, "create", "--name", "there"]);
    assert_eq!(store.json(&["ps", "-a", "--json"]), Value::Array(vec![]));
    assert_eq!(store.ok(&["ps", "-aq", "--root", root]).len(), 12);
    assert_eq!(other.ok(&["exec", "there", "echo", "--root"]), "--root");
}

#[test]
fn tables_are_dockers() {
    let store = Store::new();
    store.ok(&["create", "--name", "a"]);
    let listed = store.ok(&["ps", "-a"]);
    let lines: Vec<_> = listed.lines().collect();
    assert!(lines[0].starts_with("CONTAINER ID   NAME   IMAGE   CREATED"), "{listed}");
    assert!(lines[1].contains("ago") && lines.len() == 2, "{listed}");
    assert_eq!(store.ok(&["ps"]).lines().count(), 1);
}
