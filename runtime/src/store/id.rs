use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Error;

/// The digits of an id: letters and numbers that are not taken for one another.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Random digits of an id: 120 bits.
const LEN: usize = 24;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// What every such id begins with.
            pub const PREFIX: &'static str = $prefix;

            pub(super) fn random() -> Result<Self, Error> {
                random_digits().map(|digits| Self(format!("{}{digits}", Self::PREFIX)))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Reads an id; `None` for what is none.
            pub fn parse(text: &str) -> Option<Self> {
                let digits = text.strip_prefix(Self::PREFIX)?;
                let valid = digits.len() == LEN && digits.bytes().all(|digit| DIGITS.contains(&digit));
                valid.then(|| Self(text.into()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                Self::parse(&text).ok_or_else(|| format!("{text:?} is no id that begins with {}", Self::PREFIX))
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    };
}

id! {
    /// Names a container for good.
    ContainerId, "container_"
}
id! {
    /// Names a snapshot for good.
    SnapshotId, "snapshot_"
}
id! {
    /// Names a layer: the files that were written between two commits.
    LayerId, "layer_"
}

fn random_digits() -> Result<String, Error> {
    let mut bytes = [0; LEN];
    let failed = |errno| Error::store("draw an id")(std::io::Error::other(errno));
    crate::file::fill_random(&mut bytes).map_err(failed)?;
    Ok(bytes.iter().map(|byte| char::from(DIGITS[usize::from(byte % 32)])).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_random_and_checked() {
        let (one, other) = (ContainerId::random().unwrap(), ContainerId::random().unwrap());
        assert_ne!(one, other);
        assert_eq!(ContainerId::parse(one.as_str()), Some(one));
        for bad in ["", "container_", "container_../../../../../etc/passwd", "layer_0123456789abcdefghjkmnpq"]
        {
            assert_eq!(ContainerId::parse(bad), None, "{bad}");
        }
    }
}
