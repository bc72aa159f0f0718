use std::collections::{BTreeMap, HashMap};

use vivarium_vfs::{Errno, FileType, NAME_MAX, OpenOptions};

use super::{Answer, FILES, LINKS, OLD_NS, Operation, START_NS, Shown, World, describe, runs, text};

/// Most links followed in one path.
const LINKS_MAX: usize = 40;
const ROOT: usize = 0;
const SET_GROUP_ID: u32 = 0o2000;
/// How a time of now shows.
const NOW: i64 = OLD_NS;

/// What a tree is, in the fewest words: it says that an operation fails, not why.
#[derive(Clone)]
pub(crate) struct Model {
    /// All files there have been; a number is not used again.
    files: Vec<File>,
    open: HashMap<usize, (usize, bool)>,
}

#[derive(Clone)]
struct File {
    contents: Contents,
    mode: u32,
    mtime_ns: i64,
    /// Of a directory: the one it is in.
    above: usize,
}

#[derive(Clone)]
enum Contents {
    Bytes(Vec<u8>),
    Names(BTreeMap<Vec<u8>, usize>),
    Link(Vec<u8>),
    Fifo,
}

/// Whether a link at the end of a path is followed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// Not even with a slash after it: the name itself is wanted.
    Name,
    NoFollow,
    Follow,
}

/// Where a path leads.
struct Found {
    directory: usize,
    /// `None` for `.`, `..` and the root.
    name: Option<Vec<u8>>,
    file: Option<usize>,
    slash: bool,
}

/// Why an operation fails is for Linux to say.
const FAILS: Errno = Errno::EIO;

impl Model {
    pub(crate) fn new() -> Self {
        let root =
            File { contents: Contents::Names(BTreeMap::new()), mode: 0o755, mtime_ns: START_NS, above: ROOT };
        let mut model = Self { files: vec![root], open: HashMap::new() };
        for (path, contents) in FILES {
            for (end, _) in path.match_indices('/') {
                model.apply(&Operation::Mkdir(path[..end].into(), 0o755)).ok();
            }
            let found = model.walk(path.as_bytes(), End::Name).unwrap();
            model.add(found, Contents::Bytes(contents.into()), 0o644).unwrap();
        }
        for (path, target) in LINKS {
            model.apply(&Operation::Symlink(target.into(), path.into())).unwrap();
        }
        model.files.iter_mut().for_each(|file| file.mtime_ns = START_NS);
        model
    }

    fn names(&self, directory: usize) -> Result<&BTreeMap<Vec<u8>, usize>, Errno> {
        match &self.files[directory].contents {
            Contents::Names(names) => Ok(names),
            _ => Err(FAILS),
        }
    }

    fn is_directory(&self, file: usize) -> bool {
        self.names(file).is_ok()
    }

    fn walk(&self, path: &[u8], end: End) -> Result<Found, Errno> {
        if path.is_empty() {
            return Err(FAILS);
        }
        let (mut at, mut rest, mut links) = (ROOT, path.to_vec(), 0);
        loop {
            let cut = rest.iter().position(|&byte| byte == b'/').unwrap_or(rest.len());
            let (name, after) = (rest[..cut].to_vec(), rest[cut..].to_vec());
            let next = after
                .iter()
                .position(|&byte| byte != b'/')
                .map_or(Vec::new(), |start| after[start..].to_vec());
            let (last, slash) = (next.is_empty(), !after.is_empty());
            let below = match &name[..] {
                b"" | b"." => Some(at),
                b".." => Some(self.files[at].above),
                _ if name.len() > NAME_MAX => return Err(FAILS),
                name => self.names(at)?.get(name).copied(),
            };
            if !self.is_directory(at) {
                return Err(FAILS);
            }
            if let Some(Contents::Link(target)) = below.map(|below| &self.files[below].contents)
                && (!last || end == End::Follow || (end == End::NoFollow && slash))
            {
                links += 1;
                if links > LINKS_MAX {
                    return Err(FAILS);
                }
                rest = [&target[..], &after[..]].concat();
                continue;
            }
            if last {
                let named = !matches!(&name[..], b"" | b"." | b"..");
                return Ok(Found { directory: at, name: named.then_some(name), file: below, slash });
            }
            at = below.ok_or(FAILS)?;
            rest = next;
        }
    }

    /// Finds a file that is there.
    fn resolve(&self, path: &[u8], end: End) -> Result<usize, Errno> {
        let found = self.walk(path, end)?;
        let file = found.file.ok_or(FAILS)?;
        if found.slash && !self.is_directory(file) { Err(FAILS) } else { Ok(file) }
    }

    /// Gives a new name to a file. Nothing has the name yet.
    fn name(&mut self, found: Found, file: usize) -> Result<(), Errno> {
        let (None, Some(name)) = (found.file, found.name) else { return Err(FAILS) };
        if found.slash && !self.is_directory(file) {
            return Err(FAILS);
        }
        self.put(found.directory, name, Some(file))
    }

