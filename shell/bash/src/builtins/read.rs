//! `read`.

use std::time::{Duration, Instant};

use brush_core::env::{EnvironmentLookup, EnvironmentScope};
use brush_core::openfiles::OpenFile;
use brush_core::variables::{ArrayLiteral, ShellValueLiteral};
use brush_core::{ExecutionResult, lineinput, rawbytes, sys};

use super::complaint::{fail, misuse};
use super::input::input;
use super::options::{Found, Options};
use super::split::{Char, Separators, string};
use super::{Context, Outcome};

const USAGE: &str = "read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]";
/// 128 and SIGALRM: what bash returns after a time-out.
const TIMED_OUT: u8 = 142;

struct Request {
    array: Option<String>,
    delimiter: u8,
    raw: bool,
    /// Most characters, and whether the delimiter counts as one of them (`-N`).
    limit: Option<(usize, bool)>,
    prompt: Option<String>,
    timeout: Option<f64>,
    fd: i32,
    names: Vec<String>,
}

enum End {
    Delimiter,
    File,
    TimedOut,
}

/// Runs `read`.
pub(crate) async fn run(mut context: Context<'_>, words: Vec<String>) -> Outcome {
    let request = match parse(&context, &words) {
        Ok(request) => request,
        Err(result) => return Ok(result),
    };
    let mut file = match input(&context, request.fd) {
        Ok(file) => file,
        Err(result) => return Ok(result),
    };
    if request.timeout == Some(0.0) {
        let ready = sys::poll::poll_for_input(&file, Duration::ZERO).unwrap_or(false);
        return Ok(ExecutionResult::new(u8::from(!ready)));
    }
    if let Some(prompt) = &request.prompt
        && file.is_terminal()
    {
        use std::io::Write as _;
        let _ = context.params.stderr(context.shell).write_all(&rawbytes::encode(prompt));
    }
    let deadline = request.timeout.map(|seconds| Instant::now() + Duration::from_secs_f64(seconds));
    let mut bytes = Vec::new();
    let end = loop {
        match read_line(&mut file, &request, deadline, &mut bytes) {
            Ok(end) => break end,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {
                let params = context.params.clone();
                if let Some(exit) = context.shell.run_pending_traps(&params).await? {
                    return Ok(exit);
                }
            }
            Err(error) => {
                let text = format!("read error: {}: {}", request.fd, rawbytes::strerror(&error));
                return Ok(fail(&context, &text));
            }
        }
    };
    let text = unescape(bytes, &request);
    if let Some(result) = assign(&mut context, &request, &text).await {
        return Ok(result);
    }
    Ok(match end {
        End::Delimiter => ExecutionResult::success(),
        End::File => ExecutionResult::new(1),
        End::TimedOut => ExecutionResult::new(TIMED_OUT),
    })
}

fn parse(context: &Context<'_>, words: &[String]) -> Result<Request, ExecutionResult> {
    let mut request = Request {
        array: None,
        delimiter: b'\n',
        raw: false,
        limit: None,
        prompt: None,
        timeout: None,
        fd: 0,
        names: vec![],
    };
    let mut options = Options::new(words, "ersa:d:i:n:N:p:t:u:");
    while let Some(option) = options.next() {
        match option {
            Found::Flag('r') => request.raw = true,
            Found::Value('a', name) => request.array = Some(name.to_owned()),
            Found::Value('d', text) => request.delimiter = text.bytes().next().unwrap_or(0),
            Found::Value(letter @ ('n' | 'N'), text) => {
                let count = text.parse::<usize>();
                let count = count.map_err(|_| fail(context, &format!("{text}: invalid number")))?;
                request.limit = Some((count, letter == 'N'));
            }
            Found::Value('p', text) => request.prompt = Some(text.to_owned()),
            Found::Value('t', text) => {
                let seconds =
                    text.parse::<f64>().ok().filter(|seconds| *seconds >= 0.0 && seconds.is_finite());
                let wrong = || fail(context, &format!("{text}: invalid timeout specification"));
                request.timeout = Some(seconds.ok_or_else(wrong)?);
            }
            Found::Value('u', text) => {
                let wrong = || fail(context, &format!("{text}: invalid file descriptor specification"));
                request.fd = text.parse().map_err(|_| wrong())?;
            }
            Found::Wrong(text) => return Err(misuse(context, &text, USAGE)),
            _ => {}
        }
    }
    request.names = options.operands().to_vec();
    for name in &request.names {
        let base = name.split('[').next().unwrap_or_default();
        if !brush_core::env::valid_variable_name(base) {
            return Err(fail(context, &format!("`{name}': not a valid identifier")));
        }
    }
    Ok(request)
}

