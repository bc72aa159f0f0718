//! `viv shell` at a terminal, which script(1) makes.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use vivarium_tests::viv;

/// No answer takes longer, on a machine that does other things too.
const LONGEST: Duration = Duration::from_secs(60);
/// What ends the coloured prompt.
const PROMPT: &str = "\x1b[0m# ";
const UP: &str = "\x1b[A";
const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";

/// A `viv` at a terminal, and what it has written that was not expected yet.
struct Terminal {
    script: Child,
    keys: ChildStdin,
    screen: Receiver<Vec<u8>>,
    seen: String,
}

impl Terminal {
    fn open(root: &TempDir, command: &str) -> Self {
        let program = viv().command().get_program().to_string_lossy().into_owned();
        // Some supervisors start programs with signals blocked; Ctrl-C is for viv to take all the same, and for viv
        // alone: dash would stay in the foreground beside it and end as interrupted.
        let command = format!("exec env --block-signal=INT {program} {command}");
        let mut script = Command::new("script")
            .args(["--quiet", "--return", "--command", &command, "/dev/null"])
            .env("VIVARIUM_ROOT", root.path())
            .env("TERM", "xterm")
            .env("SHELL", "/bin/sh")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("script(1) starts");
        let (keys, mut stdout) =
            (script.stdin.take().expect("a pipe"), script.stdout.take().expect("a pipe"));
        let (sender, screen) = channel();
        thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(len @ 1..) = stdout.read(&mut piece) {
                if sender.send(piece[..len].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { script, keys, screen, seen: String::new() }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal is there");
    }

    /// Waits until `text` has been written, and forgets what was written up to its end.
    fn expect(&mut self, text: &str) -> String {
        let deadline = Instant::now() + LONGEST;
        loop {
            if let Some(at) = self.seen.find(text) {
                let rest = self.seen.split_off(at + text.len());
                return std::mem::replace(&mut self.seen, rest);
            }
            match self.screen.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(piece) => self.seen += &String::from_utf8_lossy(&piece),
                Err(RecvTimeoutError::Timeout) => panic!("no {text:?} in {:?}", self.seen),
                Err(RecvTimeoutError::Disconnected) => panic!("it ended without {text:?}: {:?}", self.seen),
            }
        }
    }

    /// Types a line at the prompt, and waits for what it prints and for the next prompt.
    fn line(&mut self, line: &str, printed: &str) {
        self.press(&format!("{line}\r"));
        self.expect(&format!("\n{printed}\r\n"));
        self.expect(PROMPT);
    }

    fn status(mut self) -> Option<i32> {
        drop(self.keys);
        self.script.wait().expect("script(1) ends").code()
    }
}

fn shell(root: &TempDir) -> Terminal {
    let mut terminal = Terminal::open(root, "shell a");
    terminal.expect(PROMPT);
    terminal
}

fn store() -> TempDir {
    let root = TempDir::with_prefix("vivarium-test-").expect("a folder");
    let create = viv().command().env("VIVARIUM_ROOT", root.path()).args(["create", "--name", "a"]).output();
    assert!(create.is_ok_and(|output| output.status.success()), "viv create fails");
    root
}

#[test]
fn one_shell_lasts_while_it_is_open() {
    let root = store();
    let mut shell = shell(&root);
    shell.line("cd /tmp; x=5; f() { echo f$x; }; echo ready", "ready");
    shell.line("f; pwd", "f5\r\n/tmp");
    shell.line("sleep 60 & jobs", "[1]+  Running                 sleep 60 &");
    shell.line("kill %1; wait; echo $?", "0");
    shell.line("false; echo $?", "1");
    shell.press("exit 7\r");
    assert_eq!(shell.status(), Some(7));
}

#[test]
fn commands_go_on_over_lines() {
    let root = store();
    let mut shell = shell(&root);
    shell.press("for i in 1 2\r");
    shell.expect("> ");
    shell.line("do echo n$i; done", "n1\r\nn2");
    // Called up again, it is one entry.
    shell.line(UP, "n1\r\nn2");
    shell.press("echo 'not\r");
    shell.expect("> ");
    shell.press(CTRL_D);
    shell.expect("unexpected EOF while looking for matching `''");
    shell.expect(PROMPT);
    shell.line("echo here", "here");
    shell.press(CTRL_D);
    shell.expect("exit");
    assert_eq!(shell.status(), Some(0));
}

#[test]
fn lines_are_edited_completed_and_remembered() {
    let root = store();
    let mut terminal = shell(&root);
    terminal.line("echo onf\x7fe", "one");
    terminal.line(UP, "one");
    terminal.line("touch 'a file'; ec\tkept", "kept");
    terminal.line("head -n1 /etc/passw\t| cut -d: -f1", "root");
    terminal.line("ls -1 a\t", "'a file'");
    terminal.press(CTRL_D);
    assert_eq!(terminal.status(), Some(0));

    let mut terminal = shell(&root);
    terminal.line(UP, "'a file'");
    terminal.line("history | grep -c kept", "2");
    terminal.press("exit\r");
    assert_eq!(terminal.status(), Some(0));
}

#[test]
fn ctrl_c_ends_what_runs_and_not_the_shell() {
    let root = store();
    let mut shell = shell(&root);
    for script in ["echo s''tarted; sleep 60", "echo s''tarted; while :; do :; done"] {
        for _ in 0..2 {
            shell.press(&format!("{script}\r"));
            shell.expect("\nstarted\r\n");
            shell.press(CTRL_C);
            shell.expect(PROMPT);
            shell.line("echo $?", "130");
        }
    }
    shell.press(&format!("echo given up{CTRL_C}"));
    shell.expect(PROMPT);
    shell.line("echo $?", "130");
    shell.press("exit 3\r");
    assert_eq!(shell.status(), Some(3));
}

#[test]
fn programs_read_the_keyboard() {
    let root = store();
    let mut shell = shell(&root);
    shell.press("read -r word; echo \"got $word\"\r");
    thread::sleep(Duration::from_millis(500));
    shell.line("typed", "got typed");
    shell.press("python3\r");
    shell.expect(">>> ");
    shell.press("print(6 * 7)\r");
    shell.expect("\n42\r\n>>> ");
    shell.press("import time; time.sleep(60)\r");
    thread::sleep(Duration::from_millis(500));
    shell.press(CTRL_C);
    shell.expect("KeyboardInterrupt");
    shell.expect(">>> ");
    shell.press(CTRL_D);
    shell.expect(PROMPT);
    shell.line("echo back", "back");
    shell.press("exit\r");
    assert_eq!(shell.status(), Some(0));
}

#[test]
fn a_script_can_be_piped_into_a_shell() {
    let root = store();
    let mut command = viv().command();
    command.env("VIVARIUM_ROOT", root.path()).args(["shell", "a"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("viv starts");
    let script = "echo $((6 * 7)); echo a \\\n  b\nexit 4\n";
    child.stdin.take().expect("a pipe").write_all(script.as_bytes()).expect("viv reads");
    let output = child.wait_with_output().expect("viv ends");
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(4), &b"42\na b\n"[..]));
}

#[test]
fn a_run_of_bash_edits_lines_too() {
    let root = store();
    let mut run = Terminal::open(&root, "run -it bash");
    run.expect("root@vivarium:~# ");
    run.press("echo ba\x08\x08ok\r");
    run.expect("\nok\r\n");
    run.press("exit 2\r");
    assert_eq!(run.status(), Some(2));
}
