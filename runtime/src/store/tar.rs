//! The tar format, as far as OCI layers need it, with a bound on everything an archive can say.

use std::io::{self, ErrorKind, Read, Write};

use tar::{EntryType, Header};

const BLOCK: usize = 512;
/// Longest name or link text, terminator included; also what a pax record may have.
const TEXT_MAX: u64 = 8192;

/// One file in an archive; its bytes follow.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) kind: EntryType,
    pub(super) path: Vec<u8>,
    /// Text of a symbolic link, or the path that a hard link leads to.
    pub(super) link: Vec<u8>,
    pub(super) mode: u32,
    pub(super) uid: u32,
    pub(super) gid: u32,
    pub(super) mtime: u64,
    pub(super) device: (u32, u32),
    pub(super) size: u64,
}

impl Entry {
    /// A regular file that only has a name and a size.
    pub(super) fn file(path: impl Into<Vec<u8>>, size: u64) -> Self {
        let (kind, path, link) = (EntryType::Regular, path.into(), Vec::new());
        Self { kind, path, link, mode: 0o644, uid: 0, gid: 0, mtime: 0, device: (0, 0), size }
    }
}

/// Writes an archive.
pub(super) struct TarWriter<W>(pub(super) W);

impl<W: Write> TarWriter<W> {
    /// Writes what comes before a file's bytes.
    pub(super) fn begin(&mut self, entry: &Entry) -> io::Result<()> {
        let mut header = Header::new_gnu();
        self.text(EntryType::GNULongName, &entry.path, &mut header)?;
        self.text(EntryType::GNULongLink, &entry.link, &mut header)?;
        header.set_entry_type(entry.kind);
        header.set_mode(entry.mode);
        header.set_uid(entry.uid.into());
        header.set_gid(entry.gid.into());
        header.set_mtime(entry.mtime);
        header.set_size(entry.size);
        if entry.kind == EntryType::Char {
            header.set_device_major(entry.device.0)?;
            header.set_device_minor(entry.device.1)?;
        }
        header.set_cksum();
        self.0.write_all(header.as_bytes())
    }

    /// Writes what comes after a file's bytes.
    pub(super) fn end(&mut self, size: u64) -> io::Result<()> {
        let rest = (size % BLOCK as u64) as usize;
        if rest > 0 { self.0.write_all(&[0; BLOCK][rest..]) } else { Ok(()) }
    }

    /// Ends the archive.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.0.write_all(&[0; 2 * BLOCK])?;
        Ok(self.0)
    }

    /// Puts a text in the header where it has room, else before it.
    fn text(&mut self, kind: EntryType, text: &[u8], header: &mut Header) -> io::Result<()> {
        let old = header.as_old_mut();
        let field = if kind == EntryType::GNULongName { &mut old.name } else { &mut old.linkname };
        if let Some(field) = field.get_mut(..text.len()) {
            field.copy_from_slice(text);
            return Ok(());
        }
        let mut long = Header::new_gnu();
        long.set_entry_type(kind);
        long.as_old_mut().name[..13].copy_from_slice(b"././@LongLink");
        long.set_size(text.len() as u64 + 1);
        long.set_cksum();
        self.0.write_all(long.as_bytes())?;
        self.0.write_all(text)?;
        self.0.write_all(&[0])?;
        self.end(text.len() as u64 + 1)
    }
}

/// Reads an archive that somebody else may have made.
pub(super) struct TarReader<R> {
    input: R,
    /// What is left of the present file, and of the block behind it.
    left: u64,
    padding: u64,
}

