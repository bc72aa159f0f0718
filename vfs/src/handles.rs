use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use cap_std::fs::{Dir, File};

use crate::place::Place;
use crate::{Errno, InodeId, Result, host};

/// Most host files that one file system keeps open besides the pinned ones. A file that was closed is opened again
/// when needed, so a guest's own number of open files does not count against the host.
const OPEN_MAX: usize = 48;
/// Most host files kept open because nothing but the handle leads to them.
const PINNED_MAX: usize = 256;

/// An open host file.
#[derive(Clone, Debug)]
pub(crate) enum Handle {
    /// To read.
    File(Arc<File>),
    /// To read and write.
    WritableFile(Arc<File>),
    Directory(Arc<Dir>),
}

/// The host files kept open, of which the least lately used are closed.
#[derive(Debug, Default)]
pub(crate) struct Handles {
    slots: HashMap<InodeId, Slot>,
    // Oldest first; an inode that was closed since may still be in it.
    queue: VecDeque<InodeId>,
    pinned: usize,
}

#[derive(Debug)]
struct Slot {
    handle: Handle,
    // Set at each use, cleared as the queue passes: a second chance.
    used: bool,
    pinned: bool,
}

impl Handles {
    pub(crate) fn get(&mut self, id: InodeId) -> Option<&Handle> {
        let slot = self.slots.get_mut(&id)?;
        slot.used = true;
        Some(&slot.handle)
    }

    /// Keeps a handle, in place of the inode's former one.
    pub(crate) fn insert(&mut self, id: InodeId, handle: Handle) {
        if let Some(slot) = self.slots.get_mut(&id) {
            slot.handle = handle;
            slot.used = true;
            return;
        }
        self.slots.insert(id, Slot { handle, used: true, pinned: false });
        self.queue.push_back(id);
        while self.queue.len() > OPEN_MAX {
            let Some(oldest) = self.queue.pop_front() else { break };
            match self.slots.get_mut(&oldest) {
                Some(slot) if slot.pinned => {}
                Some(slot) if slot.used => {
                    slot.used = false;
                    self.queue.push_back(oldest);
                }
                _ => {
                    self.slots.remove(&oldest);
                }
            }
        }
    }

    /// Opens a directory, unless it is open, one name at a time from the nearest that is.
    ///
    /// `place` tells where a directory is; `check` looks at each one that was opened.
    pub(crate) fn directory<'a>(
        &mut self,
        id: InodeId,
        (root, root_dir): (InodeId, &Arc<Dir>),
        place: impl Fn(InodeId) -> Result<&'a Place>,
        check: impl Fn(InodeId, &Dir) -> Result<()>,
    ) -> Result<Arc<Dir>> {
        // Without recursion: a guest chooses the depth.
        let mut way = Vec::new();
        let mut at = id;
        let mut dir = loop {
            if at == root {
                break Arc::clone(root_dir);
            }
            if let Some(Handle::Directory(dir)) = self.get(at) {
                break Arc::clone(dir);
            }
            way.push(at);
            at = place(at)?.directory;
        };
        while let Some(below) = way.pop() {
            let opened = host::open_directory(&dir, &place(below)?.name)?;
            check(below, &opened)?;
            dir = Arc::new(opened);
            self.insert(below, Handle::Directory(Arc::clone(&dir)));
        }
        Ok(dir)
    }

    /// Keeps an open handle until it is removed. ENFILE when too many are.
    pub(crate) fn pin(&mut self, id: InodeId) -> Result<()> {
        let Some(slot) = self.slots.get_mut(&id) else { return Err(Errno::ESTALE) };
        if !slot.pinned {
            if self.pinned == PINNED_MAX {
                return Err(Errno::ENFILE);
            }
            slot.pinned = true;
            self.pinned += 1;
        }
        Ok(())
    }

    /// Closes an inode's handle.
    pub(crate) fn remove(&mut self, id: InodeId) {
        if let Some(slot) = self.slots.remove(&id) {
            self.pinned -= usize::from(slot.pinned);
            self.queue.retain(|&queued| queued != id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handle() -> Handle {
        Handle::File(Arc::new(File::from_std(tempfile::tempfile().unwrap())))
    }

    #[test]
    fn closes_what_was_not_used_and_keeps_what_is_pinned() {
        let mut handles = Handles::default();
        for id in 0..OPEN_MAX as u64 {
            handles.insert(InodeId(id), handle());
        }
        handles.pin(InodeId(0)).unwrap();
        for id in 1000..1000 + 4 * OPEN_MAX as u64 {
            assert!(handles.get(InodeId(7)).is_some());
            handles.insert(InodeId(id), handle());
            assert!(handles.slots.len() <= OPEN_MAX + 1);
        }
        assert!(handles.get(InodeId(0)).is_some());
        assert!(handles.get(InodeId(7)).is_some());
        assert!(handles.get(InodeId(8)).is_none());
        handles.remove(InodeId(0));
        assert_eq!(handles.pinned, 0);
        for id in 0..PINNED_MAX as u64 {
            handles.insert(InodeId(id), handle());
            handles.pin(InodeId(id)).unwrap();
        }
        handles.insert(InodeId(5000), handle());
        assert_eq!(handles.pin(InodeId(5000)), Err(Errno::ENFILE));
        assert_eq!(handles.pin(InodeId(5001)), Err(Errno::ESTALE));
    }
}
