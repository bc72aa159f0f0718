//! `xtask bench`: measures the sandbox beside native programs and, if asked for, beside its peers.

mod peers;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::build::Workshop;
use crate::command;
use crate::image;
use crate::oracle;

/// The crate that measures.
const BENCHES: &str = "vivarium-benches";

/// Its table of all images.
const TIERS: &str = "tiers";

#[derive(Args)]
pub(crate) struct Arguments {
    /// Also the peers, which are installed into the cache; only then figures are published
    beside: Option<Beside>,
    /// A quarter of the time, for a look; nothing is published
    #[arg(long)]
    quick: bool,
    /// Only these tables: start, command, compute, memory, rate, growth, tiers; nothing is published
    #[arg(long, value_name = "TABLE", value_delimiter = ',')]
    only: Vec<String>,
}

/// What is measured besides ourselves and native programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Beside {
    /// bubblewrap, eryx, Pyodide, monty and just-bash
    Peers,
}

/// Builds what is measured, installs the peers, and measures.
pub(crate) fn bench(workshop: &Workshop, arguments: &Arguments) -> Result<()> {
    if arguments.only.is_empty() || arguments.only.iter().any(|table| table == TIERS) {
        image::named(workshop, image::BASE)?;
        image::named(workshop, image::FULL)?;
    }
    image::named(workshop, image::DATA)?;
    crate::viv::build(workshop)?;
    oracle::python(workshop, image::DATA)?;
    let mut cargo = command::clean("cargo");
    cargo.args(["run", "--quiet", "--release", "--locked", "--package", BENCHES, "--", "measure"]);
    cargo.env("VIVARIUM_IMAGE", image::DATA);
    if arguments.beside == Some(Beside::Peers) {
        cargo.arg("--peers").arg(peers::install(workshop)?);
    }
    if arguments.quick {
        cargo.arg("--quick");
    }
    for table in &arguments.only {
        cargo.args(["--only", table]);
    }
    command::interactive(cargo.current_dir(workshop.tree.root()))
}
