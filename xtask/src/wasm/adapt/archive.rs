//! The members of archives, ar(5) with GNU's long names; those of a thin archive lie beside it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};

const MAGIC: &[u8] = b"!<arch>\n";
const THIN_MAGIC: &[u8] = b"!<thin>\n";

/// Lengths of a member's header and of its first field, and where its size is.
const HEADER: usize = 60;
const NAME: usize = 16;
const SIZE: std::ops::Range<usize> = 48..58;

/// One object.
pub(super) struct Member {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Whether the file is an archive.
pub(super) fn is_archive(path: &Path) -> Result<bool> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(bytes.starts_with(MAGIC) || bytes.starts_with(THIN_MAGIC))
}

/// The objects of an archive, or the one object that the file is.
pub(super) fn members(path: &Path) -> Result<Vec<Member>> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let thin = bytes.starts_with(THIN_MAGIC);
    if !thin && !bytes.starts_with(MAGIC) {
        let name = path.file_name().unwrap_or_default().display().to_string();
        return Ok(vec![Member { name, bytes }]);
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    read(&bytes, thin, folder).with_context(|| format!("archive {}", path.display()))
}

fn read(archive: &[u8], thin: bool, folder: &Path) -> Result<Vec<Member>> {
    let mut rest = &archive[MAGIC.len()..];
    let mut long_names: &[u8] = &[];
    let mut members = Vec::new();
    while !rest.is_empty() {
        let (header, after) = rest.split_at_checked(HEADER).ok_or_else(|| anyhow!("it ends in a header"))?;
        let size: usize = std::str::from_utf8(&header[SIZE])?.trim().parse()?;
        let name = std::str::from_utf8(&header[..NAME])?.trim_end();
        // A thin archive holds its own tables and none of the members.
        let table = matches!(name, "/" | "//" | "/SYM64/");
        let held = if thin && !table { 0 } else { size };
        let (content, after) = after.split_at_checked(held).ok_or_else(|| anyhow!("{name} is cut short"))?;
        // Each header begins at an even place.
        rest = after.get(held % 2..).unwrap_or_default();
        if name == "//" {
            long_names = content;
        } else if !table {
            let name = full_name(name, long_names)?;
            let bytes = if thin {
                let path = folder.join(&name);
                fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?
            } else {
                content.to_vec()
            };
            members.push(Member { name, bytes });
        }
    }
    Ok(members)
}

/// A name as it stands, or the one at `/offset` in the table of long names.
fn full_name(name: &str, long_names: &[u8]) -> Result<String> {
    let Some(offset) = name.strip_prefix('/') else { return Ok(name.trim_end_matches('/').to_string()) };
    let from = long_names.get(offset.parse::<usize>()?..).ok_or_else(|| anyhow!("no name at {offset}"))?;
    let end = from.iter().position(|byte| *byte == b'\n');
    let name = std::str::from_utf8(&from[..end.unwrap_or(from.len())])?.trim_end_matches('/');
    ensure!(!name.is_empty(), "an empty name at {offset}");
    Ok(name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, size: usize, content: &[u8]) -> Vec<u8> {
        let mut entry = format!("{name:<48}{size:<10}`\n").into_bytes();
        entry.extend(content);
        entry.extend(&b"\n"[..content.len() % 2]);
        entry
    }

    fn archive(magic: &[u8], entries: &[Vec<u8>]) -> Vec<u8> {
        [magic.to_vec(), entries.concat()].concat()
    }

    #[test]
    fn members_are_read_by_short_and_long_names() {
        let names = b"a_name_of_more_than_16.o/\n";
        let entries = [
            entry("/", 3, b"sym"),
            entry("//", names.len(), names),
            entry("a.o/", 3, b"one"),
            entry("/0", 4, b"four"),
        ];
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.a");
        fs::write(&path, archive(MAGIC, &entries)).unwrap();
        assert!(is_archive(&path).unwrap());
        let members = members(&path).unwrap();
        let members: Vec<_> = members.iter().map(|it| (it.name.as_str(), it.bytes.as_slice())).collect();
        assert_eq!(members, [("a.o", &b"one"[..]), ("a_name_of_more_than_16.o", b"four")]);
    }

    #[test]
    fn members_of_a_thin_archive_lie_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("p")).unwrap();
        fs::write(folder.path().join("p/a.o"), "one").unwrap();
        let entries = [entry("//", 7, b"p/a.o/\n"), entry("/0", 3, b"")];
        let path = folder.path().join("x.a");
        fs::write(&path, archive(THIN_MAGIC, &entries)).unwrap();
        assert_eq!(members(&path).unwrap()[0].bytes, b"one");
    }

    #[test]
    fn an_archive_cut_short_is_refused() {
        let whole = archive(MAGIC, &[entry("a.o/", 4, b"four")]);
        for length in MAGIC.len() + 1..whole.len() {
            assert!(read(&whole[..length], false, Path::new("")).is_err(), "{length} bytes");
        }
    }
}
