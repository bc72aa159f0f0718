//! The command `viv`: what it passes through, and how it ends.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use vivarium::ImageDirectory;
use vivarium_tests::{Ended, viv};

/// Runs `viv run` with `arguments`; fails if it leaves anything behind.
fn run(arguments: &[&str]) -> Ended {
    let ended = viv().run(arguments).end().expect("viv starts");
    assert!(ended.leftovers.is_empty(), "{arguments:?} left {:?}", ended.leftovers);
    ended
}

/// Checks what `viv run` with `arguments` ends with and prints to stdout.
fn check(arguments: &[&str], status: i32, stdout: &str) -> Ended {
    let ended = run(arguments);
    let shown = format!("{arguments:?}\nstderr: {}", ended.stderr());
    assert_eq!((ended.seen.status, ended.stdout().as_str()), (status, stdout), "{shown}");
    ended
}

fn signal(child: &Child, signal: rustix::process::Signal) {
    rustix::process::kill_process(rustix::process::Pid::from_child(child), signal).expect("viv runs");
}

/// Starts a run that prints `ready`, and waits for that line.
fn start_ready(script: &str) -> (Child, BufReader<std::process::ChildStdout>) {
    let mut run = viv().run(["bash", "-c", script]);
    let mut child = run.command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("viv starts");
    let mut stdout = BufReader::new(child.stdout.take().expect("stdout is piped"));
    let mut line = String::new();
    stdout.read_line(&mut line).expect("stdout is text");
    assert_eq!(line, "ready\n");
    (child, stdout)
}

fn code(mut child: Child) -> i32 {
    let status = child.wait().expect("viv ends");
    status.code().unwrap_or_else(|| 1000 + status.signal().unwrap_or_default())
}

#[test]
fn exit_codes_are_the_shells() {
    check(&["true"], 0, "");
    check(&["false"], 1, "");
    check(&["bash", "-c", "exit 42"], 42, "");
    check(&["bash", "-c", "exit 124"], 124, "");
    check(&["python3", "-c", "raise SystemExit(3)"], 3, "");
    check(&["bash", "-c", "kill -9 $$"], 137, "");
    check(&["bash", "-c", "kill -TERM $$"], 143, "");
    let ended = check(&["no-such-command"], 127, "");
    assert_eq!(ended.stderr(), "viv: no-such-command: command not found\n");
    check(&["/no/such/file"], 127, "");
    check(&["/etc"], 126, "");
    check(&["/etc/passwd"], 126, "");
}

#[test]
fn bad_usage_is_125() {
    for arguments in [
        &["--nosuch", "ls"][..],
        &[],
        &["--timeout", "soon", "ls"],
        &["--memory", "lots", "ls"],
        &["-v", "onlyone", "ls"],
        &["-v", "/nonexistent/folder:/x", "ls"],
        &["-w", "relative", "ls"],
        &["-w", "/no/such/dir", "ls"],
    ] {
        let ended = check(arguments, 125, "");
        assert!(!ended.stderr().is_empty(), "{arguments:?} says nothing");
    }
}

#[test]
fn a_missing_image_names_the_command_that_makes_it() {
    let ended = check(&["--image", "/nonexistent", "ls"], 125, "");
    assert!(ended.stderr().contains("cargo xtask image"), "{}", ended.stderr());
}

#[test]
fn an_image_that_is_not_compiled_names_the_command() {
    let (image, copy) = (ImageDirectory::default_path(), TempDir::new().expect("a folder"));
    for name in ["manifest.json", "rootfs.img"] {
        std::os::unix::fs::symlink(image.join(name), copy.path().join(name)).expect("a link");
    }
    let path = copy.path().to_str().expect("a path that is text");
    let ended = check(&["--image", path, "true"], 125, "");
    assert!(ended.stderr().contains(&format!("run `viv image compile {path}`")), "{}", ended.stderr());
    assert!(!copy.path().join("programs").exists(), "something was compiled");
}

