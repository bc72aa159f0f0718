//! `mapfile`, `readarray`.

use brush_core::env::{EnvironmentLookup, EnvironmentScope};
use brush_core::variables::{ArrayLiteral, ShellValueLiteral};
use brush_core::{ExecutionResult, ShellValue, lineinput, rawbytes};

use super::complaint::{fail, misuse};
use super::input::input;
use super::options::{Found, Options};
use super::{Context, Outcome, quote};

const USAGE: &str =
    "mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]";

struct Request {
    delimiter: u8,
    most: usize,
    origin: Option<u64>,
    skip: usize,
    trims: bool,
    fd: i32,
    callback: Option<String>,
    quantum: u64,
    array: String,
}

fn parse(context: &Context<'_>, words: &[String]) -> Result<Request, ExecutionResult> {
    let mut request = Request {
        delimiter: b'\n',
        most: 0,
        origin: None,
        skip: 0,
        trims: false,
        fd: 0,
        callback: None,
        quantum: 5000,
        array: "MAPFILE".into(),
    };
    let mut options = Options::new(words, "d:n:O:s:tu:C:c:");
    while let Some(option) = options.next() {
        let number = |text: &str, what: &str| {
            text.parse::<u64>().map_err(|_| fail(context, &format!("{text}: invalid {what}")))
        };
        match option {
            Found::Value('d', text) => request.delimiter = text.bytes().next().unwrap_or(0),
            Found::Value('n', text) => request.most = number(text, "line count")? as usize,
            Found::Value('O', text) => request.origin = Some(number(text, "array origin")?),
            Found::Value('s', text) => request.skip = number(text, "line count")? as usize,
            Found::Value('u', text) => request.fd = number(text, "file descriptor specification")? as i32,
            Found::Value('C', text) => request.callback = Some(text.to_owned()),
            Found::Value('c', text) => request.quantum = number(text, "callback quantum")?.max(1),
            Found::Flag(_) => request.trims = true,
            Found::Wrong(text) => return Err(misuse(context, &text, USAGE)),
            Found::Value(..) => {}
        }
    }
    if let Some(array) = options.operands().first() {
        request.array.clone_from(array);
    }
    if !brush_core::env::valid_variable_name(&request.array) {
        return Err(fail(context, &format!("`{}': not a valid identifier", request.array)));
    }
    Ok(request)
}

/// Runs `mapfile`.
pub(crate) async fn run(context: Context<'_>, words: Vec<String>) -> Outcome {
    let request = match parse(&context, &words) {
        Ok(request) => request,
        Err(result) => return Ok(result),
    };
    let mut file = match input(&context, request.fd) {
        Ok(file) => file,
        Err(result) => return Ok(result),
    };
    if let Some((_, variable)) = context.shell.env().get(&request.array)
        && matches!(variable.value(), ShellValue::AssociativeArray(_))
    {
        return Ok(fail(&context, &format!("{}: not an indexed array", request.array)));
    }
    if request.origin.is_none() || context.shell.env().get(&request.array).is_none() {
        let empty = ShellValueLiteral::Array(ArrayLiteral(vec![]));
        assign(&context.shell.env().resolve_name(&request.array).to_owned(), empty, context.shell.env_mut())?;
    }
    let (mut index, mut skipped, mut count) = (request.origin.unwrap_or(0), 0, 0);
    let mut ahead = [0; 4096];
    let mut elements = vec![];
    loop {
        if request.most > 0 && count == request.most {
            break;
        }
        let mut line = vec![];
        let ended = lineinput::read_until(&mut file, request.delimiter, usize::MAX, &mut line, &mut ahead)?;
        if line.is_empty() {
            break;
        }
        if ended && request.trims {
            line.pop();
        }
        if skipped < request.skip {
            skipped += 1;
            continue;
        }
        line.retain(|byte| *byte != 0);
        let text = rawbytes::from_vec(line);
        count += 1;
        if let Some(callback) = &request.callback
            && count as u64 % request.quantum == 0
        {
            let command = format!("{callback} {index} {}", quote::with_single_quotes(&text));
            let params = context.params.clone();
            context.shell.run_eval(command, &params).await;
        }
        elements.push((Some(index.to_string()), text));
        index += 1;
    }
    let name = context.shell.env().resolve_name(&request.array).to_owned();
    if let Some(variable) = context.shell.env_mut().get_mut_using_policy(&name, EnvironmentLookup::Anywhere) {
        variable.assign(ShellValueLiteral::Array(ArrayLiteral(elements)), true)?;
    }
    Ok(ExecutionResult::success())
}

fn assign(
    name: &str,
    value: ShellValueLiteral,
    env: &mut brush_core::env::ShellEnvironment,
) -> Result<(), brush_core::Error> {
    env.update_or_add(name, value, |_| Ok(()), EnvironmentLookup::Anywhere, EnvironmentScope::Global)
}
