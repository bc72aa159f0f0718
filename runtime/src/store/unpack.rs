use std::io::Read;
use std::sync::Arc;

use cap_std::fs::Dir;
use tar::EntryType;
use vivarium_vfs::{
    AttributeChange, Errno, FileType, InodeId, LayerWriter, NewNode, PATH_MAX, Quota, Usage, make_device,
};

use super::tar::{Entry, TarReader, invalid};
use crate::Error;

/// How much of a file is copied at a time; a hole is found by blocks of this size.
const BLOCK_LEN: usize = 4096;

/// Writes the files of a layer's tar to an empty folder.
pub(super) fn unpack_layer(input: impl Read, dir: &Dir, quota: Arc<Quota>) -> Result<Usage, Error> {
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
