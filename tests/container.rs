//! Containers of a store with the real image: what their guests are told, and how quick a fork is.

use std::io::Write;
use std::time::{Duration, Instant};

use vivarium::{
    Container, ContainerLimits, ContainerOptions, ContainerStore, CreateOptions, Exec, Outcome, Runtime,
    RuntimeOptions,
};

struct Place {
    store: ContainerStore,
    _folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { store: ContainerStore::open(folder.path()).expect("a store"), _folder: folder }
    }

    fn create(&self, name: &str, limits: ContainerLimits) {
        let runtime = vivarium_tests::runtime().expect("an image");
        let options =
            CreateOptions { name: Some(name.into()), limits: Some(limits), ..CreateOptions::default() };
        self.store.create(runtime.image(), options).expect("a container");
    }

    fn open(&self, name: &str) -> Container {
        let runtime = vivarium_tests::runtime().expect("an image");
        runtime.open_container(&self.store, name, Vec::new()).expect("it opens")
    }
}

fn bash(container: &Container, script: &str) -> Outcome {
    let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let outcome = tokio.block_on(container.exec(Exec::new(["bash", "-c", script]))).expect("it starts");
    assert!(outcome.status.is_success(), "{script}: {}", String::from_utf8_lossy(&outcome.stderr));
    outcome
}

fn said(container: &Container, script: &str) -> String {
    String::from_utf8(bash(container, script).stdout).expect("text").trim().into()
}

#[test]
fn guests_are_told_what_they_have() {
    let place = Place::new();
    let limits =
        ContainerLimits { disk_bytes: 1 << 30, inodes: 5000, memory_bytes: 768 << 20, processes: 77 };
    place.create("a", limits);
    let container = place.open("a");
    let cases = [
        ("df -P / | awk 'NR == 2 { print $2 }'", "1048576"),
        ("df -Pi / | awk 'NR == 2 { print $2 }'", "5000"),
        ("free -b | awk 'NR == 2 { print $2 }'", "805306368"),
        ("awk '$1 == \"MemTotal:\" { print $2 }' /proc/meminfo", "786432"),
        ("nproc", "1"),
        ("grep -c ^processor /proc/cpuinfo", "1"),
        ("ulimit -n", "1024"),
        ("ulimit -s", "16384"),
        ("ulimit -v", "786432"),
        ("grep -c . /proc/self/limits", "9"),
        ("awk '$1 == \"VmSize:\" { print ($2 > 100) }' /proc/self/status", "1"),
        ("awk '{ print ($1 > 1) }' /proc/self/statm", "1"),
        ("awk '$2 == \"/\" { print $1, $3 }' /proc/mounts", "overlay overlay"),
        ("i=0; while ((i < 30000)); do ((i++)); done; awk '/^cpu / { print ($2 > 0) }' /proc/stat", "1"),
        (
            "sleep 1.2; i=0; while ((i < 100000)); do ((i++)); done; awk '{ print ($1 > 0) }' /proc/loadavg",
            "1",
        ),
        ("awk '{ print ($2 > 0 && $2 < $1) }' /proc/uptime", "1"),
    ];
    for (script, expected) in cases {
        assert_eq!(said(&container, script), expected, "{script}");
    }
    // What is used shows at once, and what a fork has below it counts.
    bash(&container, "head -c 100M /dev/urandom > /big");
    let used = "df -P / | awk 'NR == 2 { print $3 }'";
    assert_eq!(said(&container, used), "102400");
    let fork = container.fork(None).expect("nothing runs");
    drop(container);
    assert_eq!(said(&place.open(fork.id.as_str()), used), "102400");
}

#[test]
fn usage_counts_what_files_are_read_and_written() {
    let place = Place::new();
    place.create("a", ContainerLimits::default());
    let container = place.open("a");
    let usage = bash(&container, "head -c 3000000 /dev/zero > /f").usage;
    assert!((3_000_000..3_010_000).contains(&usage.file_written_bytes), "{usage:?}");
    let usage = bash(&container, "cat /f > /dev/null").usage;
    assert!((3_000_000..3_100_000).contains(&usage.file_read_bytes), "{usage:?}");
    assert_eq!(usage.file_written_bytes, 0, "{usage:?}");
}

#[test]
fn a_fork_takes_no_time_that_depends_on_the_data() {
    const SIZE_MIB: usize = 2048;
    let place = Place::new();
    place.create("a", ContainerLimits::default());
    let container = place.open("a");
    let piece: Vec<u8> = (0..1_u32 << 20).map(|n| (n.wrapping_mul(0x9e37_79b1) >> 24) as u8).collect();
    let mut writer = container.files().expect("files").writer("/big", 0o644).expect("a file");
    (0..SIZE_MIB).for_each(|_| writer.write_all(&piece).expect("the quota has room"));
    drop(writer);
    drop(container);
    place.create("empty", ContainerLimits::default());
    // In turn, so that both meet what else the machine does; writing back what was written, first of all.
    let forks = (0..20).map(|_| (fork_time(&place, "a"), fork_time(&place, "empty")));
    let (large, small) = forks.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1))).expect("there are some");
    println!("fork: {large:?} for {SIZE_MIB} MiB, {small:?} for nothing");
    assert!(large < small * 10, "{large:?} against {small:?}");
    let fork = place.store.fork("a", None).expect("it is closed");
    let container = place.open(fork.id.as_str());
    assert_eq!(said(&container, "stat -c %s /big; echo mine > /mine"), (SIZE_MIB << 20).to_string());
    drop(container);
    assert!(place.open("a").files().expect("files").metadata("/mine").is_err());
}

/// Times the fastest of some forks: the disk may be busy with what was written before.
fn fork_time(place: &Place, of: &str) -> Duration {
    let begun = Instant::now();
    let fork = place.store.fork(of, None).expect("it is closed");
    let taken = begun.elapsed();
    place.store.remove(fork.id.as_str()).expect("it is closed");
    taken
}

/// Python throws, so each process takes a heap for exceptions besides its memory.
#[tokio::test]
async fn each_instance_may_be_python() {
    let runtime = Runtime::open(RuntimeOptions { instances: 2, ..Default::default() }).expect("an image");
    let container = runtime.container(ContainerOptions::default()).expect("a container");
    let sleep = || container.exec(Exec::new(["python3", "-c", "import time; time.sleep(0.5)"]));
    let (one, other) = tokio::join!(sleep(), sleep());
    assert!(one.expect("it starts").status.is_success());
    assert!(other.expect("it starts beside").status.is_success());
}
