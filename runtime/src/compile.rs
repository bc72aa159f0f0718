use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::drain::compile_while_draining;
use crate::image::{ImageDirectory, ProgramEntry, format_hash};
use crate::{Error, engine};

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
/// Programs are compiled one after the other, on all CPUs. The largest decides how much memory that takes: some 5 GB
/// for Python's 30 MB, since inlining wants all functions of a program in memory until the last is compiled.
///
/// # Errors
/// [`Error::Program`] for a program that does not compile or is not what the manifest says.
pub fn compile_image(image: &Path, progress: &mut dyn FnMut(Progress<'_>)) -> Result<usize, Error> {
    let image = ImageDirectory::open(image)?;
    let key = engine::key(&engine::compiler()?);
    let programs = &image.manifest().programs;
    let missing: Vec<_> =
        programs.iter().filter(|entry| !image.compiled(&entry.sha256, &key).exists()).collect();
    let total_bytes = missing.iter().map(|entry| entry.size).sum();
    let mut done_bytes = 0;
    for entry in &missing {
        progress(Progress { program: &entry.name, program_bytes: entry.size, done_bytes, total_bytes });
        compile(&image, entry, &key)?;
        done_bytes += entry.size;
    }
    Ok(missing.len())
}

fn compile(image: &ImageDirectory, entry: &ProgramEntry, key: &str) -> Result<(), Error> {
    let path = image.wasm(&entry.sha256);
    let wasm = fs::read(&path).map_err(|source| Error::Image { path, source })?;
    let bad = |reason: String| Error::Program { program: entry.name.clone(), reason };
    if format_hash(&Sha256::digest(&wasm)) != entry.sha256 {
        return Err(bad("the file's hash is not the manifest's".into()));
    }
    // An engine of its own, with which all working memory goes.
    let engine = engine::compiler()?;
    let code = compile_while_draining(&engine, || engine.precompile_module(&wasm));
    let code = code.map_err(|error| bad(format!("{error:#}")))?;
    let path = image.compiled(&entry.sha256, key);
    write_whole(&path, &code).map_err(|source| Error::Image { path, source })
}

/// Writes a file so that no reader ever sees a part of it.
fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
    file.persist(path)?;
    Ok(())
}
