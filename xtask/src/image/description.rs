//! The description of an image: a file of `xtask/images`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};

use crate::build::Products;
use crate::tree::Tree as SourceTree;

/// What an image is made of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Description {
    pub(super) name: String,
    /// Another image: this one has its directories, links, devices and small files besides its own.
    pub(super) skeleton: Option<String>,
    /// Another image: this one has all that is in it, but for what is replaced.
    pub(super) extends: Option<String>,
    pub(super) program: Vec<Program>,
    #[serde(default)]
    pub(super) tree: Vec<Tree>,
    #[serde(default)]
    pub(super) directory: Vec<Directory>,
    #[serde(default)]
    pub(super) symlink: Vec<Symlink>,
    #[serde(default)]
    pub(super) device: Vec<Device>,
    #[serde(default)]
    pub(super) file: Vec<Text>,
}

/// A program, and the names it has in the image.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Program {
    pub(super) recipe: String,
    /// The recipe whose program of the same file this one replaces in the image that is extended, and whose names and
    /// preparation it has besides what is said of its own.
    pub(super) instead_of: Option<String>,
    /// Under `programs/` of the recipe's product.
    pub(super) file: String,
    /// The first is the program's own; the others are hard links. Where there are none, the product lists them in a
    /// file beside the program, and those that another program has are left to that one.
    #[serde(default)]
    pub(super) names: Vec<String>,
    /// Where the names are.
    #[serde(default = "usr_bin")]
    pub(super) directory: String,
    /// Has the program's initialisation done when the image is built.
    pub(super) prepare: Option<Preparation>,
}

/// How a program prepares itself, as the manifest says it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Preparation {
    #[serde(default)]
    pub(super) argv: Vec<String>,
    /// Files of the tree whose contents stand before the script, one after another.
    #[serde(default, skip_serializing)]
    pub(super) preamble: Vec<PathBuf>,
    /// A file of the tree whose content is one more argument, the last.
    #[serde(default, skip_serializing)]
    pub(super) script: Option<PathBuf>,
    /// Files and folders of the image that are read meanwhile.
    #[serde(default)]
    pub(super) stands_for: Vec<String>,
}

