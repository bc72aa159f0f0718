use std::collections::HashMap;

use super::space::Space;
use crate::place::Place;
use crate::{InodeId, Metadata};

/// What is remembered of one host file.
pub(super) struct Inode {
    pub(super) metadata: Metadata,
    /// Whether the host has later times than `metadata`: they are read when they are next asked for.
    pub(super) changed: bool,
    /// The host's number; finds an inode again under another name.
    pub(super) host_inode: u64,
    /// The names known; a directory has one, a file with several links may have more that were not met yet.
    pub(super) places: Vec<Place>,
    /// Its name among the orphans, while it is referenced and has no other known name.
    pub(super) orphan: Option<u64>,
    pub(super) references: u32,
    /// The names in a directory, once it was read; complete.
    #[expect(clippy::box_collection, reason = "most inodes are files: 8 bytes instead of 48")]
    pub(super) children: Option<Box<HashMap<Box<[u8]>, Child>>>,
    /// Which blocks are written; `None` until a file that was there is first changed.
    pub(super) space: Option<Space>,
    /// Bytes of it that count against the quota.
    pub(super) charged_bytes: u64,
    /// Whether the inode itself counts; the overlay's marks do not.
    pub(super) charged: bool,
    /// A symbolic link's text, once it was read.
    pub(super) link_target: Option<Box<[u8]>>,
}

/// What a name stands for; `None` until its attributes are first asked for.
pub(super) type Child = Option<InodeId>;

impl Inode {
    /// Remembers another name; nearly every file has one, so there is no room kept for more.
    pub(super) fn add_place(&mut self, place: Place) {
        self.places.reserve_exact(1);
        self.places.push(place);
    }

    pub(super) fn new(metadata: Metadata, host_inode: u64) -> Self {
        Self {
            metadata,
            changed: false,
            host_inode,
            places: Vec::new(),
            orphan: None,
            references: 0,
            children: None,
            space: None,
            charged_bytes: 0,
            charged: true,
            link_target: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All files of a layer may be remembered, so a container's inode limit bounds the memory.
    #[test]
    fn a_remembered_file_is_small() {
        let names = size_of::<Place>() + size_of::<(Box<[u8]>, Child)>();
        assert!(size_of::<Inode>() + names <= 320, "{} + {names}", size_of::<Inode>());
    }
}
