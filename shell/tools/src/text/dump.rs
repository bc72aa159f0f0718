use std::ffi::OsString;
use std::io::{self, Read as _, Write};
use std::process::ExitCode;

/// Bytes of a line of both dumps.
const PER_LINE: usize = 16;
/// Bytes of a line of a plain dump (`xxd -p`).
const PER_PLAIN_LINE: usize = 30;

/// xxd(1): a dump in hexadecimal, plain with `-p`; `-r` turns either back.
pub(crate) fn run_xxd(args: Vec<OsString>) -> ExitCode {
    let mut settings = Settings { skip: 0, length: u64::MAX, per_line: None, digits: Digits::Lower };
    let (mut plain, mut reverse) = (Form::Full, Direction::Dump);
    let mut files = Vec::new();
    let mut words = args[1..].iter();
    while let Some(word) = words.next() {
        let text = word.to_string_lossy();
        match &*text {
            "-p" | "-ps" | "-plain" | "--plain" => plain = Form::Plain,
            "-r" | "-revert" => reverse = Direction::Restore,
            "-rp" | "-pr" => (plain, reverse) = (Form::Plain, Direction::Restore),
            "-u" => settings.digits = Digits::Upper,
            _ if text.len() > 1 && ["-l", "-s", "-c"].iter().any(|name| text.starts_with(name)) => {
                let attached = Some(text[2..].to_owned()).filter(|value| !value.is_empty());
                let value = attached.or_else(|| words.next().map(|word| word.to_string_lossy().into_owned()));
                let Some(value) = value.as_deref().and_then(number) else {
                    eprintln!("xxd: invalid number for {text}");
                    return ExitCode::FAILURE;
                };
                match &text[..2] {
                    "-l" => settings.length = value,
                    "-s" => settings.skip = value,
                    _ => {
                        settings.per_line =
                            usize::try_from(value).ok().filter(|count| (1..=256).contains(count))
                    }
                }
            }
            option if option.len() > 1 && option.starts_with('-') => {
                eprintln!("Usage:\n       xxd [-p] [-r] [-u] [-l len] [-s skip] [-c cols] [file]");
                return ExitCode::FAILURE;
            }
            _ => files.push(word.clone()),
        }
    }
    files.truncate(1);
    super::for_each("xxd", &files, |input, output| match (reverse, plain) {
        (Direction::Restore, form) => restore(input, form, output),
        (Direction::Dump, Form::Plain) => dump_plain(input, &settings, output),
        (Direction::Dump, Form::Full) => dump_xxd(input, &settings, output),
    })
}

/// hexdump(1), with `-C` the canonical form, otherwise in words; also hd(1).
pub(crate) fn run_hexdump(args: Vec<OsString>) -> ExitCode {
    let canonical = args[0].to_string_lossy().ends_with("hd") || args[1..].iter().any(|arg| arg == "-C");
    let mut settings = Settings { skip: 0, length: u64::MAX, per_line: None, digits: Digits::Lower };
    let mut files = Vec::new();
    let mut words = args[1..].iter();
    while let Some(word) = words.next() {
        match word.to_str() {
            Some("-C" | "-v" | "-x") => {}
            Some(name @ ("-n" | "-s")) => {
                let Some(value) = words.next().and_then(|word| number(&word.to_string_lossy())) else {
                    eprintln!("hexdump: option requires a number -- '{}'", &name[1..]);
                    return ExitCode::FAILURE;
                };
                *(if name == "-n" { &mut settings.length } else { &mut settings.skip }) = value;
            }
            Some(option) if option.len() > 1 && option.starts_with('-') => {
                eprintln!("hexdump: invalid option -- '{}'", option.trim_start_matches('-'));
                return ExitCode::FAILURE;
            }
            _ => files.push(word.clone()),
        }
    }
    super::for_each("hexdump", &files, |input, output| {
        dump_hexdump(input, &settings, canonical.into(), output)
    })
}

