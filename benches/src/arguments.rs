use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Measures Vivarium beside other ways to run the same programs.
#[derive(Parser)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) task: Task,
}

#[derive(Subcommand)]
pub(crate) enum Task {
    /// Measure, print the tables, and keep results of a whole run
    Measure(Measure),
    /// Make sandboxes on request; what `measure` starts for each way
    #[command(subcommand, hide = true)]
    Drive(Drive),
}

#[derive(Args)]
pub(crate) struct Measure {
    /// Where the peers are installed, as written by `cargo xtask bench peers`
    #[arg(long)]
    pub(crate) peers: Option<PathBuf>,
    /// A quarter of the time, for a look; nothing is published
    #[arg(long)]
    pub(crate) quick: bool,
    /// Only these tables; nothing is published
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) only: Vec<Topic>,
}

impl Measure {
    /// Whether the results are of a kind to keep.
    pub(crate) fn is_whole(&self) -> bool {
        !self.quick && self.only.is_empty()
    }
}

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Topic {
    /// From the request to the end, within a process that is there
    Start,
    /// The same for whole commands
    Command,
    /// Programs that compute
    Compute,
    /// Memory of each live container
    Memory,
    /// Containers a second
    Rate,
    /// From one to thousands of live containers
    Growth,
    /// Images with more and more packages
    Tiers,
}

/// A driver that is part of this program; those of the peers are in `benches/peers`.
#[derive(Subcommand)]
pub(crate) enum Drive {
    /// Containers of the library
    Library {
        /// Processes there can be at a time
        #[arg(long)]
        instances: u32,
    },
    /// Processes of the host
    Command {
        /// What stands for `python3`
        #[arg(long)]
        python: PathBuf,
        /// What comes before each command line
        #[arg(last = true)]
        prefix: Vec<String>,
    },
}
