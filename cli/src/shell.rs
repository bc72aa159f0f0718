use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use vivarium::ContainerStore;

use crate::container::short_container;
use crate::execute;
use crate::mount::Mounts;
use crate::process::{Process, Setting};
use crate::terminal;
use crate::variable::Variable;

const EXAMPLES: &str = "\
EXAMPLES
    viv shell a
    viv shell -v ./data:/data:ro -w /data a
    viv shell a < script.sh

KEYS
    Arrows, Home, End and Ctrl-A, -E, -K, -W, -Y edit the line; Up, Down and Ctrl-R look through earlier ones.
    Tab completes commands and files. Ctrl-C gives up the line, or what runs; Ctrl-D leaves.

Folder, variables, functions and background jobs last as long as the shell is open; files and the history last.";

/// Opens an interactive shell in a container that lasts
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Shell {
    #[command(flatten)]
    setting: Setting,
    #[command(flatten)]
    mounts: Mounts,
    /// The container
    container: String,
}

impl Shell {
    pub(crate) fn run(self, store: &ContainerStore) -> Result<ExitCode> {
        let mut setting = self.setting;
        let info = store.inspect(&self.container)?;
        let name = info.name.unwrap_or_else(|| short_container(&info.id));
        // The user's own variables come after it, and win.
        setting.environment.insert(0, Variable { name: b"PS1".into(), value: Some(prompt(&name)) });
        let processes = setting.bounds.limits().processes;
        let container = execute::open(store, &self.container, self.mounts.volumes, processes)?;
        let process =
            Process { interactive: true, terminal: terminal::is_stdin(), setting, output_dir: None };
        execute::execute(&container, &process, vec!["bash".into()])
    }
}

/// `root@NAME:FOLDER#`, with the name in green and the folder in blue.
fn prompt(name: &str) -> Vec<u8> {
    format!(r"\[\e[1;32m\]\u@{name}\[\e[0m\]:\[\e[1;34m\]\w\[\e[0m\]\$ ").into_bytes()
}