struct Settings {
    skip: u64,
    length: u64,
    per_line: Option<usize>,
    digits: Digits,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Digits {
    Lower,
    Upper,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Full,
    Plain,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Dump,
    Restore,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    Bytes,
    Pairs,
}

impl From<bool> for Words {
    fn from(canonical: bool) -> Self {
        if canonical { Self::Bytes } else { Self::Pairs }
    }
}

type Input = Box<dyn io::BufRead>;

fn number(text: &str) -> Option<u64> {
    match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// Calls `line` with the offset and the bytes of each line.
fn lines(
    mut input: Input,
    settings: &Settings,
    per_line: usize,
    mut line: impl FnMut(u64, &[u8]) -> io::Result<()>,
) -> io::Result<()> {
    io::copy(&mut input.by_ref().take(settings.skip), &mut io::sink())?;
    let mut input = input.take(settings.length);
    let mut offset = settings.skip;
    let mut bytes = Vec::with_capacity(per_line);
    loop {
        bytes.clear();
        input.by_ref().take(per_line as u64).read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            return Ok(());
        }
        line(offset, &bytes)?;
        offset += bytes.len() as u64;
    }
}

fn hex(byte: u8, digits: Digits) -> String {
    match digits {
        Digits::Lower => format!("{byte:02x}"),
        Digits::Upper => format!("{byte:02X}"),
    }
}

fn printable(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| if (b' '..=b'~').contains(&byte) { byte as char } else { '.' }).collect()
}

fn dump_plain(input: Input, settings: &Settings, output: &mut dyn Write) -> io::Result<()> {
    lines(input, settings, settings.per_line.unwrap_or(PER_PLAIN_LINE), |_, bytes| {
        writeln!(output, "{}", bytes.iter().map(|&byte| hex(byte, settings.digits)).collect::<String>())
    })
}

fn dump_xxd(input: Input, settings: &Settings, output: &mut dyn Write) -> io::Result<()> {
    let per_line = settings.per_line.unwrap_or(PER_LINE);
    let width = per_line * 2 + per_line.div_ceil(2);
    lines(input, settings, per_line, |offset, bytes| {
        let groups = bytes
            .chunks(2)
            .map(|pair| pair.iter().map(|&byte| hex(byte, settings.digits)).collect::<String>() + " ");
        writeln!(output, "{offset:08x}: {:width$} {}", groups.collect::<String>(), printable(bytes))
    })
}

fn dump_hexdump(input: Input, settings: &Settings, words: Words, output: &mut dyn Write) -> io::Result<()> {
    let (mut last, mut starred, mut end) = (Vec::new(), Direction::Dump, settings.skip);
    lines(input, settings, PER_LINE, |offset, bytes| {
        end = offset + bytes.len() as u64;
        // Lines that repeat are one asterisk.
        if bytes == last {
            if starred == Direction::Dump {
                writeln!(output, "*")?;
            }
            starred = Direction::Restore;
            return Ok(());
        }
        starred = Direction::Dump;
        last = bytes.to_vec();
        match words {
            Words::Bytes => {
                let half = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x} ")).collect::<String>();
                let (left, right) = bytes.split_at(bytes.len().min(8));
                writeln!(output, "{offset:08x}  {:24} {:24} |{}|", half(left), half(right), printable(bytes))
            }
            Words::Pairs => {
                let word = |pair: &[u8]| u16::from(pair[0]) | u16::from(*pair.get(1).unwrap_or(&0)) << 8;
                let words = bytes.chunks(2).map(|pair| format!(" {:04x}", word(pair)));
                writeln!(output, "{offset:07x}{:40}", words.collect::<String>())
            }
        }
    })?;
    match words {
        _ if end == settings.skip => Ok(()),
        Words::Bytes => writeln!(output, "{end:08x}"),
        Words::Pairs => writeln!(output, "{end:07x}"),
    }
}

fn restore(mut input: Input, form: Form, output: &mut dyn Write) -> io::Result<()> {
    let mut text = String::new();
    input.read_to_string(&mut text)?;
    for line in text.lines() {
        let digits = match form {
            Form::Plain => line,
            // After the offset and before the text, which two spaces set off.
            Form::Full => {
                line.split_once(": ").map_or("", |(_, rest)| rest.split("  ").next().unwrap_or_default())
            }
        };
        let digits: Vec<u8> =
            digits.chars().filter_map(|digit| digit.to_digit(16)).map(|digit| digit as u8).collect();
        output.write_all(&digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect::<Vec<_>>())?;
    }
    Ok(())
}
