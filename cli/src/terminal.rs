use std::io::IsTerminal as _;

use vivarium::TerminalSize;

/// What a terminal measures that nobody has drawn.
const USUAL: TerminalSize = TerminalSize { rows: 24, columns: 80 };

/// The size of viv's own terminal, if stdout is one.
pub(crate) fn size() -> Option<TerminalSize> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
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

/// `$TERM`, which says what the terminal understands.
pub(crate) fn kind() -> String {
    std::env::var("TERM").unwrap_or_else(|_| "xterm".into())
}
