use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

use crate::script::Language;

/// Processes that the library's driver can have at a time. The fewer they are, the more of an ended one's memory is kept
/// for the next (`RuntimeOptions::kept_bytes`).
const INSTANCES: u32 = 64;
/// The same where as many as possible shall live: of Python, more find no room in the addresses below an executable.
const CROWD_INSTANCES: u32 = 10_500;

/// bubblewrap's walls: name spaces of its own, the host's files to read, an empty `/tmp`.
const BUBBLEWRAP: [&str; 13] = [
    "bwrap",
    "--ro-bind",
    "/",
    "/",
    "--dev",
    "/dev",
    "--proc",
    "/proc",
    "--tmpfs",
    "/tmp",
    "--unshare-all",
    "--die-with-parent",
    "--new-session",
];

/// A way to run a program.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    /// What tables and results call it.
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// What it can run.
    pub(crate) languages: &'static [Language],
    /// Starts the driver whose sandboxes live in its process, or are processes where the way has nothing else.
    pub(crate) driver: Option<Vec<String>>,
    /// Starts the driver that holds thousands of sandboxes, where that is another one.
    pub(crate) crowd: Option<Vec<String>>,
    /// Starts the driver of whole command lines.
    pub(crate) command: Vec<String>,
    /// Where it comes from, with its version.
    pub(crate) origin: String,
}

/// What a way is, for the colour of its bars and for comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// What the others are compared with.
    Native,
    Ours,
    /// Walls around native programs.
    Container,
    /// CPython as WebAssembly.
    WasmPeer,
    /// An interpreter of its own.
    OtherPeer,
}

/// The images, the smallest first.
const TIERS: [&str; 3] = ["base", "data", "full"];

/// The names of the ways.
pub(crate) const NATIVE: &str = "native";
pub(crate) const LIBRARY: &str = "library";
pub(crate) const VIV: &str = "viv run";

/// A peer as `cargo xtask bench peers` found it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Peer {
    /// Its driver's command line, and its version.
    Installed { driver: Vec<String>, version: String },
    /// Why it is not there.
    Absent(String),
}

/// The ways there are on this machine.
pub(crate) struct Ways {
    pub(crate) here: Vec<Way>,
    /// Peers that are not, with the reasons.
    pub(crate) absent: Vec<(String, String)>,
}

/// Our own ways, and the peers that the file lists.
pub(crate) fn all(peers: Option<&Path>) -> Result<Ways> {
    let (mut here, mut absent) = (own()?, Vec::new());
    if let Some(file) = peers {
        let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        let peers: BTreeMap<String, Peer> = serde_json::from_str(&text)?;
        for (name, peer) in peers {
            match peer {
                Peer::Installed { driver, version } => here.push(self::peer(&name, driver, &version)?),
                Peer::Absent(reason) => absent.push((name, reason)),
            }
        }
    }
    Ok(Ways { here, absent })
}

fn own() -> Result<Vec<Way>> {
    let python = vivarium_tests::oracle_python()?;
    let python = python.to_str().context("the path of the Python oracle is UTF-8")?;
    let viv = vivarium_tests::viv().command();
    let viv = viv.get_program().to_str().context("the path of viv is UTF-8")?;
    let version = env!("CARGO_PKG_VERSION");
    let native = Way {
        name: NATIVE,
        kind: Kind::Native,
        languages: &[Language::Python, Language::Bash],
        driver: Some(commands(python, &[])?),
        crowd: None,
        command: commands(python, &[])?,
        origin: "CPython 3.11 of this machine, numpy 2.4.6, pandas 3.1.1, bash, coreutils".into(),
    };
    let library = Way {
        name: LIBRARY,
        kind: Kind::Ours,
        languages: &[Language::Python, Language::Bash],
        driver: Some(library(INSTANCES)?),
        crowd: Some(library(CROWD_INSTANCES)?),
        command: Vec::new(),
        origin: format!("vivarium {version}, a fresh container each time"),
    };
    let viv = Way {
        name: VIV,
        kind: Kind::Ours,
        languages: &[Language::Python, Language::Bash],
        driver: None,
        crowd: None,
        command: commands("python3", &[viv, "run"])?,
        origin: format!("viv {version}, the whole command"),
    };
    Ok(vec![native, library, viv])
}

/// The library over each of the images.
pub(crate) fn tiers() -> Result<Vec<Way>> {
    let over = |image: &str, instances| -> Result<Vec<String>> {
        let environment = ["env".to_owned(), format!("VIVARIUM_IMAGE={image}")];
        Ok([environment.into(), library(instances)?].concat())
    };
    let tier = |name| {
        Ok(Way {
            name,
            kind: Kind::Ours,
            languages: &[Language::Python, Language::Bash],
            driver: Some(over(name, INSTANCES)?),
            crowd: Some(over(name, CROWD_INSTANCES)?),
            command: Vec::new(),
            origin: format!("the image `{name}`"),
        })
    };
    TIERS.into_iter().map(tier).collect()
}

fn peer(name: &str, driver: Vec<String>, version: &str) -> Result<Way> {
    let (name, kind, languages): (&'static str, Kind, &'static [Language]) = match name {
        "bubblewrap" => {
            let python = vivarium_tests::oracle_python()?;
            let commands = commands(python.to_str().context("the path is UTF-8")?, &BUBBLEWRAP)?;
            return Ok(Way {
                name: "bubblewrap",
                kind: Kind::Container,
                languages: &[Language::Python, Language::Bash],
                driver: Some(commands.clone()),
                crowd: None,
                command: commands,
                origin: format!("bubblewrap {version} around native"),
            });
        }
        "pyeryx" => ("eryx", Kind::WasmPeer, &[Language::Python]),
        "pyodide" => ("Pyodide", Kind::WasmPeer, &[Language::Python]),
        "monty" => ("monty", Kind::OtherPeer, &[Language::Python]),
        "just-bash" => ("just-bash", Kind::OtherPeer, &[Language::Bash]),
        _ => bail!("no peer is called {name}"),
    };
    let prefix: Vec<&str> = driver.iter().map(String::as_str).chain(["once"]).collect();
    let command = commands("python3", &prefix)?;
    Ok(Way { name, kind, languages, driver: Some(driver), crowd: None, command, origin: version.into() })
}

/// The driver of the library's containers.
fn library(instances: u32) -> Result<Vec<String>> {
    let arguments = ["drive", "library", "--instances", &instances.to_string()].map(str::to_owned);
    Ok([vec![this()?], arguments.into()].concat())
}

/// The driver of command lines that begin with `prefix`.
fn commands(python: &str, prefix: &[&str]) -> Result<Vec<String>> {
    let mut command = vec![this()?];
    command.extend(["drive", "command", "--python", python, "--"].map(str::to_owned));
    command.extend(prefix.iter().map(|&word| word.to_owned()));
    Ok(command)
}

/// The path of this program.
fn this() -> Result<String> {
    let path = env::current_exe()?;
    Ok(path.to_str().context("the path of this program is UTF-8")?.into())
}
