//! Builtins whose words and corner cases have to be bash's; the rest are brush's.

mod cd;
mod command;
mod complaint;
mod declare;
mod echo;
mod exec;
mod float;
mod flow;
mod input;
mod jobs;
mod kill;
mod listing;
mod mapfile;
mod number;
mod options;
mod printf;
mod quote;
mod read;
mod split;
mod test;
mod times;
mod trap;
mod trivial;
mod type_;
mod ulimit;
mod umask;
mod unset;
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
    for name in ["declare", "export", "local", "readonly", "typeset"] {
        let registration = Registration {
            execute_func: declare::run,
            content_func: |name, _, _| Ok(format!("{name}: a shell builtin\n")),
            disabled: false,
            special_builtin: matches!(name, "export" | "readonly"),
            declaration_builtin: true,
        };
        all.insert(name.to_owned(), registration);
    }
    let ours: [(&str, Registration<Extensions>); 38] = [
        (".", builtin!(flow::source).special()),
        (":", builtin!(trivial::succeed).special()),
        ("[", builtin!(test::run)),
        ("bg", builtin!(jobs::bg)),
        ("break", builtin!(flow::break_).special()),
        ("cd", builtin!(cd::run)),
        ("command", builtin!(command::run)),
        ("continue", builtin!(flow::continue_).special()),
        ("disown", builtin!(jobs::disown)),
        ("echo", builtin!(echo::run)),
        ("eval", builtin!(flow::eval).special()),
        ("exec", builtin!(exec::run).special()),
        ("exit", builtin!(flow::exit).special()),
        ("false", builtin!(trivial::fail)),
        ("fg", builtin!(jobs::fg)),
        ("hash", builtin!(type_::hash)),
        ("jobs", builtin!(jobs::run)),
        ("kill", builtin!(kill::run)),
        ("let", builtin!(flow::let_)),
        ("logout", builtin!(trivial::logout)),
        ("mapfile", builtin!(mapfile::run)),
        ("printf", builtin!(printf::run)),
        ("pwd", builtin!(cd::pwd)),
        ("read", builtin!(read::run)),
        ("readarray", builtin!(mapfile::run)),
        ("return", builtin!(flow::return_).special()),
        ("shift", builtin!(flow::shift).special()),
        ("source", builtin!(flow::source).special()),
        ("suspend", builtin!(trivial::suspend)),
        ("test", builtin!(test::run)),
        ("times", builtin!(times::run).special()),
        ("trap", builtin!(trap::run).special()),
        ("true", builtin!(trivial::succeed)),
        ("type", builtin!(type_::run)),
        ("ulimit", builtin!(ulimit::run)),
        ("umask", builtin!(umask::run)),
        ("unset", builtin!(unset::run).special()),
        ("wait", builtin!(wait::run)),
    ];
    all.extend(ours.map(|(name, registration)| (name.to_owned(), registration)));
    all
}
