//! `/proc`: the kernel's tables as files; proc(5).

mod place;
mod text;

use std::sync::{Arc, OnceLock};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use vivarium_abi::Errno;
use vivarium_vfs::{
    Access, DirectoryEntry, FileSystem, FileType, Found, InodeId, LinkTarget, Metadata, Node, Result,
    Statistics, Vfs, next_device,
};

use crate::file::{Device, File, FileDescription, SysResult};
use crate::kernel::{Kernel, Load, MemoryBudget, Process, ProcessTable};
use place::{PROCESS_LINKS, Place};

/// The file system at `/proc`.
pub(crate) struct ProcFs {
    device: u64,
    processes: Arc<ProcessTable>,
    memory: Arc<MemoryBudget>,
    load: Arc<Load>,
    started: Instant,
    born_ns: i64,
    mounts: OnceLock<Vec<u8>>,
}

/// The open file behind `/proc/<pid>/fd/<n>`; `None` for every other node, `ENOENT` if it is closed by now.
pub(crate) fn open_file(kernel: &Kernel, node: &Node) -> SysResult<Option<Arc<FileDescription>>> {
    if node.device() != kernel.proc_device {
        return Ok(None);
    }
    let Some(Place::Fd(pid, fd)) = Place::of(node.inode()) else { return Ok(None) };
    let process = kernel.processes.live(pid).ok_or(Errno::ENOENT)?;
    process.fd(fd).map(Some).map_err(|_| Errno::ENOENT)
}

/// What `readlink` shows of a link in `/proc` that leads to an open file or directory; `None` for every other node.
pub(crate) fn read_link(kernel: &Kernel, node: &Node) -> SysResult<Option<Vec<u8>>> {
    if let Some(description) = open_file(kernel, node)? {
        return name_of_open(kernel, &description).map(Some);
    }
    match Place::of(node.inode()) {
        Some(Place::ProcessLink(pid, index))
            if node.device() == kernel.proc_device && PROCESS_LINKS[usize::from(index)] == "cwd" =>
        {
            let process = kernel.processes.live(pid).ok_or(Errno::ENOENT)?;
            kernel.vfs.path_of(&process.cwd()).map(Some)
        }
        _ => Ok(None),
    }
}

/// The path that a file was opened by, or what Linux shows in its place.
fn name_of_open(kernel: &Kernel, description: &FileDescription) -> SysResult<Vec<u8>> {
    let pipe = |inode: u64| Ok(format!("pipe:[{inode}]").into_bytes());
    match (&description.file, &description.origin) {
        (File::Directory(node), _) => kernel.vfs.path_of(node),
        (File::Pipe(end, None), _) => pipe(end.pipe().inode()),
        (File::Stream(stream), _) if stream.terminal.is_some() => Ok(b"/dev/tty".to_vec()),
        (file, Some(origin)) => {
            let entry = kernel.vfs.resolve_parent(&origin.base, &origin.path)?;
            let mut path = kernel.vfs.path_of(&entry.directory)?;
            if !path.ends_with(b"/") {
                path.push(b'/');
            }
            path.extend(entry.name);
            let deleted = file.node().is_some_and(|node| node.metadata().is_ok_and(|found| found.nlink == 0));
            if deleted {
                path.extend(b" (deleted)");
            }
            Ok(path)
        }
        (File::Stream(_), _) => pipe(0),
        (File::Device(Device::Null, None), _) => Ok(b"/dev/null".to_vec()),
        _ => Err(Errno::ENOENT),
    }
}

impl ProcFs {
    pub(crate) fn new(
        processes: &Arc<ProcessTable>,
        memory: &Arc<MemoryBudget>,
        load: &Arc<Load>,
    ) -> Arc<Self> {
        let born = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Arc::new(Self {
            device: next_device(),
            processes: Arc::clone(processes),
            memory: Arc::clone(memory),
            load: Arc::clone(load),
            started: Instant::now(),
            born_ns: born.as_nanos() as i64,
            mounts: OnceLock::new(),
        })
    }

