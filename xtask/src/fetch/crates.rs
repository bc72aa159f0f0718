//! The crate registry, through cargo.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, ensure};

use crate::command;
use crate::recipe::Pin;

/// Downloads a crate into cargo's own cache and returns it there.
///
/// `cargo info` fetches one crate and none of its dependencies.
pub(super) fn download(pin: &Pin) -> Result<PathBuf> {
    let expected = format!("{}-{}.crate", pin.package, pin.version);
    ensure!(pin.file == expected, "the file of this crate is {expected}, not {}", pin.file);
    let mut cargo = command::clean("cargo");
    // A folder without a manifest, so that the tree's own lock file has no say.
    cargo
        .args(["info", "--quiet"])
        .arg(format!("{}@{}", pin.package, pin.version))
        .current_dir(env::temp_dir());
    command::output(&mut cargo)?;
    let caches = cargo_home()?.join("registry/cache");
    let listed = fs::read_dir(&caches).with_context(|| format!("no crates in {}", caches.display()))?;
    listed
        .filter_map(|entry| Some(entry.ok()?.path().join(&pin.file)))
        .find(|path| path.is_file())
        .ok_or_else(|| anyhow!("cargo did not put {} into {}", pin.file, caches.display()))
}

fn cargo_home() -> Result<PathBuf> {
    match env::var_os("CARGO_HOME") {
        Some(folder) => Ok(PathBuf::from(folder)),
        None => {
            Ok(env::home_dir().ok_or_else(|| anyhow!("no home directory; set CARGO_HOME"))?.join(".cargo"))
        }
    }
}
