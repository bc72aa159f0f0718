//! Recipes: how something is made from pinned sources, as data.

mod wheel;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use serde::Deserialize;

use crate::tree::{self, Tree};

/// The file `recipe.toml` of a folder, or an entry of the list of wheels.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recipe {
    /// The folder's name; unique over all recipe folders.
    pub(crate) name: String,
    pub(crate) version: String,
    /// SPDX expression of what the product contains.
    pub(crate) licence: String,
    /// Recipes whose products this one uses. Only what they show to compilers counts: their `interface`.
    #[serde(default)]
    pub(crate) depends: Vec<String>,
    /// Recipes whose code ends up in this product besides, so that any change of theirs makes a new product.
    #[serde(default)]
    pub(crate) links: Vec<String>,
    /// A recipe whose folder the build reads and whose `depends` and `links` are part of this one's.
    pub(crate) extends: Option<String>,
    /// Files and folders of the tree that are all compilers see of the product; without it, everything counts.
    #[serde(default)]
    pub(crate) interface: Vec<PathBuf>,
    /// Patch files of the folder, applied in order in `$SOURCE`.
    #[serde(default)]
    pub(crate) patches: Vec<PathBuf>,
    /// Files and folders of the tree, from its root, that the build reads besides the recipe's own.
    #[serde(default)]
    pub(crate) inputs: Vec<PathBuf>,
    /// Commands whose output belongs to the key: the version of a program of this machine.
    #[serde(default)]
    pub(crate) probes: Vec<String>,
    #[serde(default)]
    pub(crate) source: Vec<Source>,
    /// Where `recipe.toml`, `build.sh` and patches are; a wheel has none.
    #[serde(skip)]
    pub(crate) folder: Option<PathBuf>,
}

/// One pinned file, where it is unpacked, and what is done to it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    pub(crate) registry: Registry,
    #[serde(default)]
    pub(crate) package: String,
    #[serde(default)]
    pub(crate) version: String,
    /// Folder in a Debian pool.
    #[serde(default)]
    pub(crate) pool: String,
    pub(crate) file: String,
    pub(crate) sha256: String,
    /// Folder under `$SOURCE`.
    #[serde(default = "here")]
    pub(crate) into: PathBuf,
    /// `false` keeps the file packed, as a wheel for pip.
    #[serde(default = "yes")]
    pub(crate) unpack: bool,
    /// Only these members of a large archive, as tar's patterns without the single top folder.
    #[serde(default)]
    pub(crate) members: Vec<String>,
    /// Patch files of the recipe's folder, applied in order in `into`.
    #[serde(default)]
    pub(crate) patches: Vec<PathBuf>,
    /// Tried in order when the registry has dropped the first choice.
    #[serde(default)]
    pub(crate) fallback: Vec<Fallback>,
}

/// Another file that serves as well; what it leaves out is as in its source.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fallback {
    pub(crate) version: Option<String>,
    pub(crate) pool: Option<String>,
    pub(crate) file: String,
    pub(crate) sha256: String,
}

/// Where a pinned file comes from.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Registry {
    Debian,
    Pypi,
    Crates,
    Npm,
}

/// One file of a registry, found by name and known by hash.
#[derive(Clone, Debug)]
pub(crate) struct Pin {
    pub(crate) registry: Registry,
    pub(crate) package: String,
    pub(crate) version: String,
    pub(crate) pool: String,
    pub(crate) file: String,
    pub(crate) sha256: String,
}

fn here() -> PathBuf {
    PathBuf::from(".")
}

fn yes() -> bool {
    true
}

impl Source {
    /// The files that serve, best first.
    pub(crate) fn pins(&self) -> Vec<Pin> {
        let first = Pin {
            registry: self.registry,
            package: self.package.clone(),
            version: self.version.clone(),
            pool: self.pool.clone(),
            file: self.file.clone(),
            sha256: self.sha256.clone(),
        };
        let others = self.fallback.iter().map(|fallback| Pin {
            version: fallback.version.clone().unwrap_or_else(|| first.version.clone()),
            pool: fallback.pool.clone().unwrap_or_else(|| first.pool.clone()),
            file: fallback.file.clone(),
            sha256: fallback.sha256.clone(),
            ..first.clone()
        });
        std::iter::once(first.clone()).chain(others).collect()
    }
}

impl Recipe {
    /// Reads the recipe in `folder` and checks what a type cannot say.
    pub(crate) fn read(folder: &Path) -> Result<Recipe> {
        let path = folder.join("recipe.toml");
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut recipe: Recipe = toml::from_str(&text).with_context(|| format!("in {}", path.display()))?;
        recipe.folder = Some(folder.to_path_buf());
        recipe.check().with_context(|| format!("in {}", path.display()))?;
        Ok(recipe)
    }

