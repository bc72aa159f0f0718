//! What `viv` has compiled of earlier images.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

/// Takes over what was compiled for earlier images, so that only programs that changed are compiled again.
///
/// What a program will be prepared to is not known yet. Often it is what it was before: that is taken over as well, and
/// [`drop_unused`] removes it if it was not.
pub(super) fn link(folder: &Path) -> Result<()> {
    let manifest = read_manifest(folder)?;
    for earlier in earlier_images(folder)? {
        let Ok(programs) = fs::read_dir(earlier.join("programs")) else { continue };
        let likely =
            read_manifest(&earlier).map(|earlier| prepared_alike(&manifest, &earlier)).unwrap_or_default();
        for compiled in programs {
            let compiled = compiled?;
            let name = compiled.file_name().to_string_lossy().into_owned();
            let Some(hash) = program(&name) else { continue };
            let ours = folder.join("programs").join(&name);
            if (wasm(folder, hash).exists() || likely.contains(hash)) && !ours.exists() {
                fs::hard_link(compiled.path(), &ours).with_context(|| format!("cannot link {name}"))?;
            }
        }
    }
    Ok(())
}

/// Removes what was compiled of programs that the image has not.
pub(super) fn drop_unused(folder: &Path) -> Result<()> {
    for compiled in fs::read_dir(folder.join("programs"))? {
        let compiled = compiled?;
        let name = compiled.file_name().to_string_lossy().into_owned();
        if program(&name).is_some_and(|hash| !wasm(folder, hash).exists()) {
            fs::remove_file(compiled.path())?;
        }
    }
    Ok(())
}

fn earlier_images(folder: &Path) -> Result<Vec<PathBuf>> {
    let products = folder.parent().context("an image lies in the cache")?;
    let products: Vec<_> = fs::read_dir(products)?.collect::<Result<_, _>>()?;
    let images =
        products.iter().filter(|product| product.file_name().to_string_lossy().starts_with("image-"));
    Ok(images.map(fs::DirEntry::path).filter(|path| path != folder).collect())
}

fn read_manifest(folder: &Path) -> Result<Value> {
    let path = folder.join("manifest.json");
    let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_slice(&text).with_context(|| format!("in {}", path.display()))
}

/// The hashes of what the earlier image prepared from programs of this one, with the same arguments.
fn prepared_alike(manifest: &Value, earlier: &Value) -> HashSet<String> {
    let programs = |manifest: &Value| manifest["programs"].as_array().cloned().unwrap_or_default();
    let ours = programs(manifest);
    let alike = |theirs: &Value| {
        !theirs["prepare"].is_null()
            && ours.iter().any(|ours| ["sha256", "prepare"].iter().all(|&key| ours[key] == theirs[key]))
    };
    let earlier = programs(earlier).into_iter().filter(alike);
    earlier.filter_map(|program| program["prepared"]["sha256"].as_str().map(str::to_owned)).collect()
}

/// The hash of the program that a compiled file is of; `None` for any other file.
fn program(name: &str) -> Option<&str> {
    Some(name.strip_suffix(".cwasm")?.split_once('.')?.0)
}

fn wasm(folder: &Path, hash: &str) -> PathBuf {
    folder.join(format!("programs/{hash}.wasm"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_prepared_alike_is_likely_the_same() {
        let program = |sha256, argv| json!({ "sha256": sha256, "prepare": { "argv": [argv] } });
        let ours = json!({ "programs": [{ "sha256": "1" }, program("2", "a")] });
        let mut earlier = json!({ "programs": [{ "sha256": "1" }, program("2", "a"), program("2", "b")] });
        earlier["programs"][1]["prepared"] = json!({ "sha256": "3" });
        earlier["programs"][2]["prepared"] = json!({ "sha256": "4" });
        assert_eq!(prepared_alike(&ours, &earlier), HashSet::from(["3".to_owned()]));
    }
}
