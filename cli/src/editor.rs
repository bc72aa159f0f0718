use std::io::Write as _;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use anyhow::{Context as _, Result};
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{CompletionType, Config, Editor};
use vivarium::{Files, Interrupt};

use crate::completion::Completion;
use crate::marks::Prompt;
use crate::session::Session;

/// Lines that can be called up again.
const HISTORY_MAX: usize = 1000;
/// Where the shell keeps them.
const HISTORY: &str = "/root/.bash_history";
const HISTORY_BYTES_MAX: u64 = 1 << 20;

/// Starts the line editor for a run: it waits, on a thread of its own, for a shell to ask for a line.
pub(crate) fn start(files: Files, interrupt: Interrupt) -> Result<Arc<Session>> {
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .max_history_size(HISTORY_MAX)
        .and_then(|config| config.history_ignore_dups(true))
        .context("cannot set up the line editor")?
        .history_ignore_space(true)
        .build();
    let entries = MemHistory::with_config(&config);
    let mut editor = Editor::with_history(config, entries).context("cannot edit lines here")?;
    // A history that is missing, or too long, is none.
    let history = files.read(HISTORY, HISTORY_BYTES_MAX).unwrap_or_default();
    for line in String::from_utf8_lossy(&history).lines() {
        editor.add_history_entry(line)?;
    }
    let printer = editor.create_external_printer().context("cannot edit lines here")?;
    let (sender, prompts) = channel();
    let session = Arc::new(Session::new(sender, interrupt, Box::new(printer)));
    editor.set_helper(Some(Completion::new(files, Arc::clone(&session))));
    let edited = Arc::clone(&session);
    thread::spawn(move || edit(editor, &prompts, &edited));
    Ok(session)
}

/// Edits a line for each prompt.
fn edit(mut editor: Editor<Completion, MemHistory>, prompts: &Receiver<Prompt>, session: &Session) {
    // A command of several lines is one entry.
    let mut entry = String::new();
    for prompt in prompts {
        if !prompt.is_secondary && !entry.is_empty() {
            let _ = editor.add_history_entry(std::mem::take(&mut entry));
        }
        let (above, styled) = match prompt.text.rfind('\n') {
            Some(at) => prompt.text.split_at(at + 1),
            None => ("", prompt.text.as_str()),
        };
        let mut stdout = std::io::stdout();
        let _ = stdout.write_all(above.as_bytes()).and_then(|()| stdout.flush());
        match editor.readline(&(plain(styled), styled)) {
            Ok(text) => {
                if !entry.is_empty() {
                    entry.push('\n');
                }
                entry += &text;
                session.give(&text);
            }
            Err(ReadlineError::Interrupted) => {
                entry.clear();
                session.signal(vivarium::Signal::SIGINT);
            }
            Err(_) => session.end(),
        }
    }
}

/// A prompt without its control sequences: what of it takes room.
fn plain(styled: &str) -> String {
    let mut plain = String::new();
    let mut rest = styled;
    while let Some(at) = rest.find("\x1b[") {
        plain += &rest[..at];
        let sequence = &rest[at + 2..];
        let end = sequence.find(|c: char| ('@'..='~').contains(&c));
        rest = end.map_or("", |end| &sequence[end + 1..]);
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_are_measured_without_colours() {
        let cases = [("$ ", "$ "), ("\x1b[1;32mroot\x1b[0m:\x1b[34m~\x1b[m# ", "root:~# "), ("\x1b[1", "")];
        for (styled, expected) in cases {
            assert_eq!(plain(styled), expected, "{styled:?}");
        }
    }
}
