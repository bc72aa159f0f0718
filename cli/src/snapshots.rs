use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use vivarium::{ContainerStore, SnapshotInfo};

use crate::age::ago;
use crate::container::{short_snapshot, size, snapshot_json, total};
use crate::print::{Format, print, print_json};
use crate::table::table;

/// Lists the snapshots
#[derive(Args, Debug)]
pub(crate) struct Snapshots {
    #[command(flatten)]
    format: Format,
}

impl Snapshots {
    pub(crate) fn run(self, store: &ContainerStore) -> Result<ExitCode> {
        let mut snapshots = store.snapshots()?;
        snapshots.reverse();
        if self.format.is_json {
            print_json(&snapshots.iter().map(snapshot_json).collect())?;
        } else {
            let rows: Vec<_> = snapshots.iter().map(row).collect();
            print(&table(["SNAPSHOT ID", "NAME", "IMAGE", "CREATED", "LAYERS", "SIZE"], &rows))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn row(info: &SnapshotInfo) -> [String; 6] {
    [
        short_snapshot(&info.id),
        info.name.clone().unwrap_or_default(),
        info.image.name.clone(),
        ago(info.created),
        info.layers.len().to_string(),
        size(Some(total(&info.layers))),
    ]
}