    fn add(&mut self, found: Found, contents: Contents, mode: u32) -> Result<usize, Errno> {
        self.files.push(File { contents, mode, mtime_ns: NOW, above: found.directory });
        let file = self.files.len() - 1;
        self.name(found, file)?;
        Ok(file)
    }

    fn put(&mut self, directory: usize, name: Vec<u8>, file: Option<usize>) -> Result<(), Errno> {
        self.files[directory].mtime_ns = NOW;
        let Contents::Names(names) = &mut self.files[directory].contents else { return Err(FAILS) };
        match file {
            Some(file) => names.insert(name, file),
            None => names.remove(&name),
        };
        Ok(())
    }

    fn bytes(&mut self, file: usize) -> Result<&mut Vec<u8>, Errno> {
        match &mut self.files[file].contents {
            Contents::Bytes(bytes) => Ok(bytes),
            _ => Err(FAILS),
        }
    }

    fn open(&mut self, slot: usize, path: &[u8], options: &OpenOptions) -> Result<(), Errno> {
        let stays = options.no_follow || (options.create && options.exclusive);
        let found = self.walk(path, if stays { End::NoFollow } else { End::Follow })?;
        if options.create && (found.slash || options.exclusive && found.file.is_some()) {
            return Err(FAILS);
        }
        let file = match found.file {
            Some(file) => file,
            None if options.create => self.add(found, Contents::Bytes(Vec::new()), options.mode)?,
            None => return Err(FAILS),
        };
        match &self.files[file].contents {
            Contents::Names(_) if options.write || options.truncate || options.create => return Err(FAILS),
            Contents::Names(_) => {}
            Contents::Bytes(_) if options.directory || path.ends_with(b"/") => return Err(FAILS),
            Contents::Bytes(_) if options.truncate => {
                self.bytes(file)?.clear();
                self.files[file].mtime_ns = NOW;
            }
            Contents::Bytes(_) => {}
            Contents::Link(_) | Contents::Fifo => return Err(FAILS),
        }
        self.open.insert(slot, (file, options.write));
        Ok(())
    }

    fn slot(&self, slot: usize) -> Result<usize, Errno> {
        self.open.get(&slot).map(|&(file, _)| file).ok_or(FAILS)
    }

    fn writable(&self, slot: usize) -> Result<usize, Errno> {
        self.open.get(&slot).filter(|(_, write)| *write).map(|&(file, _)| file).ok_or(FAILS)
    }

    fn rename(&mut self, from: &[u8], to: &[u8]) -> Result<(), Errno> {
        let (source, target) = (self.walk(from, End::Name)?, self.walk(to, End::Name)?);
        let (Some(moved), Some(from), Some(to)) = (source.file, source.name, target.name) else {
            return Err(FAILS);
        };
        let is_directory = self.is_directory(moved);
        if !is_directory && (source.slash || target.slash) {
            return Err(FAILS);
        }
        let mut above = target.directory;
        while is_directory && above != ROOT {
            if above == moved {
                return Err(FAILS);
            }
            above = self.files[above].above;
        }
        match target.file {
            Some(replaced) if replaced == moved => return Ok(()),
            Some(replaced) if self.is_directory(replaced) != is_directory => return Err(FAILS),
            Some(replaced) if is_directory && !self.names(replaced)?.is_empty() => return Err(FAILS),
            _ => {}
        }
        self.put(source.directory, from, None)?;
        self.put(target.directory, to, Some(moved))?;
        self.files[moved].above = target.directory;
        Ok(())
    }

    fn show(&self, file: usize) -> String {
        let File { contents, mode, mtime_ns, .. } = &self.files[file];
        let names = |file: &File| match &file.contents {
            Contents::Names(names) => names.values().copied().collect(),
            _ => Vec::new(),
        };
        let nlink = self.files.iter().flat_map(names).filter(|&named| named == file).count() as u32;
        let (file_type, size) = match contents {
            Contents::Bytes(bytes) => (FileType::Regular, bytes.len()),
            Contents::Names(_) => (FileType::Directory, 0),
            Contents::Link(target) => (FileType::Symlink, target.len()),
            Contents::Fifo => (FileType::Fifo, 0),
        };
        describe(file_type, *mode, nlink, size as u64, *mtime_ns)
    }

