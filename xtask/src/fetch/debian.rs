//! Debian's pool, through apt's own mirrors and downloader.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::command;
use crate::recipe::Pin;

/// apt's downloader; it knows apt's proxies and certificates.
const APT_HELPER: &str = "/usr/lib/apt/apt-helper";

/// Downloads `pool/<folder>/<file>` from the first of apt's mirrors that has it.
pub(super) fn download(pin: &Pin, folder: &Path) -> Result<PathBuf> {
    let mirrors = mirrors()?;
    let target = folder.join(&pin.file);
    let mut last = None;
    for mirror in &mirrors {
        let address = format!("{}/pool/{}/{}", mirror.trim_end_matches('/'), pin.pool, escape(&pin.file));
        let mut helper = command::clean(APT_HELPER);
        helper.args(["-o", "Acquire::Retries=3", "download-file"]).arg(&address).arg(&target);
        helper.arg(format!("SHA256:{}", pin.sha256));
        match command::output(&mut helper) {
            Ok(_) if target.is_file() => return Ok(target),
            Ok(_) => {}
            Err(error) => last = Some(error),
        }
    }
    match last {
        Some(error) => {
            Err(error).with_context(|| format!("none of apt's {} mirrors gave {}", mirrors.len(), pin.file))
        }
        None => bail!("apt has no mirrors configured; see sources.list(5)"),
    }
}

/// Base addresses of the repositories that apt is configured for, the main archive before the others.
fn mirrors() -> Result<Vec<String>> {
    let mut targets = command::clean("apt-get");
    targets.args(["indextargets", "--format", "$(LABEL)\t$(REPO_URI)", "Created-By: Packages"]);
    let listed = command::output(&mut targets).context("cannot ask apt for its mirrors")?;
    let mut mirrors = Vec::new();
    for line in listed.lines() {
        let Some((label, address)) = line.split_once('\t') else { continue };
        // The security archive's label is "Debian-Security"; repositories of others hold nothing that is pinned.
        if label.starts_with("Debian") && !mirrors.iter().any(|(_, known)| known == address) {
            mirrors.push((label.to_string(), address.to_string()));
        }
    }
    mirrors.sort_by_key(|(label, _)| label != "Debian");
    Ok(mirrors.into_iter().map(|(_, address)| address).collect())
}

/// The file's name as part of an address: `+` and `~` occur in Debian's version numbers.
fn escape(file: &str) -> String {
    file.replace('+', "%2B").replace('~', "%7E")
}
