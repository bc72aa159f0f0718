use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use vivarium_abi::program::ProgramHash;
use wasmtime::{Engine, InstancePre, Linker, Module};

use crate::Error;
use crate::image::{ImageDirectory, format_hash};
use crate::kernel::Guest;
use crate::{engine, syscall};

/// A module compiled ahead of time and linked to the system calls, ready to instantiate.
pub(crate) struct Program {
    pub(crate) instance: InstancePre<Guest>,
}

/// That there is a prepared program, and where it may start.
pub(crate) struct Prepared {
    pub(crate) hash: ProgramHash,
    /// The paths it was made from, which must still be the image's.
    pub(crate) stands_for: Vec<Vec<u8>>,
}

/// The programs of an image, loaded when first used and shared by all processes.
pub(crate) struct ProgramStore {
    engine: Engine,
    key: String,
    linker: Linker<Guest>,
    image: ImageDirectory,
    names: HashMap<ProgramHash, String>,
    prepared: HashMap<ProgramHash, Prepared>,
    loaded: Mutex<HashMap<ProgramHash, Arc<Program>>>,
}

impl ProgramStore {
    pub(crate) fn new(engine: Engine, image: ImageDirectory) -> Result<Self, Error> {
        let linker = syscall::linker(&engine).map_err(|error| Error::Engine(format!("{error:#}")))?;
        let (key, names, prepared) = (engine::key(&engine), image.program_names(), image.prepared_programs());
        Ok(Self { engine, key, linker, image, names, prepared, loaded: Mutex::default() })
    }

    /// Finds a program by its hash; `None` if the image has no such program.
    pub(crate) fn get(&self, hash: &ProgramHash) -> Result<Option<Arc<Program>>, Error> {
        let Some(name) = self.names.get(hash) else { return Ok(None) };
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(program) = loaded.get(hash) {
            return Ok(Some(Arc::clone(program)));
        }
        let program = Arc::new(self.load(hash, name)?);
        loaded.insert(*hash, Arc::clone(&program));
        Ok(Some(program))
    }

    /// Tells what was prepared from the program with this hash.
    pub(crate) fn prepared(&self, hash: &ProgramHash) -> Option<&Prepared> {
        self.prepared.get(hash)
    }

    /// Fails unless every program is compiled for this engine: better at start than in the middle of a run.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let mut modules = self.image.manifest().modules();
        let missing = modules.find(|module| !self.image.compiled(module.sha256, &self.key).exists());
        missing.map_or(Ok(()), |module| Err(self.not_compiled(module.name)))
    }

    fn load(&self, hash: &ProgramHash, name: &str) -> Result<Program, Error> {
        let path = self.compiled_path(hash);
        if !path.exists() {
            return Err(self.not_compiled(name));
        }
        let bad =
            |error: wasmtime::Error| Error::Program { program: name.into(), reason: format!("{error:#}") };
        // SAFETY: the image is the operator's, trusted as this program's own code is; `compile_image` wrote the file.
        let module = unsafe { Module::deserialize_file(&self.engine, path) }.map_err(bad)?;
        let instance = self.linker.instantiate_pre(&module).map_err(bad)?;
        Ok(Program { instance })
    }

    fn compiled_path(&self, hash: &ProgramHash) -> std::path::PathBuf {
        self.image.compiled(&format_hash(hash), &self.key)
    }

    fn not_compiled(&self, program: &str) -> Error {
        Error::NotCompiled { program: program.into(), image: self.image.path().into() }
    }
}