    /// Notes what is mounted where, once all is.
    pub(crate) fn set_mounts(&self, vfs: &Vfs) {
        let mut text = Vec::new();
        for (path, file_system) in vfs.mounts() {
            let (name, access) = match (path, file_system.access()) {
                (b"/proc", _) => ("proc", "rw"),
                (b"/", _) => ("overlay", "rw"),
                (_, Access::ReadOnly) => ("host", "ro"),
                (_, Access::ReadWrite) => ("host", "rw"),
            };
            text.extend(format!("{name} ").as_bytes());
            text.extend(path);
            text.extend(format!(" {name} {access} 0 0\n").as_bytes());
        }
        // Told once, at the start of the run.
        let _ = self.mounts.set(text);
    }

    fn mounts(&self) -> Vec<u8> {
        self.mounts.get().cloned().unwrap_or_default()
    }

    /// What the caller may use: its run's part of the container's memory.
    fn memory(&self) -> Arc<MemoryBudget> {
        let caller = self.processes.live(self.processes.current());
        Arc::clone(caller.as_ref().map_or(&self.memory, |caller| &caller.run.memory))
    }

    /// What an inode stands for; `ENOENT` if it is of a process that is gone.
    fn place(&self, inode: InodeId) -> Result<(Place, Option<Arc<Process>>)> {
        let place = Place::of(inode).ok_or(Errno::ENOENT)?;
        let process = match place.pid() {
            Some(pid) => {
                let table = self.processes.lock();
                Some(table.get(pid).map(|entry| Arc::clone(&entry.process)).ok_or(Errno::ENOENT)?)
            }
            None => None,
        };
        Ok((place, process))
    }

    fn content(&self, inode: InodeId) -> Result<Vec<u8>> {
        match self.place(inode)? {
            (Place::System(index), _) => Ok(text::system(self, index)),
            (Place::ProcessFile(_, index), Some(process)) => Ok(text::process(self, &process, index)),
            (place, _) if place.file_type() == FileType::Directory => Err(Errno::EISDIR),
            _ => Err(Errno::EINVAL),
        }
    }

    /// The children of a directory, those of processes and descriptors included.
    fn children(&self, place: Place, process: Option<&Process>) -> Vec<Place> {
        let mut children = place.fixed_children();
        match place {
            Place::Root => {
                let table = self.processes.lock();
                children.extend(table.entries().map(|entry| Place::Process(entry.process.pid)));
            }
            Place::FdDirectory(pid) => {
                let fds = process.map(|process| process.fds());
                children.extend(fds.iter().flat_map(|fds| fds.numbers()).map(|fd| Place::Fd(pid, fd)));
            }
            _ => {}
        }
        children
    }
}

impl FileSystem for ProcFs {
    fn root(&self) -> InodeId {
        Place::Root.inode()
    }

    fn device(&self) -> u64 {
        self.device
    }

    fn access(&self) -> Access {
        // Files of open descriptors are written through it.
        Access::ReadWrite
    }

    fn lookup(&self, dir: InodeId, name: &[u8]) -> Result<Found> {
        let (place, process) = self.place(dir)?;
        if place.file_type() != FileType::Directory {
            return Err(Errno::ENOTDIR);
        }
        let name = str::from_utf8(name).map_err(|_| Errno::ENOENT)?;
        let children = self.children(place, process.as_deref());
        let found = children.into_iter().find(|child| child.parent().1 == name).ok_or(Errno::ENOENT)?;
        Ok(Found { inode: found.inode(), file_type: found.file_type() })
    }

    fn parent(&self, dir: InodeId) -> Result<(InodeId, Vec<u8>)> {
        let (place, _) = self.place(dir)?;
        let (parent, name) = place.parent();
        Ok((parent.inode(), name.into_bytes()))
    }

