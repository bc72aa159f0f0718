use std::collections::HashSet;
use std::io::ErrorKind;

use cap_std::fs::Dir;

use super::find::entries;
use super::held::{Expired, Held};
use super::{ContainerId, ContainerStore, LayerId, SnapshotId};
use crate::Error;

impl ContainerStore {
    /// Removes a container and its files, but for what snapshots and forks still show.
    ///
    /// # Errors
    /// [`Error::Busy`] while it is open.
    pub fn remove(&self, container: &str) -> Result<ContainerId, Error> {
        let id = match self.hold_even(container, Expired::Accepted) {
            // What it was made of nobody can tell: `prune` finds out what nobody needs any more.
            Err(Error::Damaged { what, .. }) if what.starts_with(ContainerId::PREFIX) => {
                self.discard_damaged(container)?
            }
            held => self.discard(held?)?,
        };
        self.empty_trash()?;
        Ok(id)
    }

    /// Removes a snapshot. Containers made from it keep their files.
    ///
    /// # Errors
    /// [`Error::NoSnapshot`] or [`Error::Ambiguous`].
    pub fn remove_snapshot(&self, snapshot: &str) -> Result<SnapshotId, Error> {
        let lock = self.lock()?;
        let record = self.find_snapshot(snapshot)?;
        let file = format!("{}.json", record.id);
        self.shared.snapshots.remove_file(file).map_err(Error::store("remove a snapshot"))?;
        if let Some(name) = &record.name {
            self.snapshot_names().remove(name)?;
        }
        self.discard_layers(record.layers.into_iter().map(|layer| layer.id).collect())?;
        drop(lock);
        self.empty_trash()?;
        Ok(record.id)
    }

    /// Moves a container to the trash, in one step, and then what only it has.
    pub(super) fn discard(&self, held: Held) -> Result<ContainerId, Error> {
        let _lock = self.lock()?;
        let record = held.record.clone();
        throw_away(&self.shared.containers, record.id.as_str(), &self.shared.trash)?;
        drop(held);
        if let Some(name) = &record.name {
            self.container_names().remove(name)?;
        }
        let layers = record.layers.into_iter().map(|layer| layer.id).chain([record.upper]);
        self.discard_layers(layers.collect())?;
        Ok(record.id)
    }

    fn discard_damaged(&self, container: &str) -> Result<ContainerId, Error> {
        let _lock = self.lock()?;
        let id = self.find(container)?;
        throw_away(&self.shared.containers, id.as_str(), &self.shared.trash)?;
        Ok(id)
    }

    /// Moves those of some layers to the trash that no record names; the store's lock must be held.
    pub(super) fn discard_layers(&self, layers: Vec<LayerId>) -> Result<usize, Error> {
        let named = self.named_layers()?;
        let garbage: Vec<_> = layers.into_iter().filter(|layer| !named.contains(layer)).collect();
        for layer in &garbage {
            throw_away(&self.shared.layers, layer.as_str(), &self.shared.trash)?;
        }
        Ok(garbage.len())
    }

    /// All layers that a container or snapshot is made of.
    fn named_layers(&self) -> Result<HashSet<LayerId>, Error> {
        let mut named = HashSet::new();
        for id in self.container_ids()? {
            if let Some((_, record)) = self.read_container(&id)? {
                named.extend(record.layers.into_iter().map(|layer| layer.id).chain([record.upper]));
            }
        }
        for record in self.snapshot_records()? {
            named.extend(record.layers.into_iter().map(|layer| layer.id));
        }
        Ok(named)
    }

    /// Deletes what was thrown away, by us or by a process that was killed meanwhile.
    pub(super) fn empty_trash(&self) -> Result<(), Error> {
        for name in entries(&self.shared.trash)? {
            match self.shared.trash.remove_dir_all(&name) {
                // Two may be at it.
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(Error::store("delete files")(error));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Moves a folder to the trash.
pub(super) fn throw_away(from: &Dir, name: &str, trash: &Dir) -> Result<(), Error> {
    match from.rename(name, trash, name) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::store("throw files away")(error)),
        _ => Ok(()),
    }
}
