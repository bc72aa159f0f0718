use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::record::{self, ContainerRecord, SnapshotRecord};
use super::{ContainerId, ContainerLimits, Durability, FrozenLayerInfo, ImageReference, LayerId, SnapshotId};
use crate::ContainerUsage;

/// What the store knows of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerInfo {
    /// Names it for good.
    pub id: ContainerId,
    /// The name its user gave it.
    pub name: Option<String>,
    /// When it was made.
    pub created: SystemTime,
    /// When it expires, if ever.
    pub expires: Option<SystemTime>,
    /// When it was made or opened, or an exec in it ended, last.
    pub used: Option<SystemTime>,
    /// What an acknowledged exec survives.
    pub durability: Durability,
    /// The image it was made over.
    pub image: ImageReference,
    /// What it may hold and use.
    pub limits: ContainerLimits,
    /// The layer that it writes.
    pub upper: LayerId,
    /// The frozen layers below that, the topmost first.
    pub layers: Vec<FrozenLayerInfo>,
    /// Bytes and inodes of all its layers; `None` while it is open, and after a crash until it is opened again.
    pub disk: Option<DiskUsage>,
    /// Whether it is open.
    pub state: ContainerState,
    /// What it used a moment ago, while an exec runs that has done so for some time.
    pub usage: Option<ContainerUsage>,
}

/// What a container's files take, those of the image not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiskUsage {
    /// Bytes.
    pub bytes: u64,
    /// Files and directories.
    pub inodes: u64,
}

/// Whether a container is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContainerState {
    /// Nobody has it open.
    Closed,
    /// A process has it open; which one, where that is known.
    Open {
        /// Its pid.
        pid: Option<u32>,
    },
}

impl ContainerInfo {
    /// Whether it has expired by now, and cannot be opened any more.
    pub fn is_expired(&self) -> bool {
        self.expires.is_some_and(|expires| SystemTime::now() >= expires)
    }

    pub(super) fn new(
        record: ContainerRecord,
        used: Option<SystemTime>,
        disk: Option<DiskUsage>,
        state: ContainerState,
        usage: Option<ContainerUsage>,
    ) -> Self {
        Self {
            id: record.id,
            name: record.name,
            created: record::time(record.created_ms),
            expires: record.expires_ms.map(record::time),
            used,
            durability: record.durability,
            image: record.image,
            limits: record.limits,
            upper: record.upper,
            layers: record.layers,
            disk,
            state,
            usage,
        }
    }
}

/// A state of a container's files that was kept.
///
/// ```
/// # fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// use vivarium::{ContainerStore, CreateOptions};
///
/// let folder = tempfile::tempdir().expect("a folder");
/// let store = ContainerStore::open(folder.path())?;
/// let made = store.create(runtime.image(), CreateOptions::default())?;
/// let container = runtime.open_container(&store, made.id.as_str(), Vec::new())?;
/// container.files()?.write("/tmp/state", b"good")?;
/// let snapshot = container.commit(Some("good".into()))?;
/// container.files()?.write("/tmp/state", b"bad")?;
///
/// let again = store.create(runtime.image(), CreateOptions { from: Some("good".into()), ..CreateOptions::default() })?;
/// let again = runtime.open_container(&store, again.id.as_str(), Vec::new())?;
/// assert_eq!(again.files()?.read("/tmp/state", 99)?, b"good");
/// assert_eq!(snapshot.name.as_deref(), Some("good"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotInfo {
    /// Names it for good.
    pub id: SnapshotId,
    /// The name its user gave it.
    pub name: Option<String>,
    /// When it was made.
    pub created: SystemTime,
    /// The image it lies over.
    pub image: ImageReference,
    /// The limits of the container it was made from, which containers made from it get too.
    pub limits: ContainerLimits,
    /// Its layers, the topmost first.
    pub layers: Vec<FrozenLayerInfo>,
}

impl From<SnapshotRecord> for SnapshotInfo {
    fn from(record: SnapshotRecord) -> Self {
        let SnapshotRecord { format: _, id, name, created_ms, image, limits, layers } = record;
        Self { id, name, created: record::time(created_ms), image, limits, layers }
    }
}
