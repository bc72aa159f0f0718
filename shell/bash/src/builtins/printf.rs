//! `printf`.

use brush_core::rawbytes;
use brush_core::{ExecutionResult, sys};

use super::complaint::{complain, fail, misuse, print};
use super::echo;
use super::number::{self, Problem};
use super::options::{Found, Options};
use super::{Context, Outcome, float, quote};

const USAGE: &str = "printf [-v var] format [arguments]";
/// Widest field: a larger width is taken as this one.
const MAX_WIDTH: i64 = 1 << 24;

/// Runs `printf`.
pub(crate) async fn run(context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut options = Options::new(&words, "v:");
    let mut variable = None;
    while let Some(option) = options.next() {
        match option {
            Found::Value(_, name) => variable = Some(name.to_owned()),
            Found::Wrong(text) => return Ok(misuse(&context, &text, USAGE)),
            Found::Flag(_) => {}
        }
    }
    let Some((format, arguments)) = options.operands().split_first() else {
        use std::io::Write as _;
        let _ = writeln!(context.params.stderr(context.shell), "printf: usage: {USAGE}");
        return Ok(ExecutionResult::new(2));
    };
    if let Some(name) = &variable
        && !brush_core::env::valid_variable_name(name.split('[').next().unwrap_or_default())
    {
        let result = fail(&context, &format!("`{name}': not a valid identifier"));
        return Ok(ExecutionResult::new(2.max(u8::from(result.exit_code))));
    }
    let mut printer = Printer { context: &context, arguments, output: vec![], failed: false, stopped: false };
    printer.print_all(&rawbytes::encode(format));
    let (output, failed) = (std::mem::take(&mut printer.output), printer.failed);
    let status = ExecutionResult::new(u8::from(failed));
    let Some(name) = variable else {
        let written = print(&context, &output);
        return Ok(if written.is_success() { status } else { written });
    };
    let value = rawbytes::from_vec(output.into_iter().filter(|byte| *byte != 0).collect());
    let params = context.params.clone();
    match brush_core::expansion::assign_to_named_parameter(context.shell, &params, &name, value).await {
        Ok(()) => Ok(status),
        Err(error) => Ok(fail(&context, &error.to_string())),
    }
}

struct Printer<'a, 'b> {
    context: &'a Context<'b>,
    arguments: &'a [String],
    output: Vec<u8>,
    failed: bool,
    /// `\c` was met, or the format is wrong: nothing more is printed.
    stopped: bool,
}

/// What stands between the percent sign and the conversion.
#[derive(Default)]
struct Spec {
    flags: String,
    width: i64,
    precision: Option<i64>,
}

impl Spec {
    fn is_plain(&self) -> bool {
        self.flags.is_empty() && self.width == 0 && self.precision.is_none()
    }

    fn has(&self, flag: char) -> bool {
        self.flags.contains(flag)
    }
}

impl Printer<'_, '_> {
    fn print_all(&mut self, format: &[u8]) {
        loop {
            let before = self.arguments.len();
            self.print_once(format);
            // The format is used again while there are arguments, if it uses any.
            if self.stopped || self.arguments.is_empty() || self.arguments.len() == before {
                return;
            }
        }
    }

    fn print_once(&mut self, format: &[u8]) {
        let mut at = 0;
        while at < format.len() && !self.stopped {
            let byte = format[at];
            at += 1;
            match byte {
                b'\\' if at < format.len() => at = self.escape(format, at),
                b'%' => at = self.conversion(format, at),
                byte => self.output.push(byte),
            }
        }
    }

    fn escape(&mut self, format: &[u8], at: usize) -> usize {
        match format[at] {
            b'0'..=b'7' => echo::push_number(format, at, 8, 3, &mut self.output),
            quote @ (b'"' | b'\'') => {
                self.output.push(quote);
                at + 1
            }
            b'c' => {
                self.stopped = true;
                at + 1
            }
            letter => echo::expand_one(format, at + 1, letter, &mut self.output),
        }
    }