/// A folder of a recipe's product that is copied as it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tree {
    pub(super) recipe: String,
    /// The recipe whose trees this one replaces in the image that is extended.
    pub(super) instead_of: Option<String>,
    /// In the product.
    pub(super) from: String,
    /// In the image.
    pub(super) to: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Directory {
    pub(super) path: String,
    pub(super) mode: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Symlink {
    pub(super) path: String,
    pub(super) target: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Device {
    pub(super) path: String,
    pub(super) major: u32,
    pub(super) minor: u32,
    pub(super) mode: u32,
}

/// A small file whose content is in the description.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Text {
    pub(super) path: String,
    pub(super) mode: u32,
    pub(super) content: String,
}

/// Where the descriptions of images are.
const IMAGES: &str = "xtask/images";

fn usr_bin() -> String {
    "/usr/bin".to_string()
}

impl Description {
    /// Reads the description of the image `name`, with what it has of others.
    pub(super) fn read(tree: &SourceTree, name: &str) -> Result<Description> {
        let mut description = Description::compose(tree, name)?;
        for preparation in description.program.iter_mut().filter_map(|program| program.prepare.as_mut()) {
            preparation.add_script(tree)?;
        }
        Ok(description)
    }

    fn compose(tree: &SourceTree, name: &str) -> Result<Description> {
        let file = tree.join(IMAGES).join(format!("{name}.toml"));
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let mut description: Description =
            toml::from_str(&text).with_context(|| format!("in {}", file.display()))?;
        ensure!(description.name == name, "{} names its image {:?}", file.display(), description.name);
        let other = description.extends.clone().or_else(|| description.skeleton.clone());
        let Some(other) = other else { return Ok(description) };
        ensure!(other != name, "{} is made from itself", file.display());
        let other = Description::compose(tree, &other)?;
        if description.extends.is_some() {
            description.extend(other).with_context(|| format!("in {}", file.display()))?;
        } else {
            description.stand_on(other);
        }
        Ok(description)
    }

    /// Adds the directories, links, devices and small files of another image.
    fn stand_on(&mut self, other: Description) {
        self.directory.extend(other.directory);
        self.symlink.extend(other.symlink);
        self.device.extend(other.device);
        self.file.extend(other.file);
    }

    /// Adds all of another image that is not replaced.
    fn extend(&mut self, mut other: Description) -> Result<()> {
        for program in &mut self.program {
            let Some(replaced) = &program.instead_of else { continue };
            let mut others = other.program.iter();
            let Some(at) = others.position(|it| it.recipe == *replaced && it.file == program.file) else {
                bail!("{} has no {} of {replaced}", other.name, program.file);
            };
            program.replace(other.program.remove(at));
        }
        for replaced in self.tree.iter().filter_map(|tree| tree.instead_of.as_ref()) {
            let before = other.tree.len();
            other.tree.retain(|tree| tree.recipe != *replaced);
            ensure!(other.tree.len() < before, "{} has no tree of {replaced}", other.name);
        }
        self.program.append(&mut other.program);
        self.tree.append(&mut other.tree);
        self.stand_on(other);
        Ok(())
    }

    /// The names of a program, its own first.
    pub(super) fn names(&self, program: &Program, products: &Products) -> Result<Vec<String>> {
        if !program.names.is_empty() {
            return Ok(program.names.clone());
        }
        let list = program.path(products)?.with_extension("names");
        let text =
            fs::read_to_string(&list).with_context(|| format!("no list of names {}", list.display()))?;
        let taken = |name: &str| self.program.iter().any(|other| other.names.iter().any(|it| it == name));
        let names: Vec<String> = text.lines().filter(|name| !taken(name)).map(str::to_string).collect();
        ensure!(!names.is_empty(), "{} leaves no name to its program", list.display());
        Ok(names)
    }

    /// The recipes whose products go into the image, each once.
    pub(super) fn recipes(&self) -> Vec<String> {
        let programs = self.program.iter().map(|program| &program.recipe);
        let mut recipes: Vec<String> =
            programs.chain(self.tree.iter().map(|tree| &tree.recipe)).cloned().collect();
        recipes.sort();
        recipes.dedup();
        recipes
    }
}

impl Preparation {
    /// Adds what the program that is replaced has.
    fn extend(&mut self, other: Preparation) {
        if self.argv.is_empty() {
            self.argv = other.argv;
        }
        self.preamble.splice(..0, other.preamble);
        self.script = self.script.take().or(other.script);
        self.stands_for.splice(..0, other.stands_for);
    }

    fn add_script(&mut self, tree: &SourceTree) -> Result<()> {
        let files: Vec<PathBuf> = self.preamble.drain(..).chain(self.script.take()).collect();
        if files.is_empty() {
            return Ok(());
        }
        let read = |file: PathBuf| {
            let file = tree.join(file);
            fs::read_to_string(&file).with_context(|| format!("no script {}", file.display()))
        };
        let parts: Vec<String> = files.into_iter().map(read).collect::<Result<_>>()?;
        self.argv.push(parts.join("\n"));
        Ok(())
    }
}

impl Program {
    /// Takes over from the program that is replaced what is not said of this one.
    fn replace(&mut self, other: Program) {
        if self.names.is_empty() {
            self.names = other.names;
        }
        match (&mut self.prepare, other.prepare) {
            (Some(prepare), Some(other)) => prepare.extend(other),
            (None, other) => self.prepare = other,
            (Some(_), None) => {}
        }
    }

    /// What people call the program: its file without the extension.
    pub(super) fn name(&self) -> String {
        Path::new(&self.file).with_extension("").display().to_string()
    }

    /// The program as its recipe made it.
    pub(super) fn path(&self, products: &Products) -> Result<PathBuf> {
        Ok(products.get(&self.recipe)?.path.join("programs").join(&self.file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Descriptions by name; programs and trees are of recipes without a program.
    fn read(descriptions: &[(&str, &str)], name: &str) -> Result<Description> {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join(IMAGES);
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in descriptions {
            fs::write(folder.join(format!("{name}.toml")), format!("name = {name:?}\n{text}")).unwrap();
        }
        Description::read(&SourceTree::at(root.path()), name)
    }

    const BASE: &str = r#"
        program = [
            { recipe = "python", file = "p.wasm", names = ["python3"], prepare = { argv = ["-c"], stands_for = ["/a"] } },
            { recipe = "bash", file = "b.wasm" },
        ]
        tree = [{ recipe = "python-tree", from = "root", to = "/" }]
        directory = [{ path = "/tmp", mode = 0o1777 }]
    "#;

    #[test]
    fn an_extended_image_has_all_but_what_is_replaced() {
        let data = r#"
            extends = "base"
            program = [{ recipe = "python-data", instead_of = "python", file = "p.wasm" }]
            tree = [{ recipe = "fonts", from = "f", to = "/f" }]
        "#;
        let description = read(&[("base", BASE), ("data", data)], "data").unwrap();
        assert_eq!(description.recipes(), ["bash", "fonts", "python-data", "python-tree"]);
        assert_eq!(description.directory.len(), 1);
    }

    #[test]
    fn a_program_has_what_is_not_said_of_it_from_the_one_that_it_replaces() {
        let data = r#"
            extends = "base"
            program = [{ recipe = "python-data", instead_of = "python", file = "p.wasm", prepare = { stands_for = ["/b"] } }]
        "#;
        let description = read(&[("base", BASE), ("data", data)], "data").unwrap();
        let python = &description.program[0];
        let prepare = python.prepare.as_ref().unwrap();
        assert_eq!(python.names, ["python3"]);
        assert_eq!(prepare.argv, ["-c"]);
        assert_eq!(prepare.stands_for, ["/a", "/b"]);
    }

    #[test]
    fn a_skeleton_brings_no_programs() {
        let test = "skeleton = 'base'\nprogram = [{ recipe = 'test', file = 't.wasm' }]";
        let description = read(&[("base", BASE), ("test", test)], "test").unwrap();
        assert_eq!(description.recipes(), ["test"]);
        assert_eq!(description.directory.len(), 1);
    }

    #[test]
    fn what_is_replaced_must_be_there() {
        let data = "extends = 'base'\nprogram = [{ recipe = 'x', instead_of = 'perl', file = 'x.wasm' }]";
        let error = read(&[("base", BASE), ("data", data)], "data").unwrap_err();
        assert!(format!("{error:#}").ends_with("base has no x.wasm of perl"), "{error:#}");
    }
}
