//! After runs that end badly, a host process has its descriptors, memory and folders back.

use std::fs;
use std::time::Duration;

use vivarium::{ContainerOptions, Exec, LimitExceeded, Limits};

/// What may stay: allocator slack and the kernel's own caches, not a guest's memory.
const MEMORY_SLACK_BYTES: u64 = 150 << 20;

fn descriptors() -> usize {
    fs::read_dir("/proc/self/fd").expect("/proc is mounted").count()
}

fn resident_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/statm").expect("/proc is mounted");
    let pages: u64 =
        status.split(' ').nth(1).and_then(|pages| pages.parse().ok()).expect("statm has numbers");
    pages * 4096
}

fn folders() -> usize {
    let ours = |name: &str| name.starts_with("vivarium-") && !name.starts_with("vivarium-test");
    let entries = fs::read_dir(std::env::temp_dir()).expect("a folder").flatten();
    entries.filter(|entry| ours(&entry.file_name().to_string_lossy())).count()
}

fn attack(script: &str, limits: Limits) -> Option<LimitExceeded> {
    let runtime = vivarium_tests::runtime().expect("an image");
    let container = runtime.container(ContainerOptions::default()).expect("a container");
    let exec = Exec::new(["bash", "-c", script]).limits(limits);
    let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    tokio.block_on(container.exec(exec)).expect("it starts").exceeded
}

// The only test of this file: another one beside it would change the numbers.
#[test]
fn everything_is_freed() {
    let short = || Limits { wall_time: Some(Duration::from_secs(1)), ..Default::default() };
    let attacks: [(&str, Limits, Option<LimitExceeded>); 5] = [
        (
            "python3 -c 'x = bytearray(1 << 30); x[::4096] = b\"x\" * (1 << 18); input()' < <(sleep 9)",
            short(),
            Some(LimitExceeded::WallTime),
        ),
        ("for i in {1..50}; do sleep 100 & done; wait", short(), Some(LimitExceeded::WallTime)),
        ("head -c 50M /dev/zero > big; sleep 9 | sleep 9", short(), Some(LimitExceeded::WallTime)),
        (
            "while :; do :; done",
            Limits { cpu_time: Some(Duration::from_millis(500)), ..Default::default() },
            Some(LimitExceeded::CpuTime),
        ),
        ("yes", Limits { output_bytes: 1 << 20, ..Default::default() }, Some(LimitExceeded::Output)),
    ];
    // The first round opens what stays open: programs and the pool.
    for (script, limits, _) in &attacks {
        attack(script, limits.clone());
    }
    drop_runs();
    let before = (descriptors(), folders(), resident_bytes());
    for (script, limits, exceeded) in &attacks {
        assert_eq!(attack(script, limits.clone()), *exceeded, "{script}");
    }
    drop_runs();
    let after = (descriptors(), folders(), resident_bytes());
    assert_eq!((after.0, after.1), (before.0, before.1), "descriptors and folders");
    assert!(after.2 < before.2 + MEMORY_SLACK_BYTES, "resident memory went from {} to {}", before.2, after.2);
}

/// Starts runs and drops them in the middle.
fn drop_runs() {
    let runtime = vivarium_tests::runtime().expect("an image");
    let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    for _ in 0..20 {
        let container = runtime.container(ContainerOptions::default()).expect("a container");
        let exec = Exec::new(["bash", "-c", "sleep 100 | sleep 100"]);
        let run = container.exec(exec);
        let over =
            tokio.block_on(async { tokio::time::timeout(Duration::from_millis(50), run).await.is_ok() });
        assert!(!over, "it does not end by itself");
    }
}
