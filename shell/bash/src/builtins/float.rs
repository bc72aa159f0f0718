//! Floating-point conversions, by the C library's own printf.

/// Widest output: what `%f` of the largest number needs, with room for a precision.
const MAX_DIGITS: usize = 400;

/// Formats `value` by `%FLAGS WIDTH .PRECISION CONVERSION`.
pub(crate) fn format(
    flags: &str,
    width: i64,
    precision: Option<i64>,
    conversion: char,
    value: f64,
) -> Vec<u8> {
    let precision_len = precision.unwrap_or(0).unsigned_abs() as usize;
    let mut buffer = vec![0_u8; MAX_DIGITS + width.unsigned_abs() as usize + precision_len];
    let mut pattern = format!("%{flags}{width}");
    if width == 0 {
        pattern = format!("%{flags}");
    }
    if let Some(precision) = precision.filter(|precision| *precision >= 0) {
        pattern.push_str(&format!(".{precision}"));
    }
    pattern.push(conversion);
    pattern.push('\0');
    // SAFETY: the pattern ends with a NUL and has one conversion, for a double; the length is the buffer's.
    let written =
        unsafe { libc::snprintf(buffer.as_mut_ptr().cast(), buffer.len(), pattern.as_ptr().cast(), value) };
    buffer.truncate(usize::try_from(written).unwrap_or(0).min(buffer.len()));
    buffer
}
