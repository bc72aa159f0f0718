use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use super::ImageError;
use super::format::{DATA_ALIGNMENT, ENTRY_SIZE, EntryRow, HEADER_SIZE, Header, INODE_SIZE, InodeRow};
use crate::{FileType, NAME_MAX, PATH_MAX};

/// Builds an image: the same tree gives the same bytes, in whatever order it was added.
pub struct ImageWriter {
    nodes: Vec<WriterNode>,
}

/// The attributes that an image keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// Permission, set-id and sticky bits.
    pub mode: u32,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Time of last change, nanoseconds since 1970.
    pub mtime_ns: i64,
}

impl Attributes {
    /// Gives root a file with these permission bits, of the year 1970.
    pub fn new(mode: u32) -> Self {
        Self { mode, ..Self::default() }
    }

    /// Sets the time of last change.
    pub fn modified(self, mtime_ns: i64) -> Self {
        Self { mtime_ns, ..self }
    }
}

/// Where a file's contents come from.
#[derive(Clone, Debug)]
pub enum Source {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A file of the host, read when the image is written.
    Path(PathBuf),
}

struct WriterNode {
    attributes: Attributes,
    nlink: u32,
    kind: Kind,
}

enum Kind {
    Directory(BTreeMap<Vec<u8>, usize>),
    File(Source),
    Symlink(Vec<u8>),
    CharDevice(u32),
}

impl Kind {
    fn file_type(&self) -> FileType {
        match self {
            Self::Directory(_) => FileType::Directory,
            Self::File(_) => FileType::Regular,
            Self::Symlink(_) => FileType::Symlink,
            Self::CharDevice(_) => FileType::CharDevice,
        }
    }
}

const ROOT: usize = 0;
/// Of a directory that was never named itself, only what is in it.
const DIRECTORY_MODE: u32 = 0o755;

impl Default for ImageWriter {
    fn default() -> Self {
        Self::new()
    }
}

impl ImageWriter {
    /// Begins with an empty root directory.
    pub fn new() -> Self {
        Self { nodes: vec![WriterNode::directory()] }
    }

    /// Adds a directory, or sets the attributes of one that is there. Parents are made with mode 755.
    pub fn directory(&mut self, path: &[u8], attributes: Attributes) -> Result<(), ImageError> {
        let index = self.make_directory(path)?;
        self.nodes[index].attributes = attributes;
        Ok(())
    }

    /// Adds a regular file.
    pub fn file(&mut self, path: &[u8], attributes: Attributes, source: Source) -> Result<(), ImageError> {
        self.add(path, WriterNode { attributes, nlink: 1, kind: Kind::File(source) })
    }

    /// Adds a symbolic link.
    pub fn symlink(&mut self, path: &[u8], attributes: Attributes, target: &[u8]) -> Result<(), ImageError> {
        if target.is_empty() || target.len() >= PATH_MAX || target.contains(&0) {
            return Err(bad_path(path, "the link's text is empty, too long or has a NUL"));
        }
        self.add(path, WriterNode { attributes, nlink: 1, kind: Kind::Symlink(target.to_vec()) })
    }

    /// Adds a character device; `rdev` as [`make_device`](crate::make_device) packs it.
    pub fn char_device(&mut self, path: &[u8], attributes: Attributes, rdev: u32) -> Result<(), ImageError> {
        self.add(path, WriterNode { attributes, nlink: 1, kind: Kind::CharDevice(rdev) })
    }

    /// Gives a file that was added before another name.
    pub fn hard_link(&mut self, path: &[u8], existing: &[u8]) -> Result<(), ImageError> {
        let index = self.find(existing).ok_or_else(|| bad_path(existing, "the file to link is not there"))?;
        if matches!(self.nodes[index].kind, Kind::Directory(_)) {
            return Err(bad_path(existing, "a directory can have one name only"));
        }
        let (parent, name) = self.vacancy(path)?;
        self.enter(parent, name, index);
        self.nodes[index].nlink += 1;
        Ok(())
    }

    /// Writes the image.
    pub fn write(&self, out: &mut dyn Write) -> Result<(), ImageError> {
        let layout = Layout::new(self)?;
        out.write_all(&layout.tables).map_err(ImageError::Write)?;
        let mut position = layout.tables.len() as u64;
        for (index, start) in layout.data {
            let padding = [0; DATA_ALIGNMENT as usize];
            out.write_all(&padding[..(start - position) as usize]).map_err(ImageError::Write)?;
            position = start + self.write_data(&self.nodes[index], out)?;
        }
        out.flush().map_err(ImageError::Write)
    }

