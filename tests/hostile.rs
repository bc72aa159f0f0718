//! Programs that mean harm: each ends by its limit, the limit is named, and nothing of it is left.

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use vivarium_tests::{Ended, viv};

/// No hostile run may last longer, whatever its own limit.
const LONGEST: Duration = Duration::from_secs(60);

/// Runs `viv run` with `arguments`, and checks that it is over in time and leaves nothing.
fn attack(arguments: &[&str]) -> Ended {
    let ended = viv().run(arguments).end().expect("viv starts");
    assert!(ended.took < LONGEST, "{arguments:?} took {:?}", ended.took);
    assert!(ended.leftovers.is_empty(), "{arguments:?} left {:?}", ended.leftovers);
    let stderr = ended.stderr();
    assert!(!stderr.contains("panicked"), "{arguments:?}: {stderr}");
    ended
}

/// Checks that an attack ends with `status` and names the limit that ended it.
fn check(arguments: &[&str], status: i32, named: &str) -> Ended {
    let ended = attack(arguments);
    let stderr = ended.stderr();
    let last: String = stderr.chars().rev().take(2000).collect::<Vec<_>>().into_iter().rev().collect();
    assert_eq!(ended.seen.status, status, "{arguments:?}\nstderr: {last}");
    assert!(stderr.contains(named), "{arguments:?} does not say `{named}`: {last}");
    ended
}

const CPU: &str = "viv: CPU time limit of 2s reached (--cpu-time)";
const WALL: &str = "viv: time limit of 1s reached (--timeout)";

#[test]
fn endless_loops() {
    for program in [
        &["bash", "-c", "while :; do :; done"][..],
        &["python3", "-c", "while True: pass"],
        &["python3", "-c", "import re; re.match('(a*)*b', 'a' * 60)"],
        &["python3", "-c", "10 ** 10 ** 9"],
        &["bash", "-c", "trap '' TERM INT HUP; while :; do :; done"],
        &["bash", "-c", "for i in 1 2 3 4; do while :; do :; done & done; wait"],
        &["awk", "BEGIN { while (1) n++ }"],
        &["bash", "-c", "f() { f; }; while :; do (exit 0); done"],
    ] {
        let ended = check(&[&["--cpu-time", "2s", "--timeout", "50s"], program].concat(), 124, CPU);
        assert!(ended.took > Duration::from_secs(1), "{program:?} ended after {:?}", ended.took);
    }
}

#[test]
fn endless_loops_end_by_fuel_too() {
    let named = "viv: fuel limit of 50000000 reached (--fuel)";
    check(&["--fuel", "50000000", "bash", "-c", "while :; do :; done"], 124, named);
    check(&["--fuel", "50000000", "python3", "-c", "while True: pass"], 124, named);
}

#[test]
fn endless_waits() {
    for program in [
        &["bash", "-c", "mkfifo p; exec 3<>p; read x <&3"][..],
        &["python3", "-c", "import os; r, w = os.pipe(); os.read(r, 1)"],
        &["sleep", "1000"],
        &["bash", "-c", "sleep 1000 & wait"],
        &["python3", "-c", "import subprocess; subprocess.run(['sleep', '1000'])"],
        &["bash", "-c", "trap '' TERM; sleep 1000"],
        &["bash", "-c", "mkfifo p; cat p"],
        &["bash", "-c", "kill -STOP $$"],
    ] {
        let ended = check(&[&["--timeout", "1s"], program].concat(), 124, WALL);
        assert!(ended.took < Duration::from_secs(20), "{program:?} took {:?}", ended.took);
    }
}

#[test]
fn fork_bombs() {
    let scripts = [
        ":(){ :|:& };:",
        "f() { f | f; }; f",
        "f() { f & f & wait; }; f",
        "while :; do sleep 100 & done",
        "echo 'bash s & bash s' > s; bash s",
    ];
    for script in scripts {
        let ended = attack(&["--timeout", "10s", "--processes", "64", "bash", "-c", script]);
        let stderr = ended.stderr();
        let named = stderr.contains("Resource temporarily unavailable") || stderr.contains("(--timeout)");
        // The classic bomb's first process ends at once, and its children with it.
        assert!(named || ended.seen.status == 0, "{script}: {} {stderr}", ended.seen.status);
    }
    let bomb = "import subprocess\nwhile True: subprocess.Popen(['sleep', '100'])";
    check(
        &["--timeout", "30s", "--processes", "64", "python3", "-c", bomb],
        1,
        "Resource temporarily unavailable",
    );
}

