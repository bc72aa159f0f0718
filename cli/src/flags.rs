use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::commit::Commit;
use crate::cp::Cp;
use crate::create::Create;
use crate::exec::Exec;
use crate::export::Export;
use crate::fork::Fork;
use crate::image::Image;
use crate::import::Import;
use crate::inspect::Inspect;
use crate::ls::Ls;
use crate::prune::Prune;
use crate::ps::Ps;
use crate::rm::Rm;
use crate::run::Run;
use crate::shell::Shell;
use crate::snapshots::Snapshots;
use crate::stats::Stats;

/// Runs programs in a sandbox: a shell, Python with numpy and pandas, and files, but no network and nothing of this
/// machine.
#[derive(Debug, Parser)]
#[command(name = "viv", version, subcommand_required = true, arg_required_else_help = true)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Flags {
    /// Folder of the containers that last [default: $VIVARIUM_ROOT, else ~/.local/share/vivarium]
    #[arg(long, global = true, value_name = "DIR", display_order = 900)]
    pub(crate) root: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
EXAMPLES
    viv run bash -c 'seq 10 | paste -sd+'       a container for one command
    viv create --name a                         one that lasts
    viv exec a bash -c 'echo 1 > /tmp/n'
    viv shell a
    viv cp a:/tmp/n .

A container is named by its name, its id, or the beginning of its id that no other has.
`viv COMMAND --help` shows more examples.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Run(Box<Run>),
    Create(Create),
    Exec(Box<Exec>),
    Shell(Box<Shell>),
    Ps(Ps),
    Inspect(Inspect),
    Stats(Stats),
    Cp(Cp),
    Ls(Ls),
    Commit(Commit),
    Fork(Fork),
    Snapshots(Snapshots),
    Rm(Rm),
    Prune(Prune),
    Export(Export),
    Import(Import),
    #[command(subcommand)]
    Image(Image),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn options_after_the_command_belong_to_it() {
        let parsed = Flags::try_parse_from(["viv", "run", "-i", "ls", "-i", "--timeout", "x", "--root", "y"]);
        let flags = parsed.expect("it parses");
        let Command::Run(run) = flags.command else { panic!("it runs") };
        assert_eq!(run.command, ["ls", "-i", "--timeout", "x", "--root", "y"]);
        assert!(
            run.process.interactive && run.process.setting.bounds.timeout.is_none() && flags.root.is_none()
        );

        let parsed = Flags::try_parse_from(["viv", "exec", "-i", "a", "ls", "-t", "--", "y"]);
        let Command::Exec(exec) = parsed.expect("it parses").command else { panic!("it executes") };
        assert_eq!((exec.container.as_str(), exec.process.terminal), ("a", false));
        assert_eq!(exec.command, ["ls", "-t", "--", "y"]);
    }

    #[test]
    fn flags_are_consistent() {
        Flags::command().debug_assert();
    }
}
