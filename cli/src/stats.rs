use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};
use vivarium::{ContainerInfo, ContainerState, ContainerStore, ContainerUsage};

use crate::container::short_container;
use crate::print::{Format, print, print_json};
use crate::size::human;
use crate::table::table;

const HEADING: [&str; 6] =
    ["CONTAINER ID", "NAME", "MEM USAGE / LIMIT", "PIDS", "DISK USAGE / LIMIT", "INODES / LIMIT"];

/// Shows what containers use of what they may
///
/// What a container that is open uses is noted once a second.
#[derive(Args, Debug)]
pub(crate) struct Stats {
    /// The containers [default: all]
    #[arg(value_name = "CONTAINER")]
    containers: Vec<String>,
    #[command(flatten)]
    format: Format,
}

impl Stats {
    pub(crate) fn run(self, store: &ContainerStore) -> Result<ExitCode> {
        let containers = match self.containers.as_slice() {
            [] => store.containers()?,
            names => names.iter().map(|name| store.inspect(name)).collect::<Result<_, _>>()?,
        };
        if self.format.is_json {
            print_json(&containers.iter().map(json).collect())?;
        } else {
            print(&table(HEADING, &containers.iter().map(row).collect::<Vec<_>>()))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// What is known of a container's use: nothing before the first note, and after a crash.
fn usage(info: &ContainerInfo) -> Option<ContainerUsage> {
    match info.state {
        ContainerState::Open { .. } => info.usage,
        ContainerState::Closed => info.disk.map(|disk| ContainerUsage { disk, ..ContainerUsage::default() }),
    }
}

fn row(info: &ContainerInfo) -> [String; 6] {
    let usage = usage(info);
    let of =
        |used: Option<String>, limit: String| format!("{} / {limit}", used.unwrap_or_else(|| "-".into()));
    let limits = &info.limits;
    [
        short_container(&info.id),
        info.name.clone().unwrap_or_default(),
        of(usage.map(|usage| human(usage.memory_bytes)), human(limits.memory_bytes)),
        usage.map_or_else(|| "-".into(), |usage| usage.processes.to_string()),
        of(usage.map(|usage| human(usage.disk.bytes)), human(limits.disk_bytes)),
        of(usage.map(|usage| usage.disk.inodes.to_string()), limits.inodes.to_string()),
    ]
}

fn json(info: &ContainerInfo) -> Value {
    let usage = usage(info);
    json!({
        "id": info.id,
        "name": info.name,
        "memory_bytes": usage.map(|usage| usage.memory_bytes),
        "memory_bytes_max": info.limits.memory_bytes,
        "processes": usage.map(|usage| usage.processes),
        "processes_max": info.limits.processes,
        "disk_bytes": usage.map(|usage| usage.disk.bytes),
        "disk_bytes_max": info.limits.disk_bytes,
        "inodes": usage.map(|usage| usage.disk.inodes),
        "inodes_max": info.limits.inodes,
    })
}