    /// The script that makes the product, if unpacking is not all.
    pub(crate) fn script(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join("build.sh")).filter(|script| script.is_file())
    }

    /// Every recipe whose product this one uses.
    pub(crate) fn dependencies(&self) -> impl Iterator<Item = &String> {
        self.links.iter().chain(&self.depends)
    }

    /// A file that lies beside the recipe.
    pub(crate) fn file(&self, name: &Path) -> PathBuf {
        self.folder.as_ref().map_or_else(|| name.to_path_buf(), |folder| folder.join(name))
    }

    fn check(&self) -> Result<()> {
        if let Some(folder) = &self.folder {
            let folder = folder.file_name().unwrap_or_default();
            ensure!(folder == self.name.as_str(), "the name {:?} is not the folder's", self.name);
        }
        ensure!(
            !self.version.is_empty() && !self.licence.is_empty(),
            "version and licence must not be empty"
        );
        for name in &self.links {
            ensure!(!self.depends.contains(name), "{name} is in links and in depends");
        }
        for patch in self.patches.iter().chain(self.source.iter().flat_map(|source| &source.patches)) {
            ensure!(self.file(patch).is_file(), "no patch file {}", patch.display());
        }
        for pin in self.source.iter().flat_map(Source::pins) {
            let hash = &pin.sha256;
            ensure!(
                hash.len() == 64 && hash.bytes().all(|c| c.is_ascii_hexdigit()),
                "{}: not a sha256: {hash:?}",
                pin.file
            );
            match pin.registry {
                Registry::Debian => {
                    ensure!(!pin.pool.is_empty(), "{}: a debian file needs its pool folder", pin.file);
                }
                Registry::Pypi | Registry::Crates | Registry::Npm => {
                    let named = !pin.package.is_empty() && !pin.version.is_empty();
                    ensure!(named, "{}: package and version are needed", pin.file);
                }
            }
        }
        Ok(())
    }
}

/// All recipes of the tree by name.
pub(crate) struct Recipes {
    by_name: BTreeMap<String, Recipe>,
}

impl Recipes {
    /// Reads every recipe folder.
    pub(crate) fn read(tree: &Tree) -> Result<Recipes> {
        let mut by_name = BTreeMap::new();
        for folder in tree.recipe_folders() {
            for entry in fs::read_dir(&folder)? {
                let path = entry?.path();
                if !path.join("recipe.toml").is_file() {
                    continue;
                }
                add(&mut by_name, Recipe::read(&path)?)?;
            }
        }
        for recipe in wheel::read(&tree.join(tree::WHEELS))? {
            add(&mut by_name, recipe)?;
        }
        extend(tree, &mut by_name)?;
        Ok(Recipes { by_name })
    }

    /// The recipe of this name.
    pub(crate) fn get(&self, name: &str) -> Result<&Recipe> {
        self.by_name.get(name).ok_or_else(|| {
            let known = self.by_name.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            anyhow!("no recipe {name:?}; there are: {known}")
        })
    }

    /// Every recipe.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Recipe> {
        self.by_name.values()
    }

    /// `names` and everything they depend on, dependencies first.
    pub(crate) fn in_order(&self, names: &[String]) -> Result<Vec<&Recipe>> {
        let mut walk = Walk { recipes: self, order: Vec::new(), path: Vec::new() };
        for name in names {
            walk.visit(name)?;
        }
        Ok(walk.order)
    }
}

fn add(by_name: &mut BTreeMap<String, Recipe>, recipe: Recipe) -> Result<()> {
    match by_name.insert(recipe.name.clone(), recipe) {
        Some(other) => bail!("two recipes are named {}", other.name),
        None => Ok(()),
    }
}

/// Gives each recipe that extends another what it has from that one.
fn extend(tree: &Tree, by_name: &mut BTreeMap<String, Recipe>) -> Result<()> {
    let names: Vec<String> = by_name.keys().cloned().collect();
    for name in names {
        extend_one(tree, by_name, &name, &mut Vec::new())?;
    }
    Ok(())
}

