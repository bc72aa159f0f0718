use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser};

use crate::bounds::Bounds;
use crate::variable::Variable;

/// How a command is run, in a container of its own or in one that lasts.
#[derive(Args, Debug, Default)]
pub(crate) struct Process {
    /// Lets the command read viv's stdin; without it stdin is empty
    #[arg(short = 'i', long)]
    pub(crate) interactive: bool,
    /// Gives the command a terminal, also where viv has none
    #[arg(short = 't', long = "tty")]
    pub(crate) terminal: bool,
    /// Brings files that the command leaves in $OUTPUT_DIR (/output, unless -e names another) back to this folder
    #[arg(short = 'o', long, value_name = "DIR")]
    pub(crate) output_dir: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) setting: Setting,
}

/// What a command finds, and what it may use.
#[derive(Args, Debug, Default)]
pub(crate) struct Setting {
    /// Sets an environment variable; without =VALUE, to this machine's value
    #[arg(short = 'e', long = "env", value_name = "NAME[=VALUE]")]
    #[arg(value_parser = OsStringValueParser::new().try_map(Variable::try_from))]
    pub(crate) environment: Vec<Variable>,
    /// Working directory in the container
    #[arg(short = 'w', long, value_name = "DIR", default_value = "/root")]
    #[arg(value_parser = OsStringValueParser::new().try_map(Directory::try_from))]
    pub(crate) workdir: Directory,
    #[command(flatten)]
    pub(crate) bounds: Bounds,
}

/// An absolute path in the container.
#[derive(Clone, Debug)]
pub(crate) struct Directory(pub(crate) Vec<u8>);

impl Default for Directory {
    fn default() -> Self {
        Self(b"/root".into())
    }
}

impl TryFrom<OsString> for Directory {
    type Error = &'static str;

    fn try_from(path: OsString) -> Result<Self, Self::Error> {
        let path = path.into_vec();
        if path.starts_with(b"/") { Ok(Self(path)) } else { Err("it must be absolute") }
    }
}
