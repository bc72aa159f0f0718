//! The suites: which tests a package has, how they are run, and why some of them fail.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::digest;
use crate::image;
use crate::tree::Tree;

/// Where the suites are described.
const FOLDER: &str = "xtask/upstream";

/// Reasons that hold for every package.
const REASONS: &str = "reasons.toml";

/// A file of `xtask/upstream`, by the package's name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Suite {
    /// The package: the recipe whose source has the tests.
    #[serde(skip)]
    pub(super) package: String,
    /// The image that has the package.
    #[serde(default = "image_for_data")]
    pub(super) image: String,
    /// Folder of the release that Python would find the package in.
    #[serde(default)]
    pub(super) root: PathBuf,
    /// pytest's configuration, a file of the release.
    pub(super) configuration: PathBuf,
    #[serde(default)]
    pub(super) options: Vec<String>,
    /// Whether the tests expect to run in the folder of the release.
    #[serde(default)]
    pub(super) within_release: bool,
    #[serde(default)]
    skip: Vec<Skip>,
    /// Why tests fail; the first that fits counts.
    #[serde(default)]
    reason: Vec<Reason>,
}

/// Files that are not run.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Skip {
    /// How their paths begin.
    path: String,
    /// For the reader; the runs do not need it.
    #[serde(rename = "why")]
    _why: String,
}

/// Why some tests fail: those whose names and messages have these parts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reason {
    #[serde(default)]
    test: String,
    #[serde(default)]
    message: String,
    why: String,
}

/// The file of reasons that all suites share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reasons {
    reason: Vec<Reason>,
}

impl Suite {
    /// Reads the suite of a package.
    pub(super) fn read(tree: &Tree, package: &str) -> Result<Suite> {
        let folder = tree.join(FOLDER);
        let text = read(&folder.join(format!("{package}.toml")))?;
        let mut suite = Suite::parse(package, &text)?;
        let shared: Reasons =
            toml::from_str(&read(&folder.join(REASONS))?).context("in the shared reasons")?;
        suite.reason.extend(shared.reason);
        Ok(suite)
    }

    pub(super) fn parse(package: &str, text: &str) -> Result<Suite> {
        let suite: Suite = toml::from_str(text).with_context(|| format!("in the suite of {package}"))?;
        Ok(Suite { package: package.to_string(), ..suite })
    }

    /// The files of tests in an unpacked release, in order.
    pub(super) fn files(&self, release: &Path) -> Result<Vec<String>> {
        let mut files: Vec<String> = Vec::new();
        for path in digest::files_below(&release.join(&self.root))? {
            let path = path.strip_prefix(release)?.to_string_lossy().into_owned();
            if is_test(&path) && !self.skip.iter().any(|skip| path.starts_with(&skip.path)) {
                files.push(path);
            }
        }
        files.sort();
        Ok(files)
    }

    /// Why a test failed, if that is known.
    pub(super) fn reason(&self, test: &str, message: &str) -> Option<&str> {
        let fits = |reason: &&Reason| test.contains(&reason.test) && message.contains(&reason.message);
        self.reason.iter().find(fits).map(|reason| reason.why.as_str())
    }
}

fn image_for_data() -> String {
    image::DATA.into()
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Whether pytest would take this file of a release for one of tests.
fn is_test(path: &str) -> bool {
    let mut folders = path.split('/').rev();
    let name = folders.next().unwrap_or_default();
    name.starts_with("test_")
        && name.ends_with(".py")
        && folders.any(|folder| folder.eq_ignore_ascii_case("tests"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suite(text: &str) -> Suite {
        Suite::parse("numpy", &format!("configuration = 'pytest.ini'\n{text}")).unwrap()
    }

    #[test]
    fn files_are_those_of_pytest_but_for_the_skipped() {
        let release = tempfile::tempdir().unwrap();
        let files = [
            "a/tests/test_one.py",
            "a/tests/one.py",
            "a/test_two.py",
            "b/tests/deep/test_three.py",
            "a/Tests/test_4.py",
        ];
        for file in files {
            let path = release.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let suite = suite("[[skip]]\npath = 'b/'\nwhy = 'too deep'");
        assert_eq!(suite.files(release.path()).unwrap(), ["a/Tests/test_4.py", "a/tests/test_one.py"]);
    }

    #[test]
    fn the_first_reason_that_fits_counts() {
        let suite = suite(
            "[[reason]]\ntest = 'test_a'\nmessage = 'thread'\nwhy = 'one'\n[[reason]]\nmessage = 'thread'\nwhy = 'two'",
        );
        assert_eq!(suite.reason("x.py::test_a", "no thread"), Some("one"));
        assert_eq!(suite.reason("x.py::test_b", "no thread"), Some("two"));
        assert_eq!(suite.reason("x.py::test_a", "other"), None);
    }
}
