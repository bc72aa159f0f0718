use std::io::{self, Read, Write};

use vivarium_vfs::Node;

use super::{Files, write_all};

/// Reads a file of a container from its start.
#[derive(Debug)]
pub struct FileReader {
    node: Node,
    offset: u64,
    end: u64,
}

impl FileReader {
    pub(super) fn new(node: Node) -> Self {
        Self { node, offset: 0, end: u64::MAX }
    }

    /// Ends after so many bytes, whatever is written meanwhile.
    pub(super) fn limit(self, end: u64) -> Self {
        Self { end, ..self }
    }
}

impl Read for FileReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end - self.offset).unwrap_or(usize::MAX);
        let len = into.len().min(left);
        let read = self.node.read_at(&mut into[..len], self.offset).map_err(io::Error::other)?;
        self.offset += read as u64;
        Ok(read)
    }
}

/// Writes a file of a container from its start. What is written lasts once [`flush`](Write::flush) has succeeded.
#[derive(Debug)]
pub struct FileWriter {
    node: Node,
    files: Files,
    offset: u64,
}

impl FileWriter {
    pub(super) fn new(node: Node, files: Files) -> Self {
        Self { node, files, offset: 0 }
    }
}

impl Write for FileWriter {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        write_all(&self.node, piece, self.offset).map_err(io::Error::other)?;
        self.offset += piece.len() as u64;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.files.acknowledge().map_err(io::Error::other)
    }
}
