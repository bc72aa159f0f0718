use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use serde_json::json;
use vivarium::ContainerStore;

use crate::print::{Format, print, print_json};

/// Removes containers that have expired, and what crashes left behind
///
/// Prints the ids of the containers it removed.
#[derive(Args, Debug)]
pub(crate) struct Prune {
    #[command(flatten)]
    format: Format,
}

impl Prune {
    pub(crate) fn run(self, store: &ContainerStore) -> Result<ExitCode> {
        let pruned = store.prune()?;
        if self.format.is_json {
            print_json(&json!({ "containers": pruned.containers, "layers": pruned.layers }))?;
        } else {
            print(&pruned.containers.iter().map(|id| format!("{id}\n")).collect::<String>())?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
