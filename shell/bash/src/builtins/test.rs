//! `test` and `[`; POSIX, and bash(1) for five arguments and more.

use std::path::Path;

use brush_core::{ExecutionResult, namedoptions, rawbytes, sys};

use super::complaint::complain;
use super::{Context, Outcome};

/// What is wrong with an expression.
struct Wrong(String);

type Truth = Result<bool, Wrong>;

/// Runs `test` and `[`.
pub(crate) async fn run(context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut operands = &words[1..];
    if words[0] == "[" {
        match operands.split_last() {
            Some((last, rest)) if last == "]" => operands = rest,
            _ => {
                complain(&context, "missing `]'");
                return Ok(ExecutionResult::new(2));
            }
        }
    }
    let mut test = Test { context: &context, words: operands, at: 0 };
    match test.evaluate() {
        Ok(truth) => Ok(ExecutionResult::new(u8::from(!truth))),
        Err(Wrong(text)) => {
            complain(&context, &text);
            Ok(ExecutionResult::new(2))
        }
    }
}

struct Test<'a, 'b> {
    context: &'a Context<'b>,
    words: &'a [String],
    at: usize,
}

const BINARY: [&str; 16] =
    ["=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef", "=~", "-a"];

fn is_binary(word: &str) -> bool {
    BINARY[..14].contains(&word)
}

fn is_unary(word: &str) -> bool {
    word.len() == 2 && word.starts_with('-') && "abcdefghknoprstuvwxzGLNORS".contains(&word[1..])
}

impl Test<'_, '_> {
    /// POSIX says what up to four words mean.
    fn evaluate(&mut self) -> Truth {
        match self.words {
            [] => Ok(false),
            [word] => Ok(!word.is_empty()),
            [not, word] if not == "!" => Ok(word.is_empty()),
            [operator, operand] => {
                if is_unary(operator) {
                    self.unary(operator, operand)
                } else {
                    Err(Wrong(format!("{operator}: unary operator expected")))
                }
            }
            [left, operator, right] if is_binary(operator) => self.binary(left, operator, right),
            [left, operator, right] if operator == "-a" => Ok(!left.is_empty() && !right.is_empty()),
            [left, operator, right] if operator == "-o" => Ok(!left.is_empty() || !right.is_empty()),
            [not, ..] if not == "!" && self.words.len() <= 4 => {
                let words = &self.words[1..];
                Test { context: self.context, words, at: 0 }.evaluate().map(|truth| !truth)
            }
            [open, word, close] if open == "(" && close == ")" => Ok(!word.is_empty()),
            [_, operator, _] => Err(Wrong(format!("{operator}: binary operator expected"))),
            [open, inner @ .., close] if self.words.len() == 4 && open == "(" && close == ")" => {
                Test { context: self.context, words: inner, at: 0 }.evaluate()
            }
            _ => {
                let truth = self.or()?;
                match self.words.get(self.at) {
                    None => Ok(truth),
                    Some(_) => Err(Wrong("too many arguments".into())),
                }
            }
        }
    }

    fn next(&mut self) -> Result<String, Wrong> {
        let word = self.words.get(self.at).ok_or_else(|| Wrong("argument expected".into()))?;
        self.at += 1;
        Ok(word.clone())
    }

    fn accept(&mut self, word: &str) -> bool {
        let found = self.words.get(self.at).is_some_and(|next| next == word);
        self.at += usize::from(found);
        found
    }

    fn or(&mut self) -> Truth {
        let mut truth = self.and()?;
        while self.accept("-o") {
            truth |= self.and()?;
        }
        Ok(truth)
    }

    fn and(&mut self) -> Truth {
        let mut truth = self.term()?;
        while self.accept("-a") {
            truth &= self.term()?;
        }
        Ok(truth)
    }

    fn term(&mut self) -> Truth {
        let follows_binary = self.words.get(self.at + 1).is_some_and(|word| is_binary(word));
        if follows_binary && self.at + 2 < self.words.len() {
            let (left, operator, right) = (self.next()?, self.next()?, self.next()?);
            return self.binary(&left, &operator, &right);
        }
        if self.accept("!") {
            return self.term().map(|truth| !truth);
        }
        if self.accept("(") {
            let truth = self.or()?;
            if !self.accept(")") {
                return Err(Wrong("`)' expected".into()));
            }
            return Ok(truth);
        }
        let word = self.next()?;
        if is_unary(&word) && self.at < self.words.len() {
            let operand = self.next()?;
            return self.unary(&word, &operand);
        }
        Ok(!word.is_empty())
    }

