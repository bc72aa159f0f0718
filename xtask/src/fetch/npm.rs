//! npm's registry, through npm.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command;
use crate::recipe::Pin;

/// Downloads a package's archive into `folder`.
pub(super) fn download(pin: &Pin, folder: &Path) -> Result<PathBuf> {
    let mut npm = command::clean("npm");
    npm.args(["pack", "--silent", "--pack-destination"]).arg(folder);
    npm.arg(format!("{}@{}", pin.package, pin.version));
    // The last line is the name of the file that npm wrote; notices may come before it.
    let written = command::output(&mut npm).context("npm could not fetch the package")?;
    Ok(folder.join(written.lines().last().unwrap_or_default().trim()))
}
