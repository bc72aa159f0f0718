use std::fs::File;
use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use vivarium::{ContainerStore, Error};

const EXAMPLES: &str = "\
EXAMPLES
    viv export -o a.tar.zst a
    viv export a | ssh host viv import --name a -

The archive holds the layers over the image as OCI layers, with whiteouts; `viv import` needs the same image.";

/// Writes a container or a snapshot to one archive
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Export {
    /// The file to write [default: stdout]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The container or snapshot
    #[arg(value_name = "CONTAINER|SNAPSHOT")]
    name: String,
}

impl Export {
    pub(crate) fn run(self, store: &ContainerStore) -> Result<ExitCode> {
        match &self.output {
            Some(path) => {
                let unwritable = || format!("cannot write {}", path.display());
                let mut file = File::create(path).with_context(unwritable)?;
                export(store, &self.name, &mut file)?;
                file.sync_all().with_context(unwritable)?;
            }
            None if io::stdout().is_terminal() => {
                bail!("an archive is not for a terminal: name a file with -o, or redirect stdout")
            }
            None => export(store, &self.name, &mut io::stdout().lock())?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Exports a container or, where there is none of that name, a snapshot.
fn export(store: &ContainerStore, name: &str, output: &mut impl Write) -> Result<(), Error> {
    match store.export(name, &mut *output) {
        Err(none @ Error::NoContainer(_)) => match store.export_snapshot(name, output) {
            Err(Error::NoSnapshot(_)) => Err(none),
            exported => exported,
        },
        exported => exported,
    }
}
