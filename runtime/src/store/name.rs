use super::{ContainerId, SnapshotId};
use crate::Error;

/// Longest name, in bytes.
const LEN_MAX: usize = 128;

/// Checks a name that a user gives a container or snapshot: Docker's rules, `[a-zA-Z0-9][a-zA-Z0-9_.-]*`, and nothing
/// that looks like an id.
pub(super) fn check_name(name: &str) -> Result<(), Error> {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    let valid = name.len() <= LEN_MAX
        && name.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric())
        && name.bytes().all(inner)
        && ![ContainerId::PREFIX, SnapshotId::PREFIX].iter().any(|prefix| name.starts_with(prefix));
    if valid { Ok(()) } else { Err(Error::InvalidName(name.into())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_dockers_rules() {
        for good in ["a", "web-1", "0.x_Y"] {
            assert!(check_name(good).is_ok(), "{good}");
        }
        let long = "x".repeat(LEN_MAX + 1);
        for bad in ["", ".", "..", "-a", "a/b", "a b", "ä", "container_x", "snapshot_1", &long] {
            assert!(check_name(bad).is_err(), "{bad}");
        }
    }
}
