use std::time::Duration;

use super::name::check_name;
use super::record::{ContainerRecord, FORMAT, now_ms};
use super::write::{sync_directory, write_record};
use super::{
    ContainerId, ContainerInfo, ContainerLimits, ContainerStore, Durability, FrozenLayerInfo, ImageReference,
};
use crate::store::LOCK;
use crate::store::held::CONTAINER;
use crate::{Error, ImageDirectory};

/// How a container is made.
///
/// ```
/// # fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// use std::time::Duration;
/// use vivarium::{ContainerLimits, ContainerStore, CreateOptions, Durability};
///
/// let folder = tempfile::tempdir().expect("a folder");
/// let store = ContainerStore::open(folder.path())?;
/// let options = CreateOptions {
///     name: Some("careful".into()),
///     limits: Some(ContainerLimits { memory_bytes: 256 << 20, ..ContainerLimits::default() }),
///     lifetime: Some(Duration::from_secs(3600)),
///     durability: Durability::Fsync,
///     ..CreateOptions::default()
/// };
/// let made = store.create(runtime.image(), options)?;
/// assert_eq!(store.inspect("careful")?.limits, made.limits);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct CreateOptions {
    /// A name for it, unique among the containers of the store.
    pub name: Option<String>,
    /// The snapshot it begins with: id, name or the beginning of an id.
    pub from: Option<String>,
    /// What it may hold and use; `None` for the snapshot's limits, or the usual ones.
    pub limits: Option<ContainerLimits>,
    /// How long it can be opened; `None` for ever. Default: 30 days.
    pub lifetime: Option<Duration>,
    /// What an acknowledged exec survives.
    pub durability: Durability,
}

impl Default for CreateOptions {
    fn default() -> Self {
        Self {
            name: None,
            from: None,
            limits: None,
            lifetime: Some(Duration::from_secs(30 * 86_400)),
            durability: Durability::default(),
        }
    }
}

impl ContainerStore {
    /// Makes a container over an image, or over a snapshot and that one's image.
    ///
    /// # Errors
    /// [`Error::InvalidName`], [`Error::NameTaken`], [`Error::NoSnapshot`].
    pub fn create(&self, image: &ImageDirectory, options: CreateOptions) -> Result<ContainerInfo, Error> {
        let _lock = self.lock()?;
        let (image, layers, usual) = match &options.from {
            None => (ImageReference::of(image), Vec::new(), ContainerLimits::default()),
            Some(snapshot) => {
                let snapshot = self.find_snapshot(snapshot)?;
                (snapshot.image, snapshot.layers, snapshot.limits)
            }
        };
        let limits = options.limits.unwrap_or(usual);
        self.create_over(image, layers, limits, options)
    }

    /// Makes a container over frozen layers, the topmost first; the store's lock must be held.
    pub(super) fn create_over(
        &self,
        image: ImageReference,
        layers: Vec<FrozenLayerInfo>,
        limits: ContainerLimits,
        options: CreateOptions,
    ) -> Result<ContainerInfo, Error> {
        let CreateOptions { name, lifetime, durability, .. } = options;
        if let Some(name) = &name {
            self.check_free(name)?;
        }
        let created_ms = now_ms();
        let lifetime_ms = lifetime.map(|lifetime| u64::try_from(lifetime.as_millis()).unwrap_or(u64::MAX));
        self.insert(&ContainerRecord {
            format: FORMAT,
            id: ContainerId::random()?,
            name,
            created_ms,
            expires_ms: lifetime_ms.map(|lifetime_ms| created_ms.saturating_add(lifetime_ms)),
            durability,
            image,
            limits,
            upper: self.new_layer(layers.first().map(|layer| &layer.id))?,
            layers,
        })
    }

    /// Enters a new container, whose name is free; the store's lock must be held.
    pub(super) fn insert(&self, record: &ContainerRecord) -> Result<ContainerInfo, Error> {
        let id = &record.id;
        if let Some(name) = &record.name {
            self.container_names().set(name, id.as_str())?;
        }
        let made = self.shared.containers.create_dir(id.as_str());
        let dir = made.and_then(|()| self.shared.containers.open_dir(id.as_str()));
        let dir = dir.map_err(Error::store("make a container"))?;
        dir.create(LOCK).map_err(Error::store("make a container"))?;
        write_record(&dir, CONTAINER, record, record.durability)?;
        sync_directory(&self.shared.containers, record.durability)
            .map_err(Error::store("make a container"))?;
        self.inspect(id.as_str())
    }

    /// Checks that a container can get a name.
    pub(super) fn check_free(&self, name: &str) -> Result<(), Error> {
        check_name(name)?;
        match self.container_named(name)? {
            Some(_) => Err(Error::NameTaken(name.into())),
            None => Ok(()),
        }
    }
}
