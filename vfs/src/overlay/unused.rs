use std::collections::VecDeque;

use super::State;
use crate::{FileType, InodeId};

/// Most inodes kept that nobody holds; one that is forgotten is found again by its name. So what a container with
/// millions of files takes in memory is its open files and the names in its upper layer.
const UNUSED_MAX: usize = 16_384;

/// The inodes met lately, the longest ago first.
#[derive(Default)]
pub(super) struct Unused {
    queue: VecDeque<(InodeId, u64)>,
    clock: u64,
}

impl State {
    /// Notes that an inode is in use.
    pub(super) fn touch(&mut self, id: InodeId) {
        let Ok(inode) = self.table.get_mut(id) else { return };
        // One that is held comes here again when it is released.
        if inode.references == 0 {
            self.unused.clock += 1;
            inode.touched = self.unused.clock;
            self.unused.queue.push_back((id, inode.touched));
        }
    }

    /// Forgets what was not in use for the longest time.
    ///
    /// Only between operations: within one, an inode may be in use without being held.
    pub(super) fn forget_unused(&mut self) {
        while self.unused.queue.len() > UNUSED_MAX {
            let Some((id, touched)) = self.unused.queue.pop_front() else { return };
            if self.table.get(id).is_ok_and(|inode| inode.touched == touched) && self.can_forget(id) {
                self.forget(id);
            }
        }
    }

    fn can_forget(&self, id: InodeId) -> bool {
        let Ok(inode) = self.table.get(id) else { return false };
        // One that was copied up shows the number it had, which only memory knows.
        let keeps_number =
            inode.upper.is_none_or(|upper| self.layers.upper.number(upper) == Ok(inode.number));
        inode.references == 0
            && inode.names == 1
            && inode.children.is_empty()
            && keeps_number
            && id != self.root
    }

    fn forget(&mut self, id: InodeId) {
        let Some(place) = self.table.get(id).ok().and_then(|inode| inode.place.clone()) else { return };
        let Ok(above) = self.table.get_mut(place.directory) else { return };
        // A file may have been met under another name since.
        if above.children.get(&place.name) != Some(&id) {
            return;
        }
        above.children.remove(&place.name);
        let emptied = above.children.is_empty() && above.file_type == FileType::Directory;
        if let Ok(inode) = self.table.get_mut(id) {
            inode.names = 0;
        }
        self.free_if_unused(id);
        if emptied {
            self.touch(place.directory);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FileSystem, NewNode, Overlay, Quota};

    #[test]
    fn many_files_take_few_inodes() {
        let upper = tempfile::TempDir::new().unwrap();
        let dir = cap_std::fs::Dir::open_ambient_dir(upper.path(), cap_std::ambient_authority()).unwrap();
        let overlay = Overlay::new(Vec::new(), &dir, Quota::new(1 << 30, 1 << 20)).unwrap();
        let files = 3 * UNUSED_MAX;
        let name = |index: usize| format!("file{index}").into_bytes();
        let mut held = Vec::new();
        for index in 0..files {
            let inode = overlay.create(overlay.root(), &name(index), NewNode::File { mode: 0o600 }).unwrap();
            overlay.acquire(inode);
            if index % 1000 == 0 {
                held.push((inode, index));
            } else {
                overlay.release(inode);
            }
        }
        assert!(overlay.lock().table.len() <= UNUSED_MAX + held.len() + 2);
        for (inode, index) in held {
            assert_eq!(overlay.lookup(overlay.root(), &name(index)).unwrap().inode, inode);
            overlay.release(inode);
        }
        for index in 0..files {
            overlay.lookup(overlay.root(), &name(index)).unwrap();
            overlay.unlink(overlay.root(), &name(index)).unwrap();
        }
        assert_eq!(overlay.lock().table.len(), 1);
    }
}
