//! One recipe: fetch, unpack, patch, build, seal.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread;

use anyhow::{Context, Result};

use crate::build::{Product, Workshop, tools, unpack};
use crate::cache;
use crate::command;
use crate::fetch;
use crate::recipe::Recipe;

/// Time stamp that compilers write in place of now: the first second of 2026.
const SOURCE_DATE_EPOCH: &str = "1767225600";

/// Builds a recipe whose dependencies are built.
pub(super) fn build(
    workshop: &Workshop,
    recipe: &Recipe,
    products: &BTreeMap<String, Product>,
) -> Result<()> {
    let product = &products[&recipe.name];
    let step = workshop.progress.step(&recipe.name);
    step.detail("waiting for its lock");
    let _lock = workshop.cache.lock(&recipe.name)?;
    if cache::is_sealed(&product.path) {
        return Ok(());
    }
    let log = workshop.cache.log(&recipe.name)?;
    fs::write(&log, "")?;
    let work = workshop.cache.work(&recipe.name);
    cache::empty(&work)?;
    cache::empty(&product.path)?;

    let script = recipe.script();
    // Without a script the sources are the product.
    let sources = if script.is_some() { work.join("source") } else { product.path.clone() };
    fs::create_dir_all(&sources)?;
    step.now("fetching");
    for source in &recipe.source {
        step.detail(&format!("fetching {}", source.file));
        let archive = fetch::source(&workshop.cache, source)?;
        step.detail(&format!("unpacking {}", source.file));
        unpack::unpack(source, &archive, &sources, &log)?;
    }
    unpack::patch(recipe, &sources, &log)?;
    if let Some(script) = script {
        step.now("building");
        run(workshop, recipe, products, &script, &work, &log)?;
    }
    cache::seal(&product.path, &format!("{} {} {}\n", recipe.name, recipe.version, product.key))?;
    cache::remove(&work)?;
    step.done("built");
    Ok(())
}

/// Runs `build.sh`.
fn run(
    workshop: &Workshop,
    recipe: &Recipe,
    products: &BTreeMap<String, Product>,
    script: &Path,
    work: &Path,
    log: &Path,
) -> Result<()> {
    let build = work.join("build");
    fs::create_dir_all(&build)?;
    let names = [recipe.name.clone()];
    let dependencies: Vec<&Product> = workshop
        .recipes
        .in_order(&names)?
        .into_iter()
        .filter(|other| other.name != recipe.name)
        .map(|other| &products[&other.name])
        .collect();
    let tools = tools::install(workshop.cache.root(), &work.join("tools"), &dependencies)
        .context("cannot set up the cross tools")?;
    let mut bash = command::clean("bash");
    bash.args(["-euo", "pipefail"]).arg(script).current_dir(&build);
    bash.env("SOURCE", work.join("source")).env("BUILD", &build).env("OUT", &products[&recipe.name].path);
    bash.env("RECIPE", script.parent().unwrap_or(script))
        .env("TREE", workshop.tree.root())
        .env("JOBS", jobs());
    bash.env("KEEP", workshop.cache.keep(&recipe.name)?);
    bash.env("LC_ALL", "C.UTF-8").env("SOURCE_DATE_EPOCH", SOURCE_DATE_EPOCH);
    for product in &dependencies {
        bash.env(format!("DEP_{}", product.name.to_uppercase().replace('-', "_")), &product.path);
    }
    tools.enter(&mut bash);
    command::run(&mut bash, log)
}

/// Processes that one build step may start.
fn jobs() -> String {
    thread::available_parallelism().map_or(1, usize::from).to_string()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::cache::Cache;
    use crate::digest;
    use crate::progress::Progress;
    use crate::recipe::Recipes;
    use crate::tree::Tree;

    /// A tree with one recipe, `thing`, whose only source is `thing.txt`: two lines.
    struct Bench {
        folder: tempfile::TempDir,
        workshop: Workshop,
    }

    impl Bench {
        fn new(sha256: Option<&str>, files: &[(&str, &str)]) -> Bench {
            let folder = tempfile::tempdir().unwrap();
            let (mirror, recipe) =
                (folder.path().join("mirror"), folder.path().join("tree/sysroot/recipes/thing"));
            fs::create_dir_all(&mirror).unwrap();
            fs::create_dir_all(&recipe).unwrap();
            fs::write(mirror.join("thing.txt"), "one\ntwo\n").unwrap();
            let right = digest::file(&mirror.join("thing.txt")).unwrap();
            let mut text = format!(
                "name = 'thing'\nversion = '1'\nlicence = 'MIT'\npatches = [{}]\n[[source]]\nregistry = 'debian'\n\
                 pool = 'nowhere'\nfile = 'thing.txt'\nsha256 = '{}'\n",
                if files.iter().any(|(name, _)| *name == "a.patch") { "'a.patch'" } else { "" },
                sha256.unwrap_or(&right),
            );
            text.push_str("unpack = false\n");
            fs::write(recipe.join("recipe.toml"), text).unwrap();
            for (name, content) in files {
                fs::write(recipe.join(name), content).unwrap();
            }
            let tree = Tree::at(&folder.path().join("tree"));
            let workshop = Workshop {
                recipes: Recipes::read(&tree).unwrap(),
                tree,
                cache: Cache::at(&folder.path().join("cache"), Some(mirror)).unwrap(),
                progress: Progress::new(),
                deadline: None,
            };
            Bench { folder, workshop }
        }

        fn build(&self) -> (Result<()>, PathBuf) {
            let path = self.folder.path().join("cache/products/thing-0");
            let product = Product { name: "thing".into(), key: "0".into(), path: path.clone() };
            let products = BTreeMap::from([("thing".to_string(), product)]);
            (build(&self.workshop, self.workshop.recipes.get("thing").unwrap(), &products), path)
        }
    }

    #[test]
    fn a_patched_source_goes_through_its_script() {
        let patch = "--- a/thing.txt\n+++ b/thing.txt\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n";
        let bench = Bench::new(
            None,
            &[("a.patch", patch), ("build.sh", "tr a-z A-Z <\"$SOURCE/thing.txt\" >\"$OUT/up\"\n")],
        );
        let (result, product) = bench.build();
        result.unwrap();
        assert!(cache::is_sealed(&product));
        assert_eq!(fs::read_to_string(product.join("up")).unwrap(), "ONE\n2\n");
    }

    #[test]
    fn a_failed_build_does_not_count_and_shows_its_output() {
        let bench = Bench::new(None, &[("build.sh", "echo half >\"$OUT/half\"\necho the reason\nfalse\n")]);
        let (result, product) = bench.build();
        let error = format!("{:#}", result.unwrap_err());
        assert!(error.contains("the reason"), "{error}");
        assert!(!cache::is_sealed(&product));
    }

    #[test]
    fn a_patch_that_nearly_fits_is_refused() {
        let patch = "--- a/thing.txt\n+++ b/thing.txt\n@@ -1,2 +1,2 @@\n one\n-three\n+3\n";
        let (result, product) = Bench::new(None, &[("a.patch", patch)]).build();
        let error = format!("{:#}", result.unwrap_err());
        assert!(error.contains("a.patch does not apply"), "{error}");
        assert!(!cache::is_sealed(&product));
    }
}
