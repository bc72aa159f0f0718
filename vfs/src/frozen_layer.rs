use std::sync::Arc;

use cap_std::fs::Dir;

use crate::disk::DiskTree;
use crate::listing::{Listing, Visible};
use crate::{Access, DirectoryEntry, FileSystem, Found, InodeId, Metadata, Result, Statistics};

/// A former upper directory that nothing changes any more: a lower layer of an [`Overlay`](crate::Overlay).
///
/// It shows the layer's whiteouts as the files they are; the overlay knows what they mean.
pub struct FrozenLayer {
    device: u64,
    tree: DiskTree,
}

impl FrozenLayer {
    /// Opens a layer. The host must not change it while it is open.
    pub fn open(dir: &Dir) -> Result<Arc<Self>> {
        let tree = DiskTree::open_frozen(dir)?;
        Ok(Arc::new(Self { device: crate::next_device(), tree }))
    }
}

impl FileSystem for FrozenLayer {
    fn root(&self) -> InodeId {
        self.tree.root()
    }

    fn device(&self) -> u64 {
        self.device
    }

    fn access(&self) -> Access {
        Access::ReadOnly
    }

    fn lookup(&self, dir: InodeId, name: &[u8]) -> Result<Found> {
        self.tree.lookup(dir, name)
    }

    fn parent(&self, dir: InodeId) -> Result<(InodeId, Vec<u8>)> {
        self.tree.parent(dir)
    }

    fn metadata(&self, inode: InodeId) -> Result<Metadata> {
        Ok(Metadata { device: self.device, ..self.tree.metadata(inode)? })
    }

    fn read_link(&self, inode: InodeId) -> Result<Vec<u8>> {
        self.tree.read_link(inode)
    }

    // Sorted anew at each call: the layer does not change, so neither does a name's place.
    fn read_directory(&self, dir: InodeId, after_cookie: u64, limit: usize) -> Result<Vec<DirectoryEntry>> {
        let mut entries = self.tree.entries(dir)?;
        entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        let visible = |entry: crate::disk::DiskEntry| {
            let file_type = entry.found.file_type;
            Visible { name: entry.name, number: entry.number, file_type }
        };
        let listing = Listing::new(entries.into_iter().map(visible).collect());
        let own = self.tree.metadata(dir)?.inode;
        let above = self.tree.metadata(self.tree.parent(dir)?.0)?.inode;
        Ok(listing.read(own, above, after_cookie, limit))
    }

    fn read_at(&self, inode: InodeId, buf: &mut [u8], offset: u64) -> Result<usize> {
        self.tree.read_at(inode, buf, offset)
    }

    fn next_data(&self, inode: InodeId, offset: u64) -> Result<Option<std::ops::Range<u64>>> {
        self.tree.next_data(inode, offset)
    }

    fn statistics(&self) -> Result<Statistics> {
        Ok(Statistics::default())
    }
}
