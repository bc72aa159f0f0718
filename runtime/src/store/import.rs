use std::io::{self, BufReader, Read};
use std::sync::Arc;

use cap_std::fs::Dir;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use tar::EntryType;
use vivarium_vfs::{
    AttributeChange, Errno, FileType, InodeId, LayerWriter, NewNode, PATH_MAX, Quota, Usage, make_device,
};

use super::archive::{INDEX, Index, LAYER_TYPE, LAYOUT, Manifest, Origin, blob_path};
use super::commit::LAYERS_MAX;
use super::lock::Lock;
use super::record::{ContainerRecord, FORMAT, FrozenLayerInfo, now_ms};
use super::tar::{Entry, TarReader, invalid};
use super::{
    ContainerId, ContainerInfo, ContainerLimits, ContainerStore, CreateOptions, ImageReference, LOCK, LayerId,
};
use crate::image::format_hash;
use crate::{Error, ImageDirectory};

/// Most bytes of a JSON file in an archive.
const JSON_MAX: u64 = 1 << 20;
/// The most memory that unpacking takes, as a power of two: what zstd uses up to its level 19.
const WINDOW_LOG_MAX: u32 = 27;
/// How much of a file is copied at a time; a hole is found by blocks of this size.
const BLOCK_LEN: usize = 4096;

impl ContainerStore {
    /// Makes a container of what [`export`](Self::export) has written.
    ///
    /// Whatever the archive says, nothing is written outside the new container, and no more than its limits allow:
    /// those of `options`, else those of the exported one where they are below the usual ones.
    ///
    /// # Errors
    /// [`Error::Archive`] for what is no such archive, [`Error::OtherImage`] without the image it was made over,
    /// [`Error::Layer`] with `ENOSPC` for one that is too large, [`Error::NameTaken`].
    pub fn import(
        &self,
        image: &ImageDirectory,
        input: impl Read,
        options: CreateOptions,
    ) -> Result<ContainerInfo, Error> {
        let staging = Staging::new(self)?;
        let mut decoder = zstd::Decoder::new(input).map_err(Error::Archive)?;
        decoder.window_log_max(WINDOW_LOG_MAX).map_err(Error::Archive)?;
        let mut archive = TarReader::new(BufReader::new(decoder));
        let manifest = read_manifest(&mut archive).map_err(Error::Archive)?;
        let origin: Origin = parse(manifest.annotations.origin.as_bytes()).map_err(Error::Archive)?;
        let image = ImageReference::of(image);
        if origin.rootfs_sha256 != image.rootfs_sha256 {
            return Err(Error::OtherImage { name: origin.image, path: None });
        }
        let limits = options.limits.clone().unwrap_or_else(|| smaller(origin.limits));
        let layers = staging.unpack(&mut archive, &manifest, &limits)?;
        self.adopt(staging, image, limits, layers, options)
    }

    /// Enters a container of unpacked layers, the topmost first.
    fn adopt(
        &self,
        staging: Staging,
        image: ImageReference,
        limits: ContainerLimits,
        layers: Vec<FrozenLayerInfo>,
        options: CreateOptions,
    ) -> Result<ContainerInfo, Error> {
        let _lock = self.lock()?;
        let CreateOptions { name, lifetime, durability, .. } = options;
        if let Some(name) = &name {
            self.check_free(name)?;
        }
        for layer in &layers {
            let id = layer.id.as_str();
            staging.dir.rename(id, &self.shared.layers, id).map_err(Error::store("import a layer"))?;
        }
        let created_ms = now_ms();
        let lifetime_ms = lifetime.map(|lifetime| u64::try_from(lifetime.as_millis()).unwrap_or(u64::MAX));
        self.insert(ContainerRecord {
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
}

/// A folder where layers are unpacked. Its lock keeps [`prune`](ContainerStore::prune) from taking it for garbage.
struct Staging {
    store: ContainerStore,
    dir: Dir,
    name: String,
    _lock: Lock,
}

impl Staging {
    fn new(store: &ContainerStore) -> Result<Self, Error> {
        // Under the store's lock, as prune is: it must not see the folder without its lock.
        let _guard = store.lock()?;
        let name = LayerId::random()?.to_string();
        let made =
            store.shared.incoming.create_dir(&name).and_then(|()| store.shared.incoming.open_dir(&name));
        let dir = made.map_err(Error::store("import a layer"))?;
        let lock = Lock::wait(&dir, LOCK)?;
        Ok(Self { store: store.clone(), dir, name, _lock: lock })
    }

    /// Unpacks the layers that a manifest names; returns them with the topmost first.
    fn unpack<R: Read>(
        &self,
        archive: &mut TarReader<R>,
        manifest: &Manifest,
        limits: &ContainerLimits,
    ) -> Result<Vec<FrozenLayerInfo>, Error> {
        let quota = Quota::new(limits.disk_bytes, limits.inodes);
        let mut layers = Vec::new();
        // The charges of the layers that are done, so that all of them together stay within the limits.
        let mut charge = vivarium_vfs::Charge::new(Arc::clone(&quota));
        for blob in &manifest.layers {
            let entry = archive.next().map_err(Error::Archive)?;
            if !entry.is_some_and(|entry| entry.path == blob_path(&blob.digest).into_bytes()) {
                return Err(Error::Archive(invalid("a layer is missing, or not in its place")));
            }
            let id = LayerId::random()?;
            let made = self.dir.create_dir(id.as_str()).and_then(|()| self.dir.open_dir(id.as_str()));
            let dir = made.map_err(Error::store("import a layer"))?;
            let mut hash = Hashing { input: &mut *archive, state: Sha256::new() };
            let Usage { bytes, inodes } = unpack_layer(&mut hash, &dir, Arc::clone(&quota))?;
            io::copy(&mut hash, &mut io::sink()).map_err(Error::Archive)?;
            if format!("sha256:{}", format_hash(&hash.state.finalize())) != blob.digest {
                return Err(Error::Archive(invalid("a layer's hash is wrong")));
            }
            charge.count(bytes, inodes);
            layers.insert(0, FrozenLayerInfo { id, bytes, inodes });
        }
        Ok(layers)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What stays is pruned.
        let _ = self.store.shared.incoming.remove_dir_all(&self.name);
    }
}

struct Hashing<'a, R> {
    input: &'a mut R,
    state: Sha256,
}

impl<R: Read> Read for Hashing<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(into)?;
        self.state.update(&into[..read]);
        Ok(read)
    }
}

