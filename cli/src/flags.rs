use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::duration::DurationFlag;
use crate::size::SizeFlag;

/// Runs programs in a sandbox: a shell, Python with numpy and pandas, and files, but no network and nothing of this
/// machine.
#[derive(Debug, Parser)]
#[command(name = "viv", version, subcommand_required = true, arg_required_else_help = true)]
#[command(after_help = "`viv run --help` shows examples.")]
pub(crate) struct Flags {
    #[command(subcommand)]
    pub(crate) command: CommandFlags,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CommandFlags {
    /// Runs a command in a new container, which is gone when the command ends.
    #[command(after_long_help = RUN_EXAMPLES, after_help = "`viv run --help` shows examples and exit codes.")]
    Run(Box<RunFlags>),
    /// Shows and prepares images: the files and programs that containers begin with.
    #[command(subcommand)]
    Image(ImageFlags),
}

const RUN_EXAMPLES: &str = "\
EXAMPLES
    A shell pipeline:
        viv run bash -c 'seq 10 | paste -sd+'

    Python, with data from this machine through stdin:
        viv run -i python3 -c 'import pandas as pd, sys; print(pd.read_csv(sys.stdin).describe())' < data.csv

    A folder of this machine, which the program can read but not change, and one for its results:
        viv run -v ./data:/data:ro -v ./out:/out -w /out python3 /data/analyse.py

    A program nobody trusts, within limits:
        viv run --timeout 10s --cpu-time 5s --memory 512M --disk 1GiB bash script.sh

    An interactive shell:
        viv run -i bash

EXIT CODES
    The command's own, and as a shell's:
    124  a limit on time was reached (--timeout, --cpu-time, --fuel)
    125  viv itself failed: bad options, no image, or one not compiled for this machine
    126  the command cannot be executed
    127  the command was not found
    137  killed, or the limit on output was reached (--output)
    128+N  ended by signal N";

#[derive(Args, Debug)]
pub(crate) struct RunFlags {
    /// Shows a folder of this machine in the container
    #[arg(short = 'v', long = "volume", value_name = "HOST:GUEST[:ro|rw]")]
    pub(crate) volumes: Vec<OsString>,
    /// Working directory in the container
    #[arg(short = 'w', long, value_name = "DIR", default_value = "/root")]
    pub(crate) workdir: OsString,
    /// Sets an environment variable; without =VALUE, to this machine's value
    #[arg(short = 'e', long = "env", value_name = "NAME[=VALUE]")]
    pub(crate) environment: Vec<OsString>,
    /// Lets the command read viv's stdin; without it stdin is empty
    #[arg(short = 'i', long)]
    pub(crate) interactive: bool,
    /// Most time the run may take, as in 500ms, 10s or 2m
    #[arg(long, value_name = "DURATION")]
    pub(crate) timeout: Option<DurationFlag>,
    /// Most CPU time the run may take
    #[arg(long, value_name = "DURATION")]
    pub(crate) cpu_time: Option<DurationFlag>,
    /// Most loop rounds and calls, a measure that no other load changes
    #[arg(long, value_name = "N")]
    pub(crate) fuel: Option<u64>,
    /// Most memory of all processes together, as in 64M or 5GiB [default: 5GiB]
    #[arg(long, value_name = "SIZE")]
    pub(crate) memory: Option<SizeFlag>,
    /// Most the container's files may grow by [default: 5GiB]
    #[arg(long, value_name = "SIZE")]
    pub(crate) disk: Option<SizeFlag>,
    /// Most processes at a time [default: 256]
    #[arg(long, value_name = "N")]
    pub(crate) processes: Option<u32>,
    /// Most bytes of stdout and stderr together [default: no limit]
    #[arg(long, value_name = "SIZE")]
    pub(crate) output: Option<SizeFlag>,
    /// The image to run in [default: the one `cargo xtask image` made last, or $VIVARIUM_IMAGE]
    #[arg(long, value_name = "DIR")]
    pub(crate) image: Option<PathBuf>,
    /// The command and its arguments; options after it are the command's
    #[arg(value_name = "COMMAND", required = true, trailing_var_arg = true)]
    pub(crate) command: Vec<OsString>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ImageFlags {
    /// Lists the images of this user
    Ls {
        /// Writes JSON
        #[arg(long)]
        json: bool,
    },
    /// Shows what is in an image: programs, packages, licences
    Inspect {
        /// The image's directory [default: the default image]
        directory: Option<PathBuf>,
        /// Writes JSON
        #[arg(long)]
        json: bool,
    },
    /// Compiles an image's programs for this machine, which `run` needs: after an update of viv, or on another CPU
    Compile {
        /// The image's directory [default: the default image]
        directory: Option<PathBuf>,
    },
}
