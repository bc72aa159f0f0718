use serde_json::{Value, json};
use vivarium::{
    ContainerId, ContainerInfo, ContainerState, DiskUsage, FrozenLayerInfo, SnapshotId, SnapshotInfo,
};

use crate::age::{ago, rfc3339};
use crate::size::human;

/// Digits of a short id, as Docker's.
const SHORT_LEN: usize = 12;

/// Enough of an id to name a container by.
pub(crate) fn short_container(id: &ContainerId) -> String {
    short(id.as_str(), ContainerId::PREFIX)
}

/// Enough of an id to name a snapshot by.
pub(crate) fn short_snapshot(id: &SnapshotId) -> String {
    short(id.as_str(), SnapshotId::PREFIX)
}

fn short(id: &str, prefix: &str) -> String {
    id[prefix.len()..].chars().take(SHORT_LEN).collect()
}

/// What a container does, in words.
pub(crate) fn status(info: &ContainerInfo) -> String {
    match info.state {
        ContainerState::Open { pid: Some(pid) } => format!("Up (process {pid})"),
        ContainerState::Open { pid: None } => "Up".into(),
        ContainerState::Closed if info.is_expired() => "Expired".into(),
        ContainerState::Closed => {
            info.used.map_or_else(|| "Created".into(), |used| format!("Used {}", ago(used)))
        }
    }
}

/// What a container's files take; unknown while it is open and after a crash.
pub(crate) fn size(disk: Option<DiskUsage>) -> String {
    disk.map_or_else(|| "-".into(), |disk| human(disk.bytes))
}

/// What layers take together.
pub(crate) fn total(layers: &[FrozenLayerInfo]) -> DiskUsage {
    layers.iter().fold(DiskUsage::default(), |sum, layer| DiskUsage {
        bytes: sum.bytes + layer.bytes,
        inodes: sum.inodes + layer.inodes,
    })
}

/// A container, for programs.
pub(crate) fn container_json(info: &ContainerInfo) -> Value {
    let (state, pid) = match info.state {
        ContainerState::Open { pid } => ("open", pid),
        ContainerState::Closed if info.is_expired() => ("expired", None),
        ContainerState::Closed => ("closed", None),
    };
    json!({
        "id": info.id,
        "name": info.name,
        "state": state,
        "pid": pid,
        "created": rfc3339(info.created),
        "expires": info.expires.map(rfc3339),
        "used": info.used.map(rfc3339),
        "durability": info.durability,
        "image": info.image,
        "limits": info.limits,
        "disk": info.disk.map(disk_json),
        "upper": info.upper,
        "layers": info.layers,
    })
}

/// A snapshot, for programs.
pub(crate) fn snapshot_json(info: &SnapshotInfo) -> Value {
    json!({
        "id": info.id,
        "name": info.name,
        "created": rfc3339(info.created),
        "image": info.image,
        "limits": info.limits,
        "disk": disk_json(total(&info.layers)),
        "layers": info.layers,
    })
}

fn disk_json(disk: DiskUsage) -> Value {
    json!({ "bytes": disk.bytes, "inodes": disk.inodes })
}