/// Reads what comes before the layers.
fn read_manifest<R: Read>(archive: &mut TarReader<R>) -> io::Result<Manifest> {
    read_file(archive, LAYOUT)?;
    let index: Index = parse(&read_file(archive, INDEX)?)?;
    let [manifest] = &index.manifests[..] else { return Err(invalid("it holds more than one container")) };
    let manifest: Manifest = parse(&read_file(archive, &blob_path(&manifest.digest))?)?;
    if manifest.layers.len() >= LAYERS_MAX
        || manifest.layers.iter().any(|layer| layer.media_type != LAYER_TYPE)
    {
        return Err(invalid("it has too many layers, or layers of another kind"));
    }
    read_file(archive, &blob_path(&manifest.config.digest))?;
    Ok(manifest)
}

fn read_file<R: Read>(archive: &mut TarReader<R>, path: &str) -> io::Result<Vec<u8>> {
    match archive.next()? {
        Some(entry) if entry.path == path.as_bytes() && entry.size <= JSON_MAX => {
            let mut content = Vec::new();
            archive.read_to_end(&mut content)?;
            Ok(content)
        }
        _ => Err(invalid("it was not written by `viv export`")),
    }
}

fn parse<T: DeserializeOwned>(text: &[u8]) -> io::Result<T> {
    serde_json::from_slice(text).map_err(|error| invalid(&error.to_string()))
}

/// What a stranger's limits are worth: no more than the usual ones.
fn smaller(claimed: ContainerLimits) -> ContainerLimits {
    let usual = ContainerLimits::default();
    ContainerLimits {
        disk_bytes: claimed.disk_bytes.min(usual.disk_bytes),
        inodes: claimed.inodes.min(usual.inodes),
        memory_bytes: claimed.memory_bytes.min(usual.memory_bytes),
        processes: claimed.processes.min(usual.processes),
    }
}

/// Writes the files of a layer's tar to an empty folder.
fn unpack_layer(input: impl Read, dir: &Dir, quota: Arc<Quota>) -> Result<Usage, Error> {
    let mut archive = TarReader::new(input);
    let layer = LayerWriter::new(dir, quota).map_err(Error::Layer)?;
    let mut directories = Vec::new();
    while let Some(entry) = archive.next().map_err(Error::Archive)? {
        match place(&layer, &entry.path).map_err(refused)? {
            Place::Root if entry.kind == EntryType::Directory => directories.push((layer.root(), entry)),
            Place::Root => return Err(Error::Archive(invalid("a path is not below the layer's root"))),
            Place::Child(dir, name) => {
                let inode = unpack_entry(&layer, dir, &name, &entry, &mut archive)?;
                match entry.kind {
                    EntryType::Directory => directories.push((inode, entry)),
                    EntryType::Link => {}
                    _ => set_attributes(&layer, inode, &entry).map_err(refused)?,
                }
            }
        }
    }
    // Last, for filling a directory changes its times.
    for (inode, entry) in directories.iter().rev() {
        set_attributes(&layer, *inode, entry).map_err(refused)?;
    }
    layer.finish().map_err(Error::Layer)
}

