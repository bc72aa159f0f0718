use std::sync::Arc;

use vivarium_abi::Errno;

use super::{FileDescription, FileId, Held, LockTable, Owner, SysResult, file_id};

/// A process's descriptors: which number leads to which open file.
///
/// Two numbers may lead to one description; it closes with the last of them.
#[derive(Default)]
pub(crate) struct FdTable {
    descriptors: Vec<Option<Arc<FileDescription>>>,
    /// The files that the process has locked parts of: the locks of a file go when any of its descriptors closes.
    locked: Vec<Held>,
}

impl Clone for FdTable {
    /// The descriptors of a child, which has no locks; fcntl(2).
    fn clone(&self) -> Self {
        Self { descriptors: self.descriptors.clone(), locked: Vec::new() }
    }
}

impl FdTable {
    /// Finds the open file; `EBADF` without one.
    pub(crate) fn get(&self, fd: u32) -> SysResult<&Arc<FileDescription>> {
        self.descriptors.get(fd as usize).and_then(Option::as_ref).ok_or(Errno::EBADF)
    }

    /// Gives `description` the lowest free number from `min`; `EMFILE` if that is not below `limit`.
    pub(crate) fn insert(
        &mut self,
        description: Arc<FileDescription>,
        min: u32,
        limit: u32,
    ) -> SysResult<u32> {
        let min = min as usize;
        let taken = self.descriptors.iter().skip(min).take_while(|slot| slot.is_some()).count();
        self.place(min + taken, description, limit).map_err(|_| Errno::EMFILE)
    }

    /// Gives `description` a certain number, and closes what had it; `EBADF` for one not below `limit`.
    pub(crate) fn replace(
        &mut self,
        fd: u32,
        description: Arc<FileDescription>,
        limit: u32,
    ) -> SysResult<()> {
        let old = self.get(fd).cloned();
        self.place(fd as usize, description, limit)?;
        old.iter().for_each(|old| self.unlock(old));
        Ok(())
    }

    /// Takes a number out of use.
    pub(crate) fn remove(&mut self, fd: u32) -> SysResult<Arc<FileDescription>> {
        let closed = self.descriptors.get_mut(fd as usize).and_then(Option::take).ok_or(Errno::EBADF)?;
        self.unlock(&closed);
        Ok(closed)
    }

    /// Notes that the process has locked parts of a file.
    pub(crate) fn note_locked(&mut self, table: &Arc<LockTable>, file: FileId, owner: Owner) {
        if !self.locked.iter().any(|held| held.file == file) {
            self.locked.push(Held { table: Arc::clone(table), file, owner });
        }
    }

    /// Takes over the locks of the table that execve(2) replaces, on files that stay open.
    pub(crate) fn take_locks(&mut self, old: &mut Self) {
        let open: Vec<_> =
            self.descriptors.iter().flatten().filter_map(|open| open.file.node()).map(file_id).collect();
        self.locked = std::mem::take(&mut old.locked);
        self.locked.retain(|held| open.contains(&held.file));
    }

    fn unlock(&mut self, closed: &FileDescription) {
        if let Some(node) = closed.file.node().filter(|_| !self.locked.is_empty()) {
            let file = file_id(node);
            self.locked.retain(|held| held.file != file);
        }
    }

    /// The lowest number in use from `min`; `EBADF` if there is none.
    pub(crate) fn next(&self, min: u32) -> SysResult<u32> {
        let used = self.descriptors.iter().skip(min as usize).position(Option::is_some);
        used.map(|position| min + position as u32).ok_or(Errno::EBADF)
    }

    /// The numbers in use.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> {
        self.descriptors.iter().enumerate().filter(|(_, slot)| slot.is_some()).map(|(fd, _)| fd as u32)
    }

    fn place(&mut self, fd: usize, description: Arc<FileDescription>, limit: u32) -> SysResult<u32> {
        // Checked first: the table never grows past the limit.
        if fd >= limit as usize {
            return Err(Errno::EBADF);
        }
        if fd >= self.descriptors.len() {
            self.descriptors.resize(fd + 1, None);
        }
        self.descriptors[fd] = Some(description);
        Ok(fd as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::{AccessMode, File, HostStream};

    fn description() -> Arc<FileDescription> {
        Arc::new(FileDescription::new(File::Stream(HostStream::closed()), AccessMode::Read))
    }

    #[test]
    fn lowest_free_number_is_taken() {
        let mut table = FdTable::default();
        for fd in 0..3 {
            assert_eq!(table.insert(description(), 0, 10), Ok(fd));
        }
        table.remove(1).unwrap();
        assert_eq!(table.insert(description(), 0, 10), Ok(1));
        assert_eq!(table.insert(description(), 7, 10), Ok(7));
        assert_eq!(table.insert(description(), 0, 10), Ok(3));
        assert_eq!(table.numbers().collect::<Vec<_>>(), [0, 1, 2, 3, 7]);
        assert_eq!([0, 4, 7].map(|min| table.next(min)), [Ok(0), Ok(7), Ok(7)]);
        assert_eq!([8, u32::MAX].map(|min| table.next(min)), [Err(Errno::EBADF); 2]);
    }

    #[test]
    fn numbers_end_at_the_limit() {
        let mut table = FdTable::default();
        assert_eq!(table.insert(description(), 0, 1), Ok(0));
        assert_eq!(table.insert(description(), 0, 1), Err(Errno::EMFILE));
        assert_eq!(table.replace(1, description(), 1), Err(Errno::EBADF));
        assert_eq!(table.replace(u32::MAX, description(), 1024), Err(Errno::EBADF));
        assert_eq!(table.remove(9).err(), Some(Errno::EBADF));
    }
}
