//! What `declare -p`, `export -p`, `declare -f` and their kin print.

use brush_core::variables::{FormatStyle, ShellVariableUpdateTransform};
use brush_core::{CommandArg, ExecutionResult, ShellValue, ShellVariable};

use super::complaint::{complain, print_text};
use super::declare::Attributes;
use super::{Context, quote};

/// One variable as a command that makes it again.
fn declaration(context: &Context<'_>, name: &str, variable: &ShellVariable) -> String {
    let mut flags = variable.attribute_flags(context.shell);
    if flags.is_empty() {
        flags.push('-');
    }
    let value = variable.resolve_value(context.shell);
    if !value.is_set() {
        return format!("declare -{flags} {name}\n");
    }
    let text = match &value {
        ShellValue::String(text) => quote::with_double_quotes(text),
        value => value
            .format(FormatStyle::DeclarePrint, context.shell)
            .map(|text| text.into_owned())
            .unwrap_or_default(),
    };
    format!("declare -{flags} {name}={text}\n")
}

fn has(variable: &ShellVariable, letter: char) -> bool {
    match letter {
        'x' => variable.is_exported(),
        'r' => variable.is_readonly(),
        'i' => variable.is_treated_as_integer(),
        'n' => variable.is_treated_as_nameref(),
        't' => variable.is_trace_enabled(),
        'a' => matches!(variable.value(), ShellValue::IndexedArray(_)),
        'A' => matches!(variable.value(), ShellValue::AssociativeArray(_)),
        'l' => matches!(variable.get_update_transform(), ShellVariableUpdateTransform::Lowercase),
        'u' => matches!(variable.get_update_transform(), ShellVariableUpdateTransform::Uppercase),
        _ => true,
    }
}

/// All variables that have the attributes.
pub(crate) fn all(context: &Context<'_>, verb: &str, attributes: &Attributes) -> ExecutionResult {
    let env = context.shell.env();
    let policy = match verb {
        "local" => brush_core::env::EnvironmentLookup::OnlyInCurrentLocal,
        _ => brush_core::env::EnvironmentLookup::Anywhere,
    };
    let mut variables: Vec<_> = env
        .iter_using_policy(policy)
        .filter(|(_, variable)| {
            variable.is_enumerable() && attributes.on.chars().all(|letter| has(variable, letter))
        })
        .collect();
    variables.sort_by_key(|(name, _)| *name);
    let plain = attributes.on.is_empty() && matches!(verb, "declare" | "typeset" | "local");
    let mut text = String::new();
    for (name, variable) in variables {
        if !plain {
            text.push_str(&declaration(context, name, variable));
        } else if variable.value().is_set() {
            let value = variable.resolve_value(context.shell);
            let value = value.format(FormatStyle::Basic, context.shell);
            text.push_str(&format!("{name}={}\n", value.map(|text| text.into_owned()).unwrap_or_default()));
        }
    }
    print_text(context, &text)
}

/// The variables with these names.
pub(crate) fn named(context: &Context<'_>, operands: &[CommandArg]) -> ExecutionResult {
    let mut text = String::new();
    let mut failed = false;
    for operand in operands {
        let name = operand.to_string();
        match context.shell.env().get_unresolved(&name) {
            Some((_, variable)) => text.push_str(&declaration(context, &name, variable)),
            None => {
                complain(context, &format!("{name}: not found"));
                failed = true;
            }
        }
    }
    let written = print_text(context, &text);
    if failed { ExecutionResult::new(1) } else { written }
}

/// Functions: their names, or their text.
pub(crate) fn functions(context: &Context<'_>, only_names: bool, names: &[String]) -> ExecutionResult {
    let functions = context.shell.funcs();
    let mut text = String::new();
    let mut failed = false;
    let mut wanted = names.to_vec();
    if names.is_empty() {
        wanted = functions.iter().map(|(name, _)| name.clone()).collect();
        wanted.sort();
    }
    for name in &wanted {
        match functions.get(name) {
            None => failed = true,
            Some(_) if only_names && names.is_empty() => text.push_str(&format!("declare -f {name}\n")),
            Some(_) if only_names => text.push_str(&format!("{name}\n")),
            Some(function) => text.push_str(&format!("{}\n", function.definition())),
        }
    }
    let written = print_text(context, &text);
    if failed { ExecutionResult::new(1) } else { written }
}
