//! Numbers as a person reads them.

use crate::table::Unit;

/// A figure with its unit, to two or three digits.
pub(crate) fn show(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Seconds if value < 1e-3 => format!("{} µs", digits(value * 1e6)),
        Unit::Seconds if value < 1.0 => format!("{} ms", digits(value * 1e3)),
        Unit::Seconds => format!("{} s", digits(value)),
        Unit::Bytes if value < 1e6 => format!("{} kB", digits(value / 1e3)),
        Unit::Bytes => format!("{} MB", digits(value / 1e6)),
        Unit::PerSecond => format!("{}/s", digits(value)),
        Unit::Count => {
            digits(value.round().max(0.0)).trim_end_matches(".00").trim_end_matches(".0").to_owned()
        }
    }
}

/// A round figure with its unit: what stands at an axis.
pub(crate) fn mark(value: f64, unit: Unit) -> String {
    let text = show(value, unit);
    let end = text.find([' ', '/']).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    format!("{}{unit}", plain(digits))
}

/// Digits without zeros that say nothing.
fn plain(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}

/// A ratio: `1/40` below a half, else `2.35`.
pub(crate) fn ratio(value: f64) -> String {
    if value > 0.0 && value <= 0.5 {
        return format!("1/{}", plain(&digits(1.0 / value)));
    }
    plain(&digits(value)).to_owned()
}

/// Three digits, and thousands set apart.
fn digits(value: f64) -> String {
    if value < 9.995 {
        format!("{value:.2}")
    } else if value < 99.95 {
        format!("{value:.1}")
    } else {
        let whole = format!("{value:.0}");
        let mut text = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_three_digits_and_a_unit() {
        assert_eq!(show(0.000_000_5, Unit::Seconds), "0.50 µs");
        assert_eq!(show(0.012_34, Unit::Seconds), "12.3 ms");
        assert_eq!(show(123.4, Unit::Seconds), "123 s");
        assert_eq!(show(1_234_000.0, Unit::Bytes), "1.23 MB");
        assert_eq!(show(99_960.0, Unit::Bytes), "100 kB");
        assert_eq!(show(20_000.0, Unit::Count), "20,000");
        assert_eq!(show(1_234_567.0, Unit::PerSecond), "1,234,567/s");
        assert_eq!((show(0.0, Unit::Count), show(10.0, Unit::Count)), ("0".into(), "10".into()));
        assert_eq!(
            (mark(0.01, Unit::Seconds), mark(1e3, Unit::PerSecond)),
            ("10 ms".into(), "1,000/s".into())
        );
    }

    #[test]
    fn ratios_are_short_and_small_ones_fractions() {
        assert_eq!(ratio(1.0 / 300.0), "1/300");
        assert_eq!(ratio(0.024), "1/41.7");
        assert_eq!(ratio(2.346), "2.35");
        assert_eq!(ratio(1.5), "1.5");
        assert_eq!(ratio(100.0), "100");
    }
}
