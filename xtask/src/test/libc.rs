//! The tests of the guests' C library, and of std over it: each program must pass in the sandbox, and on the host,
//! which is the oracle.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Counts;
use crate::build::Workshop;
use crate::command;
use crate::image;

/// Where the programs are written.
const SOURCES: &str = "sysroot/tests";

/// Builds and runs the programs on both sides.
pub(super) fn run(workshop: &Workshop) -> Result<Counts> {
    let image = image::make(workshop, image::TEST)?;
    let viv = crate::viv::build(workshop)?;
    let native = workshop.tree.join("target/sysroot-tests");
    fs::create_dir_all(&native)?;
    let mut counts = Counts::default();
    for source in sources(&workshop.tree.join(SOURCES))? {
        let name = source.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let on_host = command::output(&mut compile(&source, &native.join(&name)))
            .and_then(|_| command::output(&mut command::clean(native.join(&name))));
        let mut guest = command::clean(&viv);
        let in_sandbox = command::output(guest.arg("run").arg(&name).env("VIVARIUM_IMAGE", &image));
        for (side, result) in [("host", on_host), ("sandbox", in_sandbox)] {
            match result {
                Ok(_) => counts.passed += 1,
                Err(error) => {
                    counts.failed += 1;
                    println!("{SOURCES}: {name} on the {side}: {error:#}");
                }
            }
        }
    }
    println!("{SOURCES}: {} passed, {} failed", counts.passed, counts.failed);
    Ok(counts)
}

fn sources(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let listed = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut sources = Vec::new();
    for entry in listed {
        let path = entry?.path();
        let is_source = path.extension().is_some_and(|extension| extension == "c" || extension == "cc");
        if is_source || path.join("Cargo.toml").is_file() {
            sources.push(path);
        }
    }
    sources.sort();
    Ok(sources)
}

/// The host's own compiler, for the language of the source; a folder is a crate.
fn compile(source: &Path, program: &Path) -> std::process::Command {
    if source.is_dir() {
        let mut compiler = command::clean("rustc");
        compiler.args(["--edition=2024", "-O"]).arg(source.join("src/main.rs")).arg("-o").arg(program);
        return compiler;
    }
    let is_cxx = source.extension().is_some_and(|extension| extension == "cc");
    let mut compiler = command::clean(if is_cxx { "c++" } else { "cc" });
    compiler.args(if is_cxx { ["-O1", "-std=c++20"] } else { ["-O1", "-std=gnu17"] });
    compiler.arg(source).arg("-o").arg(program).arg("-lm");
    compiler
}
