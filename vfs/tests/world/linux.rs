use std::collections::HashMap;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;

use rustix::fs::{self, AtFlags, Mode, OFlags, RenameFlags, Timespec, Timestamps};
use rustix::io::Errno as Host;
use tempfile::TempDir;
use vivarium_vfs::{Errno, FileType, OpenOptions};

use super::{Answer, FILES, LINKS, Operation, START_NS, Shown, World, describe, runs, text};

/// A directory of the host's file system.
pub(crate) struct Linux {
    directory: TempDir,
    root: OwnedFd,
    open: HashMap<usize, OwnedFd>,
}

impl Linux {
    pub(crate) fn new() -> Self {
        let directory = folder();
        for (path, contents) in FILES {
            let path = directory.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, contents).unwrap();
        }
        for (path, target) in LINKS {
            std::os::unix::fs::symlink(target, directory.path().join(path)).unwrap();
        }
        let root = fs::open(directory.path(), OFlags::DIRECTORY, Mode::empty()).unwrap();
        let mut linux = Self { directory, root, open: HashMap::new() };
        for shown in linux.dump() {
            let mode = if shown.what.starts_with("directory") { 0o755 } else { 0o644 };
            if !shown.what.starts_with("link") {
                fs::chmodat(&linux.root, &shown.path, Mode::from_raw_mode(mode), AtFlags::empty()).unwrap();
            }
            linux.times(shown.path.as_bytes(), START_NS).unwrap();
        }
        fs::fchmod(&linux.root, Mode::from_raw_mode(0o755)).unwrap();
        linux.times(b".", START_NS).unwrap();
        linux
    }

    /// Makes another directory of the same files.
    pub(crate) fn fork(&self) -> Self {
        let directory = folder();
        let from = self.directory.path().join(".");
        let copied = std::process::Command::new("cp").arg("-a").arg(from).arg(directory.path()).status();
        assert!(copied.unwrap().success());
        let root = fs::open(directory.path(), OFlags::DIRECTORY, Mode::empty()).unwrap();
        Self { directory, root, open: HashMap::new() }
    }

    fn times(&self, path: &[u8], mtime_ns: i64) -> Result<(), Host> {
        let time = Timespec {
            tv_sec: mtime_ns.div_euclid(1_000_000_000),
            tv_nsec: mtime_ns.rem_euclid(1_000_000_000),
        };
        let times = Timestamps { last_access: time, last_modification: time };
        fs::utimensat(&self.root, path, &times, AtFlags::SYMLINK_NOFOLLOW)
    }

    fn slot(&self, slot: usize) -> Result<&OwnedFd, Host> {
        self.open.get(&slot).ok_or(Host::BADF)
    }

    fn answer(&mut self, operation: &Operation) -> Result<String, Host> {
        let root = &self.root;
        let mode = |mode: &u32| Mode::from_raw_mode(*mode);
        match operation {
            Operation::Mkdir(path, bits) => fs::mkdirat(root, &**path, mode(bits))?,
            Operation::Write(path, offset, length) => {
                let flags = OFlags::WRONLY | OFlags::CREATE;
                let file = fs::openat(root, &**path, flags, Mode::from_raw_mode(0o644))?;
                rustix::io::pwrite(&file, &vec![*length; *length as usize], *offset)?;
            }
            Operation::Open(slot, path, options) => {
                let file = fs::openat(root, &**path, flags(options), Mode::from_raw_mode(options.mode))?;
                self.open.insert(*slot, file);
            }
            Operation::Close(slot) => drop(self.open.remove(slot)),
            Operation::WriteOpen(slot, offset, length) => {
                let bytes = vec![(*offset % 251) as u8; *length as usize];
                return Ok(rustix::io::pwrite(self.slot(*slot)?, &bytes, *offset)?.to_string());
            }
            Operation::ReadOpen(slot, offset, length) => {
                let mut bytes = vec![0; *length as usize];
                let size = rustix::io::pread(self.slot(*slot)?, &mut bytes, *offset)?;
                return Ok(runs(&bytes[..size]));
            }
            Operation::StatOpen(slot) => return Ok(show(&fs::fstat(self.slot(*slot)?)?)),
            Operation::TruncateOpen(slot, size) => fs::ftruncate(self.slot(*slot)?, *size)?,
            Operation::LinkOpen(slot, path) => {
                fs::linkat(self.slot(*slot)?, "", root, &**path, AtFlags::EMPTY_PATH)?;
            }
            Operation::Unlink(path) => fs::unlinkat(root, &**path, AtFlags::empty())?,
            Operation::Rmdir(path) => fs::unlinkat(root, &**path, AtFlags::REMOVEDIR)?,
            Operation::Rename(from, to) => {
                fs::renameat_with(root, &**from, root, &**to, RenameFlags::empty())?;
            }
            Operation::Link(from, to, follow) => {
                let flags = if *follow { AtFlags::SYMLINK_FOLLOW } else { AtFlags::empty() };
                fs::linkat(root, &**from, root, &**to, flags)?;
            }
            Operation::Symlink(target, path) => fs::symlinkat(&**target, root, &**path)?,
            Operation::Mkfifo(path, bits) => fs::mknodat(root, &**path, fs::FileType::Fifo, mode(bits), 0)?,
            Operation::Chmod(path, bits) => fs::chmodat(root, &**path, mode(bits), AtFlags::empty())?,
            Operation::Times(path, time) => self.times(path, *time)?,
            Operation::Stat(path, follow) => {
                let flags = if *follow { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
                return Ok(show(&fs::statat(root, &**path, flags)?));
            }
            Operation::ReadLink(path) => {
                return Ok(text(fs::readlinkat(root, &**path, Vec::new())?.as_bytes()));
            }
            Operation::List(path) => {
                let dir = fs::openat(root, &**path, OFlags::DIRECTORY, Mode::empty())?;
                let mut names: Vec<String> = fs::Dir::read_from(dir)?
                    .map(|entry| text(entry.unwrap().file_name().to_bytes()))
                    .filter(|name| name != "." && name != "..")
                    .collect();
                names.sort();
                return Ok(names.join(" "));
            }
        }
        Ok(String::new())
    }

    fn dump_below(&self, path: &std::path::Path, list: &mut Vec<Shown>) {
        for entry in std::fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            let relative = path.strip_prefix(self.directory.path()).unwrap();
            let stat = fs::statat(&self.root, relative, AtFlags::SYMLINK_NOFOLLOW).unwrap();
            let mut what = show(&stat);
            let kind = fs::FileType::from_raw_mode(stat.st_mode);
            match kind {
                fs::FileType::RegularFile => what += &runs(&std::fs::read(&path).unwrap()),
                fs::FileType::Symlink => {
                    what += &text(std::fs::read_link(&path).unwrap().as_os_str().as_bytes());
                }
                _ => {}
            }
            list.push(Shown { path: text(relative.as_os_str().as_bytes()), what });
            if kind == fs::FileType::Directory {
                self.dump_below(&path, list);
            }
        }
    }
}

