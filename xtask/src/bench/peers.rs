//! The peers: from PyPI and npm by their own clients and pinned by hash, bubblewrap from Debian.
//!
//! One that cannot be had on this machine is noted with the reason, and the others are measured without it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use serde::Serialize;

use crate::build::Workshop;
use crate::cache::{self, Cache};
use crate::command;
use crate::digest;
use crate::host;
use crate::tree::Tree;

/// Where the pins and the drivers are.
const FOLDER: &str = "benches/peers";

/// CPython's minor versions that the pinned wheels are for, the one to prefer first.
const PYTHON_MINORS: [u32; 3] = [12, 13, 14];

/// A peer as the benches read it.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Peer {
    Installed { driver: Vec<String>, version: String },
    Absent(String),
}

/// Installs every peer into the cache, and returns the file that says where they are.
pub(crate) fn install(workshop: &Workshop) -> Result<PathBuf> {
    let peers = [
        ("bubblewrap", "", bubblewrap as Install),
        ("pyeryx", "eryx 0.11.0 (PyPI: pyeryx), CPython 3.14 under wasmtime", pypi as Install),
        ("just-bash", "just-bash 3.4.2 (npm), a shell in TypeScript under node", npm as Install),
        ("monty", "monty 1.4.0 (PyPI: pydantic-monty), a Python subset in reused processes", pypi as Install),
        ("pyodide", "Pyodide 314.0.7 (npm), CPython 3.14 under node", npm as Install),
    ];
    let mut found = serde_json::Map::new();
    for (name, version, install) in peers {
        let step = workshop.progress.step(name);
        step.now("installing");
        let peer = match install(&workshop.cache, &workshop.tree, name) {
            Ok(Installed { driver, version: found }) => {
                step.done("ready");
                Peer::Installed { driver, version: found.unwrap_or_else(|| version.into()) }
            }
            Err(error) => {
                step.done(&format!("not here: {error:#}"));
                Peer::Absent(format!("{error:#}"))
            }
        };
        found.insert(name.into(), serde_json::to_value(peer)?);
    }
    let file = workshop.cache.keep("peers")?.join("peers.json");
    fs::write(&file, serde_json::to_string_pretty(&found)?)?;
    Ok(file)
}

/// What installing a peer gives: its driver's command line, and its version where that is not pinned.
struct Installed {
    driver: Vec<String>,
    version: Option<String>,
}

type Install = fn(&Cache, &Tree, &str) -> Result<Installed>;

/// Debian's package; the benches know how to start it.
fn bubblewrap(_: &Cache, _: &Tree, _: &str) -> Result<Installed> {
    let version = || command::output(command::clean("bwrap").arg("--version"));
    let told = version().or_else(|_| host::install(&["bubblewrap"]).and_then(|()| version()))?;
    let mut attempt = command::clean("bwrap");
    command::output(attempt.args(["--ro-bind", "/", "/", "--unshare-all", "true"]))
        .context("it may not make name spaces here")?;
    let version = told.trim().trim_start_matches("bubblewrap ").to_string();
    Ok(Installed { driver: Vec::new(), version: Some(version) })
}

/// A package and what it needs, in an environment of their own.
fn pypi(cache: &Cache, tree: &Tree, name: &str) -> Result<Installed> {
    let python = find_python()?;
    let requirements = tree.join(FOLDER).join(format!("{name}.txt"));
    let folder = place(cache, name, &[&requirements, &python])?;
    let own = folder.join("bin/python3");
    let _lock = cache.lock(&format!("peer-{name}"))?;
    if !cache::is_sealed(&folder) {
        cache::empty(&folder)?;
        command::output(command::clean(&python).args(["-m", "venv", "--without-pip"]).arg(&folder))?;
        let mut pip = command::clean(&python);
        pip.args(["-m", "pip", "--quiet", "--python"]).arg(&own);
        pip.args(["install", "--require-hashes", "--only-binary", ":all:", "--requirement"])
            .arg(&requirements);
        command::output(&mut pip)?;
        cache::seal(&folder, name)?;
    }
    Ok(Installed {
        driver: vec![text(&own)?, text(&tree.join(FOLDER).join(format!("{name}.py")))?],
        version: None,
    })
}

/// Packages of npm, all in one folder; the drivers go there too, because node looks for packages beside them.
fn npm(cache: &Cache, tree: &Tree, name: &str) -> Result<Installed> {
    command::output(command::clean("node").arg("--version")).context("node is needed")?;
    let pins = tree.join(FOLDER);
    let lock = pins.join("package-lock.json");
    let folder = place(cache, "npm", &[&lock])?;
    let _lock = cache.lock("peer-npm")?;
    if !cache::is_sealed(&folder) {
        cache::empty(&folder)?;
        for file in ["package.json", "package-lock.json"] {
            fs::copy(pins.join(file), folder.join(file))?;
        }
        let mut npm = command::clean("npm");
        npm.args(["ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder);
        command::output(&mut npm)?;
        cache::seal(&folder, "npm")?;
    }
    let driver = format!("{}.mjs", name.replace('-', "_"));
    for file in ["protocol.mjs", &driver] {
        fs::copy(pins.join(file), folder.join(file))?;
    }
    Ok(Installed { driver: vec!["node".into(), text(&folder.join(driver))?], version: None })
}

/// Where a peer is installed that these files say everything about.
fn place(cache: &Cache, name: &str, files: &[&Path]) -> Result<PathBuf> {
    let digests = files.iter().map(|file| digest::file(file)).collect::<Result<Vec<_>>>()?;
    let key: String = digests.iter().map(|digest| &digest[..16]).collect();
    Ok(cache.keep("peers")?.join(format!("{name}-{key}")))
}

/// A CPython that the wheels are for, and that can install them: on the path, or one of pyenv's.
fn find_python() -> Result<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let pyenv =
        env::var_os("PYENV_ROOT").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".pyenv")));
    if let Some(versions) = pyenv.and_then(|root| fs::read_dir(root.join("versions")).ok()) {
        folders.extend(versions.flatten().map(|version| version.path().join("bin")));
    }
    for minor in PYTHON_MINORS {
        let name = format!("python3.{minor}");
        let able = |python: &PathBuf| {
            command::output(command::clean(python).args(["-c", "import pip, venv"])).is_ok()
        };
        let mut found = folders.iter().map(|folder| folder.join(&name)).filter(|python| python.is_file());
        if let Some(python) = found.find(able) {
            return Ok(python);
        }
    }
    bail!("no Python of 3.{PYTHON_MINORS:?} with pip and venv")
}

fn text(path: &Path) -> Result<String> {
    path.to_str().map(str::to_string).ok_or_else(|| anyhow!("{} is not UTF-8", path.display()))
}
