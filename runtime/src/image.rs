use std::collections::HashMap;
use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use vivarium_abi::program::ProgramHash;

use crate::Error;
use crate::compile::write_whole;
use crate::program::Prepared;

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
#[derive(Clone, Debug, Deserialize, Serialize)]
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
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct ProgramEntry {
    /// Its name, for people.
    pub name: String,
    /// SHA-256 of its `.wasm` file, in hexadecimal.
    pub sha256: String,
    /// Size of its `.wasm` file, in bytes.
    pub size: u64,
    /// How it is prepared, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepare: Option<Preparation>,
    /// What came of that; see [`prepare_image`](crate::prepare_image).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepared: Option<PreparedEntry>,
}

/// How a program is prepared: it runs with these arguments from its export `vivarium_prepare`, and what that leaves in
/// memory is what the prepared program begins with.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Preparation {
    /// The arguments, the program's own name first.
    pub argv: Vec<String>,
    /// The files and folders of the image that it makes its memory from, by their paths without symbolic links. In a
    /// container where one of them is not the image's any more, the program starts unprepared.
    pub stands_for: Vec<String>,
}

/// A prepared program of an image.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct PreparedEntry {
    /// SHA-256 of its `.wasm` file, in hexadecimal.
    pub sha256: String,
    /// Size of its `.wasm` file, in bytes.
    pub size: u64,
}

/// A module of an image: a program or a prepared one.
pub(crate) struct ModuleEntry<'a> {
    pub(crate) name: &'a str,
    pub(crate) sha256: &'a str,
    pub(crate) size: u64,
    /// Whether there is, or will be, another one with the same functions.
    pub(crate) is_twofold: bool,
}

impl Manifest {
    /// All modules, a prepared one after the program itself.
    pub(crate) fn modules(&self) -> impl Iterator<Item = ModuleEntry<'_>> {
        self.programs.iter().flat_map(|program| {
            let (name, is_twofold) = (&*program.name, program.prepare.is_some());
            let prepared = program.prepared.as_ref().map(|prepared| (&*prepared.sha256, prepared.size));
            let both = [Some((&*program.sha256, program.size)), prepared].into_iter().flatten();
            both.map(move |(sha256, size)| ModuleEntry { name, sha256, size, is_twofold })
        })
    }
}

/// A package that an image was built from.
#[derive(Clone, Debug, Deserialize, Serialize)]
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
        if let Some(module) = manifest.modules().find(|module| parse_hash(module.sha256).is_none()) {
            return Err(bad(format!("{} has no SHA-256", module.name)));
        }
        Ok(Self { path, manifest })
    }

    /// The place of the image where the caller names none: `$VIVARIUM_IMAGE`, else the image `default`.
    pub fn default_path() -> PathBuf {
        Self::place(env::var_os("VIVARIUM_IMAGE").unwrap_or_else(|| "default".into()))
    }

    /// The place of an image: a word without a slash is the name of one in
    /// `${XDG_DATA_HOME:-~/.local/share}/vivarium/images`, all else a directory.
    ///
    /// ```
    /// use vivarium::ImageDirectory;
    ///
    /// assert!(ImageDirectory::place("data").ends_with("vivarium/images/data"));
    /// assert!(ImageDirectory::place("./data").ends_with("./data"));
    /// ```
    pub fn place(image: impl Into<PathBuf>) -> PathBuf {
        let image = image.into();
        let is_name = matches!(image.components().next(), Some(Component::Normal(_)))
            && !image.as_os_str().as_encoded_bytes().contains(&b'/');
        if is_name { data_folder().join("images").join(image) } else { image }
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

    /// The names of the programs, by hash; a prepared one has its program's.
    pub(crate) fn program_names(&self) -> HashMap<ProgramHash, String> {
        let modules = self.manifest.modules();
        modules.filter_map(|module| Some((parse_hash(module.sha256)?, module.name.into()))).collect()
    }

    /// The prepared programs, by the hash of the program itself.
    pub(crate) fn prepared_programs(&self) -> HashMap<ProgramHash, Prepared> {
        let prepared = |entry: &ProgramEntry| {
            let hash = parse_hash(&entry.prepared.as_ref()?.sha256)?;
            let stands_for = &entry.prepare.as_ref()?.stands_for;
            let stands_for = stands_for.iter().map(|path| path.clone().into_bytes()).collect();
            Some((parse_hash(&entry.sha256)?, Prepared { hash, stands_for }))
        };
        self.manifest.programs.iter().filter_map(prepared).collect()
    }

    /// Replaces the manifest.
    pub(crate) fn write_manifest(&self, manifest: &Manifest) -> Result<(), Error> {
        let path = self.path.join("manifest.json");
        let text = serde_json::to_vec_pretty(manifest).map_err(std::io::Error::from);
        let written = text.and_then(|text| write_whole(&path, &text));
        written.map_err(|source| Error::Image { path, source })
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
