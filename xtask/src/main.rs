//! `cargo xtask`: the one automation language of this repository.

mod bench;
mod build;
mod cache;
mod command;
mod demo;
mod digest;
mod fetch;
mod host;
mod image;
mod oracle;
mod progress;
mod recipe;
mod test;
mod tidy;
mod tree;
mod upstream;
mod viv;
mod wasm;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::build::Workshop;

/// Builds, tests and shows Vivarium.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build everything that is missing, then let bash and pandas analyse real data in the sandbox
    Demo,
    /// Run every check and test there is, and print how many that were
    Test {
        /// Only these parts
        parts: Vec<test::Part>,
    },
    /// Measure the sandbox beside native programs, or beside its peers too
    Bench(bench::Arguments),
    /// Do what continuous integration does
    Ci,
    /// Check the rules about our own tree
    Tidy,
    /// Build recipes, with what they depend on, and print where their products are
    Build {
        /// Names of recipes: folders of sysroot/recipes, python-wasm/recipes and shell/recipes
        #[arg(required = true)]
        names: Vec<String>,
    },
    /// Build the programs that the image holds
    Guests,
    /// Make images; `viv` knows them by their names, and uses the last one where nobody names one
    Image {
        /// Names of images: files of xtask/images
        #[arg(default_value = image::DATA)]
        names: Vec<String>,
    },
    /// Run a package's own tests in the sandbox and natively, and write down what came of each file
    Upstream(upstream::Arguments),
    /// Work on relocatable WebAssembly objects; recipes call this
    #[command(subcommand)]
    Wasm(wasm::Task),
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<ExitCode> {
    match task {
        Task::Demo => demo::demo(&Workshop::open()?)?,
        Task::Test { parts } => test::test(&Workshop::open()?, &parts)?,
        Task::Bench(arguments) => bench::bench(&Workshop::open()?, &arguments)?,
        Task::Ci => test::ci(Workshop::open()?)?,
        Task::Tidy => tidy::tidy(&tree::Tree::of_this_xtask())?,
        Task::Build { names } => {
            let products = Workshop::open()?.build(&names)?;
            for name in &names {
                println!("{}", products.get(name)?.path.display());
            }
        }
        Task::Guests => {
            for product in image::guests(&Workshop::open()?)?.all() {
                println!("{}", product.path.display());
            }
        }
        Task::Image { names } => {
            let workshop = Workshop::open()?;
            for name in &names {
                println!("{}", image::default(&workshop, name)?.display());
            }
        }
        Task::Upstream(arguments) => upstream::upstream(&Workshop::open()?, &arguments)?,
        Task::Wasm(task) => return wasm::run(task),
    }
    Ok(ExitCode::SUCCESS)
}
