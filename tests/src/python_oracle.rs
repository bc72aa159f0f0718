use std::env;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};

use crate::Suite;

/// The folder of the oracle's `python3`, in the cache: the one that has the packages of the suite's image.
pub(crate) fn bin(suite: Suite) -> Result<PathBuf> {
    let image = if suite == Suite::Full { "full" } else { "data" };
    let bin = cache()?.join("keep/oracle").join(image).join("bin");
    ensure!(bin.join("python3").exists(), "no Python oracle; `cargo xtask test suites` makes it");
    Ok(bin)
}

/// The oracle's `python3`, which has the packages of the image for data, and what they depend on natively.
///
/// # Errors
/// If `cargo xtask test` or `cargo xtask bench` has not made it.
pub fn oracle_python() -> Result<PathBuf> {
    Ok(bin(Suite::Science)?.join("python3"))
}

fn cache() -> Result<PathBuf> {
    if let Some(cache) = env::var_os("VIVARIUM_CACHE") {
        return Ok(cache.into());
    }
    let home = env::var_os("HOME").context("neither VIVARIUM_CACHE nor HOME is set")?;
    Ok(PathBuf::from(home).join(".cache/vivarium"))
}
