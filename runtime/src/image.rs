use std::collections::HashMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use vivarium_abi::program::ProgramHash;

use crate::Error;

/// The manifest format that this version reads.
const FORMAT: u32 = 1;

/// An image directory: what `cargo xtask image` makes, and where its parts lie.
///
/// ```
/// # fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// use vivarium::ImageDirectory;
///
/// let image = ImageDirectory::open(runtime.image().path())?;
/// assert!(image.manifest().programs.iter().any(|program| program.name.contains("bash")));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct ImageDirectory {
    path: PathBuf,
    manifest: Manifest,
}

/// What is in an image.
#[derive(Clone, Debug, Deserialize)]
pub struct Manifest {
    /// Format of the image directory.
    pub format: u32,
    /// Name of the image.
    pub name: String,
    /// SHA-256 of `rootfs.img`, in hexadecimal.
    pub rootfs_sha256: String,
    /// The programs that files of the image refer to.
    pub programs: Vec<ProgramEntry>,
    /// What the image was built from.
    #[serde(default)]
    pub packages: Vec<PackageEntry>,
}

/// A program of an image.
#[derive(Clone, Debug, Deserialize)]
pub struct ProgramEntry {
    /// Its name, for people.
    pub name: String,
    /// SHA-256 of its `.wasm` file, in hexadecimal.
    pub sha256: String,
    /// Size of its `.wasm` file, in bytes.
    pub size: u64,
}

/// A package that an image was built from.
#[derive(Clone, Debug, Deserialize)]
pub struct PackageEntry {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, as SPDX.
    pub licence: String,
}

impl ImageDirectory {
    /// Opens an image directory and reads its manifest.
    ///
    /// # Errors
    /// [`Error::NoImage`] without one, [`Error::Manifest`] for one of another format.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, Error> {
        let path = path.into();
        let manifest_path = path.join("manifest.json");
        let text = match fs::read(&manifest_path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(Error::NoImage(path)),
            Err(source) => return Err(Error::Image { path: manifest_path, source }),
        };
        let bad = |reason: String| Error::Manifest { path: manifest_path.clone(), reason };
        let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| bad(error.to_string()))?;
        if manifest.format != FORMAT {
            return Err(bad(format!("format {} instead of {FORMAT}", manifest.format)));
        }
        if let Some(entry) = manifest.programs.iter().find(|entry| parse_hash(&entry.sha256).is_none()) {
            return Err(bad(format!("{} has no SHA-256", entry.name)));
        }
        Ok(Self { path, manifest })
    }

    /// The place of the image where the caller names none: `$VIVARIUM_IMAGE`, else
    /// `${XDG_DATA_HOME:-~/.local/share}/vivarium/images/default`.
    pub fn default_path() -> PathBuf {
        if let Some(path) = env::var_os("VIVARIUM_IMAGE") {
            return path.into();
        }
        data_folder().join("images/default")
    }

    /// Where the image lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is in the image.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The packed root file system.
    pub fn rootfs(&self) -> PathBuf {
        self.path.join("rootfs.img")
    }

    /// A program as WebAssembly.
    pub(crate) fn wasm(&self, hash: &str) -> PathBuf {
        self.path.join("programs").join(format!("{hash}.wasm"))
    }

    /// A program as compiled for the engine with this key.
    pub(crate) fn compiled(&self, hash: &str, key: &str) -> PathBuf {
        self.path.join("programs").join(format!("{hash}.{key}.cwasm"))
    }

    /// The names of the programs, by hash.
    pub(crate) fn program_names(&self) -> HashMap<ProgramHash, String> {
        let entries = self.manifest.programs.iter();
        entries.filter_map(|entry| Some((parse_hash(&entry.sha256)?, entry.name.clone()))).collect()
    }
}

/// Where this user's images and containers are: `${XDG_DATA_HOME:-~/.local/share}/vivarium`.
pub(crate) fn data_folder() -> PathBuf {
    let data = match env::var_os("XDG_DATA_HOME") {
        Some(data) if !data.is_empty() => PathBuf::from(data),
        _ => PathBuf::from(env::var_os("HOME").unwrap_or_default()).join(".local/share"),
    };
    data.join("vivarium")
}

/// Writes a hash in hexadecimal.
pub(crate) fn format_hash(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn parse_hash(text: &str) -> Option<ProgramHash> {
    let mut hash = ProgramHash::default();
    if text.len() != 2 * hash.len() || !text.is_ascii() {
        return None;
    }
    for (index, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * index..2 * index + 2], 16).ok()?;
    }
    Some(hash)
}
