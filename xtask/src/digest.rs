//! SHA-256 of files and folders.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Folders that builds write into the tree; they are no input of anything.
const IGNORED: [&str; 4] = ["target", ".git", "__pycache__", "node_modules"];

/// SHA-256 of a file, in hexadecimal.
pub(crate) fn file(path: &Path) -> Result<String> {
    let mut hasher = Sha256::new();
    let mut file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    io::copy(&mut file, &mut hasher).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(hex(&hasher.finalize()))
}

/// SHA-256 of a text, in hexadecimal.
pub(crate) fn text(content: &str) -> String {
    hex(&Sha256::digest(content))
}

/// SHA-256 of a file, or of a folder's names, contents and executable bits.
pub(crate) fn tree(path: &Path) -> Result<String> {
    let mut hasher = Sha256::new();
    for file in files_below(path)? {
        let name = file.strip_prefix(path).expect("a file below the path");
        let mut content = Vec::new();
        let mut opened = File::open(&file).with_context(|| format!("cannot open {}", file.display()))?;
        let executable = opened.metadata()?.permissions().mode() & 0o111 != 0;
        opened.read_to_end(&mut content)?;
        // Lengths first, so that no two folders give the same bytes.
        hasher.update((name.as_os_str().len() as u64).to_le_bytes());
        hasher.update(name.as_os_str().as_bytes());
        hasher.update((content.len() as u64).to_le_bytes());
        hasher.update([u8::from(executable)]);
        hasher.update(&content);
    }
    Ok(hex(&hasher.finalize()))
}

/// Every file at or below `path`, in a fixed order.
pub(crate) fn files_below(path: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![path.to_path_buf()];
    while let Some(next) = waiting.pop() {
        if next.is_dir() {
            for entry in fs::read_dir(&next).with_context(|| format!("cannot list {}", next.display()))? {
                let entry = entry?;
                if !IGNORED.iter().any(|name| entry.file_name() == *name) {
                    waiting.push(entry.path());
                }
            }
        } else {
            found.push(next);
        }
    }
    found.sort();
    Ok(found)
}

/// Bytes as lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moved_byte_changes_the_hash_of_a_folder() {
        let one = tempfile::tempdir().unwrap();
        let other = tempfile::tempdir().unwrap();
        fs::write(one.path().join("ab"), "c").unwrap();
        fs::write(other.path().join("a"), "bc").unwrap();
        assert_ne!(tree(one.path()).unwrap(), tree(other.path()).unwrap());
        assert_eq!(tree(one.path()).unwrap(), tree(one.path()).unwrap());
    }

    #[test]
    fn what_builds_write_does_not_count() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("main.rs"), "").unwrap();
        let before = tree(folder.path()).unwrap();
        fs::create_dir(folder.path().join("target")).unwrap();
        fs::write(folder.path().join("target/out"), "x").unwrap();
        assert_eq!(tree(folder.path()).unwrap(), before);
    }
}
