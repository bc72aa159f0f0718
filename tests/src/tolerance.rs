//! Numbers in text that are equal as far as two machines can agree.

/// Numbers with a fraction are equal if they differ by no more than this part of the greater one: sums in another order,
/// and iterations that end a little earlier, stay far below it.
const RELATIVE: f64 = 1e-6;
/// Nor does it count by how little they miss zero.
const ABSOLUTE: f64 = 1e-12;

/// `actual`, where each line that says the same as the oracle's is written as the oracle wrote it.
///
/// Numbers with a fraction are compared by value, everything else by letter; only the width of blanks is free where the
/// line has such numbers, because columns are as wide as their numbers.
pub(crate) fn aligned(expected: &str, actual: &str) -> String {
    let mut expected = expected.split_inclusive('\n');
    let aligned = actual.split_inclusive('\n').map(|line| match expected.next() {
        Some(theirs) if is_same(theirs, line) => theirs,
        _ => line,
    });
    aligned.collect()
}

fn is_same(expected: &str, actual: &str) -> bool {
    if expected == actual {
        return true;
    }
    let (expected, actual) = (parts(expected), parts(actual));
    let by_value = expected.iter().any(|part| matches!(part, Part::Fraction(_)));
    by_value
        && expected.len() == actual.len()
        && expected.iter().zip(&actual).all(|(expected, actual)| expected.is_near(actual))
}

/// A piece of a line.
#[derive(Debug, PartialEq)]
enum Part<'a> {
    /// One character that is not part of a number; blanks in a row are one, and none before a fraction.
    Letter(char),
    /// A number with a fraction or an exponent.
    Fraction(f64),
    /// A number that must be equal.
    Whole(&'a str),
}

impl Part<'_> {
    fn is_near(&self, other: &Part) -> bool {
        match (self, other) {
            (Part::Fraction(one), Part::Fraction(other)) => {
                (one - other).abs() <= ABSOLUTE.max(RELATIVE * one.abs().max(other.abs()))
            }
            _ => self == other,
        }
    }
}

fn parts(line: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = line;
    let mut before = None;
    while let Some(first) = rest.chars().next() {
        // Neither x1 nor the second half of 1.2.3 nor a day in 2024-01-31 is a number of its own.
        let within =
            before.is_some_and(|character: char| character.is_alphanumeric() || ".-_".contains(character));
        let len = if within { 0 } else { number(rest) };
        let (taken, left) = rest.split_at(if len > 0 { len } else { first.len_utf8() });
        let part = match taken.parse() {
            Ok(value) if len > 0 && taken.contains(['.', 'e', 'E']) => Part::Fraction(value),
            _ if len > 0 => Part::Whole(taken),
            _ => Part::Letter(first),
        };
        if matches!(part, Part::Letter(' ') | Part::Fraction(_)) && parts.last() == Some(&Part::Letter(' ')) {
            parts.pop();
        }
        parts.push(part);
        before = taken.chars().next_back();
        rest = left;
    }
    parts
}

/// The length of the number that a text begins with; 0 if it begins with none.
fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let sign = usize::from(text.starts_with(['-', '+']));
    let mut len = sign + digits(sign);
    let mut significant = len - sign;
    if bytes.get(len) == Some(&b'.') {
        let fraction = digits(len + 1);
        significant += fraction;
        len += 1 + fraction;
    }
    if significant == 0 {
        return 0;
    }
    if matches!(bytes.get(len), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(len + 1), Some(b'-' | b'+')));
        let exponent = digits(len + 1 + sign);
        if exponent > 0 {
            len += 1 + sign + exponent;
        }
    }
    len
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_may_differ_a_little() {
        assert!(is_same("a = 1.0000000\n", "a = 1.0000001\n"));
        assert!(is_same("[0.        1.5e+10]", "[1.1e-17   1.50000001e+10]"));
        assert!(is_same("-0.00", " 0.00") && !is_same("-0.50", "0.50"));
        assert!(!is_same("a = 1.0", "a = 1.00001") && !is_same("a = 1.0", "b = 1.0"));
    }

    #[test]
    fn whole_numbers_and_names_may_not() {
        assert!(!is_same("10000000 rows", "10000001 rows"));
        assert!(!is_same("1.0", "1"));
        assert!(!is_same("v10000000.1", "v10000000.2") && !is_same("1.2.30000000", "1.2.30000001"));
        assert!(!is_same("a  b", "a b") && !is_same("1.5 a  b", "1.5 ab"));
        assert!(!is_same("2024-01-31", "2024-01-30") && !is_same("nan", "inf"));
    }

    #[test]
    fn lines_that_agree_are_the_oracles() {
        assert_eq!(aligned("a 1.0\nb 2.0\n", "a 1.00000001\nb 3.0\nc\n"), "a 1.0\nb 3.0\nc\n");
    }
}