    fn metadata(&self, inode: InodeId) -> Result<Metadata> {
        let (place, _) = self.place(inode)?;
        let file_type = place.file_type();
        let mode = match file_type {
            FileType::Directory => 0o555,
            FileType::Symlink => 0o777,
            _ => 0o444,
        };
        Ok(Metadata {
            device: self.device,
            inode: inode.0,
            file_type,
            mode,
            uid: 0,
            gid: 0,
            nlink: 1,
            // As on Linux: what a file holds is known when it is read.
            size: 0,
            blocks: 0,
            rdev: 0,
            atime_ns: self.born_ns,
            mtime_ns: self.born_ns,
            ctime_ns: self.born_ns,
        })
    }

    fn read_link(&self, inode: InodeId) -> Result<Vec<u8>> {
        match self.place(inode)? {
            (Place::SelfLink, _) => Ok(self.processes.current().to_string().into_bytes()),
            (Place::ProcessLink(_, index), Some(process)) => match PROCESS_LINKS[usize::from(index)] {
                "exe" => Ok(process.image().path.clone()),
                // `read_link` below tells the path, which only the whole tree of names knows.
                "cwd" => Ok(b"cwd".to_vec()),
                _ => Ok(b"/".to_vec()),
            },
            (Place::Fd(_, fd), _) => Ok(format!("fd:[{fd}]").into_bytes()),
            _ => Err(Errno::EINVAL),
        }
    }

    fn follow_link(&self, inode: InodeId) -> Result<LinkTarget> {
        match self.place(inode)? {
            (Place::ProcessLink(_, index), Some(process)) if PROCESS_LINKS[usize::from(index)] == "cwd" => {
                Ok(LinkTarget::Node(process.cwd()))
            }
            (Place::Fd(_, fd), Some(process)) => {
                let description = process.fd(fd).map_err(|_| Errno::ENOENT)?;
                match &description.file {
                    File::Directory(node) => Ok(LinkTarget::Node(node.clone())),
                    _ => Ok(LinkTarget::Itself),
                }
            }
            _ => self.read_link(inode).map(LinkTarget::Path),
        }
    }

    fn read_directory(&self, dir: InodeId, after_cookie: u64, limit: usize) -> Result<Vec<DirectoryEntry>> {
        let (place, process) = self.place(dir)?;
        if place.file_type() != FileType::Directory {
            return Err(Errno::ENOTDIR);
        }
        let dots = [(place, ".".to_string()), (place.parent().0, "..".into())];
        let children =
            self.children(place, process.as_deref()).into_iter().map(|child| (child, child.parent().1));
        // A child's cookie is its inode number and so stays; the two dots come before all of them.
        let mut entries: Vec<_> = (1..).zip(dots).collect();
        entries.extend(children.map(|child| (child.0.inode().0, child)));
        entries.sort_by_key(|(cookie, _)| *cookie);
        let rest = entries.into_iter().filter(|(cookie, _)| *cookie > after_cookie).take(limit);
        let entry = |(cookie, (child, name)): (u64, (Place, String))| DirectoryEntry {
            cookie,
            inode: child.inode().0,
            file_type: child.file_type(),
            name: name.into_bytes(),
        };
        Ok(rest.map(entry).collect())
    }

    fn read_at(&self, inode: InodeId, buf: &mut [u8], offset: u64) -> Result<usize> {
        let content = self.content(inode)?;
        let start = usize::try_from(offset).unwrap_or(usize::MAX).min(content.len());
        let len = buf.len().min(content.len() - start);
        buf[..len].copy_from_slice(&content[start..start + len]);
        Ok(len)
    }

    fn write_at(&self, _: InodeId, _: &[u8], _: u64) -> Result<usize> {
        Err(Errno::EACCES)
    }

    fn statistics(&self) -> Result<Statistics> {
        Ok(Statistics::default())
    }
}