    /// Answers an operation that changes nothing; `None` for another.
    fn look(&self, operation: &Operation) -> Result<Option<String>, Errno> {
        Ok(Some(match operation {
            Operation::ReadOpen(slot, offset, length) => {
                let file = self.slot(*slot)?;
                let Contents::Bytes(bytes) = &self.files[file].contents else { return Err(FAILS) };
                let rest = bytes.get(*offset as usize..).unwrap_or_default();
                runs(&rest[..rest.len().min(usize::from(*length))])
            }
            Operation::StatOpen(slot) => self.show(self.slot(*slot)?),
            Operation::Stat(path, follow) => {
                let end = if *follow { End::Follow } else { End::NoFollow };
                self.show(self.resolve(path, end)?)
            }
            Operation::ReadLink(path) => match &self.files[self.resolve(path, End::NoFollow)?].contents {
                Contents::Link(target) => text(target),
                _ => return Err(FAILS),
            },
            Operation::List(path) => {
                let names = self.names(self.resolve(path, End::Follow)?)?;
                names.keys().map(|name| text(name)).collect::<Vec<_>>().join(" ")
            }
            _ => return Ok(None),
        }))
    }

    fn change(&mut self, operation: &Operation) -> Answer {
        match operation {
            Operation::Mkdir(path, mode) => {
                let found = self.walk(path, End::Name)?;
                let inherited = self.files[found.directory].mode & SET_GROUP_ID;
                self.add(found, Contents::Names(BTreeMap::new()), mode & 0o1777 | inherited)?;
            }
            Operation::Write(..) => {
                operation.clone().calls().iter().try_for_each(|call| self.apply(call).map(drop))?;
            }
            Operation::Open(slot, path, options) => self.open(*slot, path, options)?,
            Operation::Close(slot) => drop(self.open.remove(slot)),
            Operation::WriteOpen(slot, offset, length) => {
                let (file, start) = (self.writable(*slot)?, *offset as usize);
                let bytes = self.bytes(file)?;
                if *length > 0 {
                    let end = start + usize::from(*length);
                    bytes.resize(bytes.len().max(end), 0);
                    bytes[start..end].fill((*offset % 251) as u8);
                    self.files[file].mtime_ns = NOW;
                }
                return Ok(length.to_string());
            }
            Operation::TruncateOpen(slot, size) => {
                let file = self.writable(*slot)?;
                self.bytes(file)?.resize(*size as usize, 0);
                self.files[file].mtime_ns = NOW;
            }
            Operation::LinkOpen(slot, path) => {
                let (file, found) = (self.slot(*slot)?, self.walk(path, End::Name)?);
                self.name(found, file)?;
            }
            Operation::Unlink(path) | Operation::Rmdir(path) => {
                let directory = matches!(operation, Operation::Rmdir(_));
                let found = self.walk(path, End::Name)?;
                let (Some(file), Some(name)) = (found.file, found.name) else { return Err(FAILS) };
                let full = self.names(file).is_ok_and(|names| !names.is_empty());
                if self.is_directory(file) != directory || full || (found.slash && !directory) {
                    return Err(FAILS);
                }
                self.put(found.directory, name, None)?;
            }
            Operation::Rename(from, to) => self.rename(from, to)?,
            Operation::Link(from, to, follow) => {
                let file = self.resolve(from, if *follow { End::Follow } else { End::NoFollow })?;
                let found = self.walk(to, End::Name)?;
                if self.is_directory(file) {
                    return Err(FAILS);
                }
                self.name(found, file)?;
            }
            Operation::Symlink(target, path) => {
                let found = self.walk(path, End::Name)?;
                self.add(found, Contents::Link(target.to_vec()), 0o777)?;
            }
            Operation::Mkfifo(path, mode) => {
                let found = self.walk(path, End::Name)?;
                self.add(found, Contents::Fifo, *mode)?;
            }
            Operation::Chmod(path, mode) => {
                let file = self.resolve(path, End::Follow)?;
                self.files[file].mode = *mode;
            }
            Operation::Times(path, time) => {
                let file = self.resolve(path, End::NoFollow)?;
                self.files[file].mtime_ns = *time;
            }
            _ => {}
        }
        Ok(String::new())
    }

    fn dump_below(&self, directory: usize, prefix: &str, list: &mut Vec<Shown>) {
        for (name, &file) in self.names(directory).unwrap() {
            let path = format!("{prefix}{}", text(name));
            let mut what = self.show(file);
            match &self.files[file].contents {
                Contents::Bytes(bytes) => what += &runs(bytes),
                Contents::Link(target) => what += &text(target),
                Contents::Names(_) => self.dump_below(file, &format!("{path}/"), list),
                Contents::Fifo => {}
            }
            list.push(Shown { path, what });
        }
    }
}

impl World for Model {
    fn apply(&mut self, operation: &Operation) -> Answer {
        match self.look(operation)? {
            Some(answer) => Ok(answer),
            None => self.change(operation),
        }
    }

    fn dump(&mut self) -> Vec<Shown> {
        let mut list = Vec::new();
        self.dump_below(ROOT, "", &mut list);
        list.sort_by(|a, b| a.path.cmp(&b.path));
        list
    }
}
