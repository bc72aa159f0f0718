//! Builtins whose words and corner cases have to be bash's; the rest are brush's.

mod command;
mod complaint;
mod echo;
mod exec;
mod float;
mod jobs;
mod kill;
mod number;
mod options;
mod printf;
mod quote;
mod read;
mod split;
mod times;
mod trap;
mod trivial;
mod ulimit;
mod umask;
mod wait;

use std::collections::HashMap;

use brush_core::builtins::Registration;
use brush_core::{CommandArg, ExecutionResult, error::Error};

use crate::Extensions;

/// What a builtin runs in.
pub(crate) type Context<'a> = brush_core::ExecutionContext<'a, Extensions>;
/// What a builtin comes to.
pub(crate) type Outcome = Result<ExecutionResult, Error>;

/// The words of a command, its name first.
fn words(arguments: Vec<CommandArg>) -> Vec<String> {
    let word = |argument| match argument {
        CommandArg::String(word) => word,
        CommandArg::Assignment(assignment) => assignment.to_string(),
    };
    arguments.into_iter().map(word).collect()
}

macro_rules! builtin {
    ($function:path) => {
        Registration {
            execute_func: |context, arguments| Box::pin($function(context, words(arguments))),
            content_func: |name, _, _| Ok(format!("{name}: a shell builtin\n")),
            disabled: false,
            special_builtin: false,
            declaration_builtin: false,
        }
    };
}

/// Every builtin, by name.
pub(crate) fn all() -> HashMap<String, Registration<Extensions>> {
    let mut all = brush_builtins::default_builtins(brush_builtins::BuiltinSet::BashMode);
    let ours: [(&str, Registration<Extensions>); 20] = [
        (":", builtin!(trivial::succeed).special()),
        ("bg", builtin!(jobs::bg)),
        ("command", builtin!(command::run)),
        ("disown", builtin!(jobs::disown)),
        ("echo", builtin!(echo::run)),
        ("exec", builtin!(exec::run).special()),
        ("false", builtin!(trivial::fail)),
        ("fg", builtin!(jobs::fg)),
        ("jobs", builtin!(jobs::run)),
        ("kill", builtin!(kill::run)),
        ("logout", builtin!(trivial::logout)),
        ("printf", builtin!(printf::run)),
        ("read", builtin!(read::run)),
        ("suspend", builtin!(trivial::suspend)),
        ("times", builtin!(times::run).special()),
        ("trap", builtin!(trap::run).special()),
        ("true", builtin!(trivial::succeed)),
        ("ulimit", builtin!(ulimit::run)),
        ("umask", builtin!(umask::run)),
        ("wait", builtin!(wait::run)),
    ];
    all.extend(ours.map(|(name, registration)| (name.to_owned(), registration)));
    all
}
