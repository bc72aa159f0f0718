//! Rules about recipes.

use std::fs;

use crate::image;
use crate::recipe::{Recipe, Recipes};
use crate::tree::Tree;

/// Lines of a build script: upstream's own commands take no more.
const MOST_LINES: usize = 40;

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let recipes = match Recipes::read(tree) {
        Ok(recipes) => recipes,
        Err(error) => return vec![format!("{error:#}")],
    };
    let mut complaints: Vec<String> = recipes.all().flat_map(|recipe| check_recipe(tree, recipe)).collect();
    let names: Vec<String> = recipes.all().map(|recipe| recipe.name.clone()).collect();
    if let Err(error) = recipes.in_order(&names) {
        complaints.push(format!("{error:#}"));
    }
    for description in [image::BASE, image::DATA, image::FULL, image::TEST] {
        match image::recipes(tree, description) {
            Ok(used) => {
                let unknown = used.iter().filter(|name| !names.contains(name));
                complaints.extend(unknown.map(|name| format!("{description}: {name} is no recipe")));
            }
            Err(error) => complaints.push(format!("{error:#}")),
        }
    }
    complaints
}

fn check_recipe(tree: &Tree, recipe: &Recipe) -> Vec<String> {
    let mut complaints = Vec::new();
    if let Some(script) = recipe.script() {
        let lines = fs::read_to_string(&script).unwrap_or_default().lines().count();
        if lines > MOST_LINES {
            complaints
                .push(format!("recipe {}: build.sh has {lines} lines, more than {MOST_LINES}", recipe.name));
        }
    } else if recipe.source.is_empty() {
        complaints.push(format!("recipe {}: neither a source nor a build.sh", recipe.name));
    }
    for input in recipe.inputs.iter().chain(&recipe.interface) {
        if !tree.join(input).exists() {
            complaints.push(format!("recipe {}: no input {}", recipe.name, input.display()));
        }
    }
    complaints
}
