use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};
use tar::EntryType;
use vivarium_vfs::{FileSystem, FileType, FrozenLayer, InodeId, Metadata};

use super::archive::{
    Annotations, CONFIG_TYPE, Config, Descriptor, INDEX, Index, LAYER_TYPE, LAYOUT, LAYOUT_TEXT,
    MANIFEST_TYPE, Manifest, Origin, RootFs, blob_path,
};
use super::record::FORMAT;
use super::tar::{Entry, TarWriter};
use super::{ContainerLimits, ContainerStore, ImageReference};
use crate::Error;
use crate::image::format_hash;

/// How hard zstd tries: its usual level.
const LEVEL: i32 = 3;
/// How much of a file is copied at a time.
const PIECE_LEN: usize = 256 << 10;
/// Where an upper layer keeps files without a name.
const ORPHANAGE: &[u8] = b".wh..wh.orph";

impl ContainerStore {
    /// Writes a container's layers, the present one included, as one `.tar.zst`: an OCI image layout.
    ///
    /// The image's own files are not in it; whoever imports it needs the same image.
    ///
    /// # Errors
    /// [`Error::Busy`] while the container is open, [`Error::Archive`] where writing fails.
    pub fn export(&self, container: &str, output: impl Write) -> Result<(), Error> {
        let held = self.hold(container)?;
        // Counts and tidies after a crash.
        held.mark_clean(held.settle(&mut None)?)?;
        let mut layers = Vec::new();
        if !held.upper_is_empty()? {
            layers.push(FrozenLayer::open(&self.layer_dir(&held.record.upper)?).map_err(Error::Layer)?);
        }
        for layer in &held.record.layers {
            layers.push(self.frozen_layer(&layer.id)?);
        }
        let record = &held.record;
        write_archive(&layers, &origin(record.name.clone(), &record.image, record.limits), output)
            .map_err(Error::Archive)
    }

    /// Writes a snapshot's layers, as [`export`](Self::export).
    ///
    /// # Errors
    /// [`Error::NoSnapshot`], [`Error::Archive`] where writing fails, or the snapshot is removed meanwhile.
    pub fn export_snapshot(&self, snapshot: &str, output: impl Write) -> Result<(), Error> {
        let record = self.find_snapshot(snapshot)?;
        let layers: Result<Vec<_>, _> =
            record.layers.iter().map(|layer| self.frozen_layer(&layer.id)).collect();
        write_archive(&layers?, &origin(record.name, &record.image, record.limits), output)
            .map_err(Error::Archive)
    }
}

fn origin(name: Option<String>, image: &ImageReference, limits: ContainerLimits) -> Origin {
    let (image, rootfs_sha256) = (image.name.clone(), image.rootfs_sha256.clone());
    Origin { format: FORMAT, name, image, rootfs_sha256, limits }
}

/// Writes layers, the topmost first in `layers`.
fn write_archive(layers: &[Arc<FrozenLayer>], origin: &Origin, output: impl Write) -> io::Result<()> {
    let mut blobs = Vec::new();
    // Each layer is written twice, the first time to learn its hash and size, which come before it.
    for layer in layers.iter().rev() {
        let mut hash = Hash::default();
        write_layer(layer, &mut hash)?;
        blobs.push(hash.descriptor(LAYER_TYPE));
    }
    let diff_ids = blobs.iter().map(|blob| blob.digest.as_str()).collect();
    let config = Config { architecture: "wasm", os: "linux", rootfs: RootFs { kind: "layers", diff_ids } };
    let (config, config_text) = describe(CONFIG_TYPE, &config);
    let manifest = Manifest {
        schema_version: 2,
        media_type: MANIFEST_TYPE.into(),
        config: config.clone(),
        layers: blobs.clone(),
        annotations: Annotations { origin: json(origin) },
    };
    let (manifest, manifest_text) = describe(MANIFEST_TYPE, &manifest);
    let index = json(&Index { schema_version: 2, manifests: vec![manifest.clone()] });

    let mut archive = TarWriter(zstd::Encoder::new(output, LEVEL)?);
    write_file(&mut archive, LAYOUT, LAYOUT_TEXT)?;
    write_file(&mut archive, INDEX, &index)?;
    write_file(&mut archive, &blob_path(&manifest.digest), &manifest_text)?;
    write_file(&mut archive, &blob_path(&config.digest), &config_text)?;
    for (layer, blob) in layers.iter().rev().zip(&blobs) {
        archive.begin(&Entry::file(blob_path(&blob.digest), blob.size))?;
        write_layer(layer, &mut archive.0)?;
        archive.end(blob.size)?;
    }
    archive.finish()?.finish()?.flush()
}

