use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Subcommand;
use serde_json::{Value, json};
use vivarium::{ImageDirectory, Manifest, ProgramEntry, compile_image, prepare_image};

use crate::print::{Format, print, print_json};
use crate::progress::CompileProgress;
use crate::size::human;
use crate::table::table;

/// Shows and prepares images: the files and programs that containers begin with.
#[derive(Debug, Subcommand)]
pub(crate) enum Image {
    /// Lists the images of this user
    Ls {
        #[command(flatten)]
        format: Format,
    },
    /// Shows what is in an image: programs, packages, licences
    Inspect {
        /// The image's name or directory [default: $VIVARIUM_IMAGE, or `default`]
        image: Option<PathBuf>,
        #[command(flatten)]
        format: Format,
    },
    /// Compiles an image's programs for this machine, which `run` needs: after an update of viv, or on another CPU
    Compile {
        /// The image's name or directory [default: $VIVARIUM_IMAGE, or `default`]
        image: Option<PathBuf>,
    },
    /// Prepares the programs of an image that was just built, and compiles all
    #[command(hide = true)]
    Prepare {
        /// The image's directory
        directory: PathBuf,
    },
}

impl Image {
    pub(crate) fn run(self) -> Result<ExitCode> {
        match self {
            Self::Ls { format } => list(format),
            Self::Inspect { image, format } => inspect(&place(image), format),
            Self::Compile { image } => compile(&place(image)),
            Self::Prepare { directory } => prepare(&directory),
        }
    }
}

/// The directory of the image that the user names, or of the default one.
pub(crate) fn place(image: Option<PathBuf>) -> PathBuf {
    image.map_or_else(ImageDirectory::default_path, ImageDirectory::place)
}

/// Lists the images beside the default one.
fn list(format: Format) -> Result<ExitCode> {
    let images = images(&ImageDirectory::default_path());
    if format.is_json {
        print_json(&images.iter().map(summary).collect())?;
    } else if images.is_empty() {
        eprintln!("viv: no images yet: `cargo xtask image` builds one");
    } else {
        let rows: Vec<_> = images.iter().map(row).collect();
        print(&table(["ID", "NAME", "PROGRAMS", "SIZE", "DIRECTORY"], &rows))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn images(default: &Path) -> Vec<ImageDirectory> {
    let mut paths = vec![default.to_owned()];
    let entries = default.parent().and_then(|folder| fs::read_dir(folder).ok());
    paths.extend(entries.into_iter().flatten().flatten().map(|entry| entry.path()));
    paths.sort();
    // `default` is another name of one of them.
    let same = |one: &Path, other: &Path| fs::canonicalize(one).ok() == fs::canonicalize(other).ok();
    let is_alias = |path: &PathBuf| {
        path.ends_with("default") && paths.iter().any(|other| other != path && same(other, path))
    };
    let named = paths.iter().filter(|path| !is_alias(path)).cloned();
    let mut images: Vec<_> = named.filter_map(|path| ImageDirectory::open(path).ok()).collect();
    images.dedup_by(|one, other| one.path() == other.path());
    images
}

fn id(manifest: &Manifest) -> &str {
    manifest.rootfs_sha256.get(..12).unwrap_or_default()
}

fn size_bytes(image: &ImageDirectory) -> u64 {
    let rootfs = fs::metadata(image.rootfs()).map_or(0, |metadata| metadata.len());
    let prepared = |program: &ProgramEntry| program.prepared.as_ref().map_or(0, |prepared| prepared.size);
    let programs = image.manifest().programs.iter();
    rootfs + programs.map(|program| program.size + prepared(program)).sum::<u64>()
}

fn row(image: &ImageDirectory) -> [String; 5] {
    let manifest = image.manifest();
    [
        id(manifest).into(),
        manifest.name.clone(),
        manifest.programs.len().to_string(),
        human(size_bytes(image)),
        image.path().display().to_string(),
    ]
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
fn inspect(path: &Path, format: Format) -> Result<ExitCode> {
    let image = ImageDirectory::open(path)?;
    if format.is_json {
        print_json(&manifest_json(&image)?)?;
    } else {
        print(&describe(&image))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The manifest as it stands, with the image's place.
fn manifest_json(image: &ImageDirectory) -> Result<Value> {
    let path = image.path().join("manifest.json");
    let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut manifest: Value = serde_json::from_slice(&text).context("the manifest is not JSON")?;
    manifest["directory"] = json!(image.path());
    Ok(manifest)
}

fn describe(image: &ImageDirectory) -> String {
    let manifest = image.manifest();
    let directory = fs::canonicalize(image.path()).unwrap_or_else(|_| PathBuf::from(image.path()));
    let mut text = format!("image      {}\ndirectory  {}\n", manifest.name, directory.display());
    text += &format!("root       sha256 {}\n\nPROGRAMS\n", manifest.rootfs_sha256);
    for program in &manifest.programs {
        text += &describe_program(program);
    }
    text += "\nPACKAGES\n";
    for package in &manifest.packages {
        text += &format!("    {:24} {:>12}  {}\n", package.name, package.version, package.licence);
    }
    text
}

fn describe_program(program: &ProgramEntry) -> String {
    let line = |name: &str, size_bytes: u64, sha256: &str| {
        format!("    {name:24} {:>9}  {}\n", human(size_bytes), sha256.get(..12).unwrap_or_default())
    };
    let mut text = line(&program.name, program.size, &program.sha256);
    if let Some(prepared) = &program.prepared {
        text += &line("  prepared", prepared.size, &prepared.sha256);
    }
    text
}

/// Compiles what is not yet compiled of an image for this machine.
fn compile(path: &Path) -> Result<ExitCode> {
    let progress = CompileProgress::new();
    let compiled = compile_image(path, &mut |state| progress.show(state))?;
    drop(progress);
    eprintln!("viv: {compiled} programs compiled for this machine");
    Ok(ExitCode::SUCCESS)
}

/// Prepares what is to be prepared of an image.
fn prepare(path: &Path) -> Result<ExitCode> {
    let progress = CompileProgress::new();
    let prepared = prepare_image(path, &mut |state| progress.show(state))?;
    drop(progress);
    eprintln!("viv: {prepared} programs prepared, and all compiled for this machine");
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prepared_program_has_two_lines() {
        let mut program: ProgramEntry =
            serde_json::from_value(json!({ "name": "python", "sha256": "a".repeat(64), "size": 2048 }))
                .expect("a program");
        assert_eq!(describe_program(&program).lines().count(), 1);
        program.prepared = serde_json::from_value(json!({ "sha256": "b".repeat(64), "size": 4096 })).ok();
        let text = describe_program(&program);
        let words: Vec<_> =
            text.lines().map(|line| line.split_whitespace().next().unwrap_or_default()).collect();
        assert_eq!(words, ["python", "prepared"], "{text}");
    }
}
