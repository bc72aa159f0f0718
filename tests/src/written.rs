use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use tempfile::TempDir;

use crate::{Observation, Suite, python_oracle};

/// Describes files by what is in them, with the oracle's packages.
const DESCRIBER: &str = include_str!("written.py");

/// Reads the files of a folder; there are none if there is no folder.
pub(crate) fn read(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    if !folder.exists() {
        return Ok(files);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.insert(name, fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
    }
    Ok(files)
}

/// What is in the files that the oracle and the sandbox have written: one text for each, equal line by line if the files
/// say the same.
pub(crate) fn describe(suite: Suite, native: &Observation, sandbox: &Observation) -> Result<[String; 2]> {
    if native.files.is_empty() && sandbox.files.is_empty() {
        return Ok(Default::default());
    }
    let folder = TempDir::with_prefix("vivarium-written-")?;
    let places = ["native", "sandbox"].map(|name| folder.path().join(name));
    for (place, seen) in places.iter().zip([native, sandbox]) {
        fs::create_dir(place)?;
        for (name, content) in &seen.files {
            fs::write(place.join(name), content)?;
        }
    }
    let mut python = Command::new(python_oracle::bin(suite)?.join("python3"));
    let output = python.args(["-c", DESCRIBER]).args(places).output()?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the files cannot be described: {complaint}");
    Ok(serde_json::from_slice(&output.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bitmap of one row of two pixels, all channels of each at this brightness.
    fn bitmap(first: u8, second: u8) -> Vec<u8> {
        let mut file = b"BM\x3e\0\0\0\0\0\0\0\x36\0\0\0".to_vec();
        file.extend(*b"\x28\0\0\0\x02\0\0\0\x01\0\0\0\x01\0\x18\0\0\0\0\0\x08\0\0\0");
        file.extend([0; 16]);
        file.extend([first, first, first, second, second, second, 0, 0]);
        file
    }

    fn written<const N: usize>(files: [(&str, Vec<u8>); N]) -> Observation {
        let files = files.into_iter().map(|(name, content)| (name.to_owned(), content)).collect();
        Observation { files, ..Observation::default() }
    }

    #[test]
    fn pictures_are_compared_by_pixels() {
        let picture = |brightness| written([("a.bmp", bitmap(100, brightness))]);
        let [native, near] = describe(Suite::Science, &picture(50), &picture(51)).unwrap();
        assert_eq!(native, near);
        let [_, far] = describe(Suite::Science, &picture(50), &picture(60)).unwrap();
        assert!(far.contains("away from the native one"), "{far}");
    }

    #[test]
    fn times_and_generated_names_do_not_count() {
        let svg = |name: &str, time: &str| {
            let text = format!("<svg><date>{time}</date><use href=\"#{name}\"/></svg>");
            written([("a.svg", text.into_bytes())])
        };
        let one = svg("m0123456789", "2026-01-01T00:00:00.5");
        let [native, sandbox] =
            describe(Suite::Science, &one, &svg("mabcdef0123", "2026-02-02T00:00:00")).unwrap();
        assert_eq!(native, sandbox);
    }

    #[test]
    fn missing_files_and_other_contents_show() {
        let [native, sandbox] =
            describe(Suite::Science, &written([("a.txt", b"1".to_vec())]), &written([])).unwrap();
        assert_eq!((native.as_str(), sandbox.as_str()), ("a.txt:\na.txt| 1\n", ""));
        let unknown = describe(Suite::Science, &written([("a.xyz", Vec::new())]), &written([])).unwrap_err();
        assert!(format!("{unknown:#}").contains("nobody knows how to compare a.xyz"), "{unknown:#}");
    }
}
