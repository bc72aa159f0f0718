//! Rules about names and text.

use super::SourceFile;

/// Lines of a file that a person still reads as one thing.
const MOST_LINES: usize = 500;

/// What is written by hand and has lines.
const SOURCES: [&str; 5] = ["rs", "c", "h", "py", "sh"];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 9] =
    ["utils", "util", "common", "helpers", "helper", "misc", "manager", "stuff", "tools2"];

/// Marks of unfinished work. In two halves, so that this file does not break its own rule.
const UNFINISHED: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")];

/// Addresses of registries: the machine's own clients know them.
const REGISTRIES: [&str; 7] = [
    concat!("deb.debian", ".org"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("static.crates", ".io"),
    concat!("index.crates", ".io"),
    concat!("registry.npmjs", ".org"),
    concat!("snapshot.debian", ".org"),
];

/// Lock files are cargo's, licences and patches quote others.
const NOT_OURS: [&str; 3] = ["Cargo.lock", "LICENSE-APACHE", "LICENSE-MIT"];

pub(super) fn check(files: &[SourceFile]) -> Vec<String> {
    files.iter().filter(|file| !is_foreign(file)).flat_map(check_file).collect()
}

fn is_foreign(file: &SourceFile) -> bool {
    NOT_OURS.iter().any(|name| file.path.file_name().is_some_and(|own| own == *name))
        || file.extension() == "patch"
}

fn check_file(file: &SourceFile) -> Vec<String> {
    let name = file.path.display();
    let mut complaints = Vec::new();
    let stem = file.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    if EMPTY_NAMES.contains(&stem) {
        complaints.push(format!("{name}: the name says nothing about what is inside"));
    }
    if file.content.contains(&0) {
        complaints.push(format!("{name}: a binary file; build it, or pin it in a recipe"));
        return complaints;
    }
    let text = file.text();
    let lines = text.lines().count();
    if SOURCES.contains(&file.extension()) && lines > MOST_LINES {
        complaints.push(format!("{name}: {lines} lines, more than {MOST_LINES}; split it by what it does"));
    }
    for (number, line) in text.lines().enumerate() {
        let place = format!("{name}:{}", number + 1);
        if let Some(mark) = UNFINISHED.iter().find(|mark| has_word(line, mark)) {
            complaints.push(format!("{place}: {mark}: do it, or write it down as an issue"));
        }
        if let Some(registry) = REGISTRIES.iter().find(|registry| line.contains(*registry)) {
            complaints.push(format!("{place}: names the registry {registry}; its client knows where it is"));
        }
    }
    complaints
}

/// Whether `word` stands in `line` with no letter or digit beside it: `mktemp XXXXXX` is fine.
fn has_word(line: &str, word: &str) -> bool {
    let is_inside = |character: Option<char>| character.is_some_and(|it| it.is_alphanumeric() || it == '_');
    line.match_indices(word).any(|(at, _)| {
        !is_inside(line[..at].chars().next_back()) && !is_inside(line[at + word.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn complaints(path: &str, content: &str) -> usize {
        check(&[SourceFile { path: PathBuf::from(path), content: content.into() }]).len()
    }

    #[test]
    fn each_rule_finds_what_breaks_it() {
        assert_eq!(complaints("src/utils.rs", ""), 1);
        assert_eq!(complaints("src/a.rs", "a\0b"), 1);
        assert_eq!(complaints("src/a.rs", &"\n".repeat(MOST_LINES + 1)), 1);
        assert_eq!(complaints("src/a.rs", &format!("// {}: later", UNFINISHED[0])), 1);
        assert_eq!(complaints("src/a.rs", &format!("http://{}/pool", REGISTRIES[0])), 1);
    }

    #[test]
    fn what_only_looks_like_it_is_fine() {
        assert_eq!(complaints("src/a.rs", "mktemp /tmp/XXXXXX\n"), 0);
        assert_eq!(complaints("Cargo.lock", &"\n".repeat(MOST_LINES + 1)), 0);
    }
}
