use std::env;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Context as _, Result, anyhow, ensure};
use sha2::{Digest as _, Sha256};

use crate::pins;

/// The folder of the oracle's `python3`: a virtual environment in the cache, made at first use.
pub(crate) fn bin() -> Result<&'static Path> {
    static BIN: OnceLock<std::result::Result<PathBuf, String>> = OnceLock::new();
    let made = BIN.get_or_init(|| prepare().map_err(|error| format!("{error:#}")));
    made.as_deref().map_err(|error| anyhow!("no Python oracle: {error}"))
}

/// The oracle's `python3`, which has the packages of the image for data, and what they depend on natively.
///
/// # Errors
/// If the host has no Python 3.11, or the packages cannot be installed.
pub fn oracle_python() -> Result<PathBuf> {
    Ok(bin()?.join("python3"))
}

fn prepare() -> Result<PathBuf> {
    let packages = pins::read()?;
    let cache = cache()?;
    let environment = cache.join(name(&packages));
    let bin = environment.join("bin");
    let complete = environment.join("complete");
    fs::create_dir_all(cache.join("locks"))?;
    let lock = File::create(cache.join("locks/oracle"))?;
    lock.lock().context("cannot lock the Python oracle")?;
    if complete.exists() {
        return Ok(bin);
    }
    let (python, pip) = find_interpreters()?;
    let _ = fs::remove_dir_all(&environment);
    fs::create_dir_all(&environment)?;
    run(Command::new(&python).args(["-m", "venv", "--without-pip"]).arg(&environment))?;
    let mut install = Command::new(&pip);
    install.args(["-m", "pip", "--quiet", "--python"]).arg(bin.join("python3"));
    // img2pdf alone is released as source only.
    run(install.args(["install", "--prefer-binary"]).args(packages))?;
    fs::write(complete, "")?;
    Ok(bin)
}

/// The environment's folder: another list of packages is another one.
fn name(packages: &[String]) -> String {
    let hash = Sha256::digest(packages.join("\n"));
    hash[..8].iter().fold("oracle-python3.11-".to_owned(), |mut name, byte| {
        let _ = write!(name, "{byte:02x}");
        name
    })
}

fn cache() -> Result<PathBuf> {
    if let Some(cache) = env::var_os("VIVARIUM_CACHE") {
        return Ok(cache.into());
    }
    let home = env::var_os("HOME").context("neither VIVARIUM_CACHE nor HOME is set")?;
    Ok(PathBuf::from(home).join(".cache/vivarium"))
}

/// Finds a Python 3.11, and one whose pip can install for it. Debian ships the first without the second.
fn find_interpreters() -> Result<(PathBuf, PathBuf)> {
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&path).map(|folder| folder.join("python3.11"));
    let candidates: Vec<PathBuf> =
        [PathBuf::from("/usr/bin/python3.11")].into_iter().chain(on_path).collect();
    let able = |code: &str| candidates.iter().find(|python| runs(python, code)).cloned();
    let python = able("import sqlite3, lzma, bz2, zlib, venv").context("install python3.11")?;
    let pip = able("import pip").context("install pip for python3.11")?;
    Ok((python, pip))
}

fn runs(python: &Path, code: &str) -> bool {
    let mut command = Command::new(python);
    command.arg("-c").arg(code).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn run(command: &mut Command) -> Result<()> {
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {command:?}"))?;
    let program = Path::new(command.get_program()).file_name().unwrap_or(OsStr::new("")).to_string_lossy();
    ensure!(output.status.success(), "{program} failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}
