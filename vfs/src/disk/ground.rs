use std::io;
use std::sync::Arc;

use cap_std::fs::Dir;

use super::State;
use super::attributes::store_root_record;
use super::orphans::Orphanage;
use super::record::Record;
use crate::Result;
use crate::host::{self, errno_of};

/// Makes the directory of a tree, the same one each time.
pub(crate) type MakeDirectory = Box<dyn Fn() -> io::Result<Dir> + Send>;

/// Where a tree is on the host.
pub(super) enum Ground {
    Open(Arc<Dir>),
    /// Nowhere yet: nothing is in it.
    Planned(MakeDirectory),
}

impl State {
    /// The tree's directory on the host; one that was only planned is made.
    pub(super) fn root_dir(&mut self) -> Result<Arc<Dir>> {
        let make = match &self.ground {
            Ground::Open(dir) => return Ok(Arc::clone(dir)),
            Ground::Planned(make) => make,
        };
        let dir = host::reopen(&make().map_err(|error| errno_of(&error))?)?;
        let orphanage = Orphanage::open(&dir)?;
        let begun = self.table.get(self.root)?.metadata;
        host::set_times_open(&dir, Some(begun.atime_ns), Some(begun.mtime_ns))?;
        store_root_record(&dir, &Record::of(&begun))?;
        let dir = Arc::new(dir);
        self.orphanage = Some(orphanage);
        self.ground = Ground::Open(Arc::clone(&dir));
        Ok(dir)
    }
}
