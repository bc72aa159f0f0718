use cap_std::fs::Dir;

use super::State;
use super::create::{open_any, write_record};
use super::record::{MARK, Record};
use crate::handles::Handle;
use crate::host;
use crate::{AttributeChange, Errno, FileType, InodeId, Metadata, Result};

/// Keeps the root's attributes apart from the host's directory, whose own mode is its creator's choice.
pub(super) fn store_root_record(dir: &Dir, record: &Record) -> Result<()> {
    let host_mode = host::stat_open(dir)?.mode;
    if record.store(dir)? && host_mode & MARK == 0 {
        host::change_mode(dir, host_mode | MARK)?;
    }
    Ok(())
}

impl State {
    pub(super) fn metadata(&mut self, id: InodeId) -> Result<Metadata> {
        if self.table.get(id)?.changed {
            self.read_times(id)?;
        }
        Ok(self.table.get(id)?.metadata)
    }

    /// Reads the times of a change as the host has kept them, for they must be the same when the tree is opened next.
    fn read_times(&mut self, id: InodeId) -> Result<()> {
        let stat = match self.handles.get(id) {
            Some(Handle::File(file) | Handle::WritableFile(file)) => host::stat_open(&**file)?,
            Some(Handle::Directory(dir)) => host::stat_open(&**dir)?,
            None if id == self.root => host::stat_open(&*self.root_dir()?)?,
            None => match self.host_name(id) {
                // A removed directory has only its memory.
                Err(Errno::ENOENT) => return Ok(()),
                Err(errno) => return Err(errno),
                Ok((dir, name)) => host::stat(&dir, &name)?,
            },
        };
        let inode = self.table.get_mut(id)?;
        inode.changed = false;
        inode.metadata.mtime_ns = stat.mtime_ns;
        inode.metadata.ctime_ns = stat.ctime_ns;
        if inode.metadata.file_type == FileType::Directory {
            inode.metadata.size = stat.size;
            inode.metadata.blocks = stat.blocks;
        }
        Ok(())
    }

    pub(super) fn set_attributes(&mut self, id: InodeId, change: &AttributeChange) -> Result<()> {
        self.changeable()?;
        if let Some(size) = change.size {
            self.truncate(id, size)?;
        }
        let mut metadata = self.table.get(id)?.metadata;
        if change.mode.is_some() || change.uid.is_some() || change.gid.is_some() {
            metadata.mode = change.mode.map_or(metadata.mode, |mode| mode & 0o7777);
            metadata.uid = change.uid.unwrap_or(metadata.uid);
            metadata.gid = change.gid.unwrap_or(metadata.gid);
            // A link's owner has no place on the host: it lasts as long as the tree is open.
            if metadata.file_type != FileType::Symlink {
                self.store_record(id, &Record::of(&metadata))?;
            }
        }
        if change.atime_ns.is_some() || change.mtime_ns.is_some() {
            self.store_times(id, change)?;
            metadata.atime_ns = change.atime_ns.unwrap_or(metadata.atime_ns);
            metadata.mtime_ns = change.mtime_ns.unwrap_or(metadata.mtime_ns);
        }
        let inode = self.table.get_mut(id)?;
        inode.metadata = metadata;
        inode.changed = true;
        Ok(())
    }

    /// Makes a file what no call creates: a device that was copied up.
    pub(super) fn set_device(&mut self, id: InodeId, file_type: FileType, rdev: u32) -> Result<()> {
        self.changeable()?;
        let mut metadata = self.table.get(id)?.metadata;
        metadata.file_type = file_type;
        metadata.rdev = rdev;
        self.store_record(id, &Record::of(&metadata))?;
        self.table.get_mut(id)?.metadata = metadata;
        Ok(())
    }

    fn store_record(&mut self, id: InodeId, record: &Record) -> Result<()> {
        if id == self.root {
            return store_root_record(&*self.root_dir()?, record);
        }
        match self.handles.get(id).cloned() {
            Some(Handle::File(file) | Handle::WritableFile(file)) => {
                write_record(&*file, record, host::stat_open(&*file)?.mode)
            }
            Some(Handle::Directory(dir)) => write_record(&*dir, record, host::stat_open(&*dir)?.mode),
            None => match self.host_name(id) {
                // A removed directory has only its memory.
                Err(Errno::ENOENT) => Ok(()),
                Err(errno) => Err(errno),
                Ok((dir, name)) => {
                    let file = open_any(&dir, &name, record.file_type)?;
                    write_record(&file, record, host::stat_open(&file)?.mode)
                }
            },
        }
    }

    /// Gives the root the attributes of the directory it is laid over, unless it was given any before.
    pub(super) fn begin_root(&mut self, from: &Metadata) -> Result<()> {
        if host::stat_open(&*self.root_dir()?)?.mode & MARK != 0 {
            return Ok(());
        }
        let (atime_ns, mtime_ns) = (Some(from.atime_ns), Some(from.mtime_ns));
        self.set_attributes(
            self.root,
            &AttributeChange { atime_ns, mtime_ns, ..AttributeChange::default() },
        )?;
        // These last: with them the root has been given its attributes.
        let (mode, uid, gid) = (Some(from.mode), Some(from.uid), Some(from.gid));
        self.set_attributes(self.root, &AttributeChange { mode, uid, gid, ..AttributeChange::default() })
    }

    fn store_times(&mut self, id: InodeId, change: &AttributeChange) -> Result<()> {
        if id == self.root {
            return host::set_times_open(&*self.root_dir()?, change.atime_ns, change.mtime_ns);
        }
        match self.host_name(id) {
            Err(Errno::ENOENT) => Ok(()),
            Err(errno) => Err(errno),
            Ok((dir, name)) => host::set_times(&dir, &name, change.atime_ns, change.mtime_ns),
        }
    }

    pub(super) fn read_link(&mut self, id: InodeId) -> Result<Vec<u8>> {
        if self.table.get(id)?.metadata.file_type != FileType::Symlink {
            return Err(Errno::EINVAL);
        }
        if let Some(target) = &self.table.get(id)?.link_target {
            return Ok(target.to_vec());
        }
        let (dir, name) = self.host_name(id)?;
        let target = host::read_link(&dir, &name)?;
        self.table.get_mut(id)?.link_target = Some(target.clone().into());
        Ok(target)
    }
}