    fn write_data(&self, node: &WriterNode, out: &mut dyn Write) -> Result<u64, ImageError> {
        match &node.kind {
            Kind::Symlink(bytes) | Kind::File(Source::Bytes(bytes)) => {
                out.write_all(bytes).map_err(ImageError::Write)?;
                Ok(bytes.len() as u64)
            }
            Kind::File(Source::Path(path)) => {
                let with_path = |source| ImageError::Io { path: path.clone(), source };
                let size = path.metadata().map_err(with_path)?.len();
                let mut file = File::open(path).map_err(with_path)?.take(size);
                let copied = io::copy(&mut file, out).map_err(ImageError::Write)?;
                if copied == size { Ok(size) } else { Err(with_path(io::ErrorKind::UnexpectedEof.into())) }
            }
            Kind::Directory(_) | Kind::CharDevice(_) => Ok(0),
        }
    }

    fn add(&mut self, path: &[u8], node: WriterNode) -> Result<(), ImageError> {
        let (parent, name) = self.vacancy(path)?;
        let index = self.nodes.len();
        self.nodes.push(node);
        self.enter(parent, name, index);
        Ok(())
    }

    /// Finds the directory for a new path, and the name in it.
    fn vacancy(&mut self, path: &[u8]) -> Result<(usize, Vec<u8>), ImageError> {
        let path = path.strip_suffix(b"/").unwrap_or(path);
        let at = path.iter().rposition(|&byte| byte == b'/').map_or(0, |slash| slash + 1);
        let name = &path[at..];
        check_name(path, name)?;
        if self.find(path).is_some() {
            return Err(bad_path(path, "the image has it already"));
        }
        Ok((self.make_directory(&path[..at])?, name.to_vec()))
    }

    fn enter(&mut self, parent: usize, name: Vec<u8>, index: usize) {
        if let Kind::Directory(children) = &mut self.nodes[parent].kind {
            children.insert(name, index);
        }
    }

    fn make_directory(&mut self, path: &[u8]) -> Result<usize, ImageError> {
        let mut at = ROOT;
        for name in components(path) {
            check_name(path, name)?;
            let fresh = self.nodes.len();
            let Kind::Directory(children) = &mut self.nodes[at].kind else {
                return Err(bad_path(path, "a parent is not a directory"));
            };
            at = *children.entry(name.to_vec()).or_insert(fresh);
            if at == fresh {
                self.nodes.push(WriterNode::directory());
            }
        }
        match self.nodes[at].kind {
            Kind::Directory(_) => Ok(at),
            _ => Err(bad_path(path, "it is there, and not a directory")),
        }
    }

    fn find(&self, path: &[u8]) -> Option<usize> {
        components(path).try_fold(ROOT, |at, name| match &self.nodes[at].kind {
            Kind::Directory(children) => children.get(name).copied(),
            _ => None,
        })
    }
}

impl WriterNode {
    fn directory() -> Self {
        let attributes = Attributes::new(DIRECTORY_MODE);
        Self { attributes, nlink: 1, kind: Kind::Directory(BTreeMap::new()) }
    }

    fn size(&self) -> Result<u64, ImageError> {
        match &self.kind {
            Kind::Directory(children) => Ok(children.len() as u64),
            Kind::Symlink(bytes) | Kind::File(Source::Bytes(bytes)) => Ok(bytes.len() as u64),
            Kind::File(Source::Path(path)) => match path.metadata() {
                Ok(metadata) => Ok(metadata.len()),
                Err(source) => Err(ImageError::Io { path: path.clone(), source }),
            },
            Kind::CharDevice(_) => Ok(0),
        }
    }
}

/// The tables, complete, and where each node's data goes.
struct Layout {
    tables: Vec<u8>,
    data: Vec<(usize, u64)>,
}

impl Layout {
    fn new(writer: &ImageWriter) -> Result<Self, ImageError> {
        let order = Order::new(writer);
        let (entries, names) = order.entries(writer);
        let mut header = Header {
            inode_count: order.nodes.len() as u64,
            inodes_offset: HEADER_SIZE as u64,
            entry_count: entries.len() as u64,
            names_size: names.len() as u64,
            ..Header::default()
        };
        header.entries_offset = header.inodes_offset + header.inode_count * INODE_SIZE as u64;
        header.names_offset = header.entries_offset + header.entry_count * ENTRY_SIZE as u64;
        let mut position = header.names_offset + header.names_size;
        let mut data = Vec::new();
        let mut rows = Vec::with_capacity(order.nodes.len());
        for (number, &index) in order.nodes.iter().enumerate() {
            let node = &writer.nodes[index];
            let size = node.size()?;
            let start = match node.kind {
                Kind::Directory(_) => u64::from(order.first_entry[number]),
                Kind::CharDevice(_) => 0,
                Kind::File(_) | Kind::Symlink(_) => {
                    let start = position.next_multiple_of(DATA_ALIGNMENT);
                    // Nothing lies behind the last byte, so an empty file needs no padding.
                    if size > 0 {
                        data.push((index, start));
                        position = start + size;
                    }
                    if size > 0 { start } else { 0 }
                }
            };
            rows.push(order.row(writer, number, size, start));
        }
        header.size = position;
        let mut tables = Vec::with_capacity((header.names_offset + header.names_size) as usize);
        tables.extend_from_slice(&header.encode());
        rows.iter().for_each(|row| tables.extend_from_slice(&row.encode()));
        entries.iter().for_each(|entry| tables.extend_from_slice(&entry.encode()));
        tables.extend_from_slice(&names);
        Ok(Self { tables, data })
    }
}

