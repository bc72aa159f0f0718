use std::io::{ErrorKind, Write};

use cap_std::fs::Dir;
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
    let mut text = serde_json::to_vec_pretty(record).expect("a record has no map and no failing field");
    text.push(b'\n');
    let new = format!("{name}.new");
    let write = || {
        let mut file = dir.create(&new)?;
        file.write_all(&text)?;
        file.sync_data()?;
        dir.rename(&new, dir, name)?;
        sync_directory(dir, durability)
    };
    write().map_err(Error::store("write a record"))
}

/// Brings names to the disk, where they must survive a loss of power.
pub(super) fn sync_directory(dir: &Dir, durability: Durability) -> std::io::Result<()> {
    match durability {
        Durability::Process => Ok(()),
        Durability::Fsync => dir.open(".")?.sync_all(),
    }
}

/// Reads a record; `None` where there is none.
pub(super) fn read_record<T: DeserializeOwned>(dir: &Dir, name: &str) -> Result<Option<T>, Error> {
    let text = match dir.read(name) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::store("read a record")(error)),
    };
    let damaged = |error: serde_json::Error| Error::Damaged { what: name.into(), reason: error.to_string() };
    serde_json::from_slice(&text).map(Some).map_err(damaged)
}
