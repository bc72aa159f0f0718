use std::fmt;
use std::str::FromStr;

/// A number of bytes as a user wrote it, such as `64M` or `5GiB`; every unit is a power of 1024.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SizeFlag {
    text: String,
    bytes: u64,
}

impl SizeFlag {
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }
}

impl FromStr for SizeFlag {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = text.split_at(digits);
        let exponent = match unit.to_ascii_lowercase().as_str() {
            "" | "b" => 0,
            "k" | "kb" | "kib" => 1,
            "m" | "mb" | "mib" => 2,
            "g" | "gb" | "gib" => 3,
            "t" | "tb" | "tib" => 4,
            _ => return Err(format!("`{unit}` is no unit of size: use K, M, G or T")),
        };
        let number: f64 =
            number.parse().map_err(|_| "write a number and a unit, such as 64M or 5GiB".to_owned())?;
        let bytes = number * 1024_f64.powi(exponent);
        if bytes >= u64::MAX as f64 {
            return Err("that is too large".into());
        }
        Ok(Self { text: text.into(), bytes: bytes as u64 })
    }
}

impl fmt::Display for SizeFlag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Writes a number of bytes for people, as in `12.5M`.
pub(crate) fn human(bytes: u64) -> String {
    let mut size = bytes as f64;
    let mut units = ["B", "K", "M", "G", "T", "P", "E"].into_iter();
    let mut unit = units.next().unwrap_or_default();
    while size >= 1023.95
        && let Some(larger) = units.next()
    {
        size /= 1024.0;
        unit = larger;
    }
    // One digit behind the point, unless that is 0.
    format!("{}{unit}", (size * 10.0).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_short() {
        let cases = [
            (0, "0B"),
            (1023, "1023B"),
            (1024, "1K"),
            (1536, "1.5K"),
            ((1 << 20) - 1, "1M"),
            (5 << 30, "5G"),
            (u64::MAX, "16E"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(human(bytes), expected);
        }
    }

    #[test]
    fn sizes_parse() {
        let cases = [
            ("64M", Some(64 << 20)),
            ("5GiB", Some(5 << 30)),
            ("1k", Some(1024)),
            ("0.5K", Some(512)),
            ("100", Some(100)),
            ("1TB", Some(1 << 40)),
            ("0", Some(0)),
            ("", None),
            ("M", None),
            ("5 M", None),
            ("5X", None),
            ("-5M", None),
            ("99999999999T", None),
        ];
        for (text, expected) in cases {
            assert_eq!(SizeFlag::from_str(text).ok().map(|flag| flag.bytes()), expected, "{text}");
        }
    }
}