fn write_file<W: Write>(archive: &mut TarWriter<W>, path: &str, content: &str) -> io::Result<()> {
    archive.begin(&Entry::file(path, content.len() as u64))?;
    archive.0.write_all(content.as_bytes())?;
    archive.end(content.len() as u64)
}

/// Writes a value as JSON, and says how a manifest refers to that.
fn describe(media_type: &str, value: &impl Serialize) -> (Descriptor, String) {
    let (text, mut hash) = (json(value), Hash::default());
    hash.write_all(text.as_bytes()).expect("a hash takes everything");
    (hash.descriptor(media_type), text)
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("it has no map and no failing field")
}

/// Counts and hashes what is written to it.
#[derive(Default)]
struct Hash {
    state: Sha256,
    size: u64,
}

impl Hash {
    fn descriptor(self, media_type: &str) -> Descriptor {
        let digest = format!("sha256:{}", format_hash(&self.state.finalize()));
        Descriptor { media_type: media_type.into(), digest, size: self.size }
    }
}

impl Write for Hash {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.state.update(bytes);
        self.size += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a layer as a tar of its own.
fn write_layer(layer: &FrozenLayer, output: &mut impl Write) -> io::Result<()> {
    let mut walk = Walk { layer, archive: TarWriter(output), linked: HashMap::new() };
    walk.directory(layer.root(), b"./")?;
    walk.archive.finish().map(|_| ())
}

/// One walk over a layer.
struct Walk<'a, W> {
    layer: &'a FrozenLayer,
    archive: TarWriter<W>,
    /// Where a file with several names was written first.
    linked: HashMap<u64, Vec<u8>>,
}

impl<W: Write> Walk<'_, W> {
    /// Writes a directory, whose path ends in a slash, and all below it.
    fn directory(&mut self, directory: InodeId, path: &[u8]) -> io::Result<()> {
        let metadata = self.layer.metadata(directory).map_err(io::Error::other)?;
        self.archive.begin(&entry(EntryType::Directory, path.to_vec(), &metadata))?;
        let entries = self.layer.read_directory(directory, 0, usize::MAX).map_err(io::Error::other)?;
        for found in entries {
            if matches!(&found.name[..], b"." | b".." | ORPHANAGE) {
                continue;
            }
            let child = self.layer.lookup(directory, &found.name).map_err(io::Error::other)?;
            let mut path = [path, &found.name].concat();
            if child.file_type == FileType::Directory {
                path.push(b'/');
                self.directory(child.inode, &path)?;
            } else {
                self.file(child.inode, path)?;
            }
        }
        Ok(())
    }

    fn file(&mut self, inode: InodeId, path: Vec<u8>) -> io::Result<()> {
        let metadata = self.layer.metadata(inode).map_err(io::Error::other)?;
        if metadata.nlink > 1 {
            if let Some(first) = self.linked.get(&metadata.inode) {
                let link = first.clone();
                return self.archive.begin(&Entry { link, ..entry(EntryType::Link, path, &metadata) });
            }
            self.linked.insert(metadata.inode, path.clone());
        }
        let kind = match metadata.file_type {
            FileType::Regular => return self.regular(inode, path, &metadata),
            FileType::Symlink => EntryType::Symlink,
            FileType::CharDevice => EntryType::Char,
            FileType::Fifo => EntryType::Fifo,
            FileType::Directory => EntryType::Directory,
        };
        let mut entry = entry(kind, path, &metadata);
        if kind == EntryType::Symlink {
            entry.link = self.layer.read_link(inode).map_err(io::Error::other)?;
        }
        self.archive.begin(&entry)
    }

    fn regular(&mut self, inode: InodeId, path: Vec<u8>, metadata: &Metadata) -> io::Result<()> {
        self.archive.begin(&Entry { size: metadata.size, ..entry(EntryType::Regular, path, metadata) })?;
        let (mut piece, mut offset) = (vec![0; PIECE_LEN], 0);
        while offset < metadata.size {
            let len = piece.len().min(usize::try_from(metadata.size - offset).unwrap_or(usize::MAX));
            let len = self.layer.read_at(inode, &mut piece[..len], offset).map_err(io::Error::other)?;
            if len == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.archive.0.write_all(&piece[..len])?;
            offset += len as u64;
        }
        self.archive.end(metadata.size)
    }
}

fn entry(kind: EntryType, path: Vec<u8>, metadata: &Metadata) -> Entry {
    let &Metadata { mode, uid, gid, rdev, mtime_ns, .. } = metadata;
    let mtime = u64::try_from(mtime_ns / 1_000_000_000).unwrap_or_default();
    Entry { kind, mode, uid, gid, mtime, device: split_device(rdev), ..Entry::file(path, 0) }
}

/// Takes apart what [`make_device`](vivarium_vfs::make_device) has packed.
fn split_device(rdev: u32) -> (u32, u32) {
    (rdev >> 8, rdev & 0xff)
}