    fn integer(text: &str) -> Result<i64, Wrong> {
        text.trim().parse().map_err(|_| Wrong(format!("{text}: integer expression expected")))
    }

    fn binary(&self, left: &str, operator: &str, right: &str) -> Truth {
        let numbers = || Ok((Self::integer(left)?, Self::integer(right)?));
        Ok(match operator {
            "=" | "==" => left == right,
            "!=" => left != right,
            "<" => left < right,
            ">" => left > right,
            "-eq" => numbers().map(|(left, right)| left == right)?,
            "-ne" => numbers().map(|(left, right)| left != right)?,
            "-lt" => numbers().map(|(left, right)| left < right)?,
            "-le" => numbers().map(|(left, right)| left <= right)?,
            "-gt" => numbers().map(|(left, right)| left > right)?,
            "-ge" => numbers().map(|(left, right)| left >= right)?,
            _ => {
                let (left, right) = (self.stat(left), self.stat(right));
                match (operator, left, right) {
                    ("-nt", Some(left), Some(right)) => left.mtime_ns > right.mtime_ns,
                    ("-nt", Some(_), None) | ("-ot", None, Some(_)) => true,
                    ("-ot", Some(left), Some(right)) => left.mtime_ns < right.mtime_ns,
                    ("-ef", Some(left), Some(right)) => (left.dev, left.ino) == (right.dev, right.ino),
                    _ => false,
                }
            }
        })
    }

    fn stat(&self, name: &str) -> Option<vivarium_abi::Stat> {
        let path = self.context.shell.absolute_path(Path::new(name));
        self.context.params.stat(self.context.shell, &path)
    }

    fn unary(&self, operator: &str, operand: &str) -> Truth {
        const S_IFMT: u32 = 0o170_000;
        let shell = &self.context.shell;
        let stat = || self.stat(operand);
        let is = |kind: u32| stat().is_some_and(|stat| stat.mode & S_IFMT == kind);
        let has = |bits: u32| stat().is_some_and(|stat| stat.mode & bits != 0);
        Ok(match operator {
            "-n" => !operand.is_empty(),
            "-z" => operand.is_empty(),
            "-t" => {
                let fd = Self::integer(operand)?;
                i32::try_from(fd)
                    .ok()
                    .and_then(|fd| self.context.try_fd(fd))
                    .is_some_and(|file| file.is_terminal())
            }
            "-o" => namedoptions::options(namedoptions::ShellOptionKind::SetO)
                .get(operand)
                .is_some_and(|option| option.get(shell.options())),
            "-v" => shell.is_variable_set(operand),
            "-R" => shell
                .env()
                .get_unresolved(operand)
                .is_some_and(|(_, variable)| variable.is_treated_as_nameref()),
            "-h" | "-L" => {
                let path = shell.absolute_path(Path::new(operand));
                rawbytes::encode_path(&path).is_symlink()
            }
            "-a" | "-e" | "-r" => stat().is_some(),
            "-w" => stat().is_some_and(|_| sys::fs::is_writable(&shell.absolute_path(Path::new(operand)))),
            "-x" => stat().is_some_and(|stat| stat.mode & S_IFMT == 0o040_000 || stat.mode & 0o111 != 0),
            "-f" => is(0o100_000),
            "-d" => is(0o040_000),
            "-b" => is(0o060_000),
            "-c" => is(0o020_000),
            "-p" => is(0o010_000),
            "-S" => is(0o140_000),
            "-s" => stat().is_some_and(|stat| stat.size > 0),
            "-u" => has(0o4000),
            "-g" => has(0o2000),
            "-k" => has(0o1000),
            "-O" => stat().is_some_and(|stat| stat.uid == 0),
            "-G" => stat().is_some_and(|stat| stat.gid == 0),
            "-N" => stat().is_some_and(|stat| stat.mtime_ns > stat.atime_ns),
            _ => return Err(Wrong(format!("{operator}: unary operator expected"))),
        })
    }
}
