//! What a call answered, from the memory of the program that made it.

use std::fmt::Write as _;

use vivarium_abi::Errno;

use super::script::DATA_START;

/// Where in memory an answer is.
pub(crate) struct Answer {
    pub(crate) errno: u32,
    pub(crate) shape: Shape,
}

/// What a call that succeeds has to say, by address.
pub(crate) enum Shape {
    Nothing,
    Word(u32),
    Long(u32),
    /// A number that both sides have, and not the same.
    Positive(u32),
    Bytes {
        at: u32,
        count: u32,
    },
    FdStat(u32),
    Stat(u32),
    Times(u32),
    Entries {
        at: u32,
        len: u32,
        count: u32,
    },
    Event {
        at: u32,
        count: u32,
    },
}

/// A program's memory, from `DATA_START` on.
pub(crate) struct Memory<'a>(pub(crate) &'a [u8]);

impl Answer {
    /// The answer as text.
    pub(crate) fn read(&self, memory: &Memory<'_>) -> String {
        match memory.word(self.errno) {
            0 => self.shape.read(memory),
            errno => name(errno),
        }
    }
}

fn name(errno: u32) -> String {
    let known = u16::try_from(errno).ok().and_then(Errno::from_raw);
    known.map_or_else(|| format!("errno {errno}"), |errno| format!("{errno:?}"))
}

impl Shape {
    fn read(&self, memory: &Memory<'_>) -> String {
        match *self {
            Self::Nothing => "ok".into(),
            Self::Word(at) => memory.word(at).to_string(),
            Self::Long(at) => memory.long(at).to_string(),
            Self::Positive(at) => if memory.long(at) > 0 { "positive" } else { "zero" }.into(),
            Self::Bytes { at, count } => {
                format!("{:?}", String::from_utf8_lossy(memory.bytes(at, memory.word(count))))
            }
            Self::FdStat(at) => {
                let mut text = file_type(memory.byte(at)).to_owned();
                for (bit, flag) in [(1, " append"), (2, " dsync"), (4, " nonblock"), (16, " sync")] {
                    if memory.byte(at + 2) & bit != 0 {
                        text += flag;
                    }
                }
                text
            }
            Self::Stat(at) => match file_type(memory.byte(at + 16)) {
                "file" => format!("file, {} bytes, {} links", memory.long(at + 32), memory.long(at + 24)),
                other => other.into(),
            },
            Self::Times(at) => format!("{} {}", memory.long(at + 40), memory.long(at + 48)),
            Self::Entries { at, len, count } => match memory.word(count) {
                // A full buffer ends anywhere.
                used if used == len => "full".into(),
                used => entries(memory.bytes(at, used)),
            },
            Self::Event { at, count } => {
                let errno = u32::from(memory.byte(at + 8)) | u32::from(memory.byte(at + 9)) << 8;
                let (events, data) = (memory.word(count), memory.long(at));
                format!(
                    "{events} event of {data}, type {}, {}",
                    memory.byte(at + 10),
                    if errno == 0 { "ok".into() } else { name(errno) }
                )
            }
        }
    }
}

/// The names and types of a directory's entries, sorted: their order is the file system's own.
fn entries(bytes: &[u8]) -> String {
    let (mut rest, mut names) = (Memory(bytes), Vec::new());
    while rest.0.len() >= 24 {
        let len = rest.word(DATA_START + 16);
        let name = String::from_utf8_lossy(rest.bytes(DATA_START + 24, len)).into_owned();
        names.push((name, file_type(rest.byte(DATA_START + 20))));
        rest = Memory(&rest.0[24 + len as usize..]);
    }
    names.sort();
    let mut text = String::new();
    for (name, file_type) in names {
        let _ = write!(text, "{name}:{file_type} ");
    }
    text.trim_end().into()
}

fn file_type(number: u8) -> &'static str {
    match number {
        2 => "device",
        3 => "directory",
        4 => "file",
        7 => "symlink",
        _ => "unknown",
    }
}

impl Memory<'_> {
    fn bytes(&self, address: u32, len: u32) -> &[u8] {
        let start = (address - DATA_START) as usize;
        &self.0[start..start + len as usize]
    }

    fn byte(&self, address: u32) -> u8 {
        self.bytes(address, 1)[0]
    }

    fn word(&self, address: u32) -> u32 {
        self.bytes(address, 4).iter().rev().fold(0, |word, &byte| word << 8 | u32::from(byte))
    }

    fn long(&self, address: u32) -> u64 {
        u64::from(self.word(address)) | u64::from(self.word(address + 4)) << 32
    }
}
