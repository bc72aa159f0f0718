use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use vivarium::ContainerStore;

use crate::print::print;

/// Makes a container that begins with the present files of another
///
/// Prints the id of the new container. It takes no time that depends on the files; the container must be closed.
#[derive(Args, Debug)]
pub(crate) struct Fork {
    /// A name for the new container
    #[arg(long)]
    name: Option<String>,
    /// The container to begin with
    container: String,
}

impl Fork {
    pub(crate) fn run(self, store: &ContainerStore) -> Result<ExitCode> {
        let fork = store.fork(&self.container, self.name)?;
        print(&format!("{}\n", fork.id))?;
        Ok(ExitCode::SUCCESS)
    }
}
