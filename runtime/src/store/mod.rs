//! Containers that last, in a folder of the host.
//!
//! ```text
//! containers/<id>/container.json   what it is: its image, limits, layers
//! containers/<id>/lock             held by the process that has it open
//! containers/<id>/clean.json       what its upper layer is charged, if it was closed
//! containers/<id>/usage.json       what it used a moment ago, while an exec runs
//! layers/<id>/                     files; as in an OCI layer, with whiteouts
//! snapshots/<id>.json              layers that a commit has frozen
//! names/{containers,snapshots}/    names that users gave
//! incoming/                        layers of an import that is not done
//! trash/                           what is being deleted
//! lock                             held during a change of several steps
//! ```
//!
//! Data never moves. A container writes its upper layer; a commit or fork names that layer as a frozen one and gives
//! the container a new, empty one. A layer that no record names is garbage. Each change is ordered so that the store is
//! whole after every single host call: what a record names is there before the record, and goes after it.
//!
//! Lock order: a container's lock is only ever tried, never waited for, and so comes before or after the store's.

mod archive;
mod commit;
mod create;
mod export;
mod find;
mod held;
mod id;
mod import;
mod info;
mod lock;
mod name;
mod names;
mod prune;
mod record;
mod remove;
mod tar;
mod unpack;
mod write;

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use cap_std::ambient_authority;
use cap_std::fs::Dir;
use vivarium_vfs::{FrozenLayer, Overlay, Quota};

pub use create::CreateOptions;
pub use id::{ContainerId, LayerId, SnapshotId};
pub use info::{ContainerInfo, ContainerState, DiskUsage, SnapshotInfo};
pub use prune::Pruned;
pub use record::{ContainerLimits, Durability, FrozenLayerInfo, ImageReference};

pub(crate) use held::{Held, Root};

use crate::Error;
use lock::Lock;
use names::Names;

const LOCK: &str = "lock";

/// A folder of containers and snapshots that outlive the process. Cheap to clone.
///
/// Any number of processes may have one store open; each container in it is open in one at a time.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// use vivarium::{ContainerStore, CreateOptions, Error, Exec};
///
/// let folder = tempfile::tempdir().expect("a folder");
/// let store = ContainerStore::open(folder.path())?;
/// store.create(runtime.image(), CreateOptions { name: Some("a".into()), ..CreateOptions::default() })?;
/// let container = runtime.open_container(&store, "a", Vec::new())?;
/// container.exec(Exec::new(["bash", "-c", "echo 1 > /tmp/n"])).await?;
/// assert!(matches!(runtime.open_container(&store, "a", Vec::new()), Err(Error::Busy { .. })));
/// drop(container);
///
/// // Another process would find the same.
/// let fork = store.fork("a", Some("b".into()))?;
/// runtime.open_container(&store, "b", Vec::new())?.files()?.write("/tmp/n", b"2")?;
/// let original = runtime.open_container(&store, "a", Vec::new())?;
/// assert_eq!(original.files()?.read("/tmp/n", 9)?, b"1\n");
/// assert_eq!((store.containers()?.len(), fork.layers.len()), (2, 1));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ContainerStore {
    shared: Arc<Shared>,
}

struct Shared {
    path: PathBuf,
    root: Dir,
    containers: Dir,
    layers: Dir,
    snapshots: Dir,
    container_names: Dir,
    snapshot_names: Dir,
    incoming: Dir,
    trash: Dir,
    /// The frozen layers that are open: forks share one, with the names and attributes it has in memory.
    frozen: Mutex<HashMap<LayerId, Weak<FrozenLayer>>>,
}

impl ContainerStore {
    /// The folder of this user's containers: `$VIVARIUM_ROOT`, else `vivarium` in the XDG data folder.
    pub fn default_path() -> PathBuf {
        std::env::var_os("VIVARIUM_ROOT").map_or_else(crate::image::data_folder, PathBuf::from)
    }

    /// Opens the store in a folder, which is made where it is missing.
    ///
    /// # Errors
    /// [`Error::Store`] where the host does not let us.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        Self::open_folders(path).map_err(Error::store("open the store"))
    }

    fn open_folders(path: &Path) -> std::io::Result<Self> {
        std::fs::create_dir_all(path)?;
        let root = Dir::open_ambient_dir(path, ambient_authority())?;
        let shared = Shared {
            path: path.into(),
            containers: folder(&root, "containers")?,
            layers: folder(&root, "layers")?,
            snapshots: folder(&root, "snapshots")?,
            container_names: folder(&root, "names/containers")?,
            snapshot_names: folder(&root, "names/snapshots")?,
            incoming: folder(&root, "incoming")?,
            trash: folder(&root, "trash")?,
            root,
            frozen: Mutex::default(),
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Keeps others from changing the store meanwhile. What follows is a few host calls long.
    fn lock(&self) -> Result<Lock, Error> {
        Lock::wait(&self.shared.root, LOCK)
    }

    fn container_names(&self) -> Names<'_> {
        Names(&self.shared.container_names)
    }

    fn snapshot_names(&self) -> Names<'_> {
        Names(&self.shared.snapshot_names)
    }

    /// Makes an empty layer, over others or right over the image.
    fn new_layer(&self, below: Option<&LayerId>) -> Result<LayerId, Error> {
        let id = LayerId::random()?;
        self.shared.layers.create_dir(id.as_str()).map_err(Error::store("make a layer"))?;
        if let Some(below) = below {
            // Opening it gives its root the attributes of the root below.
            let below = self.frozen_layer(below)?;
            let overlay = Overlay::new(vec![below], &self.layer_dir(&id)?, Quota::new(0, 0));
            overlay.and_then(|overlay| overlay.freeze()).map_err(Error::Layer)?;
        }
        Ok(id)
    }

    fn layer_dir(&self, id: &LayerId) -> Result<Dir, Error> {
        self.shared.layers.open_dir(id.as_str()).map_err(Error::store("open a layer"))
    }

    /// Opens a layer that does not change any more.
    fn frozen_layer(&self, id: &LayerId) -> Result<Arc<FrozenLayer>, Error> {
        let mut open = self.shared.frozen.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, layer| layer.strong_count() > 0);
        if let Some(layer) = open.get(id).and_then(Weak::upgrade) {
            return Ok(layer);
        }
        let layer = FrozenLayer::open(&self.layer_dir(id)?).map_err(Error::Layer)?;
        open.insert(id.clone(), Arc::downgrade(&layer));
        Ok(layer)
    }
}

impl std::fmt::Debug for ContainerStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ContainerStore").field("path", &self.shared.path).finish_non_exhaustive()
    }
}

fn folder(root: &Dir, name: &str) -> std::io::Result<Dir> {
    match root.open_dir(name) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            root.create_dir_all(name)?;
            root.open_dir(name)
        }
        opened => opened,
    }
}
