//! Numbers as C reads them.

/// What reading a number found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// All is well.
    None,
    /// Not a number, or something after it.
    Invalid,
    /// Too large: the nearest number is used.
    OutOfRange,
}

/// Reads an integer as strtoimax(3) with base 0, or `'c` as the code of a character.
pub(crate) fn integer(text: &str) -> (i128, Problem) {
    if let Some(quoted) = text.strip_prefix(['\'', '"']) {
        let code = quoted
            .chars()
            .next()
            .map_or(0, |c| brush_core::rawbytes::to_byte(c).map_or(c as i128, i128::from));
        return (code, Problem::None);
    }
    let trimmed = text.trim_start();
    let (negative, digits) = match trimmed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
    };
    let (radix, digits) = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(hex) if hex.starts_with(|c: char| c.is_ascii_hexdigit()) => (16, hex),
        _ if digits.starts_with('0') => (8, digits),
        _ => (10, digits),
    };
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let mut value = 0_i128;
    for digit in digits[..end].chars().filter_map(|c| c.to_digit(radix)) {
        value = (value * i128::from(radix) + i128::from(digit)).min(i128::from(u64::MAX) * 2);
    }
    let value = if negative { -value } else { value };
    if end == 0 && !text.is_empty() || end < digits.len() {
        return (value, Problem::Invalid);
    }
    (value, Problem::None)
}

/// Fits a number into a signed 64-bit integer.
pub(crate) fn signed(value: i128) -> (i64, Problem) {
    match i64::try_from(value) {
        Ok(value) => (value, Problem::None),
        Err(_) => (if value < 0 { i64::MIN } else { i64::MAX }, Problem::OutOfRange),
    }
}

/// Fits a number into an unsigned 64-bit integer; a negative one wraps.
pub(crate) fn unsigned(value: i128) -> (u64, Problem) {
    if value > i128::from(u64::MAX) {
        return (u64::MAX, Problem::OutOfRange);
    }
    (value as u64, Problem::None)
}

/// Reads a floating-point number as strtod(3).
pub(crate) fn float(text: &str) -> (f64, Problem) {
    if text.starts_with(['\'', '"']) {
        return (integer(text).0 as f64, Problem::None);
    }
    if text.is_empty() {
        return (0.0, Problem::None);
    }
    let Ok(c_text) = std::ffi::CString::new(text) else { return (0.0, Problem::Invalid) };
    let mut end = std::ptr::null_mut();
    // SAFETY: `c_text` is a C string and `end` is writable.
    let value = unsafe { libc::strtod(c_text.as_ptr(), &raw mut end) };
    let read = end as usize - c_text.as_ptr() as usize;
    (value, if read == text.len() { Problem::None } else { Problem::Invalid })
}
