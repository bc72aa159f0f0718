use std::io::{self, BufReader, Read};
use std::sync::Arc;

use cap_std::fs::Dir;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use vivarium_vfs::{Charge, Quota, Usage};

use super::archive::{INDEX, Index, LAYER_TYPE, LAYOUT, Manifest, Origin, blob_path};
use super::commit::LAYERS_MAX;
use super::lock::Lock;
use super::tar::{TarReader, invalid};
use super::unpack::unpack_layer;
use super::{
    ContainerInfo, ContainerLimits, ContainerStore, CreateOptions, FrozenLayerInfo, ImageReference, LOCK,
    LayerId,
};
use crate::image::format_hash;
use crate::{Error, ImageDirectory};

/// Most bytes of a JSON file in an archive.
const JSON_MAX: u64 = 1 << 20;
/// The most memory that unpacking takes, as a power of two: what zstd uses up to its level 19.
const WINDOW_LOG_MAX: u32 = 27;

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
        if let Some(name) = &options.name {
            // Once more than needed: better before the unpacking than after it.
            self.check_free(name)?;
        }
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
        let limits = options.limits.unwrap_or_else(|| smaller(origin.limits));
        let layers = staging.unpack(&mut archive, &manifest, limits)?;
        let _lock = self.lock()?;
        for layer in &layers {
            let id = layer.id.as_str();
            staging.dir.rename(id, &self.shared.layers, id).map_err(Error::store("import a layer"))?;
        }
        self.create_over(image, layers, limits, options)
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
        limits: ContainerLimits,
    ) -> Result<Vec<FrozenLayerInfo>, Error> {
        let quota = Quota::new(limits.disk_bytes, limits.inodes);
        let mut layers = Vec::new();
        // The charges of the layers that are done, so that all of them together stay within the limits.
        let mut charge = Charge::new(Arc::clone(&quota));
        for blob in &manifest.layers {
            let entry = archive.next().map_err(Error::Archive)?;
            if entry.is_none_or(|entry| entry.path != blob_path(&blob.digest).as_bytes()) {
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
