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
    step.now("preparing");
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
    for source in &recipe.source {
        step.now(&format!("fetching {}", source.file));
        let archive = fetch::source(&workshop.cache, source)?;
        step.now(&format!("unpacking {}", source.file));
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
    let tools =
        tools::install(&work.join("tools"), &dependencies).context("cannot set up the cross tools")?;
    let mut bash = command::clean("bash");
    bash.args(["-euo", "pipefail"]).arg(script).current_dir(&build);
    bash.env("SOURCE", work.join("source")).env("BUILD", &build).env("OUT", &products[&recipe.name].path);
    bash.env("RECIPE", &recipe.folder).env("TREE", workshop.tree.root()).env("JOBS", jobs());
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
