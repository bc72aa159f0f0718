use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use vivarium::{ImageDirectory, Manifest, compile_image};

use crate::arguments::Format;
use crate::progress::CompileProgress;

/// Lists the images beside the default one.
pub(crate) fn list(format: Format) -> Result<ExitCode> {
    let default = ImageDirectory::default_path();
    let images = images(&default);
    match format {
        Format::Json => print(&format!("{:#}\n", json!(images.iter().map(summary).collect::<Vec<_>>())))?,
        Format::Text if images.is_empty() => {
            eprintln!("viv: no images yet: `cargo xtask image` builds one");
        }
        Format::Text => {
            let mut text = format!("{:12} {:12} {:>8} {:>8}  DIRECTORY\n", "ID", "NAME", "PROGRAMS", "SIZE");
            for image in &images {
                text += &row(image);
            }
            print(&text)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn images(default: &Path) -> Vec<ImageDirectory> {
    let mut paths = vec![default.to_owned()];
    let entries = default.parent().and_then(|folder| fs::read_dir(folder).ok());
    paths.extend(entries.into_iter().flatten().flatten().map(|entry| entry.path()));
    paths.sort();
    paths.dedup();
    paths.into_iter().filter_map(|path| ImageDirectory::open(path).ok()).collect()
}

fn id(manifest: &Manifest) -> &str {
    manifest.rootfs_sha256.get(..12).unwrap_or_default()
}

fn size_bytes(image: &ImageDirectory) -> u64 {
    let rootfs = fs::metadata(image.rootfs()).map_or(0, |metadata| metadata.len());
    rootfs + image.manifest().programs.iter().map(|program| program.size).sum::<u64>()
}

fn row(image: &ImageDirectory) -> String {
    let manifest = image.manifest();
    let (programs, size) = (manifest.programs.len(), mebibytes(size_bytes(image)));
    format!("{:12} {:12} {programs:8} {size:>8}  {}\n", id(manifest), manifest.name, image.path().display())
}

fn mebibytes(bytes: u64) -> String {
    format!("{:.1} M", bytes as f64 / f64::from(1 << 20))
}

fn summary(image: &ImageDirectory) -> Value {
    let manifest = image.manifest();
    json!({
        "id": id(manifest),
        "name": manifest.name,
        "programs": manifest.programs.len(),
        "size_bytes": size_bytes(image),
        "directory": image.path(),
    })
}

/// Shows what is in an image.
pub(crate) fn inspect(path: &Path, format: Format) -> Result<ExitCode> {
    let image = ImageDirectory::open(path)?;
    let text = match format {
        Format::Json => manifest_json(&image)?,
        Format::Text => describe(&image),
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The manifest as it stands, with the image's place.
fn manifest_json(image: &ImageDirectory) -> Result<String> {
    let path = image.path().join("manifest.json");
    let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut manifest: Value = serde_json::from_slice(&text).context("the manifest is not JSON")?;
    manifest["directory"] = json!(image.path());
    Ok(format!("{manifest:#}\n"))
}

fn describe(image: &ImageDirectory) -> String {
    let manifest = image.manifest();
    let directory = fs::canonicalize(image.path()).unwrap_or_else(|_| PathBuf::from(image.path()));
    let mut text = format!("image      {}\ndirectory  {}\n", manifest.name, directory.display());
    text += &format!("root       sha256 {}\n\nPROGRAMS\n", manifest.rootfs_sha256);
    for program in &manifest.programs {
        let short = program.sha256.get(..12).unwrap_or_default();
        text += &format!("    {:24} {:>9}  {short}\n", program.name, mebibytes(program.size));
    }
    text += "\nPACKAGES\n";
    for package in &manifest.packages {
        text += &format!("    {:24} {:>12}  {}\n", package.name, package.version, package.licence);
    }
    text
}

/// Compiles what is not yet compiled of an image for this machine.
pub(crate) fn compile(path: &Path) -> Result<ExitCode> {
    let progress = CompileProgress::new();
    let compiled = compile_image(path, &mut |state| progress.show(state))?;
    drop(progress);
    eprintln!("viv: {compiled} programs compiled for this machine");
    Ok(ExitCode::SUCCESS)
}

/// Writes to stdout; a reader that has gone is no failure.
fn print(text: &str) -> Result<()> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot write to stdout"),
    }
}
