//! The versions of the image's Python packages, as their recipes say them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The recipe that links the packages of the image for data.
const TREE: &str = "python-data-tree";
/// Pure Python packages, which have no recipe of their own.
const WHEELS: &str = "wheels.toml";
/// The registry of what the oracle can install too.
const REGISTRY: &str = "pypi";

#[derive(Deserialize)]
struct Recipe {
    version: String,
    #[serde(default)]
    links: Vec<String>,
    extends: Option<String>,
    #[serde(default)]
    source: Vec<Source>,
}

#[derive(Deserialize)]
struct Source {
    registry: String,
}

#[derive(Deserialize)]
struct Wheels {
    wheel: Vec<Wheel>,
}

#[derive(Deserialize)]
struct Wheel {
    name: String,
    version: String,
}

/// `name==version` of each Python package in the image for data.
///
/// # Errors
/// If a recipe cannot be read.
pub(crate) fn read() -> Result<Vec<String>> {
    read_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../python-wasm"))
}

fn read_in(folder: &Path) -> Result<Vec<String>> {
    let wheels: Wheels = parse(&folder.join(WHEELS))?;
    let tree: Recipe = parse(&recipe(folder, TREE))?;
    let mut pins = Vec::new();
    let base = tree.extends.map(|base| parse::<Recipe>(&recipe(folder, &base))).transpose()?;
    for name in base.into_iter().flat_map(|base| base.links).chain(tree.links) {
        if let Some(wheel) = wheels.wheel.iter().find(|wheel| wheel.name == name) {
            pins.push(format!("{name}=={}", wheel.version));
            continue;
        }
        let package: Recipe = parse(&recipe(folder, &name))?;
        // The interpreter is a dependency, too.
        if package.source.iter().any(|source| source.registry == REGISTRY) {
            pins.push(format!("{name}=={}", package.version));
        }
    }
    ensure!(!pins.is_empty(), "{TREE} has no packages");
    Ok(pins)
}

fn recipe(folder: &Path, name: &str) -> PathBuf {
    folder.join("recipes").join(name).join("recipe.toml")
}

fn parse<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("in {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_those_of_the_tree() {
        let pins = read().unwrap();
        let versions = |name: &str| pins.iter().filter(|pin| pin.starts_with(&format!("{name}=="))).count();
        // One with a recipe, one of the list of wheels, and the interpreter, which is none.
        assert_eq!(["numpy", "sympy", "cpython"].map(versions), [1, 1, 0]);
    }
}
