use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser};
use vivarium::{Access, Mount};

/// The folders and files of this machine that a container shows while a command runs.
#[derive(Args, Debug)]
pub(crate) struct Mounts {
    /// Shows a folder or file of this machine in the container
    #[arg(short = 'v', long = "volume", value_name = "HOST:GUEST[:ro|rw]")]
    #[arg(value_parser = OsStringValueParser::new().try_map(|text| mount(&text)))]
    pub(crate) volumes: Vec<Mount>,
}

/// Reads `HOST:GUEST[:ro|rw]`, from the right: a host path may hold a colon.
fn mount(text: &OsStr) -> Result<Mount, &'static str> {
    let bytes = text.as_bytes();
    let (paths, access) = match bytes {
        [paths @ .., b':', b'r', b'o'] => (paths, Access::ReadOnly),
        [paths @ .., b':', b'r', b'w'] => (paths, Access::ReadWrite),
        paths => (paths, Access::ReadWrite),
    };
    let colon = paths.iter().rposition(|&byte| byte == b':').filter(|&at| at > 0);
    let colon = colon.ok_or("write HOST:GUEST, with :ro or :rw after it if need be")?;
    let (host, guest) = (OsStr::from_bytes(&paths[..colon]), &paths[colon + 1..]);
    if !guest.starts_with(b"/") || guest == b"/" {
        return Err("the path in the container must be absolute, and not /");
    }
    Ok(Mount { host: host.into(), guest: guest.to_vec(), access })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn mounts_parse() {
        type Parsed = (&'static str, &'static str, Access);
        let cases: [(&str, Option<Parsed>); 8] = [
            ("a:/b", Some(("a", "/b", Access::ReadWrite))),
            ("/x/y:/b:ro", Some(("/x/y", "/b", Access::ReadOnly))),
            ("/x:/b:rw", Some(("/x", "/b", Access::ReadWrite))),
            ("/with:colon:/b:ro", Some(("/with:colon", "/b", Access::ReadOnly))),
            ("a", None),
            (":/b", None),
            ("a:b", None),
            ("a:/", None),
        ];
        for (text, expected) in cases {
            let parsed = mount(OsStr::new(text)).ok();
            let expected = expected
                .map(|(host, guest, access)| (PathBuf::from(host), guest.as_bytes().to_vec(), access));
            assert_eq!(parsed.map(|mount| (mount.host, mount.guest, mount.access)), expected, "{text}");
        }
    }
}
