//! The source tree that this xtask was built from.

use std::path::{Path, PathBuf};

/// Folders that hold recipes, each in a folder of its own.
const RECIPE_FOLDERS: [&str; 4] =
    ["sysroot/recipes", "python-wasm/recipes", "shell/recipes", "xtask/recipes"];

/// The list of Python packages that need no recipe of their own.
pub(crate) const WHEELS: &str = "python-wasm/wheels.toml";

/// The root of the repository, and the places in it that xtask reads.
#[derive(Clone)]
pub(crate) struct Tree {
    root: PathBuf,
}

impl Tree {
    /// The tree of this very xtask: cargo knows where its manifest lies.
    pub(crate) fn of_this_xtask() -> Tree {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        Tree { root: manifest.parent().expect("xtask lies in the root of the tree").to_path_buf() }
    }

    /// A tree somewhere else.
    #[cfg(test)]
    pub(crate) fn at(root: &Path) -> Tree {
        Tree { root: root.to_path_buf() }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn join(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join(path)
    }

    /// The folders that hold recipes; one may not exist yet.
    pub(crate) fn recipe_folders(&self) -> Vec<PathBuf> {
        RECIPE_FOLDERS.iter().map(|folder| self.join(folder)).filter(|folder| folder.is_dir()).collect()
    }
}
