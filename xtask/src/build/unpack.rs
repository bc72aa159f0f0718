//! Unpacking what registries hold, and applying patches.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command;
use crate::recipe::{Recipe, Source};

/// Unpacks `archive` into its folder under `sources`.
pub(crate) fn unpack(source: &Source, archive: &Path, sources: &Path, log: &Path) -> Result<()> {
    let into = sources.join(&source.into);
    fs::create_dir_all(&into)?;
    if !source.unpack {
        fs::copy(archive, into.join(&source.file)).with_context(|| format!("cannot copy {}", source.file))?;
        return Ok(());
    }
    let mut command = match kind(&source.file) {
        Kind::Tar => tar(archive, &into, &source.members),
        Kind::Deb => {
            let mut dpkg = command::clean("dpkg-deb");
            dpkg.arg("-x").arg(archive).arg(&into);
            dpkg
        }
        Kind::Zip => {
            let mut python = command::clean("python3");
            python.args(["-m", "zipfile", "-e"]).arg(archive).arg(&into);
            python
        }
        Kind::Plain => {
            fs::copy(archive, into.join(&source.file))?;
            return Ok(());
        }
    };
    command::run(&mut command, log).with_context(|| format!("cannot unpack {}", source.file))
}

/// Applies the patches of the recipe, and those of each source.
pub(super) fn patch(recipe: &Recipe, sources: &Path, log: &Path) -> Result<()> {
    for source in &recipe.source {
        apply(recipe, &source.patches, &sources.join(&source.into), log)?;
    }
    apply(recipe, &recipe.patches, sources, log)
}

fn apply(recipe: &Recipe, patches: &[PathBuf], folder: &Path, log: &Path) -> Result<()> {
    for file in patches {
        let mut patch = command::clean("patch");
        // No fuzz: a hunk that only nearly fits may land in the wrong function.
        patch.args(["-p1", "--forward", "--batch", "--fuzz=0", "--no-backup-if-mismatch", "-i"]);
        patch.arg(recipe.file(file)).arg("-d").arg(folder);
        command::run(&mut patch, log).with_context(|| format!("{} does not apply", file.display()))?;
    }
    Ok(())
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Tar,
    Deb,
    Zip,
    Plain,
}

fn kind(file: &str) -> Kind {
    let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| file.ends_with(suffix));
    if ends(&[".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".tar.zst", ".crate"]) {
        Kind::Tar
    } else if ends(&[".deb"]) {
        Kind::Deb
    } else if ends(&[".whl", ".zip"]) {
        Kind::Zip
    } else {
        Kind::Plain
    }
}

/// The single top folder of an archive goes; that it is the only one is upstream's habit.
fn tar(archive: &Path, into: &Path, members: &[String]) -> std::process::Command {
    let mut tar = command::clean("tar");
    tar.arg("-xf").arg(archive).arg("-C").arg(into).args(["--strip-components=1", "--no-same-owner"]);
    if !members.is_empty() {
        tar.args(["--wildcards", "--no-wildcards-match-slash"])
            .args(members.iter().map(|member| format!("*/{member}")));
    }
    tar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_are_known_by_their_names() {
        let cases = [
            ("zlib_1.3.1.orig.tar.gz", Kind::Tar),
            ("brush-core-0.5.0.crate", Kind::Tar),
            ("rust-src_1.97.1+dfsg1-1_all.deb", Kind::Deb),
            ("six-1.17.0-py2.py3-none-any.whl", Kind::Zip),
            ("cacert.pem", Kind::Plain),
        ];
        for (file, expected) in cases {
            assert_eq!(kind(file), expected, "{file}");
        }
    }
}
