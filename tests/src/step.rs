use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::time::Duration;

use anyhow::{Result, bail};
use vivarium::{Container, ContainerStore, CreateOptions, Error, Runtime};

/// A change to a container store, as the crash test cuts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Makes a container, over the image or a snapshot.
    Create(&'static str, Option<&'static str>),
    /// Makes one that has expired.
    CreateExpired(&'static str),
    /// Writes a file of a container, of this many bytes.
    Write(&'static str, &'static str, usize),
    /// Removes a file of a container.
    Delete(&'static str, &'static str),
    /// Makes a snapshot of a container.
    Commit(&'static str, &'static str),
    /// Makes a container of another.
    Fork(&'static str, &'static str),
    /// Exports a container and imports it as another.
    Copy(&'static str, &'static str),
    /// Removes a container.
    Remove(&'static str),
    /// Removes a snapshot.
    RemoveSnapshot(&'static str),
    /// Removes what has expired.
    Prune,
}

/// One of each change, and some that meet what others have left.
pub const STEPS: &[Step] = &[
    Step::Create("a", None),
    Step::Write("a", "one", 300_000),
    Step::Commit("a", "first"),
    Step::Write("a", "two", 5_000),
    Step::Write("a", "one", 7_000),
    Step::Fork("a", "b"),
    Step::Delete("b", "two"),
    Step::Write("b", "three", 9_000),
    Step::CreateExpired("old"),
    Step::Create("c", Some("first")),
    Step::Copy("b", "d"),
    Step::Remove("a"),
    Step::Prune,
    Step::Write("c", "four", 1_000),
    Step::Fork("c", "e"),
    Step::RemoveSnapshot("first"),
    Step::Remove("c"),
];

/// The files of a container or snapshot, by name.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// What a store holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// The files of each container, by name; `None` of an expired one.
    pub containers: BTreeMap<String, Option<Tree>>,
    /// The files of each snapshot, by name.
    pub snapshots: BTreeMap<String, Tree>,
}

/// What a file holds that a step has written: its name, over and over.
pub fn content(name: &str, len: usize) -> Vec<u8> {
    name.bytes().cycle().take(len).collect()
}

impl Step {
    /// Makes the change; `folder` is for files on the way.
    ///
    /// # Errors
    /// If the store cannot.
    pub fn perform(self, runtime: &Runtime, store: &ContainerStore, folder: &Path) -> Result<()> {
        let named = |name: &str| CreateOptions { name: Some(name.into()), ..CreateOptions::default() };
        match self {
            Self::Create(name, from) => {
                let options = CreateOptions { from: from.map(Into::into), ..named(name) };
                store.create(runtime.image(), options)?;
            }
            Self::CreateExpired(name) => {
                let options = CreateOptions { lifetime: Some(Duration::ZERO), ..named(name) };
                store.create(runtime.image(), options)?;
            }
            Self::Write(container, file, len) => {
                open(runtime, store, container)?.files()?.write(file, &content(file, len))?;
            }
            Self::Delete(container, file) => open(runtime, store, container)?.files()?.remove(file)?,
            Self::Commit(container, name) => {
                store.commit(container, Some(name.into()))?;
            }
            Self::Fork(container, name) => {
                store.fork(container, Some(name.into()))?;
            }
            Self::Copy(container, name) => {
                let archive = folder.join("archive.tar.zst");
                store.export(container, File::create(&archive)?)?;
                store.import(runtime.image(), File::open(&archive)?, named(name))?;
            }
            Self::Remove(container) => {
                store.remove(container)?;
            }
            Self::RemoveSnapshot(snapshot) => {
                store.remove_snapshot(snapshot)?;
            }
            Self::Prune => {
                store.prune()?;
            }
        }
        Ok(())
    }

    /// What the change does to what a store holds.
    ///
    /// # Panics
    /// If what it changes is not there.
    pub fn apply(self, to: &mut Holdings) {
        let tree = |to: &Holdings, name: &str| to.containers[name].clone().expect("it has not expired");
        match self {
            Self::Create(name, from) => {
                let files = from.map(|from| to.snapshots[from].clone()).unwrap_or_default();
                to.containers.insert(name.into(), Some(files));
            }
            Self::CreateExpired(name) => {
                to.containers.insert(name.into(), None);
            }
            Self::Write(container, file, len) => {
                let mut files = tree(to, container);
                files.insert(file.into(), content(file, len));
                to.containers.insert(container.into(), Some(files));
            }
            Self::Delete(container, file) => {
                let mut files = tree(to, container);
                files.remove(file);
                to.containers.insert(container.into(), Some(files));
            }
            Self::Commit(container, name) => {
                let files = tree(to, container);
                to.snapshots.insert(name.into(), files);
            }
            Self::Fork(container, name) | Self::Copy(container, name) => {
                let files = tree(to, container);
                to.containers.insert(name.into(), Some(files));
            }
            Self::Remove(container) => {
                to.containers.remove(container);
            }
            Self::RemoveSnapshot(snapshot) => {
                to.snapshots.remove(snapshot);
            }
            Self::Prune => to.containers.retain(|_, files| files.is_some()),
        }
    }
}

impl Holdings {
    /// Reads all that a store holds.
    ///
    /// # Errors
    /// If anything in it cannot be opened or read.
    pub fn read(runtime: &Runtime, store: &ContainerStore) -> Result<Self> {
        let mut found = Self::default();
        for snapshot in store.snapshots()? {
            let from = Some(snapshot.id.to_string());
            let made = store.create(runtime.image(), CreateOptions { from, ..CreateOptions::default() })?;
            let files = read_tree(&open(runtime, store, made.id.as_str())?)?;
            store.remove(made.id.as_str())?;
            found.snapshots.insert(snapshot.name.unwrap_or_default(), files);
        }
        for info in store.containers()? {
            let files = match runtime.open_container(store, info.id.as_str(), Vec::new()) {
                Err(Error::Expired(_)) => None,
                opened => Some(read_tree(&opened?)?),
            };
            if found.containers.insert(info.name.unwrap_or_default(), files).is_some() {
                bail!("two containers of one name");
            }
        }
        Ok(found)
    }
}

fn open(runtime: &Runtime, store: &ContainerStore, container: &str) -> Result<Container> {
    Ok(runtime.open_container(store, container, Vec::new())?)
}

/// Reads the files in a container's root.
fn read_tree(container: &Container) -> Result<Tree> {
    let files = container.files()?;
    let mut tree = Tree::new();
    for entry in files.list("/")? {
        if entry.metadata.file_type == vivarium::FileType::Regular {
            let name = String::from_utf8(entry.name)?;
            let content = files.read(&name, 1 << 20)?;
            tree.insert(name, content);
        }
    }
    Ok(tree)
}