    fn next_argument(&mut self) -> Option<&str> {
        let (first, rest) = self.arguments.split_first()?;
        self.arguments = rest;
        Some(first)
    }

    fn next_text(&mut self) -> String {
        self.next_argument().unwrap_or_default().to_owned()
    }

    fn report(&mut self, text: &str, problem: Problem) {
        match problem {
            Problem::None => {}
            Problem::Invalid => {
                complain(self.context, &format!("{text}: invalid number"));
                self.failed = true;
            }
            Problem::OutOfRange => {
                complain(self.context, &format!("warning: {text}: Numerical result out of range"));
                self.failed = true;
            }
        }
    }

    fn integer_argument(&mut self) -> i128 {
        let text = self.next_text();
        let (value, problem) = number::integer(&text);
        self.report(&text, problem);
        value
    }

    /// Reads digits or a `*`.
    fn count(&mut self, format: &[u8], at: &mut usize) -> i64 {
        if format.get(*at) == Some(&b'*') {
            *at += 1;
            return (self.integer_argument() as i64).clamp(-MAX_WIDTH, MAX_WIDTH);
        }
        let mut value = 0_i64;
        while let Some(digit) = format.get(*at).filter(|byte| byte.is_ascii_digit()) {
            value = (value * 10 + i64::from(digit - b'0')).min(MAX_WIDTH);
            *at += 1;
        }
        value
    }

    fn conversion(&mut self, format: &[u8], start: usize) -> usize {
        let mut at = start;
        let mut spec = Spec::default();
        while let Some(flag) = format.get(at).filter(|byte| b"-+ #0'".contains(byte)) {
            spec.flags.push(*flag as char);
            at += 1;
        }
        spec.width = self.count(format, &mut at);
        if spec.width < 0 {
            spec.flags.push('-');
            spec.width = -spec.width;
        }
        if format.get(at) == Some(&b'.') {
            at += 1;
            let precision = self.count(format, &mut at);
            spec.precision = (precision >= 0).then_some(precision);
        }
        if format.get(at) == Some(&b'(') {
            return self.time(format, at + 1, &spec);
        }
        while format.get(at).is_some_and(|byte| b"hlqjztL".contains(byte)) {
            // `q` is a conversion, unless another follows.
            if format[at] == b'q' && !format.get(at + 1).is_some_and(|byte| b"diouxX".contains(byte)) {
                break;
            }
            at += 1;
        }
        let Some(letter) = format.get(at) else {
            let text =
                format!("`{}': missing format character", String::from_utf8_lossy(&format[start - 1..]));
            complain(self.context, &text);
            self.failed = true;
            self.stopped = true;
            return at;
        };
        self.convert(*letter, &spec);
        at + 1
    }

    fn convert(&mut self, letter: u8, spec: &Spec) {
        match letter {
            b'%' if spec.is_plain() => self.output.push(b'%'),
            b's' => {
                let text = self.next_text();
                self.text(&rawbytes::encode(&text), spec);
            }
            b'c' => {
                let text = self.next_text();
                let bytes = rawbytes::encode(&text);
                let first = bytes.first().map_or(&b"\0"[..0], std::slice::from_ref);
                self.text(first, &Spec { precision: None, flags: spec.flags.clone(), width: spec.width });
            }
            b'b' => {
                let text = self.next_text();
                let mut bytes = vec![];
                self.stopped = echo::expand_b(&text, &mut bytes);
                self.text(&bytes, spec);
            }
            b'q' | b'Q' => {
                let mut text = self.next_text();
                let mut spec = Spec { flags: spec.flags.clone(), ..*spec };
                if letter == b'Q'
                    && let Some(most) = spec.precision.take()
                {
                    text = text.chars().take(most as usize).collect();
                }
                self.text(&rawbytes::encode(&quote::with_backslashes(&text)), &spec);
            }
            b'n' => {
                let _ = self.next_argument();
            }
            b'd' | b'i' => {
                let text = self.next_text();
                let (value, problem) = number::integer(&text);
                let (value, range) = number::signed(value);
                self.report(&text, if problem == Problem::None { range } else { problem });
                self.integer(value < 0, value.unsigned_abs().to_string(), "", spec);
            }
            b'o' | b'u' | b'x' | b'X' => self.unsigned(letter, spec),
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'a' | b'A' => {
                let text = self.next_text();
                let (value, problem) = number::float(&text);
                self.report(&text, problem);
                let flags: String = spec.flags.replace('\'', "");
                self.output.extend(float::format(&flags, spec.width, spec.precision, letter as char, value));
            }
            other => {
                let text = format!("`{}': invalid format character", other as char);
                complain(self.context, &text);
                self.failed = true;
                self.stopped = true;
            }
        }
    }

