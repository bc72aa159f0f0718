use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};
use vivarium::{ContainerInfo, ContainerStore};

use crate::container::{short_container, size, status};
use crate::print::{Format, print, print_json};
use crate::size::human;
use crate::table::table;

/// Shows what containers use of what they may
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
            let rows: Vec<_> = containers.iter().map(row).collect();
            print(&table(["CONTAINER ID", "NAME", "STATUS", "DISK / LIMIT", "INODES / LIMIT"], &rows))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn row(info: &ContainerInfo) -> [String; 5] {
    let inodes = info.disk.map_or_else(|| "-".into(), |disk| disk.inodes.to_string());
    [
        short_container(&info.id),
        info.name.clone().unwrap_or_default(),
        status(info),
        format!("{} / {}", size(info.disk), human(info.limits.disk_bytes)),
        format!("{inodes} / {}", info.limits.inodes),
    ]
}

fn json(info: &ContainerInfo) -> Value {
    json!({
        "id": info.id,
        "name": info.name,
        "disk_bytes": info.disk.map(|disk| disk.bytes),
        "disk_bytes_max": info.limits.disk_bytes,
        "inodes": info.disk.map(|disk| disk.inodes),
        "inodes_max": info.limits.inodes,
    })
}