#[test]
fn options_after_the_command_are_its_own() {
    check(&["echo", "-i", "--timeout", "--", "-v"], 0, "-i --timeout -- -v\n");
    check(&["bash", "-c", "echo $0 $@", "--image", "x"], 0, "--image x\n");
}

#[test]
fn stdout_and_stderr_stay_apart_and_in_order() {
    let ended = check(&["bash", "-c", "echo out; echo err >&2; echo more"], 0, "out\nmore\n");
    assert_eq!(ended.stderr(), "err\n");

    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("both");
    let file = File::create(&path).expect("a file");
    let mut run = viv().run(["bash", "-c", "for i in 1 2 3; do echo out $i; echo err $i >&2; done"]);
    let status = run.command.stdout(file.try_clone().expect("a second handle")).stderr(file).status();
    assert!(status.expect("viv starts").success());
    let both = fs::read_to_string(path).expect("the file is text");
    assert_eq!(both, "out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n");
}

#[test]
fn output_comes_as_it_is_written() {
    let start = Instant::now();
    let (child, mut stdout) = start_ready("echo ready; sleep 2; echo late");
    let first = start.elapsed();
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).expect("stdout is text");
    assert_eq!((rest.as_str(), code(child)), ("late\n", 0));
    assert!(start.elapsed() - first > Duration::from_secs(1), "the first line waited for the last");
}

#[test]
fn large_output_is_whole() {
    let ended = run(&["bash", "-c", "seq 300000; seq 5 >&2"]);
    let expected: String = (1..=300_000).map(|n| format!("{n}\n")).collect();
    assert!(ended.stdout() == expected, "{} of {} bytes", ended.seen.stdout.len(), expected.len());
    assert_eq!(ended.stderr(), "1\n2\n3\n4\n5\n");
}

#[test]
fn stdin_is_empty_unless_asked_for() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("in");
    let numbers: String = (1..=100_000).map(|n| format!("{n}\n")).collect();
    fs::write(&path, numbers).expect("a file");
    let ended = viv().run(["cat"]).stdin_from(&path).end().expect("viv starts");
    assert_eq!((ended.seen.status, ended.stdout().as_str()), (0, ""));
    let sum = ["-i", "bash", "-c", "while read n; do ((s+=n)); done; echo $s"];
    let ended = viv().run(sum).stdin_from(&path).end().expect("viv starts");
    assert_eq!((ended.seen.status, ended.stdout().as_str()), (0, "5000050000\n"));
}

#[test]
fn stdin_is_read_as_it_comes() {
    let mut run =
        viv().run(["-i", "bash", "-c", "while read -r line; do echo \"got $line\"; done; echo end"]);
    let mut child = run.command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("viv starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let mut stdout = BufReader::new(child.stdout.take().expect("stdout is piped"));
    for word in ["one", "two"] {
        writeln!(stdin, "{word}").expect("viv reads");
        let mut line = String::new();
        stdout.read_line(&mut line).expect("stdout is text");
        assert_eq!(line, format!("got {word}\n"));
    }
    drop(stdin);
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).expect("stdout is text");
    assert_eq!((rest.as_str(), code(child)), ("end\n", 0));
}

#[test]
fn folders_and_files_are_shown() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("in"), "from the host\n").expect("a file");
    let volume = format!("{}:/data", folder.path().display());
    check(&["-v", &volume, "cat", "/data/in"], 0, "from the host\n");
    check(
        &["-v", &volume, "-w", "/data", "bash", "-c", "pwd; ls; mkdir -p d; tr a-z A-Z < in > d/out"],
        0,
        "/data\nin\n",
    );
    assert_eq!(fs::read_to_string(folder.path().join("d/out")).expect("the run made it"), "FROM THE HOST\n");
    let read_only = format!("{volume}:ro");
    let ended = check(&["-v", &read_only, "bash", "-c", "echo x > /data/new"], 1, "");
    assert!(ended.stderr().contains("Read-only file system"), "{}", ended.stderr());
    assert!(!folder.path().join("new").exists());
    check(
        &[
            "-v",
            &read_only,
            "-v",
            &format!("{}:/mnt/deep/er:rw", folder.path().display()),
            "bash",
            "-c",
            "cp /data/in /mnt/deep/er/copy; cat /data/copy",
        ],
        0,
        "from the host\n",
    );
    let file = format!("{}:/work/one:ro", folder.path().join("in").display());
    check(
        &["-v", &file, "bash", "-c", "cat /work/*; rm /work/one 2>/dev/null || ls /work"],
        0,
        "from the host\none\n",
    );
}

