//! Quoting words so that the shell reads them back.

use brush_core::rawbytes;

/// Quotes with backslashes, as `printf %q` does; with `$'…'` where there are unprintable characters.
pub(crate) fn with_backslashes(text: &str) -> String {
    if text.is_empty() {
        return "''".into();
    }
    if text.chars().any(is_unprintable) {
        return with_dollar(text);
    }
    let mut quoted = String::with_capacity(text.len() + 8);
    for (index, c) in text.chars().enumerate() {
        let special = match c {
            ' ' | '\'' | '"' | '\\' | '|' | '&' | ';' | '(' | ')' | '<' | '>' | '!' | '{' | '}' | '*'
            | '[' | '?' | ']' | '^' | '$' | '`' | ',' => true,
            '#' => index == 0,
            '~' => {
                index == 0
                    || text[..].chars().nth(index - 1).is_some_and(|before| matches!(before, ':' | '='))
            }
            _ => false,
        };
        if special {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted
}

/// Quotes with single quotes, as `trap -p` and `set` do.
pub(crate) fn with_single_quotes(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

fn is_unprintable(c: char) -> bool {
    c.is_control() || rawbytes::to_byte(c).is_some()
}

fn with_dollar(text: &str) -> String {
    let mut quoted = String::from("$'");
    for c in text.chars() {
        match c {
            '\x07' => quoted.push_str("\\a"),
            '\x08' => quoted.push_str("\\b"),
            '\x1b' => quoted.push_str("\\E"),
            '\x0c' => quoted.push_str("\\f"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\x0b' => quoted.push_str("\\v"),
            '\\' => quoted.push_str("\\\\"),
            '\'' => quoted.push_str("\\'"),
            c => match rawbytes::to_byte(c) {
                Some(byte) => quoted.push_str(&format!("\\{byte:03o}")),
                None if c.is_control() => {
                    let mut buffer = [0; 4];
                    for byte in c.encode_utf8(&mut buffer).bytes() {
                        quoted.push_str(&format!("\\{byte:03o}"));
                    }
                }
                None => quoted.push(c),
            },
        }
    }
    quoted.push('\'');
    quoted
}

/// Quotes with double quotes, as `declare -p` does; with `$'…'` where there are control characters.
pub(crate) fn with_double_quotes(text: &str) -> String {
    if text.chars().any(is_unprintable) {
        return with_dollar(text);
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        if matches!(c, '"' | '\\' | '$' | '`') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}
