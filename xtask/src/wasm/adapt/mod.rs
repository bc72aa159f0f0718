//! Calls that fit their callee.
//!
//! Fortran passes the length of each string after the other arguments, C programs that call it leave it out; one
//! declares a subroutine as returning `int`, the other as returning nothing. Machines with registers do not mind. In
//! WebAssembly a call has the type of its callee or traps. So each object's imports are compared with what libraries
//! define; a call of another type goes to an adapter, a function under the name of both: `dgetrs_.viiiiiiii` is
//! `dgetrs_` as a caller with these parameters sees it.

mod adapter;
mod archive;
mod object;

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use adapter::Adapter;
use archive::{Member, is_archive, members};
use object::{Object, Signature};

/// What functions there are, by name; the first definition counts, as it does for the linker.
#[derive(Default)]
struct Definitions {
    by_name: HashMap<String, Signature>,
}

impl Definitions {
    fn add(&mut self, files: &[PathBuf]) -> Result<()> {
        for file in files {
            for member in members(file)? {
                let place = || format!("{} in {}", member.name, file.display());
                for (name, signature) in Object::read(&member.bytes).with_context(place)?.definitions {
                    self.by_name.entry(name.to_string()).or_insert(signature);
                }
            }
        }
        Ok(())
    }
}

/// Writes `inputs` with their calls adapted to `libraries` and to each other into `folder`, and the adapters as one
/// more object; returns what is to be linked.
pub(super) fn inputs(inputs: &[PathBuf], libraries: &[PathBuf], folder: &Path) -> Result<Vec<PathBuf>> {
    let mut definitions = Definitions::default();
    definitions.add(inputs)?;
    definitions.add(libraries)?;
    fs::create_dir_all(folder)?;
    let mut adapters = BTreeMap::new();
    let mut outputs = Vec::new();
    for (number, input) in inputs.iter().enumerate() {
        outputs.push(adapt(input, number, &definitions, &mut adapters, folder)?);
    }
    if !adapters.is_empty() {
        let path = folder.join("adapters.o");
        fs::write(&path, adapter::object(&adapters.into_values().collect::<Vec<_>>()))?;
        outputs.push(path);
    }
    Ok(outputs)
}

/// Adapts the objects of a library that will be an archive, in place, to `libraries` and to each other. Each adapter
/// is an object of its own beside them, so that the archive gives a program no more than it calls.
pub(super) fn library(objects: &[PathBuf], libraries: &[PathBuf]) -> Result<()> {
    let mut definitions = Definitions::default();
    definitions.add(libraries)?;
    definitions.add(objects)?;
    let mut adapters = BTreeMap::new();
    for path in objects {
        let object = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let adapted = adapt_object(&object, &definitions, &mut adapters);
        if let Some(adapted) = adapted.with_context(|| path.display().to_string())? {
            fs::write(path, adapted)?;
        }
    }
    let folder = objects.first().and_then(|path| path.parent()).unwrap_or(Path::new("."));
    for (name, adapter) in adapters {
        fs::write(folder.join(format!("{name}.o")), adapter::object(&[adapter]))?;
    }
    Ok(())
}

/// Adapts an object or archive; it stays where it is if all its calls fit.
fn adapt(
    input: &Path,
    number: usize,
    definitions: &Definitions,
    adapters: &mut BTreeMap<String, Adapter>,
    folder: &Path,
) -> Result<PathBuf> {
    let mut changed = false;
    let mut adapted = Vec::new();
    for Member { name, bytes } in members(input)? {
        let new = adapt_object(&bytes, definitions, adapters);
        let new = new.with_context(|| format!("{name} in {}", input.display()))?;
        changed |= new.is_some();
        adapted.push(new.unwrap_or(bytes));
    }
    if !changed {
        return Ok(input.to_path_buf());
    }
    let mut objects = Vec::new();
    for (member, object) in adapted.iter().enumerate() {
        let path = folder.join(format!("{number}-{member}.o"));
        fs::write(&path, object)?;
        objects.push(path);
    }
    if !is_archive(input)? {
        return Ok(objects.remove(0));
    }
    let archive = folder.join(format!("{number}.a"));
    let status = Command::new("llvm-ar-22").arg("rcs").arg(&archive).args(&objects).status();
    let status = status.context("cannot start llvm-ar-22")?;
    ensure!(status.success(), "llvm-ar-22 could not write {} ({status})", archive.display());
    Ok(archive)
}

/// The object with misfitting calls renamed, or nothing if there are none.
fn adapt_object(
    bytes: &[u8],
    definitions: &Definitions,
    adapters: &mut BTreeMap<String, Adapter>,
) -> Result<Option<Vec<u8>>> {
    let object = Object::read(bytes)?;
    let mut renamed = Vec::new();
    for import in &object.imports {
        let Some(definition) = definitions.by_name.get(import.name) else { continue };
        if *definition == import.signature {
            continue;
        }
        let name = format!("{}.{}", import.name, import.signature);
        // A library may bring an adapter that cannot be derived.
        if !definitions.by_name.contains_key(&name) && !adapters.contains_key(&name) {
            let adapter = Adapter::new(import.name, import.signature.clone(), definition.clone())?;
            adapters.insert(name.clone(), adapter);
        }
        renamed.push((import.place.clone(), name));
    }
    Ok(if renamed.is_empty() { None } else { Some(object::rename_imports(bytes, &renamed)?) })
}

#[cfg(test)]
mod tests;
