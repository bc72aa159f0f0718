use std::collections::HashMap;

use super::whiteout::{OPAQUE, is_there};
use super::{Layers, State};
use crate::listing::Listing;
use crate::place::Place;
use crate::{Errno, FileType, Found, InodeId, Metadata, Result};

/// What is remembered of one file of the merged tree.
pub(super) struct Inode {
    pub(super) file_type: FileType,
    /// The file in the upper layer, on which a reference is held.
    pub(super) upper: Option<InodeId>,
    /// A file that is not in the upper layer: where it is. A directory: all that are merged, the topmost first.
    pub(super) lowers: Vec<Lower>,
    /// The number that `stat` shows. It does not change when a file is copied up.
    pub(super) number: u64,
    /// A name it has: of a directory the only one, of a file the one last met. `None` when it was removed.
    pub(super) place: Option<Place>,
    /// How many names are known here.
    pub(super) names: u32,
    pub(super) references: u32,
    /// When it was last met while nobody held it.
    pub(super) touched: u64,
    /// The names met in a directory; not all.
    pub(super) children: HashMap<Box<[u8]>, InodeId>,
    /// The order of names for whoever reads the directory, as long as it is held.
    pub(super) listing: Option<Listing>,
}

/// An inode of a lower layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lower {
    pub(super) layer: usize,
    pub(super) inode: InodeId,
}

/// Where a file's contents are.
#[derive(Clone, Copy)]
pub(super) enum Origin {
    Upper(InodeId),
    Lower(Lower),
}

/// Bits of a number that a layer's own number takes; above is the layer, counted from the lowest as 1.
const LAYER_SHIFT: u32 = 48;

impl Layers {
    pub(super) fn root_inode(&self) -> Result<Inode> {
        let root = self.upper.root();
        let number = self.upper.number(root)?;
        let mut inode = Inode::new(FileType::Directory, number);
        inode.upper = Some(root);
        inode.names = 1;
        let mut cut_off = is_there(self.upper.lookup(root, OPAQUE))?;
        for (layer, lower) in self.lowers.iter().enumerate() {
            if cut_off {
                break;
            }
            let root = Lower { layer, inode: lower.root() };
            inode.lowers.push(root);
            cut_off = self.covers(root, OPAQUE)?;
        }
        Ok(inode)
    }

    /// Tells whether a lower layer has a mark, which matters to the layers below it.
    pub(super) fn covers(&self, lower: Lower, mark: &[u8]) -> Result<bool> {
        let lowest = lower.layer + 1 == self.lowers.len();
        Ok(!lowest && is_there(self.lowers[lower.layer].lookup(lower.inode, mark))?)
    }

    pub(super) fn metadata(&self, origin: Origin) -> Result<Metadata> {
        match origin {
            Origin::Upper(inode) => self.upper.metadata(inode),
            Origin::Lower(lower) => self.lowers[lower.layer].metadata(lower.inode),
        }
    }

    pub(super) fn read_at(&self, origin: Origin, buf: &mut [u8], offset: u64) -> Result<usize> {
        match origin {
            Origin::Upper(inode) => self.upper.read_at(inode, buf, offset),
            Origin::Lower(lower) => self.lowers[lower.layer].read_at(lower.inode, buf, offset),
        }
    }

    /// Makes a number of a lower layer's one that differs from those of other layers.
    pub(super) fn number(&self, layer: usize, number: u64) -> u64 {
        let from_below = (self.lowers.len() - layer) as u64;
        (from_below << LAYER_SHIFT) | (number & ((1 << LAYER_SHIFT) - 1))
    }
}

impl Inode {
    pub(super) fn new(file_type: FileType, number: u64) -> Self {
        Self {
            file_type,
            upper: None,
            lowers: Vec::new(),
            number,
            place: None,
            names: 0,
            references: 0,
            touched: 0,
            children: HashMap::new(),
            listing: None,
        }
    }

    pub(super) fn origin(&self) -> Result<Origin> {
        match self.upper {
            Some(inode) => Ok(Origin::Upper(inode)),
            None => self.lowers.first().copied().map(Origin::Lower).ok_or(Errno::EIO),
        }
    }
}

impl State {
    pub(super) fn directory(&self, id: InodeId) -> Result<&Inode> {
        let inode = self.table.get(id)?;
        if inode.file_type == FileType::Directory { Ok(inode) } else { Err(Errno::ENOTDIR) }
    }

    pub(super) fn metadata(&self, id: InodeId) -> Result<Metadata> {
        let inode = self.table.get(id)?;
        let mut metadata = self.layers.metadata(inode.origin()?)?;
        metadata.device = self.device;
        metadata.inode = inode.number;
        if inode.file_type == FileType::Directory {
            let merged = inode.lowers.len() + usize::from(inode.upper.is_some()) > 1;
            metadata.nlink = match &inode.place {
                None if id != self.root => 0,
                // Nobody has counted the directories in it: 1 says so, as btrfs and overlayfs do.
                _ if merged => 1,
                _ => metadata.nlink,
            };
        } else if inode.upper.is_none() && inode.names == 0 {
            metadata.nlink = metadata.nlink.saturating_sub(1);
        }
        Ok(metadata)
    }

    pub(super) fn parent(&self, dir: InodeId) -> Result<(InodeId, Vec<u8>)> {
        let inode = self.directory(dir)?;
        if dir == self.root {
            return Ok((dir, Vec::new()));
        }
        let place = inode.place.as_ref().ok_or(Errno::ENOENT)?;
        Ok((place.directory, place.name.to_vec()))
    }

    pub(super) fn acquire(&mut self, id: InodeId) {
        if let Ok(inode) = self.table.get_mut(id) {
            inode.references += 1;
        }
    }

    pub(super) fn release(&mut self, id: InodeId) {
        let Ok(inode) = self.table.get_mut(id) else { return };
        inode.references = inode.references.saturating_sub(1);
        if inode.references == 0 {
            inode.listing = None;
            self.free_if_unused(id);
            self.touch(id);
            self.forget_unused();
        }
    }

    /// Enters a name for an inode.
    pub(super) fn attach(&mut self, dir: InodeId, name: &[u8], id: InodeId) -> Result<Found> {
        let inode = self.table.get_mut(id)?;
        inode.names += 1;
        inode.place = Some(Place { directory: dir, name: name.into() });
        let found = Found { inode: id, file_type: inode.file_type };
        self.table.get_mut(dir)?.children.insert(name.into(), id);
        self.touch(id);
        Ok(found)
    }

    /// Takes a name away from an inode; one without names and references is gone.
    pub(super) fn detach(&mut self, dir: InodeId, name: &[u8], id: InodeId) -> Result<()> {
        let parent = self.table.get_mut(dir)?;
        parent.children.remove(name);
        if let Some(listing) = &mut parent.listing {
            listing.remove(name);
        }
        let inode = self.table.get_mut(id)?;
        inode.names = inode.names.saturating_sub(1);
        if inode.place.as_ref().is_some_and(|place| place.directory == dir && *place.name == *name) {
            inode.place = None;
        }
        self.free_if_unused(id);
        Ok(())
    }

    pub(super) fn free_if_unused(&mut self, id: InodeId) {
        let Ok(inode) = self.table.get(id) else { return };
        if inode.references > 0 || inode.names > 0 {
            return;
        }
        if let Some(upper) = inode.upper {
            self.by_upper.remove(&upper);
            // It may be gone already, see `let_go`; its handle is not used again then.
            self.layers.upper.release(upper);
        }
        self.table.remove(id);
    }
}