    fn unsigned(&mut self, letter: u8, spec: &Spec) {
        let text = self.next_text();
        let (value, problem) = number::integer(&text);
        let (value, range) = number::unsigned(value);
        self.report(&text, if problem == Problem::None { range } else { problem });
        let (digits, prefix) = match letter {
            b'o' => (format!("{value:o}"), "0"),
            b'x' => (format!("{value:x}"), "0x"),
            b'X' => (format!("{value:X}"), "0X"),
            _ => (value.to_string(), ""),
        };
        let prefix = if spec.has('#') && value != 0 { prefix } else { "" };
        let plain = Spec { flags: spec.flags.replace(['+', ' '], ""), ..*spec };
        self.integer(false, digits, prefix, &plain);
    }

    fn integer(&mut self, negative: bool, digits: String, prefix: &str, spec: &Spec) {
        let sign = match negative {
            true => "-",
            false if spec.has('+') => "+",
            false if spec.has(' ') => " ",
            false => "",
        };
        let mut digits = digits;
        if let Some(precision) = spec.precision {
            let wanted = precision as usize;
            if wanted == 0 && digits == "0" {
                digits.clear();
            }
            digits = format!("{}{digits}", "0".repeat(wanted.saturating_sub(digits.len())));
        } else if spec.has('0') && !spec.has('-') {
            let used = sign.len() + prefix.len() + digits.len();
            digits = format!("{}{digits}", "0".repeat((spec.width as usize).saturating_sub(used)));
        }
        let text = format!("{sign}{prefix}{digits}");
        self.text(text.as_bytes(), &Spec { precision: None, flags: spec.flags.clone(), width: spec.width });
    }

    /// Pads and cuts; bash counts bytes here.
    fn text(&mut self, bytes: &[u8], spec: &Spec) {
        let most = spec.precision.map_or(bytes.len(), |precision| (precision as usize).min(bytes.len()));
        let bytes = &bytes[..most];
        let padding = (spec.width as usize).saturating_sub(bytes.len());
        if spec.has('-') {
            self.output.extend_from_slice(bytes);
            self.output.resize(self.output.len() + padding, b' ');
        } else {
            self.output.resize(self.output.len() + padding, b' ');
            self.output.extend_from_slice(bytes);
        }
    }

    /// `%(FORMAT)T`: a time; −1 or nothing is now, −2 the shell's start.
    fn time(&mut self, format: &[u8], start: usize, spec: &Spec) -> usize {
        let rest = &format[start..];
        let mut depth = 1;
        let end = rest.iter().position(|byte| {
            depth += i32::from(*byte == b'(') - i32::from(*byte == b')');
            depth == 0
        });
        let Some(end) = end.filter(|end| rest.get(end + 1) == Some(&b'T')) else {
            let text = format!("`{}': invalid time format specification", String::from_utf8_lossy(rest));
            complain(self.context, &text);
            self.failed = true;
            self.stopped = true;
            return format.len();
        };
        let argument = self.next_argument().map(ToOwned::to_owned);
        let seconds = match &argument {
            None => -1,
            Some(text) => {
                let (value, problem) = number::integer(text);
                self.report(text, problem);
                value as i64
            }
        };
        let seconds = if seconds < 0 { sys::time::now() } else { seconds };
        let pattern = if end == 0 { &b"%X"[..] } else { &rest[..end] };
        let text = sys::time::format(pattern, seconds);
        self.text(&text, spec);
        start + end + 2
    }
}
