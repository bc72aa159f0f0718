use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::os::unix::ffi::OsStrExt;
use std::process::ExitCode;
use std::time::{Duration, UNIX_EPOCH};

use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};
use vivarium::{ContainerStore, FileEntry, FileType, Files, Metadata};

use crate::cp::absolute;
use crate::execute;
use crate::print::{Format, print_bytes, print_json};

const EXAMPLES: &str = "\
EXAMPLES
    viv ls a                 the files of /root, where commands begin
    viv ls -l a:/tmp
    viv ls --json a:/root";

/// Lists files of a container
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Ls {
    /// Lists names that begin with a dot too
    #[arg(short, long)]
    all: bool,
    /// Shows mode, owner, size and time of change
    #[arg(short)]
    long: bool,
    #[command(flatten)]
    format: Format,
    /// The container, and the folder or file in it
    #[arg(value_name = "CONTAINER[:PATH]")]
    place: OsString,
}

impl Ls {
    pub(crate) fn run(self, store: &ContainerStore) -> Result<ExitCode> {
        let place = self.place.as_bytes();
        let (container, path) = match place.iter().position(|&byte| byte == b':') {
            Some(colon) => (&place[..colon], absolute(&place[colon + 1..])),
            None => (place, b"/root".to_vec()),
        };
        let files = execute::open(store, &String::from_utf8_lossy(container), vec![], 1)?.files()?;
        let mut entries = entries(&files, &path)?;
        if self.format.is_json {
            print_json(&entries.iter().map(json).collect())?;
            return Ok(ExitCode::SUCCESS);
        }
        entries.retain(|entry| self.all || !entry.name.starts_with(b"."));
        let mut text = Vec::new();
        for entry in &entries {
            if self.long {
                text.extend(long(&entry.metadata).into_bytes());
            }
            text.extend(shown(&entry.name));
            text.push(b'\n');
        }
        print_bytes(&text)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// What is in a folder, or a file alone.
fn entries(files: &Files, path: &[u8]) -> Result<Vec<FileEntry>, vivarium::Error> {
    let metadata = files.metadata(path)?;
    if metadata.file_type == FileType::Directory {
        return files.list(path);
    }
    Ok(vec![FileEntry { name: path.to_vec(), metadata }])
}

/// A name for stdout: a terminal does not get what it would take for a command.
fn shown(name: &[u8]) -> Vec<u8> {
    if !std::io::stdout().is_terminal() {
        return name.to_vec();
    }
    name.iter().map(|byte| if byte.is_ascii_control() { b'?' } else { *byte }).collect()
}

fn long(metadata: &Metadata) -> String {
    let mtime = Duration::from_nanos(u64::try_from(metadata.mtime_ns).unwrap_or_default());
    let mtime = humantime::format_rfc3339_seconds(UNIX_EPOCH + mtime);
    let Metadata { nlink, uid, gid, size, .. } = metadata;
    format!("{} {nlink:>3} {uid} {gid} {size:>12} {mtime} ", mode(metadata))
}

/// Type and permissions as ls(1) shows them.
fn mode(metadata: &Metadata) -> String {
    let bit = |bit: u32, letter: char| if metadata.mode & bit == 0 { '-' } else { letter };
    let execute = |bit: u32, special: u32, letter: char| match (metadata.mode & bit, metadata.mode & special)
    {
        (0, 0) => '-',
        (_, 0) => 'x',
        (0, _) => letter.to_ascii_uppercase(),
        _ => letter,
    };
    [
        letter(metadata.file_type),
        bit(0o400, 'r'),
        bit(0o200, 'w'),
        execute(0o100, 0o4000, 's'),
        bit(0o040, 'r'),
        bit(0o020, 'w'),
        execute(0o010, 0o2000, 's'),
        bit(0o004, 'r'),
        bit(0o002, 'w'),
        execute(0o001, 0o1000, 't'),
    ]
    .into_iter()
    .collect()
}

fn letter(file_type: FileType) -> char {
    match file_type {
        FileType::Regular => '-',
        FileType::Directory => 'd',
        FileType::Symlink => 'l',
        FileType::CharDevice => 'c',
        FileType::Fifo => 'p',
    }
}

fn json(entry: &FileEntry) -> Value {
    let Metadata { mode, uid, gid, nlink, size, mtime_ns, .. } = entry.metadata;
    json!({
        "name": String::from_utf8_lossy(&entry.name),
        "type": match entry.metadata.file_type {
            FileType::Regular => "file",
            FileType::Directory => "directory",
            FileType::Symlink => "symlink",
            FileType::CharDevice => "device",
            FileType::Fifo => "fifo",
        },
        "mode": format!("{mode:04o}"),
        "uid": uid,
        "gid": gid,
        "nlink": nlink,
        "size_bytes": size,
        "mtime_ns": mtime_ns,
    })
}
