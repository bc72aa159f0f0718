//! What the host says of itself and of the processes it runs.

use std::fs;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde::Serialize;

/// Share of the processors that others may use on a quiet machine.
const QUIET_SHARE: f64 = 0.1;
/// How long is looked before the first measurement.
const LOOK: Duration = Duration::from_secs(2);

/// The machine that measures.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Machine {
    pub(crate) cpu: String,
    pub(crate) cpus: usize,
    pub(crate) memory_bytes: u64,
    pub(crate) kernel: String,
    /// `vm.max_map_count`: mappings of one process, of which a live container takes some.
    pub(crate) mappings_max: u64,
    /// Share of the processors that was in use before the first measurement.
    pub(crate) busy: f64,
}

impl Machine {
    /// Reads what `/proc` tells, and looks for two seconds what else runs.
    pub(crate) fn read() -> Result<Self> {
        let word = |path: &str| fs::read_to_string(path).map(|text| text.trim().to_owned());
        let (busy_before, all_before) = processor_time()?;
        thread::sleep(LOOK);
        let (busy_after, all_after) = processor_time()?;
        Ok(Self {
            cpu: field(&word("/proc/cpuinfo")?, "model name").unwrap_or("unknown").into(),
            cpus: thread::available_parallelism()?.get(),
            memory_bytes: memory("MemTotal")?,
            kernel: word("/proc/sys/kernel/osrelease")?,
            mappings_max: word("/proc/sys/vm/max_map_count")?.parse()?,
            busy: (busy_after - busy_before) / (all_after - all_before).max(1.0),
        })
    }

    /// Whether hardly anything else ran when the measurements began.
    pub(crate) fn is_quiet(&self) -> bool {
        self.busy < QUIET_SHARE
    }
}

/// Memory that can be had without swapping, in bytes.
pub(crate) fn memory_available() -> Result<u64> {
    memory("MemAvailable")
}

/// The private memory of a process and of all below it, in bytes: what would be free without them.
pub(crate) fn private_memory(root: u32) -> Result<u64> {
    let mut sum = 0;
    let mut waiting = vec![root];
    while let Some(pid) = waiting.pop() {
        // One that has ended meanwhile has no memory and no children.
        let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
        sum += kilobytes(&rollup, "Private_Clean").unwrap_or(0)
            + kilobytes(&rollup, "Private_Dirty").unwrap_or(0);
        let Ok(tasks) = fs::read_dir(format!("/proc/{pid}/task")) else { continue };
        for task in tasks.flatten() {
            let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
            waiting.extend(children.split_whitespace().filter_map(|pid| pid.parse::<u32>().ok()));
        }
    }
    Ok(sum << 10)
}

/// Lets this process and its children open as many files as they may.
pub(crate) fn allow_files() -> Result<()> {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum })?;
    Ok(())
}

/// The time that the processors have been in use, and all their time; proc_stat(5), in ticks.
fn processor_time() -> Result<(f64, f64)> {
    let text = fs::read_to_string("/proc/stat")?;
    let line =
        text.lines().next().and_then(|line| line.strip_prefix("cpu ")).context("/proc/stat has no cpu")?;
    let ticks: Vec<f64> = line.split_whitespace().filter_map(|word| word.parse().ok()).take(8).collect();
    let idle: f64 = ticks.iter().skip(3).take(2).sum();
    let all: f64 = ticks.iter().sum();
    Ok((all - idle, all))
}

fn memory(name: &str) -> Result<u64> {
    let text = fs::read_to_string("/proc/meminfo")?;
    Ok(kilobytes(&text, name).with_context(|| format!("/proc/meminfo has no {name}"))? << 10)
}

fn kilobytes(text: &str, name: &str) -> Option<u64> {
    field(text, name)?.strip_suffix(" kB")?.parse().ok()
}

/// What stands behind the name and the colon.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    lines.into_iter().find(|(known, _)| known.trim() == name).map(|(_, value)| value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_by_name() {
        let text = "Rss:    12 kB\nPrivate_Dirty:       344 kB\nmodel name\t: some CPU\n";
        assert_eq!(kilobytes(text, "Private_Dirty"), Some(344));
        assert_eq!(field(text, "model name"), Some("some CPU"));
        assert_eq!(kilobytes(text, "Private"), None);
    }

    #[test]
    fn a_process_has_private_memory() {
        let before = private_memory(std::process::id()).expect("/proc is there");
        let held = std::hint::black_box(vec![1_u8; 32 << 20]);
        let after = private_memory(std::process::id()).expect("/proc is there");
        assert!(after >= before + (30 << 20), "{before} {after} {}", held.len());
    }
}
