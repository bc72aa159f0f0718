//! The packed file system: one file, mapped into memory once and shared by all containers.

mod check;
mod format;
mod read;
mod write;

#[cfg(test)]
mod tests;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memmap2::Mmap;

use format::Header;
pub use write::{Attributes, ImageWriter, Source};

/// A read-only file system in one packed file.
///
/// Opening checks each offset and name once, so a damaged file is an error then and not a surprise later.
pub struct Image {
    bytes: Bytes,
    header: Header,
    device: u64,
}

enum Bytes {
    Mapped(Mmap),
    Owned(Vec<u8>),
}

impl std::ops::Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Mapped(map) => map,
            Self::Owned(bytes) => bytes,
        }
    }
}

impl Image {
    /// Maps and checks an image file.
    pub fn open(path: &Path) -> Result<Arc<Self>, ImageError> {
        let with_path = |source| ImageError::Io { path: path.to_owned(), source };
        let file = File::open(path).map_err(with_path)?;
        if file.metadata().map_err(with_path)?.len() == 0 {
            return Err(ImageError::Damaged("the file is empty"));
        }
        // SAFETY: the image is trusted and never written in place (it is made under another name and renamed), so
        // the mapping does not change or shrink while it lives. No reference to its bytes outlives `Image`.
        let map = unsafe { Mmap::map(&file) }.map_err(with_path)?;
        Self::checked(Bytes::Mapped(map))
    }

    /// Checks an image that is in memory already.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Arc<Self>, ImageError> {
        Self::checked(Bytes::Owned(bytes))
    }

    fn checked(bytes: Bytes) -> Result<Arc<Self>, ImageError> {
        let header = Header::decode(&bytes)?;
        let image = Self { bytes, header, device: crate::next_device() };
        image.check()?;
        Ok(Arc::new(image))
    }
}

/// Why an image cannot be opened or made.
#[derive(Debug, thiserror::Error)]
pub enum ImageError {
    /// The host refused a file.
    #[error("{path}: {source}")]
    Io {
        /// The host's file.
        path: PathBuf,
        /// The host's reason.
        source: std::io::Error,
    },
    /// The image could not be written out.
    #[error("cannot write the image: {0}")]
    Write(#[source] std::io::Error),
    /// The file is no image.
    #[error("not an image: {0}; build it again with `cargo xtask image`")]
    Damaged(&'static str),
    /// The image is of another version of the format.
    #[error(
        "the image has format {found}, this build reads {expected}; build it again with `cargo xtask image`"
    )]
    Version {
        /// The file's version.
        found: u32,
        /// The version this build reads.
        expected: u32,
    },
    /// A path that an image cannot hold, or holds already.
    #[error("{path}: {reason}")]
    Path {
        /// The path in the image.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
    },
}
