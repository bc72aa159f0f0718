//! How the shell words its errors.

use brush_core::extensions::{ErrorFormatter, ShellExtensions};
use brush_core::{Shell, error::Error};

/// Prints errors as bash does: `NAME: line N: MESSAGE`.
#[derive(Clone, Default)]
pub(crate) struct BashErrors;

impl ErrorFormatter for BashErrors {
    fn format_error(&self, error: &Error, shell: &Shell<impl ShellExtensions>) -> String {
        format!("{}{error}\n", shell.message_prefix())
    }
}
