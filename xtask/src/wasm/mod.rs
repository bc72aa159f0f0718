//! `xtask wasm`: what LLVM's tools cannot do with relocatable WebAssembly objects.
//!
//! A shared library cannot be loaded into a wasm process, so a Python extension module becomes one relocatable
//! object of the program: a manifest of its objects stands for the library while the package builds, then one object
//! is made of them whose symbols are local but for its `PyInit_…`, renamed after the whole dotted name.

mod adapt;
mod arity;
mod compile;
mod constructors;
mod fortran;
mod functions;
mod leb;
mod linking;
mod localise;
mod module;

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Subcommand;

#[derive(Subcommand)]
pub(crate) enum Task {
    /// Adapt calls of objects, which will be an archive, to functions that are defined otherwise than they say
    Adapt {
        /// An archive whose functions the objects call
        #[arg(long)]
        library: Vec<PathBuf>,
        /// Objects; they are rewritten, and adapters come to lie beside the first
        objects: Vec<PathBuf>,
    },
    /// Make every symbol that an object defines local, but for those kept
    Localise {
        input: PathBuf,
        output: PathBuf,
        /// A symbol that stays global, and the name it gets: OLD=NEW, or NAME to keep that too
        #[arg(long, value_name = "OLD[=NEW]")]
        keep: Vec<String>,
    },
    /// Run a compiler; of a link with -shared, only record the inputs
    #[command(disable_help_flag = true)]
    Compile {
        driver: PathBuf,
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Compile Fortran: flang for another machine, then clang for wasm
    #[command(disable_help_flag = true)]
    Fortran {
        flang: PathBuf,
        clang: PathBuf,
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Record the inputs of a shared library in a manifest
    ModuleLink {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Make one object of a manifest that `compile` or `module-link` wrote; its calls are adapted to the archives
    /// that the variable ADAPT_TO lists, separated by colons
    ModuleObject {
        /// Dotted name of the Python module
        module: String,
        manifest: PathBuf,
        output: PathBuf,
    },
}

/// Does a task; the exit code is the compiler's where there is one.
pub(crate) fn run(task: Task) -> Result<ExitCode> {
    match task {
        Task::Adapt { library, objects } => adapt::library(&objects, &library)?,
        Task::Localise { input, output, keep } => {
            let object = fs::read(&input).with_context(|| format!("cannot read {}", input.display()))?;
            let keep = keep.iter().map(|kept| kept.split_once('=').unwrap_or((kept, kept)));
            let keep = keep.map(|(old, new)| (old.to_string(), new.to_string())).collect();
            let localised =
                localise::localise(&object, &keep).with_context(|| format!("in {}", input.display()))?;
            fs::write(&output, localised).with_context(|| format!("cannot write {}", output.display()))?;
        }
        Task::Compile { driver, arguments } => return compile::compile(&driver, &arguments),
        Task::Fortran { flang, clang, arguments } => return fortran::compile(&flang, &clang, &arguments),
        Task::ModuleLink { arguments } => match compile::parse(&arguments)? {
            compile::Invocation::Library(library) => module::record(&library)?,
            _ => bail!("module-link takes a link with -shared and -o"),
        },
        Task::ModuleObject { module, manifest, output } => {
            let libraries = env::var_os("ADAPT_TO").unwrap_or_default();
            let libraries: Vec<PathBuf> =
                env::split_paths(&libraries).filter(|it| !it.as_os_str().is_empty()).collect();
            module::object(&module, &manifest, &libraries, &output)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
