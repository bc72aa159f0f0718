use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Args;
use vivarium::{ContainerStore, CreateOptions, ImageDirectory};

use crate::image;
use crate::print::print;

/// Makes a container of an archive that `viv export` wrote
///
/// Prints the id of the container. The archive can be anybody's: nothing in it leads out of the container.
#[derive(Args, Debug)]
pub(crate) struct Import {
    /// A name for the container
    #[arg(long)]
    name: Option<String>,
    /// The image that the archive was made over, by name or directory [default: $VIVARIUM_IMAGE, or `default`]
    #[arg(long, value_name = "IMAGE")]
    image: Option<PathBuf>,
    /// The archive; - for stdin
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Import {
    pub(crate) fn run(self, store: &ContainerStore) -> Result<ExitCode> {
        let image = ImageDirectory::open(image::place(self.image))?;
        let input: Box<dyn Read> = if self.file.as_os_str() == "-" {
            Box::new(io::stdin().lock())
        } else {
            let opened = File::open(&self.file);
            Box::new(opened.with_context(|| format!("cannot read {}", self.file.display()))?)
        };
        let options = CreateOptions { name: self.name, ..CreateOptions::default() };
        let info = store.import(&image, input, options)?;
        print(&format!("{}\n", info.id))?;
        Ok(ExitCode::SUCCESS)
    }
}
