//! `viv`: runs programs in the Vivarium sandbox.

mod flags;

mod create;
mod exec;
mod run;
mod shell;

mod inspect;
mod ps;
mod stats;

mod cp;
mod ls;

mod commit;
mod fork;
mod snapshots;

mod export;
mod import;

mod prune;
mod rm;

mod image;

mod duration;
mod mount;
mod size;
mod variable;

mod bounds;
mod execute;
mod host_stream;
mod process;
mod results;
mod signals;
mod terminal;

mod completion;
mod editor;
mod marks;
mod screen;
mod session;

mod age;
mod container;
mod ending;
mod print;
mod progress;
mod table;

use std::process::ExitCode;

use clap::Parser as _;
use vivarium::ContainerStore;

use flags::{Command, Flags};

fn main() -> ExitCode {
    match Flags::try_parse() {
        Ok(flags) => run(flags).unwrap_or_else(|error| ending::fail(&error)),
        Err(usage) => ending::misused(&usage),
    }
}

fn run(flags: Flags) -> anyhow::Result<ExitCode> {
    let store = || ContainerStore::open(flags.root.unwrap_or_else(ContainerStore::default_path));
    match flags.command {
        Command::Run(run) => run.run(),
        Command::Create(create) => create.run(&store()?),
        Command::Exec(exec) => exec.run(&store()?),
        Command::Shell(shell) => shell.run(&store()?),
        Command::Ps(ps) => ps.run(&store()?),
        Command::Inspect(inspect) => inspect.run(&store()?),
        Command::Stats(stats) => stats.run(&store()?),
        Command::Cp(cp) => cp.run(&store()?),
        Command::Ls(ls) => ls.run(&store()?),
        Command::Commit(commit) => commit.run(&store()?),
        Command::Fork(fork) => fork.run(&store()?),
        Command::Snapshots(snapshots) => snapshots.run(&store()?),
        Command::Rm(rm) => rm.run(&store()?),
        Command::Prune(prune) => prune.run(&store()?),
        Command::Export(export) => export.run(&store()?),
        Command::Import(import) => import.run(&store()?),
        Command::Image(image) => image.run(),
    }
}
