//! Pure Python packages that are used as they were released: a list of wheels.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::{Recipe, Registry, Source};

/// Where Python finds packages, in a product.
const SITE_PACKAGES: &str = "usr/lib/python3.11/site-packages";

/// The list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wheels {
    wheel: Vec<Wheel>,
}

/// One wheel: a recipe of the package's name, whose product is what the wheel holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wheel {
    name: String,
    version: String,
    /// SPDX expression.
    licence: String,
    file: String,
    sha256: String,
}

/// Reads the list at `path`, if there is one.
pub(super) fn read(path: &Path) -> Result<Vec<Recipe>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let list: Wheels = toml::from_str(&text).with_context(|| format!("in {}", path.display()))?;
    list.wheel
        .into_iter()
        .map(|wheel| {
            let recipe = Recipe::from(wheel);
            recipe.check().with_context(|| format!("in {}, {}", path.display(), recipe.name))?;
            Ok(recipe)
        })
        .collect()
}

impl From<Wheel> for Recipe {
    fn from(wheel: Wheel) -> Recipe {
        let source = Source {
            registry: Registry::Pypi,
            package: wheel.name.clone(),
            version: wheel.version.clone(),
            pool: String::new(),
            file: wheel.file,
            sha256: wheel.sha256,
            into: PathBuf::from(SITE_PACKAGES),
            unpack: true,
            members: Vec::new(),
            patches: Vec::new(),
            fallback: Vec::new(),
        };
        Recipe {
            name: wheel.name,
            version: wheel.version,
            licence: wheel.licence,
            depends: Vec::new(),
            links: Vec::new(),
            extends: None,
            interface: Vec::new(),
            patches: Vec::new(),
            inputs: Vec::new(),
            probes: Vec::new(),
            source: vec![source],
            folder: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(sha256: &str) -> Result<Vec<Recipe>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("wheels.toml");
        let text = format!(
            "[[wheel]]\nname = 'six'\nversion = '1'\nlicence = 'MIT'\nfile = 'six-1-py3-none-any.whl'\nsha256 = '{sha256}'"
        );
        fs::write(&path, text).unwrap();
        read(&path)
    }

    #[test]
    fn a_wheel_is_unpacked_where_python_finds_it() {
        let recipes = list(&"0".repeat(64)).unwrap();
        assert_eq!(recipes[0].name, "six");
        assert_eq!(recipes[0].source[0].into, Path::new(SITE_PACKAGES));
        assert!(recipes[0].script().is_none());
    }

    #[test]
    fn a_wheel_is_checked_as_any_recipe() {
        assert!(format!("{:#}", list("0").unwrap_err()).contains("not a sha256"));
    }
}
