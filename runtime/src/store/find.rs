use cap_std::fs::{Dir, MetadataExt};

use super::info::DiskUsage;
use super::lock::Lock;
use super::name::check_name;
use super::record::{ContainerRecord, FORMAT, SnapshotRecord, total};
use super::write::read_record;
use super::{ContainerId, ContainerInfo, ContainerStore, LOCK, SnapshotId, SnapshotInfo};
use crate::Error;
use crate::store::held::{self, CONTAINER};

impl ContainerStore {
    /// Lists the containers, the oldest first.
    ///
    /// # Errors
    /// [`Error::Store`] or [`Error::Damaged`].
    pub fn containers(&self) -> Result<Vec<ContainerInfo>, Error> {
        let mut found = Vec::new();
        for id in self.container_ids()? {
            // Others may remove some meanwhile.
            found.extend(self.info(&id)?);
        }
        found.sort_by_key(|info| info.created);
        Ok(found)
    }

    /// Tells what there is to know of a container, by its id, its name or the beginning of its id.
    ///
    /// # Errors
    /// [`Error::NoContainer`] or [`Error::Ambiguous`].
    pub fn inspect(&self, container: &str) -> Result<ContainerInfo, Error> {
        let id = self.find(container)?;
        self.info(&id)?.ok_or_else(|| Error::NoContainer(container.into()))
    }

    /// Lists the snapshots, the oldest first.
    ///
    /// # Errors
    /// [`Error::Store`] or [`Error::Damaged`].
    pub fn snapshots(&self) -> Result<Vec<SnapshotInfo>, Error> {
        let mut found: Vec<_> = self.snapshot_records()?.into_iter().map(SnapshotInfo::from).collect();
        found.sort_by_key(|info| info.created);
        Ok(found)
    }

    /// Tells what there is to know of a snapshot, by its id, its name or the beginning of its id.
    ///
    /// # Errors
    /// [`Error::NoSnapshot`] or [`Error::Ambiguous`].
    pub fn inspect_snapshot(&self, snapshot: &str) -> Result<SnapshotInfo, Error> {
        self.find_snapshot(snapshot).map(SnapshotInfo::from)
    }

    fn info(&self, id: &ContainerId) -> Result<Option<ContainerInfo>, Error> {
        let Some((dir, record)) = self.read_container(id)? else { return Ok(None) };
        match info(&dir, record) {
            Err(_) if !self.is_there(id, &dir) => Ok(None),
            info => info.map(Some),
        }
    }

    pub(super) fn find(&self, reference: &str) -> Result<ContainerId, Error> {
        let none = || Error::NoContainer(reference.into());
        if let Some(id) = ContainerId::parse(reference) {
            return Ok(id);
        }
        if let Some(id) = self.container_named(reference)? {
            return Ok(id);
        }
        let ids = self.container_ids()?;
        let found = ids.into_iter().filter(|id| begins(id.as_str(), ContainerId::PREFIX, reference));
        only(found, reference)?.ok_or_else(none)
    }

    pub(super) fn find_snapshot(&self, reference: &str) -> Result<SnapshotRecord, Error> {
        let none = || Error::NoSnapshot(reference.into());
        let exact = match SnapshotId::parse(reference) {
            Some(id) => Some(id),
            None => self.snapshot_named(reference)?,
        };
        if let Some(id) = exact {
            return self.read_snapshot(&id)?.ok_or_else(none);
        }
        let records = self.snapshot_records()?.into_iter();
        let found = records.filter(|record| begins(record.id.as_str(), SnapshotId::PREFIX, reference));
        only(found, reference)?.ok_or_else(none)
    }

    /// Finds a container by the name its user gave it.
    pub(super) fn container_named(&self, name: &str) -> Result<Option<ContainerId>, Error> {
        if check_name(name).is_err() {
            return Ok(None);
        }
        let Some(id) = self.container_names().get(name)?.as_deref().and_then(ContainerId::parse) else {
            return Ok(None);
        };
        let record = self.read_container(&id)?;
        Ok(record.filter(|(_, record)| record.name.as_deref() == Some(name)).map(|_| id))
    }