/// A new folder, in memory if there is such a place.
fn folder() -> TempDir {
    TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap()
}

impl World for Linux {
    fn apply(&mut self, operation: &Operation) -> Answer {
        self.answer(operation).map_err(errno)
    }

    fn dump(&mut self) -> Vec<Shown> {
        let mut list = Vec::new();
        self.dump_below(self.directory.path(), &mut list);
        list.sort_by(|a, b| a.path.cmp(&b.path));
        list
    }
}

fn flags(options: &OpenOptions) -> OFlags {
    let mut flags = if options.write { OFlags::RDWR } else { OFlags::RDONLY };
    flags.set(OFlags::CREATE, options.create);
    flags.set(OFlags::EXCL, options.exclusive);
    flags.set(OFlags::TRUNC, options.truncate);
    flags.set(OFlags::DIRECTORY, options.directory);
    flags.set(OFlags::NOFOLLOW, options.no_follow);
    flags
}

#[allow(clippy::unnecessary_cast, reason = "the widths differ between hosts")]
fn show(stat: &fs::Stat) -> String {
    let file_type = match fs::FileType::from_raw_mode(stat.st_mode) {
        fs::FileType::Directory => FileType::Directory,
        fs::FileType::Symlink => FileType::Symlink,
        fs::FileType::Fifo => FileType::Fifo,
        _ => FileType::Regular,
    };
    let mtime_ns = stat.st_mtime as i64 * 1_000_000_000 + stat.st_mtime_nsec as i64;
    describe(file_type, stat.st_mode & 0o7777, stat.st_nlink as u32, stat.st_size as u64, mtime_ns)
}

fn errno(host: Host) -> Errno {
    match host {
        Host::BADF => Errno::EBADF,
        Host::BUSY => Errno::EBUSY,
        Host::EXIST => Errno::EEXIST,
        Host::FBIG => Errno::EFBIG,
        Host::INVAL => Errno::EINVAL,
        Host::ISDIR => Errno::EISDIR,
        Host::LOOP => Errno::ELOOP,
        Host::NAMETOOLONG => Errno::ENAMETOOLONG,
        Host::NOENT => Errno::ENOENT,
        Host::NOTDIR => Errno::ENOTDIR,
        Host::NOTEMPTY => Errno::ENOTEMPTY,
        Host::PERM => Errno::EPERM,
        Host::ACCESS => Errno::EACCES,
        other => panic!("an error no test expects of Linux: {other}"),
    }
}