#[test]
fn memory_hogs() {
    check(&["python3", "-c", "x = ['x' * (1 << 30) for _ in range(6)]"], 1, "MemoryError");
    check(&["python3", "-c", "x = 'x' * (6 << 30)"], 1, "MemoryError");
    check(&["--memory", "128M", "python3", "-c", "x = bytearray(1 << 28)"], 1, "MemoryError");
    check(
        &["--memory", "128M", "python3", "-c", "x = []\nwhile True: x.append(bytes(1 << 20))"],
        1,
        "MemoryError",
    );
    let shared = "
import subprocess, sys
script = 'x = bytearray(50 << 20); print(1, flush=True); input()'
had = []
try:
    for _ in range(8):
        child = subprocess.Popen([sys.executable, '-c', script], stdin=-1, stdout=-1, stderr=subprocess.DEVNULL)
        had.append(child.stdout.read(1) == b'1')
except OSError as error:
    assert error.strerror == 'Cannot allocate memory', error
print(0 < sum(had) < 8)
";
    assert_eq!(attack(&["--memory", "400M", "python3", "-c", shared]).stdout(), "True\n");
    // With less than a prepared interpreter takes, one starts that is not; with less than that takes, none.
    assert_eq!(attack(&["--memory", "64M", "python3", "-c", "print(1)"]).stdout(), "1\n");
    check(&["--memory", "16M", "python3", "-c", "pass"], 126, "cannot allocate memory");
    let ended =
        attack(&["--memory", "128M", "--timeout", "30s", "bash", "-c", "x=a; while :; do x=$x$x; done"]);
    assert!(ended.seen.status != 0, "a variable grew without end");
    attack(&["--memory", "256M", "--timeout", "20s", "bash", "-c", "yes | tr -d '\\n' | sort"]);
}

#[test]
fn output_without_end() {
    let named = "viv: output limit of 10M reached (--output)";
    let ended = check(&["--output", "10M", "yes"], 137, named);
    assert!(ended.seen.stdout.len() <= (10 << 20) + (64 << 10), "{} bytes", ended.seen.stdout.len());
    let lines = "printf -v line %1000s; while :; do echo \"$line\" >&2; done";
    check(&["--output", "10M", "bash", "-c", lines], 137, named);
    check(&["--output", "10M", "python3", "-c", "while True: print('x' * 1000)"], 137, named);
}

#[test]
fn files_without_end() {
    check(&["--disk", "20M", "bash", "-c", "cat /dev/zero > f"], 1, "No space left on device");
    check(
        &["--disk", "20M", "python3", "-c", "open('f', 'wb').write(bytes(50 << 20))"],
        1,
        "No space left on device",
    );
    let freed = "head -c 15M /dev/zero > f; rm f; head -c 15M /dev/zero > g && echo again";
    assert_eq!(attack(&["--disk", "20M", "bash", "-c", freed]).stdout(), "again\n");
}

#[test]
fn ten_thousand_descriptors() {
    check(&["python3", "-c", "f = [open('/dev/null') for _ in range(10000)]"], 1, "Too many open files");
    check(&["python3", "-c", "import os\nwhile True: os.pipe()"], 1, "Too many open files");
    let script = "for i in {1..10000}; do exec {fd}< /dev/null || exit 1; done";
    check(&["bash", "-c", script], 1, "oo many open files");
}

#[test]
fn deep_recursion() {
    check(&["python3", "-c", "def f(): f()\nf()"], 1, "RecursionError");
    for program in [
        &[
            "python3",
            "-c",
            "import sys\nsys.setrecursionlimit(10 ** 9)\nf = lambda n: sorted([n], key=f)\nf(1)",
        ][..],
        &["bash", "-c", "f() { f; }; f"],
        &["bash", "-c", "f() { $(f); }; f"],
        &["bash", "-c", "eval \"$(printf '(%.0s' {1..100000})\""],
        &["python3", "-c", "eval('(' * 10 ** 6)"],
        &["awk", "function f() { return f() } BEGIN { f() }"],
    ] {
        let ended = attack(&[&["--timeout", "30s", "--memory", "1G"], program].concat());
        assert!(ended.seen.status != 0, "{program:?} ended well: {}", ended.stderr());
    }
}

