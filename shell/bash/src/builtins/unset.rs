//! `unset`.

use brush_core::env::valid_variable_name;
use brush_core::variables::ShellValueUnsetType;
use brush_core::{ExecutionResult, ShellValue};

use super::complaint::{complain, misuse};
use super::options::{Found, Options};
use super::{Context, Outcome};

const USAGE: &str = "unset [-f] [-v] [-n] [name ...]";

/// Runs `unset`.
pub(crate) async fn run(mut context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut options = Options::new(&words, "fvn");
    let (mut functions, mut variables, mut references) = (false, false, false);
    while let Some(option) = options.next() {
        match option {
            Found::Flag('f') => functions = true,
            Found::Flag('v') => variables = true,
            Found::Flag(_) => references = true,
            Found::Wrong(text) => return Ok(misuse(&context, &text, USAGE)),
            Found::Value(..) => {}
        }
    }
    if functions && variables {
        complain(&context, "cannot simultaneously unset a function and a variable");
        return Ok(ExecutionResult::new(1));
    }
    let mut failed = false;
    for name in options.operands() {
        if functions {
            context.shell.undefine_func(name);
        } else {
            failed |= !unset_one(&mut context, name, references, variables);
        }
    }
    Ok(ExecutionResult::new(u8::from(failed)))
}

fn unset_one(context: &mut Context<'_>, name: &str, reference: bool, only_variables: bool) -> bool {
    if let Some((base, index)) =
        name.split_once('[').and_then(|(base, rest)| Some((base, rest.strip_suffix(']')?)))
    {
        return unset_element(context, base, index);
    }
    if !valid_variable_name(name) {
        // What is no variable may be a function.
        let found = context.shell.undefine_func(name);
        if !found && only_variables {
            complain(context, &format!("`{name}': not a valid identifier"));
        }
        return found || !only_variables;
    }
    let env = context.shell.env_mut();
    let outcome = if reference { env.unset_unresolved(name) } else { env.unset(name) };
    match outcome {
        Ok(Some(_)) => true,
        Ok(None) => {
            if !only_variables && !reference {
                context.shell.undefine_func(name);
            }
            true
        }
        Err(_) => {
            complain(context, &format!("{name}: cannot unset: readonly variable"));
            false
        }
    }
}

fn unset_element(context: &mut Context<'_>, name: &str, index: &str) -> bool {
    let is_associative = context.shell.env().get(name).is_some_and(|(_, variable)| {
        matches!(
            variable.value(),
            ShellValue::AssociativeArray(_) | ShellValue::Unset(ShellValueUnsetType::AssociativeArray)
        )
    });
    if matches!(index, "@" | "*") && !is_associative {
        return context.shell.env_mut().unset(name).is_ok();
    }
    let index = if is_associative {
        index.to_owned()
    } else {
        match context.shell.eval_arithmetic(index) {
            Ok(value) => value.to_string(),
            Err(error) => {
                complain(context, &error.to_string());
                return false;
            }
        }
    };
    match context.shell.env_mut().unset_index(name, &index) {
        Ok(_) => true,
        Err(error) => {
            complain(context, &format!("{name}: {error}"));
            false
        }
    }
}
