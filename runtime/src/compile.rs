use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};
use wasmtime::CacheStore;

use crate::image::{ImageDirectory, ModuleEntry, format_hash};
use crate::{Error, engine, meter};

/// How far [`compile_image`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The program that comes next.
    pub program: &'a str,
    /// Size of its `.wasm` file, in bytes.
    pub program_bytes: u64,
    /// Bytes of the programs that are done.
    pub done_bytes: u64,
    /// Bytes of all programs.
    pub total_bytes: u64,
}

/// Compiles what is not yet compiled of an image's programs for this machine; returns how many it compiled.
///
/// Compiled files of other engine versions are left alone: another build of the runtime may use them.
///
/// Programs are compiled one after the other, on all CPUs. The largest decides how much memory that takes: 1.3 GB for
/// Python's 30 MB.
///
/// # Errors
/// [`Error::Program`] for a program that does not compile or is not what the manifest says.
pub fn compile_image(image: &Path, progress: &mut dyn FnMut(Progress<'_>)) -> Result<usize, Error> {
    Compiler::new()?.compile(&ImageDirectory::open(image)?, progress)
}

/// Compiles programs, and takes the functions that a prepared program shares with the program itself from that.
pub(crate) struct Compiler {
    key: String,
    functions: Arc<Functions>,
}

impl Compiler {
    pub(crate) fn new() -> Result<Self, Error> {
        Ok(Self { key: engine::key(&engine::compiler(None)?), functions: Arc::default() })
    }

    /// Compiles what is missing, as [`compile_image`].
    pub(crate) fn compile(
        &mut self,
        image: &ImageDirectory,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<usize, Error> {
        let modules = image.manifest().modules();
        let missing: Vec<_> =
            modules.filter(|module| !image.compiled(module.sha256, &self.key).exists()).collect();
        let total_bytes = missing.iter().map(|module| module.size).sum();
        let mut done_bytes = 0;
        for module in &missing {
            progress(Progress { program: module.name, program_bytes: module.size, done_bytes, total_bytes });
            self.compile_module(image, module)?;
            done_bytes += module.size;
        }
        Ok(missing.len())
    }

    fn compile_module(&self, image: &ImageDirectory, module: &ModuleEntry<'_>) -> Result<(), Error> {
        let path = image.wasm(module.sha256);
        let wasm = fs::read(&path).map_err(|source| Error::Image { path, source })?;
        let bad = |reason: String| Error::Program { program: module.name.into(), reason };
        if format_hash(&Sha256::digest(&wasm)) != module.sha256 {
            return Err(bad("the file's hash is not the manifest's".into()));
        }
        let wasm = meter::meter(&wasm).map_err(|error| bad(error.to_string()))?;
        let functions = module.is_twofold.then(|| Arc::clone(&self.functions) as Arc<dyn CacheStore>);
        // An engine of its own, with which all working memory goes.
        let engine = engine::compiler(functions)?;
        let code = engine.precompile_module(&wasm);
        let code = code.map_err(|error| bad(format!("{error:#}")))?;
        let path = image.compiled(module.sha256, &self.key);
        write_whole(&path, &code).map_err(|source| Error::Image { path, source })
    }
}

/// Compiled functions, by what they are compiled from.
#[derive(Default)]
struct Functions(Mutex<HashMap<Vec<u8>, Vec<u8>>>);

impl Functions {
    fn lock(&self) -> MutexGuard<'_, HashMap<Vec<u8>, Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CacheStore for Functions {
    fn get(&self, key: &[u8]) -> Option<Cow<'_, [u8]>> {
        self.lock().get(key).cloned().map(Cow::Owned)
    }

    fn insert(&self, key: &[u8], value: Vec<u8>) -> bool {
        self.lock().insert(key.to_vec(), value);
        true
    }
}

impl fmt::Debug for Functions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Functions").field(&self.lock().len()).finish()
    }
}

/// Writes a file so that no reader ever sees a part of it.
pub(crate) fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
    file.persist(path)?;
    Ok(())
}