#[test]
fn processes_that_kill_each_other() {
    let script = "sleep 100 & a=$!; (sleep 0.1; kill -9 $$) & kill -9 $a; wait $a; sleep 100";
    assert_eq!(attack(&["--timeout", "20s", "bash", "-c", script]).seen.status, 137);
    assert_eq!(attack(&["--timeout", "20s", "bash", "-c", "kill -9 -1; kill -9 $$"]).seen.status, 137);
    let script = "import os, signal\nfor p in range(1, 5000):\n    try: os.kill(p, 9)\n    except ProcessLookupError: pass";
    assert_eq!(attack(&["--timeout", "20s", "python3", "-c", script]).seen.status, 137);
    let script = "for i in 1 2 3 4 5 6; do (while :; do kill -9 0; done) & done; wait";
    assert_eq!(attack(&["--timeout", "20s", "bash", "-c", script]).seen.status, 137);
}

#[test]
fn long_and_odd_paths() {
    let long = "cat $(head -c 100000 /dev/zero | tr '\\0' a)";
    check(&["bash", "-c", long], 1, "File name too long");
    check(&["bash", "-c", "cat $(printf 'a/%.0s' {1..50000})x"], 1, "File name too long");
    check(&["python3", "-c", "open('a' * 100000)"], 1, "File name too long");
    check(&["python3", "-c", "open('a\\0b')"], 1, "embedded null byte");
    let bytes = "import os\nopen(b'/tmp/\\xff\\xfe', 'w').close(); print(os.listdir(b'/tmp')); os.rename(b'/tmp/\\xff\\xfe', b'/tmp/\\x80'); os.remove(b'/tmp/\\x80')";
    assert_eq!(attack(&["python3", "-c", bytes]).stdout(), "[b'\\xff\\xfe']\n");
    let deep =
        "for i in {1..1500}; do mkdir d 2>/dev/null && cd d || break; done; cd /; rm -rf /root/d; ls /root";
    assert_eq!(attack(&["--timeout", "50s", "bash", "-c", deep]).stdout(), "");
    check(
        &["bash", "-c", "/bin/true \"$(head -c 3000000 /dev/zero | tr '\\0' a)\""],
        126,
        "Argument list too long",
    );
}

#[test]
fn symlink_loops() {
    check(&["bash", "-c", "ln -s b a; ln -s a b; cat a"], 1, "Too many levels of symbolic links");
    check(
        &["bash", "-c", "ln -s . l; cat $(printf 'l/%.0s' {1..100})x"],
        1,
        "Too many levels of symbolic links",
    );
    check(&["bash", "-c", "ln -s self self; cd self"], 1, "Too many levels of symbolic links");
}

/// A folder of the host with a secret beside a folder to mount.
struct Bait {
    folder: TempDir,
}

impl Bait {
    fn new() -> Self {
        let folder = TempDir::with_prefix("vivarium-bait-").expect("a folder");
        fs::create_dir(folder.path().join("mount")).expect("a folder");
        fs::create_dir(folder.path().join("outside")).expect("a folder");
        fs::write(folder.path().join("outside/secret"), SECRET).expect("a file");
        Self { folder }
    }

    fn mount(&self) -> std::path::PathBuf {
        self.folder.path().join("mount")
    }

    fn outside(&self) -> std::path::PathBuf {
        self.folder.path().join("outside")
    }

    fn volume(&self, suffix: &str) -> String {
        format!("{}:/mnt/bait{suffix}", self.mount().display())
    }

    fn check_unharmed(&self) {
        assert_eq!(fs::read_to_string(self.outside().join("secret")).expect("it is there"), SECRET);
        assert_eq!(fs::read_dir(self.outside()).expect("it is there").count(), 1);
    }
}

const SECRET: &str = "the host's secret";

#[test]
fn nothing_leads_out() {
    let bait = Bait::new();
    let outside = bait.outside();
    symlink(outside.join("secret"), bait.mount().join("absolute")).expect("a link");
    symlink("../outside/secret", bait.mount().join("relative")).expect("a link");
    symlink("../outside", bait.mount().join("folder")).expect("a link");
    symlink("/proc/self/root/etc/passwd", bait.mount().join("proc")).expect("a link");
    let script = format!(
        "cd /mnt/bait; cat absolute relative folder/secret ../outside/secret ../../../..{out}/secret {out}/secret;
        ln -s {out}/secret made; cat made; ln -s ../outside up; ls up; cd folder && cat secret;
        cat /proc/self/root{out}/secret /proc/1/root{out}/secret; echo x > absolute; echo x > relative;
        echo x > folder/new; mkdir folder/d; rm folder/secret; ln relative hard; mv relative /root/moved; cat /root/moved;
        rm -rf folder/; exit 0",
        out = outside.display()
    );
    let ended = attack(&["-v", &bait.volume(""), "bash", "-c", &script]);
    assert!(!ended.stdout().contains(SECRET), "{}", ended.stdout());
    bait.check_unharmed();
    let listing = "import os\nfor r, d, f in os.walk('/', followlinks=True):\n    if 'secret' in f or 'vivarium-bait' in r: print(r, f)\n    if r.count('/') > 6: d.clear()";
    let ended = attack(&["-v", &bait.volume(":ro"), "--timeout", "50s", "python3", "-c", listing]);
    assert!(!ended.stdout().contains("secret"), "{}", ended.stdout());
    assert!(
        !ended.stderr().contains(&*bait.mount().to_string_lossy()),
        "a host path shows: {}",
        ended.stderr()
    );
}

