use std::sync::Arc;

use rustyline::completion::{Completer, Pair};
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::Validator;
use rustyline::{Context, Helper, Result};
use vivarium::{FileType, Files};

use crate::session::Session;

/// Where commands are looked for.
const COMMAND_FOLDERS: [&[u8]; 2] = [b"/usr/local/bin", b"/usr/bin"];
/// Commands that are no files.
const BUILTINS: [&str; 22] = [
    "alias", "bg", "cd", "declare", "eval", "exec", "exit", "export", "fg", "history", "jobs", "local",
    "popd", "pushd", "read", "set", "shopt", "source", "trap", "ulimit", "unset", "wait",
];
/// What ends a word.
const SEPARATORS: &str = " \t\n|&;()<>=`'\"{}";
/// What the shell would take for something else than itself.
const SPECIAL: &str = " \t\n|&;()<>`'\"{}$\\*?[]#~!";

/// Completes commands and the names of files in the container, at Tab.
pub(crate) struct Completion {
    files: Files,
    session: Arc<Session>,
}

impl Completion {
    pub(crate) fn new(files: Files, session: Arc<Session>) -> Self {
        Self { files, session }
    }

    fn commands(&self, prefix: &str) -> Vec<Pair> {
        let files = COMMAND_FOLDERS.iter().filter_map(|folder| self.files.list(folder).ok()).flatten();
        let names = files.map(|entry| String::from_utf8_lossy(&entry.name).into_owned());
        let mut names: Vec<_> = names.chain(BUILTINS.map(String::from)).collect();
        names.retain(|name| name.starts_with(prefix));
        names.sort();
        names.dedup();
        let pair = |name: String| Pair { replacement: format!("{} ", quote(&name)), display: name };
        names.into_iter().map(pair).collect()
    }

    fn paths(&self, word: &str) -> Vec<Pair> {
        let (folder, prefix) = word.rsplit_once('/').map_or(("", word), |(folder, prefix)| (folder, prefix));
        let shown_folder = &word[..word.len() - prefix.len()];
        let path = match folder.strip_prefix('~') {
            Some(rest) => [b"/root", rest.as_bytes()].concat(),
            None if word.starts_with('/') => folder.as_bytes().to_vec(),
            None => [&self.session.folder(), folder.as_bytes()].join(&b'/'),
        };
        let mut pairs = Vec::new();
        for entry in self.files.list(&path).unwrap_or_default() {
            let name = String::from_utf8_lossy(&entry.name).into_owned();
            // A name with a dot first is meant only where the dot is written.
            if !name.starts_with(prefix) || prefix.is_empty() && name.starts_with('.') {
                continue;
            }
            let metadata = self.files.metadata([&path[..], &entry.name].join(&b'/'));
            let is_directory = metadata.is_ok_and(|metadata| metadata.file_type == FileType::Directory);
            let end = if is_directory { '/' } else { ' ' };
            let replacement = format!("{}{}{end}", quote_path(shown_folder), quote(&name));
            pairs.push(Pair { display: format!("{name}{}", end.to_string().trim()), replacement });
        }
        pairs
    }
}

impl Completer for Completion {
    type Candidate = Pair;

    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> Result<(usize, Vec<Pair>)> {
        let start = word_start(&line[..pos]);
        let word = unquote(&line[start..pos]);
        let before = line[..start].trim_end();
        let is_command = before.is_empty() || before.ends_with(['|', '&', ';', '(', '{', '`']);
        let pairs = if is_command && !word.contains('/') { self.commands(&word) } else { self.paths(&word) };
        Ok((start, pairs))
    }
}

impl Helper for Completion {}
impl Highlighter for Completion {}
impl Validator for Completion {}
impl Hinter for Completion {
    type Hint = String;
}

/// Where the last word begins.
fn word_start(line: &str) -> usize {
    let (mut start, mut quoted) = (0, false);
    for (at, letter) in line.char_indices() {
        if !quoted && SEPARATORS.contains(letter) {
            start = at + letter.len_utf8();
        }
        quoted = letter == '\\' && !quoted;
    }
    start
}

fn quote(name: &str) -> String {
    name.chars().fold(String::new(), |mut quoted, letter| {
        if SPECIAL.contains(letter) {
            quoted.push('\\');
        }
        quoted.push(letter);
        quoted
    })
}

/// As [`quote`], but for a `~` that stands for the home folder.
fn quote_path(path: &str) -> String {
    match path.strip_prefix('~') {
        Some(rest) => format!("~{}", quote(rest)),
        None => quote(path),
    }
}

fn unquote(word: &str) -> String {
    let mut quoted = false;
    word.chars()
        .filter(|letter| {
            quoted = *letter == '\\' && !quoted;
            !quoted
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found() {
        let cases = [
            ("", ""),
            ("ls", "ls"),
            ("ls a b", "b"),
            ("ls ", ""),
            ("cat <a", "a"),
            (r"cat a\ b", r"a\ b"),
            ("x=a;l", "l"),
        ];
        for (line, expected) in cases {
            assert_eq!(&line[word_start(line)..], expected, "{line}");
        }
    }

    #[test]
    fn quotes_go_and_come() {
        for name in ["plain", "with blank", r"back\slash", "$x*?"] {
            assert_eq!(unquote(&quote(name)), name);
        }
        assert_eq!(quote("a b"), r"a\ b");
        assert_eq!(quote_path("~/a b/"), r"~/a\ b/");
    }
}
