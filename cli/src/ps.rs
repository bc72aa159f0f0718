use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use vivarium::{ContainerInfo, ContainerState, ContainerStore};

use crate::age::ago;
use crate::container::{container_json, short_container, size, status};
use crate::print::{Format, print, print_json};
use crate::table::table;

/// Lists the containers that a process has open; -a lists all
#[derive(Args, Debug)]
pub(crate) struct Ps {
    /// Lists all containers, not only those that are open
    #[arg(short, long)]
    all: bool,
    /// Writes only the ids
    #[arg(short, long, conflicts_with = "is_json")]
    quiet: bool,
    #[command(flatten)]
    format: Format,
}

impl Ps {
    pub(crate) fn run(self, store: &ContainerStore) -> Result<ExitCode> {
        let mut containers = store.containers()?;
        containers.retain(|info| self.all || info.state != ContainerState::Closed);
        // The newest first, as Docker lists them.
        containers.reverse();
        if self.format.is_json {
            print_json(&containers.iter().map(container_json).collect())?;
        } else if self.quiet {
            print(
                &containers.iter().map(|info| format!("{}\n", short_container(&info.id))).collect::<String>(),
            )?;
        } else {
            let rows: Vec<_> = containers.iter().map(row).collect();
            print(&table(["CONTAINER ID", "NAME", "IMAGE", "CREATED", "STATUS", "SIZE"], &rows))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn row(info: &ContainerInfo) -> [String; 6] {
    [
        short_container(&info.id),
        info.name.clone().unwrap_or_default(),
        info.image.name.clone(),
        ago(info.created),
        status(info),
        size(info.disk),
    ]
}
