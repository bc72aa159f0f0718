use std::io::ErrorKind;
use std::sync::Arc;

use cap_std::fs::Dir;
use serde::{Deserialize, Serialize};
use vivarium_vfs::{Charge, FileSystem, Image, Overlay, OverlayOptions, Quota, Usage};

use super::lock::Lock;
use super::record::{ContainerRecord, total};
use super::write::{read_note, write_note};
use super::{ContainerId, ContainerState, ContainerStore, Durability, LOCK, LayerId};
use crate::{ContainerLimits, ContainerUsage, Error};

pub(super) const CONTAINER: &str = "container.json";
const CLEAN: &str = "clean.json";
const USAGE: &str = "usage.json";

/// A container that this process has open, and no other.
#[derive(Debug)]
pub(crate) struct Held {
    pub(super) store: ContainerStore,
    pub(super) record: ContainerRecord,
    pub(super) dir: Dir,
    lock: Lock,
}

/// Whether an expired container can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expired {
    Refused,
    Accepted,
}

/// A container's files, open.
pub(crate) struct Root {
    pub(crate) overlay: Arc<Overlay>,
    /// What the frozen layers take of the quota.
    _below: Option<Charge>,
}

impl From<Arc<Overlay>> for Root {
    fn from(overlay: Arc<Overlay>) -> Self {
        Self { overlay, _below: None }
    }
}

/// What the upper layer is charged, written when the container is closed.
#[derive(Serialize, Deserialize)]
struct Clean {
    /// The host's boot in which it was written: after a loss of power it may be there and the files not.
    boot: String,
    bytes: u64,
    inodes: u64,
}

/// What an open container uses.
#[derive(Serialize, Deserialize)]
struct UsageNote {
    pid: u32,
    usage: ContainerUsage,
}

impl ContainerStore {
    /// Opens a container, by its id, its name or the beginning of its id.
    pub(crate) fn hold(&self, container: &str) -> Result<Held, Error> {
        self.hold_even(container, Expired::Refused)
    }

    pub(super) fn hold_even(&self, container: &str, expired: Expired) -> Result<Held, Error> {
        let none = || Error::NoContainer(container.into());
        let id = self.find(container)?;
        let dir = self.container_dir(&id)?.ok_or_else(none)?;
        let lock = match Lock::take(&dir, LOCK) {
            Err(_) if !self.is_there(&id, &dir) => return Err(none()),
            lock => lock?,
        };
        let Some(lock) = lock else {
            let pid = match Lock::holder(&dir, LOCK) {
                Ok(ContainerState::Open { pid }) => pid,
                _ => None,
            };
            return Err(Error::Busy { container: container.into(), pid });
        };
        // Whoever had it before us may have removed it.
        let record = self.read_container(&id)?.filter(|_| self.is_there(&id, &dir));
        let (_, record) = record.ok_or_else(none)?;
        if expired == Expired::Refused && record.is_expired() {
            return Err(Error::Expired(container.into()));
        }
        Ok(Held { store: self.clone(), record, dir, lock })
    }
}

impl Held {
    pub(crate) fn id(&self) -> &ContainerId {
        &self.record.id
    }

    pub(crate) fn limits(&self) -> ContainerLimits {
        self.record.limits
    }

    pub(crate) fn durability(&self) -> Durability {
        self.record.durability
    }

    /// Fails unless the container was made over this image.
    pub(crate) fn check_image(&self, rootfs_sha256: &str) -> Result<(), Error> {
        let wanted = &self.record.image;
        if wanted.rootfs_sha256 == rootfs_sha256 {
            return Ok(());
        }
        Err(Error::OtherImage { name: wanted.name.clone(), path: Some(wanted.path.clone()) })
    }

    /// Stacks the container's layers. From here on it counts as changed, until [`close`](Self::close).
    pub(crate) fn open_root(&self, image: Arc<Image>) -> Result<Root, Error> {
        let limits = &self.record.limits;
        let quota = Quota::new(limits.disk_bytes, limits.inodes);
        let mut below = Charge::new(Arc::clone(&quota));
        let sum = total(&self.record.layers);
        below.count(sum.bytes, sum.inodes);
        let mut lowers: Vec<Arc<dyn FileSystem>> = Vec::with_capacity(self.record.layers.len() + 1);
        for layer in &self.record.layers {
            lowers.push(self.store.frozen_layer(&layer.id)?);
        }
        lowers.push(image);
        let upper = self.store.layer_dir(&self.record.upper)?;
        let options = OverlayOptions { usage: self.take_clean()?, durability: self.durability().into() };
        let overlay = Overlay::with(lowers, &upper, quota, options).map_err(Error::Layer)?;
        Ok(Root { overlay, _below: Some(below) })
    }