fn read_line(
    file: &mut OpenFile,
    request: &Request,
    deadline: Option<Instant>,
    bytes: &mut Vec<u8>,
) -> std::io::Result<End> {
    if request.limit.is_none() && deadline.is_none() {
        let mut ahead = [0; 512];
        loop {
            if !lineinput::read_until(file, request.delimiter, usize::MAX, bytes, &mut ahead)? {
                return Ok(End::File);
            }
            // An escaped newline joins two lines.
            if request.raw || !ends_escaped(bytes) {
                bytes.pop();
                return Ok(End::Delimiter);
            }
        }
    }
    loop {
        if let Some((limit, _)) = request.limit
            && characters(bytes, request.raw) >= limit
        {
            return Ok(End::Delimiter);
        }
        if let Some(deadline) = deadline {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || !sys::poll::poll_for_input(file, left)? {
                return Ok(End::TimedOut);
            }
        }
        if !lineinput::read_until(file, request.delimiter, 1, bytes, &mut [0])? {
            return Ok(End::File);
        }
        let ends_line =
            !request.limit.is_some_and(|(_, all)| all) && bytes.last() == Some(&request.delimiter);
        if ends_line && (request.raw || !ends_escaped(bytes)) {
            bytes.pop();
            return Ok(End::Delimiter);
        }
    }
}

/// Whether the last byte has a backslash before it that is not itself escaped.
fn ends_escaped(bytes: &[u8]) -> bool {
    let before = &bytes[..bytes.len().saturating_sub(1)];
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// How many characters the bytes are, once backslashes are gone. A character that is not whole does not count.
fn characters(bytes: &[u8], raw: bool) -> usize {
    let mut count = 0;
    for chunk in bytes.utf8_chunks() {
        count += chunk.valid().chars().count();
        let invalid = chunk.invalid();
        let may_grow =
            !invalid.is_empty() && invalid.len() < 4 && bytes.ends_with(invalid) && invalid[0] >= 0xC2;
        count += if may_grow { 0 } else { invalid.len() };
    }
    if raw {
        return count;
    }
    let mut escaped = false;
    for byte in bytes {
        if *byte == b'\\' && !escaped {
            count -= 1;
            escaped = true;
        } else {
            count -= usize::from(escaped && *byte == b'\n');
            escaped = false;
        }
    }
    // A backslash without its character is not one yet.
    count
}

/// Takes backslashes away and notes what they protected. NUL bytes cannot be in a variable.
fn unescape(mut bytes: Vec<u8>, request: &Request) -> Vec<Char> {
    if bytes.contains(&0) {
        bytes.retain(|byte| *byte != 0);
    }
    let text = rawbytes::from_vec(bytes);
    if request.raw {
        return text.chars().map(|c| (c, false)).collect();
    }
    let mut out = Vec::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                None | Some('\n') => {}
                Some(c) => out.push((c, true)),
            },
            c => out.push((c, false)),
        }
    }
    out
}

async fn assign(context: &mut Context<'_>, request: &Request, text: &[Char]) -> Option<ExecutionResult> {
    let exact = request.limit.is_some_and(|(_, all)| all);
    let ifs = context.shell.ifs().into_owned();
    let separators = Separators::new(&ifs);
    if let Some(array) = &request.array {
        let words = if exact { vec![string(text)] } else { separators.all(text) };
        let literal = ArrayLiteral(words.into_iter().map(|word| (None, word)).collect());
        let set = context.shell.env_mut().update_or_add(
            array,
            ShellValueLiteral::Array(literal),
            |_| Ok(()),
            EnvironmentLookup::Anywhere,
            EnvironmentScope::Global,
        );
        return set.err().map(|error| fail(context, &format!("{array}: {error}")));
    }
    if request.names.is_empty() {
        return set(context, "REPLY", string(text)).await;
    }
    let mut values = match exact {
        true => vec![string(text)],
        false => separators.first(text, request.names.len()),
    };
    values.resize(request.names.len(), String::new());
    for (name, value) in request.names.iter().zip(values) {
        let failed = set(context, name, value).await;
        if failed.is_some() {
            return failed;
        }
    }
    None
}

/// Assigns to a variable or an array element.
async fn set(context: &mut Context<'_>, name: &str, value: String) -> Option<ExecutionResult> {
    let outcome = if name.contains('[') {
        let params = context.params.clone();
        brush_core::expansion::assign_to_named_parameter(context.shell, &params, name, value).await
    } else {
        context.shell.env_mut().update_or_add(
            name,
            ShellValueLiteral::Scalar(value),
            |_| Ok(()),
            EnvironmentLookup::Anywhere,
            EnvironmentScope::Global,
        )
    };
    outcome.err().map(|error| fail(context, &error.to_string()))
}
