//! `xtask image`: the directory that the runtime opens, from the guests' products and a description.

mod compiled;
mod contents;
mod description;

use std::env;
use std::fs::{self, File};
use std::io::BufWriter;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use serde::Serialize;

use crate::build::{Products, Workshop};
use crate::cache;
use crate::command;
use crate::digest;
use crate::image::description::{Description, Preparation};
use crate::tree::Tree;

/// The image that most tests run in.
pub(crate) const BASE: &str = "base";

/// The image for data.
pub(crate) const DATA: &str = "data";

/// The image with all there is.
pub(crate) const FULL: &str = "full";

/// The image that the tests of the guests' C library run in.
pub(crate) const TEST: &str = "test";

/// What `viv` looks for where nobody names an image: a link to the name of one.
const DEFAULT: &str = "default";

/// Changed when the same description comes to make a different image.
const WRITER: u32 = 1;

/// `manifest.json` of the image directory.
#[derive(Serialize)]
struct Manifest {
    format: u32,
    name: String,
    rootfs_sha256: String,
    programs: Vec<Program>,
    packages: Vec<Package>,
}

#[derive(Serialize)]
struct Program {
    name: String,
    sha256: String,
    size: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    prepare: Option<Preparation>,
}

#[derive(Serialize)]
struct Package {
    name: String,
    version: String,
    licence: String,
}

/// The recipes that an image is made of.
pub(crate) fn recipes(tree: &Tree, name: &str) -> Result<Vec<String>> {
    Ok(Description::read(tree, name)?.recipes())
}

/// Builds the guests that the image holds.
pub(crate) fn guests(workshop: &Workshop) -> Result<Products> {
    workshop.build(&recipes(&workshop.tree, BASE)?)
}

/// Makes an image that `viv` uses from now on where nobody names one.
pub(crate) fn default(workshop: &Workshop, name: &str) -> Result<PathBuf> {
    let folder = named(workshop, name)?;
    link(Path::new(name), DEFAULT)?;
    Ok(folder)
}

/// Makes an image that `viv` knows by its name. The first one is the default.
pub(crate) fn named(workshop: &Workshop, name: &str) -> Result<PathBuf> {
    let folder = make(workshop, name)?;
    link(&folder, name)?;
    if !images()?.join(DEFAULT).exists() {
        link(Path::new(name), DEFAULT)?;
    }
    Ok(folder)
}

/// Makes an image, and has `viv` prepare its programs and compile them for this machine.
pub(crate) fn make(workshop: &Workshop, name: &str) -> Result<PathBuf> {
    let description = Description::read(&workshop.tree, name)?;
    let products = workshop.build(&description.recipes())?;
    let name = format!("image-{name}");
    let key = key(&description, &products)?;
    let folder = workshop.cache.product(&name, &key);
    let _lock = workshop.cache.lock(&name)?;
    if !cache::is_sealed(&folder) {
        let step = workshop.progress.step(&name);
        step.now("packing");
        cache::empty(&folder)?;
        write(workshop, &description, &products, &folder)?;
        cache::seal(&folder, &key)?;
        step.done("packed");
    }
    compiled::link(&folder)?;
    prepare(workshop, &folder)?;
    compiled::drop_unused(&folder)?;
    Ok(folder)
}

fn key(description: &Description, products: &Products) -> Result<String> {
    let mut text = format!("writer {WRITER}\n{description:?}\n");
    for recipe in description.recipes() {
        text.push_str(&format!("{recipe} {}\n", products.get(&recipe)?.key));
    }
    Ok(digest::text(&text)[..16].to_string())
}

fn write(workshop: &Workshop, description: &Description, products: &Products, folder: &Path) -> Result<()> {
    let programs = folder.join("programs");
    fs::create_dir_all(&programs)?;
    let mut manifest = Manifest {
        format: 1,
        name: description.name.clone(),
        rootfs_sha256: String::new(),
        programs: Vec::new(),
        packages: packages(workshop, description)?,
    };
    for program in &description.program {
        let source = program.path(products)?;
        let sha256 = digest::file(&source)?;
        let kept = programs.join(format!("{sha256}.wasm"));
        let size = fs::copy(&source, &kept).with_context(|| format!("no program {}", source.display()))?;
        let prepare = program.prepare.clone();
        manifest.programs.push(Program { name: program.name(), sha256, size, prepare });
    }
    let rootfs = folder.join("rootfs.img");
    let mut out = BufWriter::new(File::create(&rootfs)?);
    contents::root(description, products)?.write(&mut out).context("cannot write the root file system")?;
    drop(out);
    manifest.rootfs_sha256 = digest::file(&rootfs)?;
    fs::write(folder.join("manifest.json"), serde_json::to_vec_pretty(&manifest)?)?;
    Ok(())
}

/// Everything that went into the image: the recipes, and what they are built from.
fn packages(workshop: &Workshop, description: &Description) -> Result<Vec<Package>> {
    let order = workshop.recipes.in_order(&description.recipes())?;
    let guests = order.into_iter().filter(|recipe| !recipe.name.starts_with("host-"));
    Ok(guests
        .map(|recipe| Package {
            name: recipe.name.clone(),
            version: recipe.version.clone(),
            licence: recipe.licence.clone(),
        })
        .collect())
}

/// Points `images/<name>` at the image, by a rename so that it always points somewhere.
fn link(target: &Path, name: &str) -> Result<()> {
    let images = images()?;
    fs::create_dir_all(&images).with_context(|| format!("cannot make {}", images.display()))?;
    let fresh = images.join(format!(".{name}-{}", std::process::id()));
    symlink(target, &fresh)?;
    fs::rename(&fresh, images.join(name)).with_context(|| format!("cannot link in {}", images.display()))
}

fn images() -> Result<PathBuf> {
    let data = match env::var_os("XDG_DATA_HOME") {
        Some(data) if !data.is_empty() => PathBuf::from(data),
        _ => env::home_dir()
            .ok_or_else(|| anyhow!("no home directory; set XDG_DATA_HOME"))?
            .join(".local/share"),
    };
    Ok(data.join("vivarium/images"))
}

fn prepare(workshop: &Workshop, folder: &Path) -> Result<()> {
    let viv = crate::viv::build(workshop)?;
    command::interactive(command::clean(viv).args(["image", "prepare"]).arg(folder))
        .context("cannot prepare and compile the programs of the image")
}