impl<R: Read> TarReader<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, left: 0, padding: 0 }
    }

    /// Goes to the next file, over what is left of this one; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Entry>> {
        let (mut path, mut link) = (None, None);
        loop {
            self.skip()?;
            let Some(header) = self.header()? else { return Ok(None) };
            let size = header.entry_size()?;
            self.left = size;
            self.padding = size.next_multiple_of(BLOCK as u64) - size;
            match header.entry_type() {
                EntryType::GNULongName => path = Some(self.long_text()?),
                EntryType::GNULongLink => link = Some(self.long_text()?),
                EntryType::XHeader => self.pax(&mut path, &mut link)?,
                EntryType::XGlobalHeader => {}
                kind => {
                    return Ok(Some(Entry {
                        kind,
                        path: path.unwrap_or_else(|| header.path_bytes().into_owned()),
                        link: link.or_else(|| header.link_name_bytes().map(Into::into)).unwrap_or_default(),
                        mode: header.mode()? & 0o7777,
                        uid: header.uid()?.try_into().map_err(|_| invalid("an owner is out of range"))?,
                        gid: header.gid()?.try_into().map_err(|_| invalid("a group is out of range"))?,
                        mtime: header.mtime()?,
                        device: device(&header)?,
                        size,
                    }));
                }
            }
        }
    }

    fn header(&mut self) -> io::Result<Option<Header>> {
        let mut header = Header::new_old();
        self.input.read_exact(header.as_mut_bytes())?;
        let bytes = header.as_bytes();
        if bytes.iter().all(|&byte| byte == 0) {
            return Ok(None);
        }
        // The checksum counts its own field as blanks.
        let sum: u32 =
            bytes[..148].iter().chain(&bytes[156..]).map(|&byte| u32::from(byte)).sum::<u32>() + 8 * 32;
        if header.cksum()? != sum {
            return Err(invalid("a checksum is wrong"));
        }
        Ok(Some(header))
    }

    /// Reads what stands for a name: a text of its own, and its terminator.
    fn long_text(&mut self) -> io::Result<Vec<u8>> {
        let mut text = self.all()?;
        text.truncate(text.iter().position(|&byte| byte == 0).unwrap_or(text.len()));
        Ok(text)
    }

    fn pax(&mut self, path: &mut Option<Vec<u8>>, link: &mut Option<Vec<u8>>) -> io::Result<()> {
        let records = self.all()?;
        for record in tar::PaxExtensions::new(&records) {
            let record = record?;
            match record.key_bytes() {
                b"path" => *path = Some(record.value_bytes().into()),
                b"linkpath" => *link = Some(record.value_bytes().into()),
                b"size" => return Err(invalid("a size is in a pax record")),
                _ => {}
            }
        }
        Ok(())
    }

    fn all(&mut self) -> io::Result<Vec<u8>> {
        if self.left > TEXT_MAX {
            return Err(invalid("a name is too long"));
        }
        let mut bytes = Vec::new();
        self.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn skip(&mut self) -> io::Result<()> {
        let rest = self.left + self.padding;
        (self.left, self.padding) = (0, 0);
        let skipped = io::copy(&mut (&mut self.input).take(rest), &mut io::sink())?;
        if skipped == rest { Ok(()) } else { Err(ErrorKind::UnexpectedEof.into()) }
    }
}

/// The bytes of the present file.
impl<R: Read> Read for TarReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = (&mut self.input).take(self.left).read(into)?;
        if read == 0 && self.left > 0 && !into.is_empty() {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.left -= read as u64;
        Ok(read)
    }
}

/// The number of a character device; other files need not have the fields.
fn device(header: &Header) -> io::Result<(u32, u32)> {
    if header.entry_type() != EntryType::Char {
        return Ok((0, 0));
    }
    let part = |part: Option<u32>| part.ok_or_else(|| invalid("a device has no number"));
    Ok((part(header.device_major()?)?, part(header.device_minor()?)?))
}

pub(super) fn invalid(reason: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_reads_as_it_was_written() {
        let long = vec![0xff; 300];
        let entries = [
            Entry { mode: 0o4755, mtime: 1 << 40, ..Entry::file("a/b", 600) },
            Entry { link: long.clone(), kind: EntryType::Symlink, ..Entry::file(long, 0) },
            Entry { kind: EntryType::Char, device: (1, 3), uid: u32::MAX, ..Entry::file("null", 0) },
        ];
        let mut writer = TarWriter(Vec::new());
        for entry in &entries {
            writer.begin(entry).unwrap();
            writer.0.extend(vec![7; entry.size as usize]);
            writer.end(entry.size).unwrap();
        }
        let bytes = writer.finish().unwrap();
        assert_eq!(bytes.len() % BLOCK, 0);
        let mut reader = TarReader::new(&bytes[..]);
        for entry in &entries {
            let found = reader.next().unwrap().unwrap();
            assert_eq!(format!("{found:?}"), format!("{entry:?}"));
        }
        assert!(reader.next().unwrap().is_none());
    }

    #[test]
    fn what_is_cut_short_or_wild_is_an_error() {
        let mut writer = TarWriter(Vec::new());
        writer.begin(&Entry::file("f", 5000)).unwrap();
        let mut cut = TarReader::new(&writer.0[..]);
        cut.next().unwrap();
        assert!(cut.next().is_err());
        let mut wrong = writer.0.clone();
        wrong[0] ^= 1;
        assert!(TarReader::new(&wrong[..]).next().is_err());
        let mut endless = TarWriter(Vec::new());
        endless.begin(&Entry { kind: EntryType::GNULongName, ..Entry::file("x", 1 << 40) }).unwrap();
        assert!(TarReader::new(endless.0.chain(io::repeat(b'x'))).next().is_err());
    }
}
