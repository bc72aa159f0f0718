//! `echo`.

use brush_core::rawbytes;

use super::complaint::print;
use super::{Context, Outcome};

/// Runs `echo`.
pub(crate) async fn run(context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut escapes = context.shell.options().echo_builtin_expands_escape_sequences;
    let mut newline = true;
    let mut first = 1;
    // Only words made of `n`, `e` and `E` alone are options.
    if !(escapes && context.shell.options().posix_mode) {
        while let Some(letters) = words.get(first).and_then(|word| word.strip_prefix('-')) {
            if letters.is_empty() || !letters.bytes().all(|letter| b"neE".contains(&letter)) {
                break;
            }
            for letter in letters.bytes() {
                match letter {
                    b'n' => newline = false,
                    letter => escapes = letter == b'e',
                }
            }
            first += 1;
        }
    }
    let text = words[first..].join(" ");
    let mut output = Vec::with_capacity(text.len() + 1);
    if escapes {
        if expand(&text, &mut output) {
            newline = false;
        }
    } else {
        output.extend_from_slice(&rawbytes::encode(&text));
    }
    if newline {
        output.push(b'\n');
    }
    Ok(print(&context, &output))
}

/// Expands the escapes of `echo -e` and of printf's `%b`; `true` if `\c` ended the output.
pub(crate) fn expand(text: &str, output: &mut Vec<u8>) -> bool {
    let bytes = rawbytes::encode(text);
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        at += 1;
        if byte != b'\\' || at == bytes.len() {
            output.push(byte);
            continue;
        }
        let letter = bytes[at];
        at += 1;
        match letter {
            b'c' => return true,
            b'0' => at = push_number(&bytes, at, 8, 3, output),
            b'1'..=b'7' => {
                output.push(b'\\');
                output.push(letter);
            }
            _ => at = expand_one(&bytes, at, letter, output),
        }
    }
    false
}

/// Expands the escapes of printf's `%b`, where `\1` to `\7` begin an octal number too.
pub(crate) fn expand_b(text: &str, output: &mut Vec<u8>) -> bool {
    let bytes = rawbytes::encode(text);
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        at += 1;
        match bytes.get(at) {
            Some(letter) if byte == b'\\' => {
                at = match *letter {
                    b'c' => return true,
                    b'0' => push_number(&bytes, at + 1, 8, 3, output),
                    b'1'..=b'7' => push_number(&bytes, at, 8, 3, output),
                    quote @ (b'"' | b'\'') => {
                        output.push(quote);
                        at + 1
                    }
                    letter => expand_one(&bytes, at + 1, letter, output),
                };
            }
            _ => output.push(byte),
        }
    }
    false
}

/// Expands the escape whose `letter` stands before `at`; returns where the text goes on.
pub(crate) fn expand_one(bytes: &[u8], at: usize, letter: u8, output: &mut Vec<u8>) -> usize {
    let plain = match letter {
        b'a' => 7,
        b'b' => 8,
        b'e' | b'E' => 27,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 11,
        b'\\' => b'\\',
        b'x' => return push_hex(bytes, at, output),
        b'u' => return push_character(bytes, at, 4, output),
        b'U' => return push_character(bytes, at, 8, output),
        _ => {
            output.push(b'\\');
            letter
        }
    };
    output.push(plain);
    at
}

fn digits(bytes: &[u8], at: usize, radix: u32, most: usize) -> (u32, usize) {
    let mut value = 0_u32;
    let mut end = at;
    while end < bytes.len() && end - at < most {
        let Some(digit) = (bytes[end] as char).to_digit(radix) else { break };
        value = value.wrapping_mul(radix).wrapping_add(digit);
        end += 1;
    }
    (value, end)
}

/// Pushes the byte that at most `most` digits name.
pub(crate) fn push_number(bytes: &[u8], at: usize, radix: u32, most: usize, output: &mut Vec<u8>) -> usize {
    let (value, end) = digits(bytes, at, radix, most);
    output.push(value as u8);
    end
}

fn push_hex(bytes: &[u8], at: usize, output: &mut Vec<u8>) -> usize {
    let (value, end) = digits(bytes, at, 16, 2);
    if end == at {
        output.extend_from_slice(b"\\x");
    } else {
        output.push(value as u8);
    }
    end
}

fn push_character(bytes: &[u8], at: usize, most: usize, output: &mut Vec<u8>) -> usize {
    let (value, end) = digits(bytes, at, 16, most);
    match char::from_u32(value) {
        Some(c) if end > at => output.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        _ => {
            output.push(b'\\');
            output.push(if most == 4 { b'u' } else { b'U' });
        }
    }
    end
}
