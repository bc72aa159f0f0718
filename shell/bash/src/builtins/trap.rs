//! `trap`.

use brush_core::traps::TrapSignal;
use brush_core::{ExecutionResult, sys};

use super::complaint::{complain, misuse, print_text};
use super::options::{Found, Options};
use super::{Context, Outcome, quote};

const USAGE: &str = "trap [-lp] [[arg] signal_spec ...]";

/// Runs `trap`.
pub(crate) async fn run(context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut options = Options::new(&words, "lp");
    let (mut lists, mut prints) = (false, false);
    while let Some(option) = options.next() {
        match option {
            Found::Flag('l') => lists = true,
            Found::Flag(_) => prints = true,
            Found::Wrong(text) => return Ok(misuse(&context, &text, USAGE)),
            Found::Value(..) => {}
        }
    }
    let operands = options.operands();
    if lists {
        return Ok(print_text(&context, &signal_table()));
    }
    if prints || operands.is_empty() {
        return Ok(show(&context, operands));
    }
    // A lone signal, or a number first, means that the traps are taken away.
    let (action, signals) = match operands {
        [first, rest @ ..] if !rest.is_empty() && first.parse::<u32>().is_err() => {
            (Some(first.as_str()), rest)
        }
        _ => (None, operands),
    };
    if action.is_none() && operands.len() == 1 && parse(&operands[0]).is_none() && operands[0] != "-" {
        return Ok(misuse_line(&context));
    }
    let action = action.filter(|action| *action != "-");
    let mut failed = false;
    for name in signals {
        let Some(signal) = parse(name) else {
            complain(&context, &format!("{name}: invalid signal specification"));
            failed = true;
            continue;
        };
        match action {
            Some(command) => {
                let source = context.shell.call_stack().current_pos_as_source_info();
                context.shell.set_trap(signal, command, source);
            }
            None => context.shell.remove_trap(signal),
        }
    }
    Ok(ExecutionResult::new(u8::from(failed)))
}

fn misuse_line(context: &Context<'_>) -> ExecutionResult {
    use std::io::Write as _;
    let _ = writeln!(context.params.stderr(context.shell), "trap: usage: {USAGE}");
    ExecutionResult::new(2)
}

/// The place of a trap in listings: `EXIT`, the signals by number, `DEBUG`, `ERR`, `RETURN`.
fn rank(signal: TrapSignal) -> i32 {
    match signal {
        TrapSignal::Exit => 0,
        TrapSignal::Signal(signal) => signal.number(),
        TrapSignal::Debug => 1000,
        TrapSignal::Err => 1001,
        TrapSignal::Return => 1002,
    }
}

fn show(context: &Context<'_>, names: &[String]) -> ExecutionResult {
    let traps = context.shell.traps_to_show();
    let mut signals: Vec<_> = traps.iter_handlers().map(|(signal, _)| signal).collect();
    signals.sort_by_key(|signal| rank(*signal));
    let mut failed = false;
    if !names.is_empty() {
        signals.clear();
        for name in names {
            match parse(name) {
                Some(signal) => signals.push(signal),
                None => {
                    complain(context, &format!("{name}: invalid signal specification"));
                    failed = true;
                }
            }
        }
    }
    let line = |signal: TrapSignal| {
        let command = quote::with_single_quotes(&traps.get_handler(signal)?.command);
        Some(format!("trap -- {command} {signal}\n"))
    };
    let text: String = signals.into_iter().filter_map(line).collect();
    let written = print_text(context, &text);
    if failed { ExecutionResult::new(1) } else { written }
}

/// Finds the trap that a name or a number means.
fn parse(name: &str) -> Option<TrapSignal> {
    match name.parse::<i32>() {
        Ok(number) => TrapSignal::try_from(number).ok(),
        Err(_) => TrapSignal::try_from(name).ok(),
    }
}

/// Finds the number of a signal; 0 stands for no signal.
pub(crate) fn signal_number(name: &str) -> Option<u32> {
    match parse(name)? {
        TrapSignal::Signal(signal) => u32::try_from(signal.number()).ok(),
        TrapSignal::Exit => Some(0),
        _ => None,
    }
}

/// The table that `kill -l` and `trap -l` print.
pub(crate) fn signal_table() -> String {
    let mut text = String::new();
    let signals: Vec<_> = sys::signal::Signal::iterator().collect();
    for row in signals.chunks(5) {
        let cells: Vec<_> =
            row.iter().map(|signal| format!("{:2}) {}", signal.number(), signal.as_str())).collect();
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
    text
}
