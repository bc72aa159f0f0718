use std::io::IsTerminal as _;

use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};
use vivarium::TerminalSize;

/// What a terminal measures that nobody has drawn.
const USUAL: TerminalSize = TerminalSize { rows: 24, columns: 80 };
/// Values of `TERM` that cannot move a cursor.
const DUMB: [&str; 3] = ["", "dumb", "emacs"];

/// The size of viv's own terminal, if stdout is one.
pub(crate) fn size() -> Option<TerminalSize> {
    let size = tcgetwinsize(rustix::stdio::stdout()).ok()?;
    Some(TerminalSize { rows: size.ws_row, columns: size.ws_col })
}

/// The size of viv's own terminal, or the usual one.
pub(crate) fn size_or_usual() -> TerminalSize {
    size().unwrap_or(USUAL)
}

/// Whether stdin is a terminal.
pub(crate) fn is_stdin() -> bool {
    std::io::stdin().is_terminal()
}

/// Whether a line can be edited on viv's own terminal.
pub(crate) fn edits() -> bool {
    is_stdin() && size().is_some() && !DUMB.contains(&kind().as_str())
}

/// `$TERM`, which says what the terminal understands.
pub(crate) fn kind() -> String {
    std::env::var("TERM").unwrap_or_else(|_| "xterm".into())
}

/// The mode that stdin was in; it is again when this is dropped, also while a line is being edited.
pub(crate) struct Mode(Option<Termios>);

impl Mode {
    pub(crate) fn keep() -> Self {
        Self(tcgetattr(rustix::stdio::stdin()).ok())
    }
}

impl Drop for Mode {
    fn drop(&mut self) {
        if let Some(mode) = &self.0 {
            // A terminal that has gone has no mode.
            let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, mode);
        }
    }
}
