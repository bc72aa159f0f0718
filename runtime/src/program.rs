use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use vivarium_abi::program::ProgramHash;
use wasmtime::{Engine, InstancePre, Linker, Module};

use crate::Error;
use crate::image::{ImageDirectory, format_hash};
use crate::kernel::{Guest, KeptSpares, Spares};
use crate::{engine, syscall};

/// What memories are sized in.
const WASM_PAGE: u64 = 64 << 10;

/// A module compiled ahead of time and linked to the system calls, ready to instantiate.
pub(crate) struct Program {
    pub(crate) instance: InstancePre<Guest>,
    /// Of a prepared program.
    pub(crate) spares: Option<Spares>,
}

impl Program {
    /// What the memory of an instance takes in the beginning.
    pub(crate) fn memory_bytes(&self) -> u64 {
        let memory = self.instance.module().get_export("memory");
        memory.and_then(|memory| Some(memory.memory()?.minimum() * WASM_PAGE)).unwrap_or(0)
    }
}

/// That there is a prepared program, and where it may start.
pub(crate) struct Prepared {
    pub(crate) hash: ProgramHash,
    /// The paths it was made from, which must still be the image's.
    pub(crate) stands_for: Vec<Vec<u8>>,
}

/// A process's place among those that may run at a time; free again when it is dropped.
pub(crate) struct Place(Arc<AtomicU32>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
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
    kept: KeptSpares,
    /// Processes that may run at a time, and those that do.
    instances: u32,
    running: Arc<AtomicU32>,
}

impl ProgramStore {
    /// At most `instances` processes run at a time; what ended ones leave for the next is `kept_bytes` at most.
    pub(crate) fn new(image: ImageDirectory, instances: u32, kept_bytes: u64) -> Result<Self, Error> {
        let kept = engine::kept(instances, kept_bytes);
        // Of each prepared program there is an instance to be copied from.
        let originals = image.prepared_programs().len() as u32;
        let engine = engine::engine(instances.saturating_add(originals), kept)?;
        let linker = syscall::linker(&engine).map_err(|error| Error::Engine(format!("{error:#}")))?;
        let (key, names, prepared) = (engine::key(&engine), image.program_names(), image.prepared_programs());
        Ok(Self {
            engine,
            key,
            linker,
            image,
            names,
            prepared,
            loaded: Mutex::default(),
            kept: kept.spares,
            instances,
            running: Arc::default(),
        })
    }

    /// Finds a program by its hash; `None` if the image has no such program.
    pub(crate) fn get(&self, hash: &ProgramHash) -> Result<Option<Arc<Program>>, Error> {
        let Some(name) = self.names.get(hash) else { return Ok(None) };
        let mut loaded = self.loaded();
        if let Some(program) = loaded.get(hash) {
            return Ok(Some(Arc::clone(program)));
        }
        let program = Arc::new(self.load(hash, name)?);
        loaded.insert(*hash, Arc::clone(&program));
        Ok(Some(program))
    }

    /// Takes a place for a process; `None` if all are taken.
    pub(crate) fn place(&self) -> Option<Place> {
        let add = |running| (running < self.instances).then_some(running + 1);
        self.running.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add).ok()?;
        Some(Place(Arc::clone(&self.running)))
    }

    /// Gives a spare instance's room back to the engine; false if there was none.
    pub(crate) fn drop_spare(&self) -> bool {
        let spare = self.loaded().values().filter_map(|program| program.spares.as_ref()?.take()).next();
        spare.is_some()
    }

    fn loaded(&self) -> MutexGuard<'_, HashMap<ProgramHash, Arc<Program>>> {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner)
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
        let is_prepared = self.prepared.values().any(|prepared| prepared.hash == *hash);
        let spares = if is_prepared { Spares::new(&instance, self.kept) } else { None };
        Ok(Program { instance, spares })
    }

    fn compiled_path(&self, hash: &ProgramHash) -> std::path::PathBuf {
        self.image.compiled(&format_hash(hash), &self.key)
    }

    fn not_compiled(&self, program: &str) -> Error {
        Error::NotCompiled { program: program.into(), image: self.image.path().into() }
    }
}
