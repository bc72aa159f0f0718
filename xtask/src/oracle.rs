//! The native Pythons that the sandbox is compared with: each has the packages of an image, in their versions.

use std::env;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::{fs, process};

use anyhow::{Context, Result};

use crate::build::Workshop;
use crate::cache;
use crate::command;
use crate::digest;
use crate::recipe::Registry;

/// The `python3` of an image's oracle: in a virtual environment, which is made at first use. The suites look for it by the
/// image's name.
pub(crate) fn python(workshop: &Workshop, image: &str) -> Result<PathBuf> {
    let packages = packages(workshop, image)?.join("\n");
    let environments = workshop.cache.keep("oracle")?;
    let environment = environments.join(&digest::text(&packages)[..16]);
    let python = environment.join("bin/python3");
    let _lock = workshop.cache.lock("oracle")?;
    if !cache::is_sealed(&environment) {
        let step = workshop.progress.step("native Python");
        step.now("installing the image's packages");
        cache::empty(&environment)?;
        let (interpreter, pip) = find_interpreters()?;
        let mut venv = command::clean(interpreter);
        command::output(venv.args(["-m", "venv", "--without-pip"]).arg(&environment))?;
        let mut install = command::clean(pip);
        install.args(["-m", "pip", "--quiet", "--python"]).arg(&python);
        // Some are released as source only.
        command::output(install.args(["install", "--prefer-binary"]).args(packages.lines()))?;
        cache::seal(&environment, &packages)?;
        step.done("installed");
    }
    let fresh = environments.join(format!(".{image}-{}", process::id()));
    symlink(&environment, &fresh)?;
    fs::rename(&fresh, environments.join(image))?;
    Ok(python)
}

/// `name==version` of each package in the image; the interpreter is none.
fn packages(workshop: &Workshop, image: &str) -> Result<Vec<String>> {
    let mut pinned = Vec::new();
    for name in workshop.recipes.get(&format!("python-{image}-tree"))?.dependencies() {
        let recipe = workshop.recipes.get(name)?;
        if let Some(source) = recipe.source.iter().find(|source| source.registry == Registry::Pypi) {
            pinned.push(format!("{}=={}", source.package, source.version));
        }
    }
    Ok(pinned)
}

/// A Python 3.11, and one whose pip can install for it. Debian ships the first without the second.
fn find_interpreters() -> Result<(PathBuf, PathBuf)> {
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&path).map(|folder| folder.join("python3.11"));
    let candidates: Vec<PathBuf> =
        [PathBuf::from("/usr/bin/python3.11")].into_iter().chain(on_path).collect();
    let able = |code: &str| candidates.iter().find(|python| runs(python, code)).cloned();
    let python = able("import sqlite3, lzma, bz2, zlib, venv").context("install python3.11")?;
    let pip = able("import pip").context("install pip for python3.11")?;
    Ok((python, pip))
}

fn runs(python: &Path, code: &str) -> bool {
    command::output(command::clean(python).args(["-c", code])).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image;

    #[test]
    fn packages_are_those_of_the_image() {
        let pinned = packages(&Workshop::open().unwrap(), image::DATA).unwrap();
        let versions = |name: &str| pinned.iter().filter(|pin| pin.starts_with(&format!("{name}=="))).count();
        // One with a recipe, one of the list of wheels, and the interpreter, which is none.
        assert_eq!(["numpy", "sympy", "cpython"].map(versions), [1, 1, 0]);
    }
}