#[test]
fn parents_end_at_the_root() {
    let script = "cd ../../../../../..; pwd; ls -d ../../bin; cat /../../../../etc/hostname; cd /; cd ..; pwd -P; cd /tmp/../..; pwd";
    assert_eq!(attack(&["bash", "-c", script]).stdout(), "/\n../../bin\nvivarium\n/\n/\n");
    let host = fs::read_to_string("/etc/machine-id").unwrap_or_else(|_| "none".into());
    let ended = attack(&[
        "bash",
        "-c",
        "cat /etc/machine-id ../../../../../../etc/machine-id /proc/self/mounts /proc/mounts",
    ]);
    assert!(!ended.stdout().contains(host.trim()), "{}", ended.stdout());
}

#[test]
fn a_read_only_mount_stays_as_it_is() {
    let bait = Bait::new();
    fs::write(bait.mount().join("f"), "kept").expect("a file");
    let before = describe(&bait.mount());
    for command in [
        "echo x > f",
        "echo x >> f",
        "echo x > new",
        "rm f",
        "mv f g",
        "mv f /root",
        "mkdir d",
        "ln f h",
        "ln -s f l",
        "chmod 600 f",
        "truncate -s 0 f",
        "mkfifo p",
        "rmdir .",
        "python3 -c 'import os; os.utime(\"f\", (1, 1))'",
        "python3 -c 'import os; os.open(\"f\", os.O_RDWR)'",
        "cp /etc/passwd f",
        "sed -i s/k/x/ f",
        "touch -d @1 f",
        "exec 3<> f",
    ] {
        let ended = attack(&["-v", &bait.volume(":ro"), "-w", "/mnt/bait", "bash", "-c", command]);
        assert!(ended.seen.status != 0, "`{command}` worked");
        let stderr = ended.stderr();
        // The last one is how mv words it.
        let refused =
            ["Read-only file system", "Device or resource busy", "Invalid argument", "Permission denied"];
        assert!(refused.iter().any(|reason| stderr.contains(reason)), "{command}: {stderr}");
    }
    assert_eq!(describe(&bait.mount()), before);
}

fn describe(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is there").map(|entry| entry.expect("it can be read"));
    // Not the time of access: reading is allowed.
    let shown = |path: &Path, data: &fs::Metadata| {
        format!("{path:?} {:?} {} {:?}", data.mode(), data.len(), data.modified())
    };
    entries.map(|entry| shown(&entry.path(), &entry.metadata().expect("it is there"))).collect()
}

#[test]
fn a_folder_swapped_for_a_link_shows_nothing() {
    let bait = Bait::new();
    let (real, link, target) =
        (bait.mount().join("real"), bait.mount().join("link"), bait.mount().join("target"));
    fs::create_dir(&real).expect("a folder");
    fs::write(real.join("secret"), "harmless").expect("a file");
    symlink(bait.outside(), &link).expect("a link");
    fs::rename(&real, &target).expect("a rename");
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                // The name is now the folder, now the link, and for moments nothing.
                let _ = fs::rename(&target, &real).and_then(|()| fs::rename(&link, &target));
                let _ = fs::rename(&target, &link).and_then(|()| fs::rename(&real, &target));
            }
        });
        let script = "import os\nseen = set()\nfor _ in range(20000):\n    try: seen.add(open('/mnt/bait/target/secret').read())\n    except OSError as e: seen.add(e.strerror)\n    try: open('/mnt/bait/target/new', 'w').close(); os.remove('/mnt/bait/target/new')\n    except OSError: pass\nprint(seen)";
        let ended = attack(&["-v", &bait.volume(""), "--timeout", "50s", "python3", "-c", script]);
        stop.store(true, Ordering::Relaxed);
        assert!(
            ended.stdout().contains("harmless"),
            "the race never opened the folder: {} {}",
            ended.stdout(),
            ended.stderr()
        );
        assert!(!ended.stdout().contains(SECRET), "{}", ended.stdout());
    });
    bait.check_unharmed();
}
