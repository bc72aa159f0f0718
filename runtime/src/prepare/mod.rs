//! Prepared programs: those whose initialisation is done once, when the image is built.

mod capture;
mod module;

use std::fs;
use std::path::Path;
use std::thread;

use sha2::{Digest, Sha256};

use crate::compile::{Compiler, write_whole};
use crate::image::{ImageDirectory, Preparation, PreparedEntry, ProgramEntry, format_hash};
use crate::{Error, Exec, ExitStatus, Outcome, Progress, Runtime, RuntimeOptions};
pub(crate) use capture::Capture;

/// Prepares what is to be prepared of an image's programs and is not yet, and compiles all for this machine; returns
/// how many it prepared.
///
/// A program to prepare has a [`Preparation`] in the manifest, which is written anew with what came of it. The same
/// image gives the same prepared programs: clocks stand and random bytes repeat while they prepare themselves.
///
/// This is for who builds an image. Its prepared programs belong to it as the others do: on another machine, or with
/// another engine, [`compile_image`](crate::compile_image) is enough.
///
/// # Errors
/// [`Error::Prepare`] for a program that cannot be prepared; those of [`compile_image`](crate::compile_image).
pub fn prepare_image(path: &Path, progress: &mut dyn FnMut(Progress<'_>)) -> Result<usize, Error> {
    let mut compiler = Compiler::new()?;
    let image = ImageDirectory::open(path)?;
    compiler.compile(&image, progress)?;
    let mut manifest = image.manifest().clone();
    let mut count = 0;
    for entry in manifest.programs.iter_mut().filter(|entry| entry.prepared.is_none()) {
        let Some(preparation) = &entry.prepare else { continue };
        entry.prepared = Some(prepare(&image, entry, preparation)?);
        count += 1;
    }
    if count > 0 {
        image.write_manifest(&manifest)?;
        compiler.compile(&ImageDirectory::open(path)?, progress)?;
    }
    Ok(count)
}

/// Prepares a program, and keeps what came of it among the image's programs.
fn prepare(
    image: &ImageDirectory,
    entry: &ProgramEntry,
    preparation: &Preparation,
) -> Result<PreparedEntry, Error> {
    let failed = |reason: String| Error::Prepare { program: entry.name.clone(), reason };
    let capture = run(image, preparation)?.map_err(failed)?;
    if format_hash(&capture.program) != entry.sha256 {
        return Err(failed(format!("{} is another program", preparation.argv[0])));
    }
    let path = image.wasm(&entry.sha256);
    let wasm = fs::read(&path).map_err(|source| Error::Image { path, source })?;
    let prepared = module::rewrite(&wasm, &capture).map_err(failed)?;
    let sha256 = format_hash(&Sha256::digest(&prepared));
    let path = image.wasm(&sha256);
    write_whole(&path, &prepared).map_err(|source| Error::Image { path, source })?;
    Ok(PreparedEntry { sha256, size: prepared.len() as u64 })
}

/// Runs a program's preparation in a container of its own; the inner error says how it ended instead.
fn run(image: &ImageDirectory, preparation: &Preparation) -> Result<Result<Capture, String>, Error> {
    let container =
        Runtime::open(RuntimeOptions { image: image.path().into(), ..RuntimeOptions::default() })?
            .container(Default::default())?;
    let exec = Exec::new(preparation.argv.iter().map(String::as_str));
    // In a thread of its own, so that the caller may be one of an asynchronous runtime's.
    let prepared = thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let tokio = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            Ok(tokio.block_on(container.prepare(exec)))
        });
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    let (outcome, capture) = prepared.map_err(Error::Upper)??;
    Ok(capture.ok_or_else(|| describe(&outcome)))
}

fn describe(outcome: &Outcome) -> String {
    let ended = match outcome.status {
        ExitStatus::Exited(code) => format!("it exited with {code}"),
        ExitStatus::Signaled(signal) => format!("it ended by {}", signal.name()),
    };
    format!("{ended}\n{}", String::from_utf8_lossy(&outcome.stderr))
}
