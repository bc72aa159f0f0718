use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, Result};

/// What lies between these lines is measured; the rest of a page is written by hand.
const BEGIN: &str = "<!-- measured by `cargo xtask bench peers`: begin -->\n";
const END: &str = "<!-- measured: end -->\n";

/// Puts `text` between the marks of a file, which is made if it is not there.
pub(super) fn into_file(path: &Path, text: &str) -> Result<()> {
    let page = match fs::read_to_string(path) {
        Ok(page) => page,
        Err(error) if error.kind() == ErrorKind::NotFound => format!("{BEGIN}{END}"),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let page = splice(&page, text)
        .with_context(|| format!("{} has no lines that mark what is measured", path.display()))?;
    fs::write(path, page).with_context(|| format!("cannot write {}", path.display()))
}

fn splice(page: &str, text: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{text}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_between_the_marks_changes() {
        let page = format!("by hand\n{BEGIN}old\n{END}also by hand\n");
        assert_eq!(splice(&page, "new\n"), Some(format!("by hand\n{BEGIN}new\n{END}also by hand\n")));
        assert_eq!(splice("no marks", "new"), None);
    }
}