    /// Ends all change, and notes what the upper layer is charged, so that the next who opens it need not count.
    pub(crate) fn close(&self, root: &Root) -> Result<(), Error> {
        self.mark_clean(root.overlay.freeze().map_err(Error::Layer)?)
    }

    /// Notes what the container uses at present, for other processes to show.
    pub(crate) fn note_usage(&self, usage: &ContainerUsage) {
        let note = UsageNote { pid: std::process::id(), usage: *usage };
        // Nothing depends on it: a note that cannot be written is not.
        let _ = write_note(&self.dir, USAGE, &note);
    }

    /// Takes that note back.
    pub(crate) fn forget_usage(&self) {
        let _ = self.dir.remove_file(USAGE);
    }

    /// Notes that the container was used just now.
    pub(crate) fn touch(&self) {
        let now = rustix::fs::Timespec { tv_sec: 0, tv_nsec: rustix::fs::UTIME_NOW };
        // Only for people to read: not worth failing an exec.
        let _ = rustix::fs::futimens(
            self.lock.file(),
            &rustix::fs::Timestamps { last_access: now, last_modification: now },
        );
    }

    /// Ends all change, and tells what the upper layer is charged: known where it was open or closed, else counted.
    pub(super) fn settle(&self, root: &mut Option<Root>) -> Result<Usage, Error> {
        if let Some(root) = root.take() {
            return root.overlay.freeze().map_err(Error::Layer);
        }
        if let Some(usage) = self.take_clean()? {
            return Ok(usage);
        }
        let upper = self.store.layer_dir(&self.record.upper)?;
        // What is there is counted, whatever it is.
        let quota = Quota::new(u64::MAX, u64::MAX);
        let overlay = Overlay::with(Vec::new(), &upper, quota, OverlayOptions::default());
        overlay.and_then(|overlay| overlay.freeze()).map_err(Error::Layer)
    }

    pub(super) fn mark_clean(&self, usage: Usage) -> Result<(), Error> {
        let Some(boot) = boot() else { return Ok(()) };
        let clean = Clean { boot, bytes: usage.bytes, inodes: usage.inodes };
        write_note(&self.dir, CLEAN, &clean)
    }

    /// Reads the note of the last close, and removes it, since it will not be true for long.
    fn take_clean(&self) -> Result<Option<Usage>, Error> {
        let usage = read_clean(&self.dir)?;
        match self.dir.remove_file(CLEAN) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::store("open a container")(error)),
            _ => Ok(usage),
        }
    }

    /// Tells whether the upper layer says nothing that the layer below does not.
    pub(super) fn upper_is_empty(&self) -> Result<bool, Error> {
        let Some(below) = self.record.layers.first() else { return Ok(false) };
        let mut entries =
            self.store.layer_dir(&self.record.upper)?.entries().map_err(Error::store("list a layer"))?;
        if entries.next().is_some() {
            return Ok(false);
        }
        let attributes = |id: &LayerId| {
            let layer = self.store.frozen_layer(id)?;
            let root = layer.metadata(layer.root()).map_err(Error::Layer)?;
            Ok::<_, Error>((root.mode, root.uid, root.gid))
        };
        Ok(attributes(&self.record.upper)? == attributes(&below.id)?)
    }
}

/// Reads what a closed container's upper layer is charged; `None` for one that is open, or was in a crash.
pub(super) fn read_clean(dir: &Dir) -> Result<Option<Usage>, Error> {
    let clean = read_note::<Clean>(dir, CLEAN)?;
    let clean = clean.filter(|clean| boot().is_some_and(|boot| boot == clean.boot));
    Ok(clean.map(|clean| Usage { bytes: clean.bytes, inodes: clean.inodes }))
}

/// Reads what an open container used a moment ago, if it has noted that.
pub(super) fn read_usage(dir: &Dir, state: ContainerState) -> Result<Option<ContainerUsage>, Error> {
    // A note of a process that was killed is worth nothing.
    let pid = match state {
        ContainerState::Open { pid } => pid,
        ContainerState::Closed => return Ok(None),
    };
    let note = read_note::<UsageNote>(dir, USAGE)?;
    Ok(note.filter(|note| Some(note.pid) == pid).map(|note| note.usage))
}

fn boot() -> Option<String> {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    Some(id.trim().into())
}

impl From<Durability> for vivarium_vfs::Durability {
    fn from(durability: Durability) -> Self {
        match durability {
            Durability::Process => Self::Process,
            Durability::Fsync => Self::Power,
        }
    }
}
