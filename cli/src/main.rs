//! `viv`: runs programs in the Vivarium sandbox.

mod arguments;
mod duration;
mod flags;
mod size;

mod ending;
mod host_stream;
mod image;
mod progress;
mod run;
mod signals;

use std::process::ExitCode;

use arguments::Command;

fn main() -> ExitCode {
    let command = match arguments::parse() {
        Ok(command) => command,
        Err(usage) => return usage.report(),
    };
    let done = match command {
        Command::Run(run) => run::run(*run),
        Command::ListImages(output) => image::list(output),
        Command::InspectImage(path, output) => image::inspect(&path, output),
        Command::CompileImage(path) => image::compile(&path),
    };
    done.unwrap_or_else(|error| ending::fail(&error))
}
