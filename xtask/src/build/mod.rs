//! `xtask build`: recipes into products.

mod key;
mod recipe;
mod schedule;
mod tools;
pub(crate) mod unpack;

pub(crate) use schedule::OutOfTime;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, anyhow};

use crate::cache::{self, Cache};
use crate::progress::Progress;
use crate::recipe::{Recipe, Recipes};
use crate::tree::Tree;

/// What builds share: the tree, its recipes, the cache, and where progress is shown.
pub(crate) struct Workshop {
    pub(crate) tree: Tree,
    pub(crate) recipes: Recipes,
    pub(crate) cache: Cache,
    pub(crate) progress: Progress,
    /// When no more recipes are begun.
    pub(crate) deadline: Option<Instant>,
}

/// What a recipe made.
#[derive(Clone, Debug)]
pub(crate) struct Product {
    pub(crate) name: String,
    pub(crate) key: String,
    pub(crate) path: PathBuf,
}

/// The products of some recipes and of everything they depend on.
pub(crate) struct Products {
    by_name: BTreeMap<String, Product>,
}

impl Products {
    /// Products that lie somewhere already.
    #[cfg(test)]
    pub(crate) fn at(folders: &[(&str, &std::path::Path)]) -> Products {
        let product = |name: &str, path: &std::path::Path| Product {
            name: name.to_string(),
            key: String::new(),
            path: path.to_path_buf(),
        };
        Products {
            by_name: folders.iter().map(|(name, path)| (name.to_string(), product(name, path))).collect(),
        }
    }

    /// The product of a recipe that was built.
    pub(crate) fn get(&self, name: &str) -> Result<&Product> {
        self.by_name.get(name).ok_or_else(|| anyhow!("{name} is not among the recipes that were built"))
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Product> {
        self.by_name.values()
    }
}

impl Workshop {
    /// Reads the recipes and opens the cache.
    pub(crate) fn open() -> Result<Workshop> {
        let tree = Tree::of_this_xtask();
        let recipes = Recipes::read(&tree)?;
        Ok(Workshop { tree, recipes, cache: Cache::open()?, progress: Progress::new(), deadline: None })
    }

    /// Builds `names` and what they depend on; what is built already costs nothing.
    pub(crate) fn build(&self, names: &[String]) -> Result<Products> {
        let order = self.recipes.in_order(names)?;
        let by_name = match self.products(&order) {
            Ok(by_name) => by_name,
            // A key holds the versions of this machine's compilers, so those must be there first.
            Err(_) => {
                crate::host::require(&self.tree)?;
                self.products(&order)?
            }
        };
        let missing: Vec<&Recipe> =
            order.iter().copied().filter(|recipe| !cache::is_sealed(&by_name[&recipe.name].path)).collect();
        if !missing.is_empty() {
            crate::host::require(&self.tree)?;
            schedule::run(&missing, self.deadline, |recipe| recipe::build(self, recipe, &by_name))?;
        }
        Ok(Products { by_name })
    }

    /// Where the products of `order` are, or will be.
    fn products(&self, order: &[&Recipe]) -> Result<BTreeMap<String, Product>> {
        let keys = key::keys(&self.tree, order)?;
        Ok(keys
            .into_iter()
            .map(|(name, key)| {
                let path = self.cache.product(&name, &key);
                (name.clone(), Product { name, key, path })
            })
            .collect())
    }
}