/// Where a path of an archive leads.
enum Place {
    Root,
    /// A directory of the layer, and a name in it.
    Child(InodeId, Vec<u8>),
}

/// Walks a path, through directories only: links in the archive lead nowhere while it is unpacked.
fn place(layer: &LayerWriter, path: &[u8]) -> Result<Place, Errno> {
    if path.starts_with(b"/") || path.len() > PATH_MAX {
        return Err(Errno::EINVAL);
    }
    let mut names =
        path.split(|&byte| byte == b'/').filter(|name| !name.is_empty() && *name != b".").peekable();
    let mut directory = layer.root();
    while let Some(name) = names.next() {
        if name == b".." {
            return Err(Errno::EINVAL);
        }
        if names.peek().is_none() {
            return Ok(Place::Child(directory, name.to_vec()));
        }
        directory = match layer.lookup(directory, name) {
            Ok(found) if found.file_type == FileType::Directory => found.inode,
            Ok(_) => return Err(Errno::ENOTDIR),
            // Archives may leave out what lies between.
            Err(Errno::ENOENT) => layer.create(directory, name, NewNode::Directory { mode: 0o755 })?,
            Err(errno) => return Err(errno),
        };
    }
    Ok(Place::Root)
}

fn unpack_entry<R: Read>(
    layer: &LayerWriter,
    dir: InodeId,
    name: &[u8],
    entry: &Entry,
    archive: &mut TarReader<R>,
) -> Result<InodeId, Error> {
    let mode = entry.mode;
    let made = match entry.kind {
        EntryType::Regular => {
            let inode = layer.create(dir, name, NewNode::File { mode }).map_err(refused)?;
            fill(layer, inode, entry.size, archive)?;
            Ok(inode)
        }
        EntryType::Directory => match layer.lookup(dir, name) {
            Ok(found) if found.file_type == FileType::Directory => Ok(found.inode),
            _ => layer.create(dir, name, NewNode::Directory { mode }),
        },
        EntryType::Symlink
            if entry.link.is_empty() || entry.link.len() >= PATH_MAX || entry.link.contains(&0) =>
        {
            Err(Errno::EINVAL)
        }
        EntryType::Symlink => layer.create(dir, name, NewNode::Symlink { target: &entry.link }),
        EntryType::Fifo => layer.create(dir, name, NewNode::Fifo { mode }),
        EntryType::Char => layer.create_device(dir, name, mode, make_device(entry.device.0, entry.device.1)),
        EntryType::Link => link(layer, dir, name, &entry.link),
        _ => Err(Errno::EINVAL),
    };
    made.map_err(refused)
}

/// Gives a file that was unpacked before another name.
fn link(layer: &LayerWriter, dir: InodeId, name: &[u8], to: &[u8]) -> Result<InodeId, Errno> {
    let Place::Child(to_dir, to_name) = place(layer, to)? else { return Err(Errno::EPERM) };
    let inode = layer.lookup(to_dir, &to_name)?.inode;
    layer.link(inode, dir, name).map(|()| inode)
}

/// Writes a file's bytes, but no blocks of zeros: an archive has no other way to tell of a hole.
fn fill<R: Read>(
    layer: &LayerWriter,
    inode: InodeId,
    size: u64,
    archive: &mut TarReader<R>,
) -> Result<(), Error> {
    let (mut block, mut offset) = ([0; BLOCK_LEN], 0);
    while offset < size {
        let len = BLOCK_LEN.min(usize::try_from(size - offset).unwrap_or(BLOCK_LEN));
        archive.read_exact(&mut block[..len]).map_err(Error::Archive)?;
        if block[..len].iter().any(|&byte| byte != 0) {
            let mut written = 0;
            while written < len {
                written +=
                    layer.write_at(inode, &block[written..len], offset + written as u64).map_err(refused)?;
            }
        }
        offset += len as u64;
    }
    layer.set_attributes(inode, &AttributeChange::size(size)).map_err(refused)
}

fn set_attributes(layer: &LayerWriter, inode: InodeId, entry: &Entry) -> Result<(), Errno> {
    let seconds = i64::try_from(entry.mtime).unwrap_or(i64::MAX);
    let mode = (entry.kind != EntryType::Symlink).then_some(entry.mode);
    layer.set_attributes(
        inode,
        &AttributeChange {
            mode,
            uid: Some(entry.uid),
            gid: Some(entry.gid),
            mtime_ns: Some(seconds.saturating_mul(1_000_000_000)),
            ..AttributeChange::default()
        },
    )
}

/// The error for what an archive has no business to hold, or has no room.
fn refused(errno: Errno) -> Error {
    match errno {
        Errno::ENOSPC => Error::Layer(errno),
        errno => Error::Archive(invalid(&format!("it has a file that cannot be: {errno}"))),
    }
}