/// The numbers that inodes get: a directory, then what is in it, by name.
struct Order {
    nodes: Vec<usize>,
    numbers: Vec<u32>,
    parents: Vec<u32>,
    first_entry: Vec<u32>,
    own_entry: Vec<u32>,
}

const UNNUMBERED: u32 = u32::MAX;

impl Order {
    fn new(writer: &ImageWriter) -> Self {
        let mut order = Self {
            nodes: Vec::new(),
            numbers: vec![UNNUMBERED; writer.nodes.len()],
            parents: Vec::new(),
            first_entry: Vec::new(),
            own_entry: Vec::new(),
        };
        let mut stack = vec![(ROOT, 0)];
        while let Some((index, parent)) = stack.pop() {
            if order.numbers[index] != UNNUMBERED {
                continue;
            }
            let number = order.nodes.len() as u32;
            order.numbers[index] = number;
            order.nodes.push(index);
            order.parents.push(parent);
            if let Kind::Directory(children) = &writer.nodes[index].kind {
                stack.extend(children.values().rev().map(|&child| (child, number)));
            }
        }
        order.place_entries(writer);
        order
    }

    fn place_entries(&mut self, writer: &ImageWriter) {
        self.first_entry = vec![0; self.nodes.len()];
        self.own_entry = vec![0; self.nodes.len()];
        let mut next = 0;
        for (number, &index) in self.nodes.iter().enumerate() {
            self.first_entry[number] = next;
            if let Kind::Directory(children) = &writer.nodes[index].kind {
                for &child in children.values() {
                    self.own_entry[self.numbers[child] as usize] = next;
                    next += 1;
                }
            }
        }
    }

    fn entries(&self, writer: &ImageWriter) -> (Vec<EntryRow>, Vec<u8>) {
        let (mut entries, mut names) = (Vec::new(), Vec::new());
        for &index in &self.nodes {
            let Kind::Directory(children) = &writer.nodes[index].kind else { continue };
            for (name, &child) in children {
                entries.push(EntryRow {
                    inode: self.numbers[child],
                    name_offset: names.len() as u32,
                    name_size: name.len() as u8,
                    file_type: writer.nodes[child].kind.file_type(),
                });
                names.extend_from_slice(name);
            }
        }
        (entries, names)
    }

    fn row(&self, writer: &ImageWriter, number: usize, size: u64, start: u64) -> InodeRow {
        let node = &writer.nodes[self.nodes[number]];
        let nlink = match &node.kind {
            Kind::Directory(children) => {
                let is_directory = |&&child: &&usize| matches!(writer.nodes[child].kind, Kind::Directory(_));
                2 + children.values().filter(is_directory).count() as u32
            }
            _ => node.nlink,
        };
        let is_directory = matches!(node.kind, Kind::Directory(_));
        InodeRow {
            file_type: node.kind.file_type(),
            mode: node.attributes.mode & 0o7777,
            uid: node.attributes.uid,
            gid: node.attributes.gid,
            nlink,
            rdev: if let Kind::CharDevice(rdev) = node.kind { rdev } else { 0 },
            size,
            mtime_ns: node.attributes.mtime_ns,
            start,
            parent: if is_directory { self.parents[number] } else { 0 },
            parent_entry: if is_directory { self.own_entry[number] } else { 0 },
        }
    }
}

fn components(path: &[u8]) -> impl Iterator<Item = &[u8]> {
    path.split(|&byte| byte == b'/').filter(|name| !name.is_empty())
}

fn check_name(path: &[u8], name: &[u8]) -> Result<(), ImageError> {
    let bad = name.is_empty() || name.len() > NAME_MAX || name == b"." || name == b"..";
    if bad || name.contains(&0) { Err(bad_path(path, "a component is not a name")) } else { Ok(()) }
}

fn bad_path(path: &[u8], reason: &'static str) -> ImageError {
    ImageError::Path { path: String::from_utf8_lossy(path).into_owned(), reason }
}
