//! Keys: a product's name in the cache, made of everything that goes into it.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Context, Result};

use crate::command;
use crate::digest;
use crate::recipe::Recipe;
use crate::tree::Tree;

/// Changed when the driver comes to make different products of the same recipes.
const DRIVER: u32 = 1;

/// Hexadecimal digits of a key; 64 bits tell apart all products of one cache.
const KEY_DIGITS: usize = 16;

/// The two keys of a product.
struct Keys {
    /// Of everything that went into it: its name in the cache, and what a product that links it depends on.
    product: String,
    /// Of what compilers see of it: what any other product that uses it depends on. A new libc with the same headers
    /// need not compile numpy again.
    interface: String,
}

/// The keys of `order`, which has dependencies first.
pub(super) fn keys(tree: &Tree, order: &[&Recipe]) -> Result<BTreeMap<String, String>> {
    keys_with(tree, order, &probe(tree, "clang-22 --version")?)
}

fn keys_with(tree: &Tree, order: &[&Recipe], compiler: &str) -> Result<BTreeMap<String, String>> {
    let mut keys: BTreeMap<String, Keys> = BTreeMap::new();
    for recipe in order {
        let key = key(tree, recipe, compiler, &keys).with_context(|| format!("recipe {}", recipe.name))?;
        keys.insert(recipe.name.clone(), key);
    }
    Ok(keys.into_iter().map(|(name, keys)| (name, keys.product)).collect())
}

fn key(tree: &Tree, recipe: &Recipe, compiler: &str, keys: &BTreeMap<String, Keys>) -> Result<Keys> {
    let own = own_inputs(tree, recipe, compiler)?;
    let mut product = own.clone();
    let mut interface = own;
    for name in &recipe.links {
        writeln!(product, "links {name} {}", keys[name].product)?;
    }
    for name in &recipe.depends {
        writeln!(product, "depends {name} {}", keys[name].interface)?;
    }
    for name in recipe.dependencies() {
        writeln!(interface, "depends {name} {}", keys[name].interface)?;
    }
    if !recipe.interface.is_empty() {
        interface = inputs(tree, "interface", &recipe.interface)?;
    }
    Ok(Keys { product: shorten(&product), interface: shorten(&interface) })
}

/// What a recipe reads besides the products of others, one input a line.
fn own_inputs(tree: &Tree, recipe: &Recipe, compiler: &str) -> Result<String> {
    let definition = match &recipe.folder {
        Some(folder) => digest::tree(folder)?,
        None => digest::text(&format!("{recipe:?}")),
    };
    let mut text = format!("driver {DRIVER}\nrecipe {definition}\n");
    if recipe.script().is_some() {
        writeln!(text, "compiler {compiler}")?;
    }
    text.push_str(&inputs(tree, "input", &recipe.inputs)?);
    for command in &recipe.probes {
        writeln!(text, "probe {command} {}", probe(tree, command)?)?;
    }
    Ok(text)
}

fn inputs(tree: &Tree, kind: &str, paths: &[std::path::PathBuf]) -> Result<String> {
    let mut text = String::new();
    for path in paths {
        writeln!(text, "{kind} {} {}", path.display(), digest::tree(&tree.join(path))?)?;
    }
    Ok(text)
}

fn probe(tree: &Tree, line: &str) -> Result<String> {
    command::output(command::clean("sh").args(["-c", line]).current_dir(tree.root()))
}

fn shorten(text: &str) -> String {
    digest::text(text)[..KEY_DIGITS].to_string()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::recipe::Recipes;

    fn write(root: &Path, file: &str, content: &str) {
        fs::create_dir_all(root.join(file).parent().unwrap()).unwrap();
        fs::write(root.join(file), content).unwrap();
    }

    /// A libc with headers and code, a library that is compiled against it, and a program that is linked with both.
    fn tree(root: &Path) {
        let recipe = |name: &str, more: &str| {
            let text = format!("name = '{name}'\nversion = '1'\nlicence = 'MIT'\n{more}");
            write(root, &format!("sysroot/recipes/{name}/recipe.toml"), &text);
        };
        write(root, "libc/include.h", "1");
        write(root, "libc/code.c", "1");
        recipe("libc", "inputs = ['libc']\ninterface = ['libc/include.h']");
        recipe("library", "depends = ['libc']");
        recipe("program", "links = ['libc', 'library']");
    }

    fn keys_of(root: &Path) -> BTreeMap<String, String> {
        let tree = Tree::at(root);
        let recipes = Recipes::read(&tree).unwrap();
        keys_with(&tree, &recipes.in_order(&["program".to_string()]).unwrap(), "clang").unwrap()
    }

    #[test]
    fn code_reaches_what_links_it_and_headers_everything() {
        let root = tempfile::tempdir().unwrap();
        tree(root.path());
        let before = keys_of(root.path());
        assert_eq!(keys_of(root.path()), before);

        write(root.path(), "libc/code.c", "2");
        let after = keys_of(root.path());
        assert_ne!(after["libc"], before["libc"]);
        assert_eq!(after["library"], before["library"]);
        assert_ne!(after["program"], before["program"]);

        write(root.path(), "libc/include.h", "2");
        assert_ne!(keys_of(root.path())["library"], before["library"]);
    }

    #[test]
    fn the_recipe_itself_is_part_of_the_key() {
        let root = tempfile::tempdir().unwrap();
        tree(root.path());
        let before = keys_of(root.path());
        write(root.path(), "sysroot/recipes/library/patches/a.patch", "x");
        let after = keys_of(root.path());
        assert_eq!(after["libc"], before["libc"]);
        assert_ne!(after["library"], before["library"]);
        assert_ne!(after["program"], before["program"]);
    }
}
