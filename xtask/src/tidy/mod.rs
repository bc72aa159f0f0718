//! `xtask tidy`: rules about our own tree that no compiler checks.

mod limitations;
mod recipes;
mod text;

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::command;
use crate::tree::Tree;

/// A file of ours: what git knows, or would if it were added.
struct SourceFile {
    /// From the root of the tree.
    path: PathBuf,
    content: Vec<u8>,
}

impl SourceFile {
    fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.content)
    }

    fn extension(&self) -> &str {
        self.path.extension().and_then(|extension| extension.to_str()).unwrap_or_default()
    }
}

/// Checks every rule; the error lists what breaks one.
pub(crate) fn tidy(tree: &Tree) -> Result<()> {
    let files = files(tree)?;
    let mut complaints = text::check(&files);
    complaints.extend(recipes::check(tree));
    complaints.extend(limitations::check(&files));
    if complaints.is_empty() {
        return Ok(());
    }
    complaints.sort();
    bail!("the tree is not tidy:\n{}", complaints.join("\n"))
}

fn files(tree: &Tree) -> Result<Vec<SourceFile>> {
    let mut git = command::clean("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(tree.root());
    let listed = command::output(&mut git)?;
    let mut files = Vec::new();
    for name in listed.split_terminator('\0') {
        let path = tree.join(name);
        // What was removed and not yet committed is listed too.
        if path.is_file() {
            files.push(SourceFile { path: PathBuf::from(name), content: fs::read(&path)? });
        }
    }
    Ok(files)
}
