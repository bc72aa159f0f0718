use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail, ensure};
use clap::Args;
use vivarium::{ContainerStore, FileType, Files};

use crate::execute;
use crate::process::Process;

const EXAMPLES: &str = "\
EXAMPLES
    viv cp data.csv a:/root                into an existing folder: /root/data.csv
    viv cp a:/root/result.png picture.png
    viv cp -r src a:/root/src              where /root/src is a folder already: /root/src/src
    viv cp -r src/. a:/root/src            what is in src, into /root/src
    viv cp -r a:/root - | tar -tf -        `-` is a tar stream: out of a container, or into a folder of one

A path without CONTAINER: is one of this machine, and so is one that begins with `/` or `.`.";

/// Copies files between this machine and a container
#[derive(Args, Debug)]
#[command(override_usage = "viv cp [-r] CONTAINER:SRC DST\n       viv cp [-r] SRC CONTAINER:DST")]
#[command(after_help = EXAMPLES)]
pub(crate) struct Cp {
    /// Copies folders too, with all that is in them
    #[arg(short, long)]
    recursive: bool,
    /// What to copy
    #[arg(value_name = "SRC")]
    source: OsString,
    /// Where to
    #[arg(value_name = "DST")]
    destination: OsString,
}

/// A place to copy from or to.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    Host(PathBuf),
    Container(String, Vec<u8>),
    /// A tar stream.
    Stream,
}

/// What is copied.
struct Source<'a> {
    path: &'a [u8],
    is_directory: bool,
}

/// What is where something is copied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Missing,
    File,
    Directory,
}

impl Cp {
    pub(crate) fn run(self, store: &ContainerStore) -> Result<ExitCode> {
        let files =
            |container: &str| Ok::<_, anyhow::Error>(execute::open(store, container, vec![], 1)?.files()?);
        match (place(&self.source), place(&self.destination)) {
            (Place::Host(host), Place::Container(container, path)) => {
                self.copy_in(&files(&container)?, &host, &path)?;
            }
            (Place::Container(container, path), Place::Host(host)) => {
                self.copy_out(&files(&container)?, &path, &host)?;
            }
            (Place::Container(container, path), Place::Stream) => return pack(store, &container, &path),
            (Place::Stream, Place::Container(container, path)) => return unpack(store, &container, &path),
            (Place::Container(..), Place::Container(..)) => {
                bail!("cannot copy from container to container: go by way of this machine")
            }
            _ => bail!("neither is in a container: write one as CONTAINER:PATH"),
        }
        Ok(ExitCode::SUCCESS)
    }

    fn copy_in(&self, files: &Files, host: &Path, path: &[u8]) -> Result<()> {
        let text = host.as_os_str().as_bytes();
        // A link is copied as a link, unless a slash after it says that its folder is meant.
        let read = if text.ends_with(b"/") { fs::metadata(host) } else { fs::symlink_metadata(host) };
        let metadata = read.with_context(|| format!("cannot copy {}", host.display()))?;
        let target = match files.metadata(path) {
            Ok(metadata) if metadata.file_type == FileType::Directory => Target::Directory,
            Ok(_) => Target::File,
            Err(_) => Target::Missing,
        };
        let source = Source { path: text, is_directory: metadata.is_dir() };
        let path = self.destination(&source, path, target)?;
        Ok(files.copy_in(host, path)?)
    }

    fn copy_out(&self, files: &Files, path: &[u8], host: &Path) -> Result<()> {
        let metadata = if path.ends_with(b"/") { files.metadata(path) } else { files.symlink_metadata(path) };
        let target = match fs::metadata(host) {
            Ok(metadata) if metadata.is_dir() => Target::Directory,
            Ok(_) => Target::File,
            Err(_) => Target::Missing,
        };
        let source = Source { path, is_directory: metadata?.file_type == FileType::Directory };
        let host = self.destination(&source, host.as_os_str().as_bytes(), target)?;
        let mut host = PathBuf::from(OsString::from_vec(host));
        if target == Target::Directory && host.file_name().is_none() {
            // `.` and `..` are no names that something can be put under.
            host = host.canonicalize().with_context(|| format!("cannot copy to {}", host.display()))?;
        }
        Ok(files.copy_out(path, &host)?)
    }

    /// The exact path to copy to, by the rules of docker-cp(1).
    fn destination(&self, source: &Source<'_>, path: &[u8], target: Target) -> Result<Vec<u8>> {
        let shown = String::from_utf8_lossy(source.path);
        let shown_path = String::from_utf8_lossy(path);
        ensure!(self.recursive || !source.is_directory, "{shown} is a folder: copy it with -r");
        match (source.is_directory, target) {
            (false, Target::Missing) if path.ends_with(b"/") => bail!("there is no folder {shown_path}"),
            (false, Target::File) if path.ends_with(b"/") => bail!("{shown_path} is no folder"),
            (true, Target::File) => bail!("{shown_path} is no folder, but {shown} is one"),
            (_, Target::Directory) => match name(source.path) {
                Some(name) => Ok([path, name].join(&b'/')),
                None => Ok(path.to_vec()),
            },
            _ => Ok(path.to_vec()),
        }
    }
}