/// Extends a recipe, after the one that it extends; `path` holds those that extend it.
fn extend_one(
    tree: &Tree,
    by_name: &mut BTreeMap<String, Recipe>,
    name: &str,
    path: &mut Vec<String>,
) -> Result<()> {
    let Some(extended) = by_name.get(name).and_then(|recipe| recipe.extends.clone()) else { return Ok(()) };
    path.push(name.to_string());
    ensure!(
        !path.contains(&extended),
        "recipes extend each other in a circle: {} → {extended}",
        path.join(" → ")
    );
    extend_one(tree, by_name, &extended, path)?;
    path.pop();
    let base =
        by_name.get(&extended).with_context(|| format!("recipe {name} extends {extended}, which is none"))?;
    let (links, depends, mut inputs) = (base.links.clone(), base.depends.clone(), base.inputs.clone());
    if let Some(folder) = &base.folder {
        inputs.push(folder.strip_prefix(tree.root()).unwrap_or(folder).to_path_buf());
    }
    let recipe = by_name.get_mut(name).expect("it was found above");
    for (own, inherited) in [(&mut recipe.links, links), (&mut recipe.depends, depends)] {
        let new = inherited.into_iter().filter(|name| !own.contains(name)).collect::<Vec<_>>();
        own.splice(0..0, new);
    }
    recipe
        .inputs
        .extend(inputs.into_iter().filter(|input| !recipe.inputs.contains(input)).collect::<Vec<_>>());
    Ok(())
}

/// A depth-first walk along the dependencies.
struct Walk<'a> {
    recipes: &'a Recipes,
    order: Vec<&'a Recipe>,
    path: Vec<String>,
}

impl Walk<'_> {
    fn visit(&mut self, name: &str) -> Result<()> {
        if self.order.iter().any(|recipe| recipe.name == name) {
            return Ok(());
        }
        if self.path.iter().any(|above| above == name) {
            bail!("recipes depend on each other in a circle: {} → {name}", self.path.join(" → "));
        }
        let recipe = self.recipes.get(name).with_context(|| match self.path.last() {
            Some(above) => format!("recipe {above} depends on {name}"),
            None => format!("cannot build {name}"),
        })?;
        self.path.push(name.to_string());
        for dependency in recipe.dependencies() {
            self.visit(dependency)?;
        }
        self.path.pop();
        self.order.push(recipe);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, name: &str, depends: &str) {
        let folder = root.join("sysroot/recipes").join(name);
        fs::create_dir_all(&folder).unwrap();
        let text = format!("name = {name:?}\nversion = \"1\"\nlicence = \"MIT\"\ndepends = {depends}\n");
        fs::write(folder.join("recipe.toml"), text).unwrap();
    }

    fn order(of: &[(&str, &str)], names: &[&str]) -> Result<Vec<String>> {
        let root = tempfile::tempdir().unwrap();
        for (name, depends) in of {
            write(root.path(), name, depends);
        }
        let recipes = Recipes::read(&Tree::at(root.path()))?;
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        Ok(recipes.in_order(&names)?.iter().map(|recipe| recipe.name.clone()).collect())
    }

    #[test]
    fn dependencies_come_first_and_once() {
        let graph = [("a", r#"["b", "c"]"#), ("b", r#"["c"]"#), ("c", "[]"), ("unused", "[]")];
        assert_eq!(order(&graph, &["a", "c"]).unwrap(), ["c", "b", "a"]);
    }

    #[test]
    fn a_circle_is_named() {
        let error = order(&[("a", r#"["b"]"#), ("b", r#"["a"]"#)], &["a"]).unwrap_err();
        assert!(format!("{error:#}").contains("a → b → a"), "{error:#}");
    }

    #[test]
    fn a_missing_recipe_names_who_wants_it() {
        let error = order(&[("a", r#"["gone"]"#)], &["a"]).unwrap_err();
        assert!(format!("{error:#}").contains("recipe a depends on gone"), "{error:#}");
    }

    fn extending(of: &[(&str, &str)]) -> Result<Recipes> {
        let root = tempfile::tempdir().unwrap();
        for (name, extended) in of {
            write(root.path(), name, &format!("[\"d-{name}\"]\nlinks = [\"l-{name}\"]\n{extended}"));
        }
        Recipes::read(&Tree::at(root.path()))
    }

    #[test]
    fn a_recipe_has_what_it_extends() {
        let recipes = extending(&[("c", ""), ("b", "extends = \"c\""), ("a", "extends = \"b\"")]).unwrap();
        let a = recipes.get("a").unwrap();
        assert_eq!(a.links, ["l-c", "l-b", "l-a"]);
        assert_eq!(a.depends, ["d-c", "d-b", "d-a"]);
        assert_eq!(a.inputs, ["c", "b"].map(|name| Path::new("sysroot/recipes").join(name)));
    }

    #[test]
    fn a_circle_of_extensions_is_named() {
        let Err(error) = extending(&[("a", "extends = \"b\""), ("b", "extends = \"a\"")]) else {
            panic!("no error")
        };
        assert!(format!("{error:#}").contains("a → b → a"), "{error:#}");
    }
}
