use std::env;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

/// An environment variable as `-e` gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Variable {
    pub(crate) name: Vec<u8>,
    /// `None` where it is to be this machine's, and that has none.
    pub(crate) value: Option<Vec<u8>>,
}

impl TryFrom<OsString> for Variable {
    type Error = &'static str;

    /// Reads `NAME=VALUE`, or `NAME` for this machine's value.
    fn try_from(text: OsString) -> Result<Self, Self::Error> {
        let mut name = text.into_vec();
        let value = match name.iter().position(|&byte| byte == b'=') {
            Some(at) => {
                let value = name.split_off(at + 1);
                name.truncate(at);
                Some(value)
            }
            None => env::var_os(OsString::from_vec(name.clone())).map(OsString::into_vec),
        };
        if name.is_empty() { Err("write NAME=VALUE, or NAME") } else { Ok(Self { name, value }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_parse() {
        let cases = [
            ("A=1", Some(("A", Some("1")))),
            ("A=x=y", Some(("A", Some("x=y")))),
            ("A=", Some(("A", Some("")))),
            ("VIVARIUM_NO_SUCH_VARIABLE", Some(("VIVARIUM_NO_SUCH_VARIABLE", None))),
            ("=1", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let parsed = Variable::try_from(OsString::from(text)).ok();
            let expected =
                expected.map(|(name, value)| Variable { name: name.into(), value: value.map(Into::into) });
            assert_eq!(parsed, expected, "{text}");
        }
    }
}
