//! The description of an image: `xtask/image.toml` and its like.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use crate::build::Products;
use crate::tree::Tree as SourceTree;

/// What an image is made of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Description {
    pub(super) name: String,
    /// Another description, from the root of the tree: this image has its directories, links, devices and small
    /// files besides its own.
    pub(super) skeleton: Option<PathBuf>,
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
    pub(super) argv: Vec<String>,
    /// A file of the tree whose content is one more argument, the last.
    #[serde(skip_serializing)]
    pub(super) script: Option<PathBuf>,
    /// Files and folders of the image that are read meanwhile.
    pub(super) stands_for: Vec<String>,
}

/// A folder of a recipe's product that is copied as it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tree {
    pub(super) recipe: String,
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

fn usr_bin() -> String {
    "/usr/bin".to_string()
}

impl Description {
    /// Reads the description at `path`, from the root of the tree.
    pub(super) fn read(tree: &SourceTree, path: &Path) -> Result<Description> {
        let file = tree.join(path);
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let mut description: Description =
            toml::from_str(&text).with_context(|| format!("in {}", file.display()))?;
        for preparation in description.program.iter_mut().filter_map(|program| program.prepare.as_mut()) {
            preparation.add_script(tree)?;
        }
        if let Some(skeleton) = description.skeleton.clone() {
            ensure!(skeleton != path, "{} is its own skeleton", file.display());
            let skeleton = Description::read(tree, &skeleton)?;
            description.directory.extend(skeleton.directory);
            description.symlink.extend(skeleton.symlink);
            description.device.extend(skeleton.device);
            description.file.extend(skeleton.file);
        }
        Ok(description)
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
    fn add_script(&mut self, tree: &SourceTree) -> Result<()> {
        let Some(script) = self.script.take() else { return Ok(()) };
        let script = tree.join(script);
        let text = fs::read_to_string(&script).with_context(|| format!("no script {}", script.display()))?;
        self.argv.push(text);
        Ok(())
    }
}

impl Program {
    /// What people call the program: its file without the extension.
    pub(super) fn name(&self) -> String {
        Path::new(&self.file).with_extension("").display().to_string()
    }

    /// The program as its recipe made it.
    pub(super) fn path(&self, products: &Products) -> Result<PathBuf> {
        Ok(products.get(&self.recipe)?.path.join("programs").join(&self.file))
    }
}