#[test]
fn results_come_back() {
    let folder = TempDir::new().expect("a folder");
    let results = folder.path().join("made/results");
    let host = results.to_str().expect("a text");
    let script = r#"echo old >"$OUTPUT_DIR/old"; echo $OUTPUT_DIR; exit 3"#;
    check(&["-o", host, "bash", "-c", script], 3, "/output\n");
    assert_eq!(fs::read_to_string(results.join("old")).expect("it came"), "old\n");

    // Into a folder that is there, and with a link that leads out of it.
    let script = "mkdir d empty; echo new >d/new; ln -s /etc l; mkfifo p";
    check(&["-o", host, "-e", "OUTPUT_DIR=/tmp/x", "-w", "/tmp/x", "bash", "-c", script], 0, "");
    assert_eq!(fs::read_to_string(results.join("d/new")).expect("it came"), "new\n");
    assert_eq!(fs::read_link(results.join("l")).expect("it is a link"), Path::new("/etc"));
    // What stands here as a link is not written through.
    let ended = run(&["-o", host, "bash", "-c", "mkdir $OUTPUT_DIR/l; echo x >$OUTPUT_DIR/l/x"]);
    assert_eq!(ended.seen.status, 125, "{}", ended.stderr());
    assert!(!Path::new("/etc/x").exists());
    let mut names: Vec<_> = fs::read_dir(&results)
        .expect("it is there")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["d", "l", "old"]);

    let ended = check(&["-o", host, "-e", "OUTPUT_DIR=here", "true"], 125, "");
    assert!(ended.stderr().contains("OUTPUT_DIR must be an absolute path"), "{}", ended.stderr());
}

#[test]
fn environment_and_folder_are_set() {
    check(&["-e", "A=1", "-e", "B=x y=z", "-e", "A=2", "bash", "-c", "echo $A $B"], 0, "2 x y=z\n");
    check(
        &["bash", "-c", "echo $HOME $PWD $PATH $LANG $(id -u) $(hostname)"],
        0,
        "/root /root /usr/local/bin:/usr/bin:/bin C.UTF-8 0 vivarium\n",
    );
    check(&["-w", "/usr/bin", "pwd"], 0, "/usr/bin\n");
    let mut run = viv().run([
        "-e",
        "FROM_HOST",
        "-e",
        "NOT_SET",
        "bash",
        "-c",
        "echo ${FROM_HOST-no} ${NOT_SET-no} ${OTHER-no}",
    ]);
    run.command.env("FROM_HOST", "yes").env("OTHER", "secret").env_remove("NOT_SET");
    assert_eq!(run.end().expect("viv starts").stdout(), "yes no no\n");
}

#[test]
fn each_run_begins_fresh() {
    check(
        &["bash", "-c", "ls -A /root /tmp; echo x > /root/f; echo y > /tmp/g; rm /usr/bin/tac; ls /root"],
        0,
        "/root:\n\n/tmp:\nf\n",
    );
    check(&["bash", "-c", "ls -A /root; command -v tac"], 0, "/usr/bin/tac\n");
}

