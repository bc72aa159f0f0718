use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use vivarium_vfs::Usage;

use super::{ContainerId, LayerId, SnapshotId};
use crate::ImageDirectory;

/// The format of the store's records that this version reads and writes.
pub(super) const FORMAT: u32 = 1;

/// What a container may hold and use at any time, all its runs together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContainerLimits {
    /// Most bytes of files, those of the image not counted. Default: 5 GiB.
    pub disk_bytes: u64,
    /// Most files and directories, those of the image not counted. Default: 262,144.
    pub inodes: u64,
    /// Most memory of all processes, in bytes; each run's [`Limits`](crate::Limits) bind besides. Default: 5 GiB.
    pub memory_bytes: u64,
    /// Most processes at a time. Default: 1024.
    pub processes: u32,
}

impl Default for ContainerLimits {
    fn default() -> Self {
        Self { disk_bytes: 5 << 30, inodes: 262_144, memory_bytes: 5 << 30, processes: 1024 }
    }
}

/// What an acknowledged exec survives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Durability {
    /// SIGKILL of the host process at any moment.
    #[default]
    Process,
    /// Loss of power too: files are brought to the disk before an exec is acknowledged.
    Fsync,
}

/// The image that a container or snapshot was made over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageReference {
    /// Its name.
    pub name: String,
    /// SHA-256 of its root file system: what makes it this image.
    pub rootfs_sha256: String,
    /// Where it was when the container was made.
    pub path: PathBuf,
}

impl ImageReference {
    /// Names an image.
    pub fn of(image: &ImageDirectory) -> Self {
        let manifest = image.manifest();
        // A link to the newest image will lead elsewhere one day.
        let path = image.path().canonicalize().unwrap_or_else(|_| image.path().into());
        Self { name: manifest.name.clone(), rootfs_sha256: manifest.rootfs_sha256.clone(), path }
    }
}

/// A layer that nothing changes any more, and what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenLayerInfo {
    /// Which one.
    pub id: LayerId,
    /// Bytes it is charged.
    pub bytes: u64,
    /// Files and directories it is charged.
    pub inodes: u64,
}

/// What `container.json` holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ContainerRecord {
    pub(super) format: u32,
    pub(super) id: ContainerId,
    pub(super) name: Option<String>,
    pub(super) created_ms: u64,
    pub(super) expires_ms: Option<u64>,
    pub(super) durability: Durability,
    pub(super) image: ImageReference,
    pub(super) limits: ContainerLimits,
    /// The layer that the container writes.
    pub(super) upper: LayerId,
    /// What lies between it and the image, the topmost first.
    pub(super) layers: Vec<FrozenLayerInfo>,
}

/// What `<snapshot id>.json` holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SnapshotRecord {
    pub(super) format: u32,
    pub(super) id: SnapshotId,
    pub(super) name: Option<String>,
    pub(super) created_ms: u64,
    pub(super) image: ImageReference,
    pub(super) limits: ContainerLimits,
    pub(super) layers: Vec<FrozenLayerInfo>,
}

impl ContainerRecord {
    /// Whether it has expired by now.
    pub(super) fn is_expired(&self) -> bool {
        self.expires_ms.is_some_and(|expires_ms| now_ms() >= expires_ms)
    }
}

/// What layers hold together.
pub(super) fn total(layers: &[FrozenLayerInfo]) -> Usage {
    layers.iter().fold(Usage::default(), |sum, layer| Usage {
        bytes: sum.bytes.saturating_add(layer.bytes),
        inodes: sum.inodes.saturating_add(layer.inodes),
    })
}

pub(super) fn now_ms() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64
}

pub(super) fn time(ms: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(ms)
}
