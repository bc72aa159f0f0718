use std::env;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, ErrorKind, PipeWriter, Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, ExitStatus, Stdio, exit};
use std::thread::sleep;
use std::time::Duration;

/// More than a pipe holds.
const FLOOD_BYTES: usize = 300_000;

pub fn child(task: &str, rest: &[String]) -> ! {
    match task {
        "exit" => exit(rest[0].parse().unwrap()),
        "abort" => std::process::abort(),
        "environment" => env::vars_os().for_each(|(name, _)| println!("{}", name.display())),
        "directory" => println!("{}", env::current_dir().unwrap().display()),
        "name" => println!("{}", env::args().next().unwrap()),
        "flood" => {
            let text = vec![b'x'; FLOOD_BYTES];
            io::stderr().write_all(&text).unwrap();
            io::stdout().write_all(&text).unwrap();
        }
        "cat" => drop(io::copy(&mut io::stdin(), &mut io::stdout()).unwrap()),
        "exec" => panic!("{}", this_program().args(["exit", "5"]).exec()),
        other => panic!("no task {other}"),
    }
    exit(0)
}

fn this_program() -> Command {
    Command::new(env::current_exe().unwrap())
}

fn run(arguments: &[&str]) -> ExitStatus {
    this_program().args(arguments).stderr(Stdio::null()).status().unwrap()
}

fn printed(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

pub fn check() {
    statuses();
    output_and_input();
    what_a_child_is_given();
    waits_and_kills();
    pipes();
    failures();
}

fn statuses() {
    assert!(run(&["exit", "0"]).success());
    assert_eq!(run(&["exit", "200"]).code(), Some(200));
    assert_eq!(run(&["exec"]).code(), Some(5));
    let status = run(&["abort"]);
    assert_eq!((status.code(), status.signal()), (None, Some(6)));
    assert!(status.to_string().starts_with("signal: 6 (SIGABRT)"), "{status}");
    assert_eq!(ExitStatus::from_raw(3 << 8).code(), Some(3));
    assert_ne!(std::process::id(), 0);
}

fn output_and_input() {
    let output = this_program().arg("flood").output().unwrap();
    assert_eq!((output.stdout.len(), output.stderr.len()), (FLOOD_BYTES, FLOOD_BYTES));
    let mut cat = this_program().arg("cat").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    cat.stdin.take().unwrap().write_all(b"through").unwrap();
    assert_eq!(cat.wait_with_output().unwrap().stdout, b"through");
    // Output's default standard input is empty.
    assert_eq!(printed(this_program().arg("cat")), "");
    let path = env::temp_dir().join(format!("std-test-{}", std::process::id()));
    let made = this_program().args(["exit", "0"]).stdout(File::create(&path).unwrap()).status().unwrap();
    assert!(made.success());
    let listed = this_program().arg("directory").stdout(File::create(&path).unwrap()).status().unwrap();
    assert!(listed.success());
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.trim_end(), env::current_dir().unwrap().to_str().unwrap());
    let reread = printed(this_program().arg("cat").stdin(File::open(&path).unwrap()));
    assert_eq!(reread, text);
    std::fs::remove_file(path).unwrap();
}

fn what_a_child_is_given() {
    assert_eq!(printed(this_program().arg("environment").env_clear().env("ONLY", "1")), "ONLY\n");
    let names = printed(this_program().arg("environment").env("MORE", "1").env_remove("PATH"));
    assert!(names.lines().any(|name| name == "MORE") && names.lines().all(|name| name != "PATH"), "{names}");
    assert_eq!(printed(this_program().arg("directory").current_dir("/tmp")), "/tmp\n");
    assert_eq!(printed(this_program().arg("name").arg0("another")), "another\n");
    // A bare name is looked for in the child's PATH, if it has one of its own.
    let own = env::current_exe().unwrap();
    let (folder, name) = (own.parent().unwrap(), own.file_name().unwrap());
    let output = Command::new(name).args(["exit", "0"]).env("PATH", folder).status().unwrap();
    assert!(output.success());
    let missing = Command::new(name).env_clear().env("PATH", "/nowhere").status();
    assert_eq!(missing.unwrap_err().kind(), ErrorKind::NotFound);
    // The search leaves this process's own environment as it was.
    assert_ne!(env::var_os("PATH").as_deref(), Some(OsStr::new("/nowhere")));
}

fn waits_and_kills() {
    let mut cat = this_program().arg("cat").stdin(Stdio::piped()).spawn().unwrap();
    assert!(cat.id() > 0 && cat.try_wait().unwrap().is_none());
    cat.kill().unwrap();
    assert_eq!(cat.wait().unwrap().signal(), Some(9));
    assert_eq!(cat.wait().unwrap().signal(), Some(9));
    cat.kill().unwrap();
    let mut quick = this_program().args(["exit", "4"]).process_group(0).spawn().unwrap();
    let status = loop {
        match quick.try_wait().unwrap() {
            Some(status) => break status,
            None => sleep(Duration::from_millis(1)),
        }
    };
    assert_eq!(status.code(), Some(4));
}

fn pipes() {
    let (mut reader, writer) = io::pipe().unwrap();
    let copy: PipeWriter = writer.try_clone().unwrap();
    let mut child = this_program().args(["name"]).arg0("piped").stdout(writer).stderr(copy).spawn().unwrap();
    let mut text = String::new();
    // Ends only once nobody holds the write end: the command that held it is a temporary, gone by now.
    reader.read_to_string(&mut text).unwrap();
    assert_eq!(text, "piped\n");
    assert!(child.wait().unwrap().success());
}

fn failures() {
    assert_eq!(Command::new("no-such-program").spawn().unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(Command::new("/tmp").spawn().unwrap_err().kind(), ErrorKind::PermissionDenied);
    assert_eq!(Command::new("nul\0byte").spawn().unwrap_err().kind(), ErrorKind::InvalidInput);
    let nowhere = this_program().args(["exit", "0"]).current_dir("/nowhere").status();
    assert_eq!(nowhere.unwrap_err().kind(), ErrorKind::NotFound);
}