/// Reads `CONTAINER:PATH`, `-` or a path of this machine.
fn place(text: &OsString) -> Place {
    let bytes = text.as_bytes();
    if bytes == b"-" {
        return Place::Stream;
    }
    match bytes.iter().position(|&byte| byte == b':') {
        Some(colon) if colon > 0 && !bytes.starts_with(b"/") && !bytes.starts_with(b".") => {
            let container = String::from_utf8_lossy(&bytes[..colon]).into_owned();
            Place::Container(container, absolute(&bytes[colon + 1..]))
        }
        _ => Place::Host(text.into()),
    }
}

/// A path in a container; a relative one begins at the root.
pub(crate) fn absolute(path: &[u8]) -> Vec<u8> {
    if path.starts_with(b"/") { path.to_vec() } else { [b"/", path].concat() }
}

/// The last name of a path; `None` where what is in it is meant: `/`, `.`, `folder/.`
fn name(path: &[u8]) -> Option<&[u8]> {
    let mut names = path.split(|&byte| byte == b'/').filter(|name| !name.is_empty());
    names.next_back().filter(|name| *name != b"." && *name != b"..")
}

/// Writes a tar stream of a file or folder to stdout. The container's own tar makes it.
fn pack(store: &ContainerStore, container: &str, path: &[u8]) -> Result<ExitCode> {
    let (folder, name) = match name(path) {
        Some(name) => {
            let end = path.len() - path.iter().rev().take_while(|&&byte| byte == b'/').count() - name.len();
            (&path[..end], name)
        }
        None => (path, &b"."[..]),
    };
    tar(store, container, [b"-cf", b"-", b"-C", folder, b"--", name])
}

/// Unpacks a tar stream from stdin in a folder. The container's own tar reads it: it can be anybody's.
fn unpack(store: &ContainerStore, container: &str, path: &[u8]) -> Result<ExitCode> {
    tar(store, container, [b"-xf", b"-", b"-C", path])
}

fn tar<const N: usize>(store: &ContainerStore, container: &str, arguments: [&[u8]; N]) -> Result<ExitCode> {
    let command = [&b"tar"[..]].into_iter().chain(arguments).map(|word| OsString::from_vec(word.into()));
    let process = Process { interactive: true, ..Process::default() };
    let container = execute::open(store, container, vec![], process.setting.bounds.limits().processes)?;
    execute::execute(&container, &process, command.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_parse() {
        let container = |name: &str, path: &str| Place::Container(name.into(), path.into());
        let cases = [
            ("a:/tmp/n", container("a", "/tmp/n")),
            ("a:tmp", container("a", "/tmp")),
            ("a:", container("a", "/")),
            ("a:b:c", container("a", "/b:c")),
            ("./a:b", Place::Host("./a:b".into())),
            ("/a:b", Place::Host("/a:b".into())),
            (":b", Place::Host(":b".into())),
            ("file", Place::Host("file".into())),
            ("-", Place::Stream),
        ];
        for (text, expected) in cases {
            assert_eq!(place(&text.into()), expected, "{text}");
        }
    }

    #[test]
    fn destinations_are_dockers() {
        use Target::{Directory, File, Missing};
        let cases = [
            ("f", false, "/d", Directory, Some("/d/f")),
            ("f", false, "/d/", Directory, Some("/d//f")),
            ("x/f", false, "/new", Missing, Some("/new")),
            ("f", false, "/new/", Missing, None),
            ("f", false, "/old", File, Some("/old")),
            ("f", false, "/old/", File, None),
            ("dir", true, "/new", Missing, Some("/new")),
            ("dir", true, "/new/", Missing, Some("/new/")),
            ("dir", true, "/d", Directory, Some("/d/dir")),
            ("dir/", true, "/d", Directory, Some("/d/dir")),
            ("dir/.", true, "/d", Directory, Some("/d")),
            (".", true, "/d", Directory, Some("/d")),
            ("dir", true, "/old", File, None),
        ];
        let cp = Cp { recursive: true, source: "".into(), destination: "".into() };
        for (path, is_directory, to, target, expected) in cases {
            let source = Source { path: path.as_bytes(), is_directory };
            let found = cp.destination(&source, to.as_bytes(), target).ok();
            assert_eq!(found, expected.map(|path| path.as_bytes().to_vec()), "{path} to {to}");
        }
    }
}
