//! The Python package index, through pip.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command;
use crate::recipe::Pin;

/// Finds one file by name with pip's own finder. `pip download` cannot: for a source archive it runs the package's
/// build system, which is what the recipe is there to do.
const FINDER: &str = include_str!("pypi.py");

/// Downloads one file of a package into `folder`.
pub(super) fn download(pin: &Pin, folder: &Path) -> Result<PathBuf> {
    let target = folder.join(&pin.file);
    let mut python = command::clean("python3");
    python.args(["-c", FINDER, &pin.package, &pin.file]).arg(&target);
    command::output(&mut python).context("pip could not fetch the file")?;
    Ok(target)
}
