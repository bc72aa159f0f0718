use std::time::{Duration, SystemTime};

const UNITS: [(u64, &str); 5] =
    [(31_536_000, "year"), (86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")];

/// How long ago something was, in the largest unit that fits: `3 hours ago`.
pub(crate) fn ago(then: SystemTime) -> String {
    // A clock that was set back shows as no time at all.
    format!("{} ago", rounded(then.elapsed().unwrap_or_default()))
}

/// How long it takes until then: `in 29 days`.
pub(crate) fn until(then: SystemTime) -> String {
    format!("in {}", rounded(then.duration_since(SystemTime::now()).unwrap_or_default()))
}

fn rounded(time: Duration) -> String {
    let seconds = time.as_secs();
    let (unit, name) = UNITS.into_iter().find(|(unit, _)| seconds >= *unit).unwrap_or((1, "second"));
    match (seconds + unit / 2) / unit {
        1 => format!("1 {name}"),
        count => format!("{count} {name}s"),
    }
}

/// A time as RFC 3339 writes it, for programs.
pub(crate) fn rfc3339(time: SystemTime) -> String {
    humantime::format_rfc3339_millis(time).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_have_one_unit() {
        let cases = [
            (0, "0 seconds"),
            (1, "1 second"),
            (59, "59 seconds"),
            (60, "1 minute"),
            (89, "1 minute"),
            (90, "2 minutes"),
            (7200, "2 hours"),
            (30 * 86_400 - 1, "30 days"),
            (400 * 86_400, "1 year"),
        ];
        for (seconds, expected) in cases {
            assert_eq!(rounded(Duration::from_secs(seconds)), expected);
        }
    }
}
