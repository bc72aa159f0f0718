//! The command `viv`, built from this tree.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::build::Workshop;
use crate::command;

/// Builds `viv` and returns where it is.
pub(crate) fn build(workshop: &Workshop) -> Result<PathBuf> {
    let step = workshop.progress.step("viv");
    step.now("building");
    let log = workshop.cache.log("viv")?;
    std::fs::write(&log, "")?;
    let mut cargo = command::clean("cargo");
    cargo.args(["build", "--release", "--package", "viv"]).current_dir(workshop.tree.root());
    command::run(&mut cargo, &log).context("cannot build viv")?;
    Ok(target(workshop).join("release/viv"))
}

/// Where cargo puts what it builds.
fn target(workshop: &Workshop) -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => workshop.tree.join(folder),
        None => workshop.tree.join("target"),
    }
}