#[test]
fn interrupts_reach_the_guest() {
    let (child, _) = start_ready("echo ready; sleep 30");
    signal(&child, rustix::process::Signal::INT);
    assert_eq!(code(child), 130);

    let (child, mut stdout) = start_ready("trap 'echo caught; exit 5' INT; echo ready; sleep 30 & wait");
    signal(&child, rustix::process::Signal::INT);
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).expect("stdout is text");
    assert_eq!((rest.as_str(), code(child)), ("caught\n", 5));

    let (child, _) = start_ready("echo ready; while :; do :; done");
    signal(&child, rustix::process::Signal::INT);
    assert_eq!(code(child), 130);

    let (child, _) = start_ready("echo ready; sleep 30");
    signal(&child, rustix::process::Signal::TERM);
    assert_eq!(code(child), 143);
}

#[test]
fn a_second_interrupt_kills() {
    let (child, _) = start_ready("trap '' INT; echo ready; while :; do sleep 1; done");
    signal(&child, rustix::process::Signal::INT);
    thread::sleep(Duration::from_millis(300));
    signal(&child, rustix::process::Signal::INT);
    assert_eq!(code(child), 137);
}

#[test]
fn a_reader_that_goes_ends_the_writer() {
    let (child, stdout) = start_ready("echo ready; exec yes");
    drop(stdout);
    assert_eq!(code(child), 141);
}

#[test]
fn a_terminal_shows() {
    let script =
        "import os, sys; print(sys.stdout.isatty(), os.get_terminal_size().columns, os.environ['TERM'])";
    let master = rustix::pty::openpt(rustix::pty::OpenptFlags::RDWR | rustix::pty::OpenptFlags::NOCTTY)
        .expect("a terminal");
    rustix::pty::grantpt(&master).expect("a terminal");
    rustix::pty::unlockpt(&master).expect("a terminal");
    let name = rustix::pty::ptsname(&master, Vec::new()).expect("a terminal");
    let slave: OwnedFd = File::options()
        .read(true)
        .write(true)
        .open(std::ffi::OsStr::from_bytes(name.to_bytes()))
        .expect("a terminal")
        .into();
    let size = rustix::termios::Winsize { ws_row: 24, ws_col: 77, ws_xpixel: 0, ws_ypixel: 0 };
    rustix::termios::tcsetwinsize(&slave, size).expect("a terminal");
    let mut run = viv().run(["python3", "-c", script]);
    let status = run.command.env("TERM", "vt100").stdout(slave.try_clone().expect("a handle")).status();
    assert!(status.expect("viv starts").success());
    let mut text = [0; 100];
    let count = File::from(master).read(&mut text).expect("the terminal was written to");
    assert_eq!(String::from_utf8_lossy(&text[..count]), "True 77 vt100\r\n");
    drop(slave);
}

#[test]
fn images_are_listed_and_inspected() {
    let show = |arguments: &[&str]| {
        let output = viv().command().arg("image").args(arguments).output().expect("viv starts");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("it is text")
    };
    assert!(show(&["ls"]).contains("DIRECTORY"));
    assert!(show(&["ls", "--json"]).contains("\"size_bytes\""));
    let text = show(&["inspect"]);
    assert!(text.contains("bash") && text.contains("python"), "{text}");
    assert!(show(&["inspect", "--json"]).contains("\"rootfs_sha256\""));
    let missing = viv().command().args(["image", "inspect", "/nonexistent"]).output().expect("viv starts");
    assert_eq!(missing.status.code(), Some(125));
}

#[test]
fn help_teaches() {
    let help = |arguments: &[&str]| {
        let output = viv().command().args(arguments).output().expect("viv starts");
        assert!(output.status.success());
        String::from_utf8(output.stdout).expect("it is text")
    };
    let run = help(&["run", "--help"]);
    for word in ["EXAMPLES", "viv run bash -c", "124", "--cpu-time", "HOST:GUEST"] {
        assert!(run.contains(word), "{word} is not in the help");
    }
    assert!(help(&["--help"]).contains("image"));
    assert!(help(&["--version"]).starts_with("viv "));
}