    /// Finds a snapshot by the name its user gave it.
    pub(super) fn snapshot_named(&self, name: &str) -> Result<Option<SnapshotId>, Error> {
        if check_name(name).is_err() {
            return Ok(None);
        }
        let Some(id) = self.snapshot_names().get(name)?.as_deref().and_then(SnapshotId::parse) else {
            return Ok(None);
        };
        let record = self.read_snapshot(&id)?;
        Ok(record.filter(|record| record.name.as_deref() == Some(name)).map(|_| id))
    }

    /// The folders of containers; one may be without a record, half made or half gone.
    pub(super) fn container_ids(&self) -> Result<Vec<ContainerId>, Error> {
        let names = entries(&self.shared.containers)?;
        Ok(names.iter().filter_map(|name| ContainerId::parse(name)).collect())
    }

    pub(super) fn snapshot_records(&self) -> Result<Vec<SnapshotRecord>, Error> {
        let names = entries(&self.shared.snapshots)?;
        let ids = names.iter().filter_map(|name| SnapshotId::parse(name.strip_suffix(".json")?));
        ids.filter_map(|id| self.read_snapshot(&id).transpose()).collect()
    }

    /// Reads a container's record; `None` where there is none.
    pub(super) fn read_container(&self, id: &ContainerId) -> Result<Option<(Dir, ContainerRecord)>, Error> {
        let Some(dir) = self.container_dir(id)? else { return Ok(None) };
        let Some(record) = read_record::<ContainerRecord>(&dir, CONTAINER, id.as_str())? else {
            return Ok(None);
        };
        check_format(record.format, id.as_str())?;
        Ok(Some((dir, record)))
    }

    pub(super) fn container_dir(&self, id: &ContainerId) -> Result<Option<Dir>, Error> {
        match self.shared.containers.open_dir(id.as_str()) {
            Ok(dir) => Ok(Some(dir)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::store("open a container")(error)),
        }
    }

    fn read_snapshot(&self, id: &SnapshotId) -> Result<Option<SnapshotRecord>, Error> {
        let record =
            read_record::<SnapshotRecord>(&self.shared.snapshots, &format!("{id}.json"), id.as_str())?;
        record.map_or(Ok(None), |record| check_format(record.format, id.as_str()).map(|()| Some(record)))
    }

    /// Tells whether a container's folder is still where it was when it was opened.
    pub(super) fn is_there(&self, id: &ContainerId, dir: &Dir) -> bool {
        let now = self.shared.containers.symlink_metadata(id.as_str());
        matches!((now, dir.dir_metadata()), (Ok(now), Ok(then)) if now.ino() == then.ino())
    }
}

pub(super) fn entries(dir: &Dir) -> Result<Vec<String>, Error> {
    let read = || {
        let names = dir.entries()?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        names.collect::<std::io::Result<Vec<_>>>()
    };
    read().map_err(Error::store("list the store"))
}

fn info(dir: &Dir, record: ContainerRecord) -> Result<ContainerInfo, Error> {
    let state = Lock::holder(dir, LOCK)?;
    let usage = held::read_usage(dir, state)?;
    let used = dir.metadata(LOCK).and_then(|found| found.modified()).map(cap_std::time::SystemTime::into_std);
    let below = total(&record.layers);
    let disk = held::read_clean(dir)?.map(|upper| DiskUsage {
        bytes: below.bytes.saturating_add(upper.bytes),
        inodes: below.inodes.saturating_add(upper.inodes),
    });
    Ok(ContainerInfo::new(record, used.ok(), disk, state, usage))
}

fn check_format(format: u32, what: &str) -> Result<(), Error> {
    if format == FORMAT {
        return Ok(());
    }
    let reason = format!("format {format} instead of {FORMAT}");
    Err(Error::Damaged { what: what.into(), reason })
}

/// Tells whether an id begins as a user wrote, with or without what all such ids begin with.
fn begins(id: &str, prefix: &str, reference: &str) -> bool {
    let digits = reference.strip_prefix(prefix).unwrap_or(reference);
    !digits.is_empty() && id[prefix.len()..].starts_with(digits)
}

fn only<T>(mut found: impl Iterator<Item = T>, reference: &str) -> Result<Option<T>, Error> {
    let first = found.next();
    if found.next().is_some() { Err(Error::Ambiguous(reference.into())) } else { Ok(first) }
}
