use std::io::{self, ErrorKind, Write};

use cap_std::fs::{Dir, File};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Durability;
use crate::Error;

/// Writes a record so that every reader sees the old one or the new one, whole.
///
/// The bytes reach the disk before the name does in any case: a record cut short by a loss of power would be worse
/// than an old one, and records are written seldom.
pub(super) fn write_record(
    dir: &Dir,
    name: &str,
    record: &impl Serialize,
    durability: Durability,
) -> Result<(), Error> {
    let replaced = replace(dir, name, record, File::sync_data);
    replaced.and_then(|()| sync_directory(dir, durability)).map_err(Error::store("write a record"))
}

/// Reads the record of `what`; `None` where there is none.
pub(super) fn read_record<T: DeserializeOwned>(
    dir: &Dir,
    name: &str,
    what: &str,
) -> Result<Option<T>, Error> {
    let Some(text) = read(dir, name)? else { return Ok(None) };
    let damaged = |error: serde_json::Error| Error::Damaged { what: what.into(), reason: error.to_string() };
    serde_json::from_slice(&text).map(Some).map_err(damaged)
}

/// Writes something that can be done without.
pub(super) fn write_note(dir: &Dir, name: &str, note: &impl Serialize) -> Result<(), Error> {
    replace(dir, name, note, |_| Ok(())).map_err(Error::store("write a note"))
}

/// Reads such a note; `None` where there is none, or one that a loss of power has cut short.
pub(super) fn read_note<T: DeserializeOwned>(dir: &Dir, name: &str) -> Result<Option<T>, Error> {
    Ok(read(dir, name)?.and_then(|text| serde_json::from_slice(&text).ok()))
}

/// Brings names to the disk, where they must survive a loss of power.
pub(super) fn sync_directory(dir: &Dir, durability: Durability) -> io::Result<()> {
    match durability {
        Durability::Process => Ok(()),
        Durability::Fsync => dir.open(".")?.sync_all(),
    }
}

fn replace(
    dir: &Dir,
    name: &str,
    value: &impl Serialize,
    sync: impl FnOnce(&File) -> io::Result<()>,
) -> io::Result<()> {
    let mut text = serde_json::to_vec_pretty(value).expect("it has no map and no failing field");
    text.push(b'\n');
    let new = format!("{name}.new");
    let mut file = dir.create(&new)?;
    file.write_all(&text)?;
    sync(&file)?;
    dir.rename(&new, dir, name)
}

fn read(dir: &Dir, name: &str) -> Result<Option<Vec<u8>>, Error> {
    match dir.read(name) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::store("read a record")(error)),
    }
}
