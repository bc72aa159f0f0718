//! What this machine must have: programs, and the packages that bring them.

use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::command;
use crate::tree::Tree;

/// The file that lists the requirements.
const REQUIREMENTS: &str = "xtask/host.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Requirements {
    requirement: Vec<Requirement>,
}

/// Something that must be there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Requirement {
    /// A shell command that succeeds where it is there.
    check: String,
    /// Debian packages that bring it.
    #[serde(default)]
    packages: Vec<String>,
    /// A command that brings it; run as it stands.
    install: Option<String>,
    /// What to do where neither helps.
    hint: Option<String>,
}

/// Checks this machine, and installs what it lacks where that is possible.
pub(crate) fn require(tree: &Tree) -> Result<()> {
    let path = tree.join(REQUIREMENTS);
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let requirements: Requirements =
        toml::from_str(&text).with_context(|| format!("in {}", path.display()))?;
    let missing: Vec<&Requirement> = requirements.requirement.iter().filter(|it| !it.is_met(tree)).collect();
    let packages: Vec<&str> = missing.iter().flat_map(|it| &it.packages).map(String::as_str).collect();
    if !packages.is_empty() {
        install(&packages)?;
    }
    for requirement in missing {
        requirement.provide(tree)?;
    }
    Ok(())
}

impl Requirement {
    fn is_met(&self, tree: &Tree) -> bool {
        command::output(command::clean("sh").args(["-c", &self.check]).current_dir(tree.root())).is_ok()
    }

    /// Runs the requirement's own command, if the packages did not bring it.
    fn provide(&self, tree: &Tree) -> Result<()> {
        if let Some(install) = &self.install
            && !self.is_met(tree)
        {
            eprintln!("xtask: {install}");
            command::interactive(command::clean("sh").args(["-c", install]))?;
        }
        if self.is_met(tree) {
            return Ok(());
        }
        let hint = self.hint.as_deref().unwrap_or("install it and run xtask again");
        bail!("this machine lacks what the command `{}` looks for; {hint}", self.check)
    }
}

/// Installs Debian packages if we may; says how to, if not.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let line = format!("apt-get install --yes --no-install-recommends {}", packages.join(" "));
    if !is_root()? {
        bail!("programs are missing; run: sudo {line}");
    }
    eprintln!("xtask: {line}");
    let script = format!("export DEBIAN_FRONTEND=noninteractive; {line} || {{ apt-get update && {line}; }}");
    command::interactive(command::clean("sh").args(["-c", &script]))
        .with_context(|| format!("cannot install what is missing; by hand: {line}"))
}

fn is_root() -> Result<bool> {
    Ok(command::output(command::clean("id").arg("-u"))?.trim() == "0")
}
