use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use vivarium::ContainerStore;

use crate::execute;
use crate::mount::Mounts;
use crate::process::Process;

const EXAMPLES: &str = "\
EXAMPLES
    What one command writes, the next finds:
        viv exec a bash -c 'echo 1 > /tmp/n'
        viv exec a cat /tmp/n

    Data from this machine through stdin:
        viv exec -i a tar -xzf - < sources.tar.gz

    An interactive Python:
        viv exec -it a python3

EXIT CODES
    As those of `viv run`. While a process has a container open, others get 125 and are told which process that is.";

/// Runs a command in a container that lasts
#[derive(Args, Debug)]
#[command(after_long_help = EXAMPLES, after_help = "`viv exec --help` shows examples and exit codes.")]
pub(crate) struct Exec {
    #[command(flatten)]
    pub(crate) process: Process,
    #[command(flatten)]
    pub(crate) mounts: Mounts,
    /// The container
    pub(crate) container: String,
    /// The command and its arguments; options after it are the command's
    #[arg(value_name = "COMMAND", required = true, trailing_var_arg = true)]
    pub(crate) command: Vec<OsString>,
}

impl Exec {
    pub(crate) fn run(self, store: &ContainerStore) -> Result<ExitCode> {
        let processes = self.process.setting.bounds.limits().processes;
        let container = execute::open(store, &self.container, self.mounts.volumes, processes)?;
        execute::execute(&container, &self.process, self.command)
    }
}
