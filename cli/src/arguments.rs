use std::env;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};
use vivarium::{Access, ImageDirectory, Mount};

use crate::duration::DurationFlag;
use crate::ending;
use crate::flags::{CommandFlags, Flags, ImageFlags, RunFlags};
use crate::size::SizeFlag;

/// What the user asks for, checked.
pub(crate) enum Command {
    Run(Box<Run>),
    ListImages(Format),
    InspectImage(PathBuf, Format),
    CompileImage(PathBuf),
}

/// How a result is written.
#[derive(Clone, Copy)]
pub(crate) enum Format {
    Text,
    Json,
}

/// An environment variable: name and value.
type Variable = (Vec<u8>, Vec<u8>);

/// A checked `viv run`.
pub(crate) struct Run {
    pub(crate) argv: Vec<Vec<u8>>,
    pub(crate) environment: Vec<Variable>,
    pub(crate) workdir: Vec<u8>,
    pub(crate) stdin: Stdin,
    pub(crate) mounts: Vec<Mount>,
    pub(crate) image: PathBuf,
    pub(crate) bounds: Bounds,
}

/// Where a run's stdin comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stdin {
    Empty,
    Inherited,
}

/// The limits the user set, as written, so that they can be named as written.
pub(crate) struct Bounds {
    pub(crate) timeout: Option<DurationFlag>,
    pub(crate) cpu_time: Option<DurationFlag>,
    pub(crate) fuel: Option<u64>,
    pub(crate) memory: Option<SizeFlag>,
    pub(crate) disk: Option<SizeFlag>,
    pub(crate) processes: Option<u32>,
    pub(crate) output: Option<SizeFlag>,
}

/// Why there is no command: a mistake, or a call for help.
pub(crate) struct Usage(clap::Error);

impl Usage {
    /// Prints it; a mistake ends with 125, since 2 could be a command's own code.
    pub(crate) fn report(&self) -> ExitCode {
        // A closed stdout or stderr leaves nobody to tell.
        let _ = self.0.print();
        if self.0.use_stderr() { ending::ours() } else { ExitCode::SUCCESS }
    }
}

/// Reads the command line.
pub(crate) fn parse() -> Result<Command, Usage> {
    let flags = Flags::try_parse().map_err(Usage)?;
    check(flags).map_err(|message| Usage(Flags::command().error(ErrorKind::ValueValidation, message)))
}

fn check(flags: Flags) -> Result<Command, String> {
    Ok(match flags.command {
        CommandFlags::Run(run) => Command::Run(Box::new(check_run(*run)?)),
        CommandFlags::Image(ImageFlags::Ls { json }) => Command::ListImages(format(json)),
        CommandFlags::Image(ImageFlags::Inspect { directory, json }) => {
            Command::InspectImage(image(directory), format(json))
        }
        CommandFlags::Image(ImageFlags::Compile { directory }) => Command::CompileImage(image(directory)),
    })
}

fn check_run(flags: RunFlags) -> Result<Run, String> {
    let workdir = flags.workdir.into_vec();
    if !workdir.starts_with(b"/") {
        return Err("the working directory (-w) must be absolute".into());
    }
    let variables = flags.environment.iter().filter_map(|text| variable(text).transpose());
    Ok(Run {
        argv: flags.command.into_iter().map(OsString::into_vec).collect(),
        environment: variables.collect::<Result<_, _>>()?,
        workdir,
        stdin: if flags.interactive { Stdin::Inherited } else { Stdin::Empty },
        mounts: flags.volumes.iter().map(|volume| mount(volume)).collect::<Result<_, _>>()?,
        image: image(flags.image),
        bounds: Bounds {
            timeout: flags.timeout,
            cpu_time: flags.cpu_time,
            fuel: flags.fuel,
            memory: flags.memory,
            disk: flags.disk,
            processes: flags.processes,
            output: flags.output,
        },
    })
}

fn format(json: bool) -> Format {
    if json { Format::Json } else { Format::Text }
}

fn image(directory: Option<PathBuf>) -> PathBuf {
    directory.unwrap_or_else(ImageDirectory::default_path)
}

/// Reads `NAME=VALUE`, or `NAME` for this machine's value, which may be missing.
fn variable(text: &OsStr) -> Result<Option<Variable>, String> {
    let bytes = text.as_bytes();
    let (name, value) = match bytes.iter().position(|&byte| byte == b'=') {
        Some(at) => (&bytes[..at], Some(bytes[at + 1..].to_vec())),
        None => (bytes, env::var_os(text).map(OsString::into_vec)),
    };
    if name.is_empty() {
        return Err(format!("`{}` has no name (-e NAME=VALUE)", text.display()));
    }
    Ok(value.map(|value| (name.to_vec(), value)))
}

/// Reads `HOST:GUEST[:ro|rw]`, from the right: a host path may hold a colon.
fn mount(text: &OsStr) -> Result<Mount, String> {
    let bytes = text.as_bytes();
    let (paths, access) = match bytes {
        [paths @ .., b':', b'r', b'o'] => (paths, Access::ReadOnly),
        [paths @ .., b':', b'r', b'w'] => (paths, Access::ReadWrite),
        paths => (paths, Access::ReadWrite),
    };
    let colon = paths.iter().rposition(|&byte| byte == b':').filter(|&at| at > 0);
    let Some(colon) = colon else {
        return Err(format!("`{}` is not HOST:GUEST[:ro|rw] (-v)", text.display()));
    };
    let (host, guest) = (OsStr::from_bytes(&paths[..colon]), &paths[colon + 1..]);
    if !guest.starts_with(b"/") || guest == b"/" {
        return Err(format!(
            "`{}`: the path in the container must be absolute, and not / (-v)",
            text.display()
        ));
    }
    Ok(Mount { host: host.into(), guest: guest.to_vec(), access })
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn options_after_the_command_belong_to_it() {
        let parsed = Flags::try_parse_from(["viv", "run", "-i", "ls", "-i", "--timeout", "x", "--", "y"]);
        let CommandFlags::Run(run) = parsed.expect("it parses").command else { panic!("it runs") };
        assert_eq!(run.command, ["ls", "-i", "--timeout", "x", "--", "y"]);
        assert!(run.interactive && run.timeout.is_none());
    }

    #[test]
    fn flags_are_consistent() {
        Flags::command().debug_assert();
    }
}
