//! The cache: downloads by their hash, products by their key, logs by their recipe.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

/// File inside a product that says what it was made from; a product without it is half-built and does not count.
const SEAL: &str = ".vivarium-product";

/// The folder `$VIVARIUM_CACHE`, by default `~/.cache/vivarium`.
pub(crate) struct Cache {
    root: PathBuf,
    mirror: Option<PathBuf>,
}

impl Cache {
    /// Opens the cache, which may be empty.
    pub(crate) fn open() -> Result<Cache> {
        let root = match env::var_os("VIVARIUM_CACHE") {
            Some(folder) => PathBuf::from(folder),
            None => env::home_dir()
                .ok_or_else(|| {
                    anyhow!("no home directory; set VIVARIUM_CACHE to a folder for downloads and products")
                })?
                .join(".cache/vivarium"),
        };
        Cache::at(&root, env::var_os("VIVARIUM_MIRROR").map(PathBuf::from))
    }

    /// Opens the cache in a folder.
    pub(crate) fn at(root: &Path, mirror: Option<PathBuf>) -> Result<Cache> {
        fs::create_dir_all(root).with_context(|| format!("cannot make the cache {}", root.display()))?;
        // Products hold their own absolute path, in pkg-config files for one.
        Ok(Cache { root: root.canonicalize()?, mirror })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder that is looked in before any registry: `$VIVARIUM_MIRROR`.
    pub(crate) fn mirror(&self) -> Option<&Path> {
        self.mirror.as_deref()
    }

    /// Where the pinned file with this hash is kept.
    pub(crate) fn download(&self, sha256: &str, file: &str) -> PathBuf {
        self.root.join("downloads").join(sha256).join(file)
    }

    /// Where the product of this recipe and key is kept.
    pub(crate) fn product(&self, name: &str, key: &str) -> PathBuf {
        self.root.join("products").join(format!("{name}-{key}"))
    }

    /// Where a recipe is built: its sources, its build folder and its tools.
    pub(crate) fn work(&self, name: &str) -> PathBuf {
        self.root.join("work").join(name)
    }

    /// Where a recipe's output goes while it is built.
    pub(crate) fn log(&self, name: &str) -> Result<PathBuf> {
        let folder = self.root.join("logs");
        fs::create_dir_all(&folder)?;
        Ok(folder.join(format!("{name}.log")))
    }

    /// A folder that survives from build to build, such as cargo's target directory.
    pub(crate) fn keep(&self, name: &str) -> Result<PathBuf> {
        let folder = self.root.join("keep").join(name);
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// Waits until no other xtask works on `name`; the lock ends with the value.
    pub(crate) fn lock(&self, name: &str) -> Result<File> {
        let folder = self.root.join("locks");
        fs::create_dir_all(&folder)?;
        let file = File::create(folder.join(name))?;
        file.lock().with_context(|| format!("cannot lock {name} in {}", folder.display()))?;
        Ok(file)
    }
}

/// Whether the product in this folder was finished.
pub(crate) fn is_sealed(product: &Path) -> bool {
    product.join(SEAL).is_file()
}

/// Declares the product in this folder finished; `origin` says what it was made from.
///
/// Products are built where they stay, because many hold their own path; the seal, renamed into place, is what makes
/// one count.
pub(crate) fn seal(product: &Path, origin: &str) -> Result<()> {
    let unfinished = product.join(".vivarium-product.new");
    fs::write(&unfinished, origin)?;
    fs::rename(&unfinished, product.join(SEAL))?;
    Ok(())
}

/// Makes `folder` an empty folder, whatever was there.
pub(crate) fn empty(folder: &Path) -> Result<()> {
    remove(folder)?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Removes `folder`, which need not exist.
pub(crate) fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}
