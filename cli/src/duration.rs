use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// A duration as a user wrote it, such as `1.5s`; without a unit it is in seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DurationFlag {
    text: String,
    value: Duration,
}

impl DurationFlag {
    pub(crate) fn value(&self) -> Duration {
        self.value
    }
}

impl FromStr for DurationFlag {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = text.split_at(digits);
        let seconds = match unit {
            "us" => 1e-6,
            "ms" => 1e-3,
            "" | "s" => 1.0,
            "m" => 60.0,
            "h" => 3600.0,
            "d" => 86_400.0,
            _ => return Err(format!("`{unit}` is no unit of time: use us, ms, s, m, h or d")),
        };
        let number: f64 =
            number.parse().map_err(|_| "write a number and a unit, such as 500ms or 10s".to_owned())?;
        let value =
            Duration::try_from_secs_f64(number * seconds).map_err(|_| "that is too long".to_owned())?;
        if value.is_zero() {
            return Err("it must be longer than nothing".into());
        }
        Ok(Self { text: text.into(), value })
    }
}

impl fmt::Display for DurationFlag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// How long a container can be used; `None` for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lifetime(pub(crate) Option<Duration>);

impl FromStr for Lifetime {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "never" {
            return Ok(Self(None));
        }
        text.parse().map(|duration: DurationFlag| Self(Some(duration.value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_parse() {
        let cases = [
            ("1s", Some(Duration::from_secs(1))),
            ("500ms", Some(Duration::from_millis(500))),
            ("2m", Some(Duration::from_secs(120))),
            ("1.5h", Some(Duration::from_secs(5400))),
            ("0.25", Some(Duration::from_millis(250))),
            ("20us", Some(Duration::from_micros(20))),
            ("0s", None),
            ("", None),
            ("s", None),
            ("1d", Some(Duration::from_secs(86_400))),
            ("1w", None),
            ("-1s", None),
            ("1..2s", None),
            ("99999999999999999999999h", None),
        ];
        for (text, expected) in cases {
            let parsed = DurationFlag::from_str(text).ok().map(|flag| flag.value());
            assert_eq!(parsed, expected, "{text}");
        }
    }
}
