//! What the tests need on both sides: the release that they come in, and the native Python beside the sandbox.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::suite::Suite;
use crate::build::{Workshop, unpack};
use crate::cache;
use crate::command;
use crate::digest;
use crate::fetch;
use crate::recipe::{Recipe, Source};

/// Packages that only tests import.
const PACKAGES: &str = "xtask/upstream/packages.toml";

/// The program that runs a file of tests.
const RUNNER: &str = "xtask/upstream/run.py";

/// Everything a file of tests needs but the side that runs it.
pub(super) struct Bench {
    /// The package's version.
    pub(super) version: String,
    /// The unpacked release.
    pub(super) release: PathBuf,
    /// A folder with the packages that only tests import.
    pub(super) packages: PathBuf,
    /// The program that runs a file of tests.
    pub(super) runner: PathBuf,
    /// Changes when the tests do.
    pub(super) key: String,
}

/// The file of packages that only tests import.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Packages {
    package: Vec<Source>,
}

impl Bench {
    /// Fetches and unpacks what the suite needs.
    pub(super) fn set_up(workshop: &Workshop, suite: &Suite) -> Result<Bench> {
        let recipe = workshop.recipes.get(&suite.package)?;
        let release = unpack_release(workshop, recipe)?;
        let packages = unpack_packages(workshop)?;
        let runner = workshop.tree.join(RUNNER);
        let text = format!("{release:?} {packages:?} {:?}", suite.options);
        Ok(Bench { version: recipe.version.clone(), release, packages, runner, key: digest::text(&text) })
    }
}

/// The sources of a recipe as they were released.
fn unpack_release(workshop: &Workshop, recipe: &Recipe) -> Result<PathBuf> {
    let source = recipe.source.first().with_context(|| format!("recipe {} has no source", recipe.name))?;
    let folder = workshop.cache.keep("upstream")?.join(format!("release-{}", &source.sha256[..16]));
    unpack_all(workshop, std::slice::from_ref(source), &folder)?;
    Ok(folder)
}

/// The packages that only tests import, in one folder.
fn unpack_packages(workshop: &Workshop) -> Result<PathBuf> {
    let path = workshop.tree.join(PACKAGES);
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let list: Packages = toml::from_str(&text).with_context(|| format!("in {}", path.display()))?;
    let folder = workshop.cache.keep("upstream")?.join(format!("packages-{}", &digest::text(&text)[..16]));
    unpack_all(workshop, &list.package, &folder)?;
    // Once, not in each process: the sandbox cannot write there.
    command::output(command::clean("python3.11").args(["-m", "compileall", "-q"]).arg(&folder))?;
    Ok(folder)
}

/// Fetches and unpacks sources into `folder`, unless that was done.
fn unpack_all(workshop: &Workshop, sources: &[Source], folder: &Path) -> Result<()> {
    let _lock = workshop.cache.lock("upstream")?;
    if !cache::is_sealed(folder) {
        cache::empty(folder)?;
        let log = workshop.cache.log("upstream")?;
        for source in sources {
            unpack::unpack(source, &fetch::source(&workshop.cache, source)?, folder, &log)?;
        }
        cache::seal(folder, "unpacked\n")?;
    }
    Ok(())
}
