use super::find::entries;
use super::held::Expired;
use super::lock::Lock;
use super::remove::throw_away;
use super::{ContainerId, ContainerState, ContainerStore, LOCK, LayerId};
use crate::Error;

/// What [`ContainerStore::prune`] has removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// The containers that had expired.
    pub containers: Vec<ContainerId>,
    /// How many layers nothing named any more.
    pub layers: usize,
}

impl ContainerStore {
    /// Removes expired containers, and what crashes have left behind.
    ///
    /// # Errors
    /// [`Error::Store`] or [`Error::Damaged`]; what was removed before stays removed.
    pub fn prune(&self) -> Result<Pruned, Error> {
        let mut pruned = Pruned::default();
        for info in self.containers()?.into_iter().filter(|info| info.is_expired()) {
            match self.hold_even(info.id.as_str(), Expired::Accepted) {
                Ok(held) => pruned.containers.push(self.discard(held)?),
                // One that is open goes when it is closed and pruned again.
                Err(Error::Busy { .. } | Error::NoContainer(_)) => {}
                Err(error) => return Err(error),
            }
        }
        let lock = self.lock()?;
        for id in self.container_ids()? {
            if self.read_container(&id)?.is_none() {
                throw_away(&self.shared.containers, id.as_str(), &self.shared.trash)?;
            }
        }
        let layers = entries(&self.shared.layers)?;
        pruned.layers =
            self.discard_layers(layers.iter().filter_map(|name| LayerId::parse(name)).collect())?;
        self.prune_names()?;
        self.prune_imports()?;
        drop(lock);
        self.empty_trash()?;
        Ok(pruned)
    }

    /// Removes what imports that were cut short have left.
    fn prune_imports(&self) -> Result<(), Error> {
        for name in entries(&self.shared.incoming)? {
            // One that is done goes by itself; one without a lock was never begun.
            let Ok(dir) = self.shared.incoming.open_dir(&name) else { continue };
            if !matches!(Lock::holder(&dir, LOCK), Ok(ContainerState::Open { .. })) {
                throw_away(&self.shared.incoming, &name, &self.shared.trash)?;
            }
        }
        Ok(())
    }

    /// Removes names that lead to nothing.
    fn prune_names(&self) -> Result<(), Error> {
        for name in entries(&self.shared.container_names)? {
            if self.container_named(&name)?.is_none() {
                self.container_names().remove(&name)?;
            }
        }
        for name in entries(&self.shared.snapshot_names)? {
            if self.snapshot_named(&name)?.is_none() {
                self.snapshot_names().remove(&name)?;
            }
        }
        Ok(())
    }
}
