//! The image's root file system.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use vivarium_abi::program;
use vivarium_vfs::{Attributes, ImageWriter, Source, make_device};

use crate::build::Products;
use crate::image::description::{Description, Program};

/// Time stamp of every file: the first second of 2026, so that the same inputs give the same image.
const MODIFIED_NS: i64 = 1_767_225_600 * 1_000_000_000;

/// Mode of what a description does not give one: the permission bits that umask 022 leaves.
const EXECUTABLE: u32 = 0o755;
const READABLE: u32 = 0o644;

/// Lays out everything that the description names.
pub(super) fn root(description: &Description, products: &Products) -> Result<ImageWriter> {
    let mut image = ImageWriter::new();
    image.directory(b"/", attributes(EXECUTABLE))?;
    for directory in &description.directory {
        image.directory(directory.path.as_bytes(), attributes(directory.mode))?;
    }
    for link in &description.symlink {
        image.symlink(link.path.as_bytes(), attributes(0o777), link.target.as_bytes())?;
    }
    for device in &description.device {
        let number = make_device(device.major, device.minor);
        image.char_device(device.path.as_bytes(), attributes(device.mode), number)?;
    }
    for file in &description.file {
        let content = Source::Bytes(file.content.clone().into_bytes());
        image.file(file.path.as_bytes(), attributes(file.mode), content)?;
    }
    for program in &description.program {
        add_program(&mut image, program, products)?;
    }
    for tree in &description.tree {
        let root = products.get(&tree.recipe)?.path.join("root");
        add_tree(&mut image, &root, Path::new("/"))
            .with_context(|| format!("from recipe {}", tree.recipe))?;
    }
    Ok(image)
}

/// Adds a program reference under each of the program's names.
fn add_program(image: &mut ImageWriter, program: &Program, products: &Products) -> Result<()> {
    let path = program.path(products)?;
    let wasm = fs::read(&path).with_context(|| format!("no program {}", path.display()))?;
    let reference = program::reference(&Sha256::digest(&wasm).into());
    let name = |name: &str| format!("{}/{name}", program.directory).into_bytes();
    let first = name(&program.names[0]);
    image.file(&first, attributes(EXECUTABLE), Source::Bytes(reference))?;
    for other in &program.names[1..] {
        image.hard_link(&name(other), &first)?;
    }
    Ok(())
}

/// Adds what is in the host's folder `from`.
fn add_tree(image: &mut ImageWriter, from: &Path, to: &Path) -> Result<()> {
    let listed = fs::read_dir(from).with_context(|| format!("cannot list {}", from.display()))?;
    for entry in listed {
        let entry = entry?;
        let target = to.join(entry.file_name());
        let name = target.as_os_str().as_bytes();
        let metadata = entry.metadata()?;
        let executable = metadata.permissions().mode() & 0o111 != 0;
        let mode = if executable || metadata.is_dir() { EXECUTABLE } else { READABLE };
        if metadata.is_dir() {
            add_tree(image, &entry.path(), &target)?;
        } else if metadata.is_symlink() {
            let link = fs::read_link(entry.path())?;
            image.symlink(name, attributes(0o777), link.as_os_str().as_bytes())?;
        } else {
            image.file(name, attributes(mode), Source::Path(entry.path()))?;
        }
    }
    Ok(())
}

fn attributes(mode: u32) -> Attributes {
    Attributes::new(mode).modified(MODIFIED_NS)
}
