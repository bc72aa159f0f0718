//! `declare`, `typeset`, `local`, `readonly`, `export`.

use brush_core::builtins::BoxFuture;
use brush_core::env::{EnvironmentLookup, EnvironmentScope, valid_variable_name};
use brush_core::parser::ast::{AssignmentName, AssignmentValue};
use brush_core::variables::{
    ArrayLiteral, ShellValueLiteral, ShellValueUnsetType, ShellVariableUpdateTransform,
};
use brush_core::{CommandArg, ExecutionResult, ShellValue, ShellVariable, error::Error};

use super::complaint::{complain, fail, misuse};
use super::{Context, Outcome, listing};

const USAGE: &str = "declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]";

/// What the options ask for. A letter is in `on` or `off`.
#[derive(Debug, Default)]
pub(crate) struct Attributes {
    pub(crate) on: String,
    pub(crate) off: String,
}

impl Attributes {
    fn wants(&self, letter: char) -> bool {
        self.on.contains(letter)
    }
}

/// A name to declare, with what is assigned to it.
struct Declaration {
    name: String,
    index: Option<String>,
    value: Option<ShellValueLiteral>,
    append: bool,
}

/// Runs one of the declaring builtins.
pub(crate) fn run(context: Context<'_>, arguments: Vec<CommandArg>) -> BoxFuture<'_, Outcome> {
    Box::pin(async move { declare(context, arguments) })
}

fn declare(mut context: Context<'_>, arguments: Vec<CommandArg>) -> Outcome {
    let verb = context.command_name.clone();
    let letters = match verb.as_str() {
        "export" => "fnp",
        "readonly" => "aAfp",
        _ => "aAcfFgiIlnprtux",
    };
    let mut attributes = Attributes::default();
    let mut operands = vec![];
    let mut reading_options = true;
    for argument in arguments.into_iter().skip(1) {
        let CommandArg::String(word) = &argument else {
            reading_options = false;
            operands.push(argument);
            continue;
        };
        let is_option = reading_options && word.len() > 1 && word.starts_with(['-', '+']);
        if reading_options && word == "--" {
            reading_options = false;
        } else if is_option {
            for letter in word.chars().skip(1) {
                if !letters.contains(letter) {
                    return Ok(misuse(&context, &format!("{}{letter}: invalid option", &word[..1]), USAGE));
                }
                let list = if word.starts_with('-') { &mut attributes.on } else { &mut attributes.off };
                list.push(letter);
            }
        } else {
            reading_options = false;
            operands.push(argument);
        }
    }
    if verb == "local" && !context.shell.in_function() {
        return Ok(fail(&context, "can only be used in a function"));
    }
    if attributes.on.contains(['f', 'F']) {
        return Ok(functions(&mut context, &verb, &attributes, &operands));
    }
    match verb.as_str() {
        "export" if attributes.wants('n') => attributes = Attributes { on: String::new(), off: "x".into() },
        "export" => attributes.on.push('x'),
        "readonly" => attributes.on.push('r'),
        _ => {}
    }
    if operands.is_empty() {
        return Ok(listing::all(&context, &verb, &attributes));
    }
    if attributes.wants('p') && !matches!(verb.as_str(), "export" | "readonly") {
        return Ok(listing::named(&context, &operands));
    }
    let mut failed = false;
    for operand in &operands {
        match declare_one(&mut context, &verb, &attributes, operand) {
            Ok(true) => {}
            Ok(false) => failed = true,
            Err(error) => {
                complain(&context, &error.to_string());
                failed = true;
            }
        }
    }
    Ok(ExecutionResult::new(u8::from(failed)))
}

fn parse(argument: &CommandArg) -> Declaration {
    match argument {
        CommandArg::String(word) => match word.split_once('=') {
            // A word that an expansion made: `declare $assignment`.
            Some((name, value)) => {
                let (name, append) = name.strip_suffix('+').map_or((name, false), |name| (name, true));
                let (name, index) = split_index(name);
                Declaration { name, index, value: Some(ShellValueLiteral::Scalar(value.to_owned())), append }
            }
            None => {
                let (name, index) = split_index(word);
                Declaration { name, index, value: None, append: false }
            }
        },
        CommandArg::Assignment(assignment) => {
            let (name, index) = match &assignment.name {
                AssignmentName::VariableName(name) => (name.clone(), None),
                AssignmentName::ArrayElementName(name, index) => (name.clone(), Some(index.clone())),
            };
            let value = match &assignment.value {
                AssignmentValue::Scalar(word) => ShellValueLiteral::Scalar(word.value.clone()),
                AssignmentValue::Array(elements) => {
                    let element = |(key, value): &(Option<_>, brush_core::parser::ast::Word)| {
                        (
                            key.as_ref().map(|key: &brush_core::parser::ast::Word| key.value.clone()),
                            value.value.clone(),
                        )
                    };
                    ShellValueLiteral::Array(ArrayLiteral(elements.iter().map(element).collect()))
                }
            };
            Declaration { name, index, value: Some(value), append: assignment.append }
        }
    }
}

fn split_index(name: &str) -> (String, Option<String>) {
    match name.split_once('[').and_then(|(base, rest)| Some((base, rest.strip_suffix(']')?))) {
        Some((base, index)) => (base.to_owned(), Some(index.to_owned())),
        None => (name.to_owned(), None),
    }
}

fn declare_one(
    context: &mut Context<'_>,
    verb: &str,
    attributes: &Attributes,
    operand: &CommandArg,
) -> Result<bool, Error> {
    let declaration = parse(operand);
    if !valid_variable_name(&declaration.name) {
        complain(context, &format!("`{operand}': not a valid identifier"));
        return Ok(false);
    }
    let is_local = verb == "local"
        || (matches!(verb, "declare" | "typeset") && context.shell.in_function() && !attributes.wants('g'));
    // The attributes of a name reference are its own only where they are asked for.
    let own = attributes.on.contains('n') || attributes.off.contains('n');
    let name = if own || is_local {
        declaration.name.clone()
    } else {
        context.shell.env().resolve_name(&declaration.name).to_owned()
    };
    let (lookup, scope) = match (is_local, attributes.wants('g')) {
        (true, _) => (EnvironmentLookup::OnlyInCurrentLocal, EnvironmentScope::Local),
        (false, true) => (EnvironmentLookup::OnlyInGlobal, EnvironmentScope::Global),
        (false, false) => (EnvironmentLookup::Anywhere, EnvironmentScope::Global),
    };
    if context.shell.env().get_using_policy(&name, lookup).is_none() {
        let mut variable = ShellVariable::new(ShellValue::Unset(ShellValueUnsetType::Untyped));
        if is_local
            && (attributes.wants('I') || name == "-")
            && let Some((_, outer)) = context.shell.env().get(&name)
        {
            variable = outer.clone();
        }
        if context.shell.options().export_variables_on_modification {
            variable.export();
        }
        context.shell.env_mut().add(name.clone(), variable, scope)?;
    }
    if attributes.wants('n') {
        context.shell.env_mut().note_nameref();
    }
    set_kind(context, &name, lookup, attributes, &declaration)?;
    if let Some(value) = declaration.value {
        assign(context, &name, lookup, declaration.index, value, declaration.append)?;
    }
    let Some(variable) = context.shell.env_mut().get_mut_using_policy(&name, lookup) else {
        return Ok(false);
    };
    if attributes.wants('x') {
        variable.export();
    }
    if attributes.off.contains('x') {
        variable.unexport();
    }
    if attributes.wants('r') {
        variable.set_readonly();
    }
    if attributes.off.contains('r') && variable.is_readonly() {
        complain(context, &format!("{name}: readonly variable"));
        return Ok(false);
    }
    Ok(true)
}

/// Sets the attributes that change how a value is assigned.
fn set_kind(
    context: &mut Context<'_>,
    name: &str,
    lookup: EnvironmentLookup,
    attributes: &Attributes,
    declaration: &Declaration,
) -> Result<(), Error> {
    let Some(variable) = context.shell.env_mut().get_mut_using_policy(name, lookup) else {
        return Ok(());
    };
    let gets_array =
        matches!(declaration.value, Some(ShellValueLiteral::Array(_))) || declaration.index.is_some();
    let wants_indexed = attributes.wants('a') || (gets_array && !attributes.wants('A'));
    if attributes.wants('A') || attributes.wants('a') || gets_array {
        match variable.value() {
            ShellValue::Unset(ShellValueUnsetType::Untyped) => {
                let kind = if wants_indexed {
                    ShellValueUnsetType::IndexedArray
                } else {
                    ShellValueUnsetType::AssociativeArray
                };
                let mut fresh = ShellVariable::new(ShellValue::Unset(kind));
                std::mem::swap(variable, &mut fresh);
                if fresh.is_exported() {
                    variable.export();
                }
            }
            ShellValue::String(_) if wants_indexed => variable.convert_to_indexed_array()?,
            ShellValue::String(_) => variable.convert_to_associative_array()?,
            ShellValue::IndexedArray(_) if attributes.wants('A') => {
                variable.convert_to_associative_array()?
            }
            ShellValue::AssociativeArray(_) if attributes.wants('a') => {
                variable.convert_to_indexed_array()?
            }
            _ => {}
        }
    }
    for letter in attributes.on.chars() {
        match letter {
            'i' => {
                variable.treat_as_integer();
            }
            'n' => {
                variable.treat_as_nameref();
            }
            't' => {
                variable.enable_trace();
            }
            'l' => variable.set_update_transform(ShellVariableUpdateTransform::Lowercase),
            'u' => variable.set_update_transform(ShellVariableUpdateTransform::Uppercase),
            'c' => variable.set_update_transform(ShellVariableUpdateTransform::Capitalize),
            _ => {}
        }
    }
    for letter in attributes.off.chars() {
        match letter {
            'i' => {
                variable.unset_treat_as_integer();
            }
            'n' => {
                variable.unset_treat_as_nameref();
            }
            't' => {
                variable.disable_trace();
            }
            'l' | 'u' | 'c' => variable.set_update_transform(ShellVariableUpdateTransform::None),
            _ => {}
        }
    }
    Ok(())
}

fn assign(
    context: &mut Context<'_>,
    name: &str,
    lookup: EnvironmentLookup,
    index: Option<String>,
    value: ShellValueLiteral,
    append: bool,
) -> Result<(), Error> {
    let variable = context.shell.env().get_using_policy(name, lookup);
    let is_integer = variable.is_some_and(ShellVariable::is_treated_as_integer);
    let is_associative = variable.is_some_and(|variable| {
        matches!(
            variable.value(),
            ShellValue::AssociativeArray(_) | ShellValue::Unset(ShellValueUnsetType::AssociativeArray)
        )
    });
    let value = if is_integer { evaluate(context, value)? } else { value };
    let index = match index {
        Some(index) if !is_associative => Some(context.shell.eval_arithmetic(&index)?.to_string()),
        index => index,
    };
    let Some(variable) = context.shell.env_mut().get_mut_using_policy(name, lookup) else {
        return Ok(());
    };
    let assigned = match (index, value) {
        (Some(index), ShellValueLiteral::Scalar(text)) => variable.assign_at_index(index, text, append),
        (_, value) => variable.assign(value, append),
    };
    assigned.map_err(|error| error.about(name))
}

fn evaluate(context: &mut Context<'_>, value: ShellValueLiteral) -> Result<ShellValueLiteral, Error> {
    Ok(match value {
        ShellValueLiteral::Scalar(text) => {
            ShellValueLiteral::Scalar(context.shell.eval_arithmetic(&text)?.to_string())
        }
        ShellValueLiteral::Array(ArrayLiteral(elements)) => {
            let mut evaluated = vec![];
            for (key, text) in elements {
                evaluated.push((key, context.shell.eval_arithmetic(&text)?.to_string()));
            }
            ShellValueLiteral::Array(ArrayLiteral(evaluated))
        }
    })
}

/// `declare -f`, `declare -F`, `export -f`, `readonly -f`.
fn functions(
    context: &mut Context<'_>,
    verb: &str,
    attributes: &Attributes,
    operands: &[CommandArg],
) -> ExecutionResult {
    let names: Vec<String> = operands.iter().map(ToString::to_string).collect();
    if verb == "export" && !names.is_empty() {
        let mut failed = false;
        for name in &names {
            match context.shell.func_mut(name) {
                Some(function) if attributes.wants('n') => function.unexport(),
                Some(function) => function.export(),
                None => {
                    complain(context, &format!("{name}: not a function"));
                    failed = true;
                }
            }
        }
        return ExecutionResult::new(u8::from(failed));
    }
    listing::functions(context, attributes.wants('F'), &names)
}
