use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use vivarium::ContainerOptions;

use crate::bounds::LIMITS;
use crate::execute;
use crate::image;
use crate::mount::Mounts;
use crate::process::Process;
use crate::size::SizeFlag;

const EXAMPLES: &str = "\
EXAMPLES
    A shell pipeline:
        viv run bash -c 'seq 10 | paste -sd+'

    Python, with data from this machine through stdin:
        viv run -i python3 -c 'import pandas as pd, sys; print(pd.read_csv(sys.stdin).describe())' < data.csv

    A folder of this machine, which the program can read but not change, and one for its results:
        viv run -v ./data:/data:ro -v ./out:/out -w /out python3 /data/analyse.py

    A program that leaves files in $OUTPUT_DIR, which come back to this machine:
        viv run -o results bash -c 'seq 10 > $OUTPUT_DIR/ten.txt'

    A program nobody trusts, within limits:
        viv run --timeout 10s --cpu-time 5s --memory 512M --disk 1GiB bash script.sh

    An interactive shell, and an interactive Python:
        viv run -it bash
        viv run -it python3

EXIT CODES
    The command's own, and as a shell's:
    124  a limit on time was reached (--timeout, --cpu-time, --fuel)
    125  viv itself failed: bad options, no image, or one not compiled for this machine
    126  the command cannot be executed
    127  the command was not found
    137  killed, or the limit on output was reached (--output)
    128+N  ended by signal N";

/// Runs a command in a new container, which is gone when the command ends
#[derive(Args, Debug)]
#[command(after_long_help = EXAMPLES, after_help = "`viv run --help` shows examples and exit codes.")]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) process: Process,
    #[command(flatten)]
    pub(crate) mounts: Mounts,
    /// Most the container's files may grow by [default: 5GiB]
    #[arg(long, value_name = "SIZE", help_heading = LIMITS)]
    pub(crate) disk: Option<SizeFlag>,
    /// The image to run in, by name or directory [default: $VIVARIUM_IMAGE, or `default`]
    #[arg(long, value_name = "IMAGE")]
    pub(crate) image: Option<PathBuf>,
    /// The command and its arguments; options after it are the command's
    #[arg(value_name = "COMMAND", required = true, trailing_var_arg = true)]
    pub(crate) command: Vec<OsString>,
}

impl Run {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let limits = self.process.setting.bounds.limits();
        let runtime = execute::runtime(&image::place(self.image), limits.processes)?;
        let mut options = ContainerOptions { mounts: self.mounts.volumes, ..Default::default() };
        // The container has this one run.
        options.limits.memory_bytes = limits.memory_bytes;
        options.limits.processes = limits.processes;
        if let Some(disk) = &self.disk {
            options.limits.disk_bytes = disk.bytes();
        }
        let container = runtime.container(options)?;
        execute::execute(&container, &self.process, self.command)
    }
}
