use super::State;
use crate::{AttributeChange, Errno, Found, InodeId, NAME_MAX, NewNode, Result};

/// Begins the name of the empty file that covers a name in the layers below; OCI image specification, layers.
const PREFIX: &[u8] = b".wh.";
/// In a directory, covers all that the layers below have in it.
pub(super) const OPAQUE: &[u8] = b".wh..wh..opq";
/// A mark is nobody's but ours.
const MARK_MODE: u32 = 0o600;

/// Tells whether a name is kept for marks, and so no guest's.
pub(super) fn is_mark(name: &[u8]) -> bool {
    name.starts_with(PREFIX)
}

/// The name that a whiteout covers.
pub(super) fn covered(mark: &[u8]) -> Option<&[u8]> {
    mark.strip_prefix(PREFIX)
}

/// Refuses the names that would be taken for marks.
pub(super) fn refuse_mark(name: &[u8]) -> Result<()> {
    if is_mark(name) { Err(Errno::EINVAL) } else { Ok(()) }
}

/// Tells whether a lookup has found something. A layer that cannot be read is an error: what it covers must not show.
pub(super) fn is_there(looked_up: Result<Found>) -> Result<bool> {
    match looked_up {
        Ok(_) => Ok(true),
        Err(Errno::ENOENT) => Ok(false),
        Err(errno) => Err(errno),
    }
}

/// The name of a whiteout, without an allocation: each lookup that misses needs one.
pub(super) struct Mark {
    bytes: [u8; PREFIX.len() + NAME_MAX],
    size: usize,
}

impl Mark {
    pub(super) fn new(name: &[u8]) -> Self {
        let mut bytes = [0; PREFIX.len() + NAME_MAX];
        bytes[..PREFIX.len()].copy_from_slice(PREFIX);
        let name = &name[..name.len().min(NAME_MAX)];
        let size = PREFIX.len() + name.len();
        bytes[PREFIX.len()..size].copy_from_slice(name);
        Self { bytes, size }
    }

    pub(super) fn name(&self) -> &[u8] {
        &self.bytes[..self.size]
    }
}

impl State {
    /// Tells whether the upper layer covers a name.
    pub(super) fn is_whited_out(&self, dir: InodeId, name: &[u8]) -> Result<bool> {
        match self.directory(dir)?.upper {
            None => Ok(false),
            Some(upper) => is_there(self.layers.upper.lookup(upper, Mark::new(name).name())),
        }
    }

    /// Tells whether any lower layer would show a name, were it not for the upper one.
    pub(super) fn lower_has(&self, dir: InodeId, name: &[u8]) -> Result<bool> {
        let mark = Mark::new(name);
        for &lower in &self.directory(dir)?.lowers {
            if is_there(self.layers.lowers[lower.layer].lookup(lower.inode, name))? {
                return Ok(true);
            }
            if self.layers.covers(lower, mark.name())? {
                return Ok(false);
            }
        }
        Ok(false)
    }

    /// Covers a name if a lower layer has it. The directory must be in the upper layer.
    pub(super) fn cover(&mut self, dir: InodeId, name: &[u8]) -> Result<()> {
        if !self.lower_has(dir, name)? {
            return Ok(());
        }
        if name.len() > NAME_MAX - PREFIX.len() {
            // No mark can hold the name, so the directory is cut off from the layers below.
            return self.copy_up_tree(dir);
        }
        let upper = self.upper_of(dir)?;
        self.make_mark(upper, Mark::new(name).name())
    }

    /// Removes the cover of a name that the upper layer now has itself. One that stays does no harm: what has the
    /// name shows, and hides what is below.
    pub(super) fn uncover(&self, dir: InodeId, name: &[u8]) {
        if let Ok(upper) = self.upper_of(dir) {
            self.layers.upper.unlink(upper, Mark::new(name).name()).ok();
        }
    }

    /// Covers all that lower layers have in a directory of the upper layer.
    pub(super) fn make_opaque(&self, upper: InodeId) -> Result<()> {
        self.unnoticed(upper, || self.make_mark(upper, OPAQUE))
    }

    /// Changes a directory of the upper layer in a way that is none to the guest: its time of change stays.
    pub(super) fn unnoticed(&self, upper: InodeId, change: impl FnOnce() -> Result<()>) -> Result<()> {
        let mtime_ns = self.layers.upper.metadata(upper)?.mtime_ns;
        change()?;
        let times = AttributeChange { mtime_ns: Some(mtime_ns), ..AttributeChange::default() };
        self.layers.upper.set_attributes(upper, &times)
    }

    fn make_mark(&self, upper: InodeId, mark: &[u8]) -> Result<()> {
        match self.layers.upper.create(upper, mark, NewNode::File { mode: MARK_MODE }, 0) {
            Ok(_) | Err(Errno::EEXIST) => Ok(()),
            Err(errno) => Err(errno),
        }
    }

    /// Removes all marks in a directory that is about to go.
    pub(super) fn clear_marks(&self, upper: InodeId) -> Result<()> {
        for name in self.layers.upper.names(upper)? {
            if is_mark(&name) {
                self.layers.upper.unlink(upper, &name)?;
            }
        }
        Ok(())
    }

    pub(super) fn upper_of(&self, id: InodeId) -> Result<InodeId> {
        self.table.get(id)?.upper.ok_or(Errno::EIO)
    }
}
