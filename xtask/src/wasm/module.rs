//! Extension modules: the manifest that stands for a shared library, and the object made from it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use super::adapt;
use super::compile::Library;
use super::localise::localise;

/// The content of the file that build systems take for the shared library.
#[derive(Serialize, Deserialize)]
struct Manifest {
    objects: Vec<PathBuf>,
}

/// Writes the manifest of a library.
pub(super) fn record(library: &Library) -> Result<()> {
    let manifest = Manifest { objects: library.inputs.clone() };
    fs::write(&library.output, serde_json::to_vec_pretty(&manifest)?)
        .with_context(|| format!("cannot write {}", library.output.display()))
}

/// Makes one object of a manifest; it defines `PyInit_<module>` alone, dots written as `_DOT_`.
///
/// Its calls are adapted to what it calls of `libraries`, if there are any.
pub(super) fn object(module: &str, manifest: &Path, libraries: &[PathBuf], output: &Path) -> Result<()> {
    let text = fs::read(manifest).with_context(|| format!("cannot read {}", manifest.display()))?;
    let recorded: Manifest =
        serde_json::from_slice(&text).with_context(|| format!("{} is no manifest", manifest.display()))?;
    let adapted = tempfile::tempdir()?;
    let inputs = if libraries.is_empty() {
        recorded.objects
    } else {
        adapt::inputs(&recorded.objects, libraries, adapted.path())
            .with_context(|| format!("module {module}"))?
    };
    let merged = output.with_extension("merged.o");
    let status = Command::new("wasm-ld-22").arg("-r").arg("-o").arg(&merged).args(&inputs).status();
    let status = status.context("cannot start wasm-ld-22")?;
    ensure!(status.success(), "wasm-ld-22 could not merge the objects of {module} ({status})");
    let last = module.rsplit('.').next().unwrap_or(module);
    let keep =
        BTreeMap::from([(format!("PyInit_{last}"), format!("PyInit_{}", module.replace('.', "_DOT_")))]);
    let localised = localise(&fs::read(&merged)?, &keep).with_context(|| format!("module {module}"))?;
    fs::write(output, localised).with_context(|| format!("cannot write {}", output.display()))?;
    fs::remove_file(&merged)?;
    Ok(())
}
