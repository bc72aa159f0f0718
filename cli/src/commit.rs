use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use vivarium::ContainerStore;

use crate::print::print;

const EXAMPLES: &str = "\
EXAMPLES
    viv commit a trained
    viv create --from trained --name b

Prints the id of the snapshot. It takes no time that depends on the files; the container must be closed.";

/// Keeps the present files of a container as a snapshot
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Commit {
    /// The container
    container: String,
    /// A name for the snapshot
    name: Option<String>,
}

impl Commit {
    pub(crate) fn run(self, store: &ContainerStore) -> Result<ExitCode> {
        let snapshot = store.commit(&self.container, self.name)?;
        print(&format!("{}\n", snapshot.id))?;
        Ok(ExitCode::SUCCESS)
    }
}
