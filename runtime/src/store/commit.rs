use vivarium_vfs::Usage;

use super::held::{CONTAINER, Held, Root};
use super::name::check_name;
use super::record::{ContainerRecord, FORMAT, FrozenLayerInfo, SnapshotRecord, now_ms};
use super::write::write_record;
use super::{ContainerId, ContainerInfo, ContainerStore, SnapshotId, SnapshotInfo};
use crate::Error;

/// Most layers of a container: each one makes a name that is not there a little slower to miss.
pub(super) const LAYERS_MAX: usize = 128;

impl ContainerStore {
    /// Keeps the present state of a container's files as a snapshot, in no time that depends on their size.
    ///
    /// # Errors
    /// [`Error::Busy`] while the container is open, [`Error::NameTaken`].
    pub fn commit(&self, container: &str, name: Option<String>) -> Result<SnapshotInfo, Error> {
        self.hold(container)?.commit(&mut None, name)
    }

    /// Makes a container that begins with the present files of another, in no time that depends on their size.
    ///
    /// # Errors
    /// [`Error::Busy`] while the container is open, [`Error::NameTaken`].
    pub fn fork(&self, container: &str, name: Option<String>) -> Result<ContainerInfo, Error> {
        self.hold(container)?.fork(&mut None, name)
    }
}

impl Held {
    /// Makes a snapshot. Nothing else may use `root`, the container's files, if they are open; they are taken only
    /// once nothing stands in the way.
    pub(crate) fn commit(
        &mut self,
        root: &mut Option<Root>,
        name: Option<String>,
    ) -> Result<SnapshotInfo, Error> {
        let store = self.store.clone();
        let _lock = store.lock()?;
        if let Some(name) = &name {
            check_name(name)?;
            if store.snapshot_named(name)?.is_some() {
                return Err(Error::NameTaken(name.clone()));
            }
        }
        self.freeze(root)?;
        let ContainerRecord { image, limits, layers, durability, .. } = self.record.clone();
        let (id, created_ms) = (SnapshotId::random()?, now_ms());
        let record = SnapshotRecord { format: FORMAT, id, name, created_ms, image, limits, layers };
        if let Some(name) = &record.name {
            store.snapshot_names().set(name, record.id.as_str())?;
        }
        write_record(&store.shared.snapshots, &format!("{}.json", record.id), &record, durability)?;
        Ok(record.into())
    }

    /// Makes another container of this one's files; the same holds as for [`commit`](Self::commit).
    pub(crate) fn fork(
        &mut self,
        root: &mut Option<Root>,
        name: Option<String>,
    ) -> Result<ContainerInfo, Error> {
        let store = self.store.clone();
        let _lock = store.lock()?;
        if let Some(name) = &name {
            store.check_free(name)?;
        }
        self.freeze(root)?;
        let record = self.record.clone();
        let created_ms = now_ms();
        let lifetime_ms = record.expires_ms.map(|expires_ms| expires_ms.saturating_sub(record.created_ms));
        store.insert(&ContainerRecord {
            id: ContainerId::random()?,
            name,
            created_ms,
            expires_ms: lifetime_ms.map(|lifetime_ms| created_ms.saturating_add(lifetime_ms)),
            upper: store.new_layer(record.layers.first().map(|layer| &layer.id))?,
            ..record
        })
    }

    /// Makes the upper layer a frozen one and begins another; the store's lock must be held.
    fn freeze(&mut self, root: &mut Option<Root>) -> Result<(), Error> {
        if self.record.layers.len() >= LAYERS_MAX {
            return Err(Error::TooManyLayers(LAYERS_MAX));
        }
        let usage = self.settle(root)?;
        if self.upper_is_empty()? {
            return self.mark_clean(usage);
        }
        let mut record = self.record.clone();
        let upper = record.upper;
        record.upper = self.store.new_layer(Some(&upper))?;
        record.layers.insert(0, FrozenLayerInfo { id: upper, bytes: usage.bytes, inodes: usage.inodes });
        // `settle` removed the note of what the old upper layer is charged: this record never meets it.
        write_record(&self.dir, CONTAINER, &record, record.durability)?;
        self.record = record;
        self.mark_clean(Usage::default())
    }
}
