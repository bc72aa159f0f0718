//! Fetching pinned files: from the cache, from a mirror folder, or from their registry by this machine's own client.
//!
//! No address of a registry is written down here. apt, pip, cargo and npm know the registries, mirrors, proxies and
//! certificates of this machine, so each file comes by the client of its registry.

mod crates;
mod debian;
mod npm;
mod pypi;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::cache::Cache;
use crate::digest;
use crate::recipe::{Pin, Registry, Source};

/// The file of `source`, verified, and the pin that gave it.
pub(crate) fn source(cache: &Cache, source: &Source) -> Result<PathBuf> {
    let mut failures = Vec::new();
    for pin in source.pins() {
        match fetch(cache, &pin) {
            Ok(path) => return Ok(path),
            Err(error) => failures.push(format!("{error:#}")),
        }
    }
    bail!(
        "cannot get {}: {}\nput the file into a folder and name that folder in VIVARIUM_MIRROR",
        source.file,
        failures.join("; ")
    )
}

/// The pinned file in the cache; fetched if it is not there yet.
pub(crate) fn fetch(cache: &Cache, pin: &Pin) -> Result<PathBuf> {
    let kept = cache.download(&pin.sha256, &pin.file);
    if kept.is_file() {
        return Ok(kept);
    }
    let folder = kept.parent().expect("a download lies in the folder of its hash");
    fs::create_dir_all(folder)?;
    let _lock = cache.lock(&format!("download-{}", pin.sha256))?;
    if kept.is_file() {
        return Ok(kept);
    }
    let arriving = tempfile::tempdir_in(folder)?;
    let file = match from_mirror(cache, pin)? {
        Some(file) => file,
        None => from_registry(pin, arriving.path())?,
    };
    let found = digest::file(&file)?;
    ensure!(found == pin.sha256, "{} has sha256 {found}, but the recipe pins {}", pin.file, pin.sha256);
    let verified = arriving.path().join("verified");
    fs::copy(&file, &verified).with_context(|| format!("cannot keep {}", pin.file))?;
    fs::rename(&verified, &kept)?;
    Ok(kept)
}

/// The file in the mirror folder, if it is there and the right one.
fn from_mirror(cache: &Cache, pin: &Pin) -> Result<Option<PathBuf>> {
    let Some(folder) = cache.mirror() else { return Ok(None) };
    let file = folder.join(&pin.file);
    Ok(if file.is_file() && digest::file(&file)? == pin.sha256 { Some(file) } else { None })
}

/// Downloads the file into `folder`.
fn from_registry(pin: &Pin, folder: &Path) -> Result<PathBuf> {
    match pin.registry {
        Registry::Debian => debian::download(pin, folder),
        Registry::Pypi => pypi::download(pin, folder),
        Registry::Crates => crates::download(pin),
        Registry::Npm => npm::download(pin, folder),
    }
}
