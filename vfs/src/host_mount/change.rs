use super::State;
use crate::handles::Handle;
use crate::host::{self, HostKind};
use crate::place::Place;
use crate::{Access, AttributeChange, Errno, FileType, InodeId, NewNode, Result};

/// The mode bits a guest can set on a host file. A set-user-id file would act with the host user's rights.
const MODE_BITS: u32 = 0o1777;

impl State {
    pub(super) fn create(&mut self, dir: InodeId, name: &[u8], node: NewNode<'_>) -> Result<InodeId> {
        self.changeable(Access::ReadWrite)?;
        let handle = self.directory_handle(dir)?;
        let file = match node {
            NewNode::File { mode } => Some(host::create_file(&handle, name, mode & MODE_BITS)?),
            NewNode::Directory { mode } => {
                host::make_directory(&handle, name, mode & MODE_BITS)?;
                None
            }
            NewNode::Symlink { target } => {
                host::make_symlink(&handle, name, target)?;
                None
            }
            NewNode::Fifo { .. } => return Err(Errno::EPERM),
        };
        let stat = match &file {
            Some(file) => host::stat_open(file)?,
            None => host::stat(&handle, name)?,
        };
        let id = self.enter(dir, name, &stat)?;
        if let Some(file) = file {
            // Open already, so a mode that forbids writing does not matter to who made the file.
            self.handles.insert(id, Handle::WritableFile(file.into()));
        }
        Ok(id)
    }

    pub(super) fn link(&mut self, id: InodeId, dir: InodeId, name: &[u8]) -> Result<()> {
        self.changeable(Access::ReadWrite)?;
        if self.table.get(id)?.kind == HostKind::Directory {
            return Err(Errno::EPERM);
        }
        let (from, from_name) = match self.host_name(id) {
            Err(Errno::ESTALE) => return Err(Errno::ENOENT),
            found => found?,
        };
        let to = self.directory_handle(dir)?;
        host::link(&from, &from_name, &to, name)
    }

    pub(super) fn unlink(&mut self, dir: InodeId, name: &[u8]) -> Result<()> {
        self.changeable(Access::ReadWrite)?;
        let found = self.lookup(dir, name)?;
        if found.file_type == FileType::Directory {
            return Err(Errno::EISDIR);
        }
        self.keep_open(found.inode)?;
        host::unlink(&*self.directory_handle(dir)?, name)?;
        self.lose_place(found.inode, dir, name)
    }

    pub(super) fn remove_directory(&mut self, dir: InodeId, name: &[u8]) -> Result<()> {
        self.changeable(Access::ReadWrite)?;
        let found = self.lookup(dir, name)?;
        host::remove_directory(&*self.directory_handle(dir)?, name).map_err(not_empty)?;
        self.handles.remove(found.inode);
        self.lose_place(found.inode, dir, name)
    }

    pub(super) fn rename(
        &mut self,
        from_dir: InodeId,
        from: &[u8],
        to_dir: InodeId,
        to: &[u8],
    ) -> Result<()> {
        self.changeable(Access::ReadWrite)?;
        let moved = self.lookup(from_dir, from)?.inode;
        let replaced = match self.lookup(to_dir, to) {
            Err(Errno::ENOENT) => None,
            found => Some(found?.inode).filter(|&replaced| replaced != moved),
        };
        if let Some(replaced) = replaced {
            self.keep_open(replaced)?;
        }
        let (source, target) = (self.directory_handle(from_dir)?, self.directory_handle(to_dir)?);
        host::rename(&source, from, &target, to).map_err(not_empty)?;
        if let Some(replaced) = replaced {
            self.lose_place(replaced, to_dir, to)?;
        }
        self.set_place(moved, Some(Place { directory: to_dir, name: to.into() }))
    }

