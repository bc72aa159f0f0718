//! Files that a command leaves in its output folder, and that belong on this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context as _, Result, ensure};
use vivarium::{Exec, Files};

use crate::process::Process;

/// The guest's variable that names the folder, and what it names unless the user has it name another.
const VARIABLE: &str = "OUTPUT_DIR";
const USUAL: &[u8] = b"/output";

/// The output folder of a command that is about to run.
pub(crate) struct Results {
    files: Files,
    guest: Vec<u8>,
    host: PathBuf,
    begun: SystemTime,
}

impl Results {
    /// Makes the folder in the container, and its counterpart here, whose absence would lose what the command made.
    pub(crate) fn expect(files: Files, process: &Process, host: &Path) -> Result<Self> {
        let mut variables = process.setting.environment.iter().rev();
        let named = variables.find(|variable| variable.name == VARIABLE.as_bytes());
        let guest = named.and_then(|variable| variable.value.clone()).unwrap_or_else(|| USUAL.into());
        ensure!(guest.starts_with(b"/"), "{VARIABLE} must be an absolute path");
        files.create_directories(&guest)?;
        let cannot = || format!("cannot make {}", host.display());
        fs::create_dir_all(host).with_context(cannot)?;
        let host = host.canonicalize().with_context(cannot)?;
        Ok(Self { files, guest, host, begun: SystemTime::now() })
    }

    /// Tells the command where the folder is.
    pub(crate) fn tell(&self, exec: Exec) -> Exec {
        exec.env(VARIABLE, self.guest.clone())
    }

    /// Copies what is new.
    pub(crate) fn fetch(&self) -> Result<()> {
        Ok(self.files.copy_out_since(&self.guest, &self.host, self.begun)?)
    }
}