    /// Opens a file that is about to lose its name, if someone holds it: no name will lead to it again.
    fn keep_open(&mut self, id: InodeId) -> Result<()> {
        let inode = self.table.get(id)?;
        if inode.references == 0 || inode.kind != HostKind::Regular {
            return Ok(());
        }
        let writable = self.file_handle(id, self.access);
        if writable.is_err() {
            self.file_handle(id, Access::ReadOnly)?;
        }
        self.handles.pin(id)
    }

    fn lose_place(&mut self, id: InodeId, dir: InodeId, name: &[u8]) -> Result<()> {
        let place = self.table.get(id)?.place.as_ref();
        if place.is_some_and(|place| place.directory == dir && *place.name == *name) {
            self.set_place(id, None)?;
        }
        Ok(())
    }

    pub(super) fn set_attributes(&mut self, id: InodeId, change: &AttributeChange) -> Result<()> {
        self.changeable(Access::ReadWrite)?;
        if change.uid.is_some() || change.gid.is_some() {
            let now = self.metadata(id)?;
            if change.uid.is_some_and(|uid| uid != now.uid) || change.gid.is_some_and(|gid| gid != now.gid) {
                return Err(Errno::EPERM);
            }
        }
        if let Some(size) = change.size {
            host::truncate(&*self.file_handle(id, Access::ReadWrite)?, size)?;
        }
        if let Some(mode) = change.mode {
            self.change_mode(id, mode & MODE_BITS)?;
        }
        if change.atime_ns.is_some() || change.mtime_ns.is_some() {
            self.change_times(id, change)?;
        }
        Ok(())
    }

    fn change_mode(&mut self, id: InodeId, mode: u32) -> Result<()> {
        let changed = match self.table.get(id)?.kind {
            HostKind::Directory => self.directory_handle(id).and_then(|dir| host::change_mode(&*dir, mode)),
            HostKind::Regular => {
                self.file_handle(id, Access::ReadOnly).and_then(|file| host::change_mode(&*file, mode))
            }
            HostKind::Symlink => Err(Errno::ENOTSUP),
            HostKind::Fifo | HostKind::Special => Err(Errno::EPERM),
        };
        // A file that its own mode keeps from being opened; its owner may still change that.
        if changed == Err(Errno::EACCES) {
            let (dir, name) = self.host_name(id)?;
            return host::change_mode_at(&dir, &name, mode);
        }
        changed
    }

    fn change_times(&mut self, id: InodeId, change: &AttributeChange) -> Result<()> {
        let (atime_ns, mtime_ns) = (change.atime_ns, change.mtime_ns);
        match self.handles.get(id) {
            Some(Handle::File(file) | Handle::WritableFile(file)) => {
                return host::set_times_open(&**file, atime_ns, mtime_ns);
            }
            Some(Handle::Directory(dir)) => return host::set_times_open(&**dir, atime_ns, mtime_ns),
            None if id == self.root => return host::set_times_open(&*self.root_dir, atime_ns, mtime_ns),
            None => {}
        }
        let (dir, name) = self.host_name(id)?;
        host::set_times(&dir, &name, atime_ns, mtime_ns)
    }

    pub(super) fn read_link(&mut self, id: InodeId) -> Result<Vec<u8>> {
        if self.table.get(id)?.kind != HostKind::Symlink {
            return Err(Errno::EINVAL);
        }
        let (dir, name) = self.host_name(id)?;
        match host::read_link(&dir, &name) {
            // Another file where the link was.
            Err(Errno::EINVAL) => Err(Errno::ESTALE),
            target => target,
        }
    }

    pub(super) fn sync(&mut self, id: InodeId) -> Result<()> {
        match self.table.get(id)?.kind {
            HostKind::Regular => host::sync(&*self.file_handle(id, Access::ReadOnly)?),
            HostKind::Directory => host::sync(&*self.directory_handle(id)?),
            _ => Ok(()),
        }
    }
}

// POSIX lets a host say either.
fn not_empty(errno: Errno) -> Errno {
    if errno == Errno::EEXIST { Errno::ENOTEMPTY } else { errno }
}
